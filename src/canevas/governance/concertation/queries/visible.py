"""What of this room somebody may see. Every page, list, count, search, export and API answer begins here, so that what
is not to be seen is not there: its address answers as for a thing that never existed.

A session is seen by whoever may see the minutes of its body, once it is announced; what was said, decided and owed
there once the minutes are circulated (``rules.session_states``). Before, it is a draft, for those who hold
``DRAFT_VIEW`` on the body. What an organisation answers for is seen by those who hold a role on that organisation.
"""
from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from canevas.commons.access.queries import reach
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionResponsible,
    Body,
    Contribution,
    Decision,
    DiscussionPoint,
    Intake,
    Minutes,
    Session,
)
from canevas.governance.concertation.permissions import ACTION_POINT_VIEW, DRAFT_VIEW, MINUTES_REVIEW, MINUTES_VIEW
from canevas.governance.concertation.rules.session_states import ANNOUNCED, OPEN_TO_READERS

NOTHING = Q(pk__in=[])


def _keys(codes: frozenset[str]) -> list[int]:
    """Bodies are named by their keys, never through joins: both engines then walk the index of the sessions."""
    return list(Body.objects.filter(code__in=codes).values_list("pk", flat=True))


def session_condition(user: Any, permission: str = MINUTES_VIEW, *, content: bool = False, path: str = "") -> Q:
    """The sessions that ``user`` may see, as a condition; ``content``: those whose minutes, too.

    ``path`` leads from the row to its session ("session__").
    """
    seen, drafts = reach(user, permission), reach(user, DRAFT_VIEW)
    if seen.everything and drafts.everything:
        return Q()
    states = sorted(OPEN_TO_READERS if content else ANNOUNCED)
    shown = Q(**{f"{path}state__in": states})
    if not seen.everything:
        shown &= Q(**{f"{path}body__in": _keys(seen.bodies)})
    if drafts.everything:
        return Q()
    return shown | Q(**{f"{path}body__in": _keys(drafts.bodies)}) if drafts.bodies else shown


def sessions(user: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_condition(user))


def minutes(user: Any) -> QuerySet[Minutes]:
    return Minutes.objects.filter(session_condition(user, content=True, path="session__"))


def action_condition(user: Any) -> Q:
    """The actions of the sessions whose minutes ``user`` may see, and those that its organisations answer for."""
    mine = reach(user, ACTION_POINT_VIEW).organisations
    of_sessions = session_condition(user, ACTION_POINT_VIEW, content=True, path="session__")
    if not mine or not of_sessions:
        return of_sessions
    owed = ActionResponsible.objects.filter(organisation__code__in=mine).values("action")
    return of_sessions | Q(pk__in=owed, session__state__in=sorted(OPEN_TO_READERS))


def actions(user: Any) -> QuerySet[ActionPoint]:
    return ActionPoint.objects.filter(action_condition(user))


def decisions(user: Any) -> QuerySet[Decision]:
    return Decision.objects.filter(session_condition(user, content=True, path="session__"))


def contributions(user: Any) -> QuerySet[Contribution]:
    return Contribution.objects.filter(session_condition(user, content=True, path="session__"))


def discussion(user: Any) -> QuerySet[DiscussionPoint]:
    return DiscussionPoint.objects.filter(session_condition(user, content=True, path="item__session__"))


def intakes(user: Any) -> QuerySet[Intake]:
    """Files on their way in: one's own, and those of the bodies whose minutes one reviews."""
    seen = reach(user, MINUTES_REVIEW)
    if seen.everything:
        return Intake.objects.all()
    return Intake.objects.filter(Q(added_by=user) | Q(body__in=_keys(seen.bodies)))


def bodies(user: Any, permission: str = MINUTES_VIEW) -> QuerySet[Body]:
    """The bodies on which ``user`` holds ``permission``: what filters and choices offer."""
    seen = reach(user, permission)
    return Body.objects.all() if seen.everything else Body.objects.filter(code__in=seen.bodies)
