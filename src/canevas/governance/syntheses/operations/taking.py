"""A group of recommendations becomes a line of the table; where it came from is its lineage."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind
from canevas.governance.syntheses.models import Gathered, GatheredGroup, GroupState, Synthesis
from canevas.governance.syntheses.operations.editing import edit_table
from canevas.governance.syntheses.operations.grouping import details, held, open_or_refuse
from canevas.governance.syntheses.operations.opening import locked
from canevas.governance.syntheses.queries import gathering as found_in
from canevas.governance.syntheses.rules.table import (
    Column,
    Edit,
    InsertLine,
    InsertRow,
    Section,
    Table,
    new_uid,
    table_from_json,
)

Written = Literal[Column.PRIORITIES, Column.STRATEGIES]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a line goes and how it reads. ``section``: "general", "axis 2". One of three: ``row``, the identifier of a
    row that it joins; ``block``, that of a challenge under which it begins a row; ``challenge``, the words of a new
    one. ``responsible`` are the lines of the last column of a new row."""

    text: str
    section: str
    column: Written = Column.STRATEGIES
    row: str = ""
    block: str = ""
    challenge: str = ""
    responsible: tuple[str, ...] = ()


@transaction.atomic
def take_group(*, by: User, group: GatheredGroup, placing: Placing, members: tuple[int, ...] | None = None,
               axis_id: int | None = None, programme_id: int | None = None,
               subprogramme_id: int | None = None) -> GatheredGroup:
    """Write the line of ``group`` into the open version. ``members`` are the recommendations that were before one's
    eyes (the keys of :class:`Gathered`): ``ValidationError`` where others stand in the group by now, where nothing is
    written in the line or its challenge, or its place is no longer in the table.

    Each member leads to the line in its lineage, as merged where they are several, and so does the earlier
    recommendation that a member repeats, as carried over.
    """
    synthesis, row = held(by, group)
    standing = list(row.members.select_related("recommendation", "repeats"))
    if members is not None and set(members) != {one.pk for one in standing}:
        raise ValidationError(_("Other recommendations stand in this group by now. Look at it again before you take "
                                "it."))
    _check_place(placing, programme_id, subprogramme_id)
    kept = [one for one in standing if one.recommendation.withdrawn_at is None]
    if not kept:
        raise ValidationError(_("These recommendations were withdrawn by the minutes that made them: leave them out."))
    version = open_or_refuse(synthesis)
    text = " ".join(placing.text.split())
    uid = new_uid()
    edit_table(by=by, synthesis=synthesis, seen=version.revision,
               edits=_edits(table_from_json(version.content), placing, text, uid))
    add_edges(by=by, edges=_edges(row, kept, uid, text), origin=f"synthesis:{synthesis.uid}:{version.number}")
    row.state, row.line, row.note = GroupState.TAKEN, UUID(uid), ""
    row.axis_id, row.programme_id, row.subprogramme_id = axis_id, programme_id, subprogramme_id
    row.save(update_fields=["state", "line", "note", "axis", "programme", "subprogramme", "changed_at"])
    record(by=by, event="gathered_taken", target=synthesis, details=details(
        row, version=version.number, line=uid, text=text[:200]))
    return row


@transaction.atomic
def join_line(*, by: User, group: GatheredGroup) -> GatheredGroup:
    """Recommendations that came in later say what a line of the table says already: they lead to that line, which
    stays as it is worded. ``ValidationError`` where the group points to no such line."""
    synthesis, row = held(by, group)
    version = open_or_refuse(synthesis)
    near = row.near
    lines = {line.uid: line.text for line in table_from_json(version.content).lines}
    if near is None or near.line is None or str(near.line) not in lines:
        raise ValidationError(_("The line that these recommendations were near to is no longer in the table."))
    kept = list(row.members.filter(recommendation__withdrawn_at=None).select_related("recommendation", "repeats"))
    uid = str(near.line)
    edges = [Edge(EdgeKind.MERGED, edge.source, edge.target, edge.before, edge.after, edge.words)
             if edge.kind is EdgeKind.DERIVED else edge for edge in _edges(row, kept, uid, lines[uid])]
    add_edges(by=by, edges=edges, origin=f"synthesis:{synthesis.uid}:{version.number}")
    Gathered.objects.filter(group=row).update(group=near)
    record(by=by, event="gathered_joined", target=synthesis, details=details(
        near, version=version.number, line=uid, text=lines[uid][:200]))
    row.delete()
    return near


