"""What goes in and what comes out: recommendations, groups of them, repeats."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Item:
    """One recommendation. ``text`` is verbatim; ``region`` its name or P-code, "" for the country; ``day`` that of the
    session; ``axis`` the number of its axis where it is known; ``addressee_kind`` as ``rules.addressees`` gives it."""

    id: str
    text: str
    region: str = ""
    day: date | None = None
    axis: int | None = None
    addressee_kind: str = ""


class SharedWords(NamedTuple):
    """Words of two recommendations that say one thing, each as written: "retournés" and "migrants de retour"."""

    first: str
    second: str

    @property
    def shown(self) -> str:
        return self.first if self.first.casefold() == self.second.casefold() else f"{self.first} = {self.second}"


@dataclass(frozen=True, slots=True)
class Match:
    """How near two recommendations are: ``score`` 0 to 1, ``words`` what they share, the weightiest first.

    ``parted_by`` are the words that keep them apart whatever they share ("réduire" against "augmenter", 2 against 5);
    the score is then 0. ``is_sure`` tells that they say the same, not only something similar.
    """

    score: float
    words: tuple[SharedWords, ...] = ()
    parted_by: tuple[SharedWords, ...] = ()
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members of a group, and their match."""

    first: str
    second: str
    match: Match


@dataclass(frozen=True, slots=True)
class Group:
    """Recommendations that say the same or nearly. ``members`` are ids, in the order they came; ``reason_words`` what
    most of them share, as written; ``confidence`` 0 to 1; ``is_sure`` where each member says the same as another one.
    ``pairs`` holds the match of every two members (of a large group: of each with
    the one that it is nearest to); a group of one has none, and no reason."""

    members: tuple[str, ...]
    reason_words: tuple[str, ...]
    confidence: float
    is_sure: bool
    pairs: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A recommendation of an earlier session and where it stands: ``standing`` is its status ("open", "done"…)."""

    item: Item
    standing: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """The recommendation ``new`` (an id) says again what ``earlier`` said, which stands at ``standing``."""

    new: str
    earlier: str
    standing: str
    match: Match
    confidence: float

    @property
    def is_sure(self) -> bool:
        return self.match.is_sure
