"""Big files: read and brought in by work that may be left, killed and begun anew; nothing of a file is in by half."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import open_job, set_aside
from canevas.commons.jobs.queries import incoming_folder
from canevas.evidence.observatory import jobs
from canevas.evidence.observatory.models import Batch, CellCorrection, RecipeVersion, SourceFile, Workbench
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    answer_workbench,
    confirm_workbench,
    keep_recipe,
    leave_workbench,
    open_workbench,
    sweep_figures,
    sweep_understood,
    understanding,
)
from canevas.evidence.observatory.operations.importing import read_by
from canevas.evidence.observatory.operations.workbench import settled
from canevas.evidence.observatory.queries.store import folder, path_of
from canevas.evidence.observatory.rules.harmonise.settling import doubts_of
from canevas.tools.engines.libraries import pq
from tests.factories.answering import answer_everything
from tests.factories.store import ROWS, House, sheet


class Killed(BaseException):
    """The worker's process ends here."""


def put(house: House, content: bytes = b"", name: str = "mars.csv", **more: Any) -> Workbench:
    return open_workbench(by=house.statistician, source=house.source, name=name, content=content or sheet(*ROWS),
                          **more)


def kept() -> list[Path]:
    return list((Path(settings.CANEVAS_HOME) / "cache" / "understood").glob("*/*"))


def figure_files() -> list[Path]:
    return list(folder().glob("*/*"))


def told() -> Job:
    return Job.objects.latest("pk")


@pytest.fixture
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONG", 0)


def test_a_big_file_is_read_and_brought_in_by_work_that_may_be_left(
        house: House, client: Client, everything_is_long: None) -> None:
    client.force_login(house.statistician)
    answer = client.post("/observatory/sources/flux/bring/", {
        "file": SimpleUploadedFile("mars.csv", sheet(*ROWS, ("30/03/2023", "Tahoua", "", "Malienne", "H", "vingt ?"))),
        "recipe": str(house.recipe.pk)})
    bench = Workbench.objects.get()
    assert answer.url == f"/jobs/{told().uid}/" and told().result_url == bench.get_absolute_url()
    assert told().state == "done" and not list(incoming_folder().glob("*"))
    answer = client.post(f"/observatory/workbench/{bench.uid}/act/", {"verb": "confirm"})
    batch = Batch.objects.get()
    assert answer.url == f"/jobs/{told().uid}/" and told().result_url == batch.get_absolute_url()
    cell = batch.rejected.get()
    client.post(f"/observatory/batches/{batch.uid}/cells/", {f"cell-{cell.pk}": "20"})
    assert told().result_url == Batch.objects.get(replaces=batch).get_absolute_url()


def test_what_cannot_be_read_is_told_with_the_way_back(
        house: House, client: Client, everything_is_long: None) -> None:
    client.force_login(house.statistician)
    client.post("/observatory/sources/flux/bring/", {"file": SimpleUploadedFile("vide.csv", b";;\r\n;;\r\n")})
    assert told().state == "failed" and "vide.csv" in told().message
    assert told().result_url == "/observatory/sources/flux/bring/"
    client.post("/observatory/sources/flux/bring/", {"file": SimpleUploadedFile("entetes.csv", sheet())})
    assert told().state == "failed" and "sous leurs en-têtes" in told().message
    assert not SourceFile.objects.exists() and not kept() and not list(incoming_folder().glob("*"))


