"""Bring the vocabulary of a country into the directory."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.models import NameSource, Organisation, OrganisationName, Territory, TerritoryName
from canevas.commons.directory.operations.names import changed
from canevas.commons.directory.permissions import DIRECTORY_LOAD
from canevas.commons.directory.queries import vocabulary as current_vocabulary
from canevas.tools.text.normalise import key
from canevas.tools.text.resolve import KnownName
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.entries import OrganisationEntry, TerritoryEntry
from canevas.tools.vocabulary.vocabulary import organisation_names, territory_names

M = TypeVar("M", Organisation, Territory)


@dataclass
class LoadReport:
    """What a load changed. ``kept``: codes of entries that a person changed and that were left as they are."""

    added: int = 0
    updated: int = 0
    names_added: int = 0
    kept: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return bool(self.added or self.updated or self.names_added)


@transaction.atomic
def load_vocabulary_into_directory(*, by: User, vocabulary: Vocabulary | None = None) -> LoadReport:
    """Add what the vocabulary has and the directory lacks; entries a person changed are never overwritten.

    Loading the same vocabulary again changes nothing.
    """
    require(by, DIRECTORY_LOAD)
    source = vocabulary or current_vocabulary()
    report = LoadReport()
    territories = _entries(Territory, "pcode", {entry.pcode: _territory(entry) for entry in source.territories}, report)
    _parents(territories, {entry.pcode: entry.parent for entry in source.territories})
    regions = {code: territory.pk for code, territory in territories.items()}
    organisations = _entries(Organisation, "code", {
        entry.code: _organisation(entry, regions) for entry in source.organisations}, report)
    _parents(organisations, {entry.code: entry.parent for entry in source.organisations})
    report.names_added += _territory_names(territories, source.territories)
    report.names_added += _organisation_names(organisations, source.organisations)
    if report.changed:
        edition = changed(*territories.values(), *organisations.values())
        record(by=by, event="vocabulary_loaded", target=edition, details={
            "vocabulary": source.name, "added": report.added, "updated": report.updated,
            "names_added": report.names_added, "kept": report.kept})
    return report


def _territory(entry: TerritoryEntry) -> dict[str, Any]:
    return {"name": entry.shown, "level": entry.level, "country": entry.country or entry.pcode[:2], "lat": entry.lat,
            "lon": entry.lon, "iso": entry.iso, "note": entry.note, "valid_from": entry.valid_from,
            "valid_to": entry.valid_to}


def _organisation(entry: OrganisationEntry, regions: dict[str, int]) -> dict[str, Any]:
    return {"name": entry.name, "kind": entry.kind, "acronym": entry.acronyms[0] if entry.acronyms else "",
            "region_id": regions.get(entry.region), "valid_from": entry.valid_from, "valid_to": entry.valid_to}


def _entries(model: type[M], code_field: str, wanted: dict[str, dict[str, Any]], report: LoadReport) -> dict[str, M]:
    """Every entry of the vocabulary as a row, by code: added, brought up to date, or kept as a person left it."""
    rows = {getattr(row, code_field): row for row in model.objects.filter(**{f"{code_field}__in": list(wanted)})}
    stale = []
    for code, row in rows.items():
        differing = {name: value for name, value in wanted[code].items() if getattr(row, name) != value}
        if differing and row.source != NameSource.VOCABULARY:
            report.kept.append(code)
        elif differing:
            for name, value in differing.items():
                setattr(row, name, value)
            stale.append(row)
    if stale:
        model.objects.bulk_update(stale, list(next(iter(wanted.values()))), batch_size=200)
    missing = [model(**{code_field: code}, source=NameSource.VOCABULARY, **values)
               for code, values in wanted.items() if code not in rows]
    model.objects.bulk_create(missing, batch_size=200)
    report.added += len(missing)
    report.updated += len(stale)
    return {getattr(row, code_field): row for row in model.objects.filter(**{f"{code_field}__in": list(wanted)})}


def _parents(rows: dict[str, M], parents: dict[str, str]) -> None:
    moved: list[models.Model] = []
    for code, row in rows.items():
        parent = rows[parents[code]].pk if parents[code] else None
        if row.parent_id != parent and row.source == NameSource.VOCABULARY:
            row.parent_id = parent
            moved.append(row)
    if moved:
        type(moved[0])._default_manager.bulk_update(moved, ["parent"], batch_size=200)


def _territory_names(rows: dict[str, Territory], entries: Iterable[TerritoryEntry]) -> int:
    known = set(TerritoryName.objects.values_list("territory_id", "normalised"))
    new = [TerritoryName(territory_id=owner, **values)
           for owner, values in _missing(rows, known, (name for entry in entries for name in territory_names(entry)))]
    return len(TerritoryName.objects.bulk_create(new, batch_size=500))


def _organisation_names(rows: dict[str, Organisation], entries: Iterable[OrganisationEntry]) -> int:
    entries = list(entries)
    dated = {(entry.code, key(former.text)): former for entry in entries for former in entry.former}
    known = set(OrganisationName.objects.values_list("organisation_id", "normalised"))
    codes = {row.pk: code for code, row in rows.items()}
    new = []
    for owner, values in _missing(rows, known, (name for entry in entries for name in organisation_names(entry))):
        former = dated.get((codes[owner], values["normalised"]))
        days = {"valid_from": former.valid_from, "valid_to": former.valid_to} if former else {}
        new.append(OrganisationName(organisation_id=owner, **values, **days))
    return len(OrganisationName.objects.bulk_create(new, batch_size=500))


def _missing(
    rows: dict[str, M], known: set[tuple[int, str]], names: Iterable[KnownName],
) -> list[tuple[int, dict[str, Any]]]:
    """The names that no row has yet, each with the primary key of its entry."""
    out: list[tuple[int, dict[str, Any]]] = []
    for name in names:
        owner, normalised = rows[name.code].pk, key(name.text)
        if normalised and (owner, normalised) not in known:
            known.add((owner, normalised))
            out.append((owner, {"text": name.text, "normalised": normalised, "kind": name.form,
                                "source": NameSource.VOCABULARY}))
    return out
