"""The follow-up page counts what its reader may see; the open data hold what is adopted, and nobody's name."""
from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Territory
from canevas.governance.recommendations.models import Recommendation, Responsibility
from canevas.governance.recommendations.operations.implementation import report_recommendation, set_milestone
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.publishing import publish_synthesis
from canevas.governance.syntheses.queries.follow_up import followed, of_tables
from canevas.governance.syntheses.rules.open_data import DEFINITIONS
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.standing_counts import Part, Tally, by_region, heat, reporting
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
    decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=date(2026, 7, 30))
    synthesis.refresh_from_db()
    publish_synthesis(by=user(), synthesis=synthesis)
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


def test_every_cell_of_the_heat_table_leads_to_just_what_it_counts(client: Any) -> None:
    adopted(1)
    regions = {one.name: one for one in Territory.objects.filter(level=1)}
    Responsibility.objects.filter(recommendation__text="Réunir la diaspora").update(
        organisation=None, territory=Territory.objects.filter(level=3, parent__parent=regions["Tahoua"]).first())
    client.force_login(user())
    page = unescape(client.get(reverse("syntheses:follow-up")).content.decode())
    table = page.partition('id="heat-title"')[2].partition("</table>")[0]
    cells = re.findall(r'<td data-label="[^"]+"[^>]*><a href="([^"]+)">(\d+|<span)', table)
    assert len(cells) == len(re.findall("<td", table)) and {shown for _url, shown in cells} >= {"1", "<span"}
    assert any("axis=general" in url and shown == "3" for url, shown in cells)
    for url, shown in cells:
        listed = client.get(url).content.decode()
        found = set(re.findall(r'href="/recommendations/([0-9a-f-]{36})/"', listed))
        assert len(found) == (0 if shown == "<span" else int(shown)), url


def test_each_region_is_asked_for_its_part_of_what_is_for_all(client: Any) -> None:
    adopted(1)
    row = Recommendation.objects.get(text="Évaluer les acquis")
    agadez = Territory.objects.get(level=1, name="Agadez")
    report_recommendation(by=user(), recommendation=row, status="done", region=agadez)
    rows = followed(of_tables(user()))
    names = {one.pcode: one.name for one in Territory.objects.filter(level=1)}
    assert [(one.name, one.share) for one in reporting(rows, names) if one.reported] == [("Agadez", 100)]
    assert {one.name: one.done for one in by_region(rows, names, timezone.localdate())}["Agadez"] == 1
    assert sum(one.done for one in by_region(rows, names, timezone.localdate())) == 1
    client.force_login(user())
    page = unescape(client.get(reverse("syntheses:follow-up")).content.decode())
    assert "Ce que chaque région doit" in page and "100\u00a0%" in page


def test_a_missed_milestone_makes_it_late_too(client: Any) -> None:
    adopted(1)
    row = Recommendation.objects.get(text="Réunir la diaspora")
    set_milestone(by=user(), recommendation=row, label="Liste des associations",
                  due=timezone.localdate() - timedelta(days=5))
    client.force_login(user())
    page = unescape(client.get(reverse("syntheses:follow-up")).content.decode())
    assert "5 jours de retard" in page and "Liste des associations" in page
