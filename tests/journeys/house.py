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
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.deciding import AskedReservation, decide_stage
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis
from canevas.governance.syntheses.operations.proposing import propose_amendments
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.table import Column, DeleteLine, InsertLine, ReplaceText, table_from_json
from tests.factories.country import load_country
from tests.factories.minutes import Writer, content, reading, small_minutes, user
from tests.governance.syntheses.house import table


@dataclass
class House:
    """``planned`` is a meeting to come, ``confirmed`` stands in the register, ``waiting`` waits for review; the table
    of ``draft`` is being written, that of ``synthesis`` is before its readers."""

    secretary: User
    administrator: User
    planned: Session
    confirmed: Intake
    waiting: Intake
    job: Job
    draft: Synthesis
    synthesis: Synthesis


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
    draft, synthesis = _syntheses(secretary, planned)
    return House(secretary, administrator, planned, confirmed, _take(secretary, "second.docx", signatory=None), job,
                 draft, synthesis)


def _syntheses(by: User, session: Session) -> tuple[Synthesis, Synthesis]:
    """A table that is written, and one adopted with a reservation at its first stage, with three amendments of which
    two want the same words."""
    body = Body.objects.get(code="CCM")
    draft = open_synthesis(by=by, title="Synthèse de la 9e session", body_id=body.pk, table=table())
    found = open_synthesis(by=by, title="Synthèse de la 8e session", body_id=body.pk, session_id=session.pk,
                           table=table())
    made = freeze_version(by=by, synthesis=found, seen=0)
    assert made is not None
    row = table_from_json(made.content).sections[0].blocks[0].rows[0]
    first, second = row.strategies
    decide_stage(by=by, synthesis=found, outcome=Outcome.RESERVED, day=timezone.localdate(),
                 reservations=[AskedReservation("Chiffrer le guide", who="La présidente", line=second.uid)])
    propose_amendments(by=by, synthesis=found, seen=1, motive="Plus clair", edits=[
        ReplaceText(first.uid, 10, 20, "deux ateliers"), DeleteLine(first.uid),
        InsertLine(row.uid, Column.STRATEGIES, second.uid, "Diffuser le guide")])
    found.refresh_from_db()
    return draft, found


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
