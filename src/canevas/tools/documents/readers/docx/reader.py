"""A Word file into the neutral tree."""
from __future__ import annotations

from collections import Counter

from canevas.tools.documents import building
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.readers.docx.blocks import BlockReader
from canevas.tools.documents.readers.docx.numbering import Numbering
from canevas.tools.documents.readers.docx.package import Package
from canevas.tools.documents.readers.docx.styles import read_styles
from canevas.tools.text.sentences import say


def read_docx(source: Source) -> Document:
    """Read a Word file as Word shows it with every change accepted; refused when macros or damage are found."""
    package = Package(source)
    body = package.document()
    styles = read_styles(package.content("styles"), source)
    reader = BlockReader(source, styles, Numbering(package.tree("numbering")))
    root = building.root(reader.read(body), source)
    metadata = package.metadata()
    for kind in ("header", "footer"):
        if text := package.running_text(kind):
            metadata[kind] = text
    return Document("docx", root, metadata=metadata, notices=_notices(reader.inline.seen, metadata))


def _notices(seen: Counter[str], metadata: dict[str, str]) -> list[str]:
    out = []
    if seen["tracked"]:
        out.append(say("This file holds tracked changes: it was read as if all of them were accepted."))
    if seen["comments"]:
        out.append(say("Comments in the margin were left out: %(count)d.", count=seen["comments"]))
    if seen["notes"]:
        out.append(say("Footnotes and endnotes were left out: %(count)d.", count=seen["notes"]))
    if seen["chunks"]:
        out.append(say("A document embedded in this file was not read: open it in Word, save it, send it again."))
    if "header" in metadata or "footer" in metadata:
        out.append(say("Page headers and footers were left out."))
    return out
