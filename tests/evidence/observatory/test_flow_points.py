"""A flow point is added, closed and opened again by whoever answers for its region; what is closed is missing, told,
never zero; a figure that says otherwise stays and is told."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import ScopeKind
from canevas.commons.audit.models import JournalEntry
from canevas.commons.directory.models import Territory
from canevas.commons.directory.operations import add_locality
from canevas.evidence.observatory.models import FlowPoint, WatchPeriod, Workbench
from canevas.evidence.observatory.operations import (
    add_flow_point,
    close_flow_point,
    correct_watch_period,
    edit_flow_point,
    open_workbench,
    prepare_release,
    protect_release,
    remove_watch_period,
    reopen_flow_point,
)
from canevas.evidence.observatory.operations.workbench import settled
from canevas.evidence.observatory.queries import explorer, labels, points
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.harmonise.settling import Doubt, doubts_of
from canevas.evidence.observatory.rules.publish.table import Status
from canevas.evidence.observatory.rules.statistics.explorer import read_question
from canevas.evidence.observatory.rules.statistics.series import Standing
from tests.factories.minutes import user
from tests.factories.store import POINT_HEADINGS, POINTS, House

ARLIT, KONNI, SEGUEDINE = "NE001002001", "NE005003003", "NE-SEGUEDINE"
LINES = [f"{day};Agadez;Arlit;entrée;Nigérienne;H;{number}" for day, number in (
    ("10/01/2023", 40), ("10/02/2023", 50), ("10/05/2023", 60))]


@pytest.fixture
def agadez(db: None) -> Territory:
    country = Territory.objects.create(pcode="NE", level=0, name="Niger")
    region = Territory.objects.create(pcode="NE001", level=1, name="Agadez", parent=country)
    department = Territory.objects.create(pcode="NE001002", level=2, name="Arlit", parent=region)
    return Territory.objects.create(pcode="NE001002001", level=3, name="Arlit", parent=department)


@pytest.fixture
def puits(agadez: Territory) -> Territory:
    """A locality that people added to the directory: the country's reference does not know it."""
    return add_locality(by=user("cartographe", "administrator"), name="Puits neuf", pcode="NE-PUITS-NEUF",
                        parent=agadez, lat=19.5, lon=7.1)


def days(code: str) -> list[tuple[date | None, date | None]]:
    found = points.flow_point(code)
    return [(one.first, one.last) for one in found.watched] if found else []


def closed_in_spring(house: House, code: str = ARLIT) -> None:
    close_flow_point(by=house.statistician, code=code, on=date(2023, 2, 28), because="Piste coupée.")
    reopen_flow_point(by=house.statistician, code=code, on=date(2023, 5, 2), because="Piste rouverte.")


def flows(**given: list[str]) -> object:
    return read_question({"indicator": ["FLOW"], "grain": ["month"], **given}, explorer.indicators())


def test_a_point_is_closed_and_opened_again_and_the_journal_says_why(house: House) -> None:
    assert days(ARLIT) == [] and points.flow_point(ARLIT).is_open
    closed_in_spring(house)
    assert days(ARLIT) == [(None, date(2023, 2, 28)), (date(2023, 5, 2), None)] and points.flow_point(ARLIT).is_open
    told = {entry.event: entry.details for entry in JournalEntry.objects.filter(event__startswith="flow_point")}
    assert told["flow_point_closed"] == {"closed": "2023-02-28", "because": "Piste coupée."}
    assert told["flow_point_reopened"]["because"] == "Piste rouverte."


def test_what_is_closed_is_missing_and_marked_and_never_zero(house: House) -> None:
    house.brought("points", POINTS, POINT_HEADINGS, *LINES)
    closed_in_spring(house)
    grid, _answer = explorer.answer(house.statistician, flows(by=["flow_point", "period"]))
    cells = {month: grid.cell(ARLIT, month) for month in grid.columns}
    assert [(cells[f"2023-{month:02}"].value, cells[f"2023-{month:02}"].standing) for month in range(1, 6)] == [
        (40, Standing.VALUE), (50, Standing.VALUE), (None, Standing.CLOSED), (None, Standing.CLOSED),
        (60, Standing.VALUE)]
    breaks = explorer.breaks(grid.question, grid, french=True)
    assert [(one.day, one.title, one.source) for one in breaks] == [
        (date(2023, 3, 1), "Fermeture du point «\u00a0Arlit\u00a0»", "Piste coupée."),
        (date(2023, 5, 2), "Réouverture du point «\u00a0Arlit\u00a0»", "Piste rouverte.")]


