"""What the sheet of a synthesis says: its stages, its versions, what waits."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from canevas.commons.audit.queries import story_of
from canevas.governance.syntheses.models import (
    Amendment,
    AmendmentKind,
    AmendmentState,
    ReservationState,
    StageDecision,
    StageReservation,
    StateChoices,
    Synthesis,
    Version,
)
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.stages import ORDER, Stage

STORY = 500


@dataclass(frozen=True, slots=True)
class StageStep:
    """One stage of the trail. ``standing``: done, current, to-come or rejected."""

    stage: Stage
    standing: str
    decisions: tuple[StageDecision, ...]


@dataclass(frozen=True, slots=True)
class SynthesisSheet:
    trail: tuple[StageStep, ...]
    versions: tuple[Version, ...]
    waiting: int
    """Amendments of the version before its readers that are still to be decided."""
    amendments: int
    remarks: int
    line_decisions: tuple[tuple[str, StageDecision], ...]
    """What stages decided otherwise of a line, with its words in the version that they decided on."""
    reservations: tuple[StageReservation, ...]
    """Each has ``line_text``: the words of the line that it is about, "" for the whole."""
    open_reservations: int
    story: tuple[Any, ...]


def sheet_of(synthesis: Synthesis, user: Any) -> SynthesisSheet:
    every = list(decisions_of(synthesis))
    decisions = [one for one in every if one.line is None]
    versions = tuple(visible.versions(user, synthesis).select_related("made_by", "based_on").order_by("-number"))
    base = next((one for one in versions if one.is_frozen), None)
    counts = Amendment.objects.filter(version=base).aggregate(
        waiting=Count("pk", filter=Q(state=AmendmentState.PROPOSED) & ~Q(kind=AmendmentKind.COMMENT)),
        amendments=Count("pk", filter=~Q(kind=AmendmentKind.COMMENT)),
        remarks=Count("pk", filter=Q(kind=AmendmentKind.COMMENT)))
    reservations = tuple(reservations_of(synthesis))
    words = _Words()
    for one in reservations:
        one.line_text = words.of(one.decision.version, one.line)
    return SynthesisSheet(
        tuple(_trail(synthesis, decisions)), versions, counts["waiting"], counts["amendments"], counts["remarks"],
        tuple((words.of(one.version, one.line), one) for one in every if one.line is not None), reservations,
        sum(one.state == ReservationState.OPEN for one in reservations),
        tuple(story_of(synthesis)[:STORY]))


class _Words:
    """The words of lines, each version read once."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, str]] = {}

    def of(self, version: Version, line: UUID | None) -> str:
        if line is None:
            return ""
        known = self._known.setdefault(version.pk, {})
        if not known:
            known |= {one.uid: one.text for one in table_of(version).lines}
        return known.get(str(line), "")


def waiting_on(version: Version) -> int:
    """Amendments to ``version`` that nobody decided, remarks left out."""
    return Amendment.objects.filter(version=version, state=AmendmentState.PROPOSED).exclude(
        kind=AmendmentKind.COMMENT).count()


def decisions_of(synthesis: Synthesis) -> Any:
    return StageDecision.objects.filter(version__synthesis=synthesis).select_related("version", "session", "by")


def reservations_of(synthesis: Synthesis) -> Any:
    return StageReservation.objects.filter(decision__version__synthesis=synthesis).select_related(
        "decision__version", "organisation", "version").order_by("pk")


def _trail(synthesis: Synthesis, decisions: list[StageDecision]) -> list[StageStep]:
    here = ORDER.index(Stage(synthesis.stage))
    out = []
    for place, stage in enumerate(ORDER):
        standing = "done" if place < here else "to-come" if place > here else "current"
        if place == here and synthesis.state in (StateChoices.ADOPTED, StateChoices.REJECTED):
            standing = "done" if synthesis.state == StateChoices.ADOPTED else "rejected"
        out.append(StageStep(stage, standing, tuple(one for one in decisions if one.stage == stage)))
    return out
