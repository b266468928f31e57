"""Walking the chain from its first row to its head, and saying what is wrong with the first row that is wrong."""
from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from canevas.commons.audit.rules import chain
from canevas.commons.audit.rules.chain import Head, Row
from canevas.tools.text.sentences import say

ANCHOR_DIGITS = 24
LEAST_ANCHOR = 16
_FAR = 5_000_000


class FaultKind(StrEnum):
    KEY = "key"
    HEAD = "head"
    ALTERED = "altered"
    MISSING = "missing"
    MOVED = "moved"
    FOREIGN = "foreign"
    ADDED = "added"
    CUT = "cut"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong first: ``number`` is the first row concerned, ``other`` a second number where one matters."""

    kind: FaultKind
    number: int = 0
    other: int = 0
    said: str = ""
    """Of a row that is there: when, who, what, as the row (perhaps altered) says it."""

    @property
    def sentence(self) -> str:
        return " ".join(part for part in (self._what(), self.said) if part)

    def _what(self) -> str:
        if self.kind is FaultKind.MISSING and self.other > self.number:
            return say("Rows %(number)s to %(other)s are missing: they were taken away.",
                       number=self.number, other=self.other)
        if self.kind is FaultKind.CUT and self.other > self.number:
            return say("The end of the journal was cut off: rows %(number)s to %(other)s are missing.",
                       number=self.number, other=self.other)
        return _said(self.kind, self.number, self.other)


def _said(kind: FaultKind, number: int, other: int) -> str:
    sentences = {
        FaultKind.KEY: say("The key of this installation is not the one that this journal was written with: put the "
                           "right file “journal.key” back, then check again."),
        FaultKind.HEAD: say("The head of the journal (its last number and its seal) was changed outside Canevas."),
        FaultKind.ALTERED: say("Row %(number)s was altered: its content no longer answers to its signature."),
        FaultKind.MISSING: say("Row %(number)s is missing: it was taken away."),
        FaultKind.MOVED: say("Row %(number)s was moved: what stands there was written as row %(other)s."),
        FaultKind.FOREIGN: say("Row %(number)s does not follow the one before it: it comes from another copy of the "
                               "journal."),
        FaultKind.ADDED: say("Row %(number)s was added outside Canevas: the journal ends at row %(other)s."),
        FaultKind.CUT: say("The end of the journal was cut off: row %(number)s is missing."),
        FaultKind.ANCHOR: say("Row %(number)s is not the one that was noted: the journal was rewritten, or an older "
                              "copy was put in its place. It ends at row %(other)s."),
    }
    return sentences[kind] % {"number": number, "other": other}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row noted outside the database: its number, and the first digits of its MAC."""

    number: int
    digits: str

    def __str__(self) -> str:
        groups = [self.digits[place:place + 4] for place in range(0, len(self.digits), 4)]
        return f"{self.number}:{'-'.join(groups)}"


def anchor_at(number: int, mac: str) -> Anchor:
    return Anchor(number, mac[:ANCHOR_DIGITS])


def read_anchor(text: str) -> Anchor | None:
    """What was noted, as it was typed again: blanks, dashes and capitals do not matter. ``None`` if it is none."""
    number, _colon, digits = text.strip().partition(":")
    digits = "".join(sign for sign in digits.lower() if sign not in " -\u2010\u2011\u2013\u00a0\u202f")
    number = "".join(sign for sign in number if sign not in " \u00a0\u202f")
    if not (number.isascii() and number.isdigit()) or not LEAST_ANCHOR <= len(digits) <= 64:
        return None
    return Anchor(int(number), digits) if set(digits) <= set("0123456789abcdef") else None


@dataclass(slots=True)
class Walk:
    """A walk along the chain. Memory does not grow with its length.

    ``number`` and ``mac`` are those of the last row found right (those before the first row to begin with).
    """

    key: bytes
    head: Head
    number: int = 0
    mac: str = chain.GENESIS
    count: int = 0
    anchors: tuple[Anchor, ...] = ()
    fault: Fault | None = None
    _met: set[int] = field(default_factory=set)

    def begin(self) -> Fault | None:
        """Look at the key and the head, before any row."""
        if self.head.key_mark != chain.key_mark(self.key):
            self.fault = Fault(FaultKind.KEY)
        return self.fault

    def step(self, row: Row) -> Fault | None:
        """Look at the next row, in the order of their numbers."""
        self.fault = self._fault_of(row)
        if self.fault is None:
            self.number, self.mac, self.count = row.number, row.mac, self.count + 1
        return self.fault

    def _fault_of(self, row: Row) -> Fault | None:
        expected = self.number + 1
        if row.number > self.head.number and not chain.is_right(self.key, row):
            return Fault(FaultKind.ADDED, row.number, self.head.number, about(row))
        if row.number > expected:
            return Fault(FaultKind.MISSING, expected, row.number - 1)
        if not chain.is_right(self.key, row):
            place = self._place_of(row)
            kind = FaultKind.MOVED if place else FaultKind.ALTERED
            return Fault(kind, row.number, place, about(row))
        if row.number < expected or not hmac.compare_digest(row.previous, self.mac):
            return Fault(FaultKind.FOREIGN, row.number, said=about(row))
        for anchor in self.anchors:
            if anchor.number == row.number:
                self._met.add(row.number)
                if not row.mac.startswith(anchor.digits):
                    return Fault(FaultKind.ANCHOR, row.number, self.head.number)
        return None

    def _place_of(self, row: Row) -> int:
        """The number under which a row that is out of its place was written; 0 where there is none."""
        for number in _from_near(row.number, min(max(self.head.number, row.number) + 1, _FAR)):
            if chain.is_right(self.key, replace(row, number=number)):
                return number
        return 0

    def end(self) -> Fault | None:
        """Look at the head once more, after the last row."""
        if self.fault is not None:
            return self.fault
        if self.head.number > self.number and chain.is_sealed(self.key, self.head):
            self.fault = Fault(FaultKind.CUT, self.number + 1, self.head.number)
        elif not chain.is_sealed(self.key, self.head) or (self.head.number, self.head.mac) != (self.number, self.mac):
            self.fault = Fault(FaultKind.HEAD, self.number + 1)
        else:
            lost = [anchor.number for anchor in self.anchors if anchor.number > self.number]
            self.fault = Fault(FaultKind.ANCHOR, min(lost), self.number) if lost else None
        return self.fault


def _from_near(number: int, last: int) -> Iterator[int]:
    """1 to ``last``, those near ``number`` first."""
    for distance in range(1, last + 1):
        if number - distance >= 1:
            yield number - distance
        if number + distance <= last:
            yield number + distance


def about(row: Row) -> str:
    return say("It says: %(at)s UTC, %(by)s, %(event)s, %(label)s.", at=f"{row.at:%d/%m/%Y %H:%M:%S}", by=row.by_name,
               event=row.event, label=row.object_label or f"{row.object_type} {row.object_id}")
