"""From a sentence of a region up to the ministers' table, and down again: of what its reader may see alone."""
from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.recommendations.models import LineageEdge, Recommendation
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.recommendations.queries.lineage import Lineage, lineage_of
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.opening import reopen_synthesis
from canevas.governance.syntheses.rules.stages import Outcome
from tests.factories.minutes import user
from tests.governance.recommendations.lineage_house import Country, country, freeze, regional, reword

pytestmark = pytest.mark.django_db


def of(scope: str, name: str, role: str = "reader") -> User:
    return user(name, role, Scope(ScopeKind.BODY, scope))


def texts(lines: list[object]) -> list[str]:
    return [line.text for line in lines]


def adopted() -> Country:
    made = country(user())
    freeze(user(), made.synthesis)
    decide_stage(by=user(), synthesis=made.synthesis, outcome=Outcome.ADOPTED, day=date(2026, 7, 28))
    made.synthesis.refresh_from_db()
    return made


def test_from_the_table_down_to_the_regions_and_up_again() -> None:
    made = adopted()
    below = lineage_of(made.adopted, user())
    assert sorted(texts(below.below)) == ["Forer dix puits", "Réparer les pompes"] and below.above == []
    assert {(one.kind, one.words) for one in below.edges} == {
        (EdgeKind.DERIVED, ("puits",)), (EdgeKind.MERGED, ())}
    above = lineage_of(made.wells, user())
    assert texts(above.above) == ["Organiser deux ateliers"] and above.below == []
    (stage,) = above.above[0].stages
    assert (stage.stage, stage.outcome, stage.day) == ("preparatory", "adopted", date(2026, 7, 28))
    (change,) = above.above[0].changes
    assert (change.before, change.after) == ("Organiser un atelier", "Organiser deux ateliers")


def test_who_sees_one_region_sees_what_it_said_and_nothing_of_the_rest() -> None:
    made = adopted()
    tahoua = of("CRCM-TAHOUA", "tahoua")
    alone = lineage_of(made.wells, tahoua)
    assert list(alone.lines) == [str(made.wells.uid)] and alone.edges == [] and not alone.above
    nation = of("CCM", "nation")
    seen = lineage_of(made.adopted, nation)
    assert list(seen.lines) == [made.line.uid] and not seen.below, "regions are not below the body that it reads"


def test_a_line_that_is_written_shows_to_its_writers_alone() -> None:
    made = country(user())
    readers = user("lectrice", "reader")
    assert lineage_of(made.wells, readers).above == []
    freeze(user(), made.synthesis)
    (line,) = lineage_of(made.wells, readers).above
    assert (line.text, line.recommendation, line.stages[0].outcome) == ("Organiser deux ateliers", None, "")


def test_the_words_of_a_version_that_is_being_written_are_not_told() -> None:
    made = adopted()
    reopen_synthesis(by=user(), synthesis=made.synthesis, reason="Reprise")
    made.synthesis.refresh_from_db()
    reword(user(), made.synthesis, made.line, "trois ateliers")
    later = regional(user(), "CRCM-ZINDER", "Curer les mares")
    add_edges(by=user(), origin=f"synthesis:{made.synthesis.uid}:2",
              edges=[Edge(EdgeKind.MERGED, str(later.uid), made.line.uid)])

    def told(lineage: Lineage) -> tuple[int, int]:
        return len(lineage.below), len(lineage.lines[made.line.uid].changes)

    assert told(lineage_of(made.adopted, user())) == (3, 2)
    assert told(lineage_of(made.adopted, user("lectrice", "reader"))) == (2, 1)


def test_what_never_stood_in_the_register_is_stepped_over_and_what_is_hidden_is_not() -> None:
    one, two = regional(user(), "CRCM-TAHOUA", "Forer"), regional(user(), "CRCM-DIFFA", "Puiser")
    between, hidden = "6c0ce0f4-25bb-4bf1-9a5c-4e8f0a0d5d11", regional(user(), "SECRET", "Cacher")
    add_edges(by=user(), origin="", edges=[
        Edge(EdgeKind.DERIVED, str(one.uid), between), Edge(EdgeKind.CARRIED, between, str(two.uid))])
    two_regions = user("deux", "reader", Scope(ScopeKind.BODY, "CRCM-TAHOUA"))
    two_regions.grants.create(role="reader", scope_kind="body", scope_key="CRCM-DIFFA")
    found = lineage_of(one, two_regions)
    assert [(edge.kind, edge.target) for edge in found.edges] == [(EdgeKind.CARRIED, str(two.uid))]
    LineageEdge.objects.filter(source=between).delete()
    add_edges(by=user(), origin="", edges=[Edge(EdgeKind.DERIVED, between, str(hidden.uid)),
                                           Edge(EdgeKind.DERIVED, str(hidden.uid), str(two.uid))])
    assert lineage_of(one, two_regions).above == [], "what lies behind something hidden is hidden"
    assert len(lineage_of(one, user()).above) == 2


def test_the_page_draws_and_lists_the_same(client: Client) -> None:
    made = adopted()
    client.force_login(user())
    said = unescape(client.get(reverse(
        "recommendations:recommendation-lineage", args=[made.adopted.uid])).content.decode())
    picture, _end, listed = said.partition('<svg class="lineage"')[2].partition("</svg>")
    for words in ("Forer dix puits", "Réparer les pompes"):
        assert words in picture and words in listed
    for one in (made.wells, made.pumps):
        assert f'href="{one.get_absolute_url()}"' in picture and f'href="{one.get_absolute_url()}"' in listed
    assert "<del>un atelier</del><ins>deux ateliers</ins>" in listed
    sheet = client.get(made.wells.get_absolute_url()).content.decode()
    assert reverse("recommendations:recommendation-lineage", args=[made.wells.uid]) in sheet


def test_a_long_list_folds_in_the_picture_and_stands_whole_in_the_list(client: Client) -> None:
    made = adopted()
    many = [regional(user(), f"GTM-{number}", f"Avis {number} de la région") for number in range(30)]
    add_edges(by=user(), origin="", edges=[Edge(EdgeKind.MERGED, str(one.uid), made.line.uid) for one in many])
    client.force_login(user())
    said = client.get(reverse("recommendations:recommendation-lineage", args=[made.adopted.uid])).content.decode()
    picture, _end, listed = said.partition('<svg class="lineage"')[2].partition("</svg>")
    assert picture.count("lineage-box") == 6 + 1 + 1 and "26" in picture
    assert all(f"Avis {number} de la région" in listed for number in range(30))
    assert Recommendation.objects.count() == 36
