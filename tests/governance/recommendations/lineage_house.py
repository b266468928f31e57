"""Two regions, a synthesis, and what leads from the ones to the other."""
from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import Body
from canevas.governance.recommendations.models import Recommendation, RecommendationSet
from canevas.governance.recommendations.operations import write_recommendation_set
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.recommendations.rules.entries import RecommendationEntry
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.editing import edit_table
from canevas.governance.syntheses.operations.opening import freeze_version
from canevas.governance.syntheses.rules.table import Line, ReplaceText, table_from_json
from tests.governance.syntheses.house import opened


@dataclass
class Country:
    """``wells`` and ``pumps`` were said in Tahoua and Agadez; ``line`` of the synthesis was made of both."""

    wells: Recommendation
    pumps: Recommendation
    synthesis: Synthesis
    line: Line

    @property
    def adopted(self) -> Recommendation:
        return Recommendation.objects.get(uid=UUID(self.line.uid))


def regional(by: User, code: str, text: str) -> Recommendation:
    Body.objects.get_or_create(code=code, defaults={"name": code})
    found: RecommendationSet = write_recommendation_set(
        by=by, origin_key=f"session:{code}", origin_label=f"{code} – 12/03/2025", origin_body=code,
        recommendations=[RecommendationEntry(text)])
    return found.recommendations.get()


def country(by: User) -> Country:
    """The synthesis is open, version 1; its first strategy was reworded once."""
    wells, pumps = regional(by, "CRCM-TAHOUA", "Forer dix puits"), regional(by, "CRCM-AGADEZ", "Réparer les pompes")
    synthesis = opened(by)
    version = synthesis.versions.get()
    line = next(one for one in table_from_json(version.content).lines if one.text == "Organiser un atelier")
    add_edges(by=by, origin=f"synthesis:{synthesis.uid}:1", edges=[
        Edge(EdgeKind.DERIVED, str(wells.uid), line.uid, words=("puits",)),
        Edge(EdgeKind.MERGED, str(pumps.uid), line.uid)])
    reword(by, synthesis, line, "deux ateliers")
    return Country(wells, pumps, synthesis, line)


def reword(by: User, synthesis: Synthesis, line: Line, words: str) -> None:
    version = synthesis.versions.last()
    text = next(one.text for one in table_from_json(version.content).lines if one.uid == line.uid)
    start = text.index(" ") + 1
    edit = ReplaceText(line.uid, start, len(text), words)
    assert edit_table(by=by, synthesis=synthesis, seen=version.revision, edits=[edit]) is not None


def freeze(by: User, synthesis: Synthesis) -> None:
    assert freeze_version(by=by, synthesis=synthesis, seen=synthesis.versions.last().revision) is not None
    synthesis.refresh_from_db()
