"""What a stage adopts stands in the register: each strategy a recommendation under the identifier of its line."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisation_id, resolve_party, territory_id, vocabulary
from canevas.governance.concertation.operations.indexing import index_set
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.operations import write_recommendation_set
from canevas.governance.recommendations.rules.entries import (
    ChallengeEntry,
    PriorityEntry,
    RecommendationEntry,
    ResponsibilityEntry,
    RowEntry,
)
from canevas.governance.recommendations.rules.synthesis_reading.names import separate_names
from canevas.governance.syntheses.models import GatheredGroup, GroupState, Synthesis, Version
from canevas.governance.syntheses.rules.retaining import without_lines
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, table_from_json
from canevas.tools.documents.markup import Traced

SURE_MATCH = 0.9
"""From this score on a name is attached; what was written stays beside it."""


def write_register(*, by: User, synthesis: Synthesis, version: Version, day: date, without: Collection[str] = ()
                   ) -> None:
    """Let the register say what ``version`` says, without the lines that the stage rejected, sent back or postponed
    (``without``). A part of a stage's decision, made on ``day``: the caller holds the synthesis.

    What an earlier stage had and this one no longer has stays in the register, marked withdrawn.
    """
    session, body = synthesis.session, synthesis.body
    found = write_recommendation_set(
        by=by, origin_key=f"synthesis:{synthesis.uid}", origin_label=synthesis.title,
        origin_date=session.date if session else day, region_id=body.region_id, origin_body=body.code,
        origin_body_name=str(body), challenges=_challenges(version, without), keeps_uids=True)
    if synthesis.recommendation_set_id != found.pk:
        synthesis.recommendation_set = found
        synthesis.save(update_fields=["recommendation_set", "changed_at"])
    index_set(found)


def _challenges(version: Version, without: Collection[str]) -> list[ChallengeEntry]:
    axes = {axis.number: axis.pk for axis in policy.axes()}
    names: dict[str, list[ResponsibilityEntry]] = {}
    groups = {str(one.line): one for one in GatheredGroup.objects.filter(
        synthesis=version.synthesis_id, state=GroupState.TAKEN, is_attached=False,
        programme__isnull=False).select_related("programme")}
    table = without_lines(table_from_json(version.content), without)
    return [_challenge(section, block, axes, names, groups) for section in table.sections for block in section.blocks]


def _challenge(section: Section, block: Block, axes: dict[int, int], names: dict[str, list[ResponsibilityEntry]],
               groups: dict[str, GatheredGroup]) -> ChallengeEntry:
    axis = axes.get(section.axis) if section.axis is not None else None
    return ChallengeEntry(
        text=block.challenge.text, uid=block.challenge.uid, scope="general" if section.axis is None else "axis",
        axis_number=section.axis, axis_title=section.title, axis_id=axis,
        rows=[_row(row, axis, names, groups) for row in block.rows])


def _row(row: Row, axis: int | None, names: dict[str, list[ResponsibilityEntry]], groups: dict[str, GatheredGroup]
         ) -> RowEntry:
    parties = [party for line in row.responsible for party in names.setdefault(line.text, _parties(line.text))]
    return RowEntry(
        concerned=[{"kind": "region" if who.territory_id or who.quantifier else "actor", "text": who.verbatim,
                    "passages": []} for who in parties],
        priorities=[PriorityEntry(line.text, line.uid) for line in row.priorities],
        strategies=[_strategy(line, axis, parties, groups.get(line.uid)) for line in row.strategies])


def _strategy(line: Line, axis: int | None, parties: list[ResponsibilityEntry], group: GatheredGroup | None
              ) -> RecommendationEntry:
    """With the programme that was chosen when the line was gathered, where it still stands in that programme's axis;
    a general line has it where it was general from the beginning, one that a stage made general does not."""
    entry = RecommendationEntry(line.text, line.uid, axis_id=axis, responsibilities=parties)
    if group is None or group.programme is None:
        return entry
    if axis == group.programme.axis_id or (axis is None and group.axis_id is None):
        entry.proposed_axis_id = group.programme.axis_id
        entry.programme_id, entry.subprogramme_id = group.programme_id, group.subprogramme_id
    return entry


def _parties(text: str) -> list[ResponsibilityEntry]:
    """Who a line of the last column names, as written and as the directory knows them."""
    traced = Traced(text, ("",) * len(text), tuple(range(len(text))))
    names = [name.text.text for name in separate_names(traced, vocabulary())] or [text]
    return [_party(name) for name in names]


def _party(name: str) -> ResponsibilityEntry:
    found = resolve_party(name, 1)
    if not found or found[0][1].score < SURE_MATCH:
        return ResponsibilityEntry(name)
    what, best = found[0]
    return ResponsibilityEntry(
        name, organisation_id=organisation_id(best.code) if what == "organisation" else None,
        territory_id=territory_id(best.code) if what == "territory" else None,
        quantifier=best.code if what == "quantifier" else "", resolved_by=best.reason, confidence=best.score)
