"""The lists and sheets of meetings, minutes, decisions and actions."""
from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation, Territory
from canevas.governance.concertation.models import ActionPoint, Decision, Intake, IntakeLine, Session
from canevas.governance.concertation.operations import (
    change_action_point_status,
    confirm_intake,
    confirm_line,
    undo_action_point_status,
)
from canevas.governance.concertation.queries import register
from canevas.governance.concertation.views.actions import ACTIONS
from tests.factories.minutes import Writer, reading, small_minutes, user


@pytest.fixture
def held(secretary: User, taken: Callable[..., Intake]) -> Session:
    """One confirmed session, from invented minutes."""
    intake = taken()
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=secretary, line=line)
    intake.refresh_from_db()
    return confirm_intake(by=secretary, intake=intake).session


@pytest.fixture
def browser(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


@pytest.fixture
def visitor(held: Session) -> Client:
    client = Client()
    client.force_login(user("lecteur", "reader"))
    return client


def text_of(browser: Client, address: str, **query: str) -> str:
    response = browser.get(address, query)
    assert response.status_code == 200, address
    return unescape(response.content.decode()).replace("\u00a0", " ")


def titles(html: str) -> list[str]:
    """What names the rows of a list, links and their words alone."""
    cells = re.findall(r'<th scope="row".*?</th>', html, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


LISTS = ("concertation:sessions", "concertation:minutes", "concertation:decisions", "concertation:actions")


@pytest.mark.parametrize("route", LISTS)
def test_an_empty_list_says_what_to_do_first(browser: Client, route: str) -> None:
    html = text_of(browser, reverse(route))
    assert 'class="empty"' in html and reverse("concertation:deposit") in html


@pytest.mark.parametrize("route", LISTS)
def test_lists_are_exported_as_they_are_filtered(browser: Client, held: Session, route: str) -> None:
    everything = b"".join(browser.get(reverse(route), {"format": "csv"}).streaming_content).decode()
    nothing = b"".join(browser.get(reverse(route), {"format": "csv", "body": "CCM"}).streaming_content).decode()
    assert len(everything.splitlines()) > 1
    assert len(nothing.splitlines()) == 1
    assert b"".join(browser.get(reverse(route), {"format": "xlsx"}).streaming_content).startswith(b"PK")


@pytest.mark.parametrize("query", [
    {"body": "GTM-TAHOUA"}, {"kind": "technical-group"}, {"region": "NE005"}, {"stage": "ordinary"}, {"year": "2025"},
    {"date_from": "2025-03-12", "date_to": "2025-03-12"}, {"q": "gouvernorat"}, {"organisation": "OIM"}])
def test_sessions_are_narrowed_by_the_address(browser: Client, held: Session, query: dict[str, str]) -> None:
    if "organisation" in query:
        query = {"organisation": held.attendance.exclude(organisation=None).first().organisation.code}
    if "region" in query:
        query = {"region": held.body.region.pcode}
    assert titles(text_of(browser, reverse("concertation:sessions"), **query)) == ["mercredi 12 mars 2025"]


@pytest.mark.parametrize("query", [
    {"body": "CCM"}, {"kind": "framework"}, {"stage": "political"}, {"date_from": "2025-03-13"}, {"q": "introuvable"}])
def test_sessions_that_do_not_answer_are_left_out(browser: Client, held: Session, query: dict[str, str]) -> None:
    assert titles(text_of(browser, reverse("concertation:sessions"), **query)) == []


def test_sessions_that_name_a_place(browser: Client, held: Session) -> None:
    place = Territory.objects.filter(level=3).first()
    address = reverse("concertation:sessions")
    assert titles(text_of(browser, address, place=place.pcode)) == []
    held.place_mentions.update(territory=place)
    html = text_of(browser, address, place=place.pcode)
    assert len(titles(html)) == 1 and f'value="{place.pcode}" selected' in html
    assert "laissé de côté" in text_of(browser, address, place="inconnu")


def test_the_sheet_shows_everything_with_its_source(browser: Client, held: Session) -> None:
    html = text_of(browser, held.get_absolute_url())
    for said in ("Salle du gouvernorat", "Maman Sani", "9 h", "Association des bergers du Tadress", "Bangui",
                 "La base de données du site est à jour.", "Transmettre la liste des sites au gouvernorat",
                 "Le plan de suivi est validé", "Doter les postes frontaliers de registres", "A l'endroit de l'Etat",
                 "Mieux connaître la diaspora", "Toutes les régions", "15 janvier 2025", "dès que possible"):
        assert said in html, said
    source = reverse("files:source", args=[held.source.uid])
    marked = set(re.findall(rf'href="{source}\?(node=[^"#]+)#passage"', html))
    for place in (held.field_passages["place"], held.attendance.first().passages,
                  held.decisions.first().passages, held.actions.first().passages):
        assert any(f"node={place[0]['node']}%3A" in one or f"node={place[0]['node']}&" in f"{one}&"
                   for one in marked), place
    decision = Decision.objects.get(session=held, is_main=True)
    assert f'id="d-{decision.uid}"' in html
    assert reverse("files:download", args=[held.source.uid]) in html


def test_every_source_link_of_the_sheet_finds_its_passage(browser: Client, held: Session) -> None:
    html = text_of(browser, held.get_absolute_url())
    links = sorted(set(re.findall(r'href="(/files/[^"]+/source/\?node=[^"]+)"', html)))
    assert len(links) > 15
    for link in links:
        assert 'id="passage"' in text_of(browser, link), link


def test_the_challenge_spans_its_rows(browser: Client, held: Session) -> None:
    html = text_of(browser, held.get_absolute_url())
    assert html.count("Mieux connaître la diaspora") == 1
    assert '<td class="challenge" rowspan="2"' in html
    assert "Axe 1 : Exploitation" in html


def test_related_and_previous_sessions_lead_to_those_the_register_knows(browser: Client, held: Session) -> None:
    earlier = Session.objects.create(body=held.body, date=date(2025, 1, 15))
    held.related_sessions.create(stage="ordinary", date=earlier.date)
    held.related_sessions.create(stage="technical", date=date(2024, 1, 2))
    html = text_of(browser, held.get_absolute_url())
    assert html.count(earlier.get_absolute_url()) == 2
    assert "2 janvier 2024" in html and "absente du registre" in html


def test_the_story_tells_who_did_what(browser: Client, secretary: User, held: Session) -> None:
    action = held.actions.first()
    change_action_point_status(by=secretary, action=action, status="done", note="Reçu par courrier.")
    html = text_of(browser, held.get_absolute_url())
    assert "a confirmé le compte rendu" in html and "compte-rendu.docx" in html
    assert "de « à faire » à « faite »" in html and "Reçu par courrier." in html


def test_a_sheet_costs_the_same_queries_however_much_hangs_on_it(
    browser: Client, held: Session, django_assert_max_num_queries: object,
) -> None:
    browser.get(held.get_absolute_url())
    item = held.items.first()
    ActionPoint.objects.bulk_create([
        ActionPoint(session=held, item=item, order=n, text=f"Action {n}", source=held.source) for n in range(40)])
    with django_assert_max_num_queries(45):
        text_of(browser, held.get_absolute_url())


@pytest.mark.parametrize("route", LISTS)
def test_a_list_costs_few_queries(
    browser: Client, held: Session, django_assert_max_num_queries: object, route: str,
) -> None:
    ActionPoint.objects.bulk_create([ActionPoint(session=held, order=n, text=f"Action {n}") for n in range(60)])
    with django_assert_max_num_queries(25):
        text_of(browser, reverse(route))


def test_what_the_list_of_actions_leaves_unread_is_shown_nowhere(
    secretary: User, held: Session, django_assert_num_queries: object,
) -> None:
    rows = list(register.actions(secretary))
    assert rows
    with django_assert_num_queries(0):
        for row in rows:
            for column in ACTIONS.columns:
                column.cell_of(row)
                column.value_of(row)


@pytest.fixture
def followed(held: Session) -> dict[str, ActionPoint]:
    today = timezone.localdate()
    made = {name: ActionPoint.objects.create(session=held, text=f"Action {name}", status=status, deadline_date=day,
                                            due_on=day)
            for name, status, day in (
                ("en retard", "open", today - timedelta(days=3)), ("faite", "done", today - timedelta(days=3)),
                ("proche", "in_progress", today + timedelta(days=3)),
                ("lointaine", "open", today + timedelta(days=90)))}
    made["retirée"] = ActionPoint.objects.create(session=held, text="Action retirée", withdrawn_at=timezone.now())
    return made


@pytest.mark.parametrize(("state", "names"), [
    ("late", {"en retard"}), ("soon", {"proche"}), ("done", {"faite"}), ("in_progress", {"proche"})])
def test_actions_by_state(
    browser: Client, held: Session, followed: dict[str, ActionPoint], state: str, names: set[str],
) -> None:
    held.actions.exclude(pk__in=[one.pk for one in followed.values()]).update(status="cancelled", due_on=None)
    found = titles(text_of(browser, reverse("concertation:actions"), state=state))
    assert found == [f"Action {name}" for name in names]


def test_what_is_withdrawn_is_asked_for(browser: Client, followed: dict[str, ActionPoint]) -> None:
    address = reverse("concertation:actions")
    assert "Action retirée" not in titles(text_of(browser, address))
    assert titles(text_of(browser, address, withdrawn="1")) == ["Action retirée"]


def test_actions_by_organisation_axis_deadline_and_words(browser: Client, held: Session) -> None:
    address = reverse("concertation:actions")
    owner = held.actions.get(text__startswith="Transmettre").responsibles.exclude(organisation=None).first()
    assert [one for one in titles(text_of(browser, address, organisation=owner.organisation.code))
            if one.startswith("Transmettre")]
    assert len(titles(text_of(browser, address, deadline_from="2025-03-31", deadline_to="2025-03-31"))) == 1
    assert len(titles(text_of(browser, address, q="bangui mission"))) == 1
    assert titles(text_of(browser, address, axis="1")) == []


def test_the_state_of_an_action_changes_and_is_taken_back(browser: Client, held: Session) -> None:
    action = held.actions.first()
    address = reverse("concertation:action-status", args=[action.uid])
    html = text_of(browser, action.get_absolute_url())
    assert "Annuler le dernier changement" not in html
    answer = browser.post(address, {"status": "done", "note": "Transmise."}, follow=True)
    action.refresh_from_db()
    assert action.status == "done" and "Transmise." in answer.content.decode()
    row = story_of(action).last()
    assert (row.event, row.by.username, row.details["before"]) == ("action_point_status_changed", "secretaire", "open")
    browser.post(address, {"undo": "1"})
    action.refresh_from_db()
    assert action.status == "open" and story_of(action).last().event == "action_point_status_undone"
    browser.post(address, {"undo": "1"})
    action.refresh_from_db()
    assert action.status == "open" and story_of(action).count() == 2


def test_an_undo_never_takes_back_what_somebody_else_changed_since(secretary: User, held: Session) -> None:
    action = held.actions.first()
    change_action_point_status(by=secretary, action=action, status="done")
    ActionPoint.objects.filter(pk=action.pk).update(status="cancelled")
    assert undo_action_point_status(by=secretary, action=action).status == "cancelled"


def test_a_note_alone_is_kept(browser: Client, held: Session) -> None:
    action = held.actions.first()
    browser.post(reverse("concertation:action-status", args=[action.uid]), {"status": "open", "note": "Relance."})
    assert story_of(action).last().event == "action_point_noted"
    assert "Relance." in text_of(browser, action.get_absolute_url())


def test_an_unknown_state_is_refused_with_the_form(browser: Client, held: Session) -> None:
    answer = browser.post(reverse("concertation:action-status", args=[held.actions.first().uid]), {"status": "perdue"})
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()


def test_a_reader_sees_and_does_not_change(visitor: Client, held: Session) -> None:
    action = held.actions.first()
    for address in (*map(reverse, LISTS), held.get_absolute_url(), action.get_absolute_url()):
        assert visitor.get(address).status_code == 200, address
    assert "<textarea" not in visitor.get(action.get_absolute_url()).content.decode()
    address = reverse("concertation:action-status", args=[action.uid])
    for form in ({"status": "done"}, {"undo": "1"}, {"status": "perdue"}):
        assert visitor.post(address, form).status_code == 403
    action.refresh_from_db()
    assert action.status == "open"


def test_what_is_not_there_is_said(browser: Client) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    for route in ("concertation:session", "concertation:action"):
        assert browser.get(reverse(route, args=[nowhere])).status_code == 404


def test_a_corrected_version_is_listed_with_the_one_it_replaces(
    browser: Client, secretary: User, held: Session, taken: Callable[..., Intake],
) -> None:
    writer = Writer()
    made = reading(small_minutes(writer, place=writer.say("Maison de la culture")), writer, "corrigé.docx")
    intake = taken(made)
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=secretary, line=line)
    intake.refresh_from_db()
    confirm_intake(by=secretary, intake=intake)
    address = reverse("concertation:minutes")
    html = text_of(browser, address)
    assert len(titles(html)) == 2 and "1 (remplacée)" in html
    assert "corrigé.docx" in text_of(browser, address, current="1")
    assert len(titles(text_of(browser, address, current="1"))) == 1
    sheet = text_of(browser, held.get_absolute_url())
    assert sheet.index("Version 2") < sheet.index("Version 1") and "Maison de la culture" in sheet


def test_the_sheets_of_the_directory_lead_to_the_filtered_lists(browser: Client, held: Session) -> None:
    owner = held.actions.get(text__startswith="Transmettre").responsibles.exclude(organisation=None).first()
    organisation = Organisation.objects.get(pk=owner.organisation_id)
    html = text_of(browser, organisation.get_absolute_url())
    assert f"{reverse('concertation:actions')}?organisation={organisation.code}" in html
    region = held.body.region
    html = text_of(browser, region.get_absolute_url())
    assert f"{reverse('concertation:sessions')}?region={region.pcode}" in html
    quiet = Organisation.objects.exclude(pk__in=[owner.organisation_id for action in held.actions.all()
                                                 for owner in action.responsibles.exclude(organisation=None)]).exclude(
        pk__in=held.attendance.exclude(organisation=None).values("organisation")).exclude(
        pk__in=held.recommendation_set.recommendations.values("responsibilities__organisation")).first()
    assert quiet is None or "?organisation=" not in text_of(browser, quiet.get_absolute_url())
