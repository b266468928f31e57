"""What the page of a reading says of each file; letters that go out while the person does something else."""
from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from django.core import mail

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import open_job
from canevas.governance.concertation import jobs
from canevas.governance.concertation.jobs import send_invited, start_sending, summary
from canevas.governance.concertation.models import BodyMember, Invitation, Session
from canevas.governance.concertation.operations import Imported
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.operations.inviting import issue_letter
from canevas.governance.concertation.operations.planning import edit_facts
from tests.governance.concertation.meetings.conftest import body, held, members, planned, soon

__all__ = ["body", "held", "members", "planned", "soon"]


@pytest.fixture
def letter(secretary: User, planned: Session, members: list[BodyMember], settings: Any) -> Invitation:
    settings.CANEVAS_SENDS_MAIL = True
    for member in members:
        Organisation.objects.filter(pk=member.organisation_id).update(email=f"m{member.pk}@exemple.ne")
    edit_facts(by=secretary, session=planned, changes={"start": time(9), "place": "Mairie"})
    return issue_letter(by=secretary, session=planned, text="Venez.", signatory="Le DRECM/R")


def test_letters_go_out_as_work_that_is_followed_and_never_twice(secretary: User, letter: Invitation) -> None:
    start_sending(by=secretary, letter=letter)
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("done", 3, 3) and "3 structures" in job.message
    assert str(letter.session.uid) in job.result_url and len(mail.outbox) == 3
    again = open_job(by=secretary, label="x")
    send_invited.call(str(letter.uid), str(again.uid), secretary.username)
    again.refresh_from_db()
    assert len(mail.outbox) == 3 and "plus personne" in again.message
    send_invited.call(str(letter.uid), str(job.uid), secretary.username)
    assert len(mail.outbox) == 3, "a task that is begun anew after its end does nothing"


def test_a_server_stopped_in_the_middle_sends_nothing_twice(
        secretary: User, letter: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def stop(row: Any, *_rest: Any) -> None:
        raise Killed
    job = open_job(by=secretary, label="x")
    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr("canevas.governance.concertation.operations.inviting._hand_over", stop)
        send_invited.call(str(letter.uid), str(job.uid), secretary.username)
    send_invited.call(str(letter.uid), str(job.uid), secretary.username)
    job.refresh_from_db()
    assert job.state == "done" and len(mail.outbox) == 2, "nobody knows whether the first one left: a person says"
    assert letter.sendings.filter(sent_at=None, error="").count() == 1


def test_a_letter_that_fails_is_told_and_sent_again(
        secretary: User, letter: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(message: Any, row: Any) -> None:
        if row.address == refused:
            raise OSError("boîte pleine")
        mail.outbox.append(message)
    refused = Organisation.objects.filter(email__startswith="m").earliest("pk").email
    with monkeypatch.context() as broken:
        broken.setattr("canevas.governance.concertation.operations.inviting._hand_over", refuse)
        start_sending(by=secretary, letter=letter)
    job = Job.objects.get()
    assert job.state == "done" and "2 structures" in job.message and "1 lettre n’a pas pu partir" in job.message
    told = [one for one in story_of(letter.session) if one.event == "invitation_refused"]
    assert [one.details["why"] for one in told] == ["boîte pleine"]
    start_sending(by=secretary, letter=letter)
    assert not letter.sendings.filter(sent_at=None).exists() and len(mail.outbox) == 3


def test_what_is_asked_for_twice_is_begun_once(
        secretary: User, letter: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    class Later:
        def enqueue(self, *_arguments: str) -> None:
            pass
    monkeypatch.setattr(jobs, "send_invited", Later())
    assert start_sending(by=secretary, letter=letter) == start_sending(by=secretary, letter=letter)
    assert Job.objects.count() == 1


def test_a_letter_that_is_true_no_more_is_not_sent(secretary: User, letter: Invitation) -> None:
    edit_facts(by=secretary, session=Session.objects.get(pk=letter.session_id), changes={"place": "Ailleurs"})
    with pytest.raises(MeetingRefused):
        start_sending(by=secretary, letter=letter)
    job = open_job(by=secretary, label="x")
    send_invited.call(str(letter.uid), str(job.uid), secretary.username)
    job.refresh_from_db()
    assert job.state == "failed" and "nouvelle lettre" in job.message and not mail.outbox


def test_each_sentence_names_its_file() -> None:
    said = summary([
        Imported("/incoming/0/bruit.txt", "refused", "Ce document ne se lit pas comme un compte rendu."),
        Imported("/incoming/1/clos.docx", "refused", "Le fichier « clos.docx » est protégé par un mot de passe."),
        Imported("/incoming/2/propre.docx", "to_review"),
        Imported("/incoming/3/douteux.docx", "to_review", doubts=2),
    ]).splitlines()
    assert said[0] == "bruit.txt – Ce document ne se lit pas comme un compte rendu."
    assert said[1] == "Le fichier « clos.docx » est protégé par un mot de passe."
    assert said[2] == "«\u00a0propre.docx\u00a0» a été lu\u00a0: rien à vérifier, il peut entrer au registre."
    assert said[3] == "«\u00a0douteux.docx\u00a0» a été lu\u00a0: 2 valeurs à vérifier."
