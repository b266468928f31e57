"""Text laid out like the page it was taken from: columns kept apart by blanks, pages by form feeds.

Every letter is given a place on a page of fixed-width type, and the page is read as a PDF's is: wrapped lines and
wrapped cells are joined, running headers and page numbers left out.
"""
from __future__ import annotations

import re
from itertools import pairwise

from canevas.tools.documents import building
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document, Place
from canevas.tools.documents.readers.layout.compose import compose
from canevas.tools.documents.readers.layout.nodes import TreeMaker
from canevas.tools.documents.readers.layout.page import Sheet, Word
from canevas.tools.text.sentences import say

_LETTER, _PITCH, _SIZE = 6.0, 12.0, 10.0
"""Width of a letter, distance between lines and size of the type, in points."""
_SLACK, _TALL = 0.08, 66
_MARGIN, _NARROW = 1.0, 0.3
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,3}(?:\s*(?:/|sur|de)\s*\d{1,3})?\W*", re.IGNORECASE)
_LAID_OUT = re.compile(r"\S {3,}\S|^ {4,}\S", re.MULTILINE)
"""Columns or indents; a converter that drops them keeps the form feeds all the same."""
_WORD = re.compile(r"(\S+)( *)")


def is_printed(text: str) -> bool:
    """Whether ``text`` was laid out in pages: form feeds end them, and blanks, not tabs, part the columns."""
    return "\f" in text and "\t" not in text and bool(_LAID_OUT.search(text))


def read_printed(text: str, source: Source) -> Document:
    """The tree of a printed text; places are lines of the file."""
    pages = [_Page(lines) for lines in (page.split("\n") for page in text.split("\f"))]
    for before, page in pairwise(pages):
        page.first = before.first + len(before.lines) - 1
    width = (max(len(line.rstrip()) for page in pages for line in page.lines) + 2 * _MARGIN) * _LETTER
    sheets = [page.sheet(number, width) for number, page in enumerate(pages, start=1)]
    blocks, said = compose(sheets, source)
    root = building.root(TreeMaker(blocks, sheets).nodes(blocks), source)
    for node in root.walk():
        if node.place.page and node.place.box:
            node.place = Place(line=pages[node.place.page - 1].line_at(node.place.box[1]))
    notices = [say("Page headers and footers were left out.")] if said else []
    return Document("text", root, metadata={"header": "\n".join(said)} if said else {}, notices=notices)


class _Page:
    """One page of text and where its lines stand, at least as tall as a sheet of paper."""

    def __init__(self, lines: list[str]) -> None:
        self.lines, self.first = lines, 1
        self.bases = [(index + 1) * _PITCH for index in range(len(lines))]
        self.height = max(len(lines) + 1, _TALL) * _PITCH
        written = [index for index, line in enumerate(lines) if line.strip()]
        last = written[-1] if written else 0
        if last and (not lines[last - 1].strip() or _NUMBER.fullmatch(lines[last])):
            self.bases[last] = self.height - _PITCH  # the blank before a footer was cut short

    def sheet(self, number: int, width: float) -> Sheet:
        words = [_word(match, base) for line, base in zip(self.lines, self.bases, strict=True)
                 for match in _WORD.finditer(line)]
        return Sheet(number, width, self.height, words, slack=_SLACK)

    def line_at(self, top: float) -> int:
        """The line of the file whose words begin at ``top``, a fraction of the page's height."""
        return self.first + min(range(len(self.bases)),
                                key=lambda index: abs(self.bases[index] - 0.8 * _SIZE - top * self.height))


def _word(match: re.Match[str], base: float) -> Word:
    """A single space is narrower than a letter, as in print: it never passes for the blank between two columns."""
    end = match.end(1) + (_NARROW if match[2] == " " else 0.0)
    return Word(match[1], (match.start() + _MARGIN) * _LETTER, (end + _MARGIN) * _LETTER, base, _SIZE)
