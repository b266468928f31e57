"""A PDF into the neutral tree."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from canevas.tools.documents import building
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.readers.layout.compose import compose
from canevas.tools.documents.readers.layout.nodes import TreeMaker
from canevas.tools.documents.readers.layout.page import Sheet
from canevas.tools.documents.readers.pdf.frame import Frame
from canevas.tools.documents.readers.pdf.glyphs import words_of
from canevas.tools.documents.readers.pdf.pdfium import opened
from canevas.tools.documents.readers.pdf.rules import drawn
from canevas.tools.text.sentences import say

_METADATA = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified",
             "Keywords": "keywords", "Subject": "subject"}


def read_pdf(source: Source) -> Document:
    """Read a PDF: its words as written, paragraphs and tables as its pages show them."""
    with opened(source) as pdf:
        sheets = [_sheet(pdf, index, source) for index in range(len(pdf))]
        metadata = {name: str(value) for key, name in _METADATA.items() if (value := pdf.get_metadata_value(key))}
    return understood(sheets, source, metadata)


def understood(sheets: Sequence[Sheet], source: Source, metadata: dict[str, str]) -> Document:
    """The document that the sheets make."""
    blocks, said = compose(sheets, source)
    root = building.root(TreeMaker(blocks, sheets).nodes(blocks), source)
    notices = []
    if said:
        metadata["header"] = "\n".join(said)
        notices.append(say("Page headers and footers were left out."))
    return Document("pdf", root, page_count=len(sheets), metadata=metadata, notices=notices)


def _sheet(pdf: Any, index: int, source: Source) -> Sheet:
    source.check_time()
    page = pdf[index]
    try:
        frame = Frame(page)
        text = page.get_textpage()
        try:
            words = words_of(text, frame, source)
        finally:
            text.close()
        rules, covered = drawn(page, frame, source)
        return Sheet(index + 1, frame.width, frame.height, words, rules, covered)
    finally:
        page.close()
