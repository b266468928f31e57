"""The pages: what an organisation owes, the sheet of an action, the list of a session; and who reaches them."""
from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import ActionPoint, Session
from canevas.governance.concertation.operations.carrying_over import bring_back_open_actions
from canevas.governance.concertation.operations.progress import report_progress
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings

PHOTO = b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 40


def signed_in(who: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(who)
    return client


def page(client: Client, route: str, *args: object, **asked: str) -> str:
    answer = client.get(f"{reverse(f'concertation:{route}', args=args)}?{urlencode(asked)}")
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8", "replace")


@pytest.fixture
def oim(secretary: User) -> User:
    return user("oim", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))


@pytest.fixture
def owed(meetings: Meetings) -> dict[str, ActionPoint]:
    today = timezone.localdate()
    session = meetings.session(today - timedelta(days=40), "circulated")
    deadlines = {"late": today - timedelta(days=3), "soon": today + timedelta(days=5),
                 "later": today + timedelta(days=60)}
    made = {name: meetings.action(session, f"Action {name}", f"{day:%d/%m/%Y}") for name, day in deadlines.items()}
    made["undated"] = meetings.action(session, "Action undated", "dès que possible")
    made["continuous"] = meetings.action(session, "Action continuous", "en continu", ("PTF",))
    made["theirs"] = meetings.action(session, "Action des autres", "31/12/2030", ("HCR",))
    return made


def test_what_is_owed_is_grouped_by_how_much_it_presses(oim: User, owed: dict[str, ActionPoint]) -> None:
    answer = signed_in(oim).get(reverse("concertation:owed"))
    assert answer.url == reverse("concertation:owed-by", args=["OIM"])  # type: ignore[attr-defined]
    html = page(signed_in(oim), "owed-by", "OIM")
    places = [html.index(f"Action {name}<") for name in ("late", "soon", "later", "undated", "continuous")]
    assert places == sorted(places) and "Action des autres" not in html
    assert "par « PTF »" in html and "Ma structure" in html and "ouverte depuis 5 semaines" in html


