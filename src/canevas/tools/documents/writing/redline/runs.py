"""The text of a paragraph and the runs that hold it.

The text is what ``w:t`` says, a tab for ``w:tab``, a line break (``\\n``) for ``w:br`` and ``w:cr``, ``-`` for a hyphen
that does not break, one sign for ``w:sym``. Pictures, notes, fields' instructions, page breaks and formulas are worth
no character: they go with the characters around them. A base has no tracked changes of its own when it gets here.
"""
from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from canevas.tools.documents.readers.docx.names import W, attribute
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.marked import clean

R, T, RPR, P, PPR = (W + name for name in ("r", "t", "rPr", "p", "pPr"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_WRAPPERS = {W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo",
                                   "dir")}
_MARKS = {W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange")}


@dataclass(slots=True)
class Piece:
    """One run: the characters that it holds (``start == end``: none)."""

    run: Element
    start: int
    end: int
    field: int | None = None
    """Which complex field of the paragraph it belongs to (its begin, result and end included)."""


def text_of(paragraph: Element) -> str:
    return "".join(run_text(run) for run in runs_of(paragraph))


def runs_of(element: Element) -> list[Element]:
    """The runs below a paragraph, also those in hyperlinks and content controls."""
    found: list[Element] = []
    for below in element.iterchildren():
        if below.tag == R:
            found.append(below)
        elif below.tag in _WRAPPERS:
            found += runs_of(below)
    return found


def run_text(run: Element) -> str:
    return "".join(_child_text(below) for below in run.iterchildren())


def _child_text(element: Element) -> str:
    tag = element.tag
    if tag == T:
        return element.text or ""
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag == W + "br":
        return "\n" if attribute(element, "type") in {None, "textWrapping"} else ""
    return "\ufffc" if tag == W + "sym" else ""


def pieces_of(paragraph: Element, cuts: set[int]) -> list[Piece]:
    """The runs of the paragraph, those that hold a character boundary of ``cuts`` broken there."""
    pieces: list[Piece] = []
    at, depth, fields, field = 0, 0, 0, None
    for run in runs_of(paragraph):
        signs = [attribute(sign, "fldCharType") for sign in run.iterchildren(W + "fldChar")]
        if "begin" in signs and depth == 0:
            field, fields = fields, fields + 1
        depth += signs.count("begin") - signs.count("end")
        length = len(run_text(run))
        inner = sorted(cut for cut in cuts if at < cut < at + length)
        bounds = [at, *inner, at + length]
        parts = _broken(run, [cut - at for cut in inner]) if inner else [run]
        pieces += [Piece(part, start, end, field)
                   for part, start, end in zip(parts, bounds[:-1], bounds[1:], strict=True)]
        at += length
        if depth <= 0:
            depth, field = 0, None
    return pieces


def _broken(run: Element, cuts: list[int]) -> list[Element]:
    """The run as several runs of the same properties, broken at these characters of its own text."""
    parts, current = [run], run
    done = 0
    for cut in cuts:
        rest = _break(current, cut - done)
        parts.append(rest)
        current, done = rest, cut
    return parts


def _break(run: Element, cut: int) -> Element:
    """Break ``run`` after ``cut`` characters; gives the new run that stands after it."""
    rest = etree.Element(R, dict(run.attrib))
    properties = run.find(RPR)
    if properties is not None:
        rest.append(deepcopy(properties))
    at = 0
    for below in list(run):
        if below.tag == RPR:
            continue
        length = len(_child_text(below))
        if at >= cut:
            rest.append(below)
        elif at + length > cut:
            whole = below.text or ""
            later = etree.Element(below.tag, dict(below.attrib))
            set_text(below, whole[:cut - at])
            set_text(later, whole[cut - at:])
            rest.append(later)
        at += length
    run.addnext(rest)
    return rest


def set_text(element: Element, text: str) -> None:
    """The text of a ``w:t``, its blanks kept where it begins or ends with one."""
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(SPACE, "preserve")


def make_run(text: str, properties: Element | None) -> Element:
    """A run of this text: tabs and line breaks as their elements."""
    run = etree.Element(R)
    if properties is not None:
        run.append(deepcopy(properties))
    part = ""
    for sign in [*clean(text), None]:
        if sign in ("\t", "\n", None):
            if part:
                element = etree.SubElement(run, T)
                set_text(element, part)
                part = ""
            if sign is not None:
                etree.SubElement(run, W + ("tab" if sign == "\t" else "br"))
        else:
            part += sign
    return run


def properties_copy(holder: Element | None) -> Element | None:
    """A copy of the ``w:rPr`` of a run, or of a paragraph's mark, fit for a new run."""
    found = None if holder is None else holder.find(RPR)
    if found is None:
        return None
    made = etree.Element(RPR)
    made.extend(deepcopy(below) for below in found if below.tag not in _MARKS)
    return made if len(made) else None


def as_deleted(run: Element) -> None:
    """Have the run say what it says as deleted text."""
    for text in run.iterchildren(T, W + "instrText"):
        text.tag = W + ("delText" if text.tag == T else "delInstrText")
