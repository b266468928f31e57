from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

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
from tests.factories.minutes import user

OTHER = PolicyEntry(
    code="SNM", name="Stratégie d'un autre pays", valid_from=date(2010, 1, 1), valid_to=date(2019, 12, 31),
    axes=(AxisEntry(number=1, title="Un axe", programmes=(
        ProgrammeEntry(number=1, title="Un programme", subprogrammes=(SubProgrammeEntry(code="A", title="Une part"),)),
    )),))


@pytest.fixture
def secretary(db: None) -> User:
    return user("secretariat", "secretariat")


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
    reader = user("lecteur", "reader")
    with pytest.raises(PermissionDenied):
        load_framework(by=reader)
    with pytest.raises(PermissionDenied):
        choose_axes(by=reader, region="NE005", axes=[])


def test_the_page_shows_the_whole_framework(pnm: Framework, secretary: User, client: Client) -> None:
    load_vocabulary_into_directory(by=secretary)
    client.force_login(secretary)
    page = client.get(reverse("policy:framework")).content.decode()
    for part in SubProgramme.objects.all():
        assert escape(part.title) in page
    assert page.count('<section class="sheet"') == 3
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("policy:framework"))
    assert len(asked) < 20


def test_the_axes_of_a_region_are_chosen_on_its_page(pnm: Framework, secretary: User, client: Client) -> None:
    load_vocabulary_into_directory(by=secretary)
    client.force_login(secretary)
    address = reverse("policy:region", args=["NE005"])
    assert client.get(address).status_code == 200
    one, _two, three = axes(date(2026, 1, 1))
    response = client.post(address, {"axes": [one.pk, three.pk], "decided_on": "2022-06-01"})
    assert response.status_code == 302
    assert [chosen.axis.number for chosen in axes_of_region("NE005")] == [1, 3]
    assert axes_of_region("NE005")[0].decided_on == date(2022, 6, 1)
    assert client.get(reverse("policy:region", args=["NE005001"])).status_code == 404


def test_without_a_framework_the_page_says_what_to_do(secretary: User, client: Client) -> None:
    client.force_login(secretary)
    assert "canevas prepare" in client.get(reverse("policy:framework")).content.decode()


def test_a_reader_reads_the_policy_and_chooses_nothing(pnm: Framework, client: Client) -> None:
    client.force_login(user("lecteur", "reader"))
    assert client.get(reverse("policy:framework-of", args=["PNM"])).status_code == 200
    assert client.get(reverse("policy:region", args=["NE005"])).status_code == 403
