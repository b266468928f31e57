"""The text inside an OpenDocument paragraph; deletions are kept elsewhere in the file, insertions are simply there."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from canevas.tools.documents.readers.odt.names import DRAW, OFFICE, TEXT, count, text_attribute
from canevas.tools.documents.readers.odt.styles import Styles
from canevas.tools.documents.safe_xml import Element

_MOST_SPACES = 200
_WRITTEN = {TEXT + name for name in ("p", "h", "list")}
_MARKS = {TEXT + "bookmark", TEXT + "bookmark-start"}
_CHANGES = {TEXT + "change", TEXT + "change-start", TEXT + "change-end"}
_SKIPPED = {OFFICE + "annotation": "comments", TEXT + "note": "notes"}
_SILENT = {OFFICE + "annotation-end", TEXT + "tracked-changes", TEXT + "ruby-text", TEXT + "soft-page-break",
           TEXT + "bookmark-end", OFFICE + "forms", TEXT + "script"}


@dataclass(slots=True)
class Inline:
    parts: list[str] = field(default_factory=list)
    bold: bool | None = None
    marks: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str | None, bold: bool) -> None:
        if text:
            self.parts.append(text)
            if text.strip():
                self.bold = bold if self.bold is None else self.bold and bold

    @property
    def text(self) -> str:
        """White space of the file's layout taken out; what was meant is in elements of its own."""
        return "".join(self.parts)


def read_inline(element: Element, styles: Styles, into: Inline, seen: Counter[str], bold: bool) -> None:
    """Add the text of ``element`` to ``into``; ``seen`` counts what was left out."""
    into.add(_folded(element.text), bold)
    for below in element:
        tag = below.tag
        if tag in _SKIPPED:
            seen[_SKIPPED[tag]] += 1
        elif tag in _CHANGES:
            seen["tracked"] += 1
        elif tag == TEXT + "s":
            into.add(" " * count(text_attribute(below, "c"), _MOST_SPACES), bold)
        elif tag == TEXT + "tab":
            into.add("\t", bold)
        elif tag == TEXT + "line-break":
            into.add("\n", bold)
        elif tag in _MARKS:
            into.marks.append(text_attribute(below, "name") or "")
        elif tag.startswith(DRAW):
            into.boxes += text_boxes(below)
        elif tag not in _SILENT:
            said = styles.bold(text_attribute(below, "style-name")) if tag == TEXT + "span" else None
            read_inline(below, styles, into, seen, bold if said is None else said)
        into.add(_folded(below.tail), bold)


def text_boxes(drawing: Element) -> list[Element]:
    """The outermost elements of ``drawing`` that hold paragraphs: text boxes, and shapes that are written in."""
    if drawing.tag.startswith(DRAW) and any(below.tag in _WRITTEN for below in drawing):
        return [drawing]
    return [box for below in drawing for box in text_boxes(below)]


def _folded(text: str | None) -> str | None:
    """Runs of white space as one space: an XML file may be indented. No-break spaces stay."""
    if not text or ("\n" not in text and "\t" not in text and "  " not in text and "\r" not in text):
        return text
    out = " ".join(piece for piece in text.replace("\t", " ").replace("\r", " ").replace("\n", " ").split(" ") if piece)
    return (" " if text[0] in " \t\r\n" else "") + out + (" " if text[-1] in " \t\r\n" and out else "")
