"""Figures as somebody may see them, and the way back from a cell to the rows that it was counted from."""
from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.queries.store import (
    backend,
    files_in,
    folder,
    holding,
    joined,
    joined_telling,
    tallies_folder,
)
from canevas.evidence.observatory.rules.coarsening import coarsened
from canevas.evidence.observatory.rules.counting import (
    STAND_INS,
    Asked,
    conditions,
    count,
    needed,
    of_cell,
    steps,
    told,
    told_of,
)
from canevas.evidence.observatory.rules.monthly import is_enough, tallies
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.sharing import Terms
from canevas.evidence.observatory.rules.storing import Traits, may_hold, may_overlap, observations, traits_of
from canevas.evidence.observatory.rules.tallies import added_up
from canevas.evidence.observatory.rules.tallies import told as tallied
from canevas.tools.engines.libraries import ArrowTable, Backend, Expression, ibis
from canevas.tools.engines.prepared import run_parts, run_prepared, view_of
from canevas.tools.engines.reading import known_as, run

_LED_BACK = ("batch", "sheet", "row", "column", "raw_value", "recipe", "recipe_version")
SHOWN_ROWS = 200
"""Rows of a source that the way back names one by one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``rows``: one for each combination, with the codes of its breakdowns, ``value`` (``None``: missing), ``upper``
    (of an interval), ``bound``, ``figures``, ``missing`` and ``is_partial``. ``limited``: of the sources of this kind
    of figures, those that the reader sees less finely than they are; then ``figures`` is ``None``, for the number of
    rows would tell of what is hidden.
    ``sources``: those that may have said something to it. ``left_out``: sources that the reader sees today, and whose
    earlier states are not theirs to see."""

    rows: list[dict[str, Any]]
    sources: tuple[str, ...]
    limited: Mapping[str, Terms]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What one file of one source gave to a cell. ``rows`` name sheet, row (1-based), column, raw_value, value,
    upper and bound; there are ``count`` of them. Of a source that is seen under limits only its name and its part are
    told."""

    source: str
    value: float | None
    upper: float | None
    bound: str | None
    count: int | None = None
    batch: str = ""
    recipe: str = ""
    recipe_version: int | None = None
    rows: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """The figures of one kind that somebody may see, opened: the files of their rows, or of tallies by month.
    ``terms``: of each source that has some."""

    backend: Backend
    uids: Mapping[UUID, str]
    paths: list[str]
    is_monthly: bool
    traits: Traits
    terms: Mapping[str, Terms]
    left_out: tuple[str, ...]

    @property
    def limited(self) -> dict[str, Terms]:
        return {code: one for code, one in self.terms.items() if not one.is_whole}

    def telling(self, asked: Asked) -> tuple[str, ...]:
        """The sources that may say something to a question, by what the footers of their files tell; those under limits
        all that have some of its kind, for which of these they have is not to be told."""
        codes = {"kind": [str(asked.measure.kind)], "unit": [str(asked.measure.unit), *map(str, asked.measure.also)],
                 **{name: kept for name, kept in asked.filters.items() if name != "source"}}
        kept = asked.filters.get("source") or self.terms
        told = {code for code in self.limited if code in kept}
        for path, code in zip(files_in(folder(), self.uids), self.uids.values(), strict=True):
            # a source of which one file may say something is not asked of the others
            if code not in told and code in kept and may_overlap(path, asked.start, asked.end) and all(
                    may_hold(path, name, wanted) for name, wanted in codes.items()):
                told.add(code)
        return tuple(sorted(told))

    def seen(self) -> Expression:
        """What their reader may see of them."""
        if not self.paths:
            return self._coarsened()
        table, columns = known_as(self.backend, self.paths)
        shape = (columns, self.is_monthly, tuple(self.terms.items()))
        return view_of(shape, self._coarsened, self.backend, table)

    def _coarsened(self) -> Expression:
        return coarsened((tallies if self.is_monthly else observations)(self.backend, self.paths), self.terms)

    def count(self, asked: Asked) -> list[dict[str, Any]]:
        """What they say to a question."""
        if not self.paths:
            return told(run(count(self.seen(), asked, self.traits), self.backend), asked)
        return told_of(run_parts(self.seen(), conditions(asked), steps(asked, self.traits), STAND_INS, self.backend),
                       asked)

    def ask(self, name: Hashable, asked: Asked, make: Callable[[Asked, Sequence[Any]], Expression],
            more: Sequence[str | date] = (), names: Mapping[str, str] | None = None) -> ArrowTable:
        """The rows of ``make(asked, more)``, compiled once for each shape of the question; ``name`` tells one ``make``
        from another, with all that it takes from elsewhere; ``names``: see :func:`run_prepared`."""
        own = len(asked.values)

        def made(values: Sequence[Any]) -> Expression:
            return make(asked.holding(values[:own]), values[own:])

        if not self.paths:
            return run(made([*asked.values, *more]), self.backend)
        shape = (name, repr(asked.holding([0] * own)), self.traits, self.is_monthly, bool(self.limited))
        return run_prepared(shape, made, [*asked.values, *more], self.backend, self.seen().get_name())


def figures(user: Any, asked: Asked, *, at: datetime | None = None) -> Answer:
    """What the figures that ``user`` may see say; as the store stood at ``at``, now where it is not given."""
    opened = _open(user, at, asked, by_month=True)
    rows = opened.count(asked)
    if opened.limited:
        for row in rows:
            row |= {"figures": None, "missing": min(row["missing"], 1)}
    return Answer(rows, opened.telling(asked), opened.limited, opened.left_out)


def cell_sources(user: Any, asked: Asked, cell: Mapping[str, str | None], *,
                 at: datetime | None = None) -> list[Origin]:
    """Where a cell of an answer comes from: ``cell`` has the code of each of its breakdowns (``None``: not said)."""
    opened = _open(user, at, asked)
    codes = {name: read_period(code).start if code and name == "period" and asked.grain else code
             for name in asked.by for code in [cell.get(name)]}
    said = [name for name, code in codes.items() if code]
    limited, summed = sorted(opened.limited), Asked(asked.measure, ("source",))

    def kept(shape: Asked, values: Sequence[Any]) -> Expression:
        seen = opened.seen()
        seen = seen.select(*dict.fromkeys([*needed(shape, seen.columns), *_LED_BACK]))
        return of_cell(seen, shape, dict(zip(said, values, strict=True)), opened.traits)

    def by_source(shape: Asked, values: Sequence[Any]) -> Expression:
        rows = kept(shape, values)
        return count(rows.filter(rows.source.isin(limited)), summed, opened.traits)

    def by_batch(shape: Asked, values: Sequence[Any]) -> Expression:
        rows = kept(shape, values)
        return _numbered(rows.filter(rows.source.notin(limited)) if limited else rows, opened.traits)

    place, given = ",".join(said), [codes[name] for name in said]
    found = [Origin(row["source"], row["value"], row["upper"], row["bound"]) for row in told(opened.ask(
        ("sources", place, *limited), asked, by_source, given), summed)] if limited else []
    return found + _by_batch(opened.ask(("batches", place, *limited), asked, by_batch, given).to_pylist())


def _open(user: Any, at: datetime | None, asked: Asked, by_month: bool = False) -> _Opened:
    """``by_month``: tallies by month may answer, where they are enough for the question."""
    seen = visible.terms(user)
    left_out = tuple(sorted(code for code, one in seen.items() if not one.is_whole)) if at else ()
    seen = {code: one for code, one in seen.items() if code not in left_out}
    # a file that the reader may see nothing of is not even opened, nor one that has nothing of this kind
    uids = dict(holding(at).filter(source__code__in=seen).order_by("pk").values_list("uid", "source__code"))
    kind = [str(asked.measure.kind)]
    files = zip(uids, files_in(folder(), uids), strict=True)
    paths = {uid: path for uid, path in files if may_hold(path, "kind", kind)}
    terms = {code: seen[code] for code in sorted({uids[uid] for uid in paths})}
    by_months = _tallies_of(uids, terms, asked) if by_month and is_enough(asked, terms.values()) else []
    traits = traits_of(paths.values())
    if not all(one.is_whole for one in terms.values()):
        traits = replace(traits, grain="")  # the periods of the files are not those that are shown
    return _Opened(backend(), uids, by_months or list(paths.values()), bool(by_months), traits, terms, left_out)


def _tallies_of(uids: Mapping[UUID, str], terms: Mapping[str, Terms], asked: Asked) -> list[str]:
    """The files of the tallies of these sources, joined where that was done; empty where one lacks."""
    found: list[str] = []
    for source, one in terms.items():
        own = [uid for uid, code in uids.items() if code == source]
        together = joined_telling(joined(own), {name for name in (*asked.by, *asked.filters) if not one.hides(name)})
        found += [str(together)] if together else files_in(tallies_folder(), own)
    return found if all(map(os.path.exists, found)) else []


def _numbered(kept: Expression, traits: Traits) -> Expression:
    """The first rows of each batch, with the tallies of all its rows (``all_…``)."""
    tallies_of_all = {f"all_{name}": tally.over(group_by="batch") for name, tally in added_up(kept, traits).items()}
    numbered = kept.mutate(**tallies_of_all, number_=ibis.row_number().over(
        group_by="batch", order_by=[kept.sheet, kept.row, kept.column]))
    return numbered.filter(numbered.number_ < SHOWN_ROWS).order_by("source", "batch", "number_").select(
        "source", "value", "upper", "bound", *_LED_BACK, *tallies_of_all)


def _by_batch(rows: Iterable[dict[str, Any]]) -> list[Origin]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["batch"], []).append(row)
    return [_origin(batch, rows) for batch, rows in found.items()]


def _origin(batch: str, rows: Sequence[Mapping[str, Any]]) -> Origin:
    first, shown = rows[0], ("sheet", "row", "column", "raw_value", "value", "upper", "bound")
    said = tallied({name.removeprefix("all_"): first[name] for name in first if name.startswith("all_")})
    return Origin(first["source"], said["value"], said["upper"], said["bound"], said["figures"], batch, first["recipe"],
                  first["recipe_version"], tuple({name: row[name] for name in shown} for row in rows))
