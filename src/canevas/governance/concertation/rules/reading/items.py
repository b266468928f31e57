"""What was said and retained under each agenda item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from canevas.governance.concertation.rules.blocks import table_text
from canevas.governance.concertation.rules.minutes import (
    ReadAction,
    ReadDecision,
    ReadItem,
    ReadRecommendation,
    Said,
)
from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.action_lines import ActionLines, is_label_line, starts_action
from canevas.governance.concertation.rules.reading.action_tables import (
    Columns,
    action_columns,
    actions_of_row,
    raw_rows,
)
from canevas.governance.concertation.rules.reading.body import Part
from canevas.governance.concertation.rules.reading.enumerators import enumerator_of, read_enumerator, title_of
from canevas.governance.concertation.rules.reading.lines import Block, Cell, Grid, Line, Span, combine
from canevas.governance.concertation.rules.reading.recommendations import (
    read_recommendations,
    recommendations_of_grid,
)
from canevas.governance.concertation.rules.reading.titles import bare, likeness
from canevas.tools.documents.found import Found
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_RECOMMENDING = re.compile(
    r"(?:(?:formulation|expose|enonce) des |(?:les )?(?:divers(?:es)?|conclusions?|"
    r"perspectives?|questions? diverses?)(?: et |/| - |, )(?:les )?)?"
    r"(?:recommandations?|suggestions?|propositions?)(?:(?: et |/| - |"
    r", )(?:les )?(?:divers(?:es)?|conclusions?|perspectives?|cloture))*(?: (?:des|de|"
    r"du) .{0,40})?"
)


_LABEL = re.compile(
    r"(?:(?:principaux |principales )?(?:points? (?:cles? )?(?:de|des) )?discussions?(?: cles?)?|"
    r"(?:resume|synthese|compte rendu) des (?:discussions?|echanges|debats))\s*:\s+(?=\S)"
)
_ARROW = re.compile(r"(?:[=-]+>|[→⇒➔⇨])")


@dataclass
class Tables:
    """What is needed to read tables and lists of actions."""

    vocabulary: Vocabulary
    known: frozenset[str]
    reference: date | None


@dataclass
class Treated:
    """The items, and what else was found in them."""

    items: list[ReadItem] = field(default_factory=list)
    recommendations: list[ReadRecommendation] = field(default_factory=list)
    decisions: list[ReadDecision] = field(default_factory=list)


def is_recommending(title: str) -> bool:
    """An item whose points are themselves recommendations ("Suggestions/Recommandations")."""
    words = title.strip(" :.;")
    return forms.marker(words) == "recommendations" or bool(_RECOMMENDING.fullmatch(words))


def read_item(part: Part, tables: Tables, treated: Treated) -> ReadItem:
    """One agenda item; recommendations found in it go to ``treated``."""
    assert part.title is not None
    item = ReadItem(part.number, part.title.said(part.confidence, part.reason))
    if is_recommending(part.title.folded):
        own = read_recommendations(part.blocks, tables.vocabulary, tables.reference)
        treated.recommendations += own
    _Treatment(item, tables, treated, recommending=is_recommending(part.title.folded)).run(part)
    return item


class _Treatment:
    """Walks through the blocks of one item: discussion, then actions, in any order."""

    def __init__(self, item: ReadItem, tables: Tables, treated: Treated, *, recommending: bool) -> None:
        self.item = item
        self.tables = tables
        self.treated = treated
        self.recommending = recommending
        self.reader = ActionLines(tables.vocabulary, tables.known, tables.reference)
        self.state = "discussion"
        self.waiting: list[Block] = []
        self.listed: Line | None = None

    def run(self, part: Part) -> None:
        for block in part.blocks:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._line(block, part)
        self._flush()

    def _flush(self) -> None:
        if self.waiting:
            self.treated.recommendations += read_recommendations(
                self.waiting, self.tables.vocabulary, self.tables.reference
            )
            self.waiting = []

    def _grid(self, grid: Grid) -> None:
        if columns := action_columns(grid, ("action",)):
            for row in raw_rows(grid, columns, "action"):
                self.item.discussion += _said(row.discussion)
                _keep_actions(self.item, actions_of_row(row, self.tables.vocabulary, self.tables.reference), columns)
            return
        if not self.recommending and (
            found := recommendations_of_grid(grid, self.tables.vocabulary, self.tables.reference)
        ):
            self.treated.recommendations += found
            return
        if not self.recommending and (table := table_said(grid)) is not None:
            self.item.discussion.append(table)
            return
        for row_cells in grid.rows:
            if texts := _texts_of(row_cells):
                self.item.discussion.append(combine(texts, " | ") if len(texts) > 1 else texts[0])

    def _line(self, line: Line, part: Part) -> None:
        if self._changes_state(line):
            return
        if self.state == "actions" and self._takes_action(line):
            return
        if _ARROW.match(line.text) and (action := self.reader.read(line.body)) and action.responsible:
            self.item.actions.append(action)
            return
        if self.state == "recommendations":
            self.waiting.append(line)
            return
        if self.state == "decisions":
            self.treated.decisions.append(
                ReadDecision(line.body.said(0.8), line.body.found("adopted", 0.8, say("Stands under “Decisions”.")))
            )
        span = self._said_span(line, part)
        if span.text and not _is_rule(span.text):
            self.item.discussion.append(in_its_form(span.said(1.0 if not line.cut else 0.95), line))

    def _said_span(self, line: Line, part: Part) -> Span:
        body = line.body
        number = read_enumerator(body)
        if number and self.recommending and not number.said:
            return body.part(number.end).strip()
        if not line.is_item and (label := _LABEL.match(body.folded)):
            return body.part(label.end())
        return body

    def _changes_state(self, line: Line) -> bool:
        """A marker line ("Points de discussion clés", "Actions retenues :") opens a part and is not itself said."""
        if (rest := starts_action(line.body)) is not None and rest.text:
            if action := self.reader.read(rest):
                self.item.actions.append(action)
            self.state, self.listed = "actions", line
            return True
        if is_label_line(line) and self.state == "actions":
            if self.item.actions:
                self.reader.complete(self.item.actions[-1], line)
            return True
        number = read_enumerator(line.body)
        title = line.body.part(number.end) if number else line.body
        kind = forms.marker(title.folded)
        if kind == "proceedings" and len(title.text.split()) > 3:
            return False
        if kind == "swot" or kind is None or (line.is_item and not title.text.rstrip().endswith(":")):
            return False
        if kind in ("discussion", "actions", "recommendations", "contributions", "proceedings", "decisions"):
            if kind == "recommendations" and self.recommending:
                return True
            self._flush()
            self.state = kind if kind in ("actions", "recommendations", "decisions") else "discussion"
            self.listed = None
            return True
        return False

    def _takes_action(self, line: Line) -> bool:
        """In a list of actions: each item is one; the list ends with the first line that is none."""
        if forms.is_nothing(line.body.folded):
            return True
        listed = line.is_item or enumerator_of(line) is not None
        if self.listed is not None and not listed and (self.listed.is_item or line.gap or enumerator_of(self.listed)):
            self.state = "discussion"
            return False
        action = self.reader.read(line.body)
        if self.listed is None and not listed and (action is None or not (action.responsible or action.deadline_text)):
            if line.text.rstrip().endswith(":"):
                return True
            self.state = "discussion"
            return False
        if action:
            self.item.actions.append(action)
        self.listed = line
        return True


def in_its_form(found: Found[str], line: Line) -> Said:
    """``found`` as the paragraph or the bullet that its line is."""
    form = "bullet" if line.is_item else "paragraph"
    return Said(found.value, found.passages, found.confidence, found.reason, form, line.level if line.is_item else 0)


def _texts_of(row: list[Cell]) -> list[Found[str]]:
    """The texts of a row; none where it only announces a part of the minutes."""
    texts = [combine([line.body.said() for line in cell.lines]) for cell in row if cell.lines and not cell.covered]
    return [] if all(forms.marker(text.value.lower()) for text in texts) else texts


def table_said(grid: Grid) -> Said | None:
    """A table that is no list of actions, whole; ``None`` where it has not two columns and two rows of words."""
    rows = [(row, texts) for row in grid.rows if (texts := _texts_of(row))]
    if len(rows) < 2 or all(len(texts) < 2 for _row, texts in rows):
        return None
    width = max(cell.column + cell.span for row, _texts in rows for cell in row)
    cells = [[""] * width for _row in rows]
    for place, (row, _texts) in enumerate(rows):
        for cell in row:
            if not cell.covered:
                cells[place][cell.column] = "\n".join(" ".join(line.whole.text.split()) for line in cell.lines)
    found = [text for _row, texts in rows for text in texts]
    whole = combine(found)
    return Said(table_text(cells), whole.passages, whole.confidence, whole.reason, "table", 0, cells)


def _is_rule(text: str) -> bool:
    return not any(character.isalnum() for character in text)


def _said(lines: list[Line]) -> list[Found[str]]:
    """Discussion points in a cell: one a line."""
    return [
        in_its_form(line.body.said(), line)
        for line in lines
        if not forms.is_nothing(line.body.folded) and forms.marker(line.body.folded) not in ("discussion", "actions")
    ]


def items_of_grid(grid: Grid, tables: Tables, agenda: list[Span]) -> list[ReadItem]:
    """A table whose rows are agenda items as treated: "Point | Échanges | Actions | Responsables | Échéances"."""
    columns = action_columns(grid, ("action", "discussion"))
    if columns is None or "item" not in columns.of:
        return []
    items: list[ReadItem] = []
    for row in raw_rows(grid, columns, "action"):
        if row.item and (not items or not _same(row.item, items[-1])):
            new = _new_item(row.item, len(items), agenda)
            known = next((item for item in items if item.number == new.number), None)
            items = [item for item in items if item is not known] + [known or new]
        if not items:
            continue
        for said in _said(row.discussion):
            if said.passages not in [known.passages for known in items[-1].discussion]:
                items[-1].discussion.append(said)
        _keep_actions(items[-1], actions_of_row(row, tables.vocabulary, tables.reference), columns)
    return items


def _keep_actions(item: ReadItem, actions: list[ReadAction], columns: Columns) -> None:
    """In a column of decisions, what has neither owner nor day was decided or noted: it is no action."""
    for action in actions:
        if columns.decisions and not action.responsible and action.deadline_text is None:
            item.discussion.append(action.text)
        else:
            item.actions.append(action)


def _new_item(lines: list[Line], before: int, agenda: list[Span]) -> ReadItem:
    number = enumerator_of(lines[0])
    if len(lines) == 1:
        title = title_of(lines[0]).said()
    else:
        title = combine([title_of(lines[0]).said(), *(line.whole.said() for line in lines[1:])])
    if title.value.isdigit() and int(title.value) <= len(agenda):
        return ReadItem(int(title.value), agenda[int(title.value) - 1].said())
    return ReadItem(number.value if number else _on_agenda(title.value, agenda) or before + 1, title)


def _on_agenda(title: str, agenda: list[Span]) -> int | None:
    """The number of the point that ``title`` repeats."""
    scores = [likeness(bare(title), bare(point.text)) for point in agenda]
    return scores.index(max(scores)) + 1 if max(scores, default=0) >= 84 else None


def _same(lines: list[Line], item: ReadItem) -> bool:
    """The cell is the one merged from above."""
    places = [place for line in lines for place in line.whole.passages()]
    return any(place.node == own.node for place in places for own in item.title.passages)


def loose_actions(parts: list[Part], tables: Tables) -> Iterator[ReadAction]:
    """Actions of a section of their own ("Plan d'action"), in order."""
    for part in parts:
        item = ReadItem(0, Found(""))
        walk = _Treatment(item, tables, Treated(), recommending=False)
        walk.state = "actions"
        walk.run(part)
        for action in item.actions:
            action.text.confidence = min(action.text.confidence, 0.7)
            action.text.reason = action.text.reason or say("The action stands apart from the agenda items.")
            yield action
