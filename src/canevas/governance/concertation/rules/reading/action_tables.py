"""Tables of actions and of recommendations: columns told by their headers, rows that continue the one above joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from canevas.governance.concertation.rules.minutes import ReadAction
from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.lines import Cell, Grid, Line, combine
from canevas.governance.concertation.rules.reading.names import responsible_names
from canevas.governance.concertation.rules.reading.typed_columns import line_of
from canevas.tools.documents.found import Found
from canevas.tools.text.deadlines import read_deadline, trailing_deadline
from canevas.tools.vocabulary import Vocabulary

_SHARING = ("responsible", "deadline")
_UNFINISHED = re.compile(r"(?:\b(?:de|du|des|d'|la|le|les|l'|et|ou|a|aux?|en|pour|par|sur|avec|dans|un|une)|[,('-])$")


@dataclass
class Columns:
    """Grid column of each sort; ``first_row`` is the first row below the header."""

    of: dict[str, int]
    first_row: int
    decisions: bool = False
    """The column of actions is one of decisions too."""

    def lines(self, row: list[Cell], sort: str) -> list[Line]:
        """The lines of the cell of that sort, those of a cell merged from above included."""
        place = self.of.get(sort)
        if place is None:
            return []
        cell = next((cell for cell in row if cell.column <= place < cell.column + cell.span), None)
        lines = cell.lines if cell else []
        if sort in _SHARING and self.of.get("responsible") == self.of.get("deadline"):
            return [half for line in lines for half in _half(line, sort)]
        return lines

    def covered(self, row: list[Cell], sort: str) -> bool:
        place = self.of.get(sort)
        return any(cell.covered for cell in row if place is not None and cell.column <= place < cell.column + cell.span)


@dataclass
class RawRow:
    """One row of the table, its continuations joined."""

    item: list[Line] = field(default_factory=list)
    discussion: list[Line] = field(default_factory=list)
    text: list[Line] = field(default_factory=list)
    responsible: list[Line] = field(default_factory=list)
    deadline: list[Line] = field(default_factory=list)
    addressee: list[Line] = field(default_factory=list)


def action_columns(grid: Grid, wanted: tuple[str, ...] = ("action", "recommendation", "discussion")) -> Columns | None:
    """The columns of ``grid`` when it is a table of actions (or recommendations, or of points as treated)."""
    for number, row in enumerate(grid.rows[:3]):
        found = _columns_of(row, wanted)
        if found:
            decisions = any("decision" in cell.folded and cell.column == found.get("action") for cell in row)
            return Columns(found, number + 1, decisions)
    if grid.before is not None and (earlier := action_columns(grid.before, wanted)):
        return Columns(earlier.of, 0, earlier.decisions)
    return None


def _columns_of(row: list[Cell], wanted: tuple[str, ...]) -> dict[str, int] | None:
    cells = [(cell, _SHARING if _shared(cell) else forms.columns(cell.folded)) for cell in row if cell.lines]
    if len(cells) < 2 or (any(not sorts for _, sorts in cells) and sum(bool(sorts) for _, sorts in cells) < 2):
        return None
    of: dict[str, int] = {}
    for cell, sorts in cells:
        if _shared(cell):
            of.update(dict.fromkeys(_SHARING, cell.column))
            continue
        sort = next((name for name in sorts if name not in of), None)
        if sort:
            of[sort] = cell.column
    if {"challenge", "strategy"} & of.keys() or {"name", "contact"} & of.keys():
        return None
    main = next((name for name in wanted if name in of), None)
    others = {"responsible", "deadline", "status", "number", "addressee", "item", "action"} & of.keys() - {main}
    if main is None or not others or (main == "discussion" and "item" not in of):
        return None
    return of


def _shared(cell: Cell) -> bool:
    """One column for who and when: "Responsables / Délai"."""
    parts = [part for part in re.split(r"\s*[/&+,]\s*|\s+et\s+", cell.folded) if part]
    return len(parts) == 2 and all(
        any(sort in forms.columns(part) for part in parts) for sort in _SHARING
    ) and not set(forms.columns(parts[0])) & set(forms.columns(parts[1]))


def _half(line: Line, sort: str) -> list[Line]:
    """The owners, or the day, of a line that holds both ("OIM / 30 juin")."""
    body = line.body
    if place := trailing_deadline(body.text):
        part = body.part(*place) if sort == "deadline" else body.part(0, place[0])
    else:
        part = body if sort == "responsible" else body.part(0, 0)
    clean = part.strip(" /,;:()–-")
    return [line_of(clean)] if clean.text else []


def raw_rows(grid: Grid, columns: Columns, main: str) -> Iterator[RawRow]:
    """The rows of ``grid`` with continuation rows joined to the row that they continue."""
    current: RawRow | None = None
    for row in grid.rows[columns.first_row :]:
        read = RawRow(
            *(columns.lines(row, sort) for sort in ("item", "discussion", main, "responsible", "deadline", "addressee"))
        )
        if not any((read.item, read.discussion, read.text, read.responsible, read.deadline)):
            continue
        if current is not None and _continues(current, read, row, columns, main):
            _extend(current, read, row, columns, main)
            continue
        if current is not None:
            yield current
        current = read
    if current is not None:
        yield current


def _continues(current: RawRow, read: RawRow, row: list[Cell], columns: Columns, main: str) -> bool:
    if read.item and not columns.covered(row, "item") and "item" in columns.of:
        return False
    if columns.covered(row, main) and read.text:
        return True
    if not read.text:
        return bool(read.responsible or read.deadline) and bool(current.text)
    first = read.text[0].body.text
    ended = current.text[-1].text.rstrip() if current.text else ""
    if "number" in columns.of:
        return not columns.lines(row, "number") and bool(current.text) and not _complete(read)
    if first[:1].islower() and not _complete(read) and not read.text[0].is_item:
        return True
    if read.deadline or (
        read.responsible
        and current.responsible
        and not _UNFINISHED.search(current.text[-1].folded.rstrip() if current.text else "")
    ):
        return False
    if forms.is_nothing(read.text[0].folded) or read.text[0].is_item:
        return False
    return first[:1].islower() or bool(_UNFINISHED.search(ended.lower()))


def _complete(read: RawRow) -> bool:
    return bool(read.responsible and read.deadline)


def _extend(current: RawRow, read: RawRow, row: list[Cell], columns: Columns, main: str) -> None:
    for name, sort in (
        ("text", main),
        ("responsible", "responsible"),
        ("deadline", "deadline"),
        ("discussion", "discussion"),
    ):
        if not columns.covered(row, sort):
            known = getattr(current, name)
            setattr(current, name, known + [line for line in getattr(read, name) if line not in known])


def actions_of_row(row: RawRow, vocabulary: Vocabulary, reference: date | None) -> list[ReadAction]:
    """The actions of one row: none where its cell says "N/A"; several where the cell lists several without owners
    apart."""
    lines = [line for line in row.text if not forms.is_nothing(line.body.folded)]
    if not lines:
        return []
    texts = [[line] for line in lines] if len(lines) > 1 and all(line.is_item for line in lines) else [lines]
    owners = responsible_names(row.responsible, vocabulary)
    deadlines = [line for line in row.deadline if not forms.is_nothing(line.body.folded)]
    paired = len(texts) > 1 and len(deadlines) == len(texts)
    paired_owners = len(texts) > 1 and len(row.responsible) == len(texts)
    actions = []
    for place, text in enumerate(texts):
        own = responsible_names([row.responsible[place]], vocabulary) if paired_owners else list(owners)
        action = ReadAction(text=_joined(text), responsible=own)
        _set_deadline(action, [deadlines[place]] if paired else deadlines, reference)
        actions.append(action)
    return actions


def _joined(lines: list[Line]) -> Found[str]:
    value = combine([line.body.strip(" ").said() for line in lines])
    value.value = re.sub(r"^(?:\d{1,2}\s?[.)]|\d{1,2}-)\s*(?=\D)", "", value.value)
    return value


def _set_deadline(action: ReadAction, lines: list[Line], reference: date | None) -> None:
    if not lines:
        return
    action.deadline_text = combine([line.body.said() for line in lines])
    set_deadline_date(action, reference)


def set_deadline_date(action: ReadAction, reference: date | None) -> None:
    """The day that the action's deadline names, where it names one; doubt goes with the date."""
    stated = action.deadline_text
    if stated is None:
        return
    read = read_deadline(stated.value, reference=reference)
    if read and read.day:
        action.deadline_date = Found(read.day, stated.passages, min(read.confidence, stated.confidence), read.reason)
