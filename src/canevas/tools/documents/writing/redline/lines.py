"""Paragraphs that come and go as a whole, and the marks at their ends that say so.

A paragraph's mark is tracked apart from its text, and the last mark of a cell (or of the body) can neither be inserted
nor deleted. So when the last lines of a container change, each tracked mark stands one paragraph earlier, as when one
presses Enter, or Delete, at the end of the line before; and where the last line both went and came, the two share the
last paragraph.
"""
from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change, ConflictError
from canevas.tools.documents.writing.redline.grid import take_out
from canevas.tools.documents.writing.redline.marks import Marks
from canevas.tools.documents.writing.redline.resolving import ASIDE, INSERTED
from canevas.tools.documents.writing.redline.runs import PPR, RPR, P

_AFTER_MARK = {W + "sectPr", W + "pPrChange"}
_NOT_COPIED = {W + "sectPr", W + "pPrChange"}
_RUN_MARKS = {W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange")}


@dataclass(slots=True)
class Line:
    """A paragraph and what happens to it: ``name`` is the mark's element, "" for one that stays."""

    element: Element
    name: str = ""
    change: Change | None = None


@dataclass(slots=True)
class ContainerPlan:
    """The whole lines that change in one body or cell."""

    gone: dict[Element, Line] = field(default_factory=dict)
    before: dict[Element, list[Line]] = field(default_factory=dict)
    after: dict[Element, list[Line]] = field(default_factory=dict)
    merged: dict[Element, Change] = field(default_factory=dict)

    def take(self, paragraph: Element, name: str, change: Change) -> None:
        if paragraph in self.gone:
            raise ConflictError(self.gone[paragraph].change or change, change)
        self.gone[paragraph] = Line(paragraph, name, change)

    def join(self, paragraph: Element, change: Change) -> None:
        if paragraph in self.merged:
            raise ConflictError(self.merged[paragraph], change)
        self.merged[paragraph] = change

    def add(self, beside: Element, after: bool, line: Line) -> None:
        (self.after if after else self.before).setdefault(beside, []).append(line)

    def check(self) -> None:
        """A line cannot be joined to another and go at once."""
        for paragraph, change in self.merged.items():
            for one in (paragraph, next_block(paragraph)):
                if one in self.gone:
                    raise ConflictError(self.gone[one].change or change, change)

    def write(self, marks: Marks) -> None:
        for paragraph, change in self.merged.items():
            set_mark(paragraph, marks.make("del", change))
        for stretch in self._stretches():
            _write_stretch(stretch, marks)

    def tidy(self, container: Element) -> None:
        """To be called once everything is written, what changes within the lines too."""
        new = {line.element for lines in (*self.before.values(), *self.after.values())
               for line in lines if line.name == "ins"}
        for paragraph in [one for one in container.iterchildren(P) if one in new]:
            _hand_up(paragraph)

    def _stretches(self) -> list[list[Line]]:
        """The touched runs of paragraphs that follow each other, new ones set in their places."""
        seen: set[Element] = set()
        stretches = []
        for paragraph in [*self.gone, *self.before, *self.after]:
            if paragraph in seen:
                continue
            base = _neighbours(paragraph)
            seen.update(base)
            lines = []
            for one in base:
                for line in self.before.get(one, []):
                    one.addprevious(line.element)
                    lines.append(line)
                lines.append(self.gone.get(one) or Line(one))
                anchor = one
                for line in self.after.get(one, []):
                    anchor.addnext(line.element)
                    anchor = line.element
                    lines.append(line)
            stretches.append(lines)
        return stretches


def next_block(paragraph: Element) -> Element | None:
    """The paragraph or table that follows in the same container."""
    return next(paragraph.itersiblings(P, W + "tbl", W + "sdt"), None)


def _neighbours(paragraph: Element) -> list[Element]:
    """The paragraphs that follow each other around this one, no table between them."""
    found = [paragraph]
    for sibling in paragraph.itersiblings(P, W + "tbl", W + "sdt", preceding=True):
        if sibling.tag != P:
            break
        found.insert(0, sibling)
    for sibling in paragraph.itersiblings(P, W + "tbl", W + "sdt"):
        if sibling.tag != P:
            break
        found.append(sibling)
    return found


def _write_stretch(lines: list[Line], marks: Marks) -> None:
    changed = [line for line in lines if line.name]
    if next_block(lines[-1].element) is not None:
        for line in changed:
            _mark(line.element, line, marks)
        return
    last_kept = max((number for number, line in enumerate(lines) if not line.name), default=-1)
    for line in lines[:max(last_kept, 0)]:
        if line.name:
            _mark(line.element, line, marks)
    trailing = lines[last_kept + 1:]
    gone = [line for line in trailing if line.name in ("del", "moveFrom")]
    come = [line for line in trailing if line.name in ("ins", "moveTo")]
    if gone and come:
        shared, other = gone[-1], come[-1]
        shared.element.extend([element for element in other.element if element.tag != PPR])
        other.element.getparent().remove(other.element)
        rest = [line for line in trailing if line is not shared and line is not other]
        for line in rest:
            shared.element.addprevious(line.element)
        for line in rest:
            _mark(line.element, line, marks)
        return
    holders = lines[max(last_kept, 0):-1]
    for holder, line in zip(holders, lines[max(last_kept, 0) + 1:], strict=True):
        _mark(holder.element, Line(line.element, "del" if gone else "ins", line.change), marks)


def _mark(paragraph: Element, line: Line, marks: Marks) -> None:
    if line.change is not None and paragraph.find(f"{PPR}/{W}sectPr") is None:
        set_mark(paragraph, marks.make(line.name, line.change))


def set_mark(paragraph: Element, mark: Element) -> None:
    """Put a mark of change on the end of the paragraph, where the schema wants it."""
    properties = paragraph.find(PPR)
    if properties is None:
        properties = etree.Element(PPR)
        paragraph.insert(0, properties)
    held = properties.find(RPR)
    if held is None:
        held = etree.Element(RPR)
        later = next((element for element in properties if element.tag in _AFTER_MARK), None)
        if later is None:
            properties.append(held)
        else:
            later.addprevious(held)
    held.insert(sum(1 for element in held if element.tag in _RUN_MARKS and element.tag != W + "rPrChange"), mark)


def _hand_up(new: Element) -> None:
    """Where the line before a new one ends with words that were put too, or says nothing, the mark of the new line goes
    up to it, as when somebody went on typing there. Else LibreOffice takes the end between two insertions of one author
    for a part of them."""
    before = new.getprevious()
    mark = new.find(f"{PPR}/{RPR}/{W}ins")
    if before is None or before.tag != P or mark is None or _form(before) != _form(new):
        return
    last = next((one for one in reversed(before) if one.tag != PPR and one.tag not in ASIDE), None)
    if (last is None or last.tag in INSERTED) and not any(
            one.tag in _RUN_MARKS for one in before.iterfind(f"{PPR}/{RPR}/*")):
        take_out(mark)
        set_mark(before, mark)


def _form(paragraph: Element) -> list[bytes]:
    """The properties, but for those of the end of the paragraph."""
    return [etree.tostring(one) for one in like(paragraph).iterfind(f"{PPR}/*") if one.tag != RPR]


def like(paragraph: Element | None) -> Element:
    """An empty paragraph of the same form: style, list, level, indents, the look of its end."""
    made = etree.Element(P)
    properties = None if paragraph is None else paragraph.find(PPR)
    if properties is not None:
        copy = deepcopy(properties)
        for element in list(copy):
            if element.tag in _NOT_COPIED:
                copy.remove(element)
        for element in copy.findall(f"{RPR}/*"):
            if element.tag in _RUN_MARKS:
                element.getparent().remove(element)
        made.append(copy)
    return made
