"""Runs of text with the marks around them, moves and comments with their ranges."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from canevas.tools.documents.readers.docx.inline import RUN, symbol, text_boxes
from canevas.tools.documents.readers.docx.names import MATH_TEXT, MC, W, attribute, switch
from canevas.tools.documents.revisions.model import END, UNNAMED, Piece, Revision, Spot, Stream
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.typed import shown

_UTC = "{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc"
_INS, _DEL, _FROM, _TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
_TEXTS = {W + "t", W + "delText"}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": END, W + "noBreakHyphen": "-"}
_WRAPPERS = {W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir",
                                   "ruby", "rubyBase")} | {MATH_TEXT[:-1] + "oMath", MATH_TEXT[:-1] + "oMathPara"}
_DRAWN = {W + "drawing", W + "pict", W + "object", MC + "AlternateContent"}
_VOLATILE = [[name] for name in ("PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "SAVEDATE", "PRINTDATE",
                                 "FILENAME", "EDITTIME", "LASTSAVEDBY")]
_PROPERTIES = W + "rPr"
_SILENT = {W + name for name in ("pPr", "proofErr", "bookmarkEnd", "lastRenderedPageBreak", "permStart", "permEnd")}
"""What stands among runs and says nothing that matters here; most of a file."""
_MATH = MATH_TEXT[:-1]


@dataclass(frozen=True, slots=True)
class Trace:
    """Who put what is being read, and who took it."""

    inserted: Revision | None = None
    deleted: Revision | None = None


@dataclass(slots=True)
class _Field:
    """An open field: its instruction as far as it was read, and whether what it shows counts as text."""

    says: str = ""
    shows: bool = False


def _works_itself_out(instruction: str) -> bool:
    """Whether Word fills the field in anew each time: what it shows is nobody's change."""
    return instruction.split()[:1] in _VOLATILE


def revision_of(element: Element, move: str = "") -> Revision:
    """Author and date of a mark; the date in UTC where the file knows it, else as its author's clock showed it."""
    date = (element.get(_UTC) or attribute(element, "date") or "").strip()
    try:
        datetime.fromisoformat(date)
    except ValueError:
        date = ""
    return Revision((attribute(element, "author") or "").strip(), date, move)


