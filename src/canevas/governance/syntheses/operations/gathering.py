"""What the bodies below recommended is gathered for a synthesis, and grouped. Choices already made stay as they are."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import vocabulary
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.rules.federating import (
    AxisProposal,
    Earlier,
    Item,
    group,
    propose_axis,
    repeats,
)
from canevas.governance.syntheses.models import Gathered, GatheredGroup, GroupState, Synthesis
from canevas.governance.syntheses.operations.opening import locked, open_version
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries import gathering as found_in
from canevas.governance.syntheses.rules.gathering import Incoming, best_axis, incoming

Progress = Callable[[int, int], None]
STEPS = 5
"""Reading, grouping, repeats, axes, writing: what the progress counts."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """How many recommendations came in, in how many new groups; ``joined`` how many went into groups that waited."""

    count: int = 0
    groups: int = 0
    joined: int = 0


@dataclass(frozen=True, slots=True)
class _Worked:
    """What the machine found, before anything is written."""

    incoming: list[Incoming]
    rows: dict[str, Any]
    axes: dict[str, list[AxisProposal]]
    repeats: dict[str, int]


def gather(*, by: User, synthesis: Synthesis, progress: Progress | None = None) -> Gathering:
    """Gather what is new: group it, propose an axis and a sub-programme, tell what repeats an earlier recommendation.

    Again later it adds only what came in since: what stands in a group stays there, what says the same as a group that
    waits joins it, what says the same as one that was treated makes a group that points to it. The comparing, which
    may take a minute for thousands, is done before anything is held or written. ``ValidationError`` where no version is
    being written.
    """
    require(by, SYNTHESIS_WRITE, body=synthesis.body.code)
    if open_version(synthesis) is None:
        raise ValidationError(_("No version of this synthesis is being written: write it again before you gather."))
    tell = progress or (lambda _done, _total: None)
    worked = _compare(by, synthesis, tell)
    tell(STEPS - 1, STEPS)
    with transaction.atomic():
        done = _write(by, locked(by, synthesis), worked)
    tell(STEPS, STEPS)
    return done


def _compare(by: User, synthesis: Synthesis, tell: Progress) -> _Worked:
    known = _known(synthesis)
    rows = {str(row.pk): row for row in found_in.gatherable(by, synthesis)}
    new = [key for key in rows if key not in known]
    tell(1, STEPS)
    if not new:
        return _Worked([], {}, {}, {})
    words = vocabulary()
    items = {key: _item(row) for key, row in rows.items()}
    waiting = found_in.groups(synthesis).filter(state=GroupState.PROPOSED).values_list("pk", flat=True)
    fresh = incoming(group(list(items.values()), words), known, waiting)
    tell(2, STEPS)
    past = [Earlier(_item(row), row.status) for row in found_in.earlier(by, synthesis)]
    told: dict[str, int] = {}
    for repeat in repeats([items[key] for key in new], past, words) if past else ():
        told.setdefault(repeat.new, int(repeat.earlier))
    tell(3, STEPS)
    axes = {key: _axes(rows[key], words.policy) for key in rows}
    return _Worked(fresh, rows, axes, told)


def _known(synthesis: Synthesis) -> dict[str, int]:
    return {str(key): group_key for key, group_key in Gathered.objects.filter(
        group__synthesis=synthesis).values_list("recommendation", "group")}


def _item(row: Any) -> Item:
    region = row.set.region.name if row.set.region else ""
    return Item(str(row.pk), row.text, region, row.set.origin_date, row.axis.number if row.axis else None,
                row.addressee_kind)


def _axes(row: Any, policy_entry: Any) -> list[AxisProposal]:
    """As its minutes place it, where they do; else by its words and those of the challenge and priorities that it
    answers. The sub-programme by these words in both cases."""
    around = [row.row.challenge.text, *(one.text for one in row.row.priorities.all())] if row.row else []
    said = propose_axis(" ; ".join([*around, row.text]), policy_entry)
    if row.axis is None:
        return said
    part = row.subprogramme.code if row.subprogramme_id else next(
        (one.subprogramme for one in said if one.axis == row.axis.number), "")
    return [AxisProposal(row.axis.number, part, 1.0, (), is_sure=True)]


def _write(by: User, synthesis: Synthesis, worked: _Worked) -> Gathering:
    if open_version(synthesis) is None:
        raise ValidationError(_("No version of this synthesis is being written: write it again before you gather."))
    known = _known(synthesis)
    standing = {row.pk: row for row in found_in.groups(synthesis)}
    order = (found_in.groups(synthesis).aggregate(last=Max("order"))["last"] or -1) + 1
    places = _Places()
    made: list[tuple[GatheredGroup, Sequence[str]]] = []
    joined = 0
    for one in worked.incoming:
        members = [key for key in one.members if key not in known]  # somebody may have gathered in between
        if not members:
            continue
        target = standing.get(one.joins) if one.joins else None
        if target is not None and target.state == GroupState.PROPOSED:
            _say_again(target, one)
            joined += len(members)
        else:
            target = _new_group(synthesis, order + len(made), one, worked, places, standing)
        made.append((target, members))
    fresh = [target for target, _members in made if target.pk is None]
    GatheredGroup.objects.bulk_create(fresh)
    Gathered.objects.bulk_create([
        Gathered(group=target, recommendation_id=int(key), order=_order_of(worked.rows[key]),
                 repeats_id=worked.repeats.get(key))
        for target, members in made for key in members])
    done = Gathering(sum(len(members) for _group, members in made), len(fresh), joined)
    if done.count:
        record(by=by, event="synthesis_gathered", target=synthesis, details={
            "count": done.count, "groups": done.groups, "joined": done.joined})
    return done


def _order_of(row: Any) -> int:
    """By the day that it was said: the oldest first."""
    return int(row.set.origin_date.toordinal()) if row.set.origin_date else 0


def _say_again(target: GatheredGroup, one: Incoming) -> None:
    """The reason of a group that others joined is that of the whole; what a person put together keeps its own."""
    if one.is_whole:
        target.words, target.confidence = list(one.found.reason_words), one.found.confidence
    target.is_sure = target.is_sure and one.is_whole and one.found.is_sure
    target.save(update_fields=["words", "confidence", "is_sure", "changed_at"])


class _Places:
    """The keys of axes and sub-programmes, asked for once."""

    def __init__(self) -> None:
        self.axes = {axis.number: axis.pk for axis in policy.axes()}
        self.parts: dict[str, tuple[int | None, int | None]] = {}

    def part(self, code: str) -> tuple[int | None, int | None]:
        """The keys of the programme and of the sub-programme of this code; ``None`` twice where there is none."""
        if code not in self.parts:
            found = policy.subprogramme_by_code(code) if code else None
            self.parts[code] = (found.programme_id, found.pk) if found else (None, None)
        return self.parts[code]


def _new_group(synthesis: Synthesis, order: int, one: Incoming, worked: _Worked, places: _Places,
               standing: dict[int, GatheredGroup]) -> GatheredGroup:
    axis = best_axis([worked.axes[key] for key in one.members])
    repeated = any(key in worked.repeats for key in one.members)
    near = standing.get(one.near) if one.near else None
    programme, part = places.part(axis.subprogramme) if axis else (None, None)
    return GatheredGroup(
        synthesis=synthesis, order=order, words=list(one.found.reason_words), confidence=one.found.confidence,
        is_sure=bool(one.found.is_sure and one.is_whole and near is None and not repeated and axis and axis.is_sure),
        axis_id=places.axes.get(axis.axis) if axis and axis.axis else None,
        programme_id=programme, subprogramme_id=part,
        axis_words=list(axis.words) if axis else [], near=near)
