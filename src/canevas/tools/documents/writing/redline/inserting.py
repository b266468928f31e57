"""The content of an insertion: its runs, broken where others change what it inserts."""
from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change, ConflictError, Kind, RedlineError, misplaced
from canevas.tools.documents.writing.redline.marks import Marks
from canevas.tools.documents.writing.redline.runs import as_deleted, make_run
from canevas.tools.text.sentences import say

_TAKING = {Kind.DELETE, Kind.REPLACE}
_ADDING = {Kind.INSERT, Kind.REPLACE}
_EMPTY = etree.Element("none")


class Inserter:
    """Writes new texts; ``changes`` are all those of the redline, for those that are about other changes' new text."""

    def __init__(self, changes: Sequence[Change], marks: Marks) -> None:
        self.marks = marks
        self._nested: dict[int, list[int]] = {}
        self._changes = changes
        for number, change in enumerate(changes):
            if change.within is None:
                continue
            self._check(number, change)
            self._nested.setdefault(change.within, []).append(number)

    def _check(self, number: int, change: Change) -> None:
        within = change.within or 0
        if not 0 <= within < number:
            raise misplaced(change)
        outer = self._changes[within]
        start, end = change.place.range
        fits = outer.kind in _ADDING and change.kind in _TAKING | _ADDING
        if not fits or not 0 <= start <= end <= len(outer.text):
            raise misplaced(change)
        if outer.within is not None and self._changes[outer.within].within is not None:
            raise RedlineError(say("A change of “%(author)s” is nested deeper than Word can show.",
                                   author=change.author))
        for other in self._nested.get(within, []):
            held = self._changes[other]
            if change.kind in _TAKING and held.kind in _TAKING and overlap(held.place.range, (start, end)):
                raise ConflictError(held, change)

    def elements(self, number: int, properties: Element | None) -> list[Element]:
        """The marked runs of the new text of change ``number``, in the form of ``properties`` (a ``w:rPr``).

        What its own author takes back of it was never there, as in Word.
        """
        change = self._changes[number]
        nested = [(one, self._changes[one]) for one in self._nested.get(number, [])]
        bounds = sorted({0, len(change.text), *(edge for _, one in nested for edge in one.place.range)})
        made: list[Element] = []
        holder = _EMPTY
        for at, end in zip(bounds, [*bounds[1:], bounds[-1]], strict=True):
            for one, inner in nested:
                if inner.kind in _ADDING and inner.place.range[1] == at and inner.text:
                    made += self.elements(one, properties)
                    holder = _EMPTY
            taker = next((inner for _, inner in nested if inner.kind in _TAKING and inner.place.range[0] <= at
                          and end <= inner.place.range[1]), None)
            if at == end or (taker is not None and taker.author == change.author):
                continue
            if holder is _EMPTY:
                holder = self.marks.make("ins", change)
                made.append(holder)
            run = make_run(change.text[at:end], properties)
            holder.append(run if taker is None else self._deleted(run, taker))
        return made

    def _deleted(self, run: Element, change: Change) -> Element:
        as_deleted(run)
        mark = self.marks.make("del", change)
        mark.append(run)
        return mark


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges share a character."""
    return max(one[0], other[0]) < min(one[1], other[1])


