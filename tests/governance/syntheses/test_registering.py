"""What was chosen when regions' recommendations were gathered goes with the line into the register."""
from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from canevas.governance.policy.queries import places_whole, subprogramme_by_code
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.operations.linking import link_recommendation
from canevas.governance.syntheses.models import GatheredGroup, Synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.opening import freeze_version, reopen_synthesis
from canevas.governance.syntheses.operations.taking import Placing, take_group
from canevas.governance.syntheses.rules.stages import Outcome
from tests.factories.minutes import user
from tests.governance.syntheses.regions import BORDER, WELLS
from tests.governance.syntheses.test_gathering import of, three_regions

pytestmark = pytest.mark.django_db


def adopt(found: Synthesis) -> None:
    found.refresh_from_db()
    freeze_version(by=user(), synthesis=found, seen=found.versions.last().revision)
    found.refresh_from_db()
    decide_stage(by=user(), synthesis=found, outcome=Outcome.ADOPTED, day=date(2026, 7, 28))


def taken(section: str, *, part: str = "", programme: int = 0) -> tuple[Synthesis, GatheredGroup]:
    found = three_regions()
    sub = subprogramme_by_code(part) if part else None
    axis = sub.programme.axis_id if sub and section != "general" else None
    return found, take_group(by=user(), group=of(found, WELLS), axis_id=axis, subprogramme_id=sub.pk if sub else None,
                             programme_id=sub.programme_id if sub else programme or None,
                             placing=Placing(WELLS, section, challenge="Accueillir"))


def test_the_sub_programme_of_a_group_is_that_of_its_line_in_the_register(client: Client) -> None:
    found, group = taken("axis 2", part="2.1")
    adopt(found)
    line = Recommendation.objects.get(uid=group.line)
    assert (line.axis.number, line.subprogramme.code, line.programme) == (2, "2.1", line.subprogramme.programme)
    client.force_login(user())
    for page in (line.get_absolute_url(), line.set.get_absolute_url(), "/recommendations/"):
        assert "2.1" in client.get(page).content.decode()


def test_a_whole_programme_is_carried_too() -> None:
    programme = 0
    found = three_regions()
    programme = next(one for axis, one, part in places_whole() if axis.number == 2 and one and not part)
    group = take_group(by=user(), group=of(found, WELLS), axis_id=programme.axis_id, programme_id=programme.pk,
                       placing=Placing(WELLS, "axis 2", challenge="Accueillir"))
    adopt(found)
    line = Recommendation.objects.get(uid=group.line)
    assert (line.programme, line.subprogramme) == (programme, None)


def test_a_general_line_may_be_of_a_sub_programme() -> None:
    found, group = taken("general", part="3.1")
    adopt(found)
    assert Recommendation.objects.get(uid=group.line).subprogramme.code == "3.1"


def test_a_line_of_one_axis_is_of_no_sub_programme_of_another() -> None:
    found = three_regions()
    part = subprogramme_by_code("1.1")
    with pytest.raises(ValidationError):
        take_group(by=user(), group=of(found, BORDER), programme_id=part.programme_id, subprogramme_id=part.pk,
                   placing=Placing(BORDER, "axis 3", challenge="Équiper"))


def test_what_a_person_said_after_one_stage_outlives_the_next() -> None:
    found, group = taken("axis 2", part="2.1")
    adopt(found)
    line = Recommendation.objects.get(uid=group.line)
    other = subprogramme_by_code("2.3")
    link_recommendation(by=user(), recommendation=line, axis=None, subprogramme=other, addressee_kind="", parts={})
    found.refresh_from_db()
    if found.versions.last().frozen_at is not None and found.state == "amending":
        decide_stage(by=user(), synthesis=found, outcome=Outcome.ADOPTED, day=date(2026, 7, 29))
    line.refresh_from_db()
    assert line.subprogramme == other


def test_what_a_stage_makes_general_leaves_its_sub_programme(monkeypatch: pytest.MonkeyPatch) -> None:
    found, group = taken("axis 2", part="2.1")
    adopt(found)
    found.refresh_from_db()
    reopen_synthesis(by=user(), synthesis=found, reason="Renvoi au niveau général")
    version = found.versions.last()
    content = version.content
    general = next(one for one in content["sections"] if one["axis"] is None)
    second = next(one for one in content["sections"] if one["axis"] == 2)
    general["blocks"], second["blocks"] = second["blocks"], []
    type(version).objects.filter(pk=version.pk).update(content=content)
    adopt(found)
    line = Recommendation.objects.get(uid=group.line)
    assert (line.axis, line.programme, line.subprogramme) == (None, None, None)
