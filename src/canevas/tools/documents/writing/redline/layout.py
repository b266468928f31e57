"""What a document says, laid out as places count it: the lines of the body, and of each cell of each table.

A redline between two versions needs no more than this; whoever knows only texts can make a :class:`Layout` of them.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from canevas.tools.documents.readers.docx.names import W, attribute
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.base import tables_of
from canevas.tools.documents.writing.redline.grid import cells_of, is_continuing, unwrapped
from canevas.tools.documents.writing.redline.lines import next_block
from canevas.tools.documents.writing.redline.resolving import resolve
from canevas.tools.documents.writing.redline.runs import P, text_of
from canevas.tools.documents.writing.redline.wordfile import WordFile

_PASSING = {"_goback"}


@dataclass(frozen=True, slots=True)
class LineText:
    """One paragraph; ``ids`` are the names of its bookmarks, by which it is known again."""

    text: str
    ids: frozenset[str] = frozenset()
    joins: bool = field(default=True, compare=False)
    """Whether another paragraph follows it at once, to which it could be joined."""


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell: ``column`` of the grid, how many ``columns`` wide; ``lines=None``: it goes on from the row above."""

    column: int
    lines: tuple[LineText, ...] | None
    columns: int = 1


@dataclass(frozen=True, slots=True)
class RowText:
    cells: tuple[CellText, ...]
    ids: frozenset[str] = frozenset()
    """What it is known by: those of its cells' lines, unless said otherwise."""


@dataclass(frozen=True, slots=True)
class Layout:
    paragraphs: tuple[LineText, ...] = ()
    """Those of the body that stand in no table."""
    tables: tuple[tuple[RowText, ...], ...] = field(default=())
    breaks: tuple[int, ...] = ()
    """For each table that stands in no other, how many of the paragraphs come before it; may be left out."""


def read_layout(content: bytes, *, prefix: str = "") -> Layout:
    """The layout of a Word file, its tracked changes accepted. Only bookmarks that begin with ``prefix`` are ids."""
    body = WordFile(content).body
    resolve(body, accept=True)
    return layout_of(body, prefix)


def layout_of(body: Element, prefix: str = "") -> Layout:
    lines = _lines(body, prefix)
    tables = tuple(tuple(_row(row, prefix) for row in unwrapped(table, W + "tr")) for table in tables_of(body))
    return Layout(lines, tables, tuple(_breaks(body)))


def _breaks(body: Element) -> Iterator[int]:
    outer = set(unwrapped(body, W + "tbl"))
    passed = 0
    for block in body.iter(P, W + "tbl"):
        if block in outer:
            yield passed
        elif next(block.iterancestors(W + "tbl", W + "txbxContent"), None) is None:
            passed += 1


def _row(row: Element, prefix: str) -> RowText:
    cells = tuple(CellText(cell.column, None if is_continuing(cell.element) else _lines(cell.element, prefix),
                           cell.columns) for cell in cells_of(row))
    ids = frozenset(name for cell in cells for line in cell.lines or () for name in line.ids)
    return RowText(cells, ids | _names(row, prefix))


def _lines(container: Element, prefix: str) -> tuple[LineText, ...]:
    return tuple(LineText(text_of(paragraph), frozenset(
        name for mark in paragraph.iter(W + "bookmarkStart") if (name := _name(mark, prefix))), _joins(paragraph))
        for paragraph in unwrapped(container, P))


def _joins(paragraph: Element) -> bool:
    following = next_block(paragraph)
    return following is not None and following.tag == P


def _names(element: Element, prefix: str) -> frozenset[str]:
    return frozenset(name for mark in element.iterchildren(W + "bookmarkStart") if (name := _name(mark, prefix)))


def _name(mark: Element, prefix: str) -> str:
    name = (attribute(mark, "name") or "").lower()
    return name if name.startswith(prefix) and name not in _PASSING else ""
