"""Finds the synthesis in a document: one table, or several that go on from page to page or from axis to axis."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from canevas.governance.recommendations.rules.action_words import opens_action
from canevas.governance.recommendations.rules.synthesis_reading.bands import Band, read_band
from canevas.governance.recommendations.rules.synthesis_reading.columns import (
    Role,
    header_roles,
    names_another_table,
    refine,
    rows_of,
    spaced_header,
)
from canevas.governance.recommendations.rules.synthesis_reading.entries import (
    BodyRow,
    Entry,
    FoundSynthesis,
    FullRow,
    SpacedLines,
)
from canevas.governance.recommendations.rules.synthesis_reading.lines import lines_of, says_idem
from canevas.governance.recommendations.rules.synthesis_reading.typed import (
    is_rule,
    pieces_of,
    typed_cells,
    typed_header,
)
from canevas.tools.documents.markup import Traced, join, readable_node
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.text.folding import fold, squeeze

_PAGE_NUMBER = re.compile(r"(?:page )?\W*\d{1,3}(?: ?(?:/|sur|of) ?\d{1,3})?\W*$")
_TITLE = re.compile(r"\W*(?:annexe|tableau|synthese|matrice|cadre logique|recommandations|les recommandations)\b")
_NUMBERED_HEADING = re.compile(r"(?:[IVX]{1,4}|\d{1,2})\s?[.)-]")
_NARRATIVE = re.compile(
    r"\b(?:a ete|ont ete|s'est|se sont|est levee|a remercie|fait a|la seance|la reunion|ci-joint)\b")
_WIDE = re.compile(r"\S {2,}\S")
_LONGEST_ROW = 3000
_LONGEST_NOISE, _MOST_NOISE, _BEFORE = 110, 3, 4


@dataclass(slots=True)
class _Search:
    """Where the search stands: the columns of the table that may go on, the paragraphs since."""

    found: FoundSynthesis = field(default_factory=FoundSynthesis)
    roles: dict[int, Role] | None = None
    pending: list[Node] = field(default_factory=list)
    is_text: bool = False
    typed: dict[int, Role] | None = None
    """The columns of an open header that was typed with bars or wide blanks."""
    spaced: int = 0
    """How many columns of text the header names whose columns only blanks part; 0 when no such header is open."""


def find_synthesis(document: Document) -> FoundSynthesis:
    """Every part of the document's synthesis; nothing found gives no entries."""
    search = _Search(is_text=document.format == "text")
    for node in _blocks(document.root):
        if node.kind is NodeKind.TABLE:
            search.spaced, search.typed = 0, None
            _read_table(search, node)
            search.pending = []
        elif node.text.strip() and not _read_typed(search, node) and not _read_spaced(search, node):
            search.pending.append(node)
    return search.found


def _blocks(node: Node) -> Iterator[Node]:
    """Paragraphs outside tables and all tables in reading order, those inside another table's cells after it."""
    for child in node.children:
        if child.kind is NodeKind.TABLE:
            yield child
            for cell in (cell for row in child.children for cell in row.children):
                yield from (inner for inner in _blocks(cell) if inner.kind is NodeKind.TABLE)
        else:
            yield child
            yield from _blocks(child)


def _read_typed(search: _Search, node: Node) -> bool:
    """Take ``node`` as the header or a row of a synthesis typed with bars or wide blanks."""
    header = typed_header(node)
    if header:
        if not search.typed:
            _take_paragraphs_before(search)
            search.pending = []
        search.typed = header
    elif search.typed and (band := _typed_band(node)) is not None:
        search.found.entries.append(band)
    elif search.typed and not is_rule(node) and (cells := typed_cells(node, search.typed)) is not None:
        search.found.entries.append(BodyRow(cells))
    elif not search.typed or not is_rule(node):
        search.typed = None
        return False
    search.found.nodes.add(node.id)
    return True


def _typed_band(node: Node) -> Band | None:
    filled = [piece for piece in pieces_of(node) if piece]
    return read_band(filled[0]) if len(filled) == 1 else read_band(readable_node(node)) if not filled else None


def _read_spaced(search: _Search, node: Node) -> bool:
    """Take ``node`` as the header or a line of a synthesis whose columns are parted by blanks only."""
    text = readable_node(node)
    texts = 0 if _WIDE.search(node.text) else spaced_header(text.text)
    if texts:
        if not search.spaced:
            _take_paragraphs_before(search)
            search.pending = []
        search.spaced = texts
    elif search.spaced and (band := read_band(text)) is not None:
        search.found.entries.append(band)
    elif search.spaced and not _leaves_spaced(node):
        entries = search.found.entries
        if not entries or not isinstance(entries[-1], SpacedLines):
            entries.append(SpacedLines(search.spaced))
        last = entries[-1]
        if isinstance(last, SpacedLines) and not _PAGE_NUMBER.match(squeeze(node.text)):
            last.lines.append(text)
    else:
        search.spaced = 0
        return False
    search.found.nodes.add(node.id)
    return True


def _leaves_spaced(node: Node) -> bool:
    """The paragraph is a heading or a narrative sentence, no row."""
    numbered = _NUMBERED_HEADING.match(node.text)
    return (node.is_heading or len(node.text) > _LONGEST_ROW or node.text.rstrip().endswith(":")
            or (numbered is not None and not opens_action(node.text[numbered.end():].strip()))
            or bool(_NARRATIVE.search(fold(node.text))))


