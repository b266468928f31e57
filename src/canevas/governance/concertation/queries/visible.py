"""What of this room somebody may see. Every page, list, count, search, export and API answer begins here, so that what
is not to be seen is not there: its address answers as for a thing that never existed.

A session is seen by whoever may see the minutes of its body, once it is announced; what was said, decided and owed
there once the minutes are circulated (``rules.session_states``). Before, it is a draft, for those who hold
``DRAFT_VIEW`` on the body. What an organisation answers for is seen by those who hold a role on that organisation.
"""
from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from canevas.commons.access.queries import Reach, may, may_somewhere, reach
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionProgress,
    Body,
    Contribution,
    Decision,
    DiscussionPoint,
    Intake,
    Minutes,
    OutlineTemplate,
    Session,
    SessionDocument,
)
from canevas.governance.concertation.permissions import (
    ACTION_POINT_REPORT,
    ACTION_POINT_STATUS,
    ACTION_POINT_VIEW,
    DRAFT_VIEW,
    MINUTES_CONFIRM,
    MINUTES_REVIEW,
    MINUTES_VIEW,
    OUTLINE_VIEW,
)
from canevas.governance.concertation.queries.answering import owed_condition, owing_codes
from canevas.governance.concertation.rules.session_states import ANNOUNCED, OPEN_TO_READERS, State

NOTHING = Q(pk__in=[])
FEW = 500
"""Drafts that are named one by one."""


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
    if seen.everything and (hidden := _hidden(drafts, content=content)) is not None:
        return ~Q(**{f"{path}pk__in": hidden}) if hidden else Q()
    shown = Q(**{f"{path}state__in": sorted(OPEN_TO_READERS if content else ANNOUNCED)})
    if not seen.everything:
        shown &= Q(**{f"{path}body__in": _keys(seen.bodies)})
    if drafts.everything:
        return Q()
    return shown | Q(**{f"{path}body__in": _keys(drafts.bodies)}) if drafts.bodies else shown


def _hidden(drafts: Reach, *, content: bool) -> list[int] | None:
    """Sessions that are still drafts of others, by key; ``None`` where they are many.

    There are few at a time: naming them leaves the rest of a register to its indexes, as for those who see everything.
    """
    rows = Session.objects.filter(state__in=sorted(frozenset(State) - (OPEN_TO_READERS if content else ANNOUNCED)))
    if drafts.bodies:
        rows = rows.exclude(body__in=_keys(drafts.bodies))
    found = list(rows.order_by().values_list("pk", flat=True)[:FEW + 1])
    return found if len(found) <= FEW else None


def sessions(user: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_condition(user))


def shows_content(user: Any, session: Session) -> bool:
    """Whether ``user`` may see what was said, decided and owed at ``session``."""
    if may(user, DRAFT_VIEW, body=session.body.code):
        return True
    return session.state in OPEN_TO_READERS and may(user, MINUTES_VIEW, body=session.body.code)


def minutes(user: Any) -> QuerySet[Minutes]:
    return Minutes.objects.filter(session_condition(user, content=True, path="session__"))


def action_condition(user: Any) -> Q:
    """The actions of the sessions whose minutes ``user`` may see, and those that its organisations answer for."""
    mine = reach(user, ACTION_POINT_VIEW).organisations
    of_sessions = session_condition(user, ACTION_POINT_VIEW, content=True, path="session__")
    if not mine or not of_sessions:
        return of_sessions
    return of_sessions | owed_condition(mine) & Q(session__state__in=sorted(OPEN_TO_READERS))


def actions(user: Any) -> QuerySet[ActionPoint]:
    """``is_session_shown`` tells where the row is seen only because one's organisation answers for it."""
    rows = ActionPoint.objects.filter(action_condition(user))
    of_sessions = session_condition(user, content=True, path="session__")
    if not of_sessions or not reach(user, ACTION_POINT_VIEW).organisations:
        return rows
    return rows.annotate(is_session_shown=Case(When(of_sessions, then=Value(True)), default=Value(False)))


def may_follow(user: Any, action: ActionPoint) -> bool:
    """Whether ``user`` may say how far ``action`` is: who follows its body, or speaks for an organisation that answers
    for it."""
    if may(user, ACTION_POINT_STATUS, body=action.session.body.code):
        return True
    return bool(owing_codes(user, ACTION_POINT_REPORT, action))


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


def may_review(user: Any, intake: Intake) -> bool:
    """Whether ``user`` may correct what was understood of a file: of a body whose minutes they review, or their own."""
    if intake.added_by_id == user.pk:
        return may_somewhere(user, MINUTES_REVIEW)
    return may(user, MINUTES_REVIEW, body=intake.body.code if intake.body else "")


def may_confirm(user: Any, intake: Intake) -> bool:
    """Whether ``user`` may let a file into the register: on the scope of its body, and of the meeting that it is a new
    version of."""
    codes = {body.code for body in (intake.body, intake.session.body if intake.session else None) if body}
    return all(may(user, MINUTES_CONFIRM, body=code) for code in codes) if codes else may(user, MINUTES_CONFIRM)


def uses_file(user: Any, file: int) -> bool:
    """Whether something that ``user`` may see is written in this file (its key), or goes with it."""
    content = session_condition(user, content=True)
    return (
        minutes(user).filter(Q(file=file) | Q(source=file)).exists()
        or Session.objects.filter(content, source=file).exists()
        or SessionDocument.objects.filter(session_condition(user, path="session__"), file=file).exists()
        or ActionProgress.objects.filter(evidence=file, action__in=actions(user).values("pk")).exists()
        or intakes(user).filter(file=file).exists())


def hidden_sets(user: Any) -> list[int]:
    """Keys of the sets of recommendations whose session is still a draft, and not for ``user``."""
    drafts = reach(user, DRAFT_VIEW)
    if drafts.everything:
        return []
    closed = Session.objects.filter(state__in=sorted(frozenset(State) - OPEN_TO_READERS),
                                    recommendation_set__isnull=False)
    if drafts.bodies:
        closed = closed.exclude(body__in=_keys(drafts.bodies))
    return list(closed.order_by().values_list("recommendation_set", flat=True))


def templates(user: Any) -> QuerySet[OutlineTemplate]:
    """Templates of official documents: those for all, and those of the bodies whose templates ``user`` sees."""
    seen = reach(user, OUTLINE_VIEW)
    rows = OutlineTemplate.objects.all()
    return rows if seen.everything else rows.filter(Q(body=None) | Q(body__in=_keys(seen.bodies)))


def bodies(user: Any, permission: str = MINUTES_VIEW) -> QuerySet[Body]:
    """The bodies on which ``user`` holds ``permission``: what filters and choices offer."""
    seen = reach(user, permission)
    return Body.objects.all() if seen.everything else Body.objects.filter(code__in=seen.bodies)
