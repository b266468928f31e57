"""What documents for partners told, as tables beside which everything else that leaves is protected."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from canevas.commons.access.queries import reach
from canevas.evidence.observatory.models import Telling
from canevas.evidence.observatory.permissions import RELEASE_PREPARE
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.leaves import contributions, leaves_at, one_account
from canevas.evidence.observatory.queries.store import holding
from canevas.evidence.observatory.rules.periods import Grain, read_period
from canevas.evidence.observatory.rules.publish.gate import Contributions, Told
from canevas.evidence.observatory.rules.publish.leaves import Key, Leaf, kept
from canevas.evidence.observatory.rules.publish.table import TOTAL
from canevas.evidence.observatory.rules.statistics.accounts import SOURCE
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Question
from canevas.evidence.observatory.rules.statistics.one_account import EVERY_ROW, OneAccount

REGION = "region"


def tellings_of(measure: str) -> list[Telling]:
    """Everything of a measure (``measure_key``) that documents for partners were ever told, the oldest first."""
    return list(Telling.objects.filter(measure=measure).order_by("counted_at", "pk"))


def told_of_kind(kind: str) -> list[Telling]:
    """Those that told a figure of what counts the same people (``releases.kind_of``)."""
    return [one for one in Telling.objects.filter(measure__startswith=kind) if any(one.tables.values())]


def tellings(user: Any) -> QuerySet[Telling]:
    """All, for who may have documents made; nothing for others."""
    return Telling.objects.all() if reach(user, RELEASE_PREPARE) else Telling.objects.none()


def question_of_telling(one: Telling) -> Question:
    return Question(indicators()[one.indicator], (REGION, PERIOD), grain=read_period(one.period).grain)


def by_of(label: str) -> tuple[str, ...]:
    """The breakdown that a label of ``Telling.cells`` names, with the region before it."""
    return REGION, *label.split("+")


class AccountsTold:
    """What documents for partners leave out, so that each crossing is told once: worked out again from the store as it
    stood, for it follows from the sources and the moment alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[str, ...], datetime], OneAccount] = {}

    def of(self, question: Question, labels: Iterable[str], sources: Iterable[str], at: datetime) -> OneAccount:
        """``labels``: by what these are told; where one of them names the source, nothing is left out."""
        if any(SOURCE in by_of(label) for label in labels):
            return EVERY_ROW
        key = (question.indicator.code, tuple(sorted(sources)), at)
        if key not in self._known:
            self._known[key] = one_account(Question(question.indicator), key[1], at)
        return self._known[key]

    def then(self, one: Telling) -> OneAccount:
        return self.of(question_of_telling(one), one.tables, one.sources, one.counted_at)


@dataclass
class State:
    """``leaves``: what ``sources`` say over ``names`` as the store stood at ``at``, without what ``account`` omits."""

    names: tuple[str, ...]
    leaves: Mapping[Key, Leaf]
    sources: Sequence[str]
    at: datetime
    account: OneAccount = EVERY_ROW
    accounts: AccountsTold = field(default_factory=AccountsTold)
    given: Contributions | None = None
    """Of what organisations do, what each gave to these leaves."""


def named_with(tellings: Iterable[Telling], names: Iterable[str]) -> tuple[str, ...]:
    """The dimensions over which a table of ``names`` stands beside these: places and periods, what they keep to, and
    their first breakdown where a total of it is hidden. (By another breakdown they say no more than its totals do: of
    tables that share nothing but told totals, one says nothing about the other.)"""
    found = dict.fromkeys(names)
    for one in tellings:
        found |= dict.fromkeys((REGION, PERIOD, *kept(question_of_telling(one))))
        first, cells = one.cells[0]
        if not totals_are_told(first, cells):
            found |= dict.fromkeys(by_of(first))
    return tuple(found)


def same_state(one: Telling, now: State) -> bool:
    """Whether ``now`` brings what was told then, of its period, and leaves out the same."""
    period = read_period(one.period)
    return _batches(one.sources, one.counted_at, one.period) == _batches(now.sources, now.at, one.period) and \
        now.accounts.then(one).within(period).left_out.keys() == now.account.within(period).left_out.keys()


def _batches(sources: Iterable[str], at: datetime, period: str) -> set[int]:
    when = read_period(period)
    rows = holding(at).filter(source__code__in=list(sources)).values_list("pk", "start", "end")
    return {pk for pk, start, end in rows
            if start is None or end is None or (start <= when.end and end >= when.start)}


def told_of(tellings: Sequence[Telling], now: State) -> list[Told]:
    """The tables that these told, over the leaves of ``now``: of each breakdown those told first of each period, then
    those that were told anew. A breakdown that ``now`` does not name stands by its totals."""
    turns: Counter[tuple[str, str]] = Counter()
    groups: dict[tuple[int, str, Grain, tuple[str, ...]], list[tuple[Telling, str]]] = {}
    for one in tellings:
        turn, grain = turns[one.indicator, one.period], read_period(one.period).grain
        turns[one.indicator, one.period] += 1
        for label in one.tables:
            by = tuple(name for name in by_of(label) if name in now.names)
            groups.setdefault((turn, one.indicator, grain, by), []).append((one, label))
    return [_as_told(str(turn), by, members, now) for (turn, _code, _grain, by), members in groups.items()]


def _as_told(turn: str, by: tuple[str, ...], members: Sequence[tuple[Telling, str]], now: State) -> Told:
    place = now.names.index(PERIOD)
    leaves, given, shown = dict(now.leaves), dict(now.given or {}), set()
    for one in {member.pk or id(member): member for member, _label in members}.values():
        if not same_state(one, now):
            then = leaves_at(question_of_telling(one), now.names, one.sources, one.counted_at, now.accounts.then(one))
            leaves = {key: leaf for key, leaf in leaves.items() if key[place] != one.period}
            leaves |= {key: leaf for key, leaf in then.items() if key[place] == one.period}
            if now.given is not None:
                gave = contributions(question_of_telling(one), now.names, one.sources, one.counted_at)
                given = {key: each for key, each in given.items() if key[place] != one.period}
                given |= {key: each for key, each in gave.items() if key[place] == one.period}
    for one, label in members:
        cells = _projected(label, one.tables[label] or [], by)
        shown |= {(*key, one.period) for key, value in cells if value is not None}
    first = members[0][0]
    question = question_of_telling(first)
    return Told(f"bulletins {first.indicator} {'+'.join(by)} {turn}", Question(
        question.indicator, (*by, PERIOD), grain=question.grain), leaves, frozenset(shown),
        contributions=None if now.given is None else {key: each for key, each in given.items() if key in leaves})


def totals_are_told(label: str, cells: Sequence[Any] | None) -> bool:
    """Whether no total of a region, or of the country, is hidden."""
    return cells is not None and all(value is not None for _key, value in _projected(label, cells, (REGION,)))


def _projected(label: str, cells: Sequence[Any], by: Sequence[str]) -> Iterable[tuple[Key, float | None]]:
    """The cells by the dimensions of ``by`` alone: those that are totals of the others."""
    names = by_of(label)
    every = [{codes[place] for codes, _value, _status in cells} for place in range(len(names))]
    whole = [TOTAL if TOTAL in codes else next(iter(codes), TOTAL) for codes in every]
    for codes, value, _status in cells:
        if all(name in by or code == one for name, code, one in zip(names, codes, whole, strict=True)):
            yield tuple(code for code, name in zip(codes, names, strict=True) if name in by), value
