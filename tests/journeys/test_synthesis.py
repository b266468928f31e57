"""A synthesis from its first line to the ministers' adoption: written, frozen, amended by two members, settled by
keyboard, validated with a reservation, integrated, adopted."""
from __future__ import annotations

import re

from django.utils import timezone
from playwright.sync_api import Page

from canevas.commons.access.queries import User
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Amendment, Synthesis
from canevas.governance.syntheses.queries.reading import table_of
from tests.factories.minutes import user
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.journeys.waiting import becomes


def strategies(synthesis: Synthesis, section: int = 0) -> list[str]:
    found = table_of(synthesis.versions.last()).sections[section]
    return [line.text for _block, row in found.rows for line in row.strategies]


def stands(page: Page, synthesis: Synthesis, wanted: list[str]) -> None:
    """The general strategies are ``wanted``, where they are kept and on the page."""
    becomes(lambda: strategies(synthesis), wanted)
    cells = page.locator("tbody").first.locator("td[data-column=strategies] a.line-open")
    becomes(lambda: [text.strip() for text in cells.all_inner_texts()], wanted)
    page.locator("#table-editor.can-drag[data-focus='']").wait_for()  # the focus went where it goes


def opened_by_hand(page: Page) -> Synthesis:
    page.goto("/syntheses/")
    page.get_by_role("link", name="Ouvrir une synthèse").click()
    if page.locator("select[name=body]").count():
        page.locator("select[name=body]").select_option("CCM")
        page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Titre").fill("Synthèse de la 10e session")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    return Synthesis.objects.get(title="Synthèse de la 10e session")


def written_at_the_table(page: Page, synthesis: Synthesis) -> None:
    """A challenge, a line in two, one sent to the general level, one undone; then the table is frozen."""
    page.goto(f"/syntheses/{synthesis.uid}/table/")
    general, axis = page.locator(".band-acts").first, page.locator(".band-acts").nth(1)
    for band, challenge, lines in ((general, "Renforcer les capacités", "Former les élus et publier un guide"),
                                   (axis, "Mobiliser la diaspora", "Réunir la diaspora\nTenir un forum")):
        if band.get_attribute("open") is None:
            band.locator("summary").click()
        band.locator("textarea[name=challenge]").fill(challenge)
        band.locator("textarea[name=strategies]").fill(lines)
        band.get_by_role("button", name="Ajouter le défi").click()
        page.get_by_role("link", name=lines.splitlines()[0]).wait_for()
        page.locator("#table-editor.can-drag[data-focus='']").wait_for()
    page.get_by_role("link", name="Former les élus et publier un guide").focus()
    page.keyboard.press("Enter")
    page.locator("li.line textarea").fill("Former les élus\nPublier un guide")
    page.keyboard.press("Control+Enter")
    stands(page, synthesis, ["Former les élus", "Publier un guide"])
    page.get_by_role("link", name="Publier un guide").focus()
    page.keyboard.press("Alt+ArrowUp")
    stands(page, synthesis, ["Publier un guide", "Former les élus"])
    page.get_by_role("button", name="Annuler le dernier changement").click()
    stands(page, synthesis, ["Former les élus", "Publier un guide"])
    page.get_by_role("link", name="Tenir un forum").click()
    page.get_by_role("button", name="Renvoyer au niveau général").first.click()
    stands(page, synthesis, ["Former les élus", "Publier un guide", "Tenir un forum"])
    dragged_below(page, "Former les élus", "Publier un guide")
    stands(page, synthesis, ["Publier un guide", "Former les élus", "Tenir un forum"])
    picture(page, "synthese-tableau")
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_role("button", name="Figer la version 1").click()
    page.get_by_text("La version 1 est figée").wait_for()


def dragged_below(page: Page, text: str, other: str) -> None:
    link = page.get_by_role("link", name=text, exact=True)
    link.wait_for()
    handle = page.locator("li.line", has=link).locator(".handle").bounding_box()
    there = page.locator("li.line", has=page.get_by_role("link", name=other, exact=True)).bounding_box()
    assert handle
    assert there
    page.mouse.move(handle["x"] + 4, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + there["height"] - 2, steps=8)
    page.mouse.up()


def proposed(page: Page, synthesis: Synthesis, line: str, words: str) -> None:
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_role("link", name="Proposer un amendement").click()
    page.get_by_role("link", name=re.compile(f"Amender.*{line}")).click()
    page.get_by_role("textbox", name="Mots").fill(words)
    page.get_by_label("Motif").fill("Plus clair")
    page.get_by_role("button", name="Proposer").click()
    page.locator("ins.mark").first.wait_for()


