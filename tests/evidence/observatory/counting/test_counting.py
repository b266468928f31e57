"""Sums, missing figures, bounds, periods and stocks: one body on both engines, held to a plain statement in Python."""
from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from canevas.evidence.observatory.rules.counting import (
    STAND_INS,
    Asked,
    Measure,
    conditions,
    count,
    counted,
    steps,
    told,
    told_of,
)
from canevas.evidence.observatory.rules.monthly import is_enough, monthly, tallies
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.storing import Traits, observations, traits_of
from canevas.tools.engines import prepared
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.libraries import ibis
from canevas.tools.engines.prepared import run_parts
from canevas.tools.engines.reading import run
from tests.evidence.observatory.counting.stating import drawn, stated
from tests.factories.figures import figure, written

MOVEMENTS = Measure(Kind.MOVEMENT)


def answer(backend: Any, paths: list[Path], asked: Asked, knowing: bool = True) -> list[dict[str, Any]]:
    return counted(observations(backend, paths), asked, backend, traits_of(paths) if knowing else None)


def by_month(paths: list[Path]) -> list[Path]:
    """The tallies of these files, as they are kept beside them."""
    made = [path.with_suffix(".month.parquet") for path in paths]
    for path, place in zip(paths, made, strict=True):
        pq.write_table(run(monthly(ibis.memtable(pq.read_table(path))), connect()), place)
    return made


def in_parts(backend: Any, table: Any, asked: Asked, traits: Traits | None = None) -> list[dict[str, Any]]:
    """By the texts that are kept for the parts of questions."""
    return told_of(run_parts(table, conditions(asked), steps(asked, traits or Traits()), STAND_INS, backend), asked)


def ask(backend: Any, rows: list[dict[str, Any]], folder: Path, *by: str, **more: Any) -> list[dict[str, Any]]:
    name = f"{len(list(folder.iterdir()))}.parquet"
    return answer(backend, [written(rows, folder / name)], Asked(more.pop("measure", MOVEMENTS), by, **more))


def test_missing_is_not_zero_and_nothing_adds_up_to_nothing(backend: Any, tmp_path: Path) -> None:
    found = ask(backend, [figure(0, sex="F"), figure(None, sex="M"), figure(5, sex=None), figure(None, sex=None)],
                tmp_path, "sex")
    assert [(one["sex"], one["value"], one["bound"], one["figures"], one["missing"]) for one in found] == [
        ("F", 0, "exact", 1, 0), ("M", None, None, 1, 1), (None, 5, "at_least", 2, 1)]
    nothing = ask(backend, [figure(3, kind="stock")], tmp_path)
    assert [(one["value"], one["bound"], one["figures"]) for one in nothing] == [(None, None, 0)]


@pytest.mark.parametrize(("bounds", "expected"), [
    (["exact", "exact"], "exact"), (["more_than"], "more_than"), (["more_than", "exact"], "at_least"),
    (["at_least", "at_least"], "at_least"), (["less_than", "exact"], "at_most"), (["less_than", "more_than"], "about"),
    (["about", "exact"], "about"), (["about", "at_least"], "at_least")])
def test_bounds_go_into_the_sum(backend: Any, tmp_path: Path, bounds: list[str], expected: str) -> None:
    found = ask(backend, [figure(9531, bound=bound) for bound in bounds], tmp_path)
    assert [(one["value"], one["bound"]) for one in found] == [(9531 * len(bounds), expected)]


B, A = "between", "about"


@pytest.mark.parametrize(("others", "expected"), [
    ([], (4000, 5000, B)), ([(100, None, "exact")], (4100, 5100, B)), ([(300, 350, B)], (4300, 5350, B)),
    ([(100, None, A)], (4100, 5100, A)), ([(300, 350, A)], (4300, 5350, A)),
    ([(100, None, "more_than")], (4100, None, "at_least")), ([(None, None, None)], (4000, None, "at_least")),
    ([(10, None, "at_most")], (4010, 5010, A)), ([(10, None, "at_most"), (5, None, "at_least")], (4015, None, A))])
