"""Adding and changing organisations, territories and people."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory import rules
from canevas.commons.directory.models import (
    NameSource,
    Organisation,
    OrganisationName,
    Person,
    Territory,
    TerritoryName,
    WrittenName,
)
from canevas.commons.directory.operations.names import changed, checked_name, name_organisation, name_territory
from canevas.commons.directory.permissions import ORGANISATION_EDIT, PERSON_EDIT, TERRITORY_EDIT
from canevas.commons.directory.queries import is_removable, kinds


def _known_kind(kind: str) -> str:
    if kind not in dict(kinds()):
        raise ValidationError(
            _("There is no kind of organisation “%(kind)s”: choose one of the list.") % {"kind": kind})
    return kind


def made_organisation(
    *, name: str, kind: str, acronym: str = "", code: str = "", parent: Organisation | None = None,
    region: Territory | None = None, is_proposed: bool = False, source: str = NameSource.PERSON,
) -> Organisation:
    """A new organisation with its names, no right asked, no journal row: for the operations of this room."""
    name, _normalised = checked_name(name)
    taken = set(Organisation.objects.values_list("code", flat=True))
    if code and code in taken:
        raise ValidationError(_("The code “%(code)s” belongs to another organisation.") % {"code": code})
    organisation = Organisation.objects.create(
        code=code or rules.new_code(acronym or name, taken), name=name, acronym=acronym.strip(),
        kind=_known_kind(kind), parent=parent, region=region, is_proposed=is_proposed, source=source)
    name_organisation(organisation, name, kind=WrittenName.Kind.NAME, source=source)
    if acronym.strip():
        name_organisation(organisation, acronym, kind=WrittenName.Kind.ACRONYM, source=source)
    changed(organisation)
    return organisation


@transaction.atomic
def add_organisation(
    *, by: User, name: str, kind: str, acronym: str = "", code: str = "", parent: Organisation | None = None,
    region: Territory | None = None, is_proposed: bool = False,
) -> Organisation:
    """A new organisation. Its code is made from its acronym or name unless given.

    Raises ``ValidationError`` for an empty name, an unknown kind or a code already taken.
    """
    require(by, ORGANISATION_EDIT)
    organisation = made_organisation(name=name, kind=kind, acronym=acronym, code=code, parent=parent, region=region,
                                     is_proposed=is_proposed)
    record(by=by, event="organisation_added", target=organisation, details={"kind": kind})
    return organisation


@transaction.atomic
def edit_organisation(
    *, by: User, organisation: Organisation, name: str, kind: str, acronym: str = "",
    parent: Organisation | None = None, region: Territory | None = None,
    valid_from: date | None = None, valid_to: date | None = None,
) -> Organisation:
    """Change the facts of an organisation. A name it bore before stays known as a former name."""
    require(by, ORGANISATION_EDIT)
    name, _normalised = checked_name(name)
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError(_("The last day of validity lies before the first."))
    if parent and _is_within(parent, organisation):
        raise ValidationError(_("An organisation cannot be part of itself."))
    before = {"name": organisation.name, "acronym": organisation.acronym, "kind": organisation.kind}
    if name != organisation.name:
        organisation.names.filter(text=organisation.name).update(kind=WrittenName.Kind.FORMER)
    organisation.name, organisation.kind, organisation.acronym = name, _known_kind(kind), acronym.strip()
    organisation.parent, organisation.region = parent, region
    organisation.valid_from, organisation.valid_to = valid_from, valid_to
    organisation.source, organisation.is_proposed = NameSource.PERSON, False
    organisation.save()
    _kept(organisation, name, WrittenName.Kind.NAME)
    if organisation.acronym:
        _kept(organisation, organisation.acronym, WrittenName.Kind.ACRONYM)
    changed(organisation)
    record(by=by, event="organisation_changed", target=organisation, details={"before": before})
    return organisation


def _kept(organisation: Organisation, text: str, kind: str) -> None:
    """Have ``text`` among the names, of this kind, even where it was already known as another."""
    known, created = name_organisation(organisation, text, kind=kind)
    if not created and (known.kind, known.text) != (kind, text):
        known.kind, known.text = kind, text
        known.save()


def _is_within(organisation: Organisation, whole: Organisation) -> bool:
    seen: set[int] = set()
    at: Organisation | None = organisation
    while at is not None and at.pk not in seen:
        if at.pk == whole.pk:
            return True
        seen.add(at.pk)
        at = at.parent
    return False


@transaction.atomic
def add_organisation_name(
    *, by: User, organisation: Organisation, text: str, kind: str = WrittenName.Kind.ALIAS,
) -> OrganisationName:
    """One more way to write an organisation; nothing changes where it is known already."""
    require(by, ORGANISATION_EDIT)
    name, created = name_organisation(organisation, text, kind=kind)
    if created:
        changed(organisation)
        record(by=by, event="organisation_name_added", target=organisation, details={"text": name.text, "kind": kind})
    return name


def made_locality(*, name: str, parent: Territory | None, pcode: str = "", source: str = NameSource.PERSON,
                  **facts: Any) -> Territory:
    """A new locality with its name, no right asked, no journal row: for the operations of this room."""
    name, _normalised = checked_name(name)
    if (facts.get("lat") is None) != (facts.get("lon") is None):
        raise ValidationError(_("Give both the latitude and the longitude, or neither."))
    taken = set(Territory.objects.values_list("pcode", flat=True))
    if pcode and pcode in taken:
        raise ValidationError(_("The code “%(code)s” belongs to another territory.") % {"code": pcode})
    country = facts.pop("country", "") or (parent.country or parent.pcode[:2] if parent else "")
    territory = Territory(
        pcode=pcode or rules.new_code(name, taken, f"{country}-" if country else ""), name=name, country=country,
        level=Territory.Level.LOCALITY, parent=parent, source=source, **facts)
    territory.full_clean()
    territory.save()
    name_territory(territory, name, kind=WrittenName.Kind.NAME, source=source)
    changed(territory)
    return territory


@transaction.atomic
def add_locality(
    *, by: User, name: str, parent: Territory | None = None, pcode: str = "", country: str = "",
    lat: float | None = None, lon: float | None = None, note: str = "",
) -> Territory:
    """A new place below the communes, or abroad. ``lat``, ``lon``: WGS 84, degrees, both or neither.

    Raises ``ValidationError`` for an empty name, a code already taken, or coordinates that are not on Earth.
    """
    require(by, TERRITORY_EDIT)
    territory = made_locality(name=name, parent=parent, pcode=pcode, country=country, lat=lat, lon=lon, note=note)
    record(by=by, event="locality_added", target=territory, details={"parent": parent.pcode if parent else ""})
    return territory


@transaction.atomic
def add_territory_name(
    *, by: User, territory: Territory, text: str, kind: str = WrittenName.Kind.ALIAS,
) -> TerritoryName:
    """One more way to write a territory; nothing changes where it is known already."""
    require(by, TERRITORY_EDIT)
    name, created = name_territory(territory, text, kind=kind)
    if created:
        changed(territory)
        record(by=by, event="territory_name_added", target=territory, details={"text": name.text, "kind": kind})
    return name


@transaction.atomic
def remove_name(*, by: User, name: OrganisationName | TerritoryName) -> None:
    """Take back a name that a person gave. Raises ``ValidationError`` for the shown name and for those of the
    country's reference, which would come back with its next load."""
    entry = name.organisation if isinstance(name, OrganisationName) else name.territory
    require(by, ORGANISATION_EDIT if isinstance(entry, Organisation) else TERRITORY_EDIT)
    if not is_removable(entry, name):
        raise ValidationError(_("“%(text)s” cannot be taken away: it is the shown name, or one of the reference of the "
                                "country.") % {"text": name.text})
    text = name.text
    name.delete()
    changed(entry)
    kind = "organisation" if isinstance(entry, Organisation) else "territory"
    record(by=by, event=f"{kind}_name_removed", target=entry, details={"text": text})


@transaction.atomic
def add_person(*, by: User, name: str, title: str = "", organisation: Organisation | None = None) -> Person:
    """A person named for a function; the same name in the same organisation is kept once."""
    require(by, PERSON_EDIT)
    name, _normalised = checked_name(name)
    person, created = Person.objects.get_or_create(name=name, organisation=organisation, defaults={"title": title})
    if created:
        record(by=by, event="person_added", target=person, details={"title": title})
    return person
