"""A file of records that may leave: one row for each person counted, so told that at least k are alike in all that is
told of them.

Every column counts as one by which somebody may be found, for what a neighbour knows cannot be known. Nothing of the
file is protected against another release: of one source and one period there is a file of records or there are tables,
never both, and never two files (:func:`meets`). So nothing can be subtracted from anything.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

import numpy as np

from canevas.evidence.observatory.rules.disclosure.cube import Ints
from canevas.evidence.observatory.rules.disclosure.gathering import OTHER
from canevas.evidence.observatory.rules.disclosure.microdata import (
    SUPPRESSED,
    Anonymised,
    Column,
    Risk,
    anonymise,
    diversity,
    entropy,
    risk,
)
from canevas.evidence.observatory.rules.periods import Grain, read_period, within
from canevas.evidence.observatory.rules.publish.leaves import (
    PUBLISHABLE,
    UNSAID,
    Key,
    Leaf,
    Refused,
    axis,
    check,
    is_contributed,
    is_stock,
)
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedCell
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Question

K_ANONYMITY = "k_anonymity"
MOST_COLUMNS = 6
MOST_RECORDS = 1_000_000
MOST_SUPPRESSED = 0.05
"""Share of the records whose values may be given up one by one; beyond, everybody's are told more coarsely."""
MOST_LOST = 0.2
"""Share of the records that may be missing from the file; with more it would mislead."""
DIVERSE = 2
"""Different values that people who are alike in the rest have of a column that would harm them."""
HARMFUL = ("vulnerability", "population_group", "reason")
COARSER_PLACES = {"locality": ("commune", "department", "region"), "commune": ("department", "region"),
                  "department": ("region",), "flow_point": ("region",), "region": ()}
Parents = Mapping[str, Mapping[str, str]]
"""By name of a coarser place: from each code of the finer one to its own."""


@dataclass(frozen=True)
class ColumnTold:
    """``asked`` and ``told``: names of dimensions ("": left out); ``grain``: of a period; ``level``: steps by which it
    was made coarser; ``given_up``: values replaced by "*"; ``kept``: share of what it told, 0 to 1."""

    asked: str
    told: str
    grain: str
    level: int
    given_up: int
    kept: float


@dataclass(frozen=True)
class RecordsReport:
    """``records``: persons counted; ``removed``: those who could not be hidden among k, and are not in the file;
    ``before`` and ``after``: the risk of the records as they were asked, and as they leave."""

    k: int
    records: int
    removed: int
    columns: tuple[ColumnTold, ...]
    before: Risk
    after: Risk
    diverse: Mapping[str, int]

    @property
    def cells(self) -> int:
        return self.records

    @property
    def hidden(self) -> dict[str, int]:
        return {"small": self.removed}

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "method": K_ANONYMITY, "columns": [asdict(one) for one in self.columns],
                "may_be_published": self.after.anonymity >= self.k}


@dataclass(frozen=True)
class PassedRecords:
    """``names``: the dimensions that are told; ``cells``: how many records are alike, of each that there are."""

    names: tuple[str, ...]
    cells: tuple[PublishedCell, ...]
    report: RecordsReport


@dataclass(frozen=True)
class _Step:
    """A coarser telling of a column, under the name that it then has ("": left out)."""

    name: str
    recode: Callable[[str], str]
    grain: str = ""


def check_records(question: Question) -> None:
    """Raises :class:`Refused` for a question that no file of records may answer."""
    check(question)
    if question.indicator.measure.take == "count" or is_contributed(question):
        raise Refused("records")
    if not 1 <= len(question.by) <= MOST_COLUMNS:
        raise Refused("columns", most=MOST_COLUMNS)


def with_coarser(question: Question) -> Question:
    """The question with the places that its own lie in."""
    known = question.indicator.breakdowns
    more = [name for one in question.by for name in COARSER_PLACES.get(one, ()) if name in known]
    return replace(question, by=tuple(dict.fromkeys([*question.by, *more])))


def meets(one: Question, sources: Collection[str], other: Question, others: Collection[str]) -> bool:
    """Whether two releases may tell of the same people: a source of both, and a day of both."""
    if not set(sources) & set(others):
        return False
    (start, end), (first, last) = _days(one), _days(other)
    return start <= last and first <= end


def _days(question: Question) -> tuple[date, date]:
    return (question.first.start if question.first else date.min, question.last.end if question.last else date.max)


def pass_records(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf], k: int) -> PassedRecords:
    """The records that ``question`` asks for, each hidden among k. ``names``: the dimensions of the leaves, those of
    ``with_coarser(question)`` among them. A column of which no source says anything is not told. Raises
    :class:`Refused`."""
    columns, weights, parents = _laid(question, names, leaves)
    question = replace(question, by=tuple(name for name in question.by if set(columns[name]) != {UNSAID}))
    if not question.by:
        raise Refused("nothing")
    mine = {name: columns[name] for name in question.by}
    ladders = {name: _ladder(question, name, columns[name], weights, parents.get(name, {}), k) for name in question.by}
    done = anonymise(mine, {name: [step.recode for step in ladder] for name, ladder in ladders.items()}, k,
                     most_suppressed=MOST_SUPPRESSED, weights=weights)
    kept = weights[done.kept]
    steps = {name: ([_Step(name, str, str(question.grain) if name == PERIOD else ""), *ladders[name]])[level]
             for name, level in done.levels.items()}
    told = [name for name in question.by if steps[name].name]
    diverse = {}
    for name in [one for one in told if one in HARMFUL]:  # where all who are alike share it, it is not told
        rest = [one for one in told if one != name]
        diverse[name] = diversity(done.columns, rest, name) if len(kept) else 0
        if diverse[name] < DIVERSE:
            told = rest
    lost = int(weights.sum() - kept.sum())
    if not told or lost > MOST_LOST * weights.sum():
        raise Refused("lost", k=k)
    found: Counter[Key] = Counter()
    for row, persons in zip(zip(*(done.columns[name] for name in told), strict=True), kept, strict=True):
        found[tuple(map(str, row))] += int(persons)
    report = RecordsReport(
        k, int(weights.sum()), lost, tuple(_told(name, steps[name], name in told, done, mine, weights)
                                           for name in question.by),
        risk(mine, question.by, weights=weights), risk(done.columns, told, weights=kept), diverse)
    if report.after.anonymity < k:
        raise Refused("lost", k=k)
    return PassedRecords(tuple(steps[name].name for name in told),
                         tuple(PublishedCell(key, float(found[key])) for key in sorted(found, key=_in_order)), report)