def test_an_interval_goes_into_the_sum_with_both_ends(
        backend: Any, tmp_path: Path, others: list[Any], expected: tuple[Any, ...]) -> None:
    rows = [figure(value, upper=upper, bound=bound) for value, upper, bound in [(4000, 5000, B), *others]]
    found = ask(backend, rows, tmp_path)
    assert [(one["value"], one["upper"], one["bound"]) for one in found] == [expected]


def test_intervals_are_counted_beside_files_that_know_none(backend: Any, tmp_path: Path) -> None:
    old = written([figure(3, sex="F"), figure(7, sex="M", bound="about")], tmp_path / "old.parquet")
    pq.write_table(pq.read_table(old).drop_columns(["upper"]), old)
    assert not traits_of([old]).has_intervals
    assert [(one["value"], one["upper"], one["bound"]) for one in answer(backend, [old], Asked(MOVEMENTS))] == [
        (10, None, "about")]
    new = written([figure(4, sex="F", upper=6, bound="between")], tmp_path / "new.parquet")
    assert traits_of([old, new]).has_intervals
    for knowing in (True, False):
        assert [(one["sex"], one["value"], one["upper"], one["bound"]) for one in answer(
            backend, [old, new], Asked(MOVEMENTS, ("sex",)), knowing)] == [
                ("F", 7, 9, "between"), ("M", 7, None, "about")]


def test_a_period_that_straddles_two_is_told_apart(backend: Any, tmp_path: Path) -> None:
    rows = [figure(1, "2023-01-31"), figure(2, "2023-02"), figure(4, "2023-W05"), figure(8, "2023-Q1"),
            figure(16, "2022", is_partial=True)]
    months = ask(backend, rows, tmp_path, "period", grain=Grain.MONTH)
    assert [(one["period"], one["value"]) for one in months] == [("2023-01", 1), ("2023-02", 2), (None, 28)]
    quarters = ask(backend, rows, tmp_path, "period", grain=Grain.QUARTER)
    assert [(one["period"], one["value"]) for one in quarters] == [("2023-Q1", 15), (None, 16)]
    weeks = ask(backend, rows, tmp_path, "period", grain=Grain.WEEK)
    assert [(one["period"], one["value"]) for one in weeks] == [("2023-W05", 5), (None, 26)]
    years = ask(backend, rows, tmp_path, "period", grain=Grain.YEAR)
    assert [(one["period"], one["value"], one["is_partial"]) for one in years] == [
        ("2022", 16, True), ("2023", 15, False)]


def test_a_week_bears_the_year_of_its_thursday(backend: Any, tmp_path: Path) -> None:
    rows = [figure(1, "2021-01-01"), figure(2, "2024-12-30")]
    assert [one["period"] for one in ask(backend, rows, tmp_path, "period", grain=Grain.WEEK)] == [
        "2020-W53", "2025-W01"]


def test_stocks_are_never_added_over_time(backend: Any, tmp_path: Path) -> None:
    def stock(value: float, day: str, **more: Any) -> dict[str, Any]:
        return figure(value, day, kind="stock", population_group="refugee", **more)
    rows = [stock(10, "2023-01-15"), stock(11, "2023-01-31"), stock(12, "2023-02-28"), stock(1, "2023-02-28"),
            stock(100, "2023-01-10", source="dgecrn")]
    measure = Measure(Kind.STOCK)
    assert [(one["period"], one["value"]) for one in
            ask(backend, rows, tmp_path, "period", measure=measure, grain=Grain.MONTH)] == [
        ("2023-01", 111), ("2023-02", 13)]
    assert ask(backend, rows, tmp_path, measure=measure)[0]["value"] == 113


