"""Tables that present a framework: a header names the columns (Axes | Programmes | Sous-programmes)."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canevas.governance.policy.rules.headings import number_of, read_headings
from canevas.tools.documents.markup import EMPTY, Traced, join, readable_node
from canevas.tools.documents.nodes import Node, NodeKind
from canevas.tools.text.folding import fold

_AXES = re.compile(r"\s*(?:les )?axes?(?: strategiques?| thematiques?)?(?: de la (?:pnm|politique.*))?\s*$")
_PROGRAMMES = re.compile(r"\s*(?:les )?programmes?\s*$")
_SUBPROGRAMMES = re.compile(r"\s*(?:les )?sous\s?-?\s?programmes?.*$")
_CODE = re.compile(r"\s*[-•*]?\s*(\d{1,2}\s?\.\s?\d{1,2})(?!\d)")
_BETWEEN = re.compile(r"\n|;\s*(?=\D{0,20}\d{1,2}\s?\.\s?\d)")
_NUMBERED = re.compile(r"\s*(?:n[°o]\s?)?(\d{1,2}|[IVX]{1,4})(?!\w)\s?[.:)–—-]*\s*(?=\w|$)")


@dataclass(frozen=True, slots=True)
class OutlineColumns:
    """Grid columns of an outline's table; -1 where there is none. False where it is no such table."""

    axis: int = -1
    programme: int = -1
    subprogramme: int = -1

    def __bool__(self) -> bool:
        return self.axis >= 0 and (self.programme >= 0 or self.subprogramme >= 0)


def outline_columns(table: Node) -> OutlineColumns:
    """The columns that the first row names."""
    rows = [row for row in table.children if row.kind is NodeKind.ROW]
    if len(rows) < 2:
        return OutlineColumns()
    found = {"axis": -1, "programme": -1, "subprogramme": -1}
    for cell in rows[0].children:
        header = fold(cell.plain(" ")).strip(" :.")
        for name, pattern in (("axis", _AXES), ("programme", _PROGRAMMES), ("subprogramme", _SUBPROGRAMMES)):
            if pattern.match(header) and found[name] < 0:
                found[name] = cell.column
                break
    return OutlineColumns(**found)


def table_lines(table: Node, columns: OutlineColumns) -> Iterator[Traced]:
    """The table's rows as headings one after the other, what the column says being written out: "Axe 1 : …"."""
    axis, programme, axis_text, programme_text = 0, 0, "", ""
    for row in [row for row in table.children if row.kind is NodeKind.ROW][1:]:
        cells = {cell.column: cell for cell in row.children}
        title = _whole(cells.get(columns.axis))
        if title.text and title.text != axis_text:
            axis_text, axis = title.text, axis + 1
            line, axis = _announced("Axe", title, axis)
            yield line
        title = _whole(cells.get(columns.programme))
        if title.text and title.text != programme_text:
            programme_text, programme = title.text, programme + 1
            line, programme = _announced("Programme", title, programme)
            yield line
        yield from _subprogrammes(cells.get(columns.subprogramme))


def _whole(cell: Node | None) -> Traced:
    if cell is None:
        return EMPTY
    return join(readable_node(node) for node in cell.walk() if node.text)


def _announced(word: str, title: Traced, expected: int) -> tuple[Traced, int]:
    """The title with "Axe 1 : " before it, its own number where it bears one, else the ``expected`` one."""
    heading = next(read_headings(title.text), None)
    if heading is not None and heading.level in ("axis", "programme"):
        return title, number_of(heading.number)
    numbered = _NUMBERED.match(title.text)
    number = number_of(numbered[1]) if numbered else expected
    rest = title.slice(numbered.end()) if numbered else title
    return join((_at(title, f"{word} {number} : "), rest), ""), number


def _at(place: Traced, words: str) -> Traced:
    """Words that the column says, standing where ``place`` begins."""
    return Traced(words, place.nodes[:1] * len(words), place.offsets[:1] * len(words))


def _subprogrammes(cell: Node | None) -> Iterator[Traced]:
    for node in cell.walk() if cell else ():
        for line in readable_node(node).split(_BETWEEN):
            code = _CODE.match(line.text)
            if code:
                written = line.slice(code.start(1), code.end(1))
                title = line.slice(code.end(1)).strip(" .:)–—-")
                yield join((_at(written, "Sous-programme "), written, _at(written, " : "), title), "")
            elif line.text.strip():
                yield line
