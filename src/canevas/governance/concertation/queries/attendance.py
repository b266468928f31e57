"""Who is expected, who came, and how organisations came to one meeting after the other."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from canevas.commons.directory.queries import organisations
from canevas.governance.concertation.models import Attendance, Body, Session
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.before_circulation import PRESENT, quorum_count
from canevas.governance.concertation.queries.meeting import NOT_HELD, members_on
from canevas.governance.concertation.rules.attendance import Note, Row, best, matrix, missed_running
from canevas.governance.concertation.rules.quorum import Count

SHOWN = 12
"""Meetings side by side."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an attendance list stands: how many lines, how many still expected, how many there, and the quorum."""

    lines: int
    expected: int
    there: int
    quorum: Count | None


@dataclass(slots=True)
class Across:
    """Organisations by meetings, oldest first. ``rows``: organisation and how it came."""

    sessions: list[Session]
    rows: list[tuple[Any, Row]]
    totals: list[tuple[int, int]]
    years: list[int] = field(default_factory=list)
    stages: list[str] = field(default_factory=list)

    @property
    def often_missing(self) -> list[tuple[Any, Row]]:
        return [(organisation, row) for organisation, row in self.rows if row.is_often_missing and row.is_member]


@dataclass(slots=True)
class Came:
    """How one organisation came to one meeting."""

    session: Session
    note: Note
    lines: list[Attendance]
    cell: Any = None
    """As the page shows it."""


@dataclass(slots=True)
class Record:
    """How one organisation came to the meetings of one body, newest first."""

    body: Body
    came: list[Came]
    there: int = 0
    noted: int = 0
    missed: int = 0


def lines_of(session: Session) -> list[Attendance]:
    """The lines that stand, in order."""
    return list(session.attendance.filter(withdrawn_at=None).select_related("organisation", "noted_by").order_by(
        "order", "pk"))


def line_of(session: Session, key: object) -> Attendance | None:
    """One line of ``session``, withdrawn or not, by its key as an address or a form writes it."""
    if not str(key).isdecimal():
        return None
    return session.attendance.select_related("organisation", "noted_by", "session__body").filter(
        pk=int(str(key))).first()


def standing_of(session: Session) -> Standing:
    rows = session.attendance.filter(withdrawn_at=None)
    return Standing(rows.count(), rows.filter(status=Attendance.Status.EXPECTED).count(),
                    rows.filter(status__in=PRESENT).count(), quorum_count(session))


def voters(session: Session) -> frozenset[int]:
    """Keys of the organisations whose presence counts for the quorum on that day."""
    return frozenset(one.organisation_id for one in members_on(session.body, session.date) if one.role != "observer")


def held(user: Any) -> QuerySet[Session]:
    """Meetings that took place and whose attendance ``user`` may see."""
    return Session.objects.filter(visible.session_condition(user, content=True), date__isnull=False).exclude(
        state__in=NOT_HELD)


def across(user: Any, body: Body, *, year: int | None = None, stage: str = "") -> Across:
    """The last meetings of ``body`` that ``user`` may see, and how its members and others came to them."""
    every = held(user).filter(body=body)
    years = [day.year for day in every.dates("date", "year", order="DESC")]
    stages = sorted(set(every.order_by().values_list("stage", flat=True)))
    if year:
        every = every.filter(date__year=year)
    if stage:
        every = every.filter(stage=stage)
    sessions = list(every.order_by("-date", "-pk")[:SHOWN])[::-1]
    lines = Attendance.objects.filter(session__in=sessions, withdrawn_at=None, organisation__isnull=False)
    members = {one.organisation_id for one in members_on(body, None) if one.role != "observer"} if sessions else set()
    made = matrix([one.pk for one in sessions], lines.values_list("session", "organisation", "status"), members)
    known = {one.pk: one for one in organisations().filter(pk__in=[row.organisation for row in made.rows])}
    rows = sorted(((known[row.organisation], row) for row in made.rows),
                  key=lambda pair: (not pair[1].is_member, str(pair[0]).casefold()))
    return Across(sessions, rows, made.totals, years, stages)


def unnamed(across_: Across) -> int:
    """Lines of these meetings that name nobody of the directory, and so stand in no row."""
    return Attendance.objects.filter(session__in=across_.sessions, withdrawn_at=None, organisation=None).count()


def record_of(user: Any, organisation: Any) -> list[Record]:
    """How ``organisation`` came to the meetings that ``user`` may see, body by body."""
    lines = Attendance.objects.filter(organisation=organisation, withdrawn_at=None, session__in=held(user)).exclude(
        status=Attendance.Status.EXPECTED).select_related("session__body").order_by("-session__date", "-session", "pk")
    by_body: dict[int, Record] = {}
    for session, found in _by_session(lines):
        record = by_body.setdefault(session.body_id, Record(session.body, []))
        record.came.append(Came(session, best(one.status for one in found) or Note.PRESENT, found))
    for record in by_body.values():
        notes = [one.note for one in reversed(record.came)]
        record.noted, record.missed = len(notes), missed_running(notes)
        record.there = sum(note in PRESENT for note in notes)
    return sorted(by_body.values(), key=lambda one: one.body.code)


def _by_session(lines: Iterable[Attendance]) -> list[tuple[Session, list[Attendance]]]:
    found: dict[int, tuple[Session, list[Attendance]]] = {}
    for line in lines:
        found.setdefault(line.session_id, (line.session, []))[1].append(line)
    return list(found.values())


def came_to(user: Any, organisation: Any) -> int:
    """Meetings of which it is noted whether it came: what its sheet counts."""
    condition = Q(attendance__organisation=organisation.pk, attendance__withdrawn_at=None) & ~Q(
        attendance__status=Attendance.Status.EXPECTED)
    return held(user).filter(condition).distinct().count()