def take_sure_groups(*, by: User, synthesis: Synthesis, progress: Callable[[int, int], None] | None = None) -> int:
    """Take every group that is sure, as proposed; how many were taken. What has no challenge proposed is left to a
    person. Each group is taken by itself: what was taken before a fault stays."""
    row = locked_once(by, synthesis)
    sure = list(found_in.groups(row).filter(state=GroupState.PROPOSED, is_sure=True).select_related(
        "axis", "subprogramme", "synthesis__body"))
    taken = 0
    for place, one in enumerate(sure):
        _version, table = found_in.open_table(row)
        proposal = found_in.proposal_for(one, found_in.members_of(one, by), table)
        wanted = f"axis {one.axis.number}" if one.axis else "general"
        if proposal is not None and proposal.section == wanted and (proposal.challenge or proposal.where != "new"):
            take_group(by=by, group=one, axis_id=one.axis_id, programme_id=one.programme_id,
                       subprogramme_id=one.subprogramme_id, placing=Placing(
                proposal.text, proposal.section, block=proposal.where.removeprefix("block:")
                if proposal.where != "new" else "", challenge=proposal.challenge,
                responsible=tuple(proposal.responsible.splitlines())))
            taken += 1
        if progress:
            progress(place + 1, len(sure))
    return taken


@transaction.atomic
def locked_once(by: User, synthesis: Synthesis) -> Synthesis:
    """Asks for the permission and for an open version, without holding anything afterwards."""
    row = locked(by, synthesis)
    open_or_refuse(row)
    return row


def _check_place(placing: Placing, programme_id: int | None, subprogramme_id: int | None) -> None:
    """A line of an axis is of a programme of that axis; a general one may be of any."""
    found = next(((axis, part) for axis, programme, part in policy.places_whole() if (
        part is not None and part.pk == subprogramme_id if subprogramme_id else
        programme is not None and programme.pk == programme_id)), None)
    if found is not None and placing.section not in ("general", f"axis {found[0].number}"):
        raise ValidationError(_("“%(part)s” belongs to axis %(number)s, and the line goes to another one: choose "
                                "another sub-programme, or none.") % {
            "part": found[1] or found[0], "number": found[0].number})


def _edits(table: Table, placing: Placing, text: str, uid: str) -> list[Edit]:
    if not text:
        raise ValidationError(_("Write the line: an empty one says nothing."))
    section = table.section(placing.section)
    if section is None:
        raise ValidationError(_("This part of the table is no longer there. Load the page again."))
    if placing.row:
        return [_into_row(section, placing, text, uid)]
    challenge = " ".join(placing.challenge.split())
    if not placing.block and not challenge:
        raise ValidationError(_("Write the challenge that this line answers, or choose one of the table."))
    row = new_uid()
    responsible = tuple(clean for one in placing.responsible if (clean := " ".join(one.split())))
    return [InsertRow(section.key, _anchor(section, placing.block), "" if placing.block else challenge,
                      responsible=responsible, uid=row),
            InsertLine(row, placing.column, "", text, uid)]


def _into_row(section: Section, placing: Placing, text: str, uid: str) -> InsertLine:
    row = next((one for _block, one in section.rows if one.uid == placing.row), None)
    if row is None:
        raise ValidationError(_("This row is no longer in the table. Load the page again."))
    cell = row.cell(placing.column)
    return InsertLine(row.uid, placing.column, cell[-1].uid if cell else "", text, uid)


def _anchor(section: Section, block: str) -> str:
    """The row that the new one stands behind: the last of its challenge, or of the section."""
    if not block:
        return section.blocks[-1].rows[-1].uid if section.blocks else ""
    found = next((one for one in section.blocks if one.challenge.uid == block), None)
    if found is None:
        raise ValidationError(_("This challenge is no longer in the table. Load the page again."))
    return found.rows[-1].uid


def _edges(group: GatheredGroup, members: list[Gathered], line: str, text: str) -> list[Edge]:
    kind = EdgeKind.DERIVED if len(members) == 1 else EdgeKind.MERGED
    words = tuple(group.words)
    edges = [Edge(kind, str(one.recommendation.uid), line, one.recommendation.text, text, words) for one in members]
    earlier = {one.repeats.uid: one.repeats.text for one in members if one.repeats is not None}
    return edges + [Edge(EdgeKind.CARRIED, str(source), line, before, text, words)
                    for source, before in earlier.items()]
