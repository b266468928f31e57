"""A PDF into the neutral tree."""
from __future__ import annotations

import re
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
from canevas.tools.documents.readers.scans.reader import recognised_sheet, recognition_notice
from canevas.tools.documents.readers.scans.tesseract import program
from canevas.tools.documents.refusals import needs_tesseract
from canevas.tools.text.sentences import say

_METADATA = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified",
             "Keywords": "keywords", "Subject": "subject"}
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")
_FEW_LETTERS = 20
_MOSTLY_PICTURE = 0.35
_RESOLUTION = 300
_MOST_PIXELS = 5_000
_LARGEST_SCALE = 5.0


def read_pdf(source: Source) -> Document:
    """Read a PDF: its words as written, paragraphs and tables as its pages show them; scanned pages recognised."""
    with opened(source) as pdf:
        sheets = [_sheet(pdf, index, source) for index in range(len(pdf))]
        metadata = {name: _as_date(value) for key, name in _METADATA.items()
                    if (value := str(pdf.get_metadata_value(key) or "").strip("\x00 "))}
        scanned = [index for index, sheet in enumerate(sheets) if _is_scanned(sheet)]
        notices = _recognise(pdf, sheets, scanned, source) if scanned else []
    blocks, said = compose(sheets, source)
    root = building.root(TreeMaker(blocks, sheets).nodes(blocks), source)
    if said:
        metadata["header"] = "\n".join(said)
        notices.append(say("Page headers and footers were left out."))
    return Document("pdf", root, page_count=len(sheets), metadata=metadata, notices=notices)


def _as_date(value: str) -> str:
    """PDF's dates ("D:20220517…") as ISO 8601; any other value as it is."""
    return _DATE.sub(r"\1-\2-\3T\4:\5:\6", value)[:19] if _DATE.match(value) else value


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


def _is_scanned(sheet: Sheet) -> bool:
    """Whether the page is a picture with hardly a letter."""
    letters = sum(len(word.text) for word in sheet.words)
    return letters == 0 < sheet.picture_share or (letters < _FEW_LETTERS and sheet.picture_share > _MOSTLY_PICTURE)


def _recognise(pdf: Any, sheets: list[Sheet], scanned: Sequence[int], source: Source) -> list[str]:
    """Put recognised sheets in the place of scanned ones; what to tell the person."""
    if program() is None:
        if len(scanned) == len(sheets) or not any(sheet.words for sheet in sheets):
            raise needs_tesseract(source.name)
        return [say("These pages are scans and were not read, because Tesseract is not installed: %(pages)s.",
                    pages=", ".join(str(index + 1) for index in scanned))]
    for index in scanned:
        page = pdf[index]
        try:
            width, height = page.get_size()
            scale = min(_RESOLUTION / 72, _MOST_PIXELS / max(width, height, 1.0), _LARGEST_SCALE)
            picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        finally:
            page.close()
        sheets[index] = recognised_sheet(picture, index + 1, source, max(width, 1.0))
    return [recognition_notice([sheets[index] for index in scanned])]
