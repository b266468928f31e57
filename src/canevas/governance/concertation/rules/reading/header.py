"""Header keys and their values: in a table, on one line, or the key alone on its line."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import enumerator_of
from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span
from canevas.tools.text.dates import find_dates
from canevas.tools.text.times import find_hours

_NEXT_KEY = re.compile(
    r"(?:\s{2,}|\s*[;|,–]\s*|\s-\s|\.\s+|\s+)(?=(?:date|heures?|horaires?|lieu|debut|fin|"
    r"heure de (?:debut|fin)|president\w*|rapporteur\w*)"
    r"(?: de (?:la )?(?:reunion|seance))?\s*[:=])|(?<=[\dhn])\s+(?=heures?\s+\d{1,2}\s?h|lieu\s+[a-z])"
)
_LONGEST_HEADER = 60
_LATE = ("date", "time", "start", "end", "place", "chair")


@dataclass
class Header:
    """The values found under each header key, and the blocks that they took."""

    values: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, str] = field(default_factory=dict)
    """How each key was written."""
    used: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)
    """The identity of the blocks below the body that hold keys too."""

    def add(self, name: str, spans: list[Span], written: str = "") -> None:
        self.values[name] += [span for span in spans if span.text]
        self.keys.setdefault(name, written)


def read_header(blocks: list[Block], end: int) -> Header:
    """The header keys among the first ``end`` blocks."""
    header = Header()
    index = 0
    while index < min(end, len(blocks)):
        block = blocks[index]
        taken = _from_grid(block, header) if isinstance(block, Grid) else _from_line(blocks, index, end, header)
        header.used.update(range(index, index + taken))
        index += max(taken, 1)
    return header


def read_late_keys(blocks: list[Block], start: int, header: Header) -> None:
    """Keys that stand at the end of the document ("Heure de fin : 12h", "Lieu : mairie") where the head had none."""
    for block in blocks[max(start, 0) :]:
        if not isinstance(block, Line) or block.is_item:
            continue
        if forms.marker(block.body.folded) == "next" or "prochaine" in block.folded:
            return
        found = forms.key_value(block.body)
        if found and found[1].text and found[0] in _LATE and not header.values.get(found[0]):
            header.add(found[0], [found[1]], block.folded)
            header.late.add(id(block))


def _from_grid(grid: Grid, header: Header) -> int:
    """Cells that name a key, followed by the cell of their value. A key's next rows with an empty first cell
    continue it."""
    last, seen = "", False
    below = _keys_above(grid, header)
    for number, row in enumerate(grid.rows):
        if number in below:
            seen = True
            continue
        cells = [cell for cell in row if not cell.covered]
        position = 0
        if cells and not cells[0].lines and last and len(cells) > 1:
            header.add(last, [line.whole for line in cells[1].lines])
            continue
        while position < len(cells):
            name = forms.key(cells[position].folded)
            inline = forms.key_value(cells[position].lines[0].whole) if not name and cells[position].lines else None
            if name and position + 1 < len(cells):
                following = cells[position + 1]
                header.add(name, [line.whole for line in following.lines], cells[position].folded)
                last, seen, position = name, True, position + 2
                continue
            if inline and inline[1].text:
                header.add(inline[0], [inline[1], *(line.whole for line in cells[position].lines[1:])])
                last, seen = inline[0], True
            position += 1
    return 1 if seen and not _is_list_of_people(grid) else 0


def _keys_above(grid: Grid, header: Header) -> set[int]:
    """Rows that hold nothing but keys, and the row of their values below; both are taken."""
    taken: set[int] = set()
    for number, row in enumerate(grid.rows[:-1]):
        names = [forms.key(cell.folded) for cell in row]
        if number in taken or len(row) < 2 or not all(names) or _is_list_of_people(grid):
            continue
        for cell, name in zip(row, names, strict=True):
            value = grid.cell(number + 1, cell.column)
            if name and value:
                header.add(name, [line.whole for line in value.lines], cell.folded)
        taken |= {number, number + 1}
    return taken


def _is_list_of_people(grid: Grid) -> bool:
    titles = [column for cell in grid.rows[0] for column in forms.columns(cell.folded)]
    return "name" in titles and len(grid.rows) > 1


def _from_line(blocks: list[Block], index: int, end: int, header: Header) -> int:
    line = blocks[index]
    assert isinstance(line, Line)
    if stacked := _keys_before_values(blocks, index, end, header):
        return stacked
    taken = 0
    for piece in line.body.split(_NEXT_KEY):
        found = forms.key_value(piece)
        if found is None:
            continue
        name, value = found
        if value.text:
            header.add(name, [value], piece.folded)
            taken = 1
        if not value.text or (name in {"attendance", "absent"} and value.text.endswith(":")):
            return 1 + _values_below(blocks, index, end, header, name)
        if name in {"attendance", "absent"} and value.folded.rstrip().endswith((",", ";")):
            return 1 + _values_below(blocks, index, end, header, name)
    name_alone = None if taken else forms.key(line.body.folded)
    if name_alone and not (name_alone == "body" and ":" not in line.text):
        below = _values_below(blocks, index, end, header, name_alone)
        return 1 + below if below else 0
    return taken


def _keys_before_values(blocks: list[Block], index: int, end: int, header: Header) -> int:
    """A column of keys and, below it, the column of their values ("Date", "Heure", then "17/05/2022", "9h-11h").

    Taken only where a day or an hour stands at its key's place in the second column; 0 where it is not so."""
    keys: list[str] = []
    for block in blocks[index : index + 8]:
        name = forms.key(block.body.folded) if isinstance(block, Line) and len(block.text) < 40 else None
        if name is None:
            break
        keys.append(name)
    values = [block for block in blocks[index + len(keys) : end] if isinstance(block, Line)][: len(keys)]
    if len(keys) < 2 or len(values) < len(keys) or len(set(keys)) < len(keys):
        return 0
    proofs = [
        bool(find_dates(line.text)) if name == "date" else bool(find_hours(line.text))
        for name, line in zip(keys, values, strict=True)
        if name in ("date", "time", "start", "end")
    ]
    if not proofs or not all(proofs):
        return 0
    for name, line in zip(keys[:-1], values[:-1], strict=True):
        header.add(name, [line.body])
    return 2 * len(keys) - 1 + _values_below(blocks, index + 2 * len(keys) - 2, end, header, keys[-1])


def _values_below(blocks: list[Block], index: int, end: int, header: Header, name: str) -> int:
    """The lines below a key that stands alone: one for a plain key, the whole list for those present."""
    taken: list[Span] = []
    many = name in {"attendance", "absent"}
    for block in blocks[index + 1 : end]:
        if (
            isinstance(block, Grid)
            or forms.marker(block.body.folded)
            or forms.key(block.body.folded)
            or forms.key_value(block.body)
        ):
            break
        if taken and (not many or (block.gap and not block.is_item) or _ends_list(taken[-1].line, block)):
            break
        taken.append(block.whole if many else block.body)
        if len(taken) > _LONGEST_HEADER:
            break
    header.add(name, taken)
    return len(taken)


def _ends_list(last: Line, line: Line) -> bool:
    """The list of those present ends where its bullets or numbers end."""
    in_list = last.is_item or enumerator_of(last) is not None
    if in_list:
        return not (line.is_item or enumerator_of(line) is not None)
    return len(line.text) > 120 or line.is_item or line.heading
