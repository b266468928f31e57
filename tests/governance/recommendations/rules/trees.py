"""Builds document trees by hand, as the readers give them."""
from __future__ import annotations

from dataclasses import dataclass

from canevas.tools.documents.nodes import Document, Node, NodeKind, Place


@dataclass(frozen=True)
class C:
    """A cell: its lines, and how many columns and rows it is merged over."""

    lines: str | tuple[str, ...] = ""
    columns: int = 1
    rows: int = 1
    listed: bool = False


BELOW = object()
"""A place that a cell above covers."""


def paragraph(text: str, **values: object) -> Node:
    return Node("", NodeKind.PARAGRAPH, text, **values)  # type: ignore[arg-type]


def table(*rows: list[object], page: int | None = None) -> Node:
    """Each row is a list of texts, of :class:`C`, or :data:`BELOW`."""
    return Node("", NodeKind.TABLE, children=[_row(row, page) for row in rows])


def _row(specs: list[object], page: int | None) -> Node:
    cells, column = [], 0
    for spec in specs:
        if spec is BELOW:
            column += 1
            continue
        cell = spec if isinstance(spec, C) else C(spec)  # type: ignore[arg-type]
        lines = (cell.lines,) if isinstance(cell.lines, str) else cell.lines
        kind = NodeKind.LIST_ITEM if cell.listed else NodeKind.PARAGRAPH
        texts = [Node("", kind, line, marker="•" if cell.listed else "") for line in lines if line]
        cells.append(Node("", NodeKind.CELL, children=texts, column=column, column_span=cell.columns,
                          row_span=cell.rows))
        column += cell.columns
    return Node("", NodeKind.ROW, children=cells, place=Place(page=page))


def document(*blocks: Node, format: str = "docx") -> Document:
    root = Node("", NodeKind.DOCUMENT, children=list(blocks))
    for number, node in enumerate(root.walk()):
        node.id = f"n{number}"
    return Document(format, root)


HEADER = ["DÉFIS", "PRIORITÉS", "STRATÉGIES RECOMMANDÉES", "RÉGIONS / ACTEURS CONCERNÉS"]
