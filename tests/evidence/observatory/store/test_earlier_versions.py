"""A layout that an earlier version of the recipe knows is offered, never taken unasked; and what a person says of what
the recipe knows already is read so."""
from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.jobs.queries import visible_jobs
from canevas.evidence.observatory.jobs import reread_figures
from canevas.evidence.observatory.models import Batch, RecipeVersion, Workbench
from canevas.evidence.observatory.operations import answer_workbench, confirm_workbench, keep_recipe
from canevas.evidence.observatory.operations.understanding import understanding_of
from canevas.evidence.observatory.operations.workbench import fitting_version, settled
from canevas.evidence.observatory.queries import figures
from canevas.evidence.observatory.views import workbench as pages
from tests.evidence.observatory.store.test_workbench import doubts, put
from tests.factories.store import ROWS, House, asked, sheet

OTHER = ("Jour", "Région", "Origine des migrants", "Effectif")
"""How the second agency heads its columns."""


def other(*rows: tuple[Any, ...]) -> bytes:
    return "\r\n".join([";".join(OTHER), *(";".join(map(str, row)) for row in rows)]).encode()


def fitting(bench: Workbench) -> int | None:
    found = fitting_version(bench.recipe, understanding_of(bench.file).propose({}))
    return found.number if found else None


@pytest.fixture
def second(house: House) -> RecipeVersion:
    """The recipe's second version, which reads the files of the other agency."""
    confirm_workbench(by=house.statistician, bench=put(house, sheet(*ROWS), recipe=house.recipe))
    bench = put(house, other(("06/04/2023", "Agadez", "Malienne", 12), ("07/04/2023", "Agadez", "Zarma", 15)),
                "avril.csv", recipe=house.recipe)
    assert fitting(bench) is None
    answer_workbench(by=house.statistician, bench=bench, answers={
        "layout": True, "subjects": {"0": "movement"}, "values": {"0:3": {"Zarma": "NER"}},
        "meanings": {"0:1": "date", "0:2": "region", "0:3": "nationality", "0:4": "count"}})
    bench.refresh_from_db()
    return confirm_workbench(by=house.statistician, bench=bench).recipe


def back(house: House, second: RecipeVersion, *rows: tuple[Any, ...]) -> Workbench:
    """A file of the first agency, after those of the second."""
    return put(house, sheet(*rows), "mai.csv", recipe=second)


def test_the_earlier_layout_is_offered_and_once_taken_up_asks_nothing(house: House, second: RecipeVersion) -> None:
    assert second.number == 2
    bench = back(house, second, ("05/05/2023", "Agadez", "Arlit", "Malienne", "F", 7))
    assert "layout" in doubts(bench) and fitting(bench) == 1
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"version": 1})
    assert doubts(bench) == [] == settled(bench).news.sentences()
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.recipe == house.recipe, "the figures say the version that they came by"
    assert house.recipe.recipe.versions.count() == 2
    assert [row["value"] for row in figures(house.statistician, asked()).rows] == [150 + 12 + 15 + 7]


def test_what_was_decided_since_holds_and_makes_a_version_that_serves_again(
        house: House, second: RecipeVersion) -> None:
    bench = back(house, second, ("05/05/2023", "Agadez", "Arlit", "Zarma", "F", 7))
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"version": 1})
    assert doubts(bench) == []
    third = confirm_workbench(by=house.statistician, bench=bench).recipe
    assert third.number == 3 and third.text.startswith("# Relue par") and "sex: {H: M" in third.text
    april = put(house, other(("08/04/2023", "Agadez", "Zarma", 1)), "avril-2.csv", recipe=third)
    assert fitting(april) == 2
    april = answer_workbench(by=house.statistician, bench=april, answers={"version": 2})
    assert confirm_workbench(by=house.statistician, bench=april).recipe == second
    june = put(house, sheet(("05/06/2023", "Agadez", "Arlit", "Zarma", "F", 2)), "juin.csv", recipe=third)
    assert doubts(june) == [] and confirm_workbench(by=house.statistician, bench=june).recipe == third


def test_a_value_of_which_the_versions_say_different_codes_is_asked(house: House, second: RecipeVersion) -> None:
    text = second.text.replace("Malienne: MLI", "Malienne: BFA")
    assert text != second.text
    third = keep_recipe(by=house.statistician, source=house.source, text=text)[0]
    bench = back(house, third, ("05/05/2023", "Agadez", "Arlit", "Malienne", "F", 7))
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"version": 1})
    assert doubts(bench) == ["value"]
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"values": {"0:4": {"Malienne": "MLI"}}})
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.recipe.number == 4 and "Malienne: " in batch.recipe.text and "BFA" not in batch.recipe.text


def test_the_offer_stands_in_the_question_and_can_be_taken_back(
        client: Client, house: House, second: RecipeVersion) -> None:
    bench = back(house, second, ("05/05/2023", "Agadez", "Arlit", "Malienne", "F", 7))
    client.force_login(house.statistician)
    act = reverse("observatory:workbench-act", args=[bench.uid])
    assert 'name="version" value="1"' in client.get(bench.get_absolute_url()).content.decode()
    client.post(act, {"on": "layout.0.0.0", "verb": "save", "version": "1"})
    page = client.get(bench.get_absolute_url()).content.decode()
    assert 'name="version" value="0"' in page and "layout.0.0.0#open" not in page
    client.post(act, {"on": "layout.0.0.0", "verb": "save", "version": "0"})
    assert 'name="version" value="1"' in client.get(bench.get_absolute_url()).content.decode()
    assert Batch.objects.count() == 2


def test_in_a_big_table_taking_it_up_is_work_that_may_be_left(
        client: Client, house: House, second: RecipeVersion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MANY", 0)
    bench = back(house, second, ("05/05/2023", "Agadez", "Arlit", "Malienne", "F", 7))
    client.force_login(house.statistician)
    answer = client.post(reverse("observatory:workbench-act", args=[bench.uid]), {
        "on": "layout.0.0.0", "verb": "save", "version": "1"})
    job = visible_jobs(house.statistician).get()
    assert answer.url == reverse("jobs:job", args=[job.uid])
    if not job.is_finished:
        reread_figures.func(str(bench.uid), {"version": 1}, [], str(job.uid), house.statistician.username)
    bench.refresh_from_db()
    assert bench.doubts == 0 and doubts(bench) == []


def test_what_a_person_says_of_a_known_value_reads_the_file(house: House) -> None:
    bench = put(house, sheet(*ROWS), recipe=house.recipe)
    assert doubts(bench) == []
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"values": {"0:4": {"Malienne": "BFA"}}})
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.recipe.number == 2 and "Malienne: \"BFA\"" in batch.recipe.text
    assert batch.recipe.text.startswith("# Relue par le service des statistiques")
    told = {row["nationality"] for row in figures(house.statistician, asked("nationality")).rows}
    assert "BFA" in told and "MLI" not in told


def test_what_a_person_says_of_a_known_column_reads_the_file(house: House) -> None:
    bench = put(house, sheet(*ROWS), recipe=house.recipe)
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"meanings": {"0:5": "unknown"}})
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.recipe.number == 2 and 'name: "passages"' in batch.recipe.text, "the table is the one it was"
    assert batch.recipe.text.count("unknown") == 1
    assert {row["sex"] for row in figures(house.statistician, asked("sex")).rows} == {None}
