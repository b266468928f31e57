"""Takes the invented meetings in, through the operations that real minutes use."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.doors.cli.demo.adopting import adopt_with_reservations
from canevas.doors.cli.demo.inventing import corrected, invent
from canevas.doors.cli.demo.meeting import OPEN, DemoMeeting
from canevas.doors.cli.demo.reporting import reviewed_again, told_of
from canevas.doors.cli.demo.table_adopted import adopt_the_table
from canevas.doors.cli.demo.to_come import look_ahead
from canevas.doors.cli.demo.word_file import word_of
from canevas.governance.concertation.operations import (
    confirm_intake,
    confirm_line,
    confirm_sure,
    set_line_value,
    take_in,
)
from canevas.governance.concertation.queries.intakes import doubts_of, intakes
from canevas.governance.concertation.rules.lines import Kind
from canevas.governance.recommendations.operations import change_recommendation_status


@dataclass(slots=True)
class DemoLoad:
    """How many meetings were taken in and confirmed now, how many were there already, how many were left to review."""

    taken_in: int = 0
    known: int = 0
    waiting: int = 0


def load_demo(*, by: User, today: date | None = None, progress: Callable[[int, int], None] | None = None) -> DemoLoad:
    """Take in two years of invented minutes: read from their Word file, confirmed, followed up.

    Repeating it changes nothing, on a later day neither; an interrupted load resumes where it was. ``progress`` is
    told (done, in all).
    """
    meetings = invent(today or _first_day(by))
    meetings.append(corrected(meetings))
    load = DemoLoad()
    known = {intake.name: intake.is_open for intake in intakes(by)}
    for done, meeting in enumerate(meetings, 1):
        if meeting.file_name in known and (meeting.awaits_review or not known[meeting.file_name]):
            load.known += 1
        else:
            _take_in(by=by, meeting=meeting, load=load)
        if progress:
            progress(done, len(meetings))
    look_ahead(by=by, today=today or timezone.localdate())
    adopt_with_reservations(by=by, today=today or timezone.localdate())
    adopt_the_table(by=by, today=today or timezone.localdate())
    return load


def _take_in(*, by: User, meeting: DemoMeeting, load: DemoLoad) -> None:
    intake = take_in(by=by, name=meeting.file_name, content=word_of(meeting))
    if meeting.awaits_review:
        load.waiting += 1
    else:
        with transaction.atomic():  # the follow-up of a meeting is never left half done
            settle(by=by, intake=intake, meeting=meeting)
            follow_up(by=by, session=confirm_intake(by=by, intake=intake).session, meeting=meeting)
        load.taken_in += 1


def _first_day(by: User) -> date:
    """The day of the first load, from which the meetings were dated; today where there is none yet."""
    first = intakes(by).order_by("created_at", "pk").first()
    return timezone.localtime(first.created_at).date() if first else timezone.localdate()


def settle(*, by: User, intake: Any, meeting: DemoMeeting) -> None:
    """Check every line as a secretary would: the sure ones at once, each doubtful one against what was meant."""
    confirm_sure(by=by, intake=intake)
    for line in doubts_of(intake):
        if line.kind == Kind.BODY and line.value.get("text") != meeting.body:
            set_line_value(by=by, line=line, value={"text": meeting.body})
        elif line.kind == Kind.DATE and line.value.get("date") != meeting.day.isoformat():
            set_line_value(by=by, line=line, value={"date": meeting.day.isoformat()})
        else:
            confirm_line(by=by, line=line)


def follow_up(*, by: User, session: Any, meeting: DemoMeeting) -> None:
    """Say how far each action and each recommendation is; those still untouched keep their first state."""
    states = dict(zip((action.text.value for action in meeting.actions()), meeting.progress, strict=True))
    for action in session.actions.all():
        if states.get(action.text, OPEN) != OPEN:
            told_of(by=by, action=action, state=states[action.text])
    reviewed_again(by=by, session=session)
    if session.recommendation_set is None:
        return
    texts = [each.text.value for each in meeting.minutes.recommendations]
    strategies = [text.value for section in meeting.minutes.synthesis for row in section.rows
                  for text in row.strategies]
    states = dict(zip([*texts, *strategies], [*meeting.advice, *meeting.strategies], strict=True))
    for recommendation in session.recommendation_set.recommendations.all():
        state = states.get(recommendation.text.rstrip(" ;"), OPEN)  # the list's closing signs were read with the words
        if state != OPEN:
            change_recommendation_status(by=by, recommendation=recommendation, status=state)
