"""Actions that come back: what a session reviews, and how often an action came back before."""
from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from canevas.governance.concertation.models import ActionPoint, ActionProgress, ActionReview, Session
from canevas.governance.concertation.rules.carrying_over import NOT_MET, Age, age_of


@dataclass(slots=True)
class Reviewed:
    """One action under review at a session.

    ``passage``: this is the how manieth time that it comes back; ``last``: the last report before this session;
    ``said``: what was reported at the session itself, the last first.
    """

    review: ActionReview
    age: Age | None
    passage: int
    last: ActionProgress | None
    said: list[ActionProgress]

    @property
    def action(self) -> ActionPoint:
        return self.review.action

    @property
    def status_after(self) -> str:
        """How the session left it: what it reported, else how it came onto the agenda."""
        return next((one.status for one in self.said if one.status), self.review.status)

    @property
    def is_settled(self) -> bool:
        """Something was said of it at the session."""
        return bool(self.review.note or self.said)


def reviewed(session: Session) -> list[Reviewed]:
    """The actions under review at ``session``, in the order of the agenda: for the page, and for its minutes.

    Whoever may see what is said at the session may see them: they are of the same body. Four queries.
    """
    rows = list(session.reviews.select_related("action__session__body").prefetch_related(
        "action__responsibles__organisation", "action__responsibles__territory"))
    keys = [row.action_id for row in rows]
    before = _passages_before(session, keys)
    last: dict[int, ActionProgress] = {}
    said: dict[int, list[ActionProgress]] = {}
    for one in _standing(keys):
        if one.session_id == session.pk:
            said.setdefault(one.action_id, []).insert(0, one)
        elif session.date is None or timezone.localtime(one.at).date() <= session.date:
            last[one.action_id] = one
    day = session.date or timezone.localdate()
    return [Reviewed(row, age_of(row.action.session.date, day), before.get(row.action_id, 0) + 1,
                     last.get(row.action_id), said.get(row.action_id, [])) for row in rows]


def _standing(keys: list[int]) -> QuerySet[ActionProgress]:
    """Reports on these actions that were not taken back, oldest first."""
    return ActionProgress.objects.filter(action__in=keys, takes_back=None, taken_back_by=None).select_related(
        "organisation", "by", "evidence", "session__body")


def _passages_before(session: Session, keys: list[int]) -> dict[int, int]:
    """Of each action, at how many earlier sessions that took place it was under review."""
    rows = ActionReview.objects.filter(action__in=keys).exclude(session__state__in=sorted(NOT_MET)).exclude(
        session=session.pk)
    if session.date is not None:
        rows = rows.filter(Q(session__date__lt=session.date) | Q(session__date=session.date, session__lt=session.pk))
    return dict(rows.order_by().values_list("action").annotate(Count("pk")))


def carried_at_least(times: int) -> Q:
    """Actions that came back at ``times`` sessions or more."""
    rows = ActionReview.objects.exclude(session__state__in=sorted(NOT_MET)).order_by()
    return Q(pk__in=rows.values("action").annotate(n=Count("pk")).filter(n__gte=times).values("action"))

