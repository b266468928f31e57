"""Addresses of calendars: made, revoked, read."""
from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import CalendarFeed
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.permissions import CALENDAR_VIEW
from canevas.governance.concertation.queries.outreach import calendar_fingerprint

MOST = 20
"""Addresses that one person may have at a time."""
_NOTED = timedelta(minutes=10)


@transaction.atomic
def make_calendar(*, by: User, label: str) -> tuple[CalendarFeed, str]:
    """An address that a calendar program reads in the name of ``by``, and its secret, which is never shown again.

    Raises :class:`NotNow` where there are :data:`MOST` already.
    """
    require_somewhere(by, CALENDAR_VIEW)
    if CalendarFeed.objects.filter(user=by, revoked_at=None).count() >= MOST:
        raise NotNow(_("You have %(count)s addresses already: revoke those that nobody reads any more.") % {
            "count": MOST})
    secret = secrets.token_urlsafe(32)
    name = " ".join(label.replace("\0", "").split())[:100] or str(_("My calendar"))
    feed = CalendarFeed.objects.create(user=by, label=name, fingerprint=calendar_fingerprint(secret))
    record(by=by, event="calendar_made", target=feed)
    return feed, secret


@transaction.atomic
def revoke_calendar(*, by: User, feed: CalendarFeed) -> CalendarFeed:
    """From now on its address answers as one that never was. One's own only."""
    row = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if row.user_id != by.pk:
        raise PermissionDenied(_("Your role does not allow this. Ask your secretariat for the right to do it."))
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(by=by, event="calendar_revoked", target=row)
    return row


def note_calendar_read(*, feed: CalendarFeed) -> None:
    """Remember when a program last read it, to ten minutes: no row of the journal, no write at each request."""
    now = timezone.now()
    if feed.last_read_at is None or now - feed.last_read_at > _NOTED:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=now)
