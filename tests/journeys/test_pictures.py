"""The pictures of the guide and of the README, taken of the demonstration: ``CANEVAS_PICTURES=1`` renews them."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Page

from canevas.commons.access.operations import create_user, system_user
from canevas.governance.concertation.models import ActionPoint, Intake, Session
from tests.journeys.conftest import Open

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "images"
WIDTH, HEIGHT = 1200, 800


def addresses() -> dict[str, str]:
    """Name of the picture, and what it shows."""
    action = ActionPoint.objects.filter(source__isnull=False, deadline_date__isnull=False).exclude(passages=[]).first()
    passage = action.passages[0]
    return {
        "bureau": "/", "depot": "/concertation/intake/",
        "relecture": Intake.objects.filter(state=Intake.State.TO_REVIEW).first().get_absolute_url(),
        "reunions": "/concertation/sessions/", "reunion": Session.objects.order_by("-date")[0].get_absolute_url(),
        "actions": "/concertation/actions/?state=late", "recommandations": "/recommendations/",
        "organisations": "/directory/organisations/", "territoires": "/directory/territories/", "politique": "/policy/",
        "recherche": "/search/?q=convois",
        "source": f"/files/{action.source.uid}/source/?node={passage['node']}#passage",
    }


def take(page: Page, name: str, url: str) -> None:
    page.goto(url)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / f"{name}.png")


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CANEVAS_PICTURES"), reason="Sans objet : les images ne se refont que sur demande "
                    "(CANEVAS_PICTURES=1).")
def test_take_the_pictures(live_server: object, open_page: Open) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with override_settings(CANEVAS_DEMO=True):
        call_command("demo_data")
        secretary = create_user(by=system_user(), username="secretariat", role="secretariat", first_name="Aïchatou")
        page = open_page(None, width=WIDTH, height=HEIGHT)
        take(page, "connexion", "/access/sign-in/")
        page = open_page(secretary, width=WIDTH, height=HEIGHT)
        for name, url in addresses().items():
            take(page, name, url)
        page = open_page(secretary, width=360, height=740)
        take(page, "telephone", "/")