@pytest.mark.parametrize(("kept", "count"), [({"region": ["NE001"]}, 2), ({"region": ["NE005"]}, 0), ({}, 2),
                                             ({"flow_point": [KONNI]}, 0), ({"department": ["NE001002"]}, 2)])
def test_a_break_is_told_where_its_point_lies(house: House, kept: dict[str, list[str]], count: int) -> None:
    house.brought("points", POINTS, POINT_HEADINGS, *LINES,
                  *(f"{day};Tahoua;Konni;entrée;Nigérienne;H;40" for day in ("10/01/2023", "10/06/2023")))
    closed_in_spring(house)
    grid, _answer = explorer.answer(house.statistician, flows(by=["period"], **kept))
    told = [one for one in explorer.breaks(grid.question, grid, french=True) if "Arlit" in one.title]
    assert len(told) == count


def test_a_month_in_which_a_point_is_open_for_a_day_is_missing_where_nothing_came(house: House) -> None:
    house.brought("points", POINTS, POINT_HEADINGS, LINES[0], LINES[2])
    closed_in_spring(house)
    grid, _answer = explorer.answer(house.statistician, flows(by=["period"], flow_point=[ARLIT]))
    assert [grid.cell(f"2023-{month:02}", "").standing for month in (2, 3, 4)] == [
        Standing.MISSING, Standing.CLOSED, Standing.CLOSED]


def test_a_release_tells_closed_from_missing_and_says_when(house: House) -> None:
    house.brought("points", POINTS, POINT_HEADINGS, *(
        f"{day};{place};entrée;Nigérienne;H;{number}" for day, number in (
            ("10/01/2023", 40), ("10/02/2023", 50), ("10/05/2023", 60)) for place in ("Agadez;Arlit", "Tahoua;Konni")),
        "10/03/2023;Tahoua;Konni;entrée;Nigérienne;H;70")
    closed_in_spring(house)
    release = protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=flows(by=["flow_point", "period"]), title="Flux par point"))
    assert release.refusal == ""
    table = table_of(release)
    said = {cell.key: cell.status for cell in table.cells}
    assert said[ARLIT, "2023-03"] is Status.CLOSED and said[KONNI, "2023-03"] is not Status.CLOSED
    assert "Fermé\u00a0: personne ne suivait alors au point\u00a0; ce n’est pas zéro." in table.notes
    assert any("Réouverture du point « Arlit »" in note.replace("\u00a0", " ") for note in table.notes)
    assert "Piste" not in "".join(table.notes)  # why is for who works with the figures


@pytest.mark.parametrize(("act", "said"), [
    (lambda by: close_flow_point(by=by, code=ARLIT, on=date(2023, 6, 1), because="x"), "est déjà fermé"),
    (lambda by: reopen_flow_point(by=by, code=KONNI, on=date(2023, 6, 1), because="x"), "il n’y a rien à rouvrir"),
    (lambda by: reopen_flow_point(by=by, code=ARLIT, on=date(2023, 2, 28), because="x"),
     "a été suivi jusqu’au 28 février 2023"),
    (lambda by: reopen_flow_point(by=by, code=ARLIT, on=date(2023, 5, 1), because=" "), "Dites pourquoi"),
    (lambda by: close_flow_point(by=by, code=KONNI, on=timezone.localdate() + timedelta(days=1), because="x"),
     "est encore à venir"),
    (lambda by: close_flow_point(by=by, code="NE-RIEN", on=date(2023, 1, 1), because="x"), "Aucun point de suivi")])
def test_days_that_cannot_be_are_refused_in_french(house: House, act, said: str) -> None:
    close_flow_point(by=house.statistician, code=ARLIT, on=date(2023, 2, 28), because="Piste coupée.")
    with pytest.raises(ValidationError) as refused:
        act(house.statistician)
    assert said in " ".join(refused.value.messages).replace("\u00a0", " ")
    assert days(ARLIT) == [(None, date(2023, 2, 28))] and days(KONNI) == []


