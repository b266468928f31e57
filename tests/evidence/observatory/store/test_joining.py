"""The tallies of many batches in one file: the same answers, whatever comes and goes."""
from __future__ import annotations

import os
import time
from datetime import date
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from canevas.evidence.observatory.models import Batch
from canevas.evidence.observatory.operations import (
    add_figures,
    agree_sharing,
    joining,
    keep_source_file,
    register_source,
    withdraw_figures,
)
from canevas.evidence.observatory.operations.joining import MANY, join_tallies, when
from canevas.evidence.observatory.queries import figures
from canevas.evidence.observatory.queries.store import WHOLE, folder, joined_folder, joined_telling, path_by_month
from canevas.evidence.observatory.rules.periods import Grain
from canevas.tools.engines.reading import known_as
from tests.factories.figures import figure, table_of
from tests.factories.store import House, asked

pytestmark = pytest.mark.django_db
counting_of_them = import_module("canevas.evidence.observatory.queries.figures")


def month(house: House, number: int) -> Batch:
    return house.add((f"0{number}/0{number}/2023", "Agadez", "Arlit", "Nigérienne", "F", number),
                     (f"1{number}/0{number}/2023", "Tahoua", "", "Malienne", "H", 100), name=f"mois {number}.csv")


def answers(house: House) -> list[Any]:
    return [figures(house.statistician, one).rows for one in (
        asked(), asked("sex", "nationality"), asked("period", "region", grain=Grain.MONTH))]


def test_joined_tallies_answer_as_those_of_each_batch_do(house: House) -> None:
    for number in range(1, MANY):
        month(house, number)
    assert when() is None and join_tallies() == 0, "a few files are not worth it"
    last = month(house, MANY)
    before = answers(house)
    assert when() is not None and join_tallies() == 1 and join_tallies() == 0 and when() is None
    assert answers(house) == before
    path_by_month(last).unlink()
    assert answers(house) == before, "the joined file is what is asked"


def test_the_smallest_file_that_tells_what_is_asked_answers(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    places = ("Agadez", "Arlit"), ("Agadez", ""), ("Tahoua", "")
    groups = list(product(places, ("Nigérienne", "Malienne", "Tchadienne"), ("H", "F", "n.d.")))
    for number in range(1, MANY + 1):
        rows = [(f"0{day}/0{number}/2023", *place, nation, sex, number + at + day if at % 5 else "")
                for at, (place, nation, sex) in enumerate(groups) for day in (1, 2)]
        house.add(*rows, name=f"mois {number}.csv")
    kept = {"nationality": ("MLI", "TCD")}
    questions = [asked(), asked("sex"), asked("region", "nationality"), asked("department", "sex", filters=kept),
                 asked("period", "sex", grain=Grain.QUARTER, filters={"region": ("NE001",)}),
                 asked("region", "department", filters={"sex": ("F", ""), **kept})]
    before = [figures(house.statistician, one).rows for one in questions]
    monkeypatch.setattr(joining, "SMALLER", 1)
    join_tallies()
    place, = joined_folder().glob("*")
    names = [found.name for one in questions for found in [joined_telling(place, {*one.by, *one.filters})] if found]
    assert names[-1] == WHOLE and WHOLE not in names[:-1] and len(set(names)) > 2
    assert [figures(house.statistician, one).rows for one in questions] == before


def test_what_another_breakdown_says_costs_a_file_no_place(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"department": ("NE001001", "NE001002", "NE005001"), "sex": ("F", "M", None), "nationality": ("NER", "MLI"),
             "age_group": ("0-4", "60+")}
    rows = [dict(zip(codes, said, strict=True)) for said in product(*codes.values())]
    for number in range(1, MANY + 1):
        file = keep_source_file(by=house.statistician, source=house.source, name="m.csv", content=f"{number}".encode())
        add_figures(by=house.statistician, file=file, recipe=house.recipe, observations=table_of(
            figure(number, f"2023-0{number}-1{day}", source="flux", region=row["department"][:5], **row)
            for row in rows for day in range(9)))
    question = asked("region", "department", "sex", filters={"age_group": ["60+"]})
    before = figures(house.statistician, question).rows
    monkeypatch.setattr(joining, "SMALLER", 1)
    join_tallies()
    place, = joined_folder().glob("*")
    assert joined_telling(place, {*question.by, *question.filters}) != place / WHOLE, "a department says its region"
    assert joined_telling(place, {*codes, "region"} - {"department"}) != place / WHOLE, "four that tell less than all"
    assert joined_telling(place, set(codes)) == place / WHOLE
    assert figures(house.statistician, question).rows == before and len(before) == 9


def test_whoever_sees_under_limits_is_answered_by_tallies_as_by_rows(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    own, hidden = (register_source(by=house.statistician, code=code, name=code, organisation=of, audience="restricted")
                   for code, of in (("propre", house.ngo), ("ferme", house.oim)))
    agree_sharing(by=house.statistician, source=house.source, party="organisation", key="ong", fields=["sex"],
                  geography="region", grain="month", valid_from=date(2020, 1, 1))
    partner = house.person("agent", "member", "organisation", "ong")
    for number in range(1, MANY + 1):
        month(house, number)
    for at, source in enumerate((own, hidden)):
        house.add(("03/01/2023", "Agadez", "Arlit", "Malienne", "F", 1000 * (at + 1)), source=source,
                  recipe=house.recipe_of(source, source.code))
    questions = [asked(*by, filters=filters, **days) for by, filters, days in product(
        ((), ("source", "sex"), ("department", "nationality"), ("region", "period")),
        ({}, {"department": ("NE001002", "")}, {"nationality": ("MLI",)}),
        ({"grain": Grain.MONTH}, {"start": date(2023, 2, 1), "grain": Grain.QUARTER}))]
    with monkeypatch.context() as without:
        without.setattr(counting_of_them, "is_enough", lambda *_question: False)
        of_rows = [figures(partner, one).rows for one in questions]
    opened: list[str] = []
    monkeypatch.setattr(counting_of_them, "known_as", lambda engine, paths: (
        opened.extend(paths), known_as(engine, paths))[1])
    assert [figures(partner, one).rows for one in questions] == of_rows
    monkeypatch.setattr(joining, "SMALLER", 1)
    join_tallies()
    assert [figures(partner, one).rows for one in questions] == of_rows
    assert {Path(path).is_relative_to(folder()) for path in opened} == {False}, "rows were asked"
    told = {(row["source"], row["sex"]): row["value"] for row in figures(partner, asked("source", "sex")).rows}
    assert told == {("flux", "F"): 21, ("flux", "M"): 600, ("propre", "F"): 1000}


def test_what_comes_and_goes_is_counted_at_once_and_joined_later(house: House) -> None:
    batches = [month(house, number) for number in range(1, MANY + 2)]
    join_tallies()
    first, = joined_folder().glob("*")
    withdraw_figures(by=house.statistician, batch=batches[0], reason="relevé deux fois")
    month(house, MANY + 2)
    assert answers(house)[1][0]["value"] == sum(range(2, MANY + 3))
    assert when() is not None and join_tallies() == 1
    assert answers(house)[1][0]["value"] == sum(range(2, MANY + 3))
    assert first.exists(), "somebody may be reading it"
    os.utime(first, (time.time() - 7200,) * 2)
    join_tallies()
    assert not first.exists() and len(list(joined_folder().glob("*"))) == 1
