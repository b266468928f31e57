"""Plain text: lines are paragraphs, runs of lines with tabs are tables."""
from __future__ import annotations

import re

from canevas.tools.documents import building
from canevas.tools.documents.encodings import decode
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document, Node, Place
from canevas.tools.documents.readers.printed import is_printed, read_printed
from canevas.tools.documents.refusals import unknown_format
from canevas.tools.text.sentences import say

_LIST_TAB = re.compile(
    r"^([\t ]*(?:[-–•*·▪o➢✓]|\(?(?:\d{1,2}|[ivxIVX]{1,5}|[a-zA-Z])\s?[.)°/-]+|\d{1,2}(?:\.\d{1,2})+\.?))\t+"
    r"(?=[^\t]+$)"
)
"""The tab that Word puts between the number or the bullet of a list and its text: no column."""
_APART = re.compile(r"[^\t]+\t{2,}[^\t]+$")
"""Two things pushed apart by tabs, such as signatures: no row of the table above."""
Line = tuple[int, str]
"""1-based number of a line, and the line."""


def read_text(source: Source) -> Document:
    """Read a text file in any usual encoding. Every non-empty line is a paragraph or, in a run of lines that hold
    tabs, a row; blank lines inside the run do not end it."""
    text = decode(source.content)
    if text is None:
        raise unknown_format(source.name, say("not a text"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_printed(text):
        return read_printed(text, source)
    blocks: list[Node] = []
    run: list[Line] = []
    for number, line in enumerate(text.split("\n"), start=1):
        line = _LIST_TAB.sub(r"\1 ", line.replace("\f", "").replace("\v", ""))
        if not line.strip() and "\t" not in line:
            continue
        if "\t" in line:
            if run and number > run[-1][0] + 1 and _APART.match(line):
                blocks += _table_or_indented(run)
                run = []
            run.append((number, line))
            continue
        blocks += _table_or_indented(run)
        run = []
        blocks.append(building.text_node(line, Place(line=number)))
    blocks += _table_or_indented(run)
    return Document("text", building.root(blocks, source))


def _table_or_indented(run: list[Line]) -> list[Node]:
    """The nodes of a run of lines with tabs: one table, or paragraphs where the tabs only push the text in."""
    run = [(number, line) for number, line in run if line.strip()]
    if not run:
        return []
    if all("\t" not in line.lstrip("\t ").rstrip() and line[0] in "\t " and not line.endswith("\t")
           for _, line in run):
        return [building.text_node(line, Place(line=number), level=0) for number, line in run]
    return [building.table((_row(number, line) for number, line in run), Place(line=run[0][0]))]


def _row(number: int, line: str) -> Node:
    place = Place(line=number)
    cells = []
    for column, piece in enumerate(line.split("\t")):
        content = building.text_node(piece, place)
        cells.append(building.cell([content] if content.text else [], column, place))
    return building.row(cells, place)
