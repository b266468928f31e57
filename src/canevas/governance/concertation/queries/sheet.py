"""Everything that the sheet of a session or of an action shows, in a bounded number of queries."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from canevas.commons.audit.queries import stories_of, story_of
from canevas.governance.concertation.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    Contribution,
    Decision,
    DiscussionPoint,
    Minutes,
    PlaceMention,
    PolicyMention,
    RelatedSession,
    Session,
)
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.register import actions as register_actions
from canevas.governance.recommendations.queries import Band, followed_in, grouped_by_addressee, synthesis_of

_ON_THE_SHEET = 500
"""Rows of the journal that a sheet tells at most."""


@dataclass(slots=True)
class Related:
    """Another session that the minutes name; ``session`` where the register knows it."""

    mention: RelatedSession
    session: Session | None


@dataclass(slots=True)
class SessionSheet:
    """A session whole, withdrawn facts left out. ``actions`` are those under no agenda item."""

    session: Session
    shows_content: bool
    related: list[Related]
    previous: Session | None
    attendance: list[Attendance] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)
    actions: list[ActionPoint] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    policy: list[PolicyMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    versions: list[Minutes] = field(default_factory=list)
    addressees: list[tuple[str, list[Any]]] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)

    @property
    def file(self) -> Any:
        return self.session.source if self.shows_content else None


def session_with_uid(uid: object, user: Any) -> Session | None:
    return visible.sessions(user).select_related("body__region", "source", "recommendation_set").filter(uid=uid).first()


def sheet_of(session: Session, user: Any) -> SessionSheet:
    """The sheet of ``session`` (from :func:`session_with_uid`). Of a meeting that is only announced, whoever does not
    write it sees when, where and what about."""
    found = SessionSheet(
        session=session, shows_content=visible.shows_content(user, session), related=_related(session, user),
        previous=_previous(session, user))
    found.items = list(_items(session, user, found.shows_content))
    if not found.shows_content:
        found.related = []
        return found
    found.attendance = list(session.attendance.filter(withdrawn_at=None).select_related("organisation"))
    found.actions = list(_actions(session, user).filter(item=None))
    found.decisions = list(session.decisions.filter(withdrawn_at=None).select_related("source"))
    found.contributions = list(session.contributions.filter(withdrawn_at=None).select_related("source"))
    found.policy = list(session.policy_mentions.select_related("axis", "source"))
    found.places = list(session.place_mentions.select_related("territory"))
    found.versions = list(session.minutes.select_related("file", "confirmed_by").order_by("-version"))
    if session.recommendation_set_id:
        found.addressees = grouped_by_addressee(followed_in(session.recommendation_set))
        found.bands = synthesis_of(session.recommendation_set)
    return found


def _actions(session: Session, user: Any) -> QuerySet[ActionPoint]:
    return register_actions(user).filter(session=session, withdrawn_at=None)


def _items(session: Session, user: Any, whole: bool) -> QuerySet[AgendaItem]:
    said = DiscussionPoint.objects.filter(withdrawn_at=None).select_related("source")
    actions = _actions(session, user)
    return session.items.filter(withdrawn_at=None).select_related("source").prefetch_related(
        Prefetch("discussion", queryset=said if whole else said.none()),
        Prefetch("actions", queryset=actions if whole else actions.none()))


def _related(session: Session, user: Any) -> list[Related]:
    """The sessions named, each with the one of the register of that day: of the same body where there are several."""
    mentions = list(session.related_sessions.all())
    known: dict[Any, Session] = {}
    held = visible.sessions(user).filter(date__in=[one.date for one in mentions]).exclude(pk=session.pk)
    for one in held.select_related("body") if mentions else ():
        key = (one.date, one.stage)
        if key not in known or one.body_id == session.body_id:
            known[key] = one
    return [Related(one, known.get((one.date, one.stage))) for one in mentions]


def _previous(session: Session, user: Any) -> Session | None:
    """The session whose minutes were adopted at this one."""
    if session.previous_date is None:
        return None
    return visible.sessions(user).select_related("body").filter(
        body=session.body_id, date=session.previous_date).exclude(pk=session.pk).first()


def story_of_session(sheet: SessionSheet) -> list[Any]:
    """The journal of a session: of itself, its minutes and who typed them, its actions, what it decided and
    recommended; oldest first."""
    session = sheet.session
    if not sheet.shows_content:
        return []
    actions = [action.pk for item in sheet.items for action in item.actions.all()]
    recommended = [row.pk for _addressee, rows in sheet.addressees for row in rows]
    recommended += [row.pk for band in sheet.bands for row in band.strategies]
    return list(stories_of({
        "concertation.session": [session.pk],
        "concertation.minutes": [version.pk for version in sheet.versions],
        "concertation.actionpoint": actions + [action.pk for action in sheet.actions],
        "concertation.agendaitem": [item.pk for item in sheet.items],
        "concertation.decision": [decision.pk for decision in sheet.decisions],
        "recommendations.recommendation": recommended})[:_ON_THE_SHEET])


def action_with_uid(uid: object, user: Any) -> ActionPoint | None:
    whole = register_actions(user).defer(None)
    return whole.select_related("session__body", "session__source", "axis", "item", "source").filter(uid=uid).first()


def story_of_action(action: ActionPoint) -> list[Any]:
    return list(story_of(action)[:_ON_THE_SHEET])
