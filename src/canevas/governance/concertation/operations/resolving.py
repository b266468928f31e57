"""What the names of understood lines mean in the directory and in the policy. Nothing written is changed."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.commons.access.queries import User
from canevas.commons.directory.operations import propose_name
from canevas.commons.directory.queries import (
    organisation_id,
    resolve_organisation,
    resolve_party,
    resolve_territory,
    territory_id,
)
from canevas.governance.concertation.models import IntakeLine
from canevas.governance.concertation.queries.bodies import BodyFinder
from canevas.governance.concertation.rules.lines import NAMES_A_TERRITORY, NAMES_AN_ORGANISATION, Kind
from canevas.governance.policy.queries import axes

SURE_MATCH = 0.9
"""From this score on, a name is attached without asking; what was written stays beside it."""
ALL_REGIONS = "*"


@dataclass(slots=True)
class Attachment:
    """What a name was resolved to. ``score`` 0 to 1, ``reason`` a sentence; empty when nothing is near."""

    organisation: int | None = None
    territory: int | None = None
    quantifier: str = ""
    score: float = 0.0
    reason: str = ""


@dataclass(slots=True)
class Resolver:
    """Attaches lines. Made for one batch: axes are read once, unknown names are counted and proposed at the end."""

    axes: dict[int, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)
    bodies: BodyFinder = field(default_factory=BodyFinder)

    @classmethod
    def fresh(cls) -> Resolver:
        return cls(axes={axis.number: axis.pk for axis in axes()})

    def attach(self, line: IntakeLine) -> None:
        """Fill the attachment of ``line`` (unsaved) where its kind names something."""
        kind = Kind(line.kind)
        if kind in (Kind.SECTION, Kind.POLICY):
            number = line.value.get("axis")
            line.axis_id = self.axes.get(number) if isinstance(number, int) else None
            return
        found = self.meaning(kind, str(line.value.get("text") or ""), every=bool(line.value.get("all")))
        if found is None:
            return
        sure = found.score >= SURE_MATCH
        line.organisation_id = found.organisation if sure else None
        line.territory_id = found.territory if sure else None
        line.quantifier = found.quantifier if sure else ""
        line.resolved_by, line.resolution = found.reason[:250] if sure else "", found.score if sure else 0.0
        if not sure and kind in NAMES_AN_ORGANISATION:
            name = str(line.value.get("text"))
            self.unknown[name] = self.unknown.get(name, 0) + 1

    def meaning(self, kind: Kind, text: str, every: bool = False) -> Attachment | None:
        """The best meaning of ``text``; ``None`` for a kind that names nothing."""
        if every:
            return Attachment(quantifier=ALL_REGIONS, score=1.0)
        if kind in NAMES_A_TERRITORY:
            return _territory(text)
        if kind is Kind.ATTENDANCE:
            return _organisation(text)
        return _party(text) if kind in NAMES_AN_ORGANISATION else None

    def propose(self, by: User) -> None:
        """Ask the directory, once each, about the names met that it does not know."""
        for name, times in self.unknown.items():
            if any(character.isalpha() for character in name) and len(name) <= 120:
                propose_name(by=by, kind="organisation", text=name, occurrences=times)
        self.unknown.clear()


def _organisation(text: str) -> Attachment:
    found = resolve_organisation(text, 1)
    if not found:
        return Attachment()
    return Attachment(organisation=organisation_id(found[0].code), score=found[0].score, reason=found[0].reason)


def _territory(text: str) -> Attachment:
    found = resolve_territory(text, 1)
    if not found:
        return Attachment()
    return Attachment(territory=territory_id(found[0].code), score=found[0].score, reason=found[0].reason)


def _party(text: str) -> Attachment:
    """An organisation, a whole class of them, or a territory: whichever is surest."""
    found = resolve_party(text, 1)
    if not found:
        return Attachment()
    what, best = found[0]
    return Attachment(
        organisation=organisation_id(best.code) if what == "organisation" else None,
        territory=territory_id(best.code) if what == "territory" else None,
        quantifier=best.code if what == "quantifier" else "", score=best.score, reason=best.reason)
