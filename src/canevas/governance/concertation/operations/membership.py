"""Who sits in a body, in which role, from when to when."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import medium_date
from canevas.governance.concertation.models import Body, BodyMember
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.permissions import BODY_EDIT


@transaction.atomic
def add_member(*, by: User, body: Body, organisation: Any, role: str = BodyMember.Role.MEMBER, person: str = "",
               starts_on: date | None = None, ends_on: date | None = None) -> BodyMember:
    """Let ``organisation`` sit in ``body`` from a day (``None``: always) to a day (``None``: open).

    Raises :class:`MeetingRefused` where it already sits there in part of that time.
    """
    require(by, BODY_EDIT, body=body.code)
    Body.objects.select_for_update().get(pk=body.pk)  # two people do not add the same member at once
    row = BodyMember(body=body, organisation=organisation, role=role, person=person.strip()[:250],
                     starts_on=starts_on, ends_on=ends_on)
    _check(row)
    row.save()
    record(by=by, event="body_member_added", target=body, details=_details(row))
    return row


@transaction.atomic
def change_member(*, by: User, member: BodyMember, role: str, person: str = "", starts_on: date | None = None,
                  ends_on: date | None = None) -> BodyMember:
    """Correct a membership: its role, who sits for it, its days."""
    require(by, BODY_EDIT, body=member.body.code)
    row = BodyMember.objects.select_for_update(of=("self",)).select_related("body", "organisation").get(pk=member.pk)
    before = _details(row)
    row.role, row.person, row.starts_on, row.ends_on = role, person.strip()[:250], starts_on, ends_on
    _check(row)
    row.save()
    if _details(row) != before:
        record(by=by, event="body_member_changed", target=row.body, details={**_details(row), "before": before})
    return row


def end_member(*, by: User, member: BodyMember, day: date) -> BodyMember:
    """Its membership ends on ``day``, which is its last; the row stays, because minutes of that time need it."""
    return change_member(by=by, member=member, role=member.role, person=member.person, starts_on=member.starts_on,
                         ends_on=day)


@transaction.atomic
def remove_member(*, by: User, member: BodyMember) -> None:
    """Take back a membership that was entered by mistake. Refused once the body has met while it held: end it then."""
    require(by, BODY_EDIT, body=member.body.code)
    row = BodyMember.objects.select_for_update(of=("self",)).select_related("body", "organisation").get(pk=member.pk)
    met = row.body.sessions.filter(**({"date__gte": row.starts_on} if row.starts_on else {}),
                                   **({"date__lte": row.ends_on} if row.ends_on else {}))
    if met.filter(attendance__organisation=row.organisation_id, attendance__withdrawn_at=None).exclude(
            attendance__status="expected").exists():
        raise MeetingRefused(_("%(name)s came to meetings of this body as its member: end the membership instead, "
                               "with its last day.") % {"name": row.organisation})
    details = _details(row)
    row.delete()
    record(by=by, event="body_member_removed", target=member.body, details=details)


def _check(row: BodyMember) -> None:
    if row.role not in BodyMember.Role.values:
        raise MeetingRefused(_("Choose one of the roles of the list."))
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise MeetingRefused(_("The membership would end before it begins: correct the days."))
    others = BodyMember.objects.filter(body=row.body, organisation=row.organisation).exclude(pk=row.pk)
    if row.ends_on:
        others = others.filter(Q(starts_on=None) | Q(starts_on__lte=row.ends_on))
    if row.starts_on:
        others = others.filter(Q(ends_on=None) | Q(ends_on__gte=row.starts_on))
    if known := others.first():
        raise MeetingRefused(_("%(name)s already sits in this body in that time, as %(role)s (%(days)s). End that "
                               "membership first, or correct its days.") % {
            "name": row.organisation, "role": known.get_role_display(), "days": said_days(known)})


def said_days(member: BodyMember) -> str:
    """« depuis le 12 mars 2024 », « du … au … », « jusqu'au … », « depuis toujours »."""
    first, last = medium_date(member.starts_on), medium_date(member.ends_on)
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("since %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else _("since the beginning")


def _details(row: BodyMember) -> dict[str, str]:
    return {"organisation": row.organisation.code, "name": str(row.organisation), "role": str(row.role),
            "person": row.person, "from": row.starts_on.isoformat() if row.starts_on else "",
            "to": row.ends_on.isoformat() if row.ends_on else ""}
