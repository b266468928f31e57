"""What a stage adopts stands in the register: each strategy a recommendation under the identifier of its line."""
from __future__ import annotations

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
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.rules.table import Block, Row, Section, table_from_json
from canevas.tools.documents.markup import Traced

SURE_MATCH = 0.9
"""From this score on a name is attached; what was written stays beside it."""


def write_register(*, by: User, synthesis: Synthesis, version: Version) -> None:
    """Let the register say what ``version`` says. A part of a stage's decision: the caller holds the synthesis.

    What an earlier stage had and this one no longer has stays in the register, marked withdrawn.
    """
    session, body = synthesis.session, synthesis.body
    found = write_recommendation_set(
        by=by, origin_key=f"synthesis:{synthesis.uid}", origin_label=synthesis.title,
        origin_date=session.date if session else None, region_id=body.region_id, origin_body=body.code,
        origin_body_name=str(body), challenges=_challenges(version), keeps_uids=True)
    if synthesis.recommendation_set_id != found.pk:
        synthesis.recommendation_set = found
        synthesis.save(update_fields=["recommendation_set", "changed_at"])
    index_set(found)


def _challenges(version: Version) -> list[ChallengeEntry]:
    axes = {axis.number: axis.pk for axis in policy.axes()}
    names: dict[str, list[ResponsibilityEntry]] = {}
    return [_challenge(section, block, axes, names) for section in table_from_json(version.content).sections
            for block in section.blocks]


def _challenge(section: Section, block: Block, axes: dict[int, int],
               names: dict[str, list[ResponsibilityEntry]]) -> ChallengeEntry:
    axis = axes.get(section.axis) if section.axis is not None else None
    return ChallengeEntry(
        text=block.challenge.text, uid=block.challenge.uid, scope="general" if section.axis is None else "axis",
        axis_number=section.axis, axis_title=section.title, axis_id=axis,
        rows=[_row(row, axis, names) for row in block.rows])


def _row(row: Row, axis: int | None, names: dict[str, list[ResponsibilityEntry]]) -> RowEntry:
    parties = [party for line in row.responsible for party in names.setdefault(line.text, _parties(line.text))]
    return RowEntry(
        concerned=[{"kind": "region" if who.territory_id or who.quantifier else "actor", "text": who.verbatim,
                    "passages": []} for who in parties],
        priorities=[PriorityEntry(line.text, line.uid) for line in row.priorities],
        strategies=[RecommendationEntry(line.text, line.uid, axis_id=axis, responsibilities=parties)
                    for line in row.strategies])


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