def test_a_period_said_wrongly_is_put_right_or_taken_away(house: House) -> None:
    closed_in_spring(house)
    first, second = WatchPeriod.objects.all()
    for opened, closed, said in ((date(2023, 3, 1), date(2023, 2, 1), "ne peut pas avoir fermé"),
                                 (None, None, "dites jusqu’à quel jour"),
                                 (None, date(2023, 5, 2), "il ne peut pas rouvrir le")):
        with pytest.raises(ValidationError) as refused:
            correct_watch_period(by=house.statistician, period=first, opened=opened, closed=closed)
        assert said in refused.value.messages[0].replace("\u00a0", " ")
    correct_watch_period(by=house.statistician, period=first, opened=date(2022, 1, 1), closed=date(2023, 3, 31),
                         closed_because="Piste coupée.")
    assert days(ARLIT)[0] == (date(2022, 1, 1), date(2023, 3, 31))
    remove_watch_period(by=house.statistician, period=second)
    assert days(ARLIT) == [(date(2022, 1, 1), date(2023, 3, 31))] and not points.flow_point(ARLIT).is_open
    correct_watch_period(by=house.statistician, period=first, opened=date(2022, 1, 1), closed=None)
    assert points.flow_point(ARLIT).is_open


def test_a_figure_of_closed_days_stays_and_is_told_on_every_page_of_it(statistician: Client, house: House) -> None:
    source = house.brought("points", POINTS, POINT_HEADINGS, *LINES, "10/03/2023;Agadez;Arlit;entrée;Malienne;F;0")
    address = reverse("observatory:point-close", args=[ARLIT])
    answer = statistician.post(address, {"on": "2023-02-28", "because": "Piste coupée."}, follow=True)
    page = answer.content.decode().replace("\u00a0", " ")
    assert "2 chiffres portent sur des jours où personne n’y suivait" in page and "Piste coupée." in page
    assert "10/03/2023" in page and "10/05/2023" in page
    statistician.post(reverse("observatory:point-reopen", args=[ARLIT]), {"on": "2023-05-02", "because": "Rouverte."})
    assert [(one.period.iso, one.value) for one in points.given_while_closed(
        house.statistician, [points.flow_point(ARLIT)])] == [("2023-03-10", 0)]
    assert "10/03/2023" in statistician.get(source.get_absolute_url()).content.decode()
    asked = {"indicator": "FLOW", "by": ["period", "flow_point"]}
    html = statistician.get(reverse("observatory:explorer"), asked).content.decode().replace("\u00a0", " ")
    assert "Arlit (mars 2023)" in html and "personne ne suivait alors" in html
    csv = statistician.get(reverse("observatory:explorer"), {**asked, "export": "csv"}).content.decode()
    assert "Donnés pour des points fermés" in csv
    kept = {**asked, "from": "2023-05"}
    assert "personne ne suivait alors" not in statistician.get(reverse("observatory:explorer"), kept).content.decode()


def test_who_does_not_see_a_source_is_not_told_of_its_figures(house: House, client: Client) -> None:
    house.brought("points", POINTS, POINT_HEADINGS, *LINES)
    from_ = house.source.__class__.objects.get(code="points")
    from_.audience = "restricted"
    from_.save()
    close_flow_point(by=house.statistician, code=ARLIT, on=date(2023, 2, 28), because="Piste coupée.")
    reader = house.person("lectrice")
    assert points.given_while_closed(reader, [points.flow_point(ARLIT)]) == []
    client.force_login(reader)
    page = client.get(reverse("observatory:point", args=[ARLIT])).content.decode()
    assert "Piste coupée." in page and "10/05/2023" not in page


def test_who_answers_for_the_region_changes_its_points_and_others_see_them(house: House, client: Client) -> None:
    regional = house.person("statisticienne", "statistician", ScopeKind.REGION, "NE001")
    close_flow_point(by=regional, code=SEGUEDINE, on=date(2023, 2, 28), because="Puits à sec.")
    with pytest.raises(PermissionDenied):
        close_flow_point(by=regional, code=KONNI, on=date(2023, 2, 28), because="x")
    with pytest.raises(PermissionDenied):
        add_flow_point(by=regional, place="NE005003")
    reader = house.person("lectrice")
    for one, may_change in ((regional, True), (reader, False)):
        client.force_login(one)
        page = client.get(reverse("observatory:point", args=[SEGUEDINE])).content.decode()
        assert "Puits à sec." in page and ("Le rouvrir" in page) is may_change
        for name in ("point-edit", "point-reopen"):
            assert client.get(reverse(f"observatory:{name}", args=[SEGUEDINE])).status_code == (
                200 if may_change else 403)
    period = WatchPeriod.objects.get()
    assert client.post(reverse("observatory:point-period", args=[SEGUEDINE, period.uid]),
                       {"remove": "yes"}).status_code == 403
    assert client.get(reverse("observatory:point-add")).status_code == 403
    for act in (lambda: edit_flow_point(by=reader, code=ARLIT), lambda: remove_watch_period(by=reader, period=period),
                lambda: correct_watch_period(by=reader, period=period, opened=None, closed=None)):
        with pytest.raises(PermissionDenied):
            act()


