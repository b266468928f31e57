"""Several accounts of the same people: what two sources say of one crossing, one stock or one convoy is put side by
side, or one of them is kept; it is never added. What is seen at different points is added, and what is done for
people."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations_with_replacement
from typing import Any

from canevas.evidence.observatory.rules.counting import Asked
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Grain, Period, read_period
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Grid, Question, asked

SOURCE = "source"
FINEST = ("flow_point", "locality", "commune", "department", "region")
TOLD_APART_BY: Mapping[Kind, tuple[str, ...]] = {
    Kind.MOVEMENT: (*FINEST, "direction"),
    Kind.STOCK: (*FINEST, "population_group"),
    Kind.EVENT: (*FINEST, "event", "country_departure"),
}
"""The kinds of which several sources may tell the same people, and what, beside time, tells that they do not: both say
it, and otherwise. What one of them does not say tells nothing apart: who counts a whole region counts its points too.
Services are not among them: each body serves its own."""

Row = Mapping[str, Any]
Ask = Callable[[Asked], Sequence[Row]]
"""Rows of :func:`counting.told`."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two sources that tell of the same people: where, at the finest place that both say (breakdown and code; "", "":
    none), and when (ISO; "": not said, or of a stock its newest state)."""

    sources: tuple[str, str]
    place: tuple[str, str]
    period: str


@dataclass(frozen=True)
class Accounts:
    """``told``: by source, of how many places and groups it tells, and of how many months where it meets others;
    ``meetings``: where two tell of the same."""

    told: Mapping[str, int]
    meetings: frozenset[Meeting] = frozenset()

    @property
    def repeating(self) -> list[str]:
        """The sources that tell of the same people as another, those that tell most first."""
        return self.by_size({source for one in self.meetings for source in one.sources})

    def by_size(self, sources: Iterable[str]) -> list[str]:
        return sorted(sources, key=lambda source: (-self.told.get(source, 0), source))

    def kept(self, first: Sequence[str] = ()) -> list[str]:
        """As many sources as can be added: those of ``first``, then those that tell most, each where none before it
        tells of the same people."""
        found: list[str] = []
        for source in dict.fromkeys([*first, *self.by_size(self.told)]):
            if source in self.told and not any(source in one.sources and other in one.sources
                                               for one in self.meetings for other in found):
                found.append(source)
        return found

    def meet_in(self, period: Period) -> bool:
        """Whether two tell of the same people in this period, or at a time that is not said."""
        said = {one.period for one in self.meetings}
        return "" in said or any(one.start <= period.end and period.start <= one.end for one in map(read_period, said))

    def places(self) -> dict[tuple[str, str], list[str]]:
        """By place, the sources that tell of the same people there."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.meetings:
            found[one.place].update(one.sources)
        return {place: self.by_size(found[place]) for place in sorted(found)}


NO_ACCOUNTS = Accounts({})


def has_accounts(question: Question) -> bool:
    """Whether several sources may tell of the same people in what is counted."""
    return Kind(question.indicator.measure.kind) in TOLD_APART_BY


def is_one_account(question: Question) -> bool:
    """Whether each figure of its answer is of one source."""
    return SOURCE in question.by or len(question.filters.get(SOURCE, ())) == 1


def can_add(grid: Grid, place: int) -> bool:
    """Whether figures of several cells may be added over the rows (0) or the columns (1): no share, no stock over time,
    not what several sources may say of the same people."""
    question = grid.question
    measure, is_by_source = question.indicator.measure, question.by[place:place + 1] == (SOURCE,)
    return question.indicator.per is None and measure.take != "last" and not (is_by_source and has_accounts(question))


def accounts_in(question: Question, ask: Ask) -> Accounts:
    """Who tells of the same people in what a question adds up; ``ask`` is the store, as who asks may see it. Asked in
    small steps, the first of which is mostly enough."""
    if not has_accounts(question) or is_one_account(question):
        return NO_ACCOUNTS
    plain = asked(question, question.indicator.measure)
    return _of_stocks(plain, ask) if plain.measure.kind is Kind.STOCK else _of_flows(plain, ask)