def _read_table(search: _Search, table: Node) -> None:
    rows = rows_of(table)
    head = next((place for place, row in enumerate(rows[:4]) if header_roles(row)), None)
    if head is not None:
        _take_paragraphs_before(search)
        search.roles = header_roles(rows[head])
    elif search.roles and _goes_on(search, rows):
        _take_paragraphs_between(search)
        head = -1
    else:
        search.roles = None
        return
    search.found.nodes |= {node.id for node in table.walk()}
    for row in rows[:max(head, 0)]:
        if (band := read_band(_row_text(row))) is not None:
            search.found.entries.append(band)
    _read_rows(search, rows[head + 1:], second_header=head >= 0)


def _take_paragraphs_before(search: _Search) -> None:
    """Bands and titles that stand just before a header."""
    for node in search.pending[-_BEFORE:]:
        text = readable_node(node)
        band = read_band(text)
        if band is not None and not (band.kind == "axis" and not _is_last_or_titles(search.pending, node)):
            search.found.entries.append(band)
            search.found.nodes.add(node.id)
        elif (len(text.text) < _LONGEST_NOISE and _TITLE.match(squeeze(text.text))
              and not text.text.endswith((",", ";"))):
            search.found.nodes.add(node.id)


def _is_last_or_titles(pending: list[Node], node: Node) -> bool:
    """Only titles stand between ``node`` and the table."""
    after = pending[pending.index(node) + 1:]
    return all(len(other.text) < _LONGEST_NOISE and not other.text.rstrip().endswith((";", ".")) for other in after)


def _goes_on(search: _Search, rows: list[Node]) -> bool:
    """The table carries on the one before: as wide, and nothing but bands, titles and page numbers between."""
    assert search.roles is not None
    width = max(search.roles) + 1
    widest = max((cell.column + cell.column_span for row in rows for cell in row.children), default=0)
    if widest > width or (widest < width and not search.is_text and not all(len(row.children) == 1 for row in rows)):
        return False
    if rows and names_another_table(rows[0]):
        return False
    noise = [node for node in search.pending if read_band(readable_node(node)) is None
             and not _PAGE_NUMBER.match(squeeze(node.text))]
    return len(noise) <= _MOST_NOISE and all(
        len(node.text) < _LONGEST_NOISE and not node.is_heading and not node.text.rstrip().endswith(":")
        and not _NUMBERED_HEADING.match(node.text) for node in noise)


def _take_paragraphs_between(search: _Search) -> None:
    for node in search.pending:
        text = readable_node(node)
        band = read_band(text)
        if band is not None:
            search.found.entries.append(band)
        elif search.is_text and text.text[:1].islower():
            search.found.entries.append(BodyRow({Role.CHALLENGE: lines_of(node)}))
        search.found.nodes.add(node.id)


def _row_text(row: Node) -> Traced:
    return join(readable_node(node) for cell in row.children for node in cell.walk() if node.text)


def _read_rows(search: _Search, rows: list[Node], *, second_header: bool) -> None:
    roles = search.roles or {}
    covering: dict[int, int] = {}
    page = None
    for place, row in enumerate(rows):
        merged = {column for column, left in covering.items() if left > 0}
        covering = {column: left - 1 for column, left in covering.items() if left > 1}
        for cell in row.children:
            for column in range(cell.column, cell.column + cell.column_span):
                if cell.row_span > 1:
                    covering[column] = cell.row_span - 1
        finer = header_roles(row) or (refine(roles, row) if second_header and place == 0 else None)
        if finer:
            roles = search.roles = {**roles, **finer}
            continue
        breaks = (place == 0 and not second_header) or (page is not None and page != row.place.page)
        page = row.place.page
        search.found.entries += _entries(row, roles, merged, breaks)


def _entries(row: Node, roles: dict[int, Role], merged: set[int], breaks: bool) -> list[Entry]:
    """A band, a full-width text or a body row; a band that stands in the axis column comes before its row."""
    full = [cell for cell in row.children if cell.plain().strip()]
    if not full:
        return []
    texts = {squeeze(cell.plain(" ")) for cell in full}
    if len(texts) == 1 and not merged:
        band = read_band(_row_text(row) if len(full) == 1 else _cell_text(full[0]))
        if band is not None:
            return [band]
        if len(full) == 1 and len(row.children) == 1 and full[0].column_span > max(2, len(roles) // 2):
            return [FullRow(_cell_text(full[0]))]
    entries: list[Entry] = []
    body = BodyRow({}, set(), breaks)
    for cell in full:
        role = _role(cell, roles)
        band = read_band(_cell_text(cell), alone=False) if role not in (Role.STRATEGY, Role.PRIORITY) else None
        if role is Role.AXIS or (band is not None and not entries):
            entries.append(band or Band("unknown", None, _cell_text(cell), 0.8))
            continue
        lines = lines_of(cell)
        if role is not None and says_idem(lines):
            body.covered.add(role)
        elif role is not None and lines:
            body.cells[role] = body.cells.get(role, []) + lines
    body.covered |= {roles[column] for column in merged if column in roles} - set(body.cells)
    return [*entries, body] if body.cells or body.covered else entries


def _cell_text(cell: Node) -> Traced:
    return join(readable_node(node) for node in cell.walk() if node.text)


def _role(cell: Node, roles: dict[int, Role]) -> Role | None:
    """The role of a cell's column; of a cell over several columns, the strategies before all."""
    spanned = [roles[column] for column in range(cell.column, cell.column + cell.column_span) if column in roles]
    return Role.STRATEGY if Role.STRATEGY in spanned else spanned[0] if spanned else None
