"""What the last stage that adopted a table did not adopt with it: lines that it rejected, sent back or postponed."""
from __future__ import annotations

from dataclasses import dataclass

from canevas.governance.syntheses.models import OutcomeChoices, StageDecision, Version
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.retaining import LeftOut, left_out, without_lines
from canevas.governance.syntheses.rules.table import Table

ADOPTING = (OutcomeChoices.ADOPTED, OutcomeChoices.RESERVED)


@dataclass(frozen=True, slots=True)
class NotRetained:
    """A line that stands apart, with the decision that put it there."""

    what: LeftOut
    decision: StageDecision


@dataclass(frozen=True, slots=True)
class Retained:
    """What stands of a version, and what does not."""

    table: Table
    apart: tuple[NotRetained, ...]


def retained_of(version: Version, decision: StageDecision | None = None) -> Retained:
    """``version`` as ``decision`` left it, else the last stage that adopted: of one on which none has decided yet, the
    whole."""
    table, held = table_of(version), held_back(version, decision)
    if not held:
        return Retained(table, ())
    return Retained(without_lines(table, held), tuple(
        NotRetained(one, held[one.line.uid]) for one in left_out(table, held)))


def held_back(version: Version, decision: StageDecision | None = None) -> dict[str, StageDecision]:
    """By identifier, the lines of ``version`` that ``decision`` on the whole did not retain; without one, the last that
    adopted it, or a version before it. A line that was reworded since is another proposal: nobody decided on it."""
    whole = decision or StageDecision.objects.filter(
        version__synthesis=version.synthesis_id, version__number__lte=version.number, line=None,
        outcome__in=ADOPTING).select_related("version").last()
    if whole is None:
        return {}
    after = StageDecision.objects.filter(version=whole.version_id, pk__gt=whole.pk)
    end = after.filter(line=None).values_list("pk", flat=True).first()
    own = after.filter(line__isnull=False, stage=whole.stage).exclude(outcome__in=ADOPTING)
    held = {str(one.line): one for one in (own.filter(pk__lt=end) if end else own)}
    if not held or whole.version_id == version.pk:
        return held
    then = {line.uid: line.text for line in table_of(whole.version).lines}
    return {line.uid: held[line.uid] for line in table_of(version).lines
            if line.uid in held and then.get(line.uid) == line.text}
