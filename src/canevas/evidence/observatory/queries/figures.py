"""Figures as somebody may see them, and the way back from a cell to the rows that it was counted from."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.queries.store import backend, files_in, folder, holding, tallies_folder
from canevas.evidence.observatory.rules.coarsening import coarsened
from canevas.evidence.observatory.rules.counting import Asked, count, needed, of_cell
from canevas.evidence.observatory.rules.monthly import is_enough, tallies
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.sharing import Terms
from canevas.evidence.observatory.rules.storing import Traits, may_hold, may_overlap, observations, traits_of
from canevas.tools.engines.libraries import Backend, Expression, ibis
from canevas.tools.engines.prepared import run_prepared
from canevas.tools.engines.reading import known_as, run

_LED_BACK = ("batch", "sheet", "row", "column", "raw_value", "recipe", "recipe_version")
SHOWN_ROWS = 200
"""Rows of a source that the way back names one by one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``rows``: one for each combination, with the codes of its breakdowns, ``value`` (``None``: missing), ``bound``,
    ``figures``, ``missing`` and ``is_partial``. ``limited``: sources that the reader sees less finely than they are;
    then ``figures`` is ``None``, for the number of rows would tell of what is hidden. ``sources``: those that may have
    said something to it. ``left_out``: sources that the reader sees today, and whose earlier states are not theirs to
    see."""

    rows: list[dict[str, Any]]
    sources: tuple[str, ...]
    limited: Mapping[str, Terms]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What one file of one source gave to a cell. ``rows`` name sheet, row (1-based), column, raw_value, value and
    bound; there are ``count`` of them. Of a source that is seen under limits only its name and its part are told."""

    source: str
    value: float | None
    bound: str | None
    count: int | None = None
    batch: str = ""
    recipe: str = ""
    recipe_version: int | None = None
    rows: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class _Opened:
    """The figures that somebody may see, opened: the files of their rows, or of tallies by month."""

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
        all of them, for what they have of it is not to be told."""
        codes = {"kind": [str(asked.measure.kind)], "unit": [str(asked.measure.unit), *map(str, asked.measure.also)],
                 **{name: kept for name, kept in asked.filters.items() if name != "source"}}
        kept = asked.filters.get("source") or self.terms
        return tuple(sorted({code for code in self.limited if code in kept} | {
            code for uid, code in self.uids.items() for path in files_in(folder(), [uid]) if code in kept
            and may_overlap(path, asked.start, asked.end)
            and all(may_hold(path, name, wanted) for name, wanted in codes.items())}))

    def table(self, asked: Asked, more: Sequence[str] = ()) -> Expression:
        """What a question needs of them, as its reader may see it."""
        found = (tallies if self.is_monthly else observations)(self.backend, self.paths)
        return coarsened(found.select(*dict.fromkeys([*needed(asked, found.columns), *more])), self.terms)

    def ask(self, name: str, asked: Asked, make: Callable[[Asked, Sequence[Any]], Expression],
            more: Sequence[str | date] = ()) -> list[dict[str, Any]]:
        """The rows of ``make(asked, more)``, compiled once for each shape of the question; ``name`` tells one ``make``
        from another, with all that it takes from elsewhere."""
        own = len(asked.values)

        def made(values: Sequence[Any]) -> Expression:
            return make(asked.holding(values[:own]), values[own:])

        if not self.paths:
            return list(run(made([*asked.values, *more]), self.backend).to_pylist())
        shape = (name, repr(asked.holding([0] * own)), repr(sorted(self.terms.items())), self.traits,
                 known_as(self.backend, self.paths))
        return list(run_prepared(shape, made, [*asked.values, *more], self.backend).to_pylist())


def figures(user: Any, asked: Asked, *, at: datetime | None = None) -> Answer:
    """What the figures that ``user`` may see say; as the store stood at ``at``, now where it is not given."""
    opened = _open(user, at, is_enough(asked))
    rows = opened.ask("figures", asked, lambda shape, _more: count(opened.table(shape), shape, opened.traits))
    if opened.limited:
        for row in rows:
            row |= {"figures": None, "missing": min(row["missing"], 1)}
    return Answer(rows, opened.telling(asked), opened.limited, opened.left_out)


def cell_sources(user: Any, asked: Asked, cell: Mapping[str, str | None], *,
                 at: datetime | None = None) -> list[Origin]:
    """Where a cell of an answer comes from: ``cell`` has the code of each of its breakdowns (``None``: not said)."""
    opened = _open(user, at)
    codes = {name: read_period(code).start if code and name == "period" and asked.grain else code
             for name in asked.by for code in [cell.get(name)]}
    said = [name for name, code in codes.items() if code]
    limited = sorted(opened.limited)

    def kept(shape: Asked, values: Sequence[Any]) -> Expression:
        return of_cell(opened.table(shape, _LED_BACK), shape, dict(zip(said, values, strict=True)), opened.traits)

    def by_source(shape: Asked, values: Sequence[Any]) -> Expression:
        rows = kept(shape, values)
        return count(rows.filter(rows.source.isin(limited)), Asked(shape.measure, ("source",)), opened.traits)

    def by_batch(shape: Asked, values: Sequence[Any]) -> Expression:
        rows = kept(shape, values)
        return _numbered(rows.filter(rows.source.notin(limited)) if limited else rows)

    place, given = ",".join(said), [codes[name] for name in said]
    found = [Origin(row["source"], row["value"], row["bound"]) for row in opened.ask(
        f"sources of {place}", asked, by_source, given)] if limited else []
    return found + _by_batch(opened.ask(f"batches of {place}", asked, by_batch, given))


def _open(user: Any, at: datetime | None, by_month: bool = False) -> _Opened:
    """``by_month``: where tallies by month are enough for the question."""
    seen = visible.terms(user)
    left_out = tuple(sorted(code for code, one in seen.items() if not one.is_whole)) if at else ()
    seen = {code: one for code, one in seen.items() if code not in left_out}
    # a file that the reader may see nothing of is not even opened
    uids = dict(holding(at).filter(source__code__in=seen).order_by("pk").values_list("uid", "source__code"))
    paths = files_in(folder(), uids)
    traits, is_whole = traits_of(paths), all(one.is_whole for one in seen.values())
    # a week is no part of a month: under limits, rows are made coarser as they are
    by_months = files_in(tallies_folder(), uids) if by_month and is_whole else []
    by_month = bool(by_months) and all(map(os.path.exists, by_months))
    return _Opened(backend(), uids, by_months if by_month else paths, by_month,
                   traits if is_whole else replace(traits, grain=""), seen, left_out)


def _numbered(kept: Expression) -> Expression:
    """The first rows of each batch, with how many there are and their sum."""
    numbered = kept.mutate(
        number_=ibis.row_number().over(group_by="batch", order_by=[kept.sheet, kept.row, kept.column]),
        count_=kept.count().over(group_by="batch"), sum_=kept.value.sum().over(group_by="batch"))
    return numbered.filter(numbered.number_ < SHOWN_ROWS).order_by("source", "batch", "number_").select(
        "source", "value", "bound", *_LED_BACK, "count_", "sum_")


def _by_batch(rows: Iterable[dict[str, Any]]) -> list[Origin]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["batch"], []).append(row)
    shown = ("sheet", "row", "column", "raw_value", "value", "bound")
    return [Origin(
        rows[0]["source"], rows[0]["sum_"], rows[0]["bound"] if len(rows) == 1 else None, rows[0]["count_"], batch,
        rows[0]["recipe"], rows[0]["recipe_version"], tuple({name: row[name] for name in shown} for row in rows))
        for batch, rows in found.items()]
