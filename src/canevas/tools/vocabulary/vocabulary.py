"""The reference of one country: territories, organisations, bodies, quantifiers, policy, and matchers over them."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from canevas.tools.text.resolve import Candidate, KnownName, NameIndex
from canevas.tools.vocabulary.entries import (
    BodyEntry,
    KindEntry,
    OrganisationEntry,
    PolicyEntry,
    QuantifierEntry,
    SynonymEntry,
    TerritoryEntry,
)
from canevas.tools.vocabulary.figure_entries import FlowPointEntry
from canevas.tools.vocabulary.figures import FigureWords
from canevas.tools.vocabulary.mentions import TerritoryMatcher, TerritoryMention
from canevas.tools.vocabulary.places import PlaceIndex

TERRITORY_KINDS = ("country", "region", "department", "commune", "locality")
_LAST_NUMBER = re.compile(r"^(.+) ([1-9])$")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def territory_names(entry: TerritoryEntry) -> Iterator[KnownName]:
    """Every way to write a territory, the shown name first."""
    def named(text: str, form: str) -> KnownName:
        return KnownName(text, entry.pcode, entry.shown, TERRITORY_KINDS[entry.level], form, entry.level)

    yield named(entry.shown, "name")
    if entry.name != entry.shown:
        yield named(entry.name, "name")
    if numbered := _LAST_NUMBER.match(entry.name):
        yield named(f"{numbered[1]} {_ROMAN[int(numbered[2])]}", "alias")
    yield from (named(alias, "alias") for alias in entry.aliases)
    yield from (named(former, "former") for former in entry.former)
    yield named(entry.pcode, "code")
    yield from (named(code, "old-code") for code in (entry.iso, *entry.old_codes) if code)


def organisation_names(entry: OrganisationEntry) -> Iterator[KnownName]:
    """Every way to write an organisation, its present name first."""
    def named(text: str, form: str) -> KnownName:
        return KnownName(text, entry.code, entry.name, entry.kind, form)

    yield named(entry.name, "name")
    yield from (named(acronym, "acronym") for acronym in entry.acronyms)
    yield from (named(alias, "alias") for alias in entry.aliases)
    for former in entry.former:
        yield named(former.text, "former")
        if former.acronym:
            yield named(former.acronym, "former")


def _plain_names(entries: Iterable[BodyEntry | QuantifierEntry]) -> Iterator[KnownName]:
    for entry in entries:
        kind = entry.kind if isinstance(entry, BodyEntry) else entry.applies_to
        yield KnownName(entry.name, entry.code, entry.name, kind)
        if isinstance(entry, BodyEntry):
            yield KnownName(entry.code, entry.code, entry.name, kind, "acronym")
        for alias in entry.aliases:
            yield KnownName(alias, entry.code, entry.name, kind, "alias")


@dataclass(frozen=True)
class Vocabulary:
    """Everything known of one country, and the matchers over it (each built at its first use)."""

    name: str
    folder: Path
    territories: tuple[TerritoryEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    organisation_kinds: tuple[KindEntry, ...]
    bodies: tuple[BodyEntry, ...]
    quantifiers: tuple[QuantifierEntry, ...]
    policy: PolicyEntry
    figures: FigureWords
    common_words: tuple[str, ...] = field(default=())
    synonyms: tuple[SynonymEntry, ...] = field(default=())

    @cached_property
    def by_pcode(self) -> dict[str, TerritoryEntry]:
        return {entry.pcode: entry for entry in self.territories}

    @cached_property
    def regions(self) -> tuple[TerritoryEntry, ...]:
        return tuple(entry for entry in self.territories if entry.level == 1)

    def with_flow_points(self, points: tuple[FlowPointEntry, ...],
                         places: tuple[TerritoryEntry, ...] = ()) -> Vocabulary:
        """The same vocabulary with these points, and with ``places`` that it does not know. Without such places the
        matchers that were built are shared."""
        figures = self.figures.with_flow_points(points)
        if places:
            return replace(self, territories=(*self.territories, *places), figures=figures)
        made = copy(self)
        object.__setattr__(made, "figures", figures)
        return made

    @property
    def outlines(self) -> Path:
        """GeoJSON outlines of the regions, each with its ``pcode``."""
        return self.folder / "regions.geojson"

    @cached_property
    def _territory_names(self) -> tuple[KnownName, ...]:
        return tuple(name for entry in self.territories for name in territory_names(entry))

    @cached_property
    def _territory_matcher(self) -> TerritoryMatcher:
        return TerritoryMatcher(self._territory_names, self.common_words)

    @cached_property
    def place_index(self) -> PlaceIndex:
        """Territories by the name that a cell gives, a level at a time."""
        levels = {entry.pcode: entry.level for entry in self.territories}
        return PlaceIndex(((name.text, name.code, levels[name.code]) for name in self._territory_names), self.by_pcode)

    @cached_property
    def _organisation_index(self) -> NameIndex:
        places = (name.text for name in self._territory_names if name.form in ("name", "alias", "former"))
        return NameIndex((name for entry in self.organisations for name in organisation_names(entry)), places)

    @cached_property
    def _body_index(self) -> NameIndex:
        return NameIndex(_plain_names(self.bodies))

    @cached_property
    def _quantifier_index(self) -> NameIndex:
        return NameIndex(_plain_names(self.quantifiers))

    def find_territories(self, text: str) -> list[TerritoryMention]:
        """The territories that a running text names, in its order."""
        return self._territory_matcher.find(text)

    def match_territory(self, text: str, limit: int = 5) -> list[Candidate]:
        """The territories that a name alone may mean, best first; a word before it ("région de") is understood."""
        return self._territory_matcher.match(text, limit)

    def match_organisation(self, text: str, limit: int = 5) -> list[Candidate]:
        """The organisations that a name may mean, best first."""
        return self._organisation_index.resolve(text, limit)

    def match_body(self, text: str, limit: int = 5) -> list[Candidate]:
        """The bodies (CCM, CRCM, GTM…) that a name may mean, best first."""
        return self._body_index.resolve(text, limit)

    def match_quantifier(self, text: str, limit: int = 5) -> list[Candidate]:
        """The quantifiers that words may mean, best first; ``*`` is every region."""
        return self._quantifier_index.resolve(text, limit)
