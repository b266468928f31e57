"""Files of our own that come back: what a person typed in the register is told by its bookmarks, not guessed.

The blocks of an item bear the ids of their rows. They are taken word for word, whatever they look like ("Divers", "La
séance est levée à 12h", "1. …"); only what was added in Word is understood as in any other file.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from canevas.governance.concertation.rules.blocks import table_text
from canevas.governance.concertation.rules.minutes import ReadItem, Said, Seat
from canevas.governance.concertation.rules.reading.body import OWN_HEADING
from canevas.tools.documents.found import Found, Passage
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.text.normalise import fold

_TEXT, _TABLE = "cnv_dis_", "cnv_tbl_"
_SEATS = {"cnv_prs_": "present", "cnv_exc_": "excused", "cnv_abs_": "absent"}
_AWAY = {"excuses": "excused", "excuse": "excused", "absents": "absent", "absent": "absent"}


@dataclass
class KeptBlocks:
    """The nodes of a document that are blocks of known rows, in order, and where each node stands."""

    blocks: list[Node] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    has_headings: bool = False

    @property
    def nodes(self) -> frozenset[str]:
        return frozenset(node.id for node in self.blocks)

    def __bool__(self) -> bool:
        return bool(self.blocks) or self.has_headings


def kept_blocks(document: Document) -> KeptBlocks:
    """What ``document`` holds of known rows; nothing in a file that is not of our own."""
    found = KeptBlocks()
    found.places = {node.id: place for place, node in enumerate(document.root.walk())}
    inside: set[str] = set()
    for node, tables in _with_tables(document.root, ()):
        if _bears(node, OWN_HEADING):
            found.has_headings = True
        block = tables[-1] if tables and _bears(node, _TABLE) else node if _bears(node, _TEXT) else None
        if block is not None and node.id not in inside:
            found.blocks.append(block)
            inside |= {below.id for below in block.walk()}
    return found


def _bears(node: Node, name: str) -> bool:
    """Whether the node is written for one row: one that shows several at once tells none of them apart."""
    return sum(mark.startswith(name) for mark in node.marks) == 1


def _with_tables(node: Node, tables: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every node with the tables that it stands in, the outermost first."""
    inner = (*tables, node) if node.kind is NodeKind.TABLE else tables
    for child in node.children:
        yield child, inner
        yield from _with_tables(child, inner)


def put_back(items: list[ReadItem], kept: KeptBlocks) -> None:
    """Put the blocks among what else was said, each under the heading that it stands below."""
    heads = sorted((place, number) for number, item in enumerate(items) for passage in item.title.passages[:1]
                   if (place := kept.places.get(passage.node)) is not None)
    for block in kept.blocks:
        at = kept.places[block.id]
        above = [number for place, number in heads if place < at]
        if not items or not (said := _said(block)):
            continue
        items[above[-1] if above else 0].discussion.append(said)
    for item in items:
        item.discussion.sort(key=lambda found: min(
            (kept.places.get(passage.node, 0) for passage in found.passages), default=0))


def _said(node: Node) -> Said | None:
    if node.kind is NodeKind.TABLE:
        return _table(node)
    real = node.kind is NodeKind.LIST_ITEM and bool(node.marker)
    return Said(node.text, [Passage(node.id, 0, len(node.text))], form="bullet" if real else "paragraph",
                level=node.level if real else 0)


def _table(table: Node) -> Said | None:
    rows = [row for row in table.children if row.kind is NodeKind.ROW]
    width = max((cell.column + cell.column_span for row in rows for cell in row.children), default=0)
    cells = [[""] * width for _row in rows]
    for place, row in enumerate(rows):
        for cell in row.children:
            cells[place][cell.column] = cell.plain()
    passages = [Passage(node.id, 0, len(node.text)) for node in table.walk() if node.text]
    return Said(table_text(cells), passages, form="table", cells=cells) if passages else None


def seats(document: Document, read: list[Found[str]]) -> list[Found[str]]:
    """The attendance of a file of our own: its bookmarks tell who is excused and who is absent, and lines added in
    Word beside them count as what they stand among; ``read`` is what any other file would be understood to say."""
    marked = {node.id: status for node in document.root.walk() for name, status in _SEATS.items() if _bears(node, name)}
    if not marked:
        return read
    away = dict(_away(document.root))
    found: list[Found[str]] = [
        Seat(node.text, [Passage(node.id, 0, len(node.text))], status=marked.get(node.id) or away[node.id])
        for node in document.root.walk() if node.id in marked or node.id in away]
    new = [one for one in read if not any(place.node in marked or place.node in away for place in one.passages)]
    return [*(one for one in found if isinstance(one, Seat) and one.status == "present"), *new,
            *(one for one in found if isinstance(one, Seat) and one.status != "present")]


def _away(root: Node) -> Iterator[tuple[str, str]]:
    """The lines of the cells beside « Excusés » and « Absents », with what they say."""
    for row in root.walk():
        if row.kind is not NodeKind.ROW or len(row.children) != 2:
            continue
        status = _AWAY.get(fold(row.children[0].plain(" ")).strip(" :"))
        if status is not None:
            yield from ((node.id, status) for node in row.children[1].walk() if node.text)
