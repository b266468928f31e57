"""The list of recommendations, the sheet of one, the sheet of a set."""
from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import Organisation, Territory
from canevas.governance.policy.queries import axis_by_number
from canevas.governance.recommendations.models import Recommendation, RecommendationSet
from canevas.governance.recommendations.operations import (
    change_recommendation_status,
    undo_recommendation_status,
    write_recommendation_set,
)
from canevas.governance.recommendations.queries import synthesis_of
from canevas.governance.recommendations.rules.entries import (
    ChallengeEntry,
    PriorityEntry,
    RecommendationEntry,
    ResponsibilityEntry,
    RowEntry,
)
from tests.factories.country import load_country
from tests.factories.minutes import user


@pytest.fixture
def secretary(db: None) -> User:
    load_country(user("reference", "administrator"))
    return user()


@pytest.fixture
def written(secretary: User) -> RecommendationSet:
    """A synthesis of one challenge over three rows, and two recommendations of a list."""
    tahoua = Territory.objects.get(level=1, name="Tahoua")
    oim = Organisation.objects.get(acronym="OIM")
    who = [ResponsibilityEntry("Tahoua", territory_id=tahoua.pk), ResponsibilityEntry("O.I.M", organisation_id=oim.pk)]
    names = [{"kind": "region", "text": "Tahoua"}, {"kind": "actor", "text": "O.I.M"}]
    axis = axis_by_number(2)
    rows = [
        RowEntry(concerned=names, priorities=[PriorityEntry("Ouvrir des puits")],
                 strategies=[RecommendationEntry("Forer dix puits", axis_id=axis.pk, responsibilities=who)]),
        RowEntry(concerned=names, priorities=[PriorityEntry("Ouvrir des puits")],
                 strategies=[RecommendationEntry("Former les gérants des puits", axis_id=axis.pk)]),
        RowEntry(concerned=[{"kind": "region", "text": "*"}], priorities=[PriorityEntry("Suivre les nappes")],
                 strategies=[RecommendationEntry("Mesurer les nappes", axis_id=axis.pk)],
                 stray="Relever les niveaux chaque mois"),
    ]
    return write_recommendation_set(
        by=secretary, origin_key="session:essai", origin_label="CRCM-TAHOUA – 12/03/2025", origin_body="CRCM-TAHOUA",
        region_id=tahoua.pk, origin_date=None,
        challenges=[ChallengeEntry("L'eau manque aux éleveurs", scope="axis", axis_number=2,
                                   axis_title="Axe 2 : Protéger", axis_id=axis.pk, rows=rows)],
        recommendations=[RecommendationEntry("Doter les postes de registres", addressee="A l'endroit de l'Etat"),
                         RecommendationEntry("Appuyer les communes", addressee="Aux partenaires")])


