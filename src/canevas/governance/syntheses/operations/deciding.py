"""What a stage decides of a frozen version: of the whole and of its lines, with its reservations."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.syntheses.models import (
    ReservationState,
    StageDecision,
    StageReservation,
    Synthesis,
    Version,
)
from canevas.governance.syntheses.operations.opening import follow, locked, open_version
from canevas.governance.syntheses.operations.registering import write_register
from canevas.governance.syntheses.permissions import SYNTHESIS_DECIDE
from canevas.governance.syntheses.queries.retaining import held_back
from canevas.governance.syntheses.rules.stages import Outcome, Stage, Standing, State, after_decision
from canevas.governance.syntheses.rules.table import table_from_json

ADOPTING = (Outcome.ADOPTED, Outcome.RESERVED)
NEEDS_NOTE = (Outcome.SENT_BACK, Outcome.REJECTED, Outcome.POSTPONED)


@dataclass(frozen=True, slots=True)
class AskedReservation:
    """What somebody holds back on; ``line`` is the identifier of a line, "" for the whole."""

    text: str
    who: str = ""
    organisation_id: int | None = None
    line: str = ""


@transaction.atomic
def decide_stage(
    *, by: User, synthesis: Synthesis, outcome: Outcome, day: date, note: str = "", session_id: int | None = None,
    lines: Mapping[str, tuple[Outcome, str]] | None = None, reservations: Sequence[AskedReservation] = (),
) -> StageDecision:
    """Write down the decision of the stage that the synthesis stands at, and take it where that leads.

    ``lines``: by the identifier of a line, a decision of its own and its note; lines without one share that of the
    whole, but for those that the stage before did not retain, which stay apart as it decided. Adopted, the version
    enters the register, but for lines that were sent back, rejected or postponed; at the last stage, only without open
    reservations of the stages before. ``ValidationError`` (a sentence) where there is
    nothing to decide on, a reason is missing, or reservations are asked for without "adopted with reservations" and the
    other way round.
    """
    row = locked(by, synthesis)
    require(by, SYNTHESIS_DECIDE, body=row.body.code)
    version = _version_before(row)
    standing = Standing(Stage(row.stage), State(row.state))
    _check(row, standing, outcome, note, reservations)
    known = {line.uid for line in table_from_json(version.content).lines}
    wanted = dict(lines or {})
    if not (wanted.keys() | {one.line for one in reservations if one.line}) <= known:
        raise ValidationError(_("This decision names a line that is not in the version. Load the page again."))
    if outcome in ADOPTING:
        wanted |= {line: (Outcome(one.outcome), one.note) for line, one in held_back(version).items()
                   if line not in wanted}
    decision = StageDecision.objects.create(
        version=version, stage=row.stage, outcome=outcome, note=note.strip(), day=day, session_id=session_id, by=by)
    StageDecision.objects.bulk_create([
        StageDecision(version=version, stage=row.stage, line=line, outcome=what, note=why.strip(), day=day,
                      session_id=session_id, by=by) for line, (what, why) in wanted.items()])
    StageReservation.objects.bulk_create([
        StageReservation(decision=decision, organisation_id=one.organisation_id, who=one.who[:250],
                         line=one.line or None, text=one.text.strip()) for one in reservations])
    _go_on(by, row, decision, standing, {line for line, (what, _why) in wanted.items() if what not in ADOPTING})
    record(by=by, event="synthesis_decided", target=row, details={
        "stage": decision.stage, "outcome": str(outcome), "version": version.number, "day": day.isoformat(),
        "lines": len(wanted), "reservations": len(reservations), "note": note.strip()})
    return decision


def _go_on(by: User, row: Synthesis, decision: StageDecision, standing: Standing, without: set[str]) -> None:
    """``without``: the lines that the stage did not adopt with the whole."""
    outcome = Outcome(decision.outcome)
    there = after_decision(standing, outcome)
    if outcome in ADOPTING:
        write_register(by=by, synthesis=row, version=decision.version, day=decision.day, without=without)
    row.stage, row.state = there.stage, there.state
    row.save(update_fields=["stage", "state", "changed_at"])
    if there.state is State.DRAFTING:
        follow(by=by, synthesis=row, table_json=None, note=decision.note)


def _check(row: Synthesis, standing: Standing, outcome: Outcome, note: str,
           reservations: Sequence[AskedReservation]) -> None:
    if outcome in NEEDS_NOTE and not note.strip():
        raise ValidationError(_("Say why: what is sent back, rejected or postponed needs a reason."))
    if (outcome is Outcome.RESERVED) != bool(reservations):
        raise ValidationError(_("Write the reservations: adopted with reservations needs at least one.")
                              if outcome is Outcome.RESERVED else
                              _("Reservations go with “adopted with reservations” only."))
    if any(not one.text.strip() for one in reservations):
        raise ValidationError(_("A reservation says what it asks for."))
    if standing.stage is Stage.POLITICAL and outcome in ADOPTING and open_reservations(row).exists():
        raise ValidationError(_("Reservations of an earlier stage are still open: integrate them or decline them with "
                                "a reason before the political stage adopts."))


def _version_before(row: Synthesis) -> Version:
    version = row.versions.exclude(frozen_at=None).last()
    if row.state != State.AMENDING or version is None or open_version(row) is not None:
        raise ValidationError(_("A stage decides on a frozen version that is before it: freeze the table first."))
    return version


def open_reservations(synthesis: Synthesis) -> QuerySet[StageReservation]:
    return StageReservation.objects.filter(decision__version__synthesis=synthesis, state=ReservationState.OPEN)


@transaction.atomic
def discharge_reservation(*, by: User, reservation: StageReservation, version: Version | None = None,
                          answer: str = "") -> StageReservation:
    """Integrated by a later frozen ``version``, or declined with a reason in ``answer``.

    ``ValidationError`` where it is neither, or the version is not later than the decision's.
    """
    row = StageReservation.objects.select_for_update(of=("self",)).select_related("decision__version").get(
        pk=reservation.pk)
    synthesis = locked(by, row.decision.version.synthesis)
    if version is None and not answer.strip():
        raise ValidationError(_("Say which version integrates the reservation, or why it is declined."))
    if version is not None and (version.synthesis_id != synthesis.pk or version.frozen_at is None
                                or version.number <= row.decision.version.number):
        raise ValidationError(_("A reservation is integrated by a frozen version that came after the decision."))
    row.state = ReservationState.INTEGRATED if version is not None else ReservationState.DECLINED
    row.version, row.answer = version, answer.strip()
    row.save(update_fields=["state", "version", "answer"])
    record(by=by, event="synthesis_reservation_discharged", target=synthesis, details={
        "reservation": row.text[:200], "state": row.state, "version": version.number if version else None,
        "answer": row.answer})
    return row
