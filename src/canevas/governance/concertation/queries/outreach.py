"""What a calendar program reads in somebody's name: sessions and deadlines, as they may be seen on that day."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event

from canevas.commons.access.queries import may_somewhere, reach
from canevas.commons.audit.queries import last_told
from canevas.commons.design.formats import medium_date
from canevas.governance.concertation.models import UNFINISHED, ActionPoint, Body, CalendarFeed, Session
from canevas.governance.concertation.permissions import (
    ACTION_POINT_REPORT,
    ACTION_POINT_STATUS,
    ACTION_POINT_VIEW,
    CALENDAR_VIEW,
)
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.answering import owed_condition
from canevas.governance.concertation.rules.calendar import (
    DeadlineEvent,
    SessionEvent,
    deadline_event,
    sequence_at,
    session_event,
)
from canevas.governance.concertation.rules.invitation import Letter, Sent, Told, due

BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)
"""How far a calendar goes back and ahead."""
MOST = 1000
"""Events of one kind at most: telephones choke on more."""
_LETTERS = ("invitation_made", "invitation_sending", "invitation_refused")
"""Events of the journal that change nothing of what a calendar says."""


def calendar_fingerprint(secret: str) -> str:
    """What is kept of the secret of an address: SHA-256, in hexadecimal. 32 random bytes need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def calendar_with_secret(secret: str) -> CalendarFeed | None:
    """The address with this secret, unless it was revoked or its owner may no longer sign in or see calendars."""
    found = CalendarFeed.objects.select_related("user").filter(
        fingerprint=calendar_fingerprint(secret), revoked_at=None).first()
    return found if found is not None and may_somewhere(found.user, CALENDAR_VIEW) else None


def calendars_of(user: Any) -> QuerySet[CalendarFeed]:
    """One's own addresses, revoked ones too."""
    return CalendarFeed.objects.filter(user=user)


def calendar_events(user: Any, site: str, today: date | None = None) -> Iterator[Event]:
    """The events of ``user``'s calendar; ``site`` is the public address, "" where there is none."""
    day = today or timezone.localdate()
    rows = visible.sessions(user).filter(date__range=(day - BACK, day + AHEAD)).select_related("body")
    for event in events_of(rows.order_by("-date")[:MOST], site):
        yield session_event(event)
    for action in deadlines(user, day):
        yield deadline_event(_event_of_action(action, site))


def events_of(sessions: Iterable[Session], site: str = "") -> list[SessionEvent]:
    """What calendars say of ``sessions`` (those with a day), be they followed or sent with a letter: one event, one
    UID, and a SEQUENCE that grows with each change and is that of the letter where one went out since."""
    rows = list(sessions)
    prefetch_related_objects(rows, "items", "invitations")
    changes = last_told("concertation.session", [session.pk for session in rows], besides=_LETTERS)
    return [_event_of_session(session, site, changes.get(session.pk)) for session in rows]


def _event_of_session(session: Session, site: str, told: datetime | None) -> SessionEvent:
    """``told``: when the journal last told something of it, its agenda included."""
    stamp = max(session.changed_at, told or session.changed_at)
    name = f"{session.body} : {_ordinal(session.number)}" if session.number else _("%(body)s: meeting") % {
        "body": session.body}
    items = sorted((item for item in session.items.all() if item.withdrawn_at is None),
                   key=lambda one: (one.number, one.pk))
    agenda = [f"{item.number}. {item.title}" for item in items if item.on_agenda and item.title]
    text = "\n".join([_("Agenda:"), *agenda]) if agenda else ""
    now = Told(session.date, session.start, session.end, session.place,
               tuple(item.title or item.treated_title for item in items))
    last = max(session.invitations.all(), key=lambda one: one.number, default=None)
    sent = Sent(Letter(last.kind), last.sequence, Told.from_json(last.facts)) if last else None
    return SessionEvent(
        uid=str(session.uid), summary=name, day=session.date or date.min, state=session.state, stamp=stamp,
        zone=settings.TIME_ZONE, start=session.start, end=session.end, place=session.place, description=text,
        url=_link(site, session), sequence=sequence_at(
            stamp, last.sequence if last else None, is_due=due(session.state, now, sent) is not None))


def _ordinal(number: int) -> str:
    return _("meeting no. %(number)s") % {"number": number}


def deadlines(user: Any, day: date) -> list[ActionPoint]:
    """What is still to be done of what one's organisations owe and of the bodies that one follows."""
    follows = reach(user, ACTION_POINT_STATUS)
    mine = Q(pk__in=[])
    if follows.everything:
        mine = Q()
    elif follows.bodies:
        mine |= Q(session__body__in=list(Body.objects.filter(code__in=follows.bodies).values_list("pk", flat=True)))
    codes = reach(user, ACTION_POINT_REPORT).organisations
    if codes:
        mine |= owed_condition(codes)
    if not may_somewhere(user, ACTION_POINT_VIEW):
        return []
    rows = visible.actions(user).filter(mine, withdrawn_at=None, status__in=UNFINISHED,
                                        due_on__range=(day - BACK, day + AHEAD))
    return list(rows.select_related("session__body").prefetch_related("responsibles").order_by("-due_on", "pk")[:MOST])


def _event_of_action(action: ActionPoint, site: str) -> DeadlineEvent:
    met = f"{action.session.body}, {medium_date(action.session.date)}" if action.session.date else str(
        action.session.body)
    who = ", ".join(one.verbatim for one in action.responsibles.all())
    lines = [action.text, _("Deadline: %(words)s") % {"words": action.deadline_text} if action.deadline_text else "",
             _("Responsible: %(who)s") % {"who": who} if who else "", _("Meeting: %(name)s") % {"name": met}]
    short = action.text if len(action.text) <= 90 else f"{action.text[:89].rstrip()}…"
    return DeadlineEvent(
        uid=str(action.uid), summary=_("Due: %(action)s") % {"action": short}, due=action.due_on or date.min,
        stamp=action.changed_at, description="\n".join(line for line in lines if line), url=_link(site, action),
        sequence=sequence_at(action.changed_at))


def _link(site: str, thing: Session | ActionPoint) -> str:
    route = "concertation:session" if isinstance(thing, Session) else "concertation:action"
    return f"{site.rstrip('/')}{reverse(route, args=[thing.uid])}" if site else ""
