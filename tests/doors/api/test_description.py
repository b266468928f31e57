"""The interface against its own description: whatever a program sends, the answer is one that was described, and never
a fault of ours."""
from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from canevas.commons.access.rules import EVERYTHING, Scope, ScopeKind
from canevas.doors.api.views.service import api
from canevas.governance.concertation.models import ActionPoint, AgendaItem, Body, Intake, Session
from canevas.governance.recommendations.models import Recommendation
from canevas.project.wsgi import application
from tests.doors.api.conftest import secret_of
from tests.factories.minutes import user
from tests.factories.releases import release
from tests.journeys.house import House

EXAMPLES = int(os.environ.get("CANEVAS_API_EXAMPLES", "8"))
"""Of each operation and each mode; more for a long look."""
ASKERS = (("reader", EVERYTHING), ("rapporteur", Scope(ScopeKind.REGION, "NE005")), ("administrator", EVERYTHING))
"""The one who may do least asks first: what others change is still as it was."""
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_description_stands() -> None:
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    assert schema["openapi"].startswith("3.1") and len(schema["paths"]) > 30
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            is_public = path.startswith("/api/v1/public/") and method == "get"
            assert operation["summary"] and (is_public or operation["security"]), (method, path)
            problems = {str(status) for status, answer in operation["responses"].items()
                        if "application/problem+json" in answer.get("content", {})}
            assert {"401", "403", "404", "422", "429"} <= problems, (method, path)


def _known() -> dict[str, list[str]]:
    """Ids that lead somewhere, by the address that takes them."""
    return {
        "sessions": [str(one) for one in Session.objects.values_list("uid", flat=True)],
        "items": [str(one) for one in AgendaItem.objects.values_list("uid", flat=True)],
        "actions": [str(one) for one in ActionPoint.objects.values_list("uid", flat=True)],
        "recommendations": [str(one) for one in Recommendation.objects.values_list("uid", flat=True)],
        "intakes": [str(one) for one in Intake.objects.values_list("uid", flat=True)],
        "bodies": list(Body.objects.values_list("code", flat=True)[:5])}


def _aim(case: Any, known: dict[str, list[str]], place: int) -> None:
    """Half of the cases ask for something that is there: an invented id would only ever find nothing."""
    ids = known.get(case.operation.path.strip("/").split("/")[2] if case.operation.path.startswith("/api/v1/")
                    else case.operation.path.strip("/").split("/")[0], [])
    if ids and place % 2:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = ids[place % len(ids)]
    if place % 2 and "indicator" in (case.query or {}):
        case.query["indicator"] = ("FLOW", "STOCK", "EXPULSIONS")[place // 2 % 3]


def test_every_answer_is_described(house: House) -> None:
    """Each case is asked by every asker: to think of one takes longer than to answer it."""
    secrets = {role: secret_of(user(f"essai-{role}", role, scope), may_write=True) for role, scope in ASKERS}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    known = _known() | {"public": [release(user()).code]}
    asked: dict[str, int] = {}
    faults: list[str] = []
    alone: set[str] = set()  # what can be asked in one way only
    for result in schema.get_all_operations():
        operation = result.ok()
        if not (operation.path_parameters or operation.query or operation.body):
            alone.add(operation.label)
        try:
            _try_operation(operation, secrets, known, asked)
        except BaseExceptionGroup as found:
            asker = " ".join(getattr(found, "__notes__", []))
            faults += [f"{operation.label} {asker}: {one}" for one in found.exceptions]
    assert not faults, "\n\n".join(faults)
    assert len(asked) > 35
    assert all(count >= EXAMPLES // 3 for label, count in asked.items() if label not in alone), asked


def _try_operation(operation: Any, secrets: dict[str, str], known: dict[str, list[str]], asked: dict[str, int]) -> None:
    """Values as described, then values that are not."""
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        if mode is GenerationMode.NEGATIVE and not (operation.query or operation.body):
            continue  # nothing can be wrong in an address alone

        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def attempt(case: Any) -> None:
            asked[operation.label] = asked.get(operation.label, 0) + 1
            _aim(case, known, asked[operation.label])
            for role, secret in secrets.items():
                try:
                    case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)
                except BaseExceptionGroup as fault:
                    fault.add_note(f"asked by {role}")
                    raise

        attempt()