class RunReader:
    """Reads runs. It lives as long as the document: fields, moves and comments may end in another paragraph."""

    def __init__(self) -> None:
        self.commented: dict[str, tuple[Spot, Spot | None]] = {}
        """By id of the comment, where its passage begins and ends."""
        self._fields: list[_Field] = []
        self._from: dict[str, str] = {}
        self._to: dict[str, str] = {}

    def within(self, element: Element, trace: Trace) -> Trace | None:
        """What stands in ``element`` where it marks a change, else ``None``."""
        tag = element.tag
        if tag == _INS:
            return Trace(revision_of(element), trace.deleted)
        if tag == _DEL:
            return Trace(trace.inserted, revision_of(element))
        if tag == _TO:
            return Trace(revision_of(element, _latest(self._to)), trace.deleted)
        if tag == _FROM:
            return Trace(trace.inserted, revision_of(element, _latest(self._from)))
        return None

    def marked(self, properties: Element, trace: Trace, last: Piece | None = None) -> Trace:
        """``trace`` with what the properties of a row or of an end of paragraph say of themselves; an end belongs to
        the move of the ``last`` piece before it, whose range may be closed already."""
        for element in properties.iterchildren(_INS, _DEL, _FROM, _TO):
            trace = self.within(element, trace) or trace
        if last is not None and not last.is_end:
            trace = Trace(_in_move(trace.inserted, last.inserted), _in_move(trace.deleted, last.deleted))
        return trace

    def end(self, stream: Stream, trace: Trace) -> None:
        stream.pieces.append(Piece(END, trace.inserted, trace.deleted, is_end=True))

    def moved(self, old: Stream, new: Stream, start: int) -> None:
        """Comments in ``old`` stand in ``new`` from now on, ``start`` pieces later."""
        def shift(spot: Spot | None) -> Spot | None:
            return Spot(new, spot.index + start) if spot is not None and spot.stream is old else spot
        for key, (begins, ends) in self.commented.items():
            self.commented[key] = (shift(begins) or begins, shift(ends))

    def read(self, element: Element, stream: Stream, trace: Trace, boxes: list[Element]) -> None:
        """Add the text below ``element`` to ``stream``, the text boxes anchored in it to ``boxes``."""
        for below in element:
            tag = below.tag
            if tag == RUN:
                self._run(below, stream, trace, boxes)
            elif tag in _SILENT or (tag == W + "fldSimple" and _works_itself_out(attribute(below, "instr") or "")):
                continue
            elif tag in _WRAPPERS:
                self.read(below, stream, trace, boxes)
            elif (inner := self.within(below, trace)) is not None:
                self.read(below, stream, inner, boxes)
            elif tag == MC + "AlternateContent":
                boxes += text_boxes(below)
            elif tag == MATH_TEXT:
                self._add(stream, below.text or "", trace)
            elif str(tag).startswith(_MATH):
                self.read(below, stream, trace, boxes)
            else:
                self.note(below, stream)

    def note(self, element: Element, stream: Stream | None) -> None:
        """Take notice of a mark that has a place and no text: a bookmark, the range of a move or of a comment."""
        name = str(element.tag)[len(W):]
        if name == "bookmarkStart":
            if stream is not None and (mark := attribute(element, "name") or "") and mark != "_GoBack":
                stream.names.append((len(stream.pieces), mark))
        elif name in ("moveFromRangeStart", "moveToRangeStart"):
            ranges = self._from if name == "moveFromRangeStart" else self._to
            ranges[attribute(element, "id") or ""] = attribute(element, "name") or ""
        elif name in ("moveFromRangeEnd", "moveToRangeEnd"):
            (self._from if name == "moveFromRangeEnd" else self._to).pop(attribute(element, "id") or "", None)
        elif name in ("commentRangeStart", "commentRangeEnd", "commentReference") and stream is not None:
            self._comment(name, attribute(element, "id") or "", Spot(stream, len(stream.pieces)))

    def _comment(self, name: str, key: str, spot: Spot) -> None:
        start, end = self.commented.get(key, (spot, None))
        self.commented[key] = (start, spot if name == "commentRangeEnd" else end)

    def _add(self, stream: Stream, text: str, trace: Trace) -> None:
        if text:
            stream.pieces.append(Piece(text, trace.inserted, trace.deleted))

    def _run(self, run: Element, stream: Stream, trace: Trace, boxes: list[Element]) -> None:
        for element in run:
            tag = element.tag
            if tag in _TEXTS:
                if not self._fields or all(one.shows for one in self._fields):
                    self._add(stream, shown((element.text or "").replace("\n", " ")), trace)
            elif tag == _PROPERTIES:
                if len(element):
                    if switch(element, "vanish"):
                        return
                    trace = self.marked(element, trace)
            elif tag in _SIGNS:
                self._add(stream, _SIGNS[tag], trace)
            elif tag == W + "br":
                self._add(stream, END if attribute(element, "type") in {None, "textWrapping"} else "", trace)
            elif tag == W + "sym":
                self._add(stream, symbol(attribute(element, "char") or ""), trace)
            elif tag == W + "instrText" and self._fields:
                self._fields[-1].says += element.text or ""
            elif tag == W + "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif tag in _DRAWN:
                boxes += text_boxes(element)
            elif tag == W + "ruby":
                self.read(element, stream, trace, boxes)
            elif tag not in _SILENT:
                self.note(element, stream)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = not _works_itself_out(self._fields[-1].says)
        elif kind == "end" and self._fields:
            self._fields.pop()


def _in_move(revision: Revision | None, beside: Revision | None) -> Revision | None:
    """``revision`` with the move of what stands beside it, where one hand made both."""
    if revision is None or beside is None or revision.move != UNNAMED or revision.author != beside.author:
        return revision
    return beside


def _latest(ranges: dict[str, str]) -> str:
    """The name of the range that was opened last and is still open."""
    return next(reversed(ranges.values()), UNNAMED)