def test_filters_and_what_is_not_said(backend: Any, tmp_path: Path) -> None:
    rows = [figure(1, nationality="NER"), figure(2, nationality="MLI"), figure(4, nationality=None)]
    def kept(*codes: str) -> float | None:
        return ask(backend, rows, tmp_path, filters={"nationality": codes})[0]["value"]
    assert [kept("NER"), kept("NER", "MLI"), kept(""), kept("", "MLI"), kept("GIN")] == [1, 3, 4, 6, None]
    between = ask(backend, [figure(1, "2023-01"), figure(2, "2023-02"), figure(4, "2023")], tmp_path,
                  start=date(2023, 1, 1), end=date(2023, 1, 31))
    assert between[0]["value"] == 1


def test_a_figure_that_was_kept_before_a_column_was_thought_of(backend: Any, tmp_path: Path) -> None:
    old = written([figure(3)], tmp_path / "old.parquet")
    pq.write_table(pq.read_table(old).drop_columns(["nationality"]), old)
    new = written([figure(4, nationality="MLI")], tmp_path / "new.parquet")
    assert [(one["nationality"], one["value"]) for one in
            answer(backend, [old, new], Asked(MOVEMENTS, ("nationality",)))] == [("MLI", 4), (None, 3)]
    assert answer(backend, [old], Asked(MOVEMENTS, ("nationality",)))[0]["nationality"] is None
    assert answer(backend, [], Asked(MOVEMENTS, ("nationality",))) == []


def test_only_figures_of_one_kind_and_unit_are_added() -> None:
    with pytest.raises(ValueError, match="value"):
        Asked(MOVEMENTS, ("value",))


# Against a plain statement

