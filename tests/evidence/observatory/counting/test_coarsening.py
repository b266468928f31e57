"""Figures made coarser for a reader, inside the question: one body on both engines."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canevas.evidence.observatory.rules.coarsening import coarsened
from canevas.evidence.observatory.rules.counting import Asked, Measure, counted
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import CHOOSABLE, WHOLE, Terms
from canevas.evidence.observatory.rules.storing import observations
from canevas.tools.engines.reading import run
from tests.factories.figures import figure, written

MONTHS = Terms(frozenset({"sex"}), "region", Grain.MONTH)


def seen(backend: Any, rows: list[dict[str, Any]], folder: Path, terms: dict[str, Terms]) -> list[dict[str, Any]]:
    table = coarsened(observations(backend, [written(rows, folder / "figures.parquet")]), terms)
    return list(run(table, backend).to_pylist())


def test_what_terms_do_not_allow_is_empty(backend: Any, tmp_path: Path) -> None:
    full = figure(7, "2023-03-15", sex="F", nationality="MLI", department="NE002001", commune="NE002001001",
                  locality="Un puits", latitude=13.1, longitude=12.1, flow_point="NE002001001", raw_value="7 (dont 2)",
                  row=12, sheet="mars", column="Femmes", batch="b", file="f" * 64, hours_observed=8.0,
                  departure_place="NE002", age_group="0-4", as_of=None, recipe="r")
    row, = seen(backend, [full], tmp_path, {"oim": MONTHS})
    row.pop("day_")
    told = {name for name, value in row.items() if value is not None}
    assert told == {"kind", "unit", "value", "bound", "period", "start", "end", "grain", "is_partial", "region", "sex",
                    "source", "recipe"}
    assert (row["period"], row["grain"], row["start"].day, row["end"].day) == ("2023-03", "month", 1, 31)


@pytest.mark.parametrize(("period", "grain", "expected"), [
    ("2023-03-15", Grain.WEEK, "2023-W11"), ("2023-03-15", Grain.QUARTER, "2023-Q1"), ("2023-W05", Grain.MONTH, "2023"),
    ("2023-W11", Grain.MONTH, "2023-03"), ("2023-Q1", Grain.MONTH, "2023-Q1"), ("2023-02", Grain.YEAR, "2023"),
    ("2020-W53", Grain.YEAR, None), ("2021-01-01", Grain.WEEK, "2020-W53"), ("2023", Grain.MONTH, "2023")])
def test_periods_become_coarser_and_never_finer(backend: Any, tmp_path: Path, period: str, grain: Grain,
                                                expected: str | None) -> None:
    row, = seen(backend, [figure(1, period)], tmp_path, {"oim": Terms(frozenset(CHOOSABLE), "locality", grain)})
    assert row["period"] == expected
    assert (row["start"] is None) == (expected is None)


def test_each_source_under_its_own_terms_and_no_other_source_at_all(backend: Any, tmp_path: Path) -> None:
    rows = [figure(1, source="oim", nationality="MLI"), figure(2, source="drec", nationality="MLI"),
            figure(4, source="secret", nationality="MLI")]
    found = seen(backend, rows, tmp_path, {"oim": MONTHS, "drec": WHOLE})
    assert sorted((row["source"], row["nationality"]) for row in found) == [("drec", "MLI"), ("oim", None)]
    assert seen(backend, rows, tmp_path, {}) == []


def test_the_newest_state_of_a_stock_counts_even_where_its_day_is_hidden(backend: Any, tmp_path: Path) -> None:
    rows = [figure(value, day, kind="stock", population_group="refugee")
            for value, day in ((10, "2023-01-15"), (11, "2023-01-31"))]
    table = coarsened(observations(backend, [written(rows, tmp_path / "s.parquet")]), {"oim": MONTHS})
    found = counted(table, Asked(Measure(Kind.STOCK), ("period",)), backend)
    assert [(row["period"], row["value"]) for row in found] == [("2023-01", 11)]
