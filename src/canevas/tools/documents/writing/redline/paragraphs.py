"""The changes inside one paragraph, written all at once because all of them count its characters in the base."""
from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change, ConflictError, misplaced
from canevas.tools.documents.writing.redline.inserting import overlap
from canevas.tools.documents.writing.redline.lines import like
from canevas.tools.documents.writing.redline.marks import Marks
from canevas.tools.documents.writing.redline.runs import (
    PPR,
    Piece,
    as_deleted,
    pieces_of,
    properties_copy,
    text_of,
)

Make = Callable[[Element | None], list[Element]]
"""Given the properties of the text around, the elements of an insertion."""
_SPLIT = W + "splitHere"
_CUTS = {W + "del", W + "moveFrom"}


@dataclass(slots=True)
class Cut:
    """Characters that go: ``name`` is ``del`` or ``moveFrom`` (then ``move`` is the name of the move)."""

    start: int
    end: int
    change: Change
    whole: bool = False
    """Everything in the paragraph, pictures too."""
    move: str = ""
    first: Element | None = None
    """The first run that goes, once known."""


@dataclass(slots=True)
class Addition:
    at: int
    change: Change
    make: Make | None
    """``None``: the paragraph is broken here."""
    cut: Cut | None = None
    """The cut that it replaces: its form is taken over."""


@dataclass(slots=True)
class ParagraphPlan:
    paragraph: Element
    cuts: list[Cut] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    comments: list[tuple[int, int, list[Element]]] = field(default_factory=list)
    """Start, end, and the elements that begin, end and follow the commented range."""
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def prepare(self) -> None:
        """Break the runs at every place that a change names; refuse what is outside or in conflict."""
        self.length = len(text_of(self.paragraph))
        for cut in self.cuts:
            cut.end = self.length if cut.whole else cut.end
            if not 0 <= cut.start <= cut.end <= self.length:
                raise misplaced(cut.change)
        for addition in self.additions:
            if addition.cut is not None and addition.cut.whole:
                addition.at = self.length
            if not 0 <= addition.at <= self.length:
                raise misplaced(addition.change)
        for number, cut in enumerate(self.cuts):
            for other in self.cuts[:number]:
                if overlap((cut.start, cut.end), (other.start, other.end)) or (cut.whole and other.whole):
                    raise ConflictError(other.change, cut.change)
        bounds = {edge for cut in self.cuts for edge in (cut.start, cut.end)}
        bounds |= {addition.at for addition in self.additions}
        bounds |= {edge for start, end, _ in self.comments for edge in (start, end)}
        self.pieces = pieces_of(self.paragraph, bounds)
        for cut in self.cuts:
            cut.first = next((piece.run for piece in self.pieces if cut.start <= piece.start < piece.end), None)

    def copies(self, cut: Cut) -> list[Element]:
        """Copies of the runs that a cut takes away: what a move sets down elsewhere."""
        return [deepcopy(piece.run) for piece in self._taken(cut)]

    def write(self, marks: Marks, broken: Callable[[Element, Change], None]) -> None:
        """Write the changes; ``broken`` is told of each new first half of a paragraph, and marks it."""
        chosen = [(cut, self._taken(cut)) for cut in self.cuts]
        forms = {id(cut): properties_copy(cut.first) for cut in self.cuts}
        for cut, taken in chosen:
            _wrap(cut, [piece.run for piece in taken], marks)
        tails: dict[int, Element] = {}
        for addition in self.additions:
            self._add(addition, tails, forms)
        for start, end, elements in self.comments:
            self._comment(start, end, elements)
        for place in list(self.paragraph.iter(_SPLIT)):
            change = next(one.change for one in self.additions if id(one) == int(place.get("of")))
            broken(_break(self.paragraph, place), change)

    def _taken(self, cut: Cut) -> list[Piece]:
        if cut.whole:
            return self.pieces
        inside = [number for number, piece in enumerate(self.pieces)
                  if piece.start < piece.end and cut.start <= piece.start and piece.end <= cut.end]
        if not inside:
            return []
        chosen = set(range(inside[0], inside[-1] + 1))
        for one in {piece.field for piece in self.pieces if piece.field is not None}:
            members = [number for number, piece in enumerate(self.pieces) if piece.field == one]
            spoken = [number for number in members if self.pieces[number].start < self.pieces[number].end]
            if spoken and chosen.issuperset(spoken):
                chosen.update(members)
            else:
                chosen.difference_update(set(members) - set(spoken))
        return [self.pieces[number] for number in sorted(chosen)]

    def _add(self, addition: Addition, tails: dict[int, Element], forms: dict[int, Element | None]) -> None:
        anchor, before, form = self._anchor(addition.at)
        if addition.cut is not None and forms[id(addition.cut)] is not None:
            form = forms[id(addition.cut)]
        make = addition.make
        made = [etree.Element(_SPLIT, {"of": str(id(addition))})] if make is None else make(form)
        for element in made:
            tail = tails.get(addition.at)
            if tail is not None:
                tail.addnext(element)
            elif anchor is None:
                self.paragraph.append(element)
            elif before:
                anchor.addprevious(element)
            else:
                anchor.addnext(element)
            tails[addition.at] = element

    def _anchor(self, at: int) -> tuple[Element | None, bool, Element | None]:
        """Beside which element a text at this character stands, whether before it, and the form it takes."""
        spoken = [piece for piece in self.pieces if piece.start < piece.end]
        left = next((piece for piece in reversed(spoken) if piece.end <= at), None)
        right = next((piece for piece in spoken if piece.start >= at), None)
        if left is None and right is None:
            return None, False, properties_copy(self.paragraph.find(PPR))
        if left is None:
            assert right is not None
            members = [piece for piece in self.pieces if right.field is not None and piece.field == right.field]
            return self._climb((members or [right])[0].run, None), True, properties_copy(right.run)
        last = left
        if left.field is not None and (right is None or right.field != left.field):
            last = [piece for piece in self.pieces if piece.field == left.field][-1]
        anchor = self._climb(last.run, None if right is None else right.run)
        after = anchor.getnext()
        if after is not None and after.tag == W + "moveFromRangeEnd":
            anchor = after
        inside = left.run.getparent() is anchor.getparent() or left.run.getparent().tag in _CUTS
        return anchor, False, properties_copy(left.run if inside or right is None else right.run)

    def _climb(self, run: Element, right: Element | None) -> Element:
        """The element around ``run`` beside which one may write without entering a hyperlink or a deletion."""
        around = set() if right is None else set(right.iterancestors())
        element = run
        while element.getparent() is not self.paragraph:
            parent = element.getparent()
            if parent in around and parent.tag not in _CUTS:
                break
            element = parent
        return element

    def _comment(self, start: int, end: int, elements: list[Element]) -> None:
        begin, close, reference = elements
        spoken = [piece for piece in self.pieces if piece.start < piece.end]
        first = next((piece for piece in spoken if start <= piece.start), None)
        last = next((piece for piece in reversed(spoken) if piece.end <= end), None)
        if first is None or last is None or first.start > last.start:
            anchor, before, _ = self._anchor(start)
            for element in elements:
                if anchor is None:
                    self.paragraph.append(element)
                elif before:
                    anchor.addprevious(element)
                else:
                    anchor.addnext(element)
                    anchor = element
            return
        self._climb(first.run, None).addprevious(begin)
        top = self._climb(last.run, None)
        top.addnext(close)
        close.addnext(reference)


