from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from canevas.commons.access.models import User
from canevas.commons.audit.models import JournalEntry
from canevas.commons.directory.operations import load_vocabulary_into_directory
from canevas.governance.policy.models import Axis, Framework, Programme, SubProgramme
from canevas.governance.policy.operations import choose_axes, load_framework
from canevas.governance.policy.queries import (
    axes,
    axes_of_region,
    axis_by_number,
    framework_on,
    subprogramme_by_code,
)
from canevas.tools.vocabulary.entries import AxisEntry, PolicyEntry, ProgrammeEntry, SubProgrammeEntry

OTHER = PolicyEntry(
    code="SNM", name="Stratégie d'un autre pays", valid_from=date(2010, 1, 1), valid_to=date(2019, 12, 31),
    axes=(AxisEntry(number=1, title="Un axe", programmes=(
        ProgrammeEntry(number=1, title="Un programme", subprogrammes=(SubProgrammeEntry(code="A", title="Une part"),)),
    )),))


@pytest.fixture
def secretary(db: None) -> User:
    return User.objects.create(username="secretariat", role=User.RoleName.SECRETARIAT)


@pytest.fixture
def pnm(secretary: User) -> Framework:
    return load_framework(by=secretary)


def test_the_framework_comes_in_whole(pnm: Framework) -> None:
    assert [axis.number for axis in axes(date(2022, 7, 28))] == [1, 2, 3]
    assert SubProgramme.objects.filter(programme__axis__framework=pnm).count() == 11
    assert pnm.objectives.count() == 2
    assert axis_by_number(3, date(2022, 7, 28)).title == "Gestion des flux migratoires"
    assert subprogramme_by_code("1.2.", date(2022, 7, 28)).title == "Mobilisation de la diaspora"


def test_loading_again_changes_nothing(pnm: Framework, secretary: User) -> None:
    before = [list(model.objects.order_by("pk").values_list())
              for model in (Framework, Axis, Programme, SubProgramme, JournalEntry)]
    load_framework(by=secretary)
    assert before == [list(model.objects.order_by("pk").values_list())
                      for model in (Framework, Axis, Programme, SubProgramme, JournalEntry)]


def test_a_sentence_is_read_with_the_framework_of_its_day(pnm: Framework, secretary: User) -> None:
    load_framework(by=secretary, policy=OTHER)
    assert framework_on(date(2015, 5, 1)).code == "SNM"
    assert framework_on(date(2022, 5, 17)).code == "PNM"
    assert framework_on(date(2001, 1, 1)) is None
    assert axis_by_number(1, date(2001, 1, 1)) is None
    assert axis_by_number(1, date(2015, 5, 1)).title == "Un axe"
    assert subprogramme_by_code("1.1", date(2015, 5, 1)) is None


def test_a_corrected_title_is_updated(pnm: Framework, secretary: User) -> None:
    load_framework(by=secretary, policy=OTHER)
    corrected = OTHER.model_copy(update={"name": "Stratégie corrigée"})
    assert load_framework(by=secretary, policy=corrected).name == "Stratégie corrigée"
    assert JournalEntry.objects.filter(event="framework_loaded").count() == 3


def test_a_region_chooses_its_axes(pnm: Framework, secretary: User) -> None:
    load_vocabulary_into_directory(by=secretary)
    day = date(2022, 5, 17)
    one, two, three = axes(day)
    choose_axes(by=secretary, region="NE005", axes=[one, three], decided_on=day)
    assert [chosen.axis.number for chosen in axes_of_region("NE005")] == [1, 3]
    choose_axes(by=secretary, region="NE005", axes=[two, three])
    assert [chosen.axis.number for chosen in axes_of_region("NE005")] == [2, 3]
    entry = JournalEntry.objects.filter(event="region_axes_chosen").latest("pk")
    assert entry.details == {"before": [1, 3], "after": [2, 3]}
    with pytest.raises(ValidationError, match="NE005001"):
        choose_axes(by=secretary, region="NE005001", axes=[one])


def test_a_reader_may_not_load_nor_choose(pnm: Framework) -> None:
    reader = User.objects.create(username="lecteur", role=User.RoleName.READER)
    with pytest.raises(PermissionDenied):
        load_framework(by=reader)
    with pytest.raises(PermissionDenied):
        choose_axes(by=reader, region="NE005", axes=[])
