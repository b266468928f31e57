"""The story of one action in order: taken, reported on, back at meetings; with evidence and who reported."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import ActionPoint, ActionProgress, Session
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.rules.deadline import UnderstoodDeadline, understand_deadline

REPORTING = ("action_point_status_changed", "action_point_status_undone", "action_point_noted")
"""Events of the journal that the steps tell already, with more."""


@dataclass(slots=True)
class Step:
    """One step. ``kind``: taken, review, report or back. Of a report: the states before and after ("" where it changed
    none), and whether it was taken back later."""

    kind: str
    at: date | datetime | None
    session: Session | None = None
    is_session_shown: bool = False
    progress: ActionProgress | None = None
    before: str = ""
    after: str = ""
    note: str = ""
    is_taken_back: bool = False
    number: int = 0
    """Of a review: the how manieth time."""

    @property
    def day(self) -> date:
        if isinstance(self.at, datetime):
            return timezone.localtime(self.at).date()
        return self.at or date.min


def steps_of(action: ActionPoint, user: Any) -> list[Step]:
    """Oldest first. Meetings that ``user`` does not see are named only by their day."""
    shown = _shown_sessions(action, user)
    steps = [Step("taken", action.session.date, action.session, action.session_id in shown)]
    steps += _reports(action, shown)
    told = {(step.session.pk, step.progress.note) for step in steps if step.session and step.progress}
    reviews = action.reviews.select_related("session__body").order_by("session__date", "session")
    for number, review in enumerate(reviews, 1):
        note = "" if (review.session_id, review.note) in told else review.note
        steps.append(Step("review", review.session.date, review.session, review.session_id in shown, note=note,
                          number=number))
    order = {"taken": 0, "review": 1, "report": 2, "back": 2}
    return sorted(steps, key=lambda step: (step.day, order[step.kind], step.progress.pk if step.progress else 0))


def _reports(action: ActionPoint, shown: set[int]) -> list[Step]:
    steps, state = [], ActionPoint.Status.OPEN.value
    rows = list(action.progress.select_related("organisation", "by", "evidence", "session__body"))
    gone = {row.takes_back_id for row in rows if row.takes_back_id}
    for row in rows:
        after = row.status if row.status and row.status != state else ""
        steps.append(Step("back" if row.takes_back_id else "report", row.at, row.session, row.session_id in shown, row,
                          state if after else "", after, row.note, row.pk in gone))
        state = row.status or state
    return steps


def _shown_sessions(action: ActionPoint, user: Any) -> set[int]:
    asked = {action.session_id, *action.reviews.values_list("session", flat=True),
             *action.progress.exclude(session=None).values_list("session", flat=True)}
    return set(visible.sessions(user).filter(pk__in=asked).values_list("pk", flat=True))


def edits_of(action: ActionPoint) -> list[Any]:
    """What the journal tells beside the reports: typed, edited, confirmed, withdrawn."""
    return list(story_of(action).exclude(event__in=REPORTING))


def deadline_of(action: ActionPoint) -> UnderstoodDeadline:
    """What the words of the deadline mean, with the reason; ``due_on`` is the one that is kept."""
    return understand_deadline(action.deadline_text, action.session.date, given=action.deadline_date)
