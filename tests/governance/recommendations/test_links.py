"""What a recommendation is tied to is put right by a person, and stays when its document is written again."""
from __future__ import annotations

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from canevas.commons.audit.queries import story_of
from canevas.governance.policy.operations import add_indicator, retire_indicator
from canevas.governance.policy.queries import axis_by_number, places, places_whole
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.operations import write_recommendation_set
from canevas.governance.recommendations.operations.linking import link_recommendation
from canevas.governance.recommendations.rules.entries import (
    ChallengeEntry,
    RecommendationEntry,
    ResponsibilityEntry,
    RowEntry,
)
from tests.factories.country import load_country
from tests.factories.minutes import user

pytestmark = pytest.mark.django_db
PAGE = "recommendations:recommendation-links"


def written(uid: str = "", axis: int | None = None) -> Recommendation:
    """A strategy under the general recommendations or an axis (its key), two actors."""
    strategy = RecommendationEntry("Renforcer la protection des migrants vulnérables", uid, axis_id=axis,
                                   responsibilities=[ResponsibilityEntry("M.I"), ResponsibilityEntry("O.N.G")])
    found = write_recommendation_set(
        by=user(), origin_key="session:x", origin_label="X", origin_body="X",
        challenges=[ChallengeEntry("Défi", axis_id=axis, rows=[RowEntry(strategies=[strategy])])])
    return found.recommendations.get(withdrawn_at=None)


@pytest.fixture
def advice(db: None) -> Recommendation:
    load_country(user("reference", "administrator"))
    return written()


def test_a_sub_programme_brings_its_axis_and_another_axis_is_refused(advice: Recommendation) -> None:
    axis, part = next((axis, part) for axis, part in places() if part is not None)
    other = next(one for one, part in places() if one != axis)
    lead, ngo = advice.responsibilities.all()
    plain = {"by": user(), "recommendation": advice, "addressee_kind": "state"}
    with pytest.raises(ValidationError):
        link_recommendation(**plain, axis=other, subprogramme=part, parts={})
    with pytest.raises(ValidationError):
        link_recommendation(**plain, axis=None, subprogramme=None, parts={0: "lead"})
    link_recommendation(**plain, axis=None, subprogramme=part, parts={lead.pk: "lead", ngo.pk: "concerned"})
    advice.refresh_from_db()
    assert (advice.axis, advice.subprogramme, advice.addressee_kind) == (axis, part, "state")
    assert [one.part for one in advice.responsibilities.all()] == ["lead", "concerned"]
    (entry,) = [one for one in story_of(advice) if one.event == "recommendation_linked"]
    assert entry.details["parts"] == {"O.N.G": "concerned"} and entry.details["axis"] == ["", str(axis)]


def test_what_a_person_said_stays_when_the_table_is_written_again(advice: Recommendation) -> None:
    ngo = advice.responsibilities.get(verbatim="O.N.G")
    link_recommendation(by=user(), recommendation=advice, axis=axis_by_number(1), subprogramme=None,
                        addressee_kind="local", parts={ngo.pk: "concerned"})
    again = written(str(advice.uid))
    assert again.pk == advice.pk and (again.axis.number, again.addressee_kind) == (1, "local")
    assert [one.part for one in again.responsibilities.all()] == ["lead", "concerned"]


def test_what_the_table_moves_follows_the_table(advice: Recommendation) -> None:
    one, two = axis_by_number(1), axis_by_number(2)
    part = next(part for axis, part in places() if axis == two and part is not None)
    link_recommendation(by=user(), recommendation=advice, axis=None, subprogramme=part, addressee_kind="", parts={})
    assert written(str(advice.uid), two.pk).subprogramme == part
    moved = written(str(advice.uid), one.pk)
    assert (moved.axis, moved.subprogramme) == (one, None)
    assert written(str(advice.uid)).axis is None, "sent back to the general recommendations"


def test_the_page_proposes_and_takes(advice: Recommendation, client: Client) -> None:
    page = reverse(PAGE, args=[advice.uid])
    client.force_login(user())
    said = unescape(client.get(page).content.decode())
    assert "protection" in said.partition("proposals-title")[2].lower()
    assert page in client.get(advice.get_absolute_url()).content.decode()
    lead, ngo = advice.responsibilities.all()
    parts = {f"part_{lead.pk}": "lead", f"part_{ngo.pk}": "concerned"}
    assert client.post(page, {"place": "axis-0", **parts}).status_code == 422
    axis = axis_by_number(2)
    assert client.post(page, {"place": f"axis-{axis.pk}", "addressee_kind": "state", **parts}).status_code == 302
    advice.refresh_from_db()
    assert (advice.axis, advice.addressee_kind) == (axis, "state")
    client.force_login(user("lectrice", "reader"))
    assert client.get(page).status_code == 403
    with pytest.raises(PermissionDenied):
        link_recommendation(by=user("lectrice", "reader"), recommendation=advice, axis=None, subprogramme=None,
                            addressee_kind="", parts={})


def test_a_whole_programme_and_indicators_of_the_policy_can_be_chosen(advice: Recommendation, client: Client) -> None:
    programme = next(programme for _axis, programme, part in places_whole() if programme is not None and part is None)
    counted = add_indicator(by=user(), framework=programme.axis.framework, title="Ménages de retour appuyés",
                            unit="ménages", axis=programme.axis)
    client.force_login(user())
    page = reverse(PAGE, args=[advice.uid])
    parts = {f"part_{who.pk}": who.part for who in advice.responsibilities.all()}
    assert client.post(page, {"place": f"programme-{programme.pk}", "indicators": [str(counted.uid)],
                              **parts}).status_code == 302
    advice.refresh_from_db()
    assert (advice.axis, advice.programme, advice.subprogramme) == (programme.axis, programme, None)
    assert list(advice.indicators.all()) == [counted]
    sheet = unescape(client.get(advice.get_absolute_url()).content.decode())
    assert "Ménages de retour appuyés" in sheet and str(programme) in sheet
    retire_indicator(by=user(), indicator=counted)
    assert "Ménages de retour appuyés" in client.get(page).content.decode(), "tied, it is still offered here"
    assert client.post(page, {"place": "", **parts}).status_code == 302
    advice.refresh_from_db()
    assert (advice.axis, advice.programme) == (None, None) and not advice.indicators.exists()
    (first, *_others) = [one.details for one in story_of(advice) if one.event == "recommendation_linked"]
    assert first["programme"] == ["", str(programme)] and first["indicators"][1].startswith("Ménages")


def test_a_programme_of_another_axis_is_refused(advice: Recommendation) -> None:
    programme = next(programme for axis, programme, _part in places_whole() if axis.number == 1 and programme)
    part = next(part for axis, _programme, part in places_whole() if axis.number == 2 and part)
    plain = {"by": user(), "recommendation": advice, "addressee_kind": "", "parts": {}}
    with pytest.raises(ValidationError):
        link_recommendation(**plain, axis=axis_by_number(2), programme=programme, subprogramme=None)
    with pytest.raises(ValidationError):
        link_recommendation(**plain, axis=None, programme=programme, subprogramme=part)
