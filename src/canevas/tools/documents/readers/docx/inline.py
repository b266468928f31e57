"""The text inside a paragraph, as it reads once every tracked change is accepted."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from canevas.tools.documents.readers.docx.names import MATH_TEXT, MC, W, attribute, child, switch, value
from canevas.tools.documents.readers.docx.styles import Style
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.typed import shown

RUN, TEXT, FIELD_SIGN, BOOKMARK = W + "r", W + "t", W + "fldChar", W + "bookmarkStart"
REMOVED = {W + "del", W + "moveFrom"}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WRAPPERS = {W + name for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple",
                                   "customXml", "bdo", "dir", "ruby", "rubyBase")} | {
    MATH_TEXT[:-1] + "oMath", MATH_TEXT[:-1] + "oMathPara"}
_TRACKED = REMOVED | {W + "ins", W + "moveTo"}
_DRAWN = {W + "drawing", W + "pict", W + "object", MC + "AlternateContent"}
_NOTES = {W + "footnoteReference": "notes", W + "endnoteReference": "notes", W + "commentReference": "comments"}


@dataclass(slots=True)
class Inline:
    """What one paragraph (or several joined by a deleted paragraph mark) says."""

    parts: list[str] = field(default_factory=list)
    bold: bool | None = None
    """Whether everything visible so far is bold; ``None`` while there is nothing visible."""
    marks: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """``w:txbxContent`` elements anchored here."""

    def add(self, text: str, bold: bool) -> None:
        self.parts.append(text)
        if text.strip():
            self.bold = bold if self.bold is None else self.bold and bold


def text_boxes(element: Element) -> list[Element]:
    """The outermost text boxes drawn in ``element``; of two alternative drawings, the first that holds any."""
    if element.tag == MC + "AlternateContent":
        for choice in element.iterchildren():
            if found := text_boxes(choice):
                return found
        return []
    if element.tag == W + "txbxContent":
        return [element]
    return [box for below in element.iterchildren() for box in text_boxes(below)]


class InlineReader:
    """Reads runs. It lives as long as the document, because a field may begin in one paragraph and end in another."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self.styles = styles
        self.seen: Counter[str] = Counter()
        self._fields: list[bool] = []
        """For each open field, whether its result (not its instruction) is being read."""

    def read(self, paragraph: Element, into: Inline, bold: bool) -> None:
        """Add the text of ``paragraph`` to ``into``; ``bold`` is what its style says."""
        for element in paragraph.iterchildren():
            self._element(element, into, bold)

    def _element(self, element: Element, into: Inline, bold: bool) -> None:
        tag = element.tag
        if tag == RUN:
            self._run(element, into, bold)
            return
        if tag in _TRACKED:
            self.seen["tracked"] += 1
        if tag in _WRAPPERS:
            self.read(element, into, bold)
        elif tag == BOOKMARK:
            name = attribute(element, "name")
            if name and name != "_GoBack":
                into.marks.append(name)
        elif tag == MC + "AlternateContent":
            self._alternative(element, into, bold)
        elif tag not in REMOVED and MATH_TEXT.startswith(str(tag).split("}")[0]):
            self._mathematics(element, into, bold)

    def _mathematics(self, element: Element, into: Inline, bold: bool) -> None:
        if element.tag == MATH_TEXT:
            into.add(element.text or "", bold)
        else:
            self.read(element, into, bold)

    def _alternative(self, element: Element, into: Inline, bold: bool) -> None:
        into.boxes += text_boxes(element)
        choice = element.find(MC + "Choice")
        if choice is not None:
            self.read(choice, into, bold)

    def _run(self, run: Element, into: Inline, bold: bool) -> None:
        properties = child(run, "rPr")
        if properties is not None:
            if switch(properties, "vanish"):
                return
            said = switch(properties, "b")
            if said is None and (style := self.styles.get(value(properties, "rStyle") or "")):
                said = style.bold
            bold = bold if said is None else said
        for element in run.iterchildren():
            tag = element.tag
            if tag == TEXT:
                if all(self._fields):
                    into.add(shown(element.text or ""), bold)
            elif tag in _SIGNS:
                into.add(_SIGNS[tag], bold)
            elif tag == FIELD_SIGN:
                self._field(attribute(element, "fldCharType"))
            elif tag in _DRAWN:
                into.boxes += text_boxes(element)
            elif tag in _NOTES:
                self.seen[_NOTES[tag]] += 1
            else:
                self._rare(element, into, bold)

    def _rare(self, element: Element, into: Inline, bold: bool) -> None:
        if element.tag == W + "br" and attribute(element, "type") in {None, "textWrapping"}:
            into.add("\n", bold)
        elif element.tag == W + "sym":
            into.add(symbol(attribute(element, "char") or ""), bold)
        elif element.tag == W + "ruby":
            self.read(element, into, bold)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def symbol(code: str) -> str:
    """The sign of ``w:sym``, whose code is hexadecimal ("F0B7" → "•")."""
    try:
        return shown(chr(int(code, 16)))
    except (ValueError, OverflowError):
        return ""
