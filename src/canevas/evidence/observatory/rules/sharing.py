"""Sharing agreements: who may see which figures of a source, how finely, until when.

A source with agreements is seen by them alone, also once they have ended; its own organisation, and those who answer
for its figures, see all of it.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from canevas.evidence.observatory.rules.observation import DIMENSIONS
from canevas.evidence.observatory.rules.periods import Grain

GEOGRAPHIES = ("country", "region", "department", "commune", "locality")
"""From the coarsest to the finest; flow points and places of departure and arrival are as fine as localities."""
GRAINS = (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK, Grain.DAY)
"""From the coarsest to the finest."""
PLACES_AS_FINE_AS = {
    "region": "region", "department": "department", "commune": "commune", "locality": "locality",
    "latitude": "locality", "longitude": "locality", "flow_point": "locality", "departure_place": "locality",
    "destination_place": "locality"}
ALWAYS = frozenset({"kind", "unit", "period", "grain", *PLACES_AS_FINE_AS})
"""Not named by an agreement: what a figure is, and what geography and grain say."""
CHOOSABLE = tuple(name for name in DIMENSIONS if name not in ALWAYS)
"""The breakdowns that an agreement allows one by one."""


class Audience(StrEnum):
    """Whom a source is for, where no agreement says."""

    PUBLIC = "public"
    PARTNER = "partner"
    RESTRICTED = "restricted"


class Party(StrEnum):
    """Whom an agreement is with."""

    ORGANISATION = "organisation"  # its code
    REGION = "region"  # a P-code: who holds a role on it
    ROLE = "role"  # its code
    PARTNERS = "partners"  # whoever may see figures at all


@dataclass(frozen=True, slots=True)
class Terms:
    """How finely somebody sees a source. ``fields``: the breakdowns that are allowed, of ``CHOOSABLE``."""

    fields: frozenset[str] = frozenset(CHOOSABLE)
    geography: str = "locality"
    grain: Grain = Grain.DAY

    @property
    def is_whole(self) -> bool:
        return self == WHOLE

    def covers(self, other: Terms) -> bool:
        """Whether these show all that ``other`` show."""
        return (self.fields >= other.fields
                and GEOGRAPHIES.index(self.geography) >= GEOGRAPHIES.index(other.geography)
                and GRAINS.index(self.grain) >= GRAINS.index(other.grain))

    def hides(self, column: str) -> bool:
        """Whether a column of the store is left empty under these terms."""
        if column in PLACES_AS_FINE_AS:
            return GEOGRAPHIES.index(PLACES_AS_FINE_AS[column]) > GEOGRAPHIES.index(self.geography)
        if column in CHOOSABLE:
            return column not in self.fields
        if self.is_whole:
            return False
        # a row, a written figure, the day on which it was known: from them the finer figure could be worked out
        return column in ("raw_value", "sheet", "row", "column", "file", "batch", "hours_observed", "as_of")


WHOLE = Terms()


@dataclass(frozen=True, slots=True)
class Agreement:
    """``valid_to`` is the last day on which it holds."""

    party: Party
    key: str
    terms: Terms
    valid_from: date
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: how far they see figures (``DATA_VIEW``) and answer for them (``DATA_CORRECT``)."""

    sees_everything: bool = False
    organisations: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    answers_for_everything: bool = False
    answers_for_regions: frozenset[str] = frozenset()
    may_see: bool = False
    """Whether they may see figures anywhere at all."""

    def is_party(self, agreement: Agreement) -> bool:
        match agreement.party:
            case Party.ORGANISATION:
                return agreement.key in self.organisations
            case Party.REGION:
                return agreement.key in self.regions
            case Party.ROLE:
                return agreement.key in self.roles
        return True


@dataclass(frozen=True, slots=True)
class SharedSource:
    """What is to be known of a source to say who sees it."""

    code: str
    audience: Audience
    organisation: str = ""
    region: str = ""
    agreements: tuple[Agreement, ...] = ()


def terms_for(reader: Reader, source: SharedSource, day: date) -> Terms | None:
    """How finely ``reader`` sees ``source`` on ``day``; ``None``: not at all."""
    if not reader.may_see:
        return None
    if _is_own(reader, source) or source.audience is Audience.PUBLIC:
        return WHOLE
    if source.agreements:
        return combined(one.terms for one in source.agreements if one.holds(day) and reader.is_party(one))
    if source.audience is Audience.RESTRICTED:
        return None
    reaches = reader.sees_everything or not source.region or source.region in reader.regions
    return WHOLE if reaches else None


def _is_own(reader: Reader, source: SharedSource) -> bool:
    return (reader.answers_for_everything or bool(source.organisation and source.organisation in reader.organisations)
            or bool(source.region and source.region in reader.answers_for_regions))


def combined(found: Iterable[Terms]) -> Terms | None:
    """What several agreements give together: the widest, where one covers all the others, else only what all give;
    adding their parts up could show more than any of them does (a finer place of one by a breakdown of another)."""
    terms = list(found)
    if not terms:
        return None
    for one in terms:
        if all(one.covers(other) for other in terms):
            return one
    return Terms(frozenset.intersection(*(one.fields for one in terms)),
                 min((one.geography for one in terms), key=GEOGRAPHIES.index),
                 min((one.grain for one in terms), key=GRAINS.index))
