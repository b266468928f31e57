"""Published figures for programs, without a token; one's own figures with one."""
from __future__ import annotations

import pytest
from django.test import Client

from canevas.evidence.observatory.models import Release
from tests.factories.minutes import user
from tests.factories.releases import release

pytestmark = pytest.mark.django_db


def test_only_what_is_published_is_told(client: Client) -> None:
    release(user())
    release(user(), code="AUTRE", state="protected", published_at=None)
    listed = client.get("/api/v1/public/releases").json()
    assert [one["code"] for one in listed] == ["FLUX"]
    cells = client.get("/api/v1/public/releases/FLUX").json()["cells"]
    assert cells[:2] == [{"key": ["NE001"], "value": 120.0, "status": "A"},
                         {"key": ["NE005"], "value": None, "status": "Q"}]
    assert client.get("/api/v1/public/releases/AUTRE").status_code == 404
    Release.objects.update(state="withdrawn")
    assert client.get("/api/v1/public/releases").json() == []


def test_other_figures_ask_for_a_token(client: Client) -> None:
    assert client.get("/api/v1/figures?indicator=FLOW").status_code == 401
