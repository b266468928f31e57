"""Reports on actions: who may report what, evidence, undo, and the day that moves on."""
from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation, Territory
from canevas.commons.files.models import StoredFile
from canevas.governance.concertation.models import ActionPoint, ActionProgress, Session
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.progress import (
    Evidence,
    report_progress,
    reporter_of,
    take_back_progress,
)
from canevas.governance.concertation.queries.action_sheet import edits_of, steps_of
from canevas.governance.concertation.rules.action_progress import Reporter, ReportRefused
from canevas.tools.documents.nodes import DocumentRefused
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings

PHOTO = b"\x89PNG\r\n\x1a\n" + b"\x00\x01" * 40


@pytest.fixture
def action(meetings: Meetings) -> ActionPoint:
    return meetings.action(meetings.session(state="circulated"))


@pytest.fixture
def oim(secretary: User) -> User:
    return user("oim", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))


def test_a_report_changes_the_state_and_is_told_with_who_and_why(secretary: User, action: ActionPoint) -> None:
    report_progress(by=secretary, action=action, status="in_progress", note="La liste est à moitié faite.")
    report_progress(by=secretary, action=action, status="done", evidence_url="gouvernorat.example/liste")
    action.refresh_from_db()
    assert (action.status, action.done_on) == ("done", timezone.localdate())
    assert [(row.status, row.note, row.evidence_url) for row in action.progress.all()] == [
        ("in_progress", "La liste est à moitié faite.", ""), ("done", "", "https://gouvernorat.example/liste")]
    assert [entry.event for entry in story_of(action)][1:] == ["action_point_status_changed"] * 2
    assert [step.kind for step in steps_of(action, secretary)] == ["taken", "report", "report"]
    assert [entry.event for entry in edits_of(action)] == ["action_point_added"]


def test_a_file_is_an_evidence_and_is_kept_as_it_is(oim: User, action: ActionPoint) -> None:
    made = report_progress(by=oim, action=action, status="done", evidence=Evidence("C:\\photos\\remise.png", PHOTO))
    assert made.evidence is not None and (made.evidence.name, made.evidence.format) == ("remise.png", "image")
    assert made.organisation is not None and made.organisation.code == "OIM"


@pytest.mark.parametrize(("name", "content"), [
    ("vide.png", b""), ("outil.exe", b"MZ" + b"\x90" * 40), ("page.html", b"<html><script>alert(1)</script></html>"),
    ("photo.html", PHOTO), ("script.bat", b"del /s /q *"), ("archive.zip", b"PK\x05\x06" + b"\x00" * 18),
])
def test_a_file_that_is_no_evidence_leaves_nothing(name: str, content: bytes, oim: User, action: ActionPoint) -> None:
    with pytest.raises(DocumentRefused):
        report_progress(by=oim, action=action, status="done", evidence=Evidence(name, content))
    assert not ActionProgress.objects.exists() and not StoredFile.objects.exists()
    action.refresh_from_db()
    assert action.status == "open"


def test_a_file_that_is_too_large_is_refused(settings: object, oim: User, action: ActionPoint) -> None:
    settings.CANEVAS_MAX_UPLOAD_BYTES = 50  # type: ignore[attr-defined]
    with pytest.raises(DocumentRefused):
        report_progress(by=oim, action=action, evidence=Evidence("remise.png", PHOTO))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://", "x" * 40,
                                  "https://exemple.ne/" + "a" * 600])
def test_a_link_that_leads_nowhere_safe_is_refused(link: str, oim: User, action: ActionPoint) -> None:
    with pytest.raises(ReportRefused):
        report_progress(by=oim, action=action, evidence_url=link)
    assert not ActionProgress.objects.exists()


def test_a_focal_point_says_under_way_and_done_and_no_more(oim: User, action: ActionPoint) -> None:
    for status in ("cancelled", "open", "nonsense"):
        if status != action.status:
            with pytest.raises(ReportRefused):
                report_progress(by=oim, action=action, status=status, note="Voilà")
    report_progress(by=oim, action=action, status="in_progress")
    with pytest.raises(ReportRefused):
        report_progress(by=oim, action=action, status="open")


def test_a_focal_point_does_not_bring_back_what_was_cancelled(
        secretary: User, oim: User, action: ActionPoint) -> None:
    report_progress(by=secretary, action=action, status="cancelled", note="Sans objet.")
    with pytest.raises(ReportRefused):
        report_progress(by=oim, action=action, status="done")
    report_progress(by=secretary, action=action, status="open")
    action.refresh_from_db()
    assert action.status == "open"


def test_a_focal_point_reports_only_what_its_own_organisation_owes(meetings: Meetings, action: ActionPoint) -> None:
    other = user("hcr", "focal_point", Scope(ScopeKind.ORGANISATION, "HCR"))
    assert reporter_of(other, action) is None
    with pytest.raises(PermissionDenied):
        report_progress(by=other, action=action, status="done")
    with pytest.raises(PermissionDenied):
        take_back_progress(by=other, action=action)
    reader = user("lecteur", "reader")
    with pytest.raises(PermissionDenied):
        report_progress(by=reader, action=action, note="Un mot")
    elsewhere = user("agadez", "rapporteur", Scope(ScopeKind.REGION, "NE001"))
    with pytest.raises(PermissionDenied):
        report_progress(by=elsewhere, action=action, note="Un mot")
    assert not ActionProgress.objects.exists()


