"""What goes out before a meeting: made once, kept, sent once to each; the calendar event follows what changes."""
from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import time, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from icalendar import Calendar

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation
from canevas.commons.files.queries import content_of
from canevas.governance.concertation.export.sign_in_sheet import (
    BLANK_LINES,
    Expected,
    Meeting,
    sign_in_form,
    sign_in_pdf,
)
from canevas.governance.concertation.models import Body, BodyMember, Invitation, Session
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.operations.inviting import issue_letter, send_again, send_letters
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.planning import edit_facts, plan_again, plan_session
from canevas.governance.concertation.queries import inviting
from canevas.governance.concertation.queries.outreach import calendar_events
from canevas.governance.concertation.rules.invitation import Letter
from canevas.governance.concertation.rules.session_states import Move
from canevas.tools.documents.reading import read_document
from tests.factories.minutes import user

TEXT = "Vous êtes conviés à la réunion."


@pytest.fixture
def invited(secretary: User, planned: Session, members: list[BodyMember]) -> Session:
    """Planned whole; two of three members have an address."""
    for member in members[:2]:
        address = f"{member.organisation.code.lower()}@exemple.ne"
        Organisation.objects.filter(pk=member.organisation_id).update(email=address)
    edit_facts(by=secretary, session=planned, changes={
        "start": time(9), "end": time(12), "place": "Salle du gouvernorat", "signatory": "Le DRECM/R"})
    planned.refresh_from_db()
    return planned


def text_of(name: str, content: bytes) -> str:
    return "\n".join(node.text for node in read_document(content, name).root.walk() if node.text)


def event_of(content: bytes) -> tuple[Any, Any]:
    found = Calendar.from_ical(content)
    return found, found.walk("VEVENT")[0]


def test_convening_makes_keeps_and_moves(secretary: User, invited: Session) -> None:
    made = issue_letter(by=secretary, session=invited, text=TEXT, signatory="Le DRECM/R")
    invited.refresh_from_db()
    assert (invited.state, made.number, made.kind) == ("convened", 1, "convene")
    document = invited.documents.get()
    assert made.document == document
    words = text_of("lettre.pdf", content_of(document.file))
    assert TEXT in words and "Salle du gouvernorat" in words and "9h00 - 12h00" in words and "Divers" in words
    assert {"session_moved", "invitation_made", "session_document_added"} <= {one.event for one in story_of(invited)}
    with pytest.raises(MeetingRefused):
        issue_letter(by=secretary, session=invited, text=TEXT, signatory="x")
    assert invited.invitations.count() == 1


def test_the_paragraph_is_remembered_without_the_number(secretary: User, invited: Session) -> None:
    Session.objects.filter(pk=invited.pk).update(number=7)
    invited.refresh_from_db()
    issue_letter(by=secretary, session=invited, text="Venez à la 7ème réunion ordinaire, svp.", signatory="x")
    later = plan_session(by=secretary, body=Body.objects.get(pk=invited.body_id), day=invited.date + timedelta(days=90))
    assert later.number is None or later.number == 8
    Session.objects.filter(pk=later.pk).update(number=8)
    later.refresh_from_db()
    assert inviting.proposed_text(later, Letter.CONVENE) == "Venez à la 8ème réunion ordinaire, svp."


def test_nothing_goes_out_that_says_nothing(secretary: User, invited: Session) -> None:
    invited.attendance.all().delete()
    with pytest.raises(MeetingRefused):
        issue_letter(by=secretary, session=invited, text=TEXT, signatory="x")
    invited.refresh_from_db()
    assert invited.state == "planned" and not Invitation.objects.exists() and not invited.documents.exists()


