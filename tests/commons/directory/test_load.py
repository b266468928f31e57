from __future__ import annotations

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.models import User
from canevas.commons.audit.models import JournalEntry
from canevas.commons.directory.models import Organisation, OrganisationName, Territory, TerritoryName
from canevas.commons.directory.operations import edit_organisation, load_vocabulary_into_directory
from canevas.commons.directory.queries import region_of, vocabulary


def test_the_reference_comes_in_whole(loaded: User) -> None:
    by_level = [Territory.objects.filter(level=level).count() for level in (0, 1, 2, 3)]
    assert by_level == [1, 8, 67, 266]
    assert Territory.objects.get(pcode="NE006").name == "Tillabéri"
    assert Territory.objects.get(pcode="NE-EROUFAN").parent.name == "Sabon Guida"
    assert Organisation.objects.count() >= 90
    assert Organisation.objects.get(code="DRECMR").parent.code == "DGECMR"
    assert region_of(Territory.objects.get(pcode="NE-EROUFAN")).pcode == "NE005"


def test_loading_again_changes_nothing(loaded: User) -> None:
    def everything() -> list[list[tuple[object, ...]]]:
        return [list(model.objects.order_by("pk").values_list())
                for model in (Territory, TerritoryName, Organisation, OrganisationName, JournalEntry)]

    before = everything()
    report = load_vocabulary_into_directory(by=loaded)
    assert not report.changed
    assert everything() == before


def test_a_corrected_vocabulary_updates_what_no_person_changed(loaded: User) -> None:
    mine = Organisation.objects.get(code="CIAUD")
    edit_organisation(by=loaded, organisation=mine, name="Nom corrigé par le secrétariat", kind="ngo", acronym="CIAUD")
    source = vocabulary()
    renamed = tuple(entry.model_copy(update={"name": f"{entry.name} (nouveau)"}) if entry.code in ("CIAUD", "OIM")
                    else entry for entry in source.organisations)
    report = load_vocabulary_into_directory(by=loaded, vocabulary=dataclasses.replace(source, organisations=renamed))
    assert report.updated == 1
    assert report.kept == ["CIAUD"]
    assert Organisation.objects.get(code="OIM").name.endswith("(nouveau)")
    assert Organisation.objects.get(code="CIAUD").name == "Nom corrigé par le secrétariat"


def test_a_reader_may_not_load(reader: User) -> None:
    with pytest.raises(PermissionDenied):
        load_vocabulary_into_directory(by=reader)
    assert not Territory.objects.exists()