def _values_asked(bench: Workbench) -> list[Doubt]:
    return [doubt for doubt in doubts_of(settled(bench), {}) if (doubt.kind, doubt.column) == ("value", 1)]


def test_a_point_that_people_add_is_understood_in_files_counted_and_drawn(
        statistician: Client, house: House, puits: Territory) -> None:
    file = "Point de suivi;Mois;Sens;Nombre\n" + "".join(
        f"{name};2023-0{month};Entrée;1{month}\n" for name in ("FMP Puits neuf", "Arlit") for month in range(1, 7))
    bench = open_workbench(by=house.statistician, source=house.source, name="points.csv", content=file.encode())
    assert _values_asked(bench)
    answer = statistician.post(reverse("observatory:point-add"), {
        "place": "puits neuf", "toward": "DZA", "aliases": "FMP Puits neuf\nPN", "opened": "2023-02-10",
        "because": "Convention."}, follow=True)
    assert "Convention." in answer.content.decode() and "Algérie" in answer.content.decode()
    again = open_workbench(by=house.statistician, source=house.source, name="points.csv", content=file.encode())
    assert not _values_asked(again)
    assert labels.label("flow_point", puits.pcode) == labels.label("locality", puits.pcode) == "Puits neuf"
    assert explorer.position(puits.pcode) == (19.5, 7.1)
    assert points.lies_in(puits.pcode, {"NE001"}) and points.words().figures.flow_point_index.exact("PN").is_sure
    assert points.vocabulary().figures.flow_point_index.exact("PN") is None


def test_names_that_mean_another_point_and_places_that_are_none_are_refused(
        statistician: Client, house: House, puits: Territory) -> None:
    def said(**posted: str) -> str:
        answer = statistician.post(reverse("observatory:point-add"), posted)
        assert answer.status_code == 422
        return answer.content.decode().replace("\u00a0", " ")
    assert "« Dan Issa » désigne déjà le point de suivi « Dan Issa »" in said(place="Puits neuf", aliases="Dan Issa")
    assert "n’est pas dans les territoires" in said(place="Nulle part du tout")
    assert "est déjà un point de suivi" in said(place=ARLIT)
    assert "est trop grand" in said(place="NE001") and "est encore à venir" in said(place="Puits neuf",
                                                                                    opened="2999-01-01")
    assert not FlowPoint.objects.exists()


def test_a_point_of_the_reference_keeps_its_name_and_gains_spellings(statistician: Client, house: House) -> None:
    statistician.post(reverse("observatory:point-edit", args=[ARLIT]), {"aliases": "Point de la mine"})
    found = points.flow_point(ARLIT)
    assert found.name == "Arlit" and "Point de la mine" in found.entry.aliases and "FMP Arlit" in found.entry.aliases
    listed = statistician.get(reverse("observatory:points")).content.decode()
    assert "Séguédine" in listed and "personne n’a dit quand" in listed


def test_days_are_told_as_they_are_read(statistician: Client, house: House) -> None:
    closed_in_spring(house)
    first = WatchPeriod.objects.first()
    correct_watch_period(by=house.statistician, period=first, opened=date(2022, 3, 1), closed=date(2023, 2, 28))
    close_flow_point(by=house.statistician, code=KONNI, on=date(2023, 2, 28), because="Pont coupé.")
    listed = statistician.get(reverse("observatory:points")).content.decode().replace("\u00a0", " ")
    assert "du 1er mars 2022 au 28 février 2023" in listed and "depuis le 2 mai 2023" in listed
    assert "jusqu’au 28 février 2023" in listed
