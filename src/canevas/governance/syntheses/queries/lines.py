"""What the register of recommendations asks of a line: at which stages it stood, in which words, what was decided."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from canevas.commons.access.queries import reach
from canevas.governance.recommendations.rules.lines_above import AtStage
from canevas.governance.syntheses.models import OutcomeChoices, StageChoices, StageDecision, Synthesis, Version
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.reading import table_of


def stages_of_lines(user: Any, lines: Mapping[str, str]) -> dict[str, tuple[AtStage, ...]]:
    """The stages of each line that ``user`` may see; ``lines`` says by line which synthesis it belongs to."""
    found: dict[str, list[AtStage]] = {}
    for synthesis in visible.syntheses(user).filter(uid__in=set(lines.values())):
        wanted = {line for line, table in lines.items() if table == str(synthesis.uid)}
        for line, stage in _stages(user, synthesis, wanted):
            found.setdefault(line, []).append(stage)
    return {line: tuple(stages) for line, stages in found.items()}


def _stages(user: Any, synthesis: Synthesis, wanted: set[str]) -> Iterator[tuple[str, AtStage]]:
    frozen = list(visible.versions(user, synthesis).exclude(frozen_at=None))
    decisions = list(StageDecision.objects.filter(version__in=[one.pk for one in frozen]))
    texts = {one.pk: {line.uid: line.text for line in table_of(one).lines if line.uid in wanted} for one in frozen}
    for stage in StageChoices.values:
        whole = [one for one in decisions if one.stage == stage and one.line is None]
        there = [one for one in frozen if one.stage == stage]
        last = next((one for one in frozen if whole and one.pk == whole[-1].version_id), there[-1] if there else None)
        if last is None:
            continue
        own = {str(one.line): one for one in decisions if one.stage == stage and one.line and one.version_id == last.pk}
        for line, text in texts[last.pk].items():
            decision = own.get(line) or (whole[-1] if whole else None)
            yield line, _at_stage(synthesis, last, stage, text, decision)


def _at_stage(synthesis: Synthesis, version: Version, stage: str, text: str,
              decision: StageDecision | None) -> AtStage:
    return AtStage(
        stage, text, synthesis.title, decision.outcome if decision else "",
        str(OutcomeChoices(decision.outcome).label) if decision else "", decision.note if decision else "",
        decision.day if decision else synthesis.session.date if synthesis.session else None, version.get_absolute_url())


def hidden_origins(user: Any) -> set[str]:
    """The origins of steps that belong to a version still being written, for whoever does not write it."""
    written = reach(user, SYNTHESIS_WRITE)
    if written.everything:
        return set()
    drafts = Version.objects.filter(frozen_at=None).exclude(synthesis__body__code__in=written.bodies)
    return {f"synthesis:{uid}:{number}" for uid, number in drafts.values_list("synthesis__uid", "number")}
