"""Soft deadlines of actions: what the words mean, and the last day on which the action is not yet late.

Late is never typed: an action is late when it is still to be done and ``due_on`` has passed.

* a day or a range: its last day; a period ("fin mars", "T2 2026", "sous quinzaine"): the end of it;
* a rhythm ("chaque trimestre"): the end of the first period of which nobody has reported yet. It moves on when
  somebody reports, so that it needs no clock of its own;
* "en continu", "dès que possible", "avant la prochaine réunion": no day, never late; how long it has been open, or
  since when nobody reported, is shown instead.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from canevas.tools.text.deadlines import Rhythm, read_deadline
from canevas.tools.text.periods import span_around, week_end
from canevas.tools.text.sentences import say

CONTINUOUS: Rhythm = "continuous"
_MONTHS: dict[str, int] = {"month": 1, "two-months": 2, "quarter": 3, "semester": 6, "year": 12}


@dataclass(frozen=True, slots=True)
class UnderstoodDeadline:
    """``kind``: day, period, rhythm, urgency, event, or "" where the words set no deadline that is understood.

    ``day`` only where the words (or a person) name one; ``due_on`` the last day on which it is not late; ``reason`` a
    sentence that says why that day, "" for a day written in full; ``confidence`` 0 to 1.
    """

    kind: str = ""
    day: date | None = None
    due_on: date | None = None
    rhythm: Rhythm = ""
    reason: str = ""
    confidence: float = 0.0

    @property
    def is_continuous(self) -> bool:
        return self.rhythm == CONTINUOUS


def understand_deadline(text: str, reference: date | None, *, given: date | None = None,
                        reports: Iterable[date] = ()) -> UnderstoodDeadline:
    """What ``text`` sets as deadline, said on ``reference`` (the day of the session).

    ``given`` is a day that a person gave to the words: it counts. ``reports`` are the days on which somebody reported,
    which move a rhythm on.
    """
    read = read_deadline(text, reference=reference)
    if given is not None and (read is None or read.day != given):
        return UnderstoodDeadline(read.kind if read else "day", given, given,
                                  reason=say("This day was given by a person.") if text.strip() else "", confidence=1)
    if read is None:
        return UnderstoodDeadline()
    due = read.latest
    if read.rhythm and reference is not None:
        due = due_of_rhythm(read.rhythm, reference, reports)
    reason = say("End of the first period without a report.") if read.rhythm and due else read.reason
    return UnderstoodDeadline(read.kind, read.day, due, read.rhythm, reason, read.confidence)


def due_of_rhythm(rhythm: str, start: date, reports: Iterable[date] = ()) -> date | None:
    """The end of the first period, from the one of ``start`` on, of which nobody has reported; ``None`` where the
    rhythm has no period ("en continu", "à chaque réunion").

    A report counts for the period that it is made in; one that comes late counts for the period that waited for it.
    """
    if rhythm not in _MONTHS and rhythm != "week":
        return None
    due = _period_end(rhythm, start)
    for day in sorted(reports):
        if day > due:
            due = _period_end(rhythm, day)
        elif day >= _period_start(rhythm, due):
            due = _period_end(rhythm, due + timedelta(days=1))
    return due


def _period_end(rhythm: str, day: date) -> date:
    return week_end(day) if rhythm == "week" else span_around(day, _MONTHS[rhythm])[1]


def _period_start(rhythm: str, day: date) -> date:
    return week_end(day) - timedelta(days=6) if rhythm == "week" else span_around(day, _MONTHS[rhythm])[0]