def test_each_gets_it_once(secretary: User, invited: Session, settings: Any) -> None:
    settings.CANEVAS_SENDS_MAIL = True
    made = issue_letter(by=secretary, session=invited, text=TEXT, signatory="Le DRECM/R")
    assert send_letters(by=secretary, invitation=made) == (2, 0)
    assert send_letters(by=secretary, invitation=made) == (0, 0)
    assert len(mail.outbox) == 2 and {one.to[0] for one in mail.outbox} == {
        one.address for one in inviting.recipients(invited) if one.address}
    names = [part.get_filename() for part in mail.outbox[0].message().walk() if part.get_filename()]
    assert len(names) == 2 and names[1] == "invitation.ics"
    part = next(one for one in mail.outbox[0].message().walk() if one.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    _calendar, event = event_of(part.get_payload(decode=True))
    assert str(event["attendee"]) == f"mailto:{mail.outbox[0].to[0]}", "nobody learns the addresses of the others"
    assert send_again(by=secretary, sending=made.sendings.first()) and len(mail.outbox) == 3
    told = [one for one in story_of(invited) if one.event == "invitation_sending"]
    assert len(told) == 3


def test_what_could_not_be_sent_is_said_and_tried_again(
        secretary: User, invited: Session, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CANEVAS_SENDS_MAIL = True
    made = issue_letter(by=secretary, session=invited, text=TEXT, signatory="x")

    def down(*_args: object, **_kwargs: object) -> None:
        raise OSError("connection refused")
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", down)
        assert send_letters(by=secretary, invitation=made) == (0, 2)
    assert {one.error for one in made.sendings.all()} == {"connection refused"}
    assert send_letters(by=secretary, invitation=made) == (2, 0)


def test_without_a_mail_server_letters_are_files(
        secretary: User, invited: Session, settings: Any, tmp_path: Path) -> None:
    settings.CANEVAS_SENDS_MAIL, settings.CANEVAS_HOME = False, tmp_path
    made = issue_letter(by=secretary, session=invited, text=TEXT, signatory="x")
    assert send_letters(by=secretary, invitation=made) == (2, 0)
    files = sorted(tmp_path.rglob("*.eml"))
    assert len(files) == 2 and message_from_bytes(files[0].read_bytes())["X-Unsent"] == "1"


def followed(by: User) -> Any:
    """The event as a telephone that follows the calendar of ``by`` has it."""
    return next(calendar_events(by, "https://canevas.example"))


def test_the_calendar_event_follows_the_meeting(secretary: User, invited: Session) -> None:
    first = issue_letter(by=secretary, session=invited, text=TEXT, signatory="x")
    invited.refresh_from_db()
    calendar, event = event_of(inviting.event_file(invited).content)
    uid = str(event["uid"])
    assert (calendar["method"], event["sequence"], len(event["attendee"])) == ("REQUEST", first.sequence, 2)
    shown = followed(secretary)
    for name in ("uid", "sequence", "summary", "description", "dtstart", "dtend", "status"):
        assert shown[name] == event[name], name
    assert event["dtstart"].dt.hour == 9 and str(event["location"]) == "Salle du gouvernorat"
    edit_facts(by=secretary, session=invited, changes={"place": "Mairie"})
    invited.refresh_from_db()
    assert inviting.due_letter(invited) is Letter.CHANGE
    with pytest.raises(MeetingRefused):
        send_letters(by=secretary, invitation=first)
    change = issue_letter(by=secretary, session=invited, text="", signatory="x")
    assert change.kind == "change" and change.sequence > first.sequence
    assert followed(secretary)["sequence"] == change.sequence
    invited = move_session(by=secretary, session=invited, move=Move.POSTPONE, reason="Route coupée.")
    calendar, event = event_of(inviting.event_file(invited).content)
    assert (calendar["method"], str(event["status"]), str(event["uid"])) == ("CANCEL", "CANCELLED", uid)
    assert event["sequence"] > change.sequence and followed(secretary)["sequence"] == event["sequence"]
    assert str(followed(secretary)["status"]) == "CANCELLED"
    off = issue_letter(by=secretary, session=invited, text="", signatory="x")
    assert off.kind == "cancel" and off.sequence > change.sequence
    invited = plan_again(by=secretary, session=invited, day=invited.date + timedelta(days=7))
    again = issue_letter(by=secretary, session=invited, text="", signatory="x")
    invited.refresh_from_db()
    _calendar, event = event_of(inviting.event_file(invited).content)
    assert (again.kind, event["sequence"], str(event["uid"])) == ("convene", again.sequence, uid)
    assert again.sequence > off.sequence and followed(secretary)["sequence"] == again.sequence
    assert str(followed(secretary)["status"]) == "CONFIRMED"
    Session.objects.filter(pk=invited.pk).update(number=12, changed_at=timezone.now() + timedelta(seconds=90))
    assert followed(secretary)["sequence"] > again.sequence, "what no letter says changes the event, too"


def test_nobody_with_an_address_means_a_published_event(secretary: User, planned: Session) -> None:
    calendar, event = event_of(inviting.event_file(planned).content)
    assert calendar["method"] == "PUBLISH" and "attendee" not in event and "organizer" not in event


def test_only_who_moves_the_meetings_of_the_body(secretary: User, invited: Session) -> None:
    made = issue_letter(by=secretary, session=invited, text=TEXT, signatory="x")
    other = user("agadez", "rapporteur", Scope(ScopeKind.BODY, "GTM-AGADEZ"))
    for who in (other, user("lecteur", "reader")):
        with pytest.raises(PermissionDenied):
            issue_letter(by=who, session=invited, text=TEXT, signatory="x")
        with pytest.raises(PermissionDenied):
            send_letters(by=who, invitation=made)


def test_the_letters_in_word_and_pdf_one_for_each(invited: Session) -> None:
    writing = inviting.writing_of(invited, Letter.CONVENE, TEXT, "Le DRECM/R")
    archive = zipfile.ZipFile(io.BytesIO(inviting.letters_zip(invited, writing).content))
    who = inviting.recipients(invited)
    assert len(archive.namelist()) == 2 * len(who) + 1 == 7
    for suffix in (".pdf", ".docx"):
        name = next(one for one in archive.namelist() if one.startswith("001_") and one.endswith(suffix))
        words = " ".join(text_of(name, archive.read(name)).split())
        assert who[0].name in words and TEXT in words and "Le DRECM/R" in words and who[1].name not in words


@pytest.mark.parametrize("count", [5, 120])
def test_the_sign_in_sheet(count: int) -> None:
    people = [Expected(f"Structure inventée {number}", "Mme Hadiza") for number in range(1, count + 1)]
    form = sign_in_form(Meeting("GTM-Tahoua", place="Mairie"), people)
    assert len(form["lignes"]) == count + BLANK_LINES
    words = text_of("feuille.pdf", sign_in_pdf(form))
    assert f"Structure inventée {count}" in words and str(count + BLANK_LINES) in words and "Signature" in words


def test_the_word_files_open_in_libreoffice(invited: Session, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice n’est pas installé : les fichiers Word ne sont pas ouverts par un autre programme.")
    writing = inviting.writing_of(invited, Letter.CONVENE, TEXT, "Le DRECM/R")
    files = [_written(tmp_path / "lettre.docx", inviting.letter_file(invited, writing, "docx").content),
             _written(tmp_path / "feuille.docx", inviting.sign_in_file(invited, "docx").content)]
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless",
                    "--convert-to", "txt:Text", "--outdir", str(tmp_path), *map(str, files)],
                   check=True, capture_output=True, timeout=170)
    letter, sheet = ((tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig") for name in ("lettre", "feuille"))
    assert TEXT in letter and "Salle du gouvernorat" in letter and "{" not in letter
    assert "Nom et prénom" in sheet and inviting.recipients(invited)[0].name in sheet and "{" not in sheet


def _written(place: Path, content: bytes) -> Path:
    place.write_bytes(content)
    return place
