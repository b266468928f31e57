"""The pages of bodies, planning, agenda and the life of a session, asked as a browser does."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import Body, BodyMember, Outline, Session
from canevas.governance.concertation.queries.meeting import agenda_of, mark_of
from tests.factories.minutes import user


@pytest.fixture
def browser(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


def said(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return unescape(answer.content.decode())


def at(name: str, *args: object) -> str:
    return reverse(f"concertation:{name}", args=args)


def test_the_bodies_are_read_region_by_region(browser: Client, held: Session, planned: Session) -> None:
    page = said(browser, at("bodies"))
    assert page.index("Cadre de Concertation sur la Migration") < page.index("Région : Agadez")
    assert page.index("Région : Tahoua") < page.index(held.body.name)
    assert held.get_absolute_url() in page and planned.get_absolute_url() in page
    assert "2 actions ouvertes" in page


def test_everybody_sees_the_bodies_and_counts_only_what_they_see(
        client: Client, held: Session, planned: Session) -> None:
    client.force_login(user("agadez", "reader", Scope(ScopeKind.BODY, "GTM-AGADEZ")))
    page = said(client, at("bodies"))
    assert held.body.name in page
    assert "actions ouvertes" not in page and "1 réunion" not in page and "Nouvelle réunion" not in page
    sheet = said(client, held.body.get_absolute_url())
    assert str(held.uid) not in sheet and str(planned.uid) not in sheet and "Ajouter un membre" not in sheet
    client.force_login(user("tahoua", "reader", Scope(ScopeKind.BODY, "GTM-TAHOUA")))
    page = said(client, at("bodies"))
    assert held.get_absolute_url() in page
    assert planned.get_absolute_url() not in page, "a planned meeting is a draft"


def test_nobody_without_a_role_sees_them(client: Client, body: Body) -> None:
    assert client.get(at("bodies")).status_code == 302
    client.force_login(User.objects.create(username="sans-role"))
    assert client.get(at("bodies")).status_code == 403
    assert client.get(body.get_absolute_url()).status_code == 403


def test_a_body_of_any_code_has_its_page(browser: Client) -> None:
    made = Body.objects.create(code="Comité A/B « été »", name="Comité d'été")
    assert made.name in said(browser, made.get_absolute_url())
    said(browser, at("body-edit", made.code))
    said(browser, at("body", "N'existe pas"), 404)


def test_a_reader_gets_no_form(client: Client, body: Body, members: list[BodyMember], held: Session,
                               planned: Session) -> None:
    client.force_login(user("tahoua", "reader", Scope(ScopeKind.BODY, "GTM-TAHOUA")))
    for url in (at("body-add"), at("body-edit", body.code), at("body-quorum", body.code), at("body-close", body.code),
                at("body-outline", body.code), at("body-member-add", body.code), at("outline-common"),
                at("body-member", body.code, members[0].uid), at("session-plan"), at("session-facts", held.uid),
                at("session-agenda", held.uid), at("session-complete", held.uid), at("session-documents", held.uid),
                at("session-move", held.uid) + "?move=reopen"):
        assert client.get(url).status_code == 403, url
        assert client.post(url, {}).status_code == 403, url
    assert client.post(at("body-member-end", body.code, members[0].uid), {"act": "mistake"}).status_code == 403
    for name in ("session-facts", "session-agenda", "session-complete", "session-documents", "session-move"):
        assert client.get(at(name, planned.uid)).status_code == 404, "what is not seen is not there"


def test_add_edit_and_close_a_body(browser: Client) -> None:
    answer = browser.post(at("body-add") + "?below=CRCM-TAHOUA", {
        "name": "Groupe diaspora de Tahoua", "kind": "commission", "parent": "CRCM-TAHOUA", "region": ""})
    made = Body.objects.get(name="Groupe diaspora de Tahoua")
    assert answer.url == made.get_absolute_url()
    answer = browser.post(at("body-add"), {"name": "groupe DIASPORA de Tahoua", "kind": "other"})
    assert answer.status_code == 422 and "désigne déjà" in unescape(answer.content.decode())
    browser.post(at("body-edit", made.code), {
        "name": "Groupe de la diaspora", "short_name": "GD-Tahoua", "kind": "commission", "parent": "CRCM-TAHOUA",
        "region": made.region.pcode, "aliases": "Comité diaspora\n\n Groupe   diaspora", "valid_from": "2024-01-01"})
    made.refresh_from_db()
    assert (made.name, made.aliases) == ("Groupe de la diaspora", ["Comité diaspora", "Groupe diaspora"])
    browser.post(at("body-close", made.code), {"day": "2024-06-30"})
    assert "fermée depuis" in said(browser, made.get_absolute_url())
    assert "Instances fermées" in said(browser, at("bodies"))
    browser.post(at("body-close", made.code), {"act": "reopen"})
    made.refresh_from_db()
    assert made.valid_to is None


def test_the_quorum_is_shown_with_where_it_comes_from(browser: Client, body: Body, members: list[BodyMember]) -> None:
    assert "Aucun quorum" in said(browser, body.get_absolute_url())
    browser.post(at("body-quorum", "CCM"), {"rule": "majority"})
    page = said(browser, body.get_absolute_url())
    assert "repris de CCM" in page and "aujourd’hui 2 sur 3" in page
    assert browser.post(at("body-quorum", body.code), {"rule": "share"}).status_code == 422
    browser.post(at("body-quorum", body.code), {"rule": "share", "value": "90"})
    page = said(browser, body.get_absolute_url())
    assert "repris de" not in page and "aujourd’hui 3 sur 3" in page


def test_members_are_added_by_any_of_their_names(browser: Client, body: Body) -> None:
    assert "datalist" in said(browser, at("body-member-add", body.code))
    answer = browser.post(at("body-member-add", body.code), {"organisation": "HCR", "role": "member", "another": "1"})
    assert answer.url == at("body-member-add", body.code)
    member = body.members.get()
    assert member.organisation.acronym == "HCR"
    answer = browser.post(at("body-member-add", body.code), {"organisation": "unhcr", "role": "chair"})
    assert answer.status_code == 422 and "siège déjà" in unescape(answer.content.decode())
    answer = browser.post(at("body-member-add", body.code), {"organisation": "Zzyx Qwv", "role": "member"})
    assert "« Zzyx Qwv » n" in unescape(answer.content.decode())
    browser.post(at("body-member", body.code, member.uid), {"role": "observer", "person": "Mme Ali",
                                                            "starts_on": "2024-01-01"})
    member.refresh_from_db()
    assert (member.role, member.person, member.starts_on) == ("observer", "Mme Ali", date(2024, 1, 1))
    answer = browser.post(at("body-member-end", body.code, member.uid), {"act": "end", "day": "2023-01-01"})
    assert answer.url == at("body-member", body.code, member.uid)
    browser.post(at("body-member-end", body.code, member.uid), {"act": "end", "day": "2024-02-01"})
    assert "Anciens membres" in said(browser, body.get_absolute_url())
    browser.post(at("body-member-end", body.code, member.uid), {"act": "mistake"})
    assert not body.members.exists()
    assert browser.get(at("body-member", body.code, member.uid)).status_code == 302


def test_the_outline_is_arranged_without_javascript(browser: Client, body: Body) -> None:
    page = said(browser, at("body-outline", body.code))
    assert "suit le canevas commun" in page
    sent = {"seen": "", "kind": ["adoption", "free", "miscellaneous"], "title": ["Adoption du {date}", "", "Divers"]}
    page = unescape(browser.post(at("body-outline", body.code), {**sent, "act": "up:2"}).content.decode())
    assert page.index('value="Divers"') < page.index('value=""', page.index("Adoption du"))
    assert "en place 2 sur 3" in page and not Outline.objects.exists()
    answer = browser.post(at("body-outline", body.code), {**sent, "act": "add"})
    assert answer.content.decode().count('name="title"') == 4
    assert browser.post(at("body-outline", body.code), {**sent, "act": "remove:1"}).content.decode().count(
        'name="title"') == 2
    wrong = {"seen": "", "kind": ["free", "adoption"], "title": ["x", "y"], "act": "save"}
    answer = browser.post(at("body-outline", body.code), wrong)
    assert answer.status_code == 422 and 'value="y"' in answer.content.decode()
    assert browser.post(at("body-outline", body.code), {**sent, "act": "save"}).url == body.get_absolute_url()
    assert [row["title"] for row in Outline.objects.get(body=body).sections] == ["Adoption du {date}", "", "Divers"]
    answer = browser.post(at("body-outline", body.code), {**sent, "act": "save"})
    assert answer.status_code == 422 and "entre-temps" in unescape(answer.content.decode())
    seen = Outline.objects.get(body=body).changed_at.isoformat()
    browser.post(at("body-outline", body.code), {"seen": seen, "act": "reset"})
    assert not Outline.objects.exists()


def test_plan_a_meeting_from_the_sheet_of_its_body(browser: Client, held: Session, soon: date) -> None:
    page = said(browser, at("session-plan") + f"?body={held.body.code}")
    assert f'value="{held.body.code}" selected' in page
    sent = {"body": held.body.code, "stage": "ordinary", "date": soon.isoformat(), "start": "09:00", "end": "12:30",
            "place": "Gouvernorat", "number": "", "chairs": "", "signatory": ""}
    answer = browser.post(at("session-plan"), sent)
    made = Session.objects.get(date=soon)
    assert answer.url == at("session-agenda", made.uid)
    assert (made.start, made.place, made.state) == (time(9), "Gouvernorat", "planned")
    answer = browser.post(at("session-plan"), sent)
    assert answer.status_code == 422 and "a déjà une réunion" in unescape(answer.content.decode())
    assert "Adoption du compte rendu" in said(browser, at("session-agenda", made.uid))
    sheet = said(browser, made.get_absolute_url())
    assert "Convoquer" in sheet and "Modifier l’ordre du jour" in sheet and "2 actions ouvertes" in sheet


def test_only_bodies_that_one_plans_for_are_offered(client: Client, body: Body) -> None:
    client.force_login(user("tahoua", "rapporteur", Scope(ScopeKind.BODY, "GTM-TAHOUA")))
    page = said(client, at("session-plan"))
    assert "GTM-TAHOUA" in page and "GTM-AGADEZ" not in page
    answer = client.post(at("session-plan"), {"body": "GTM-AGADEZ", "stage": "ordinary", "date": "2030-01-08"})
    assert answer.status_code == 422 and not Session.objects.exists()


def test_the_agenda_without_javascript(browser: Client, planned: Session) -> None:
    url = at("session-agenda", planned.uid)
    seen = mark_of(agenda_of(planned))
    assert browser.post(url, {"act": "add", "title": "Situation des sites", "seen": seen}).status_code == 302
    answer = browser.post(url, {"act": "add", "title": "Un autre point", "seen": seen})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409 and "entre-temps" in page and "Un autre point" in page
    items = agenda_of(planned)
    browser.post(url, {"act": "down", "item": items[0].uid, "seen": mark_of(items)})
    assert [one.title for one in agenda_of(planned)] == ["Divers", "Situation des sites", "Recommandations"]
    items = agenda_of(planned)
    browser.post(url, {"act": "rename", "item": items[0].uid, "title": "Divers et dates", "seen": mark_of(items)})
    browser.post(url, {"act": "remove", "item": items[1].uid, "seen": mark_of(agenda_of(planned))})
    assert "Points ôtés" in said(browser, url)
    browser.post(url, {"act": "restore", "item": items[1].uid})
    assert [one.title for one in agenda_of(planned)] == ["Divers et dates", "Situation des sites", "Recommandations"]
    for wrong in ({"act": "up", "item": "x"}, {"act": "explode", "item": items[0].uid}, {"act": ""}):
        assert browser.post(url, wrong).status_code == 422


def test_the_agenda_with_htmx_is_a_part_and_says_what_happened(browser: Client, planned: Session) -> None:
    url, items = at("session-agenda", planned.uid), agenda_of(planned)
    answer = browser.post(url, {"act": "order", "order": ",".join(str(one.uid) for one in items[::-1]),
                                "seen": mark_of(items)}, headers={"HX-Request": "true"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 200 and "<html" not in page and "L’ordre est enregistré." in page
    answer = browser.post(url, {"act": "up", "item": items[0].uid, "seen": mark_of(items)},
                          headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "entre-temps" in unescape(answer.content.decode())


def test_the_life_of_a_meeting_on_its_sheet(browser: Client, planned: Session, soon: date) -> None:
    move = at("session-move", planned.uid)
    browser.post(move, {"move": "convene"})
    assert "Convoquée" in said(browser, planned.get_absolute_url())
    answer = browser.post(move, {"move": "postpone", "reason": ""})
    assert answer.status_code == 422 and "Dites pourquoi" in unescape(answer.content.decode())
    browser.post(move, {"move": "postpone", "reason": "La salle est fermée."})
    page = said(browser, planned.get_absolute_url())
    assert "Reportée" in page and "La salle est fermée." in page and "Prévoir de nouveau" in page
    assert browser.post(move, {"move": "plan-again"}).status_code == 422
    browser.post(move, {"move": "plan-again", "day": (soon + timedelta(days=3)).isoformat()})
    planned.refresh_from_db()
    assert (planned.state, planned.date) == ("planned", soon + timedelta(days=3))
    assert browser.post(move, {"move": "reopen"}).url == planned.get_absolute_url()
    browser.post(move, {"move": "hold"})
    page = said(browser, planned.get_absolute_url())
    assert "Avant de diffuser" in page and "Rien n’a encore été écrit" in page


def test_the_facts_of_a_planned_meeting_are_edited(browser: Client, planned: Session) -> None:
    url = at("session-facts", planned.uid)
    sent = {"date": planned.date.isoformat(), "stage": "ordinary", "start": "10:00", "end": "09:00", "chairs": "A\nB"}
    assert browser.post(url, sent).status_code == 422
    assert browser.post(url, {**sent, "end": "11:00"}).url == planned.get_absolute_url()
    planned.refresh_from_db()
    assert (planned.start, planned.chairs) == (time(10), ["A", "B"])
    story = said(browser, planned.get_absolute_url())
    assert "10\u00a0h" in story and "10:00:00" not in story and "A ; B" in story, "facts are told in words"


def test_a_finished_meeting_is_completed_and_gets_its_files(browser: Client, planned: Session) -> None:
    row = planned.attendance.first()
    Session.objects.filter(pk=planned.pk).update(state="final", start=time(9))
    assert browser.get(at("session-facts", planned.uid)).url == at("session-complete", planned.uid)
    url = at("session-complete", planned.uid)
    page = said(browser, url)
    assert 'name="end"' in page and 'name="start"' not in page
    browser.post(url, {"end": "12:00", f"function-{row.pk}": "Présidente de séance", "start": "07:00"})
    planned.refresh_from_db()
    row.refresh_from_db()
    assert (planned.start, planned.end, row.function) == (time(9), time(12), "Présidente de séance")
    browser.post(at("session-documents", planned.uid), {
        "file": SimpleUploadedFile("liste.jpg", b"\xff\xd8\xff"), "label": "Liste signée"})
    document = planned.documents.get()
    sheet = said(browser, planned.get_absolute_url())
    assert "Liste signée" in sheet and "Compléter ce qui est vide" in sheet
    assert browser.get(reverse("files:download", args=[document.file.uid])).status_code == 200
    browser.post(at("session-documents", planned.uid), {"remove": str(document.uid)})
    browser.post(at("session-documents", planned.uid), {"remove": "x"})
    assert not planned.documents.exists()


def test_the_tree_of_bodies_takes_a_bounded_number_of_queries(
        browser: Client, held: Session, planned: Session,
        django_assert_max_num_queries: Callable[[int], object]) -> None:
    said(browser, at("bodies"))
    with django_assert_max_num_queries(16):
        said(browser, at("bodies"))


def test_organisations_of_the_directory_only(browser: Client, body: Body) -> None:
    assert Organisation.objects.exists()
    answer = browser.post(at("body-member-add", body.code), {"organisation": "", "role": "member"})
    assert answer.status_code == 422
