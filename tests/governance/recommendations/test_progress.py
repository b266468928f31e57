"""Reports with their evidence, milestones, indicators: who may write them, what they say, whom the desk asks."""
from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.audit.sentences import told
from canevas.commons.directory.models import Organisation
from canevas.commons.files.models import StoredFile
from canevas.governance.recommendations.models import Recommendation, Responsibility
from canevas.governance.recommendations.operations.implementation import (
    EvidenceFile,
    reach_milestone,
    record_value,
    remove_milestone,
    report_recommendation,
    set_milestone,
    set_target,
)
from canevas.governance.recommendations.queries.implementation import awaited_reports, progress_of
from canevas.governance.recommendations.rules.implementation import ReportRefused
from tests.factories.minutes import user
from tests.governance.recommendations.lineage_house import regional

pytestmark = pytest.mark.django_db
PAGE = "recommendations:recommendation-progress"


@pytest.fixture
def wells() -> Recommendation:
    """OIM answers for it."""
    made = regional(user(), "CRCM-TAHOUA", "Forer dix puits")
    for code in ("OIM", "HCR"):
        Organisation.objects.create(code=code, name=f"Structure {code}", acronym=code, kind="un")
    Responsibility.objects.create(
        recommendation=made, verbatim="O.I.M", organisation=Organisation.objects.get(code="OIM"))
    return made


def focal(code: str) -> User:
    return user(f"point-{code}", "focal_point", Scope(ScopeKind.ORGANISATION, code))


def test_a_focal_point_reports_in_the_name_of_its_organisation(wells: Recommendation) -> None:
    made = report_recommendation(by=focal("OIM"), recommendation=wells, status="in_progress", percent=30,
                                 text="Trois puits", link="exemple.org", file=EvidenceFile("photo.txt", b"Trois puits"))
    wells.refresh_from_db()
    assert (wells.status, made.percent, made.organisation.code, made.day) == (
        "in_progress", 30, "OIM", timezone.localdate())
    assert [(one.link, str(one.file or "")) for one in made.evidence.all()] == [
        ("", "photo.txt"), ("https://exemple.org", "")]
    (entry,) = [one for one in told(story_of(wells)) if "rendu compte" in one.sentence]
    assert "30" in entry.sentence and "photo.txt" in entry.sentence and "Structure OIM" in entry.sentence


def test_who_does_not_answer_for_it_does_not_report(wells: Recommendation) -> None:
    for nobody in (focal("HCR"), user("lectrice", "reader")):
        with pytest.raises(PermissionDenied):
            report_recommendation(by=nobody, recommendation=wells, status="done")
    with pytest.raises(ReportRefused):
        report_recommendation(by=focal("OIM"), recommendation=wells, status="abandoned")
    with pytest.raises(ReportRefused):
        report_recommendation(by=user(), recommendation=wells, text="Fait",
                              day=timezone.localdate() + timedelta(days=1))
    with pytest.raises(PermissionDenied):
        set_milestone(by=focal("OIM"), recommendation=wells, label="Étude")
    assert not wells.reports.exists() and not wells.milestones.exists()


def test_who_answers_for_it_abandons_it_in_no_way(wells: Recommendation, client: Client) -> None:
    client.force_login(focal("OIM"))
    status = reverse("recommendations:recommendation-status", args=[wells.uid])
    assert client.post(status, {"status": "abandoned"}).status_code == 422
    assert client.post(status, {"status": "in_progress"}).status_code == 302
    wells.refresh_from_db()
    assert wells.status == "in_progress"
    client.force_login(user())
    client.post(status, {"status": "abandoned"})
    client.force_login(focal("OIM"))
    assert client.post(reverse(PAGE, args=[wells.uid]), {"act": "report", "status": "done"}).status_code == 422
    assert client.post(status, {"status": "done"}).status_code == 422


