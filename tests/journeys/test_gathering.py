"""Two regions feed a synthesis: opened, gathered, and treated by keyboard, group after group."""
from __future__ import annotations

from datetime import date

from playwright.sync_api import Page

from canevas.governance.recommendations.models import LineageEdge
from canevas.governance.syntheses.models import GatheredGroup, GroupState, Synthesis
from canevas.governance.syntheses.queries.gathering import open_table
from tests.governance.syntheses.regions import BORDER, WELLS, national, recommended
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.journeys.test_every_page import BEYOND, barriers
from tests.journeys.waiting import becomes

GUIDE = "Publier un guide de la diaspora"
GUARDS = "Doter de matériel biométrique les postes frontaliers"


def strategies(synthesis: Synthesis) -> list[str]:
    return [line.text for section in open_table(synthesis)[1].sections for _block, row in section.rows
            for line in row.strategies]


def state_of(synthesis: Synthesis, text: str) -> str:
    return GatheredGroup.objects.filter(
        synthesis=synthesis, members__recommendation__text=text).distinct().get().state


def opened(page: Page) -> Synthesis:
    """A synthesis of the national framework, opened as a person does; the day of the last table is proposed."""
    page.goto("/syntheses/new/")
    page.get_by_label("Instance qui adoptera le tableau").select_option("CCM")
    page.get_by_role("button", name="Continuer").click()
    assert page.get_by_label("Rassembler ce qui a été recommandé depuis le").input_value() == "2025-07-28"
    page.get_by_label("Titre").fill("Synthèse des deux régions")
    page.get_by_role("button", name="Ouvrir la synthèse").click()
    page.get_by_role("button", name="Rassembler", exact=True).click()
    page.get_by_text("4 recommandations sont entrées, en 3 nouveaux regroupements.").wait_for()
    return Synthesis.objects.get(title="Synthèse des deux régions")


def test_two_regions_become_lines_of_the_table_by_keyboard(
    house: House, open_page: Open, complaints: list[str],
) -> None:
    national("Créer un fonds de soutien", day=date(2025, 7, 28))
    recommended("Agadez", WELLS, BORDER)
    recommended("Diffa", GUARDS, GUIDE)
    page = open_page(house.secretary)
    synthesis = opened(page)
    assert barriers(page, complaints) == []
    picture(page, "synthese-rassembler")
    assert page.locator("#text").input_value() == WELLS
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Creuser des puits sur les sites d’accueil")
    page.keyboard.press("Escape")
    page.locator("#challenge").fill("Accueillir dignement")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_text("Mis au tableau.").wait_for()
    assert strategies(synthesis) == ["Creuser des puits sur les sites d’accueil"]
    assert LineageEdge.objects.filter(kind="derived", before=WELLS).count() == 1

    page.get_by_role("heading", name="2 recommandations").wait_for()
    page.keyboard.press("1")
    page.keyboard.press("s")
    page.get_by_text("Un regroupement à part a été fait").wait_for()
    page.keyboard.press("j")
    becomes(lambda: page.locator("#text").input_value(), GUIDE)
    page.keyboard.press("d")
    page.keyboard.type("Relève de la région")
    page.keyboard.press("Enter")
    page.get_by_text("Écarté, avec sa raison.").wait_for()
    assert state_of(synthesis, GUIDE) == GroupState.LEFT_OUT
    page.get_by_role("link", name="Laissé de côté").click()
    page.get_by_text("Relève de la région").wait_for()
    page.get_by_role("button", name="Remettre à traiter").click()
    page.get_by_text("À traiter de nouveau.").wait_for()
    assert state_of(synthesis, GUIDE) == GroupState.PROPOSED


def test_the_workbench_is_open_to_all_on_a_phone_and_in_the_dark(
    house: House, open_page: Open, complaints: list[str],
) -> None:
    national(WELLS, day=date(2025, 7, 28))
    recommended("Agadez", WELLS, BORDER)
    recommended("Diffa", GUARDS, GUIDE)
    page = open_page(house.secretary, width=360, height=800)
    synthesis = opened(page)
    for state in GroupState.values:
        page.goto(f"/syntheses/{synthesis.uid}/gathering/?state={state}")
        for closed in page.locator("main details > summary").all():
            closed.click()
        assert barriers(page, complaints) == []
        assert page.evaluate(BEYOND) == []
    dark = open_page(house.secretary, width=1280, height=800, scheme="dark")
    dark.goto(f"/syntheses/{synthesis.uid}/gathering/")
    assert barriers(dark, complaints, "color-contrast") == []
    dark.goto("/syntheses/new/")
    assert barriers(dark, complaints) == []