def test_a_worker_killed_while_it_brings_figures_in_leaves_nothing_by_half(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = put(house)
    answer_everything(house.statistician, bench)
    versions = RecipeVersion.objects.count()
    job = open_job(by=house.statistician, label="x")
    call = (str(bench.uid), False, 0, str(job.uid), house.statistician.username)
    for place in ("workbench.read_by", "batches.disagreements_of", "batches.record", "workbench.record"):
        with monkeypatch.context() as broken, pytest.raises(Killed):
            broken.setattr(f"canevas.evidence.observatory.operations.{place}", _die)
            jobs.confirm_figures.call(*call)
        bench.refresh_from_db()
        assert bench.state == Workbench.State.OPEN and RecipeVersion.objects.count() == versions, place
        sweep_figures(older_than=0)  # as the server does when it starts
        assert not Batch.objects.exists() and not figure_files(), place
    jobs.confirm_figures.call(*call)
    job.refresh_from_db()
    batch = Batch.objects.get()
    assert job.state == "done" and job.result_url == batch.get_absolute_url() and batch.rows == 4
    again = open_job(by=house.statistician, label="x")
    jobs.confirm_figures.call(*call[:3], str(again.uid), call[4])
    again.refresh_from_db()
    assert Batch.objects.get() == batch and again.result_url == job.result_url, "begun anew after it was in"


def _die(*_args: Any, **_more: Any) -> None:
    raise Killed


def test_a_worker_killed_while_it_reads_begins_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with set_aside([SimpleUploadedFile("mars.csv", sheet(*ROWS))]) as (waiting, _paths):
        pass
    job = open_job(by=house.statistician, label="x")
    call = (waiting, house.source.pk, house.recipe.pk, 0, str(job.uid), house.statistician.username)
    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr("canevas.evidence.observatory.operations.understanding.keep_workbook", _die)
        broken.setattr(jobs, "no_longer_waits", lambda _folder: None)  # a killed process takes nothing away
        jobs.read_figures.call(*call)
    assert not Workbench.objects.exists() and not SourceFile.objects.exists()
    jobs.read_figures.call(*call)
    job.refresh_from_db()
    assert job.result_url == Workbench.objects.get().get_absolute_url()
    jobs.read_figures.call(*call)
    assert Workbench.objects.count() == 1


def test_figures_given_before_ask_which_count(
        house: House, client: Client, everything_is_long: None) -> None:
    client.force_login(house.statistician)
    batch = house.add()
    bench = put(house, sheet(*ROWS, ("25/03/2023", "Tahoua", "", "Malienne", "H", 1)), "m2.csv", recipe=house.recipe)
    client.post(f"/observatory/workbench/{bench.uid}/act/", {"verb": "confirm"})
    assert told().state == "failed" and told().result_url.endswith(f"?repeats={batch.pk}")
    page = client.get(told().result_url).content.decode()
    assert f'name="replacing" value="{batch.pk}"' in page and 'name="may_repeat"' in page
    client.post(f"/observatory/workbench/{bench.uid}/act/", {"verb": "confirm", "replacing": str(batch.pk)})
    assert Batch.objects.get(valid_to=None).replaces == batch


def test_an_answer_proposes_nothing_anew(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = put(house, sheet(*ROWS, ("22/03/2023", "Tawa", "", "Peul", "H", 3)))
    monkeypatch.setattr(understanding, "propose", _die)
    monkeypatch.setattr(understanding, "read_tables", _die)
    with monkeypatch.context() as strict:
        strict.setattr(understanding, "propose_table", _die)
        answer_everything(house.statistician, bench)
        confirmed = answer_workbench(by=house.statistician, bench=bench, answers={
            "meanings": {"0:6": "count"}, "reference": "NER"})
        assert not doubts_of(settled(confirmed), confirmed.answers)
    answered = answer_workbench(by=house.statistician, bench=bench, answers={"meanings": {"0:2": "place"}})
    monkeypatch.setattr(understanding, "propose_table", _die)
    assert str(settled(answered).tables[0].columns[1].meaning) == "place", "what was proposed anew is kept too"


def test_what_was_understood_goes_with_the_last_who_settles_it(house: House) -> None:
    bench = put(house, recipe=house.recipe)
    other = put(house, sheet(*ROWS[:2]), "autre.csv", recipe=house.recipe)
    assert len(kept()) == 2
    confirm_workbench(by=house.statistician, bench=bench)
    assert len(kept()) == 1
    sweep_understood()
    assert len(kept()) == 1, "somebody is settling it"
    Workbench.objects.filter(pk=other.pk).update(state=Workbench.State.LEFT)
    sweep_understood()
    assert not kept()
    Workbench.objects.filter(pk=other.pk).update(state=Workbench.State.OPEN)
    assert settled(other).tables, "it is made again from the file"
    leave_workbench(by=house.statistician, bench=other)


def test_what_was_answered_while_figures_went_in_is_not_passed_over(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = put(house, sheet(*ROWS), recipe=house.recipe)
    def meanwhile(*args: Any) -> Any:
        read = read_by(*args)
        CellCorrection.objects.create(file=bench.file, sheet="mars", row=2, column=6, value="11",
                                      made_by=house.statistician)
        return read
    monkeypatch.setattr("canevas.evidence.observatory.operations.workbench.read_by", meanwhile)
    with pytest.raises(FiguresRefused):
        confirm_workbench(by=house.statistician, bench=bench)
    assert not Batch.objects.exists() and not figure_files()


def test_figures_bear_the_number_that_their_recipe_has_when_they_are_in(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = put(house)
    answer_everything(house.statistician, bench)
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.recipe.number == 1 and set(pq.read_table(path_of(batch))["recipe_version"].to_pylist()) == {1}
    new = put(house, sheet(("05/05/2023", "Agadez", "Arlit", "Zarma", "F", 8)), "mai.csv", recipe=batch.recipe)
    answer_workbench(by=house.statistician, bench=new, answers={"values": {"0:4": {"Zarma": "NER"}}})

    def meanwhile(*args: Any) -> Any:
        edited = batch.recipe.text.replace("Tchadienne", "Tchadien")
        keep_recipe(by=house.statistician, source=house.source, text=edited)
        return read_by(*args)
    with monkeypatch.context() as broken, pytest.raises(FiguresRefused):
        broken.setattr("canevas.evidence.observatory.operations.workbench.read_by", meanwhile)
        confirm_workbench(by=house.statistician, bench=new)
    with pytest.raises(FiguresRefused):
        confirm_workbench(by=house.statistician, bench=new)
    second = confirm_workbench(by=house.statistician, bench=new)
    assert "Tchadien:" in second.recipe.text.replace('"', ""), "what was edited meanwhile is not lost"
    assert second.recipe.number == 3 and set(pq.read_table(path_of(second))["recipe_version"].to_pylist()) == {3}
