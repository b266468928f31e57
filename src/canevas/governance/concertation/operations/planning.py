"""A session is planned, its facts are corrected, what was left blank is completed, files are put beside its minutes."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import long_date
from canevas.commons.files.operations import store_file
from canevas.governance.concertation.models import (
    Attendance,
    Body,
    BodyMember,
    Session,
    SessionDocument,
    SessionState,
    StageChoices,
)
from canevas.governance.concertation.operations.agenda import build_agenda
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.operations.indexing import index_session
from canevas.governance.concertation.operations.moves import move_session, require_editable
from canevas.governance.concertation.permissions import SESSION_EDIT, SESSION_PLAN
from canevas.governance.concertation.queries.meeting import members_on
from canevas.governance.concertation.rules.session_states import Move, Part
from canevas.tools.documents.nodes import Document, Node, NodeKind

FACTS = ("date", "start", "end", "place", "stage", "number", "chairs", "signatory")
BLANKS = ("start", "end", "place", "number", "chairs", "signatory")
_CHAIRS = (BodyMember.Role.CHAIR, BodyMember.Role.CO_CHAIR)


@transaction.atomic
def plan_session(*, by: User, body: Body, day: date, stage: str = StageChoices.ORDINARY, start: time | None = None,
                 end: time | None = None, place: str = "", number: int | None = None,
                 chairs: Sequence[str] | None = None, signatory: str = "") -> Session:
    """A session of ``body`` on ``day``, with its agenda and with its members as expected participants.

    ``chairs``: ``None`` for those of the body. Raises :class:`MeetingRefused` where the body already meets on that day
    in that stage, or does not exist then.
    """
    require(by, SESSION_PLAN, body=body.code)
    row = Session(body=body, stage=stage, state=SessionState.PLANNED)
    members = members_on(body, day)
    facts = {"date": day, "start": start, "end": end, "place": place, "stage": stage, "number": number,
             "chairs": usual_chairs(members) if chairs is None else list(chairs), "signatory": signatory}
    Body.objects.select_for_update().get(pk=body.pk)  # two people do not plan the same day at once
    _put(row, _tidy(facts))
    _check(row)
    row.save()
    Attendance.objects.bulk_create(
        Attendance(session=row, order=order, verbatim=(one.organisation.acronym or one.organisation.name)[:500],
                   organisation=one.organisation, person=one.person, status=Attendance.Status.EXPECTED,
                   resolved_by=_("member of the body"), confidence=1) for order, one in enumerate(members))
    record(by=by, event="session_planned", target=row, details={
        "day": day.isoformat(), "stage": str(stage), "members": len(members)})
    build_agenda(by=by, session=row)
    index_session(row)
    return row


def usual_chairs(members: Sequence[BodyMember]) -> list[str]:
    """Who chairs and co-chairs: the person where the body has a name, else the organisation."""
    return [one.person or one.organisation.acronym or one.organisation.name for one in members if one.role in _CHAIRS]


@transaction.atomic
def edit_facts(*, by: User, session: Session, changes: Mapping[str, Any]) -> Session:
    """Change the day, the hours, the place, the stage, the number, who chairs and who signs.

    Raises :class:`~.errors.NotNow` where the state does not allow it, :class:`MeetingRefused` where it cannot be so.
    """
    require(by, SESSION_EDIT, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    require_editable(row, Part.FACTS)
    return _write(by, row, _tidy({name: value for name, value in changes.items() if name in FACTS}), "session_edited")


@transaction.atomic
def complete_session(*, by: User, session: Session, values: Mapping[str, Any]) -> Session:
    """Fill what was left blank in a session, finished ones too. What is written already is never touched.

    Raises :class:`MeetingRefused` where something of ``values`` is not blank: that is corrected by reopening.
    """
    require(by, SESSION_EDIT, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    require_editable(row, Part.BLANKS)
    wanted = {name: value for name, value in _tidy({name: value for name, value in values.items()
                                                    if name in BLANKS}).items() if value not in (None, "", [])}
    if any(getattr(row, name) not in (None, "", []) for name in wanted):
        raise MeetingRefused(_("Somebody filled this in meanwhile: nothing was overwritten. To correct it, reopen the "
                               "meeting and say why."))
    return _write(by, row, wanted, "session_completed")


@transaction.atomic
def complete_attendance(*, by: User, session: Session, row_id: int, person: str = "", function: str = "") -> Attendance:
    """Fill the name or the function of a participant where it was left blank, of a finished session too."""
    require(by, SESSION_EDIT, body=session.body.code)
    require_editable(session, Part.BLANKS)
    row = Attendance.objects.select_for_update().get(pk=row_id, session=session, withdrawn_at=None)
    wanted = {"person": " ".join(person.split())[:250], "function": " ".join(function.split())[:250]}
    wanted = {name: value for name, value in wanted.items() if value and value != getattr(row, name)}
    if any(getattr(row, name) for name in wanted):
        raise MeetingRefused(_("Somebody filled this in meanwhile: nothing was overwritten. To correct it, reopen the "
                               "meeting and say why."))
    if wanted:
        for name, value in wanted.items():
            setattr(row, name, value)
        row.save(update_fields=list(wanted))
        record(by=by, event="attendance_completed", target=session, details={"who": row.verbatim, **wanted})
    return row


@transaction.atomic
def plan_again(*, by: User, session: Session, day: date, reason: str = "") -> Session:
    """A postponed or cancelled session gets another day; its agenda and its open actions come up to date."""
    _check(session, day)
    row = move_session(by=by, session=session, move=Move.PLAN_AGAIN, day=day, reason=reason)
    build_agenda(by=by, session=row)
    return row


def attach_document(*, by: User, session: Session, name: str, content: bytes, label: str = "") -> SessionDocument:
    """Put a file beside the minutes: a presentation, a signed list. The same file stands there once."""
    require(by, SESSION_EDIT, body=session.body.code)
    require_editable(session, Part.DOCUMENTS)
    if not content:
        raise MeetingRefused(_("“%(name)s” is empty: choose another file.") % {"name": name})
    kind = name.rpartition(".")[2].lower()[:10] if "." in name else ""
    file, _new = store_file(by=by, name=name, content=content,
                            document=Document(kind or "file", Node("root", NodeKind.DOCUMENT)))
    with transaction.atomic():
        Session.objects.select_for_update().get(pk=session.pk)
        if known := session.documents.filter(file=file).first():
            return known
        made = SessionDocument.objects.create(session=session, file=file, added_by=by,
                                              label=(" ".join(label.split()) or name)[:250])
        record(by=by, event="session_document_added", target=session, details={"label": made.label, "file": name})
    return made


@transaction.atomic
def detach_document(*, by: User, document: SessionDocument) -> None:
    """Take a file away from a session; the file itself is kept."""
    session = document.session
    require(by, SESSION_EDIT, body=session.body.code)
    require_editable(session, Part.DOCUMENTS)
    record(by=by, event="session_document_removed", target=session, details={
        "label": document.label, "file": document.file.name})
    document.delete()


def _tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(values)
    for name in ("place", "signatory"):
        if name in out:
            out[name] = " ".join(str(out[name] or "").split())
    if "chairs" in out:
        out["chairs"] = [text for one in out["chairs"] or [] if (text := " ".join(str(one).split()))]
    return out


def _put(row: Session, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _write(by: User, row: Session, values: Mapping[str, Any], event: str) -> Session:
    wanted = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not wanted:
        return row
    before = {name: _said(getattr(row, name)) for name in wanted}
    _put(row, wanted)
    _check(row)
    row.field_passages = {name: where for name, where in row.field_passages.items() if name not in wanted}
    row.save(update_fields=[*wanted, "field_passages", "changed_at"])
    record(by=by, event=event, target=row, details={
        "before": before, "after": {name: _said(value) for name, value in wanted.items()}})
    index_session(row)
    return row


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | time) else value


def _check(row: Session, day: date | None = None) -> None:
    """Raise :class:`MeetingRefused` unless ``row`` may be so (on ``day``, where another one is given)."""
    day = day or row.date
    if day is None:
        raise MeetingRefused(_("Say on which day."))
    if row.stage not in StageChoices.values:
        raise MeetingRefused(_("Choose one of the stages of the list."))
    if row.start and row.end and row.end <= row.start:
        raise MeetingRefused(_("The meeting would end before it begins: correct the hours."))
    body = row.body
    if (body.valid_from and day < body.valid_from) or (body.valid_to and day > body.valid_to):
        raise MeetingRefused(_("%(body)s does not exist on %(day)s, by its own sheet: choose another day.") % {
            "body": body.name, "day": long_date(day)})
    known = Session.objects.filter(body=body, date=day, stage=row.stage).exclude(pk=row.pk).first()
    if known is not None:
        raise MeetingRefused(_("%(body)s already has a meeting (%(stage)s) on %(day)s: open that one, or choose "
                               "another day.") % {
            "body": body.name, "stage": row.get_stage_display(), "day": long_date(day)})
