"""Entries of the directory, for lists, sheets and maps."""
from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Count, QuerySet

from canevas.commons.access.rules import ScopeKind
from canevas.commons.directory.models import (
    NameProposal,
    NameSource,
    Organisation,
    OrganisationName,
    Person,
    Territory,
    TerritoryName,
)
from canevas.commons.directory.queries.lookup import vocabulary


def organisations() -> QuerySet[Organisation]:
    """Every organisation with its region and parent at hand."""
    return Organisation.objects.select_related("region", "parent")


def organisation_names() -> list[tuple[int, str, str]]:
    """Of every organisation its primary key, its code and its acronym or name, sorted by the last: for a choice."""
    rows = Organisation.objects.order_by().values_list("pk", "code", "acronym", "name")
    return sorted(((pk, code, acronym or name) for pk, code, acronym, name in rows), key=lambda row: row[2].casefold())


def organisation_by_code(code: str) -> Organisation | None:
    return organisations().filter(code=code).first()


def territories() -> QuerySet[Territory]:
    """Every territory with what it lies in at hand."""
    return Territory.objects.select_related("parent", "parent__parent", "parent__parent__parent")


def regions() -> QuerySet[Territory]:
    """The regions of the country, by code."""
    return Territory.objects.filter(level=Territory.Level.REGION).order_by("pcode")


def territory_by_pcode(pcode: str) -> Territory | None:
    return territories().filter(pcode=pcode).first()


def people() -> QuerySet[Person]:
    return Person.objects.select_related("organisation")


def proposals(state: str | None = None) -> QuerySet[NameProposal]:
    """Unknown names, the most often met first; of one state where given."""
    every = NameProposal.objects.select_related("organisation", "territory", "decided_by")
    return every.filter(state=state) if state else every


def proposal_counts() -> dict[str, int]:
    """How many proposals stand in each state, states without any included."""
    found = dict(NameProposal.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: found.get(state, 0) for state in NameProposal.State.values}


def kinds() -> list[tuple[str, str]]:
    """The kinds of organisations: code and word on screen."""
    return [(kind.code, kind.name) for kind in vocabulary().organisation_kinds]


def kind_label(code: str) -> str:
    """The word for a kind of organisation; the code itself where the vocabulary has none."""
    return dict(kinds()).get(code, code)


def lineage(territory: Territory) -> list[Territory]:
    """What the territory lies in, the country first, the territory itself left out."""
    above: list[Territory] = []
    at = territory.parent
    while at is not None and at not in above:
        above.insert(0, at)
        at = at.parent
    return above


def region_of(territory: Territory) -> Territory | None:
    """The region in which the territory lies; itself where it is one."""
    every = [*lineage(territory), territory]
    return next((one for one in every if one.level == Territory.Level.REGION), None)


@lru_cache(maxsize=4)
def _outlines(path: Path) -> dict[str, list[list[list[float]]]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {feature["properties"]["pcode"]: feature["geometry"]["coordinates"] for feature in features}


def region_outlines() -> dict[str, list[list[list[float]]]]:
    """By P-code of a region, its rings of (longitude, latitude), degrees; empty where the country has no outlines."""
    path = vocabulary().outlines
    return _outlines(path) if path.exists() else {}


def names_of(entry: Organisation | Territory) -> list[Any]:
    """Every way the entry is written, its shown name first; ``is_removable`` tells which a person may take away."""
    order = {"name": 0, "acronym": 1, "alias": 2, "former": 3, "code": 4, "old-code": 5}
    names = sorted(entry.names.all(), key=lambda name: (order.get(name.kind, 9), name.text))
    for name in names:
        name.is_removable = is_removable(entry, name)
    return names


def is_removable(entry: Organisation | Territory, name: OrganisationName | TerritoryName) -> bool:
    """Whether a name may be taken away: neither the shown name or acronym, nor one that the next load brings back."""
    return name.source != NameSource.VOCABULARY and name.text not in (entry.name, getattr(entry, "acronym", None))


def scopes_to_choose(kind: ScopeKind) -> list[tuple[str, str]]:
    """Code and name of the regions, or of the organisations, that a role may be held on."""
    if kind is ScopeKind.REGION:
        return [(region.pcode, region.name) for region in regions()]
    if kind is ScopeKind.ORGANISATION:
        return [(code, name) for _pk, code, name in organisation_names()]
    return []
