"""The pages of attendance and invitations, asked as a browser and as a telephone does."""
from __future__ import annotations

import csv
import io
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.models import JournalEntry
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import Attendance, Body, Session
from canevas.governance.concertation.operations import attendance as acts
from canevas.governance.concertation.queries.attendance import lines_of
from tests.factories.minutes import user

HTMX = {"HX-Request": "true"}


@pytest.fixture
def browser(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"concertation:{name}", args=args)


def said(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return unescape(answer.content.decode())


def test_one_tap_on_a_telephone(browser: Client, planned: Session) -> None:
    Body.objects.filter(pk=planned.body_id).update(quorum_rule="majority")
    url, line = at("session-attendance", planned.uid), lines_of(planned)[0]
    assert "Feuille de présence, PDF" in said(browser, url)
    answer = browser.post(url, {"line": line.pk, "seen": 0, "note": "late"}, headers=HTMX)
    part = unescape(answer.content.decode())
    assert answer.status_code == 200 and "<html" not in part and f'id="seat-{line.pk}"' in part
    assert "1 membre sur 3 : quorum non atteint (il en faut 2)." in part and "hx-swap-oob" in part
    answer = browser.post(url, {"line": line.pk, "seen": 1, "act": "save", "arrived_at": "09:20", "person": "Mme Zara",
                                "function": "", "replaced_by": ""})
    assert answer.status_code == 302 and answer.url.endswith(f"#seat-{line.pk}")
    line.refresh_from_db()
    assert (line.status, f"{line.arrived_at:%H:%M}", line.person) == ("late", "09:20", "Mme Zara")
    answer = browser.post(url, {"line": line.pk, "seen": 2, "act": "save", "arrived_at": "25:99"}, headers=HTMX)
    assert "25:99" in answer.content.decode() and "Corrigez ce qui est marqué." in answer.content.decode()


def test_two_people_on_a_line(browser: Client, planned: Session) -> None:
    url, line = at("session-attendance", planned.uid), lines_of(planned)[0]
    colleague = user("tahoua", "rapporteur", Scope(ScopeKind.BODY, "GTM-TAHOUA"))
    acts.note_attendance(by=colleague, line=line, seen=0, changes={"status": "excused"})
    values = {"line": line.pk, "seen": 0, "act": "save", "person": "M. Sani"}
    part = unescape(browser.post(url, values, headers=HTMX).content.decode())
    assert "Entre-temps" in part and "Vous aviez écrit : M. Sani." in part and 'value="1"' in part
    assert browser.post(url, values).status_code == 409
    line.refresh_from_db()
    assert (line.status, line.person) == ("excused", "")


def test_the_list_is_kept(browser: Client, planned: Session) -> None:
    url = at("session-attendance", planned.uid)
    browser.post(url, {"act": "add", "text": "Coopérative des puits"})
    assert "Coopérative des puits" in said(browser, url) and "inconnue de l’annuaire" in said(browser, url)
    answer = browser.post(url, {"act": "add", "text": "Coopérative des puits", "function": "Trésorier"}, headers=HTMX)
    part = unescape(answer.content.decode())
    assert "déjà sur la liste" in part and 'value="Trésorier"' in part, "what was typed stays"
    odd = Attendance.objects.get(verbatim="Coopérative des puits")
    assert odd.status == "expected", "the meeting is still to come"
    browser.post(url, {"act": "remove", "line": odd.pk, "seen": 0})
    assert "Remettre" in said(browser, url)
    browser.post(url, {"act": "restore", "line": odd.pk})
    browser.post(url, {"act": "rest", "note": "present"})
    assert set(planned.attendance.values_list("status", flat=True)) == {"present"}
    assert browser.post(url, {"act": "nonsense"}).status_code == 422


def test_sheets_and_letters_are_handed_over(browser: Client, planned: Session) -> None:
    for name in ("session-sign-in-pdf", "session-sign-in-docx", "session-invitation-pdf", "session-invitation-docx"):
        answer = browser.get(at(name, planned.uid))
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"], name
        assert answer.content[:2] in (b"%P", b"PK")
    assert browser.get(at("session-invitation-zip", planned.uid)).status_code == 405, "what takes long is asked for"
    work = browser.post(at("session-invitation-zip", planned.uid), {"text": "Venez."})
    assert "Télécharger" in said(browser, work["Location"])
    made = browser.get(f"{work['Location']}file/")
    assert b"".join(made)[:2] == b"PK" and "Invitations_GTM-Tahoua" in made["Content-Disposition"]
    answer = browser.get(at("session-invitation-ics", planned.uid))
    assert "method=PUBLISH" in answer["Content-Type"] and len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
    assert JournalEntry.objects.filter(event="attendance_exported").count() == 2, "names left by two sheets"


def test_convening_on_its_page(browser: Client, planned: Session) -> None:
    url = at("session-invitation", planned.uid)
    assert url in said(browser, planned.get_absolute_url())
    page = said(browser, url)
    assert "Le lieu n’est pas indiqué." in page and "J’ai l’honneur de vous inviter" in page
    answer = browser.post(at("session-invitation-pdf", planned.uid), {"text": "Autre texte"})
    assert answer.content[:4] == b"%PDF" and not planned.invitations.exists(), "looking makes nothing"
    work = browser.post(url, {"act": "make", "text": "Venez nombreux.", "signatory": "Le DRECM/R", "send": "1"})
    assert work["Location"] == url and "sur papier" in said(browser, url), "nobody has an address"
    planned.refresh_from_db()
    assert planned.state == "convened"
    page = said(browser, url)
    assert "rien d’autre à faire" in page and "Lettre d’invitation" in page
    assert browser.post(url, {"act": "make", "text": "x", "signatory": "x"}).status_code == 422


def test_attendance_across_meetings(browser: Client, held: Session) -> None:
    organisation = Organisation.objects.filter(pk__in=held.attendance.values("organisation")).first()
    assert organisation is not None
    for day in (10, 20, 30):
        other = Session.objects.create(body=held.body, date=held.date.replace(month=4, day=day), state="circulated")
        Attendance.objects.create(session=other, verbatim="x", organisation=organisation, status="absent")
    held.body.members.create(organisation=organisation)
    url = at("body-attendance", held.body.code)
    page = said(browser, url)
    assert "Membres absents à 3 réunions de suite ou plus" in page and "mark-absent" in page and "1 / 4" in page
    assert "mark-absent" not in said(browser, f"{url}?year=2019")
    answer = browser.get(f"{url}?format=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    row = next(one for one in rows if one[0] == organisation.name)
    assert row[2:] == ["Présent", "Absent", "Absent", "Absent", "1", "4", "25", "3"]
    assert b"".join(browser.get(f"{url}?format=xlsx"))[:2] == b"PK"
    assert JournalEntry.objects.filter(event="attendance_exported").count() == 2
    page = said(browser, at("attendance-of", organisation.code))
    assert "Venue 1 fois sur 4 réunions" in page
    assert "3 réunions manquées de suite" in page


def test_what_one_may_not_see_is_in_no_count(client: Client, secretary: User, held: Session, planned: Session) -> None:
    organisation = held.attendance.exclude(organisation=None).first().organisation
    client.force_login(user("agadez", "reader", Scope(ScopeKind.BODY, "GTM-AGADEZ")))
    for name, key in (("body-attendance", held.body.code), ("attendance-of", organisation.code)):
        page = said(client, at(name, key))
        assert "Pas encore de présence à montrer" in page and str(held.uid) not in page
    for name in ("session-attendance", "session-sign-in-pdf", "session-invitation", "session-invitation-ics"):
        assert client.get(at(name, held.uid)).status_code == 404
    client.force_login(user("tahoua", "reader", Scope(ScopeKind.BODY, "GTM-TAHOUA")))
    for name in ("session-attendance", "session-sign-in-pdf", "session-invitation"):
        assert client.get(at(name, held.uid)).status_code == 403


def test_a_finished_meeting_is_only_read(browser: Client, planned: Session) -> None:
    line = lines_of(planned)[0]
    Session.objects.filter(pk=planned.pk).update(state="final")
    url = at("session-attendance", planned.uid)
    page = said(browser, url)
    assert "ne peut plus être modifiée" in page and "Compléter les noms" in page and 'name="note"' not in page
    assert browser.post(url, {"line": line.pk, "seen": 0, "note": "late"}).status_code == 422
