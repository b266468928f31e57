"""The attendance list of a session is kept: who came, late, in whose place; each line against what the person saw."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import moment
from canevas.commons.directory.operations import propose_name
from canevas.commons.directory.queries import organisation_by_code, organisation_id, resolve_organisation
from canevas.governance.concertation.models import Attendance, Session
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused
from canevas.governance.concertation.operations.indexing import index_sheet
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.operations.resolving import SURE_MATCH
from canevas.governance.concertation.permissions import ATTENDANCE_EDIT
from canevas.governance.concertation.rules.attendance import fitting
from canevas.governance.concertation.rules.session_states import Part

NOTED = ("status", "arrived_at", "replaced_by", "person", "function")
_TEXTS = ("replaced_by", "person", "function")


@transaction.atomic
def note_attendance(*, by: User, line: Attendance, seen: int, changes: Mapping[str, Any]) -> Attendance:
    """Note whether an organisation came, when, who for it. What stands in the list as written is never touched.

    ``seen``: the revision that the person had before them. The same note made twice is made once, so that a telephone
    may send it again. Raises :class:`ChangedMeanwhile` where somebody else noted something else in between.
    """
    session, row = _held(by, line)
    wanted = _tidy(row, {name: value for name, value in changes.items() if name in NOTED})
    if not wanted:
        return row
    _unchanged(by, row, seen)
    before = {name: _said(getattr(row, name)) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value)
    _stamp(by, row, *wanted)
    record(by=by, event="attendance_noted", target=session, details={
        "who": row.verbatim, "before": before, "after": {name: _said(value) for name, value in wanted.items()}})
    return row


@transaction.atomic
def note_rest(*, by: User, session: Session, status: str) -> int:
    """Say the same of everybody who is still expected; how many they were."""
    row = _session(by, session)
    if status not in Attendance.Status.values or status == Attendance.Status.EXPECTED:
        raise MeetingRefused(_("Choose one of the notes of the list."))
    rest = row.attendance.filter(withdrawn_at=None, status=Attendance.Status.EXPECTED)
    names = list(rest.values_list("verbatim", flat=True))
    rest.update(status=status, revision=F("revision") + 1, noted_by=by, noted_at=timezone.now())
    if names:
        record(by=by, event="attendance_rest_noted", target=row, details={
            "status": status, "count": len(names), "who": names})
    return len(names)


@transaction.atomic
def add_attendance(*, by: User, session: Session, text: str, person: str = "", function: str = "",
                   status: str = Attendance.Status.PRESENT) -> Attendance:
    """Put an organisation on the list, in its own words; the directory says which it is, or is asked about it.

    Raises :class:`MeetingRefused` where it stands there already with the same person, or without one.
    """
    row = _session(by, session)
    text, person, function = _plain(text, 500), _plain(person, 250), _plain(function, 250)
    if not text:
        raise MeetingRefused(_("Write the name of the organisation."))
    if status not in Attendance.Status.values:
        raise MeetingRefused(_("Choose one of the notes of the list."))
    organisation, reason, confidence = _resolved(by, text)
    standing = row.attendance.filter(withdrawn_at=None)
    same = standing.filter(organisation=organisation) if organisation else standing.filter(verbatim__iexact=text)
    if any(not person or not one.person or one.person.casefold() == person.casefold() for one in same):
        raise MeetingRefused(_("“%(name)s” is on the list already. Of a second person, write the name.")
                             % {"name": text})
    last = row.attendance.aggregate(last=Max("order"))["last"]
    made = Attendance.objects.create(
        session=row, order=0 if last is None else last + 1, verbatim=text, organisation_id=organisation,
        resolved_by=reason, confidence=confidence, person=person, function=function, status=status, noted_by=by,
        noted_at=timezone.now())
    record(by=by, event="attendance_added", target=row, details={"who": text, "status": str(status), "person": person})
    index_sheet(row)
    return made


@transaction.atomic
def attach_attendance(*, by: User, line: Attendance, seen: int, code: str) -> Attendance:
    """Say which organisation of the directory a line names (``code``). Its words stay as they are."""
    session, row = _held(by, line)
    organisation = organisation_by_code(code)
    if organisation is None:
        raise MeetingRefused(_("This organisation is not in the directory."))
    if row.organisation_id == organisation.pk:
        return row
    _unchanged(by, row, seen)
    row.organisation, row.confidence = organisation, 1
    row.resolved_by = _("chosen by %(who)s") % {"who": by}
    _stamp(by, row, "organisation", "confidence", "resolved_by")
    record(by=by, event="attendance_attached", target=session, details={
        "who": row.verbatim, "organisation": organisation.code})
    return row


@transaction.atomic
def remove_attendance(*, by: User, line: Attendance, seen: int) -> Attendance:
    """Take a line off the list; it is kept, marked, and can be put back."""
    session, row = _held(by, line)
    if row.withdrawn_at is not None:
        return row
    _unchanged(by, row, seen)
    row.withdrawn_at = timezone.now()
    _stamp(by, row, "withdrawn_at")
    record(by=by, event="attendance_removed", target=session, details={"who": row.verbatim})
    index_sheet(session)
    return row


@transaction.atomic
def restore_attendance(*, by: User, line: Attendance) -> Attendance:
    """Put a line back that was taken off."""
    session, row = _held(by, line)
    if row.withdrawn_at is None:
        return row
    row.withdrawn_at = None
    _stamp(by, row, "withdrawn_at")
    record(by=by, event="attendance_restored", target=session, details={"who": row.verbatim})
    index_sheet(session)
    return row


@transaction.atomic
def move_attendance(*, by: User, line: Attendance, places: int) -> list[Attendance]:
    """Move a line up (negative) or down among those that stand; the list in its new order."""
    session, row = _held(by, line)
    rows = list(session.attendance.filter(withdrawn_at=None).order_by("order", "pk"))
    at = next((place for place, one in enumerate(rows) if one.pk == row.pk), None)
    if at is None:
        raise MeetingRefused(_("This line is no longer on the list: reload the page."))
    to = max(0, min(len(rows) - 1, at + places))
    if to == at:
        return rows
    rows.insert(to, rows.pop(at))
    for order, one in enumerate(rows):
        one.order = order
    Attendance.objects.bulk_update(rows, ["order"])
    record(by=by, event="attendance_reordered", target=session, details={"who": row.verbatim, "place": to + 1})
    return rows


def _session(by: User, session: Session) -> Session:
    """``session``, held by this transaction, once ``by`` may note its attendance now."""
    require(by, ATTENDANCE_EDIT, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    require_editable(row, Part.ATTENDANCE)
    return row


def _held(by: User, line: Attendance) -> tuple[Session, Attendance]:
    session = _session(by, line.session)
    return session, Attendance.objects.select_for_update(of=("self",)).select_related(
        "organisation", "noted_by").get(pk=line.pk, session=session)


def _unchanged(by: User, row: Attendance, seen: int) -> None:
    """One's own last note is no conflict: a second tap may overtake the answer to the first."""
    if row.revision == seen or row.noted_by_id == by.pk:
        return
    raise ChangedMeanwhile(_(
        "Meanwhile, %(who)s changed this line (%(when)s): nothing of yours was written over it. Look at what stands "
        "there now, and note yours again if it is right.") % {
        "who": row.noted_by or _("somebody else"), "when": moment(row.noted_at)})


