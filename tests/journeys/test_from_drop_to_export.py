"""The main job, as the secretary does it: a Word file is dropped, reviewed, confirmed, followed and given back."""
from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from canevas.governance.concertation.models import ActionPoint, Intake, Session
from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.reading import read_document
from canevas.tools.vocabulary import load_vocabulary
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.samples.measure import explain, measure, total

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SAMPLE = "gtm-agadez-2024-02-15"


def dropped(page: Page, file: Path) -> Intake:
    page.goto("/concertation/intake/")
    page.set_input_files("input[type=file]", file)
    picture(page, "depot")
    page.click("button[type=submit]")
    expect(page).not_to_have_url(re.compile(r"/concertation/intake/$"))
    return Intake.objects.get(name=file.name)


def settled(page: Page, intake: Intake) -> None:
    """Answer every doubt with what was understood, by the key that a secretary presses."""
    page.goto(f"/concertation/intake/{intake.uid}/")
    picture(page, "relecture")
    for _doubt in range(intake.lines.filter(state="doubtful").count()):
        with page.expect_response(lambda response: "/concertation/intake/" in response.url):
            page.keyboard.press("Enter")
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    page.click(".understood-head [value=confirm-intake]")
    expect(page.locator(".understood-head [value=confirm-intake]")).to_have_count(0)


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile(label)).first.click()
    return Path(waiting.value.path()).read_bytes()


def test_word_in_register_and_word_out(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    truth = json.loads((SAMPLES / f"{SAMPLE}.gold.json").read_text(encoding="utf-8"))
    intake = dropped(page, SAMPLES / f"{SAMPLE}.docx")
    settled(page, intake)

    session = Session.objects.get(date=truth["date"])
    assert session.actions.count() == sum(len(item["actions"]) for item in truth["items"])
    page.goto(f"/concertation/sessions/{session.uid}/")
    picture(page, "reunion")

    word = downloaded(page, "Word")
    again = to_json(read_minutes(read_document(word, "retour.docx"), load_vocabulary()))
    scores = measure(truth, again)
    assert total(scores) == 1, explain(scores)
    assert downloaded(page, "PDF").startswith(b"%PDF")

    page.goto("/concertation/intake/")
    page.set_input_files("input[type=file]", {"name": "retour.docx", "mimeType": "application/octet-stream",
                                              "buffer": word})
    page.click("button[type=submit]")
    expect(page).not_to_have_url(re.compile(r"/concertation/intake/$"))
    assert Intake.objects.get(name="retour.docx").state == Intake.State.UNCHANGED


def test_what_is_waited_for_is_found(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    settled(page, dropped(page, SAMPLES / f"{SAMPLE}.docx"))
    text = ActionPoint.objects.order_by("-pk").first().text
    word = max(re.findall(r"\w{5,}", text), key=len)
    page.goto(f"/search/?q={word.upper()}")
    expect(page.locator("main")).to_contain_text(word[:5], ignore_case=True)
