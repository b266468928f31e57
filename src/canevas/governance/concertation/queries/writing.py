"""The minutes being written: the items of a session with their blocks, and what they said before."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from canevas.governance.concertation.models import AgendaItem, DiscussionPoint, ItemRevision, Session
from canevas.governance.concertation.queries.visible import sessions as visible_sessions
from canevas.governance.concertation.rules.blocks import Block


def block_of(point: DiscussionPoint) -> Block:
    return Block(str(point.uid), point.text, point.form, point.level, tuple(tuple(row) for row in point.cells))


@dataclass(slots=True)
class WritingItem:
    """An item of the agenda with its text."""

    item: AgendaItem
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands: what browsers ask every few seconds."""

    uid: str
    revision: int
    by: str
    at: datetime | None


def session_to_write(user: Any, uid: object) -> Session | None:
    """The session, where ``user`` may see it at all."""
    return visible_sessions(user).select_related("body", "recommendation_set").filter(uid=uid).first()


def item_to_write(user: Any, uid: object) -> AgendaItem | None:
    """An item of a session that ``user`` may see. Its text is for whoever may write: the caller asks that."""
    return AgendaItem.objects.select_related("session__body", "session__recommendation_set", "edited_by").filter(
        uid=uid, withdrawn_at=None, session__in=visible_sessions(user)).first()


def writing_items(session: Session) -> list[WritingItem]:
    """The items in their order, each with its blocks."""
    standing = Prefetch("discussion", queryset=DiscussionPoint.objects.filter(withdrawn_at=None))
    rows = session.items.filter(withdrawn_at=None).select_related("edited_by").prefetch_related(standing)
    return [WritingItem(row, [block_of(point) for point in row.discussion.all()]) for row in rows]


def blocks_of(item: AgendaItem) -> list[Block]:
    return [block_of(point) for point in item.discussion.filter(withdrawn_at=None)]


def standings(session: Session) -> list[Standing]:
    """One query, however many items there are."""
    rows = session.items.filter(withdrawn_at=None).select_related("edited_by")
    return [Standing(str(row.uid), row.revision, str(row.edited_by or ""), row.edited_at) for row in rows]


def history_of(item: AgendaItem) -> QuerySet[ItemRevision]:
    """What was typed, the last first."""
    return item.history.select_related("by")


def earlier_text(item: AgendaItem, uid: object) -> ItemRevision | None:
    return item.history.select_related("by", "item__session__body").filter(uid=uid).first()


