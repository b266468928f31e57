"""What a reminder says to an organisation: what is late, what is due soon, what goes on without news."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

BACK_OFF = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long to wait after the first, second … clear refusal for the moment; after the last, no more."""
SILENT = timedelta(days=30)
"""Without a report for this long, what goes on is asked after."""
MOST = 40
"""Actions of one kind that a letter names."""


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One action: ``due`` is how its day is written, "" without one; ``link`` "" where there is no public address."""

    key: int
    text: str
    meeting: str
    due: str = ""
    link: str = ""


@dataclass(slots=True)
class Digest:
    """Everything that one letter says."""

    organisation: str
    late: list[DigestLine] = field(default_factory=list)
    soon: list[DigestLine] = field(default_factory=list)
    silent: list[DigestLine] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.late or self.soon or self.silent)

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon) + len(self.silent)

    @property
    def actions(self) -> list[int]:
        return [line.key for line in (*self.late, *self.soon, *self.silent)]


def next_wait(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts (1 or more); ``None``: give up."""
    return BACK_OFF[attempts - 1] if 0 < attempts <= len(BACK_OFF) else None


def is_for_the_moment(codes: Iterable[int]) -> bool:
    """Whether a mail server that answered with these codes said "later" (4xx) and not "no" (5xx)."""
    found = list(codes)
    return bool(found) and all(400 <= code < 500 for code in found)


def one_address_each(addresses: Iterable[str]) -> list[str]:
    """Each address once, in any case of letters, in order."""
    kept: dict[str, str] = {}
    for address in addresses:
        clean = address.strip()
        if clean:
            kept.setdefault(clean.casefold(), clean)
    return list(kept.values())