@pytest.mark.parametrize(("words", "code", "owes"), [
    ("Toutes les régions", "DRECMR", True), ("Toutes les régions", "OIM", False),
    ("Agences des Nations Unies", "OIM", True), ("Agences des Nations Unies", "DRECMR", False),
    ("PTF", "OIM", True), ("Les ministères", "MI", True), ("Les ministères", "DRECMR", False),
])
def test_words_that_stand_for_many_make_each_of_them_owe_it(
        words: str, code: str, owes: bool, meetings: Meetings) -> None:
    action = meetings.action(meetings.session(state="circulated"), responsibles=(words,))
    focal = user("pf", "focal_point", Scope(ScopeKind.ORGANISATION, code))
    assert (reporter_of(focal, action) is Reporter.ANSWERER) is owes


def test_a_regional_direction_owes_what_its_own_region_asks_of_the_whole(meetings: Meetings) -> None:
    Organisation.objects.create(
        code="DRECMR-TAHOUA", name="DRECM/R de Tahoua", kind="state",
        parent=Organisation.objects.get(code="DRECMR"), region=Territory.objects.get(pcode="NE005"))
    focal = user("pf", "focal_point", Scope(ScopeKind.ORGANISATION, "DRECMR-TAHOUA"))
    here = meetings.action(meetings.session(state="circulated"), responsibles=("DRECM/R",))
    there = meetings.action(meetings.session(body="GTM-AGADEZ", state="circulated"), responsibles=("DRECM/R",))
    national = meetings.session(date(2026, 4, 1), body="CCM", state="circulated")
    named = meetings.action(national, responsibles=("Tahoua",))
    assert [reporter_of(focal, one) for one in (here, there, named)] == [Reporter.ANSWERER, None, Reporter.ANSWERER]


def test_the_last_report_is_taken_back_and_both_are_told(secretary: User, action: ActionPoint) -> None:
    report_progress(by=secretary, action=action, status="in_progress")
    report_progress(by=secretary, action=action, status="done", note="Fait.")
    take_back_progress(by=secretary, action=action)
    action.refresh_from_db()
    assert (action.status, action.done_on) == ("in_progress", None)
    take_back_progress(by=secretary, action=action)
    action.refresh_from_db()
    assert action.status == "open" and take_back_progress(by=secretary, action=action) is None
    steps = steps_of(action, secretary)
    assert [(step.kind, step.is_taken_back) for step in steps] == [
        ("taken", False), ("report", True), ("report", True), ("back", False), ("back", False)]
    assert [(step.before, step.after) for step in steps[1:]] == [
        ("open", "in_progress"), ("in_progress", "done"), ("done", "in_progress"), ("in_progress", "open")]


def test_a_focal_point_takes_back_only_its_own_report(secretary: User, oim: User, action: ActionPoint) -> None:
    report_progress(by=secretary, action=action, status="in_progress")
    assert take_back_progress(by=oim, action=action) is None
    report_progress(by=oim, action=action, status="done", note="Remise faite.")
    assert take_back_progress(by=oim, action=action) is not None
    action.refresh_from_db()
    assert action.status == "in_progress"


def test_what_was_done_before_it_is_reported_keeps_its_day(secretary: User, action: ActionPoint) -> None:
    with pytest.raises(ReportRefused):
        report_progress(by=secretary, action=action, status="done", done_on=timezone.localdate() + timedelta(days=1))
    action.refresh_from_db()
    assert action.status == "open" and not action.progress.exists()
    report_progress(by=secretary, action=action, status="done", done_on=date(2026, 3, 20))
    action.refresh_from_db()
    assert action.done_on == date(2026, 3, 20)


def test_nothing_at_all_is_no_report(secretary: User, action: ActionPoint) -> None:
    with pytest.raises(ReportRefused):
        report_progress(by=secretary, action=action, status=action.status, note="  ")


def test_what_the_minutes_no_longer_say_is_not_reported_on(secretary: User, action: ActionPoint) -> None:
    ActionPoint.objects.filter(pk=action.pk).update(withdrawn_at=timezone.now())
    with pytest.raises(NotNow):
        report_progress(by=secretary, action=action, status="done")


def test_a_report_moves_a_rhythm_on_and_its_undo_moves_it_back(secretary: User, meetings: Meetings) -> None:
    today = timezone.localdate()
    action = meetings.action(meetings.session(today - timedelta(days=100)), deadline="chaque mois")
    assert action.is_late()
    report_progress(by=secretary, action=action, note="Rapport du mois transmis.")
    action.refresh_from_db()
    assert action.due_on is not None and action.due_on >= today and not action.is_late()
    take_back_progress(by=secretary, action=action)
    action.refresh_from_db()
    assert action.is_late()


@pytest.mark.parametrize(("status", "late"), [
    ("open", [False, False, True]), ("in_progress", [False, False, True]),
    ("done", [False] * 3), ("cancelled", [False] * 3),
])
def test_late_is_computed_around_the_due_day(status: str, late: list[bool], meetings: Meetings) -> None:
    action = meetings.action(meetings.session(), deadline="fin mars", status=status)
    due = date(2026, 3, 31)
    assert action.due_on == due
    assert [action.is_late(due + timedelta(days=days)) for days in (-1, 0, 1)] == late


def test_meetings_one_does_not_see_are_not_led_to(secretary: User, action: ActionPoint) -> None:
    later = Session.objects.create(body=action.session.body, date=date(2026, 6, 4), state="planned")
    report_progress(by=secretary, action=action, note="Dit en réunion.", session=later, channel="session")
    oim = user("oim2", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    assert [step.is_session_shown for step in steps_of(action, oim)] == [False, False]
    assert [step.is_session_shown for step in steps_of(action, secretary)] == [True, True]
    assert isinstance(steps_of(action, secretary)[1].at, datetime)