def _stamp(by: User, row: Attendance, *fields: str) -> None:
    row.revision, row.noted_by, row.noted_at = row.revision + 1, by, timezone.now()
    row.save(update_fields=[*fields, "revision", "noted_by", "noted_at"])


def _tidy(row: Attendance, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What of ``changes`` differs from ``row``; the hour and the substitute go with the note that they belong to."""
    values = {name: _plain(value, 250) if name in _TEXTS else value for name, value in changes.items()}
    status = values.get("status", row.status)
    if status not in Attendance.Status.values:
        raise MeetingRefused(_("Choose one of the notes of the list."))
    arrived, substitute = fitting(status, values.get("arrived_at", row.arrived_at),
                                  values.get("replaced_by", row.replaced_by))
    values |= {"arrived_at": arrived, "replaced_by": substitute}
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def _resolved(by: User, text: str) -> tuple[int | None, str, float]:
    """The organisation that ``text`` names, why, and how surely; a name that the directory does not know is asked."""
    exact = organisation_by_code(text)
    if exact is not None:
        return exact.pk, _("code of the directory"), 1.0
    found = resolve_organisation(text, 1)
    if found and found[0].score >= SURE_MATCH:
        return organisation_id(found[0].code), found[0].reason[:250], found[0].score
    if any(sign.isalpha() for sign in text) and len(text) <= 120:
        propose_name(by=by, kind="organisation", text=text)
    return None, "", 0.0


def _plain(text: Any, longest: int) -> str:
    return " ".join(str(text or "").split())[:longest]


def _said(value: Any) -> str:
    return value.isoformat("minutes") if hasattr(value, "isoformat") else str(value or "")