@pytest.fixture
def browser(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


def text_of(browser: Client, address: str, **query: str) -> str:
    response = browser.get(address, query)
    assert response.status_code == 200, address
    return unescape(response.content.decode()).replace("\u00a0", " ")


def titles(html: str) -> set[str]:
    cells = re.findall(r'<th scope="row".*?</th>', html, re.S)
    return {" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells}


LIST = "recommendations:recommendations"


def test_an_empty_list_says_what_to_do_first(browser: Client) -> None:
    assert 'class="empty"' in text_of(browser, reverse(LIST))


@pytest.mark.parametrize(("query", "count"), [
    ({}, 5), ({"body": "CRCM-TAHOUA"}, 5), ({"addressee": "state"}, 1), ({"addressee": "partners"}, 1),
    ({"axis": "2"}, 3), ({"axis": "1"}, 0), ({"state": "open"}, 5), ({"state": "done"}, 0), ({"state": "late"}, 0),
    ({"withdrawn": "1"}, 0)])
def test_the_list_is_narrowed_by_the_address(
    browser: Client, written: RecommendationSet, query: dict[str, str], count: int,
) -> None:
    assert len(titles(text_of(browser, reverse(LIST), **query))) == count


def test_by_region_of_origin_actor_and_place(browser: Client, written: RecommendationSet) -> None:
    address, tahoua = reverse(LIST), Territory.objects.get(level=1, name="Tahoua")
    agadez = Territory.objects.get(level=1, name="Agadez")
    oim = Organisation.objects.get(acronym="OIM")
    assert len(titles(text_of(browser, address, region=tahoua.pcode))) == 5
    assert titles(text_of(browser, address, region=agadez.pcode)) == set()
    assert titles(text_of(browser, address, organisation=oim.code)) == {"Forer dix puits"}
    assert titles(text_of(browser, address, place=tahoua.pcode)) == {"Forer dix puits"}


def test_the_export_holds_what_is_filtered(browser: Client, written: RecommendationSet) -> None:
    answer = browser.get(reverse(LIST), {"format": "csv", "axis": "2"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert len(lines) == 4 and any("Forer dix puits" in line and "O.I.M" in line for line in lines)


def test_the_table_merges_challenges_and_priorities(written: RecommendationSet) -> None:
    (band,) = synthesis_of(written)
    assert (band.title, band.axis_number) == ("Axe 2 : Protéger", 2)
    assert [row.challenge_rows for row in band.rows] == [3, 0, 0]
    assert [row.priority_rows for row in band.rows] == [2, 0, 1]
    assert band.rows[0].concerned[1].target.acronym == "OIM"
    assert band.rows[1].concerned[0].target is None


def test_a_strategy_is_shown_in_its_row(browser: Client, written: RecommendationSet) -> None:
    strategy = Recommendation.objects.get(text="Forer dix puits")
    html = text_of(browser, strategy.get_absolute_url())
    assert '<td class="challenge" rowspan="3"' in html and "L'eau manque aux éleveurs" in html
    assert "<strong>Forer dix puits</strong>" in html and "Former les gérants des puits" in html
    assert "Relever les niveaux chaque mois" in html
    assert written.get_absolute_url() in html
    assert written.region.get_absolute_url() in html


def test_the_set_shows_its_synthesis_and_its_lists(browser: Client, written: RecommendationSet) -> None:
    html = text_of(browser, written.get_absolute_url())
    for said in ("Axe 2 : Protéger", "Mesurer les nappes", "A l'endroit de l'Etat", "Appuyer les communes"):
        assert said in html, said


def test_the_state_changes_and_is_taken_back(browser: Client, written: RecommendationSet) -> None:
    row = Recommendation.objects.get(text="Forer dix puits")
    address = reverse("recommendations:recommendation-status", args=[row.uid])
    html = unescape(browser.post(address, {"status": "in_progress", "note": "Marché lancé."}, follow=True)
                    .content.decode()).replace("\u00a0", " ")
    assert "Marché lancé." in html and "de « à mettre en œuvre » à « en cours »" in html
    browser.post(address, {"undo": "1"})
    row.refresh_from_db()
    assert row.status == "open" and story_of(row).last().event == "recommendation_status_undone"
    browser.post(address, {"status": "open", "note": "Relance."})
    assert story_of(row).last().event == "recommendation_noted"
    assert browser.post(address, {"status": "perdue"}).status_code == 422


def test_an_undo_never_takes_back_what_was_changed_since(secretary: User, written: RecommendationSet) -> None:
    row = Recommendation.objects.get(text="Forer dix puits")
    change_recommendation_status(by=secretary, recommendation=row, status="done")
    Recommendation.objects.filter(pk=row.pk).update(status="abandoned")
    assert undo_recommendation_status(by=secretary, recommendation=row).status == "abandoned"


@pytest.mark.parametrize("role", ["reader", "member", "auditor"])
def test_who_may_only_see_does_not_change(written: RecommendationSet, role: str) -> None:
    visitor, row = Client(), Recommendation.objects.get(text="Forer dix puits")
    visitor.force_login(user(role, role))
    for address in (reverse(LIST), row.get_absolute_url(), written.get_absolute_url()):
        assert visitor.get(address).status_code == 200
    assert b"<textarea" not in visitor.get(row.get_absolute_url()).content
    address = reverse("recommendations:recommendation-status", args=[row.uid])
    for form in ({"status": "done"}, {"undo": "1"}, {"status": "perdue"}):
        assert visitor.post(address, form).status_code == 403
    row.refresh_from_db()
    assert row.status == "open"


def test_what_is_not_there_is_said(browser: Client) -> None:
    nowhere = "00000000-0000-4000-8000-000000000000"
    for route in ("recommendations:recommendation", "recommendations:set"):
        assert browser.get(reverse(route, args=[nowhere])).status_code == 404


def test_pages_cost_few_queries(
    browser: Client, written: RecommendationSet, django_assert_max_num_queries: object,
) -> None:
    strategy = Recommendation.objects.get(text="Forer dix puits")
    Recommendation.objects.bulk_create([
        Recommendation(set=written, row=strategy.row, order=n, text=f"Stratégie {n}") for n in range(60)])
    for address, most in ((reverse(LIST), 25), (strategy.get_absolute_url(), 27), (written.get_absolute_url(), 27)):
        with django_assert_max_num_queries(most):
            text_of(browser, address)
