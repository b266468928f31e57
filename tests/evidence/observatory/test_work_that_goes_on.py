"""Work on a big file: begun from the workbench, told with its count wherever the file is seen, once at a time."""
from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import advance_job, finish_job, open_job
from canevas.commons.jobs.queries import under_way
from canevas.evidence.observatory import jobs
from canevas.evidence.observatory.models import Batch, CellCorrection, Workbench
from canevas.evidence.observatory.operations import open_workbench
from canevas.evidence.observatory.operations.workbench import settled
from canevas.evidence.observatory.views import workbench as pages
from tests.factories.store import ROWS, House, sheet

WRONG = ("30/03/2023", "Tahoua", "", "Malienne", "H", "vingt ?")


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONG", 0)
    monkeypatch.setattr(pages, "MANY", 0)


def put(house: House, **more: Any) -> Workbench:
    return open_workbench(by=house.statistician, source=house.source, name="mars.csv", content=sheet(*ROWS, WRONG),
                          **more)


def told() -> Job:
    return Job.objects.latest("pk")


def test_a_cell_of_a_big_file_is_mended_by_work_that_may_be_left(
        statistician: Client, house: House, everything_is_long: None) -> None:
    bench = put(house, recipe=house.recipe)
    act = reverse("observatory:workbench-act", args=[bench.uid])
    answer = statistician.post(act, {"verb": "mend", "sheet": "mars", "cell-6-6": "20"})
    assert answer.url == reverse("jobs:job", args=[told().uid])
    assert told().state == "done" and told().result_url == told().about == bench.get_absolute_url()
    assert CellCorrection.objects.get().value == "20" and not settled(bench).tables[0].rejects
    assert "rien" in told().message
    assert statistician.post(act, {"verb": "mend", "sheet": "mars"}).status_code == 422, "nothing was written"


def test_another_meaning_for_a_column_of_many_rows_is_work_too(
        statistician: Client, house: House, everything_is_long: None) -> None:
    bench = put(house)
    place = next(f"column.0.{one.number}.0" for one in settled(bench).tables[0].columns if one.header == "Département")
    act = reverse("observatory:workbench-act", args=[bench.uid])
    answer = statistician.post(act, {"verb": "save", "on": place, "meaning": "place"})
    assert answer.url == reverse("jobs:job", args=[told().uid]) and told().state == "done"
    bench.refresh_from_db()
    assert "place" in bench.answers["meanings"].values() and bench.doubts > 0
    before = Job.objects.count()
    answer = statistician.post(act, {"verb": "save", "on": place, "meaning": "place"})
    assert Job.objects.count() == before and "/workbench/" in answer.url, "the meaning that it has already is no work"


def test_what_is_refused_meanwhile_leads_back_to_the_file(
        statistician: Client, house: House, everything_is_long: None) -> None:
    bench = put(house)
    Workbench.objects.filter(pk=bench.pk).update(state=Workbench.State.LEFT)
    statistician.post(reverse("observatory:workbench-act", args=[bench.uid]), {
        "verb": "mend", "sheet": "mars", "cell-6-6": "20"})
    assert told().state == "failed" and told().result_url == bench.get_absolute_url()
    assert not CellCorrection.objects.exists()


def test_how_far_it_is_is_told_in_steps_with_the_rows(
        statistician: Client, house: House, everything_is_long: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[int, int, str]] = []
    monkeypatch.setattr(jobs, "advance_job", lambda _job, done, total, message: said.append((done, total, message)))
    statistician.post(reverse("observatory:source-bring", args=["flux"]), {
        "file": SimpleUploadedFile("mars.csv", sheet(*ROWS)), "recipe": str(house.recipe.pk)})
    assert [(done, total) for done, total, _text in said] == [(0, 3), (1, 3), (2, 3)]
    assert all("5\u00a0lignes" in text for _done, _total, text in said[1:]) and "Étape 2 sur 3" in said[1][2]
    said.clear()
    bench = Workbench.objects.get()
    statistician.post(reverse("observatory:workbench-act", args=[bench.uid]), {"verb": "confirm"})
    assert [(done, total) for done, total, _text in said] == [(0, 2), (1, 2)]
    assert "5\u00a0lignes" in said[0][2] and "4\u00a0chiffres" in said[1][2] and Batch.objects.get().rows == 4


def test_within_a_step_the_cells_that_are_read_are_told_once_in_a_while(
        statistician: Client, house: House, everything_is_long: None, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(jobs, "advance_job", lambda _job, done, total, message: said.append(message))
    monkeypatch.setattr(jobs, "MOMENT", 0)
    bench = put(house, recipe=house.recipe)
    statistician.post(reverse("observatory:workbench-act", args=[bench.uid]), {"verb": "confirm"})
    told = [one for one in said if "cellules" in one]
    columns = len(settled(bench).tables[0].columns)
    assert len(told) == columns and f"{5 * columns} cellules sur {5 * columns}" in told[-1]


def test_work_that_goes_on_is_told_wherever_its_file_is_seen(statistician: Client, house: House) -> None:
    bench = put(house)
    batch = house.add(name="fevrier.csv")
    places = [house.source, bench, batch]
    seen = [one.get_absolute_url() for one in places]
    for one in places:
        work = open_job(by=house.statistician, label=f"Travail {one}", about=one.get_absolute_url())
        advance_job(work, done=1, total=3, message="40 000 lignes")
    sheets = {page: unescape(statistician.get(page).content.decode()) for page in (
        *seen, reverse("observatory:sources"))}
    for one, page in zip(places, seen, strict=True):
        assert f"Travail {one}" in sheets[page] and "40 000 lignes (1 sur 3)" in sheets[page]
        assert "Où en est le travail" in sheets[page]
    assert sheets[seen[0]].count("40 000 lignes") == 3 and sheets[seen[1]].count("40 000 lignes") == 1
    assert sheets[reverse("observatory:sources")].count("40 000 lignes") == 2, "files to settle, and their sources"

    statistician.force_login(house.person("collegue", "statistician"))
    page = unescape(statistician.get(seen[1]).content.decode())
    assert "40 000 lignes" in page and str(house.statistician) in page
    assert "Où en est le travail" not in page, "it is followed by who asked for it"
    for work in Job.objects.all():
        finish_job(work, message="fini")
    assert "40 000 lignes" not in statistician.get(seen[0]).content.decode()


def test_files_of_one_name_are_worked_on_apart(house: House) -> None:
    first, second = (put(house, recipe=house.recipe).get_absolute_url(), "/observatory/workbench/autre/")
    job = open_job(by=house.statistician, label="Chiffres de « mars.csv »", about=first)
    assert under_way(house.statistician, job.label, first) == job
    assert under_way(house.statistician, job.label, second) is None
