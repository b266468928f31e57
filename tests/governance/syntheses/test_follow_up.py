"""The follow-up page counts what its reader may see; the open data hold what is adopted, and nobody's name."""
from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.queries.follow_up import followed, of_adopted, of_tables
from canevas.governance.syntheses.rules.open_data import DEFINITIONS
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.standing_counts import Part, Tally, heat
from canevas.governance.syntheses.views.follow_up import shade
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen

pytestmark = pytest.mark.django_db


def adopted(stages: int = 3) -> Synthesis:
    load_country(user())
    synthesis = frozen(user())
    for _stage in range(stages):
        decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=date(2026, 7, 28))
        synthesis.refresh_from_db()
    return synthesis


def test_the_heat_table_counts_each_recommendation_under_its_axis_and_regions() -> None:
    adopted(1)
    rows = followed(of_tables(user()))
    [(_key, _name, general), (_one, _title, diaspora)] = heat(
        rows, {"": "Général", "1": "Axe 1"}, {"NE001": "Agadez", "NE002": "Diffa"}, timezone.localdate())
    assert [one.total for one in general] == [1, 1], "« Toutes les régions » counts in each"
    assert [one.total for one in diaspora] == [0, 0]


def test_a_shade_says_how_much_is_done() -> None:
    assert shade(Tally("", "", {Part.ABANDONED: 2})) is None
    found = [shade(Tally("", "", {Part.DONE: done, Part.OPEN: 10 - done})) for done in (0, 3, 4, 7, 10)]
    assert found == [0, 0, 1, 2, 2]


def test_the_page_says_what_is_late_and_leads_to_it(client: Any) -> None:
    adopted(1)
    row = Recommendation.objects.get(text="Réunir la diaspora")
    row.deadline_date = timezone.localdate() - timedelta(days=12)
    row.save()
    client.force_login(user())
    page = client.get(reverse("syntheses:follow-up")).content.decode()
    assert "12 jours de retard" in page and reverse("recommendations:recommendation-lineage", args=[row.uid]) in page
    code = row.responsibilities.get().organisation.code
    narrowed = client.get(reverse("syntheses:follow-up"), {"organisation": code}).content.decode()
    assert "1 recommandation suivie" in narrowed
    assert client.get(reverse("syntheses:follow-up"), {"organisation": "?"}).status_code == 404


def test_who_sees_nothing_of_it_counts_nothing(client: Any) -> None:
    adopted(1)
    client.force_login(user("ailleurs", "reader", Scope(ScopeKind.BODY, "GTM-Diffa")))
    page = client.get(reverse("syntheses:follow-up")).content.decode()
    assert "Réunir la diaspora" not in page and "MAEC" not in page and "Rien n’est encore suivi" in page


def test_only_what_the_last_stage_adopted_is_published(client: Any) -> None:
    synthesis = adopted(2)
    assert not of_adopted(user()).exists()
    decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=date(2026, 7, 30))
    Recommendation.objects.filter(text="Publier un guide").update(text="=HYPERLINK(1)", deadline_text="M. Issa, chef")
    client.force_login(user())
    answer = client.get(reverse("syntheses:open-data-file", args=["recommandations.csv"]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert list(rows[0]) == list(DEFINITIONS)
    assert {row["recommandation"] for row in rows} == {
        "Organiser un atelier", "'=HYPERLINK(1)", "Évaluer les acquis", "Réunir la diaspora"}
    assert next(row for row in rows if row["recommandation"] == "Évaluer les acquis")["regions"].count("|") == 7
    assert "Issa" not in answer.content.decode()
    whole = client.get(reverse("syntheses:open-data-file", args=["recommandations.json"])).json()
    assert whole["licence"] == "CC-BY-4.0" and whole["definitions"].keys() == whole["recommandations"][0].keys()
    assert client.get(reverse("syntheses:open-data-file", args=["autre.csv"])).status_code == 404
    assert "4 recommandations" in client.get(reverse("syntheses:open-data")).content.decode()
