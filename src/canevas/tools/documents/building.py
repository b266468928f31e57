"""Small helpers that every reader uses to build the tree."""
from __future__ import annotations

from collections.abc import Iterable

from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Node, NodeKind, Place
from canevas.tools.documents.refusals import too_much_content
from canevas.tools.documents.typed import begins_with_typed_bullet, shown


def text_node(text: str, place: Place | None = None, **values: object) -> Node:
    """A paragraph, or a list item where the text begins with a typed bullet; surrounding white space removed."""
    clean = shown(text).strip()
    kind = NodeKind.LIST_ITEM if begins_with_typed_bullet(clean) else NodeKind.PARAGRAPH
    return Node("", kind, clean, place=place or Place(), **values)  # type: ignore[arg-type]


def table(rows: Iterable[Node], place: Place | None = None) -> Node:
    return Node("", NodeKind.TABLE, children=list(rows), place=place or Place())


def row(cells: Iterable[Node], place: Place | None = None) -> Node:
    return Node("", NodeKind.ROW, children=list(cells), place=place or Place())


def cell(children: Iterable[Node], column: int, place: Place | None = None, *, columns: int = 1,
         rows: int = 1) -> Node:
    return Node("", NodeKind.CELL, children=list(children), column=column, column_span=columns, row_span=rows,
                place=place or Place())


def root(blocks: Iterable[Node], source: Source) -> Node:
    """The document node over ``blocks``, every node numbered in reading order: the same file gives the same ids."""
    top = Node("", NodeKind.DOCUMENT, children=list(blocks))
    for number, node in enumerate(top.walk()):
        if number > source.limits.max_nodes:
            raise too_much_content(source.name)
        node.id = f"n{number}"
    return top