def test_a_report_is_made_on_the_line(oim: User, owed: dict[str, ActionPoint]) -> None:
    address = reverse("concertation:owed-report", args=["OIM", owed["late"].uid])
    client = signed_in(oim)
    asked = client.post(address, {"status": "done"}, headers={"HX-Request": "true"})
    assert "Rien ne montre encore" in asked.content.decode() and owed["late"].progress.count() == 0
    answer = client.post(address, {"status": "done", "evidence": SimpleUploadedFile("remise.png", PHOTO)},
                         headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert "Votre signalement est enregistré" in html and "<html" not in html
    report = owed["late"].progress.get()
    assert (report.status, report.organisation.code, report.evidence.name) == ("done", "OIM", "remise.png")
    sure = client.post(reverse("concertation:owed-report", args=["OIM", owed["soon"].uid]),
                       {"status": "done", "sure": "1"})
    assert sure.status_code == 302 and owed["soon"].progress.count() == 1
    assert "remise.png" in page(client, "action", owed["late"].uid)
    evidence = client.get(reverse("files:download", args=[report.evidence.uid]))
    assert evidence.status_code == 200 and b"".join(evidence.streaming_content) == PHOTO


def test_what_is_refused_is_said_on_the_line_and_changes_nothing(oim: User, owed: dict[str, ActionPoint]) -> None:
    client, address = signed_in(oim), reverse("concertation:owed-report", args=["OIM", owed["late"].uid])
    for given in ({"status": "cancelled"}, {"status": "done", "evidence_url": "javascript:alert(1)"},
                  {"status": "open"}, {}, {"status": "done", "evidence": SimpleUploadedFile("outil.exe", b"MZ" * 9)}):
        answer = client.post(address, given, headers={"HX-Request": "true"})
        assert answer.status_code == 200 and "enregistré" not in answer.content.decode()
    assert client.post(address, {"status": "cancelled"}).status_code == 422
    assert not owed["late"].progress.exists()


def test_another_organisation_is_read_and_not_reported_on(oim: User, owed: dict[str, ActionPoint]) -> None:
    client = signed_in(oim)
    theirs = owed["theirs"]
    assert "Action des autres" not in page(client, "owed-by", "HCR")  # seen by those it concerns only
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert client.post(reverse("concertation:owed-report", args=["HCR", theirs.uid]), {"status": "done"}
                       ).status_code == 404
    assert client.post(reverse("concertation:action-status", args=[theirs.uid]), {"status": "done"}
                       ).status_code == 404
    reader = signed_in(user("lecteur", "reader"))
    assert "Action des autres" in page(reader, "owed-by", "HCR") and "owed-report" not in page(reader, "owed-by", "HCR")
    assert reader.post(reverse("concertation:owed-report", args=["HCR", theirs.uid]), {"status": "done"}
                       ).status_code == 403
    assert client.get(reverse("concertation:owed-by", args=["AUCUNE"])).status_code == 404


def test_the_secretariat_sees_who_owes_what(secretary: User, owed: dict[str, ActionPoint]) -> None:
    html = page(signed_in(secretary), "owed")
    assert html.index("/owed/OIM/") < html.index("/owed/HCR/")
    assert "Ma structure</a>" not in html  # no organisation of one's own


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_owed_goes_into_a_file(form: str, oim: User, owed: dict[str, ActionPoint]) -> None:
    text = page(signed_in(oim), "owed-by", "OIM", format=form)
    if form == "csv":
        assert all(str(owed[name].uid) in text for name in ("late", "soon", "later", "undated", "continuous"))
        assert "Action des autres" not in text and "dès que possible" in text


def test_queries_do_not_grow_with_the_actions(oim: User, meetings: Meetings, owed: dict[str, ActionPoint],
                                              django_assert_max_num_queries: object) -> None:
    session = meetings.session(date(2026, 1, 8), "circulated")
    client = signed_in(oim)
    page(client, "owed-by", "OIM")
    for number in range(12):
        meetings.action(session, f"Encore une {number}", "en continu")
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        page(client, "owed-by", "OIM")


def test_the_sheet_says_the_words_the_day_and_why(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session(), deadline="fin du 2e trimestre 2026",
                             responsibles=("DRECM/R", "en collaboration avec l’OIM"))
    html = page(signed_in(secretary), "action", action.uid)
    assert html.index("fin du 2e trimestre 2026") < html.index("30\u00a0juin 2026")
    assert "Fin du trimestre T2 2026." in html and "chef de file" in html and "concerné" in html


def test_the_words_are_changed_and_a_conflict_is_shown(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session())
    client, address = signed_in(secretary), reverse("concertation:action-edit", args=[action.uid])
    given = {"text": "Transmettre la liste corrigée", "responsibles": "OIM\nHCR (lead)", "deadline_text": "fin mars",
             "revision": "0"}
    assert client.post(address, given).status_code == 302
    action.refresh_from_db()
    assert (action.text, action.revision, action.due_on) == ("Transmettre la liste corrigée", 1, date(2026, 3, 31))
    answer = client.post(address, {**given, "text": "Une autre version"})
    html = answer.content.decode()
    assert answer.status_code == 422 and "Une autre version" in html and "Transmettre la liste corrigée" in html
    assert 'name="revision" value="1"' in html
    assert signed_in(user("lecteur", "reader")).get(address).status_code in (403, 404)
    assert client.post(address, {"remove": "1"}).status_code == 302
    assert not ActionPoint.objects.filter(pk=action.pk).exists()


@pytest.mark.parametrize(("asked", "found"), [
    ({"kind": "day"}, {"late", "soon", "later", "theirs"}), ({"kind": "continuous"}, {"continuous"}),
    ({"kind": "urgency"}, {"undated"}), ({"age": "3"}, set()), ({"carried": "1"}, {"late"}),
    ({"carried": "2"}, set()), ({"ownerless": "1"}, set()), ({"organisation": "HCR"}, {"theirs", "continuous"}),
])
def test_the_list_is_narrowed(asked: dict[str, str], found: set[str], secretary: User, meetings: Meetings,
                              owed: dict[str, ActionPoint]) -> None:
    later = meetings.session(timezone.localdate(), "held")
    later.reviews.create(action=owed["late"], status="open")
    html = page(signed_in(secretary), "actions", **asked)
    assert {name for name, action in owed.items() if f">{action.text}</a>" in html} == found


def test_at_the_session_each_line_is_written_down(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session(date(2025, 10, 2), "final"), "Ancienne action")
    session = meetings.session(date(2026, 5, 7), "held")
    client, address = signed_in(secretary), reverse("concertation:session-review", args=[session.uid])
    assert "Faire revenir" in client.get(address).content.decode()
    client.post(reverse("concertation:session-review-refresh", args=[session.uid]))
    html = client.get(address).content.decode()
    assert "Ancienne action" in html and "ouverte depuis 7 mois" in html and "1er passage" in html
    line = reverse("concertation:session-review-record", args=[session.uid, action.uid])
    answer = client.post(line, {"status": "in_progress", "note": "La liste avance.", "base": ""},
                         headers={"HX-Request": "true"})
    assert "Enregistré" in answer.content.decode() and "La liste avance." in answer.content.decode()
    theirs = client.post(line, {"status": "done", "note": "Terminée.", "base": "autre"}, headers={"HX-Request": "true"})
    html = theirs.content.decode()
    assert "La liste avance." in html and "Terminée.</textarea>" in html.replace("\n", "")
    action.refresh_from_db()
    assert action.status == "in_progress"
    assert client.post(line, {"status": "done", "note": "Terminée.", "base": "La liste avance."}).status_code == 302


def test_a_draft_and_its_list_are_not_there_for_readers(secretary: User, meetings: Meetings) -> None:
    meetings.action(meetings.session(date(2025, 10, 2), "final"))
    session = meetings.session(date(2026, 5, 7), "held")
    bring_back_open_actions(by=secretary, session=session)
    reader = signed_in(user("lecteur", "reader"))
    address = reverse("concertation:session-review", args=[session.uid])
    assert reader.get(address).status_code == 404
    Session.objects.filter(pk=session.pk).update(state="circulated")
    html = reader.get(address).content.decode()
    assert "Transmettre la liste" in html and "<textarea" not in html
    action = session.reviews.get().action
    record = reverse("concertation:session-review-record", args=[session.uid, action.uid])
    assert reader.post(record, {"status": "done", "note": "x"}).status_code == 403
    assert reader.post(reverse("concertation:session-review-refresh", args=[session.uid])).status_code == 403


def test_a_report_of_a_focal_point_with_two_organisations_says_in_whose_name(
        secretary: User, oim: User, meetings: Meetings) -> None:
    oim.grants.create(role="focal_point", scope_kind="organisation", scope_key="HCR")
    action = meetings.action(meetings.session(state="circulated"), responsibles=("OIM", "HCR"))
    client = signed_in(User.objects.get(pk=oim.pk))
    assert "Au nom de" in page(client, "action", action.uid)
    client.post(reverse("concertation:action-status", args=[action.uid]),
                {"status": "in_progress", "note": "Commencé.", "organisation": "HCR"})
    assert action.progress.get().organisation == Organisation.objects.get(code="HCR")
    assert client.post(reverse("concertation:action-status", args=[action.uid]), {"undo": "1"}).status_code == 302
    action.refresh_from_db()
    assert action.status == "open"
    report_progress(by=secretary, action=action, status="done", note="Fait.")
    assert client.post(reverse("concertation:action-status", args=[action.uid]), {"undo": "1"}).status_code == 302
    action.refresh_from_db()
    assert action.status == "done"
