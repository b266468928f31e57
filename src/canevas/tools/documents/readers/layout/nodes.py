"""Blocks into the neutral tree."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

from canevas.tools.documents import building
from canevas.tools.documents.nodes import Node, NodeKind, Place
from canevas.tools.documents.readers.layout.blocks import Block, Grid, GridCell, Paragraph
from canevas.tools.documents.readers.layout.hyphens import Vocabulary
from canevas.tools.documents.readers.layout.page import Box, Sheet, union

_LARGER = 1.15
"""A paragraph set larger than the running text by this factor is a heading."""
_LONGEST_HEADING = 200


class TreeMaker:
    """Makes nodes of blocks; knows the pages, the words of the document and the size of its running text."""

    def __init__(self, blocks: Sequence[Block], sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.number: sheet for sheet in sheets}
        every = [paragraph for block in blocks for paragraph in _paragraphs(block)]
        self._vocabulary = Vocabulary(line.text for paragraph in every for line in paragraph.lines)
        letters: Counter[float] = Counter()
        for paragraph in every:
            for line in paragraph.lines:
                letters[round(line.size, 1)] += len(line.text)
        self._body = letters.most_common(1)[0][0] if letters else 0.0
        sizes = sorted({round(paragraph.size, 1) for paragraph in every if self._is_large(paragraph)}, reverse=True)
        self._levels = {size: min(level, 9) for level, size in enumerate(sizes, start=1)}

    def nodes(self, blocks: Sequence[Block]) -> list[Node]:
        return [self._grid(block) if isinstance(block, Grid) else self._paragraph(block) for block in blocks]

    def _is_large(self, paragraph: Paragraph) -> bool:
        return (paragraph.size >= _LARGER * self._body
                and sum(len(line.text) for line in paragraph.lines) <= _LONGEST_HEADING)

    def _place(self, page: int, box: Box) -> Place:
        sheet = self._sheets.get(page)
        return Place(page or None, box=sheet.fraction(box) if sheet else None)

    def _text(self, paragraph: Paragraph) -> str:
        text = paragraph.first.text
        for before, line in pairwise(paragraph.lines):
            cut = _is_cut_word(before.text, before.x1, paragraph)
            text = text + line.text if cut else self._vocabulary.join(text, line.text)
        return text

    def _paragraph(self, paragraph: Paragraph) -> Node:
        page = paragraph.first.page
        box = union(line.box for line in paragraph.lines if line.page == page)
        node = building.text_node(self._text(paragraph), self._place(page, box), bold=paragraph.bold)
        if node.kind is NodeKind.PARAGRAPH and self._is_large(paragraph):
            node.is_heading, node.level = True, self._levels[round(paragraph.size, 1)]
        sure = [word.confidence for line in paragraph.lines for word in line.words if word.confidence is not None]
        node.recognised = round(fmean(sure), 3) if sure else None
        return node

    def _grid(self, grid: Grid) -> Node:
        rows = []
        for cells in grid.rows:
            nodes = [self._cell(cell) for cell in sorted(cells, key=lambda cell: cell.column)]
            page = cells[0].page if cells else grid.page
            box = union(cell.box for cell in cells if cell.page == page) if cells else grid.box
            rows.append(building.row(nodes, self._place(page, box)))
        return building.table(rows, self._place(grid.page, grid.box))

    def _cell(self, cell: GridCell) -> Node:
        return building.cell([self._paragraph(paragraph) for paragraph in cell.paragraphs], cell.column,
                             self._place(cell.page, cell.box), columns=cell.columns, rows=cell.rows)


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row:
            yield from cell.paragraphs


def _is_cut_word(text: str, end: float, paragraph: Paragraph) -> bool:
    """Whether a single word fills its narrow cell to the border: it was cut there, anywhere."""
    letter = (end - paragraph.left) / max(len(text), 1)
    return (" " not in text and len(text) > 5 and text[-1].isalpha() and paragraph.right - end < 0.6 * letter
            and paragraph.right - paragraph.left < 150)
