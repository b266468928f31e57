"""One account of each crossing: where several sources count at one point in one month, which of them is told there.

The explorer sets such sources side by side; who must tell one figure keeps, at each place and in each month, the source
that has counted longest where they meet: so a point does not change hands from one month to the next, and what a source
counts alone stays in.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Grain, Period, read_period, within
from canevas.evidence.observatory.rules.statistics.accounts import (
    FINEST,
    SOURCE,
    TOLD_APART_BY,
    Ask,
    Row,
    accounts_in,
    kept_to,
)
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Question, asked

Key = tuple[str, ...]
"""Source, time (:func:`time_of`), codes of ``OneAccount.names`` ("": not said)."""


def time_of(code: str | None) -> str:
    """When a row is: its month, its own period (ISO) where that is longer or lies across months, "" where none is
    said."""
    if not code:
        return ""
    month = within(read_period(code), Grain.MONTH)
    return month.iso if month else code


@dataclass(frozen=True)
class OneAccount:
    """``names``: the breakdowns that tell crossings apart; ``left_out``: by key of a row that is not told, the sources
    that are told in its place."""

    names: tuple[str, ...] = ()
    left_out: Mapping[Key, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.left_out)

    @property
    def beside(self) -> tuple[str, ...]:
        """The breakdowns that a row must say for :meth:`tells`."""
        return (SOURCE, PERIOD, *self.names) if self else ()

    def tells(self, row: Row) -> bool:
        return (row[SOURCE], time_of(row[PERIOD]), *(row[name] or "" for name in self.names)) not in self.left_out \
            if self else True

    def within(self, period: Period) -> OneAccount:
        """What of it touches ``period``."""
        return replace(self, left_out={key: kept for key, kept in self.left_out.items() if not key[1] or (
            (time := read_period(key[1])).start <= period.end and period.start <= time.end)})

    def in_region(self, region: str) -> OneAccount:
        """What of it may be of a region ("": of any)."""
        at = 2 + self.names.index("region") if self and region else -1
        return replace(self, left_out={key: kept for key, kept in self.left_out.items()
                                       if at < 0 or key[at] in ("", region)})

    def places(self) -> dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]]:
        """By finest place (breakdown and code; "", "": none is said), the sources told there and those left out."""
        told, left = defaultdict[tuple[str, str], set[str]](set), defaultdict[tuple[str, str], set[str]](set)
        for (source, _time, *codes), kept in self.left_out.items():
            said = dict(zip(self.names, codes, strict=True))
            place = next(((name, said[name]) for name in FINEST if said.get(name)), ("", ""))
            told[place] |= kept
            left[place].add(source)
        return {place: (frozenset(told[place]), frozenset(left[place])) for place in sorted(told)}


EVERY_ROW = OneAccount()


def one_account_of(question: Question, ask: Ask) -> OneAccount:
    """What is left out of the flows that a question counts, whatever its time and breakdowns. ``ask`` is the store."""
    kind = Kind(question.indicator.measure.kind)
    if kind not in TOLD_APART_BY or kind is Kind.STOCK:
        return EVERY_ROW
    plain, names = asked(question, question.indicator.measure), TOLD_APART_BY[kind]
    met = accounts_in(replace(question, by=(), first=None, last=None), ask)
    if not met.meetings:
        return EVERY_ROW
    there = replace(kept_to(plain, met), by=(PERIOD, *names, SOURCE), start=None, end=None)
    rows = ask(replace(there, grain=Grain.MONTH))
    if not all(row[PERIOD] for row in rows):
        rows = ask(replace(there, grain=None))
    return OneAccount(names, left_out(rows, names))


def left_out(rows: Sequence[Row], names: Sequence[str]) -> dict[Key, frozenset[str]]:
    """Of rows that say a period, the codes of ``names``, a source and a ``value``: those that tell of crossings of
    which a source tells that comes before theirs, by their keys, with who tells. First comes who began first,
    of several who tells more."""
    own: dict[str, dict[Key, bool]] = defaultdict(dict)
    for row in rows:
        key = (row[SOURCE], time_of(row[PERIOD]), *(row[name] or "" for name in names))
        own[row[SOURCE]][key] = own[row[SOURCE]].get(key, False) or row["value"] is not None
    told, found = _Told(len(names)), dict[Key, frozenset[str]]()
    for source in sorted(own, key=lambda one: (_first(own[one]), -len(own[one]), one)):
        figures = [key for key, has_figure in own[source].items() if has_figure]
        meeting = {key: kept for key in figures if (kept := told.meeting(key))}
        told.add(key for key in figures if key not in meeting)
        found |= meeting
    # a row without a figure tells nothing, but it would make what another one tells "at least"
    found |= {key: kept for each in own.values() for key, has_figure in each.items()
              if not has_figure and (kept := told.meeting(key))}
    return found


def _first(keys: Mapping[Key, bool]) -> str:
    """The day of the first figure (ISO), after all days where none says its time."""
    return min((read_period(key[1]).start.isoformat() for key, has_figure in keys.items() if has_figure and key[1]),
               default="9999")


class _Told:
    """The rows that are told, found by the codes that another row says too."""

    def __init__(self, length: int) -> None:
        self._places = range(2, length + 2)
        self._by_said: dict[tuple[int, ...], list[Key]] = defaultdict(list)
        self._known: dict[tuple[tuple[int, ...], tuple[int, ...]], dict[Key, dict[str, set[str]]]] = {}

    def add(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self._by_said[self._said(key)].append(key)
        self._known.clear()

    def meeting(self, key: Key) -> frozenset[str]:
        """The sources that tell of the same crossings at the same time: they agree in all that both say."""
        found: set[str] = set()
        said = self._said(key)
        for other in self._by_said:
            both = tuple(place for place in said if place in other)
            times = self._index(other, both).get(tuple(key[place] for place in both), {})
            found |= {source for time, sources in times.items() if _shares_a_day(time, key[1]) for source in sources}
        return frozenset(found - {key[0]})

    def _said(self, key: Key) -> tuple[int, ...]:
        return tuple(place for place in self._places if key[place])

    def _index(self, said: tuple[int, ...], both: tuple[int, ...]) -> dict[Key, dict[str, set[str]]]:
        if (said, both) not in self._known:
            made: dict[Key, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
            for key in self._by_said[said]:
                made[tuple(key[place] for place in both)][key[1]].add(key[0])
            self._known[said, both] = made
        return self._known[said, both]


@lru_cache(maxsize=4096)
def _shares_a_day(time: str, other: str) -> bool:
    """What is not said may be any day."""
    if time == other or not time or not other:
        return True
    first, second = read_period(time), read_period(other)
    return first.start <= second.end and second.start <= first.end