@pytest.mark.parametrize("seed", range(6))
def test_any_question_is_answered_as_stated(backend: Any, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rows = drawn(chance, chance.randrange(1, 200))
    half = len(rows) // 2
    paths = [written(rows[:half], tmp_path / "a.parquet"), written(rows[half:], tmp_path / "b.parquet")]
    months = by_month(paths)
    for _question in range(3):
        by = tuple(chance.sample(["sex", "nationality", "region", "period", "source"], chance.randrange(4)))
        asked = Asked(MOVEMENTS, by, {name: chance.sample(["F", "M", ""], 2) for name in ["sex"][:chance.randrange(2)]},
                      grain=chance.choice([None, *Grain]))
        expected = stated(rows, asked)
        for knowing in (True, False):
            found = [tuple(one.values()) for one in answer(backend, paths, asked, knowing)]
            assert found == expected or (not by and not expected), (asked, knowing)
        for traits in (traits_of(paths), None):
            found = [tuple(one.values()) for one in in_parts(backend, observations(backend, paths), asked, traits)]
            assert found == expected or (not by and not expected), (asked, "in parts", traits)
        if is_enough(asked):
            for traits in (traits_of(paths), None):
                found = [tuple(one.values()) for one in in_parts(backend, tallies(backend, months), asked, traits)]
                assert found == expected or (not by and not expected), (asked, "tallies", traits)


def compiled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is compiled from now on."""
    made: list[Any] = []
    real = prepared._prepared
    monkeypatch.setattr(prepared, "_prepared", lambda make, *more, **named: (made.append(make), real(
        make, *more, **named))[1])
    return made


def test_questions_of_one_shape_are_compiled_once(backend: Any, tmp_path: Path) -> None:
    paths = by_month([written([figure(1, sex="F"), figure(2, "2023-02-03", sex="M")], tmp_path / "a.parquet")])

    def value(sex: str, first: date) -> float | None:
        asked = Asked(MOVEMENTS, (), {"sex": (sex, "")}, start=first)
        return in_parts(backend, tallies(backend, paths), asked)[0]["value"]
    assert [value("F", date(2023, 1, 1)), value("M", date(2023, 1, 1)), value("F", date(2023, 2, 1)),
            value("' OR ''='", date(2023, 1, 1))] == [1, 2, None, None]


def test_one_breakdown_stands_for_another(backend: Any, tmp_path: Path) -> None:
    rows = [figure(1, sex="F", region="NE001", reason="work"), figure(2, sex="M", region="NE002", reason="work")]
    paths = by_month([written(rows, tmp_path / "a.parquet")])
    asked = [Asked(MOVEMENTS, ("sex", "region"), {"reason": ("work",)}),
             Asked(MOVEMENTS, ("region", "sex"), {"reason": ("work",)}),
             Asked(MOVEMENTS, ("reason", "source"), {"sex": ("F",), "region": ("NE001", "NE002")}),
             Asked(MOVEMENTS, ("population_group", "region"), {"region": ("NE002",)})]
    assert [[list(one.values())[:3] for one in in_parts(backend, tallies(backend, paths), one)] for one in asked] == [
        [["F", "NE001", 1], ["M", "NE002", 2]], [["NE001", "F", 1], ["NE002", "M", 2]],
        [["work", "oim", 1]], [[None, "NE002", 2]]]
    assert list(in_parts(backend, tallies(backend, paths), asked[1])[0])[:2] == ["region", "sex"]


def test_the_parts_of_a_question_are_compiled_once_whatever_they_are_put_together_to(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [figure(1, sex="F", region="NE001", reason="work"), figure(2, "2023-02-03", sex="M", region="NE002")]
    paths, engine = by_month([written(rows, tmp_path / "a.parquet")]), connect()
    first, last = date(2023, 1, 1), date(2023, 12, 31)
    for known in (Asked(MOVEMENTS, ("sex", "period"), {"region": ("NE001",)}, grain=Grain.MONTH),
                  Asked(MOVEMENTS, ("sex", "region"), {"reason": ("work", "")}, first, last)):
        in_parts(engine, tallies(engine, paths), known)
    made = compiled(monkeypatch)
    asked = [Asked(MOVEMENTS, ("period", "source"), {"source": ("oim",), "reason": ("", "work")}, first, last,
                   Grain.MONTH),
             Asked(Measure(Kind.MOVEMENT, indicator="I"), ("kind", "indicator"), start=first, grain=Grain.YEAR),
             Asked(Measure(Kind.EVENT), ("region", "sex"), {"sex": ("F",), "population_group": ("idp",)}, end=last)]
    found = [[list(one.values())[:3] for one in in_parts(engine, tallies(engine, paths), one)] for one in asked]
    assert (found, made) == ([[["2023-01", "oim", 1], ["2023-02", "oim", 2]], [], []], [])
    in_parts(engine, tallies(engine, paths), Asked(MOVEMENTS, ("period", "sex"), grain=Grain.QUARTER), None)
    assert len(made) == 1, "a part that is new is compiled, and no other"


def test_more_breakdowns_than_stand_ins_are_asked_by_their_own_names(tmp_path: Path) -> None:
    one = {"sex": "F", "region": "NE001", "reason": "work", "age_group": "0-4"}
    path, engine = written([figure(1, **one)], tmp_path / "a.parquet"), connect()
    asked = Asked(MOVEMENTS, tuple(one), {"sex": ("F",)}, grain=Grain.MONTH)
    found = run_parts(observations(engine, [path]), conditions(asked), steps(asked, Traits()), STAND_INS[:2], engine)
    assert told_of(found, asked) == told(run(count(observations(engine, [path]), asked), engine), asked)
    assert [list(row.values())[:5] for row in told_of(found, asked)] == [["F", "NE001", "work", "0-4", 1]]


@pytest.mark.parametrize(("asked", "enough"), [
    (Asked(MOVEMENTS, ("sex",), grain=Grain.DAY), True), (Asked(MOVEMENTS, ("period",), grain=Grain.QUARTER), True),
    (Asked(MOVEMENTS, ("period",), grain=Grain.WEEK), False), (Asked(MOVEMENTS, ("period",)), False),
    (Asked(MOVEMENTS, ("grain",)), False), (Asked(Measure(Kind.STOCK), ("sex",)), False),
    (Asked(MOVEMENTS, (), start=date(2023, 1, 1), end=date(2023, 2, 28)), True),
    (Asked(MOVEMENTS, (), start=date(2023, 1, 2)), False), (Asked(MOVEMENTS, (), end=date(2023, 1, 30)), False)])
def test_tallies_by_month_are_asked_what_they_can_tell(asked: Asked, enough: bool) -> None:
    assert is_enough(asked) is enough
