"""The confirmed lines that recommend something, as entries for the room of recommendations."""
from __future__ import annotations

from canevas.governance.concertation.models import IntakeLine
from canevas.governance.concertation.operations.tree import Tree
from canevas.governance.concertation.rules.lines import Kind
from canevas.governance.recommendations.rules.entries import (
    ChallengeEntry,
    PriorityEntry,
    RecommendationEntry,
    ResponsibilityEntry,
    RowEntry,
)


def recommendation_entries(tree: Tree) -> list[RecommendationEntry]:
    """The flat list. A recommendation that stands where an item was discussed belongs to that item."""
    where = {passage["node"]: tree.item_number(line) for line in tree.all(Kind.DISCUSSION)
             for passage in line.passages}
    out = []
    for line in tree.all(Kind.RECOMMENDATION):
        entry = _entry(line, [_party(who) for who in tree.below(line, Kind.RESPONSIBLE)])
        entry.addressee = str(line.value.get("addressee") or "")
        entry.deadline_text, entry.deadline_date = tree.deadline(line)
        entry.agenda_number = tree.item_number(line) or next(
            (where[passage["node"]] for passage in line.passages if passage["node"] in where), None)
        out.append(entry)
    return out


def challenge_entries(tree: Tree) -> list[ChallengeEntry]:
    """The synthesis: challenges of every section, in order."""
    return [_challenge(section, line, tree) for section in tree.all(Kind.SECTION)
            for line in tree.below(section, Kind.CHALLENGE)]


def _challenge(section: IntakeLine, line: IntakeLine, tree: Tree) -> ChallengeEntry:
    return ChallengeEntry(
        text=line.value["text"], uid=_uid(line), passages=line.passages,
        scope="axis" if section.value.get("scope") == "axis" else "general", axis_number=section.value.get("axis"),
        axis_title=str(section.value.get("text") or ""), axis_id=section.axis_id,
        rows=[_row(row, section, tree) for row in tree.below(line, Kind.ROW)])


def _row(row: IntakeLine, section: IntakeLine, tree: Tree) -> RowEntry:
    names = [line for line in tree.under.get(row.pk, []) if line.kind in (Kind.REGION, Kind.ACTOR)]
    parties = [_party(line) for line in names]
    stray = tree.below(row, Kind.STRAY)
    strategies = [_entry(line, parties) for line in tree.below(row, Kind.STRATEGY)]
    for strategy in strategies:
        strategy.axis_id = strategy.axis_id or section.axis_id
    return RowEntry(
        flags=list(row.value.get("flags") or []), stray=" ".join(line.value["text"] for line in stray),
        concerned=[{"kind": line.kind, "text": line.value["text"], "passages": line.passages} for line in names],
        priorities=[PriorityEntry(line.value["text"], _uid(line), line.passages)
                    for line in tree.below(row, Kind.PRIORITY)],
        strategies=strategies)


def _entry(line: IntakeLine, parties: list[ResponsibilityEntry]) -> RecommendationEntry:
    return RecommendationEntry(text=line.value["text"], uid=_uid(line), passages=line.passages, axis_id=line.axis_id,
                               responsibilities=parties)


def _party(line: IntakeLine) -> ResponsibilityEntry:
    return ResponsibilityEntry(
        verbatim=line.value["text"], organisation_id=line.organisation_id, territory_id=line.territory_id,
        quantifier=line.quantifier, resolved_by=line.resolved_by, confidence=line.resolution)


def _uid(line: IntakeLine) -> str:
    return str(line.uid) if line.uid else ""
