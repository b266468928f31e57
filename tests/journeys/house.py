"""A small house with one of everything, made through the operations, so that every page has something to show."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.directory.models import Organisation
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import advance_job, open_job
from canevas.governance.concertation.models import ActionPoint, Body, Intake, IntakeLine, Session
from canevas.governance.concertation.operations import confirm_intake, confirm_line, enter
from canevas.governance.concertation.operations.membership import add_member
from canevas.governance.concertation.operations.planning import plan_session
from tests.factories.country import load_country
from tests.factories.minutes import Writer, content, reading, small_minutes, user


@dataclass
class House:
    """``planned`` is a meeting to come, ``confirmed`` stands in the register, ``waiting`` waits for review."""

    secretary: User
    administrator: User
    planned: Session
    confirmed: Intake
    waiting: Intake
    job: Job


def furnish() -> House:
    administrator = user("reference", "administrator")
    load_country(administrator)
    secretary = user()
    planned = _plan(secretary)
    confirmed = _take(secretary, "compte-rendu.docx")
    for line in confirmed.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=secretary, line=line)
    confirm_intake(by=secretary, intake=confirmed)
    confirmed.refresh_from_db()
    soon = timezone.localdate() + timedelta(days=3)
    ActionPoint.objects.filter(text__startswith="Préparer").update(deadline_date=soon, due_on=soon)
    job = open_job(by=secretary, label="Import de 40 comptes rendus", total=40)
    advance_job(job, done=12, message="compte-rendu-12.docx")
    return House(secretary, administrator, planned, confirmed, _take(secretary, "second.docx", signatory=None), job)


def _plan(by: User) -> Session:
    """A meeting of the national framework in three weeks; a chair and a member sit there."""
    body = Body.objects.get(code="CCM")
    for role, organisation in zip(("chair", "member"), Organisation.objects.order_by("code"), strict=False):
        add_member(by=by, body=body, organisation=organisation, role=role)
    return plan_session(by=by, body=body, day=timezone.localdate() + timedelta(days=21))


def _take(by: User, name: str, **changes: object) -> Intake:
    writer = Writer()
    made = reading(small_minutes(writer, **changes), writer, name)
    return enter(by=by, reading=made, content=content(made))