def _in_order(key: Key) -> tuple[tuple[bool, str], ...]:
    """What is not told comes last."""
    return tuple((code in (OTHER, UNSAID, SUPPRESSED), code) for code in key)


def _told(name: str, step: _Step, is_told: bool, done: Anonymised, mine: Mapping[str, Column], weights: Ints,
          ) -> ColumnTold:
    whole, left = entropy(mine[name], weights), 0.0
    if is_told:
        says = done.columns[name] != SUPPRESSED
        persons = weights[done.kept][says]
        left = entropy(done.columns[name][says], persons) * float(persons.sum() / weights.sum())
    return ColumnTold(name, step.name if is_told else "", step.grain if is_told else "", done.levels[name],
                      done.suppressed[name] if is_told else 0, min(left / whole, 1.0) if whole else float(is_told))


def _laid(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf],
          ) -> tuple[dict[str, Column], Ints, dict[str, Parents]]:
    """The columns of ``with_coarser(question)``, a row for all records that are alike; how many they are; and of each
    place its coarser ones."""
    wide = with_coarser(question)
    axes = [axis(wide, name, sorted({key[place] for key in leaves})) for place, name in enumerate(names)]
    told = [{leaf: code for code, part in one.items() if code != TOTAL for leaf in part} for one in axes]
    if is_stock(question) and len(told[names.index(PERIOD)]) > 1:
        raise Refused("records_stock")
    if any((leaf.value or 0) < 0 for leaf in leaves.values()):
        raise Refused("negative")
    at, found = [names.index(name) for name in wide.by], Counter[Key]()
    for key, leaf in leaves.items():
        persons = round(leaf.value or 0)
        if persons and all(code in one for code, one in zip(key, told, strict=True)):
            found[tuple(told[place][key[place]] for place in at)] += persons
    if not found:
        raise Refused("nothing")
    if found.total() > MOST_RECORDS:
        raise Refused("large")
    columns = {name: np.array([key[place] for key in found]) for place, name in enumerate(wide.by)}
    return columns, np.array(list(found.values()), dtype=np.int64), {
        name: {above: _parents(columns[name], columns[above]) for above in COARSER_PLACES[name] if above in columns}
        for name in question.by if name in COARSER_PLACES}


def _parents(below: Column, above: Column) -> dict[str, str]:
    """Of each code of a finer place the one that it lies in; where rows differ, or do not say, it is not said."""
    found: dict[str, str] = {}
    for code, parent in {*zip(map(str, below), map(str, above), strict=True)}:
        found[code] = parent if code != UNSAID and found.get(code, parent) == parent else UNSAID
    return found


def _ladder(question: Question, name: str, column: Column, weights: Ints, parents: Parents, k: int) -> list[_Step]:
    """From the finest coarser telling of a column to leaving it out."""
    found: list[_Step] = []
    if name == PERIOD and not is_stock(question):
        longer = PUBLISHABLE[PUBLISHABLE.index(question.grain) + 1:]
        found = [_Step(name, _in_grain(grain), str(grain)) for grain in longer]
    elif name in COARSER_PLACES:
        found = [_Step(above, _in_place(known)) for above, known in parents.items()]
    elif name == "age_group":
        found = [_Step(name, _minor_or_adult)]
    elif often := _often(column, weights, 10 * k):
        found = [_Step(name, lambda code: code if code in often else OTHER)]
    return [*found, _Step("", lambda _code: TOTAL)]


def _often(column: Column, weights: Ints, least: int) -> frozenset[str]:
    """The codes that ``least`` records have; none where that gathers no two others."""
    codes, where = np.unique(column, return_inverse=True)
    many = np.bincount(where.ravel(), weights=weights) >= least
    return frozenset(map(str, codes[many])) | {UNSAID} if (~many).sum() > 1 and many.any() else frozenset()


def _in_grain(grain: Grain) -> Callable[[str], str]:
    def coarser(code: str) -> str:
        whole = None if code == UNSAID else within(read_period(code), grain)
        return whole.iso if whole else UNSAID
    return coarser


def _in_place(parents: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: parents.get(code, UNSAID)


def _minor_or_adult(code: str) -> str:
    """Bands of ages across eighteen, and those in words, are not said."""
    first, _dash, last = code.removesuffix("+").partition("-")
    if first.isdigit() and int(first) >= 18:
        return "18+"
    return "0-17" if last.isdigit() and int(last) < 18 else UNSAID