def test_milestones_and_indicators_say_how_far_it_is(wells: Recommendation) -> None:
    today = timezone.localdate()
    step = set_milestone(by=user(), recommendation=wells, label="Étude", due=today - timedelta(days=5))
    assert progress_of(wells).late.what == "Étude" and progress_of(wells).late.days == 5
    reach_milestone(by=focal("OIM"), recommendation=wells, milestone=step, reached=today)
    assert progress_of(wells).late is None
    counted = set_target(by=user(), recommendation=wells, indicator="Puits forés", unit="puits", aim=Decimal(10))
    record_value(by=focal("OIM"), recommendation=wells, target=counted, value=Decimal("2.5"))
    assert progress_of(wells).targets[0].share == pytest.approx(.25)
    other = regional(user(), "CRCM-DIFFA", "Autre")
    with pytest.raises(Exception, match=r"\w"):
        remove_milestone(by=user(), recommendation=other, milestone=step)
    said = " ".join(entry.sentence for entry in told(story_of(wells)))
    assert "Étude" in said and "2.5" in said and "%(" not in said


def test_the_desk_asks_the_focal_point_for_a_quarterly_report(wells: Recommendation, client: Client) -> None:
    point = focal("OIM")
    assert list(awaited_reports(point)) == [wells] and not awaited_reports(focal("HCR")) and not awaited_reports(user())
    client.force_login(point)
    assert reverse(PAGE, args=[wells.uid]) in client.get(reverse("desk:home")).content.decode()
    listed = client.get(reverse("recommendations:recommendations"), {"report": "awaited"}).content.decode()
    assert "Forer dix puits" in listed
    made = report_recommendation(by=point, recommendation=wells, text="Rien de neuf")
    assert not awaited_reports(point)
    made.day -= timedelta(days=91)
    made.save()
    assert list(awaited_reports(point)) == [wells]
    Recommendation.objects.filter(pk=wells.pk).update(status="done")
    assert not awaited_reports(point)


def test_the_page_takes_a_report_and_says_what_is_wrong(wells: Recommendation, client: Client) -> None:
    page = reverse(PAGE, args=[wells.uid])
    client.force_login(focal("OIM"))
    wrong = client.post(page, {"act": "report", "status": "open"})
    assert wrong.status_code == 422 and "notice-wrong" in wrong.content.decode()
    sent = client.post(page, {"act": "report", "status": "done", "text": "Fini", "percent": "100",
                              "label": "Procès-verbal",
                              "file": SimpleUploadedFile("pv.txt", "Signé à Tahoua".encode())})
    assert sent.status_code == 302
    said = unescape(client.get(page).content.decode())
    assert "Procès-verbal" in said and "100" in said and "Fini" in said
    assert client.get(reverse("files:download", args=[StoredFile.objects.get(name="pv.txt").uid])).status_code == 200
    assert client.post(page, {"act": "milestone", "milestone-label": "Étude"}).status_code == 403
    assert client.post(page, {"act": "nonsense"}).status_code == 403
    client.force_login(focal("HCR"))
    assert client.get(page).status_code == 404
    assert client.get(reverse("files:download", args=[StoredFile.objects.get(name="pv.txt").uid])).status_code == 404


def test_the_secretariat_plans_on_the_page(wells: Recommendation, client: Client) -> None:
    page = reverse(PAGE, args=[wells.uid])
    client.force_login(user())
    client.post(page, {"act": "milestone", "milestone-label": "Étude", "milestone-due": "2026-01-31"})
    client.post(page, {"act": "target", "target-indicator": "Puits", "target-aim": "10,5", "target-baseline": ""})
    step, counted = wells.milestones.get(), wells.targets.get()
    assert (step.due, counted.target) == (date(2026, 1, 31), Decimal("10.5"))
    client.post(page, {"act": "value", "target": counted.uid, "value": "4,2"})
    client.post(page, {"act": "reach", "milestone": step.uid, "reached": "2026-02-01"})
    said = unescape(client.get(page).content.decode())
    assert "4,2" in said and "10,5" in said and "40 %" in said.replace("\u00a0", " ")
    assert client.post(page, {"act": "value", "target": counted.uid, "value": "beaucoup"}).status_code == 422
    client.post(page, {"act": "remove-target", "target": counted.uid})
    client.post(page, {"act": "remove-milestone", "milestone": step.uid})
    assert not wells.milestones.exists() and not wells.targets.exists()
    reader = user("lectrice", "reader")
    client.force_login(reader)
    assert client.get(page).status_code == 200
    assert client.post(page, {"act": "report", "status": "done"}).status_code == 403