def _wrap(cut: Cut, runs: list[Element], marks: Marks) -> None:
    """Put the runs in ``w:del`` or ``w:moveFrom``, those side by side in one."""
    holder: Element | None = None
    holders: list[Element] = []
    for run in runs:
        if holder is None or holder.getnext() is not run:
            holder = marks.make("moveFrom" if cut.move else "del", cut.change)
            run.addprevious(holder)
            holders.append(holder)
        holder.append(run)
        if not cut.move:
            as_deleted(run)
    if cut.move and holders:
        begin = marks.make("moveFromRangeStart", cut.change)
        begin.set(W + "name", cut.move)
        holders[0].addprevious(begin)
        holders[-1].addnext(etree.Element(W + "moveFromRangeEnd", {W + "id": begin.get(W + "id")}))


def _break(paragraph: Element, place: Element) -> Element:
    """Break the paragraph where ``place`` stands: gives the new first half, set before it."""
    while place.getparent() is not paragraph:
        _open(place)
    half, properties = like(paragraph), paragraph.find(PPR)
    for element in list(paragraph):
        if element is place:
            break
        if element is not properties:
            half.append(element)
    paragraph.remove(place)
    paragraph.addprevious(half)
    return half


def _open(place: Element) -> None:
    """Break the element around ``place`` (a hyperlink…) in two, ``place`` between them."""
    around = place.getparent()
    later = etree.Element(around.tag, dict(around.attrib))
    later.extend(list(place.itersiblings()))
    around.addnext(place)
    if len(later):
        place.addnext(later)
