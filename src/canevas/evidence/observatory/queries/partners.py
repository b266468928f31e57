"""What documents for partners may tell of the figures: one answer for all of them, whoever has them made.

Of each month the whole country is passed through the gate, by region and by each breakdown, beside all that partners
know of the measure: releases for the public and for them, and what documents told before. Each document tells cells of
that and nothing else, and it is kept (:class:`Telling`), so that later releases stand beside it too. It is held to the
public's threshold: a figure that partners had read could not be hidden from the public any more.

The first breakdown decides which totals are told, beside everything. Where all are, tables by another breakdown share
nothing but told totals with tables that do not name it: one of these says nothing about the other.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from canevas.evidence.observatory.models import Release, Source, Telling
from canevas.evidence.observatory.queries.gate import one_by_one, telling, told_cells
from canevas.evidence.observatory.queries.leaves import contributions, leaves_at
from canevas.evidence.observatory.queries.releases import question_of
from canevas.evidence.observatory.queries.tellings import (
    AccountsTold,
    State,
    by_of,
    named_with,
    same_state,
    tellings_of,
    told_of,
    totals_are_told,
)
from canevas.evidence.observatory.queries.visible import shared
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.periods import Grain, Period, period_of, periods_between
from canevas.evidence.observatory.rules.publish.gate import CELL_KEY, Passed, Told, pass_gate
from canevas.evidence.observatory.rules.publish.leaves import (
    Key,
    Leaf,
    Refused,
    is_contributed,
    is_stock,
    measure_key,
    named,
)
from canevas.evidence.observatory.rules.publish.records import meets
from canevas.evidence.observatory.rules.publish.table import TOTAL, Status
from canevas.evidence.observatory.rules.sharing import Reader, Terms, terms_for
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Question
from canevas.evidence.observatory.rules.statistics.one_account import OneAccount
from canevas.tools.vocabulary.indicators import IndicatorEntry

PARTNERS = Reader(sees_everything=True, may_see=True)
"""A partner of whom nothing more is known."""
POLICY = policy_for("public")


def shared_with_partners(sources: Iterable[Source], needed_terms: Terms, day: date) -> list[Source]:
    """Those of these sources that every partner may see as finely as ``needed_terms``."""
    return [row for row in sources if (terms := terms_for(PARTNERS, shared(row), day)) and terms.covers(needed_terms)]


def codes_for_partners(needed_terms: Terms, day: date) -> list[str]:
    """The sources that every partner may see so, whoever asks."""
    rows = Source.objects.select_related("organisation").prefetch_related("agreements")
    return [one.code for one in shared_with_partners(rows, needed_terms, day)]


@dataclass(frozen=True)
class Sheet:
    """What is told of one period by one breakdown: by the codes of the region and of the breakdown a figure (``None``:
    hidden) and its status (``Status``). What has no figure is not in it."""

    cells: Mapping[tuple[str, ...], tuple[float | None, str]]

    def cell(self, codes: Sequence[str]) -> tuple[float | None, str] | None:
        """``TOTAL`` stands for the only code of a dimension that has no other."""
        every = [{key[place] for key in self.cells} for place in range(len(codes))]
        return self.cells.get(tuple(
            next(iter(known)) if code == TOTAL and len(known) == 1 else code
            for code, known in zip(codes, every, strict=True)))


def told_to_partners(indicator: IndicatorEntry, label: str, periods: Iterable[str]) -> dict[str, Sheet | None]:
    """What was last told of each of these (ISO) by a breakdown ("direction", "event+source"); ``None`` where nothing
    of it may be told."""
    found: dict[str, Sheet | None] = {}
    for one in Telling.objects.filter(indicator=indicator.code, period__in=list(periods)).order_by("counted_at", "pk"):
        if label in one.tables:
            cells = one.tables[label]
            found[one.period] = None if cells is None else Sheet({
                tuple(codes): (value, status) for codes, value, status in cells})
    return found


@dataclass
class Teller:
    """Says of one indicator what may be told of each period, by ``breakdowns`` (labels, the first with the totals);
    where several sources count the same crossings, one of them is told."""

    indicator: IndicatorEntry
    breakdowns: Sequence[str]
    sources: Sequence[str]
    at: datetime
    _leaves: dict[tuple[str, ...], dict[Key, Leaf]] = field(default_factory=dict)
    _accounts: AccountsTold = field(default_factory=AccountsTold)

    @cached_property
    def account(self) -> OneAccount:
        return self._accounts.of(Question(self.indicator), self.breakdowns, self.sources, self.at)

    @cached_property
    def tellings(self) -> list[Telling]:
        return tellings_of(measure_key(Question(self.indicator)))

    @cached_property
    def releases(self) -> list[tuple[Release, Question]]:
        """All that was ever let out of what counts the same people, withdrawn since or not."""
        measure = measure_key(Question(self.indicator))
        rows = Release.objects.filter(measure__startswith=measure.partition(":")[0] + ":", published_at__isnull=False)
        return [(one, question_of(one)) for one in rows.order_by("published_at", "pk")
                if one.measure == measure or one.form == Release.Form.RECORDS]

    def untold(self, periods: Sequence[Period]) -> list[Telling]:
        """What is to be told of these months or quarters and was not yet, or otherwise; not yet kept. What is already
        told stays where a change since is so small that it would be told by the difference."""
        found = []
        for period in dict.fromkeys(part for one in periods for part in self.parts_of(one)):
            old = next((one for one in reversed(self.tellings) if one.indicator == self.indicator.code
                        and one.period == period.iso), None)
            if old is not None and same_state(old, self._state((), {})):
                continue
            made, is_worse = self._counted(period, old)
            if made is not None and not is_worse:
                found.append(made)
                self.tellings.append(made)
        return found

    def parts_of(self, period: Period) -> list[Period]:
        """The months that a period is told by; itself where only figures of the whole quarter are known."""
        if period.grain is Grain.MONTH:
            return [period]
        first = period_of(period.start, Grain.MONTH)
        months = periods_between(first, first.moved(2))
        known = {key[-1] for key in self._all(self._names(by_of(self.breakdowns[0])))}
        alone = period.iso in known and not {one.iso for one in months} & known
        return [period] if alone and not is_stock(Question(self.indicator)) else months

    def _counted(self, period: Period, old: Telling | None) -> tuple[Telling | None, bool]:
        """What may be told of a period now; and whether something that was told would then be told no more."""
        made = Telling(measure=measure_key(Question(self.indicator)), indicator=self.indicator.code, period=period.iso,
                       sources=list(self.sources), counted_at=self.at)
        is_worse = False
        for place, label in enumerate(self.breakdowns):
            try:
                if place and not totals_are_told(*made.cells[0]):
                    raise Refused("totals")
                passed = self._passed(label, period, made)
            except Refused as refused:
                if refused.code == "nothing":  # said only where something was told: that it is gone tells nothing
                    made.cells = [[one, []] for one in self.breakdowns]
                    return (made, False) if old and any(old.tables.values()) else (None, False)
                made.cells.append([label, None])
                is_worse |= bool(old and old.tables.get(label))
            else:
                made.cells.append([label, [[list(cell.key[:-1]), cell.value, str(cell.status)] for cell in passed.cells
                                           if cell.status is not Status.MISSING]])
                is_worse |= old is not None and bool(passed.report.hidden.get("difference"))
        return made, is_worse

    def _passed(self, label: str, period: Period, made: Telling) -> Passed:
        by = by_of(label)
        question = Question(self.indicator, (*by, PERIOD), {}, period, period, period.grain)
        self._check(question)
        beside = [(one, asked) for one, asked in self.releases if one.form == Release.Form.TABLE]
        more = named(asked for _one, asked in beside)
        if beside and (not made.cells or set(by[1:]) & set(more)):
            names = self._names(by, more, self.tellings)
            leaves, tellings = self._all(names), self.tellings
        else:  # what releases say of it is told totals
            beside, tellings = [], [one for one in self.tellings if one.period == period.iso]
            names = self._names(by, (), tellings)
            leaves = {key: leaf for key, leaf in self._all(names).items() if key[-1] == period.iso}
        if not any(key[-1] == period.iso for key in leaves):
            raise Refused("nothing")
        given = contributions(question, names, self.sources, self.at) if is_contributed(question) else None
        given = given and {key: each for key, each in given.items() if key in leaves}
        earlier = [Told(f"{one.code} {one.version}", asked, self._then(one, asked, names), told_cells(one),
                        one_by_one(one), None if given is None else contributions(
                            asked, names, one.sources, one.counted_at or self.at)) for one, asked in beside]
        earlier += told_of([*tellings, *([made] if made.cells else [])],
                           replace(self._state(names, leaves), given=given))
        return pass_gate(question, names, leaves, POLICY, earlier=earlier, is_proof_enough=True, contributions=given)

    def _check(self, question: Question) -> None:
        for one, asked in self.releases:
            if one.form == Release.Form.RECORDS:
                if meets(question, telling(question, self.sources, self.at), asked, one.sources):
                    raise Refused("beside_records", release=one)
            elif one.method == CELL_KEY:
                raise Refused("method")
            elif is_stock(question) and asked.grain is not question.grain:
                raise Refused("stock_grain")

    def _names(self, by: Sequence[str], more: Iterable[str] = (), tellings: Sequence[Telling] = ()) -> tuple[str, ...]:
        """The dimensions of the leaves, that of the period last."""
        found = named_with(tellings, (*named([Question(self.indicator, tuple(by))]), *more))
        return (*(name for name in found if name != PERIOD), PERIOD)

    def _all(self, names: tuple[str, ...]) -> dict[Key, Leaf]:
        if names not in self._leaves:
            question = replace(Question(self.indicator, names), grain=Grain.MONTH)
            self._leaves[names] = leaves_at(question, names, self.sources, self.at, self.account)
        return self._leaves[names]

    def _state(self, names: tuple[str, ...], leaves: Mapping[Key, Leaf]) -> State:
        return State(names, leaves, self.sources, self.at, self.account, self._accounts)

    def _then(self, release: Release, question: Question, names: tuple[str, ...]) -> dict[Key, Leaf]:
        """What a release was counted from."""
        key = (str(release.uid), *names)
        if key not in self._leaves:
            self._leaves[key] = leaves_at(question, names, release.sources, release.counted_at)
        return self._leaves[key]
