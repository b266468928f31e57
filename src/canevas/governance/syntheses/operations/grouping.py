"""A person puts the groups right: moves a recommendation, parts a group, joins two, leaves one out."""
from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.operations.lineage import remove_edges
from canevas.governance.syntheses.models import Gathered, GatheredGroup, GroupState, Synthesis, Version
from canevas.governance.syntheses.operations.editing import edit_table
from canevas.governance.syntheses.operations.opening import locked, open_version
from canevas.governance.syntheses.rules.table import DeleteLine, DeleteRow, Edit, Row, Table, table_from_json


@transaction.atomic
def leave_out(*, by: User, group: GatheredGroup, reason: str) -> GatheredGroup:
    """What these recommendations say does not go into the table. ``ValidationError`` without a reason."""
    synthesis, row = held(by, group)
    words = " ".join(reason.split())[:250]
    if not words:
        raise ValidationError(_("Say why these recommendations stay out of the table: the region that made them will "
                                "ask."))
    row.state, row.note = GroupState.LEFT_OUT, words
    row.save(update_fields=["state", "note", "changed_at"])
    record(by=by, event="gathered_left_out", target=synthesis, details=details(row, reason=words))
    return row


@transaction.atomic
def put_back(*, by: User, group: GatheredGroup) -> GatheredGroup:
    """Treat a group again. The line that it became leaves the table, and its steps the lineage; ``ValidationError``
    where that line stands in a frozen version already."""
    synthesis, row = held(by, group, waiting=False)
    if row.state == GroupState.PROPOSED:
        raise ValidationError(_("This group is still to be treated."))
    details_before = details(row, state=row.state)
    if row.is_attached:
        _detach(synthesis, row)
    elif row.state == GroupState.TAKEN and row.line is not None:
        _take_off(by, synthesis, str(row.line))
    row.state, row.note, row.line, row.is_attached = GroupState.PROPOSED, "", None, False
    row.save(update_fields=["state", "note", "line", "is_attached", "changed_at"])
    record(by=by, event="gathered_put_back", target=synthesis, details=details_before)
    return row


@transaction.atomic
def split_group(*, by: User, group: GatheredGroup, members: Collection[int]) -> GatheredGroup:
    """Take ``members`` (their keys) out into a group of their own, which comes right behind. ``ValidationError`` where
    that is none of them or all."""
    synthesis, row = held(by, group)
    leaving = list(row.members.filter(pk__in=members))
    if not leaving or len(leaving) == row.members.count():
        raise ValidationError(_("Choose some of the recommendations of this group, not all of them."))
    made = GatheredGroup.objects.create(
        synthesis=synthesis, order=_behind(row), axis=row.axis, programme=row.programme, subprogramme=row.subprogramme,
        axis_words=row.axis_words)
    Gathered.objects.filter(pk__in=[one.pk for one in leaving]).update(group=made)
    _doubt(row)
    record(by=by, event="gathered_split", target=synthesis, details=details(row, into=made.order + 1,
                                                                            count=len(leaving)))
    return made


@transaction.atomic
def move_members(*, by: User, group: GatheredGroup, members: Collection[int], to: GatheredGroup) -> GatheredGroup:
    """Let ``members`` (their keys) of ``group`` stand in ``to``; a group that nobody is left in goes. Both must still
    be to be treated, and of one synthesis."""
    synthesis, row = held(by, group)
    _synthesis, target = held(by, to)
    if target.synthesis_id != row.synthesis_id or target.pk == row.pk:
        raise ValidationError(_("Choose another group of this synthesis."))
    leaving = list(row.members.filter(pk__in=members))
    if not leaving:
        raise ValidationError(_("Choose the recommendations to move."))
    Gathered.objects.filter(pk__in=[one.pk for one in leaving]).update(group=target)
    said = details(row, into=target.order + 1, count=len(leaving))
    _doubt(target)
    if row.members.exists():
        _doubt(row)
    else:
        row.delete()
    record(by=by, event="gathered_moved", target=synthesis, details=said)
    return target


def merge_groups(*, by: User, group: GatheredGroup, other: GatheredGroup) -> GatheredGroup:
    """``other`` ends, its recommendations stand in ``group``."""
    return move_members(by=by, group=other, members=list(other.members.values_list("pk", flat=True)), to=group)


def held(by: User, group: GatheredGroup, *, waiting: bool = True) -> tuple[Synthesis, GatheredGroup]:
    """The group with its synthesis, held, for somebody who may write it. ``ValidationError`` where no version is being
    written, the group went, or (``waiting``) was treated by now."""
    synthesis = locked(by, group.synthesis)
    open_or_refuse(synthesis)
    row = GatheredGroup.objects.select_related("axis", "subprogramme").filter(pk=group.pk, synthesis=synthesis).first()
    if row is None:
        raise ValidationError(_("This group was joined with another in the meantime. Load the page again."))
    if waiting and row.state != GroupState.PROPOSED:
        raise ValidationError(_("This group was treated in the meantime: put it back first."))
    return synthesis, row


def open_or_refuse(synthesis: Synthesis) -> Version:
    version = open_version(synthesis)
    if version is None:
        raise ValidationError(_("No version of this synthesis is being written: write it again first."))
    return version


def details(group: GatheredGroup, **more: object) -> dict[str, object]:
    """What the journal keeps of a group: its number and which recommendations stood in it."""
    uids = [str(uid) for uid in group.members.values_list("recommendation__uid", flat=True)]
    return {"number": group.order + 1, "count": len(uids), "recommendations": uids[:50], **more}


def _behind(group: GatheredGroup) -> int:
    last = GatheredGroup.objects.filter(synthesis=group.synthesis).aggregate(last=Max("order"))["last"]
    return int(last) + 1


def _doubt(group: GatheredGroup) -> None:
    """What the machine said of the group holds no longer as it was said."""
    group.is_sure, group.confidence = False, 0
    group.words = group.words if group.members.count() > 1 else []
    group.save(update_fields=["is_sure", "confidence", "words", "changed_at"])


def _detach(synthesis: Synthesis, row: GatheredGroup) -> None:
    """The line stood before the group was attached to it: only its own steps go."""
    version = open_or_refuse(synthesis)
    remove_edges(target=str(row.line), origin=f"synthesis:{synthesis.uid}:{version.number}",
                 sources=[str(uid) for uid in row.members.values_list("recommendation__uid", flat=True)])


def _take_off(by: User, synthesis: Synthesis, line: str) -> None:
    version = open_or_refuse(synthesis)
    row = _row_of(table_from_json(version.content), line)
    if row is not None:
        if version.based_on is not None and line in _uids(version.based_on):
            raise ValidationError(_("This line stands in a frozen version: take it out of the table by an amendment, "
                                    "or in the table itself."))
        others = [one for one in (*row.priorities, *row.strategies) if one.uid != line]
        edit: Edit = DeleteLine(line) if others else DeleteRow(row.uid)
        edit_table(by=by, synthesis=synthesis, seen=version.revision, edits=[edit])
    remove_edges(target=line, origin=f"synthesis:{synthesis.uid}:{version.number}")


def _uids(version: Version) -> set[str]:
    return {one.uid for one in table_from_json(version.content).lines}


def _row_of(table: Table, line: str) -> Row | None:
    return next((row for section in table.sections for _block, row in section.rows
                 if any(one.uid == line for one in (*row.priorities, *row.strategies))), None)