def settled_by_keyboard(page: Page, synthesis: Synthesis) -> None:
    """The second of two in conflict is kept, taken back, kept again; the other amendment is worded otherwise."""
    def states() -> list[str]:
        return list(Amendment.objects.filter(version__synthesis=synthesis).order_by("order").values_list(
            "state", flat=True))

    page.goto(f"/syntheses/{synthesis.uid}/room/")
    page.get_by_text("2 amendements portent sur les mêmes mots").wait_for()
    picture(page, "synthese-seance")
    for _time in range(2):
        page.keyboard.press("2")
        page.keyboard.press("a")
        becomes(states, ["rejected", "accepted", "proposed"])
        page.get_by_text("2 sur 3").wait_for()
        if _time:
            break
        page.keyboard.press("u")
        becomes(states, ["proposed", "proposed", "proposed"])
        page.get_by_text("0 sur 3").wait_for()
    page.keyboard.press("m")
    page.locator("#chosen textarea[name=text]").fill("Former les maires")
    page.get_by_role("button", name="Accepter ces mots").click()
    becomes(states, ["rejected", "accepted", "modified"])
    page.get_by_role("button", name="Intégrer").click()
    page.get_by_text("La version 2 est faite").wait_for()


def decided(page: Page, synthesis: Synthesis, outcome: str, reservation: str = "") -> None:
    page.goto(f"/syntheses/{synthesis.uid}/decide/")
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label("Jour de la décision").fill(timezone.localdate().isoformat())
    if reservation:
        page.locator("#who-0").fill("La présidente du comité")
        page.locator("#text-0").fill(reservation)
    page.get_by_role("button", name="Noter la décision").click()
    page.get_by_text("La décision de l’étape est notée.").wait_for()


def test_a_synthesis_goes_from_its_first_line_to_its_adoption(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    synthesis = opened_by_hand(page)
    written_at_the_table(page, synthesis)
    members: list[User] = [user(name, "member") for name in ("maire", "elu")]
    proposed(open_page(members[0]), synthesis, "Publier un guide", "Publier un manuel")
    second = open_page(members[1], width=360, height=780)
    proposed(second, synthesis, "Publier un guide", "Publier un recueil")
    proposed(second, synthesis, "Former les élus", "Former les élues")
    settled_by_keyboard(page, synthesis)
    assert strategies(synthesis) == ["Publier un recueil", "Former les maires", "Tenir un forum"]
    decided(page, synthesis, "Adoptée")
    decided(page, synthesis, "Adoptée sous réserve", "Dire qui forme")
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_text("Récrire le tableau").click()
    page.get_by_label("Pourquoi").fill("La réserve du comité technique")
    page.get_by_role("button", name="Commencer une autre version").click()
    page.get_by_role("link", name="Former les maires").click()
    page.locator("li.line textarea").fill("Former les maires par les régions")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    becomes(lambda: strategies(synthesis)[1], "Former les maires par les régions")
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_role("button", name="Figer la version 3").click()
    picture(page, "synthese-fiche")
    page.get_by_role("button", name="Intégrée", exact=True).click()
    page.get_by_text("La réserve est réglée.").wait_for()
    decided(page, synthesis, "Adoptée")
    synthesis.refresh_from_db()
    assert (synthesis.stage, synthesis.state) == ("political", "adopted")
    kept = Recommendation.objects.filter(set=synthesis.recommendation_set, withdrawn_at=None)
    assert sorted(kept.values_list("text", flat=True)) == [
        "Former les maires par les régions", "Publier un recueil", "Réunir la diaspora", "Tenir un forum"]
    pictured(page, synthesis)


def pictured(page: Page, synthesis: Synthesis) -> None:
    """The pages that an adopted synthesis leads to, each as the guide shows it."""
    followed = Recommendation.objects.get(set=synthesis.recommendation_set, text="Former les maires par les régions")
    for name, url in (("dossier", f"/syntheses/{synthesis.uid}/pack/"), ("verifier", "/syntheses/verify/"),
                      ("synthese-copies", f"/syntheses/{synthesis.uid}/versions/3/redline/"),
                      ("suivi-synthese", "/syntheses/follow-up/"),
                      ("filiation", f"{followed.get_absolute_url()}lineage/")):
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        picture(page, name)
