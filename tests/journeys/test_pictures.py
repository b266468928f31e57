"""The pictures of the guide that show a register with something in it, taken of the demonstration.

``CANEVAS_PICTURES=1`` renews them; those of the main journey are taken on its way (``test_from_drop_to_export``).
"""
from __future__ import annotations

import os

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page

from canevas.commons.access.operations import create_user, system_user
from canevas.commons.access.queries import User
from canevas.commons.design.components import source_url
from canevas.evidence.observatory.models import Release
from canevas.governance.concertation.models import ActionPoint, Session
from tests.factories.country import load_country
from tests.journeys.conftest import Open
from tests.journeys.pictures import picture
from tests.journeys.writing import editor, open_writing

WIDTH, HEIGHT = 1200, 800


def addresses() -> dict[str, str]:
    """Name of the picture, and what it shows."""
    action = ActionPoint.objects.filter(source__isnull=False, deadline_date__isnull=False).exclude(passages=[]).first()
    return {
        "bureau": "/", "reunions": "/concertation/sessions/", "actions": "/concertation/actions/",
        "recommandations": "/recommendations/", "recherche": "/search/?q=frontiere",
        "source": source_url(action.source, action.passages),
    }


def chapters() -> dict[str, str]:
    """The same for the chapters of the guide, with what the demonstration has: a meeting to prepare, one adopted with
    reservations, an organisation that owes."""
    planned = Session.objects.filter(state="planned").order_by("-date").first()
    reserved = Session.objects.filter(state="adopted-reserved").order_by("-date").first()
    return {
        "ma-structure": reverse("concertation:owed-by", args=["OIM"]),
        "reserves": reverse("concertation:session-reservations", args=[reserved.uid]),
        "jetons": reverse("api:tokens"),
        "securite": reverse("access:security"),
        "rappels": reverse("concertation:reminders"),
        "instance": planned.body.get_absolute_url(),
        "preparer": planned.get_absolute_url(),
        "ordre-du-jour": reverse("concertation:session-agenda", args=[planned.uid]),
    }


def administration() -> dict[str, str]:
    """Pages that are shown to an administrator."""
    return {"compte": reverse("accounts:account", args=[User.objects.get(username="secretariat").pk]),
            "journal": reverse("journal:journal")}


def telephone() -> dict[str, str]:
    """Pages that are used on a telephone."""
    planned = Session.objects.filter(state="planned").order_by("-date").first()
    return {"telephone": "/", "presences": reverse("concertation:session-attendance", args=[planned.uid])}


def typed(page: Page) -> None:
    """Minutes being typed."""
    planned = Session.objects.filter(state="planned").order_by("-date").first()
    open_writing(page, reverse("concertation:session-writing", args=[planned.uid]))
    editor(page, 3).click()
    keys = page.keyboard
    keys.type("Le comité d’accueil est installé ; le gouvernorat en assure la présidence.")
    keys.press("Enter")
    keys.type("- la mairie prête une salle")
    keys.press("Enter")
    keys.type("le service social tient une permanence chaque mardi")
    page.locator(".writing-item").nth(2).locator("[data-writing=state][data-state=saved]").wait_for()


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CANEVAS_PICTURES"),
                    reason="Sans objet : les images ne se refont que sur demande (CANEVAS_PICTURES=1).")
def test_take_the_pictures(live_server: object, open_page: Open) -> None:
    with override_settings(CANEVAS_DEMO=True):
        load_country(system_user())
        call_command("demo_data")
        call_command("reindex")  # the reference was copied in without its index of words
        secretary = create_user(by=system_user(), username="secretariat", role="secretariat", first_name="Aïchatou")
        administrator = create_user(by=system_user(), username="admin", role="administrator", first_name="Oumarou")
        page = open_page(None, width=WIDTH, height=HEIGHT)
        page.goto("/access/sign-in/")
        picture(page, "connexion")
        page = open_page(secretary, width=WIDTH, height=HEIGHT)
        take(page, addresses() | chapters())
        typed(page)
        picture(page, "rediger")
        take(open_page(administrator, width=WIDTH, height=HEIGHT), administration())
        take(open_page(secretary, width=360, height=740), telephone())
        release = Release.objects.get(code="FLOW_PERIOD_NATIONALITY")
        take(open_page(release.prepared_by, width=WIDTH, height=HEIGHT), {"publication": release.get_absolute_url()})
        take(open_page(None, width=WIDTH, height=HEIGHT), {
            "portail": reverse("portal:newest-release", args=[release.code])})


def take(page: Page, shown: dict[str, str]) -> None:
    for name, url in shown.items():
        answer = page.goto(url)
        assert answer is not None and answer.status == 200, url
        picture(page, name)
