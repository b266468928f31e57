"""The invented figures show what real ones may: what is hidden, kept to some, foreseen, doubtful."""
from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.doors.cli.demo.figure_files import MONTHS, POINTS, SHUT, SHUT_FROM, SHUT_TO, SILENT, Given, given
from canevas.doors.cli.demo.figures import AGREED, load_figures
from canevas.doors.cli.demo.publishing import RELEASES, publish_figures
from canevas.evidence.observatory.models import Batch, Disagreement, Release, Workbench
from canevas.evidence.observatory.queries import terms
from canevas.evidence.observatory.queries.releases import public, table_of, to_approve
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.publish.table import Status
from canevas.tools.engines.forecasting import forecast, is_available
from tests.factories.country import load_country
from tests.factories.minutes import user

TODAY = date(2026, 11, 22)


def _series(one: Given) -> list[float | None]:
    month, found = list(one.columns).index("Mois"), defaultdict(float)
    for row in one.rows:
        found[row[month]] += row[-1]
    return [found[code] for code in sorted(found)]


def test_the_same_day_gives_the_same_files_and_their_recipes_read() -> None:
    assert [one.file() for one in given(TODAY)] == [one.file() for one in given(TODAY)]
    for one in given(TODAY):
        assert read_recipe(one.recipe()).name == one.code
        assert {len(row) for row in one.rows} == {len(one.columns)}


@pytest.mark.skipif(not is_available(), reason="forecasts are an optional part")
@pytest.mark.parametrize("day", [TODAY, date(2027, 4, 3)])
def test_one_series_is_foreseen_better_than_by_last_year_and_another_is_not(day: date) -> None:
    files = {one.code: _series(one) for one in given(day)}
    assert len(files["demo-flux"]) == MONTHS
    assert forecast(files["demo-flux"]).is_shown
    assert forecast(files["demo-convois-drecm"]).reason == "naive"


def _sees_two_at_one_point_and_one_that_was_closed(client: Client) -> None:
    """The statistician sees the post of the police beside the flow monitoring, and nothing of both added up."""
    explorer = reverse("observatory:explorer")
    beside = client.get(explorer, {"indicator": "FLOW", "by": "period"}, follow=True)
    assert "by=source" in beside.redirect_chain[-1][0] and "Assamaka" in beside.content.decode()
    asked = {"indicator": "FLOW", "by": ["period", "flow_point"], "source": "demo-flux", "export": "json"}
    drawn = client.get(explorer, asked).json()
    shut, silent = (drawn["columnCodes"].index(POINTS[point][0]) for point in (SHUT, "Madama"))
    assert sum(row[shut] is None for row in drawn["values"]) == SHUT_FROM - SHUT_TO + 1
    assert sum(row[silent] is None for row in drawn["values"]) == SILENT
    page = client.get(explorer, {**asked, "export": ""}).content.decode()
    assert page.count(">fermé</td>") == SHUT_FROM - SHUT_TO + 1 and "Piste inondée" in page
    assert all(0 not in row for row in drawn["values"])


@pytest.mark.django_db
def test_a_newcomer_sees_what_there_is(client: Client) -> None:
    by = user("reference", "administrator")
    load_country(by)
    statistician, administrator = user("statistique", "statistician"), user("administrateur", "administrator")
    assert load_figures(by=by, today=timezone.localdate()) > 5_000
    assert load_figures(by=by, today=timezone.localdate()) == 0
    assert not Batch.objects.exclude(rejected=None).exists(), "the recipes read every cell"
    assert sorted(one.doubts > 0 for one in Workbench.objects.all()) == [True, True]
    assert {bool(one.explanation) for one in Disagreement.objects.all()} == {True, False}
    focal = user("oim", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    assert terms(focal)[AGREED].grain == "quarter" and AGREED not in terms(user("lecteur", "reader"))

    assert "demo-poste" in terms(statistician) and "demo-poste" not in terms(user("lectrice", "reader"))
    assert publish_figures(preparer=statistician, approver=administrator) == len(RELEASES) - 1
    assert [one.title for one in to_approve(administrator)] == [one.title for one in RELEASES if not one.is_signed]
    assert not to_approve(statistician), "who prepared it does not sign it"
    assert publish_figures(preparer=statistician, approver=administrator) == 0
    client.force_login(statistician)
    _sees_two_at_one_point_and_one_that_was_closed(client)
    assert "flux-" in (desk := client.get("/").content.decode()) and "gare-routiere-" in desk
    client.force_login(administrator)
    assert RELEASES[-1].title in client.get("/").content.decode()
    client.logout()
    hidden = {one.title for one in Release.objects.filter(form="table") if any(
        cell.status is Status.SUPPRESSED for cell in table_of(one).cells)}
    assert hidden == {"Passages observés, par mois et par nationalité"}
    assert Release.objects.get(form="records").report["removed"] < 50
    assert client.get(reverse("portal:catalogue")).status_code == 200, "some periods are hidden"
    for release in public():
        assert client.get(reverse("portal:release", args=[release.code, release.version])).status_code == 200
