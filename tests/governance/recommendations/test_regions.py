"""What is recommended to all regions is owed by each: its organisations report its part, and nothing of the whole."""
from __future__ import annotations

from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.audit.sentences import told
from canevas.commons.directory.models import Organisation, Territory
from canevas.governance.recommendations.models import Recommendation, Responsibility
from canevas.governance.recommendations.operations import change_recommendation_status
from canevas.governance.recommendations.operations.implementation import (
    reach_milestone,
    report_recommendation,
    set_milestone,
)
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.queries.implementation import awaited_reports, progress_of
from canevas.governance.recommendations.rules.implementation import ReportRefused
from canevas.governance.recommendations.rules.regional import part_of, share, whole_after
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.recommendations.lineage_house import regional

pytestmark = pytest.mark.django_db
PAGE = "recommendations:recommendation-progress"


@pytest.fixture
def shared(db: None) -> Recommendation:
    """Recommended to all regions; Agadez and Diffa have an organisation of their own."""
    load_country(user("reference", "administrator"))
    made = regional(user(), "CCM", "Tenir un registre des retours")
    Responsibility.objects.create(recommendation=made, verbatim="Toutes les régions", quantifier="*")
    for name in ("Agadez", "Diffa"):
        Organisation.objects.create(code=f"DR-{name}", name=f"Direction régionale de {name}", kind="state",
                                    region=region(name))
    Organisation.objects.create(code="NATIONALE", name="Direction nationale", kind="state")
    return made


def region(name: str) -> Territory:
    return Territory.objects.get(level=1, name=name)


def focal(code: str) -> User:
    return user(f"point-{code}", "focal_point", Scope(ScopeKind.ORGANISATION, code))


def test_rules_of_a_part() -> None:
    assert [part_of("open", ""), part_of("in_progress", ""), part_of("in_progress", "done")] == ["open", "open", "done"]
    assert [part_of("done", ""), part_of("abandoned", "done")] == ["done", "abandoned"]
    assert [whole_after("open", "done"), whole_after("open", "open"), whole_after("done", "open")] == [
        "in_progress", "open", "done"]
    assert (share(5, 8), share(0, 0)) == (62, None)


def test_the_organisation_of_a_region_reports_its_part_and_not_the_whole(shared: Recommendation) -> None:
    agadez = focal("DR-Agadez")
    assert list(visible.recommendations(agadez)) == [shared] and list(awaited_reports(agadez)) == [shared]
    made = report_recommendation(by=agadez, recommendation=shared, status="done", percent=100, text="Registre tenu")
    shared.refresh_from_db()
    assert (made.region.name, made.organisation.code, made.status, shared.status) == (
        "Agadez", "DR-Agadez", "done", "in_progress")
    found = progress_of(shared)
    assert {one.region.name: one.status for one in found.parts}["Agadez"] == "done"
    assert {one.status for one in found.parts if one.region.name != "Agadez"} == {"open"}
    assert (found.regions_reported, found.regions_share, found.percent) == (1, 12, None)
    assert not awaited_reports(agadez).exists() and list(awaited_reports(focal("DR-Diffa"))) == [shared]
    (entry,) = [one for one in told(story_of(shared)) if "Agadez" in one.sentence]
    assert "Direction régionale" in entry.sentence


def test_nobody_speaks_for_another_region_nor_a_region_for_the_whole(shared: Recommendation) -> None:
    with pytest.raises(PermissionDenied):
        report_recommendation(by=focal("DR-Agadez"), recommendation=shared, status="done", region=region("Diffa"))
    with pytest.raises(PermissionDenied):
        report_recommendation(by=focal("NATIONALE"), recommendation=shared, status="done")
    with pytest.raises(PermissionDenied):
        change_recommendation_status(by=focal("DR-Agadez"), recommendation=shared, status="done")
    step = set_milestone(by=user(), recommendation=shared, label="Cahier distribué", due=date(2026, 1, 5))
    with pytest.raises(PermissionDenied):
        reach_milestone(by=focal("DR-Agadez"), recommendation=shared, milestone=step, reached=date(2026, 1, 2))
    assert not visible.recommendations(focal("NATIONALE")).exists()


def test_what_is_not_for_all_regions_is_of_no_region(shared: Recommendation) -> None:
    Responsibility.objects.update(quantifier="")
    assert not visible.recommendations(focal("DR-Agadez")).exists() and progress_of(shared).parts == []


def test_the_secretariat_writes_a_part_down_and_settles_the_whole(shared: Recommendation) -> None:
    report_recommendation(by=user(), recommendation=shared, status="in_progress", region=region("Zinder"))
    shared.refresh_from_db()
    assert shared.status == "in_progress" and progress_of(shared).regions_reported == 1
    report_recommendation(by=user(), recommendation=shared, status="abandoned")
    shared.refresh_from_db()
    assert {one.status for one in progress_of(shared).parts} == {"abandoned"}
    with pytest.raises(ReportRefused):
        report_recommendation(by=focal("DR-Diffa"), recommendation=shared, status="done")


def test_the_page_asks_a_region_for_its_part(shared: Recommendation, client: Client) -> None:
    client.force_login(focal("DR-Agadez"))
    page = reverse(PAGE, args=[shared.uid])
    said = unescape(client.get(page).content.decode())
    assert "la part de la région Agadez" in said and "la part de la région Diffa" not in said
    assert ">l’ensemble<" not in said and "Ajouter un jalon" not in said
    code = region("Agadez").pcode
    assert client.post(page, {"act": "report", "status": "in_progress", "percent": "40", "region": code}
                       ).status_code == 302
    said = unescape(client.get(page).content.decode()).replace("\u00a0", " ")
    assert "1 région sur 8 a rendu compte (12 %)" in said and "40 %" in said
    assert client.post(page, {"act": "report", "status": "done", "region": region("Diffa").pcode}).status_code == 422
    client.force_login(user())
    assert ">l’ensemble<" in unescape(client.get(page).content.decode())


def test_the_late_tab_counts_a_milestone_that_was_missed(shared: Recommendation, client: Client) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    step = set_milestone(by=user(), recommendation=shared, label="Cahier distribué", due=yesterday)
    client.force_login(user())
    late = reverse("recommendations:recommendations") + "?state=late"
    assert "Tenir un registre" in (said := client.get(late).content.decode()) and "En retard" in said
    reach_milestone(by=user(), recommendation=shared, milestone=step, reached=yesterday)
    assert "Tenir un registre" not in client.get(late).content.decode()