def _of_flows(plain: Asked, ask: Ask) -> Accounts:
    """First of all figures of the kind, whatever the question keeps of them, without time: the same for many questions.
    Where sources meet, what the question keeps there by months; by years where some of it is of no month."""
    names = TOLD_APART_BY[plain.measure.kind]
    anywhere = _accounts(ask(Asked(plain.measure, (*names, SOURCE))), names)
    found, there = NO_ACCOUNTS, kept_to(plain, anywhere)
    for grain in (Grain.MONTH, Grain.YEAR) if anywhere.meetings else ():
        rows = ask(replace(there, by=(PERIOD, *names, SOURCE), grain=grain))
        found = _accounts(rows, names)
        if all(row[PERIOD] for row in rows):
            break
    if not found.meetings:
        return NO_ACCOUNTS
    telling = [row[SOURCE] for row in ask(replace(plain, by=(SOURCE,))) if row["value"] is not None]
    return replace(found, told={one: anywhere.told.get(one, 0) + found.told.get(one, 0) for one in telling})


def kept_to(plain: Asked, met: Accounts) -> Asked:
    """What is asked, of the sources that meet, and where they do."""
    kept, names = {SOURCE: met.repeating}, {name for name, _code in met.places()}
    if len(names) == 1 and "" not in names:
        kept[names.pop()] = [code for _name, code in met.places()]
    return replace(plain, filters={**plain.filters, **{
        name: [code for code in codes if code in plain.filters.get(name, codes)] or ["\0"]
        for name, codes in kept.items()}})


def _of_stocks(plain: Asked, ask: Ask) -> Accounts:
    """Of each source its newest state of each group counts. By periods: whether they tell of one group in one period;
    if so, whether their newest states meet; where these do not, whether those of any period do."""
    names = TOLD_APART_BY[Kind.STOCK]
    groups = tuple(name for name in names if name not in FINEST)
    if PERIOD in plain.by and not _accounts(ask(replace(plain, by=(PERIOD, *groups, SOURCE))), groups).meetings:
        return NO_ACCOUNTS
    newest = _accounts(ask(replace(plain, by=(*names, SOURCE))), names)
    if newest.meetings or PERIOD not in plain.by:
        return newest
    return _accounts(ask(replace(plain, by=(PERIOD, *names, SOURCE))), names)


def _accounts(rows: Sequence[Row], names: Sequence[str]) -> Accounts:
    """``rows`` say the codes of ``names``, a source, mostly a period, and a ``value``: else it tells nothing."""
    by_said: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["value"] is not None:
            by_said[tuple(name for name in (PERIOD, *names) if row.get(name))].append(row)
    met = {one for first, second in combinations_with_replacement(by_said, 2) for one in _meetings(
        by_said[first], by_said[second], [name for name in first if name in second])}
    return Accounts(Counter(row[SOURCE] for each in by_said.values() for row in each), frozenset(met))


def _meetings(rows: Sequence[Row], others: Sequence[Row], names: Sequence[str]) -> Iterable[Meeting]:
    """Where ``rows`` and ``others`` of two sources agree in all of ``names``, which both say."""
    here: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        here[tuple(row[name] for name in names)].add(row[SOURCE])
    place = next((name for name in FINEST if name in names), "")
    for row in others:
        for source in here.get(tuple(row[name] for name in names), ()):
            if source != row[SOURCE]:
                first, second = sorted((source, row[SOURCE]))
                yield Meeting((first, second), (place, row[place] if place else ""),
                              row[PERIOD] if PERIOD in names else "")


def whole(question: Question) -> Question:
    """What the question asks of all sources together."""
    by = tuple(name for name in question.by if name != SOURCE) or (PERIOD,)
    return replace(question, by=by, filters={name: codes for name, codes in question.filters.items() if name != SOURCE})


def apart(question: Question, accounts: Accounts) -> Question:
    """The question that sets these sources side by side; where its two breakdowns leave no place for them, that which
    keeps to as many as can be added."""
    if len(question.by) < 2:
        return replace(question, by=(*question.by, SOURCE))
    return replace(question, filters={**question.filters, SOURCE: tuple(accounts.kept())})
