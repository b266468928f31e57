"""Figures as somebody may see them, and the way back from a cell to the rows that it was counted from."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.queries.store import backend, holding, path_of
from canevas.evidence.observatory.rules.coarsening import coarsened
from canevas.evidence.observatory.rules.counting import Asked, count, needed, of_cell
from canevas.evidence.observatory.rules.sharing import Terms
from canevas.evidence.observatory.rules.storing import Traits, observations, traits_of
from canevas.tools.engines.libraries import Backend, Expression, ibis
from canevas.tools.engines.reading import run

_LED_BACK = ("batch", "sheet", "row", "column", "raw_value", "recipe", "recipe_version")
SHOWN_ROWS = 200
"""Rows of a source that the way back names one by one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``rows``: one for each combination, with the codes of its breakdowns, ``value`` (``None``: missing), ``bound``,
    ``figures``, ``missing`` and ``is_partial``. ``limited``: sources that the reader sees less finely than they are;
    then ``figures`` is ``None``, for the number of rows would tell of what is hidden. ``left_out``: sources that the
    reader sees today, and whose earlier states are not theirs to see."""

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
    """The figures that somebody may see, opened."""

    backend: Backend
    table: Expression
    traits: Traits
    terms: Mapping[str, Terms]
    left_out: tuple[str, ...]

    @property
    def limited(self) -> dict[str, Terms]:
        return {code: one for code, one in self.terms.items() if not one.is_whole}


def figures(user: Any, asked: Asked, *, at: datetime | None = None) -> Answer:
    """What the figures that ``user`` may see say; as the store stood at ``at``, now where it is not given."""
    opened = _open(user, at, needed(asked))
    rows = run(count(opened.table, asked, opened.traits), opened.backend).to_pylist()
    if opened.limited:
        for row in rows:
            row |= {"figures": None, "missing": min(row["missing"], 1)}
    return Answer(rows, tuple(sorted(opened.terms)), opened.limited, opened.left_out)


def cell_sources(user: Any, asked: Asked, cell: Mapping[str, str | None], *,
                 at: datetime | None = None) -> list[Origin]:
    """Where a cell of an answer comes from: ``cell`` has the code of each of its breakdowns (``None``: not said)."""
    opened = _open(user, at, [*needed(asked), *_LED_BACK])
    kept = of_cell(opened.table, asked, cell, opened.traits)
    limited = sorted(opened.limited)
    found = [Origin(row["source"], row["value"], row["bound"])
             for row in _by_source(opened, kept.filter(kept.source.isin(limited)), asked)] if limited else []
    whole = kept.filter(kept.source.notin(limited)) if limited else kept
    return found + _by_batch(opened, whole)


def _open(user: Any, at: datetime | None, columns: Sequence[str]) -> _Opened:
    seen = visible.terms(user)
    left_out = tuple(sorted(code for code, one in seen.items() if not one.is_whole)) if at else ()
    seen = {code: one for code, one in seen.items() if code not in left_out}
    # a file that the reader may see nothing of is not even opened
    paths = [path_of(batch) for batch in holding(at).filter(source__code__in=seen).order_by("pk").only("uid")]
    engine = backend()
    table = coarsened(observations(engine, paths).select(*dict.fromkeys(columns)), seen)
    return _Opened(engine, table, _traits(paths, seen), seen, left_out)


def _traits(paths: list[Path], seen: Mapping[str, Terms]) -> Traits:
    traits = traits_of(paths)
    return traits if all(one.is_whole for one in seen.values()) else replace(traits, grain="")


def _by_source(opened: _Opened, kept: Expression, asked: Asked) -> list[dict[str, Any]]:
    again = Asked(asked.measure, ("source",))
    return list(run(count(kept, again, opened.traits), opened.backend).to_pylist())


def _by_batch(opened: _Opened, kept: Expression) -> list[Origin]:
    numbered = kept.mutate(
        number_=ibis.row_number().over(group_by="batch", order_by=[kept.sheet, kept.row, kept.column]),
        count_=kept.count().over(group_by="batch"), sum_=kept.value.sum().over(group_by="batch"))
    rows = run(numbered.filter(numbered.number_ < SHOWN_ROWS).order_by("source", "batch", "number_").select(
        "source", "value", "bound", *_LED_BACK, "count_", "sum_"), opened.backend).to_pylist()
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["batch"], []).append(row)
    shown = ("sheet", "row", "column", "raw_value", "value", "bound")
    return [Origin(
        rows[0]["source"], rows[0]["sum_"], rows[0]["bound"] if len(rows) == 1 else None, rows[0]["count_"], batch,
        rows[0]["recipe"], rows[0]["recipe_version"], tuple({name: row[name] for name in shown} for row in rows))
        for batch, rows in found.items()]
