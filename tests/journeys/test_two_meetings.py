"""Two meetings of one group, through the pages as its secretary clicks them: minutes typed and circulated, adopted with
a reservation at the next meeting, corrected and final; an action that comes back and is reported done."""
from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

from django.utils import timezone
from playwright.sync_api import Page

from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import ActionPoint, Body, Session
from canevas.governance.concertation.operations.membership import add_member
from canevas.governance.concertation.rules.agenda_plan import said_day
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.writing import editor, ready, type_in, wait_state

GROUP = "GTM-ZINDER"
SAID = "Quarante familles sont arrivées au site."
TO_DO = "Recenser les familles arrivées"


def plan(page: Page, day: date) -> str:
    """Plan a meeting of the group; the address of its sheet."""
    page.goto("/concertation/sessions/plan/")
    page.locator("[name=body]").select_option(GROUP)
    page.locator("[name=date]").fill(day.isoformat())
    page.locator("[name=place]").fill("Salle de la mairie")
    page.get_by_role("button", name="Prévoir la réunion").click()
    page.wait_for_url("**/agenda/")
    return page.url.removesuffix("agenda/")


def convene(page: Page, sheet: str) -> None:
    page.goto(sheet)
    page.get_by_role("link", name="Convoquer", exact=True).click()
    page.locator("button[name=act][value=make]").click()
    page.wait_for_load_state()
    assert now(page, sheet) == "convoquée"


def hold(page: Page, sheet: str) -> None:
    page.goto(sheet)
    page.get_by_role("button", name="La réunion s’est tenue").click()
    page.wait_for_load_state()
    assert now(page, sheet) == "tenue"


def now(page: Page, sheet: str) -> str:
    """Where the meeting stands, in the words of its sheet."""
    page.goto(sheet)
    return page.locator("#life [aria-current=step] .step-word").inner_text().lower()


def came_out(page: Page, number: int, heading: str, text: str, **more: str) -> None:
    """Enter what came out of an item, in the form under its text."""
    item = page.locator(".writing-item").nth(number - 1)
    item.locator("summary").filter(has_text=heading).click()
    form = item.locator("details[open] form")
    form.locator("[name=text]").fill(text)
    for name, value in more.items():
        form.locator(f"[name={name}]").fill(value)
    form.get_by_role("button", name="Ajouter").click()
    item.get_by_text(text).first.wait_for()


def circulate(page: Page, sheet: str) -> None:
    page.goto(f"{sheet}circulate/")
    page.locator(".checks").wait_for()
    page.get_by_role("button", name="Diffuser le compte rendu").click()
    page.wait_for_load_state()


def test_a_cycle_of_two_meetings(house: House, open_page: Open) -> None:
    today = timezone.localdate()
    first_day = today - timedelta(days=21)
    group = Body.objects.get(code=GROUP)
    assert not Session.objects.filter(body=group).exists()
    for role, organisation in zip(("chair", "member"), Organisation.objects.order_by("code"), strict=False):
        add_member(by=house.secretary, body=group, organisation=organisation, role=role)
    page = open_page(house.secretary)

    first = plan(page, first_day)
    page.locator("[name=title]").last.fill("Situation du site")
    page.get_by_role("button", name="Ajouter").last.click()
    page.locator(".agenda-items .item-title", has_text="Situation du site").wait_for()
    titles = page.locator(".agenda-items .item-title").all_inner_texts()
    assert not titles[0].startswith("Adoption")  # there is nothing to adopt yet
    number = titles.index("Situation du site") + 1
    convene(page, first)
    hold(page, first)

    page.goto(f"{first}writing/")
    ready(page)
    type_in(page, SAID, number)
    wait_state(page, "saved", number)
    came_out(page, number, "Ajouter une action", TO_DO, more="Mairie de Zinder", deadline="le plus tôt possible")
    came_out(page, number, "Ajouter une décision", "Le site reste ouvert")
    circulate(page, first)

    second = plan(page, today)
    titles = page.locator(".agenda-items .item-title").all_inner_texts()
    assert said_day(first_day) in titles[0]
    page.goto(f"{second}review/")
    assert page.locator(".review-line .owed-text").all_inner_texts() == [TO_DO]
    convene(page, second)
    hold(page, second)

    adopt_with_a_reservation(page, first)
    integrate(page, first, number)
    certificate(page, first, first_day, today)
    report_done(page)


def adopt_with_a_reservation(page: Page, sheet: str) -> None:
    page.goto(f"{sheet}reserve/?back=adopt")
    page.locator("[name=who]").fill("Le maire")
    page.locator("[name=text]").fill("Dire que le chiffre est provisoire.")
    page.locator(".passage-list label").filter(has_text=SAID).locator("input").check()
    page.get_by_role("button", name="Noter la réserve").click()
    page.goto(f"{sheet}adopt/")
    page.locator("[name=how][value=reserved]").check()
    if not page.locator("[name=maintained]").is_checked():
        page.locator("[name=maintained]").check()
    page.get_by_role("button", name="Noter l’adoption").click()
    page.wait_for_load_state()
    assert now(page, sheet) == "adopté sous réserve"


def integrate(page: Page, sheet: str, number: int) -> None:
    """Correct the passage, keep the text as a version, and say that it did it: the minutes are final."""
    page.goto(f"{sheet}writing/")
    ready(page)
    assert SAID in editor(page, number).inner_text()
    type_in(page, " Chiffre provisoire.", number)
    wait_state(page, "saved", number)
    page.goto(f"{sheet}reservations/")
    page.get_by_role("button", name="Garder le texte actuel comme version").click()
    page.get_by_role("button", name="Intégrée", exact=True).click()
    page.get_by_text("Intégrée dans la version 2").wait_for()
    assert now(page, sheet) == "compte rendu définitif"


def certificate(page: Page, sheet: str, first_day: date, adopted_on: date) -> None:
    """The certificate prints the day of the meeting and that of the adoption."""
    answer = page.context.request.get(f"{sheet}attestation.docx")
    assert answer.ok
    with zipfile.ZipFile(io.BytesIO(answer.body())) as packed:
        text = packed.read("word/document.xml").decode()
    assert str(first_day.year) in text
    for day in (first_day, adopted_on):
        assert " ".join(said_day(day).split()[1:]) in text
    printed = page.context.request.get(f"{sheet}attestation.pdf")
    assert printed.ok
    assert printed.body().startswith(b"%PDF")


def report_done(page: Page) -> None:
    action = ActionPoint.objects.get(text=TO_DO)
    page.goto(action.get_absolute_url())
    form = page.locator("form").filter(has=page.locator("[name=status]"))
    form.locator("[name=status][value=done]").check()
    form.locator("summary").first.click()
    form.locator("[name=evidence_url]").fill("https://example.org/liste-des-familles")
    form.locator("button:not([type=button])").last.click()
    page.locator("a[href='https://example.org/liste-des-familles']").first.wait_for()
    action.refresh_from_db()
    assert action.status == "done"
