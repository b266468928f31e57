"""The pictures of the guide that show a register with something in it, taken of the demonstration.

``CANEVAS_PICTURES=1`` renews them; those of the main journey are taken on its way (``test_from_drop_to_export``).
"""
from __future__ import annotations

import os

import pytest
from django.core.management import call_command
from django.test import override_settings

from canevas.commons.access.operations import create_user, system_user
from canevas.commons.design.components import source_url
from canevas.governance.concertation.models import ActionPoint
from tests.factories.country import load_country
from tests.journeys.conftest import Open
from tests.journeys.pictures import picture

WIDTH, HEIGHT = 1200, 800


def addresses() -> dict[str, str]:
    """Name of the picture, and what it shows."""
    action = ActionPoint.objects.filter(source__isnull=False, deadline_date__isnull=False).exclude(passages=[]).first()
    return {
        "bureau": "/", "reunions": "/concertation/sessions/", "actions": "/concertation/actions/",
        "recommandations": "/recommendations/", "recherche": "/search/?q=frontiere",
        "source": source_url(action.source, action.passages),
    }


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CANEVAS_PICTURES"),
                    reason="Sans objet : les images ne se refont que sur demande (CANEVAS_PICTURES=1).")
def test_take_the_pictures(live_server: object, open_page: Open) -> None:
    with override_settings(CANEVAS_DEMO=True):
        load_country(system_user())
        call_command("demo_data")
        call_command("reindex")  # the reference was copied in without its index of words
        secretary = create_user(by=system_user(), username="secretariat", role="secretariat", first_name="Aïchatou")
        page = open_page(None, width=WIDTH, height=HEIGHT)
        page.goto("/access/sign-in/")
        picture(page, "connexion")
        page = open_page(secretary, width=WIDTH, height=HEIGHT)
        for name, url in addresses().items():
            assert page.goto(url).status == 200, url
            picture(page, name)
        page = open_page(secretary, width=360, height=740)
        page.goto("/")
        picture(page, "telephone")
