"""What planning a session needs to know: the outline and the quorum that hold for a body, its members on a day, the
minutes that wait for their adoption, the agenda as it stands."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from canevas.governance.concertation.models import (
    UNFINISHED,
    ActionPoint,
    AgendaItem,
    Body,
    BodyMember,
    Outline,
    Session,
    SessionState,
)
from canevas.governance.concertation.models.sessions import Outcome
from canevas.governance.concertation.rules import outline as outlines
from canevas.governance.concertation.rules.agenda_plan import Earlier, agenda_mark, awaiting_adoption
from canevas.governance.concertation.rules.outline import Section
from canevas.governance.concertation.rules.quorum import Quorum, Rule
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS

NOT_HELD = (SessionState.PLANNED, SessionState.CONVENED, SessionState.POSTPONED, SessionState.CANCELLED)
_ADOPTED_STATES = (SessionState.ADOPTED, SessionState.ADOPTED_RESERVED, SessionState.FINAL)
_ADOPTED = (Outcome.ADOPTED, Outcome.ADOPTED_RESERVED, Outcome.VALIDATED, Outcome.VALIDATED_RESERVED)
_ROLES = {role: place for place, role in enumerate(
    (BodyMember.Role.CHAIR, BodyMember.Role.CO_CHAIR, BodyMember.Role.SECRETARY, BodyMember.Role.MEMBER,
     BodyMember.Role.OBSERVER))}


@dataclass(frozen=True, slots=True)
class OutlineInUse:
    """The outline that holds for a body. ``owner``: the body that it was saved for, ``None`` for the one for all;
    ``saved``: ``None`` where nobody has saved one and the usual one of the program holds."""

    sections: tuple[Section, ...]
    owner: Body | None = None
    saved: Outline | None = None


@dataclass(frozen=True, slots=True)
class QuorumInUse:
    """The quorum that holds for a body, and the body that says so (``None`` where none does)."""

    rule: Rule
    owner: Body | None = None


def lineage(body: Body) -> Iterator[Body]:
    """``body``, then the bodies above it."""
    every = {one.pk: one for one in Body.objects.defer("aliases")}
    seen: set[int] = set()
    at: Body | None = body
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        yield at
        at = every.get(at.parent_id) if at.parent_id else None


def outline_of(body: Body | None) -> OutlineInUse:
    """Its own outline, else that of the nearest body above, else the one saved for all, else the usual one."""
    above = list(lineage(body)) if body else []
    saved = {one.body_id: one for one in Outline.objects.filter(Q(body__in=above) | Q(body=None)).select_related(
        "saved_by")}
    for one in above:
        if one.pk in saved:
            return OutlineInUse(outlines.from_json(saved[one.pk].sections), one, saved[one.pk])
    common = saved.get(None)
    return OutlineInUse(outlines.from_json(common.sections), None, common) if common else OutlineInUse(outlines.USUAL)


def quorum_of(body: Body) -> QuorumInUse:
    """Its own rule, else that of the nearest body above that has one."""
    for one in lineage(body):
        if one.quorum_rule:
            return QuorumInUse(Rule(Quorum(one.quorum_rule), one.quorum_value), one)
    return QuorumInUse(Rule())


def members_of(body: Body) -> QuerySet[BodyMember]:
    """Every membership, past ones included."""
    return BodyMember.objects.filter(body=body).select_related("organisation")


def members_on(body: Body, day: date | None) -> list[BodyMember]:
    """Who sits in ``body`` on ``day`` (today without one): the chairs first, then by name."""
    on = day or timezone.localdate()
    found = members_of(body).filter(Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))
    return sorted(found, key=lambda one: (_ROLES[BodyMember.Role(one.role)], str(one.organisation).casefold()))


def earlier_sessions(body: Body, stage: str, day: date | None) -> list[Earlier]:
    """The sessions of ``body`` in this stage held before ``day``, and what is known of their adoption."""
    before = day or timezone.localdate()
    rows = Session.objects.filter(body=body, date__lt=before).exclude(state__in=NOT_HELD).annotate(
        steps=Count("moves")).values_list("pk", "date", "stage", "state", "source", "steps", "previous_date",
                                          "previous_outcome")
    found = list(rows)
    said = {previous for _pk, _day, _stage, _state, source, _steps, previous, outcome in found
            if previous and (outcome in _ADOPTED or (source and not outcome))}
    return [Earlier(pk, held, state in OPEN_TO_READERS, state in _ADOPTED_STATES or held in said,
                    source is None or steps > 0)
            for pk, held, its_stage, state, source, steps, _previous, _outcome in found if its_stage == stage and held]


def minutes_to_adopt(session: Session) -> list[Earlier]:
    """The sessions whose minutes are due for adoption at ``session``."""
    return awaiting_adoption(one for one in earlier_sessions(session.body, session.stage, session.date)
                             if one.key != session.pk)


def open_action_count(body: Body, day: date | None = None) -> int:
    """Actions that earlier sessions of ``body`` left and that are still to be done."""
    rows = ActionPoint.objects.filter(session__body=body, status__in=UNFINISHED, withdrawn_at=None)
    return (rows.filter(session__date__lt=day) if day else rows).count()


def next_number(body: Body, stage: str) -> int | None:
    """The number after the last one of ``body`` in this stage; ``None`` where its sessions bear none."""
    sessions = Session.objects.filter(body=body, stage=stage).exclude(state=SessionState.CANCELLED)
    last: int | None = sessions.aggregate(last=Max("number"))["last"]
    if last is not None:
        return last + 1
    return None if sessions.exists() else 1


def agenda_of(session: Session) -> list[AgendaItem]:
    """The items that stand, in order."""
    return list(session.items.filter(withdrawn_at=None).order_by("number", "pk"))


def mark_of(items: list[AgendaItem]) -> str:
    """See :func:`rules.agenda_plan.agenda_mark`."""
    return agenda_mark((str(item.uid), str(item.number), item.title) for item in items)


def is_from_file(session: Session) -> bool:
    """It came in with its minutes and nobody took it up since: its agenda is what the file says."""
    return session.source_id is not None and not session.moves.exists()
