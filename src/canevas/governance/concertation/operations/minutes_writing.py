"""The text of an agenda item, as it is typed: saved at each pause, never over what somebody else wrote."""
from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.search.operations import remove_entries
from canevas.governance.concertation.models import AgendaItem, DiscussionPoint, ItemRevision, Minutes, SessionMove
from canevas.governance.concertation.operations.indexing import index_discussion
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.permissions import MINUTES_WRITE
from canevas.governance.concertation.queries.writing import block_of
from canevas.governance.concertation.rules.blocks import Block, plain, read_blocks, same, to_json
from canevas.governance.concertation.rules.sendings import is_own
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS, Part

BURST = timedelta(minutes=10)
"""What one person types in one browser within this time is one row of the history, and one of the journal."""
LOST_SIGNS = 200
"""A burst that loses this much text begins a new row, so that what was there can be taken up again."""
FIELDS = ("text", "form", "level", "cells", "order", "source", "passages", "withdrawn_at")
Kind = ItemRevision.Kind


@dataclass(frozen=True, slots=True)
class Saved:
    """The item says this now. ``changed`` is false where it said so already."""

    revision: int
    blocks: list[Block]
    at: datetime
    changed: bool = True


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the item since: nothing was written. What it says now, who wrote it and when."""

    revision: int
    blocks: list[Block]
    by: User | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Sending:
    """Where a text comes from. ``unanswered``: marks (``rules.sendings``) of earlier sendings of which the browser got
    no answer; where one of them is what stands in the register, the browser knows that text and is not in conflict
    with it."""

    client: str = ""
    nonce: str = ""
    unanswered: Collection[str] = ()


@dataclass(slots=True)
class _Text:
    """An item under way: its row, locked, and its points by identifier (those withdrawn included)."""

    row: AgendaItem
    by: User
    sending: Sending
    now: datetime
    points: dict[str, DiscussionPoint] = field(default_factory=dict)

    @property
    def standing(self) -> list[DiscussionPoint]:
        return sorted((point for point in self.points.values() if point.withdrawn_at is None),
                      key=lambda point: (point.order, point.pk))

    @property
    def blocks(self) -> list[Block]:
        return [block_of(point) for point in self.standing]


@transaction.atomic
def save_item(*, by: User, item: AgendaItem, base_revision: int, blocks: Sequence[Block], client_id: str = "",
              nonce: str = "", unanswered: Collection[str] = ()) -> Saved | Conflict:
    """Let ``item`` say ``blocks``, if it still stands as ``base_revision`` left it.

    Sending the same twice is harmless. Raises ``PermissionDenied``, or ``NotNow`` where the state of the session does
    not let its minutes be edited.
    """
    text = _open(by, item, Sending(client_id, nonce, unanswered))
    current = text.blocks
    if same(current, blocks):
        return Saved(text.row.revision, current, text.row.edited_at or text.now, changed=False)
    if _has_moved_on(text, base_revision):
        return _conflict(text, current)
    return _write(text, list(blocks), Kind.TYPED)


@transaction.atomic
def settle_item(*, by: User, item: AgendaItem, base_revision: int, blocks: Sequence[Block], mine: Sequence[Block],
                client_id: str = "", nonce: str = "", unanswered: Collection[str] = ()) -> Saved | Conflict:
    """End a conflict: ``item`` says ``blocks`` from now on, which somebody chose with ``base_revision`` and ``mine``
    before their eyes. Where ``mine`` was not chosen it goes into the history, to be taken up again."""
    text = _open(by, item, Sending(client_id, nonce, unanswered))
    current = text.blocks
    if _has_moved_on(text, base_revision):
        return _conflict(text, current)
    if same(current, blocks):
        saved = Saved(text.row.revision, current, text.row.edited_at or text.now, changed=False)
    else:
        saved = _write(text, list(blocks), Kind.SETTLED)
    if not same(mine, blocks):
        _add_history(text, Kind.SET_ASIDE, to_json(mine), saved.revision)
    kept = "mine" if same(mine, blocks) else "both" if saved.changed else "theirs"
    record(by=by, event="item_conflict_settled", target=text.row, details={"revision": saved.revision, "kept": kept})
    return saved


@transaction.atomic
def restore_item(*, by: User, earlier: ItemRevision, base_revision: int) -> Saved | Conflict:
    """Let an item say again what it said once; what it says now stays in its history."""
    text = _open(by, earlier.item, Sending())
    blocks, current = read_blocks(earlier.blocks), text.blocks
    if same(current, blocks):
        return Saved(text.row.revision, current, text.row.edited_at or text.now, changed=False)
    if _has_moved_on(text, base_revision):
        return _conflict(text, current)
    return _write(text, blocks, Kind.RESTORED)


def _open(by: User, item: AgendaItem, sending: Sending) -> _Text:
    """The item, locked with its session: nobody circulates or adopts minutes in the middle of a sentence."""
    row = AgendaItem.objects.select_for_update(of=("self", "session")).select_related("session__body").get(pk=item.pk)
    require(by, MINUTES_WRITE, body=row.session.body.code)
    require_editable(row.session, Part.MINUTES)
    return _Text(row, by, sending, timezone.now(), {str(point.uid): point for point in row.discussion.all()})


def _has_moved_on(text: _Text, base_revision: int) -> bool:
    if base_revision == text.row.revision:
        return False
    latest = _latest(text.row)
    return not (latest is not None and latest.revision == text.row.revision and latest.by_id == text.by.pk
                and is_own(latest.nonce, text.sending.unanswered))


def _conflict(text: _Text, current: list[Block]) -> Conflict:
    return Conflict(text.row.revision, current, text.row.edited_by, text.row.edited_at)


def _latest(row: AgendaItem) -> ItemRevision | None:
    return row.history.exclude(kind=Kind.SET_ASIDE).first()


# ---- points --------------------------------------------------------------------------------------------------------
def _write(text: _Text, blocks: list[Block], kind: ItemRevision.Kind) -> Saved:
    row, before, was = text.row, text.standing, text.row.revision
    found = _with_sources(before)
    changed = _write_points(text, _with_own_uids(text, blocks))
    row.revision, row.edited_by, row.edited_at = was + 1, text.by, text.now
    row.save(update_fields=["revision", "edited_by", "edited_at"])
    now_there = text.blocks
    _remember(text, kind, found, now_there)
    index_discussion(row, changed)
    return Saved(row.revision, now_there, text.now)


def _with_own_uids(text: _Text, blocks: list[Block]) -> list[Block]:
    """An identifier that another item has (a paragraph that was carried over from there) is not taken twice."""
    new = [block.uid for block in blocks if block.uid not in text.points]
    taken = {str(uid) for uid in DiscussionPoint.objects.filter(uid__in=new).values_list("uid", flat=True)}
    return [Block(str(uuid.uuid4()), block.text, block.form, block.level, block.cells) if block.uid in taken else block
            for block in blocks] if taken else blocks


def _write_points(text: _Text, blocks: list[Block]) -> list[DiscussionPoint]:
    """Make, change and take away rows so that they say ``blocks``; those whose words are new, to be indexed."""
    sources = _sources_of_old(text) if any(point.source_id is None for point in text.points.values()) else {}
    fresh, stale, reworded = [], [], []
    for order, block in enumerate(blocks):
        point = text.points.get(block.uid)
        if point is None:
            point = DiscussionPoint(item=text.row, uid=uuid.UUID(block.uid))
            fresh.append(point)
            text.points[block.uid] = point
        elif point.order == order and point.withdrawn_at is None and block_of(point).content == block.content:
            continue
        else:
            stale.append(point)
        if point.pk is None or block_of(point).words != block.words:
            reworded.append(point)
            # the words of a file are the file's only as long as they are its words
            point.source_id, point.passages = sources.get((block.uid, block.text), (None, []))
        point.order, point.withdrawn_at = order, None
        point.text, point.form, point.level = block.text, block.form, block.level
        point.cells = [list(one) for one in block.cells]
    DiscussionPoint.objects.bulk_create(fresh)
    if len(stale) == 1:  # somebody is typing: the usual case, and a statement of one row costs a fifth
        stale[0].save(update_fields=FIELDS)
    elif stale:
        DiscussionPoint.objects.bulk_update(stale, FIELDS)
    _take_away(text, {block.uid for block in blocks})
    return reworded


def _take_away(text: _Text, kept: set[str]) -> None:
    """What was once circulated is marked withdrawn; what nobody but its writer ever saw goes."""
    gone = [point for uid, point in text.points.items() if uid not in kept and point.withdrawn_at is None]
    if not gone:
        return
    circulated = _circulated(text.row)
    stays = [point for point in gone if point.source_id or circulated is None or str(point.uid) in circulated]
    for point in stays:
        point.withdrawn_at = text.now
    DiscussionPoint.objects.filter(pk__in=[point.pk for point in stays]).update(withdrawn_at=text.now)
    goes = [point for point in gone if point not in stays]
    remove_entries("discussion_point", [point.pk for point in goes])
    DiscussionPoint.objects.filter(pk__in=[point.pk for point in goes]).delete()
    for point in goes:
        del text.points[str(point.uid)]


def _circulated(row: AgendaItem) -> str | None:
    """The frozen texts of the versions of these minutes, in which circulated identifiers stand; ``None`` where the
    minutes were circulated but no version was frozen, so that anything may have been."""
    frozen = [str(content) for content in Minutes.objects.filter(session=row.session_id).values_list(
        "content", flat=True) if content]
    if frozen:
        return "\n".join(frozen)
    moved = SessionMove.objects.filter(session=row.session_id, after__in=sorted(OPEN_TO_READERS)).exists()
    return None if moved else ""


# ---- history -------------------------------------------------------------------------------------------------------
def _with_sources(points: list[DiscussionPoint]) -> list[dict[str, Any]]:
    out = to_json(block_of(point) for point in points)
    for one, point in zip(out, points, strict=True):
        if point.source_id:
            one["source"], one["passages"] = point.source_id, point.passages
    return out


def _sources_of_old(text: _Text) -> dict[tuple[str, str], tuple[int | None, list[Any]]]:
    """By identifier and words, the source that a block had when it was found: words that come back come with it."""
    found = text.row.history.filter(kind=Kind.FOUND).values_list("blocks", flat=True)
    return {(one["uid"], one["text"]): (one["source"], one["passages"])
            for blocks in found for one in blocks if one.get("source")}


def _remember(text: _Text, kind: ItemRevision.Kind, found: list[dict[str, Any]], blocks: list[Block]) -> None:
    row, latest = text.row, _latest(text.row)
    if found and (latest is None or latest.revision != row.revision - 1):
        _add_history(text, Kind.FOUND, found, row.revision - 1)
        latest = None
    if kind is Kind.TYPED and latest is not None and _goes_on(text, latest, blocks):
        latest.revision, latest.blocks, latest.at = row.revision, to_json(blocks), text.now
        latest.nonce = text.sending.nonce
        latest.save(update_fields=["revision", "blocks", "at", "nonce"])
        return
    entry = _add_history(text, kind, to_json(blocks), row.revision)
    if kind is not Kind.SETTLED:  # which has a row of its own
        record(by=text.by, event="item_restored" if kind is Kind.RESTORED else "item_written", target=row,
               details={"revision": row.revision, "history": str(entry.uid)})


def _goes_on(text: _Text, latest: ItemRevision, blocks: list[Block]) -> bool:
    """Whether this is the same burst of the same person, and loses nothing much of what it had."""
    return (latest.kind == Kind.TYPED and latest.by_id == text.by.pk and latest.client == text.sending.client
            and latest.revision == text.row.revision - 1 and text.now - latest.started_at < BURST
            and len(plain(blocks)) > len(plain(read_blocks(latest.blocks))) - LOST_SIGNS)


def _add_history(text: _Text, kind: ItemRevision.Kind, blocks: list[dict[str, Any]], revision: int) -> ItemRevision:
    found = kind is Kind.FOUND
    return ItemRevision.objects.create(
        item=text.row, revision=revision, kind=kind, blocks=blocks, by=None if found else text.by,
        client="" if found else text.sending.client[:40], nonce="" if found else text.sending.nonce[:40],
        started_at=text.now, at=text.now)
