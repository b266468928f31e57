"""Lineage and reports of recommendations for programs: the same as the pages, of what their owner sees."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.governance.recommendations.models import ProgressReport, Responsibility
from canevas.governance.syntheses.operations.opening import reopen_synthesis
from tests.doors.api.conftest import Program
from tests.factories.minutes import user
from tests.governance.recommendations.lineage_house import country, freeze

pytestmark = pytest.mark.django_db
Made = Callable[..., Program]


def test_the_lineage_is_that_of_the_reader(program: Made) -> None:
    made = country(user())
    path = f"recommendations/{made.wells.uid}/lineage"
    freeze(user(), made.synthesis)
    reopen_synthesis(by=user(), synthesis=made.synthesis, reason="Reprise")
    whole = program("secretariat").get(path).json()
    assert {one["text"] for one in whole["lines"]} == {"Forer dix puits", "Organiser deux ateliers"}
    (step,) = whole["steps"]
    assert (step["kind"], step["source"], step["target"], step["words"]) == (
        "derived", str(made.wells.uid), made.line.uid, ["puits"])
    (line,) = [one for one in whole["lines"] if one["uid"] == made.line.uid]
    assert line["status"] == "" and [one["stage"] for one in line["stages"]] == ["preparatory"]
    alone = program("reader", Scope(ScopeKind.BODY, "CRCM-TAHOUA"), "tahoua").get(path).json()
    assert [one["text"] for one in alone["lines"]] == ["Forer dix puits"] and alone["steps"] == []
    other = program("reader", Scope(ScopeKind.BODY, "CRCM-AGADEZ"), "agadez").get(path)
    assert other.status_code == 404


def test_reports_are_read_and_written(program: Made) -> None:
    made = country(user())
    Responsibility.objects.create(recommendation=made.wells, verbatim="OIM", organisation=Organisation.objects.create(
        code="OIM", name="OIM", acronym="OIM", kind="un"))
    path = f"recommendations/{made.wells.uid}/reports"
    point = program("focal_point", Scope(ScopeKind.ORGANISATION, "OIM"), "oim")
    sent = point.send("post", path, {"status": "in_progress", "percent": 40, "text": "Quatre puits",
                                     "link": "https://exemple.org/puits", "day": "2025-06-01"})
    assert sent.status_code == 201, sent.content
    assert sent.json()["organisation"]["code"] == "OIM" and sent.json()["evidence"][0]["link"].endswith("/puits")
    told = program("reader", name="lectrice").get(path).json()
    assert (told["status"], told["percent"], told["reports"][0]["day"]) == ("in_progress", 40, "2025-06-01")
    for wrong, status in (({"percent": 140}, 422), ({}, 422), ({"status": "abandoned"}, 422),
                          ({"link": "ftp://x"}, 422), ({"day": "2999-01-01", "text": "x"}, 422)):
        assert point.send("post", path, wrong).status_code == status, wrong
    assert program("reader", name="lectrice").send("post", path, {"text": "x"}).status_code == 403
    assert program("focal_point", Scope(ScopeKind.ORGANISATION, "HCR"), "hcr").send(
        "post", path, {"text": "x"}).status_code == 404
    assert ProgressReport.objects.count() == 1
