"""What the papers of a stage are made of: the table, what changed, how far everything is."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from canevas.commons.directory.queries import resolve_party, vocabulary
from canevas.governance.concertation.queries import official
from canevas.governance.recommendations.queries import visible as recommended
from canevas.governance.recommendations.queries.carried import carried_from
from canevas.governance.recommendations.rules.synthesis_reading.names import separate_names
from canevas.governance.syntheses.export.apart import OUTCOMES, STAGES
from canevas.governance.syntheses.models import OutcomeChoices, StageDecision, Synthesis, Version
from canevas.governance.syntheses.queries.files import standing_of
from canevas.governance.syntheses.queries.follow_up import (
    axis_names,
    followed,
    institution_names,
    of_synthesis,
    region_names,
)
from canevas.governance.syntheses.queries.from_register import table_of_set
from canevas.governance.syntheses.queries.gathering import family_of
from canevas.governance.syntheses.queries.retaining import NotRetained, retained_of
from canevas.governance.syntheses.rules.comparing import Comparison, compare
from canevas.governance.syntheses.rules.stages import ORDER, Stage
from canevas.governance.syntheses.rules.standing_counts import (
    Followed,
    Tally,
    axis_key,
    by_region,
    overdue,
    tallies,
    tally,
)
from canevas.governance.syntheses.rules.table import Block, Table
from canevas.tools.documents.markup import Traced

SURE = 0.9


@dataclass(frozen=True, slots=True)
class Against:
    """The present table beside an earlier one; ``label`` names that one."""

    label: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that the papers say. ``recipient`` is the organisation that they are made for, None for all. ``table``
    is what stands of the version; the lines that the last stage did not retain are ``apart``."""

    synthesis: Synthesis
    version: Version
    standing: str
    letterhead: official.Letterhead
    recipient: Any
    table: Table
    apart: tuple[NotRetained, ...]
    since_stage: Against | None
    since_session: Against | None
    rows: list[Followed]
    whole: Tally
    axes: list[Tally]
    regions: list[Tally]
    institutions: list[Tally]
    late: list[Followed]
    day: date


def pack_of(user: Any, version: Version, recipient: Any = None) -> Pack:
    """The papers of the synthesis as ``version`` has it, of what ``user`` may see; with ``recipient``, the lines that
    name this organisation and what it answers for."""
    synthesis, today = version.synthesis, timezone.localdate()
    standing = retained_of(version)
    table, apart = standing.table, standing.apart
    rows = followed(of_synthesis(user, synthesis, family_of(synthesis.body).own))
    stage, session = _since_stage(version, table), _since_session(user, synthesis, table)
    if recipient is not None:
        table = extract_for(table, recipient)
        rows = [row for row in rows if recipient.code in row.organisations]
        apart = tuple(one for one in apart if any(_names(line.text, recipient) for line in one.what.responsible))
    institutions = institution_names(rows)
    return Pack(
        synthesis, version, _standing(version), official.letterhead_of(official.template_for(synthesis.body)),
        recipient, table, apart, stage, session, rows, tally("", "Ensemble", rows, today),
        _counted(tallies(rows, lambda row: [axis_key(row.axis)], axis_names(rows), today)),
        _counted(by_region(rows, region_names(), today)),
        _counted(tallies(rows, lambda row: row.organisations, institutions, today)), overdue(rows, today), today)


def _standing(version: Version) -> str:
    """« Version 2, adoptée à l’étape technique du 28/07/2022 »; where no stage has decided on it, as on the table."""
    decided = StageDecision.objects.filter(version=version, line=None).last()
    return standing_of(version) if decided is None else (
        f"Version {version.number}, {OUTCOMES[decided.outcome]} à l’étape {STAGES[decided.stage]} du "
        f"{decided.day:%d/%m/%Y}")


def _counted(found: list[Tally]) -> list[Tally]:
    return [one for one in found if one.total]


def recipients(user: Any, synthesis: Synthesis) -> list[tuple[str, str]]:
    """The organisations that papers may be made for: those that answer for something of these tables."""
    rows = followed(of_synthesis(user, synthesis, family_of(synthesis.body).own))
    return list(institution_names(rows).items())


def extract_for(table: Table, organisation: Any) -> Table:
    """The rows whose last column names ``organisation``, under their challenges and bands."""
    names: dict[str, bool] = {}
    sections = []
    for section in table.sections:
        blocks = []
        for block in section.blocks:
            kept = tuple(row for row in block.rows
                         if any(names.setdefault(line.text, _names(line.text, organisation))
                                for line in row.responsible))
            if kept:
                blocks.append(Block(block.challenge, kept))
        if blocks:
            sections.append(type(section)(section.axis, section.title, tuple(blocks)))
    return Table(tuple(sections))


def _names(text: str, organisation: Any) -> bool:
    traced = Traced(text, ("",) * len(text), tuple(range(len(text))))
    for name in [one.text.text for one in separate_names(traced, vocabulary())] or [text]:
        found = resolve_party(name, 1)
        if found and found[0][0] == "organisation" and found[0][1].score >= SURE \
                and found[0][1].code == organisation.code:
            return True
    return False


def _since_stage(version: Version, table: Table) -> Against | None:
    """Beside the version on which the last stage before this one decided."""
    here = ORDER.index(Stage(version.synthesis.stage))
    passed = StageDecision.objects.filter(
        version__synthesis=version.synthesis, line=None, stage__in=[one.value for one in ORDER[:here]],
        version__number__lte=version.number,
        outcome__in=(OutcomeChoices.ADOPTED, OutcomeChoices.RESERVED)).select_related("version__synthesis").last()
    if passed is None:
        return None
    label = f"l’étape {STAGES[passed.stage]} du {passed.day:%d/%m/%Y} (version {passed.version.number})"
    return Against(label, compare(retained_of(passed.version, passed).table, table))


def _since_session(user: Any, synthesis: Synthesis, table: Table) -> Against | None:
    """Beside the last table of the framework before this session, as it stands in the register."""
    day = synthesis.session.date if synthesis.session else timezone.localdate()
    earlier = recommended.sets(user).filter(
        Q(origin_date__lt=day), origin_body__in=family_of(synthesis.body).own, challenges__isnull=False,
        challenges__withdrawn_at=None).exclude(pk=synthesis.recommendation_set_id or 0).distinct().order_by(
        "-origin_date", "-pk").first()
    if earlier is None:
        return None
    old = table_of_set(earlier)
    carried = carried_from((line.uid for line in old.lines), (line.uid for line in table.lines))
    day_said = f"{earlier.origin_date:%d/%m/%Y}"
    label = earlier.origin_label if day_said in earlier.origin_label else f"{earlier.origin_label} ({day_said})"
    return Against(label, compare(old, table, carried))
