"""The whole of it in a browser, as the permanent secretary does it: the real table of a national session is taken in,
two regions feed the next one, five copies come back, conflicts are settled on the projected screen by keyboard, the
technical stage reserves, the political stage adopts, the papers print, and from a line that ministers adopted one walks
down to the sentence of a region's minutes and up again."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from canevas.commons.access.queries import User
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Amendment, GatheredGroup, StageReservation, Synthesis
from canevas.governance.syntheses.queries.gathering import open_table
from canevas.governance.syntheses.queries.reading import table_of
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.factories.national_round import (
    BOTH,
    FUND,
    GUARDS,
    GUIDE,
    ROUTES,
    SHELTERS,
    WELLS,
    WELLS_TOO,
    copies_of,
    regional_papers,
)
from tests.journeys.conftest import PATIENCE as SHORTER
from tests.journeys.conftest import Open
from tests.journeys.test_from_drop_to_export import dropped, settled
from tests.journeys.test_synthesis import decided
from tests.journeys.waiting import becomes

pytestmark = pytest.mark.corpus
TITLE = "Synthèse de la 8e session du CCM"
WIDTH, HEIGHT = 1200, 800
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHALLENGES = {WELLS: "Accueillir dignement", GUARDS: "Sécuriser les frontières", GUIDE: "Mieux informer",
              FUND: "Soutenir les communes"}


PATIENCE = 180_000
"""Milliseconds: a real table is read, compared and printed by one process of a machine that may be busy."""


@pytest.fixture
def secretary(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[User]:
    monkeypatch.delenv("CANEVAS_PICTURES", raising=False)  # a real document stands in no picture of the guide
    load_country(user("reference", "administrator"))
    expect.set_options(timeout=PATIENCE)
    yield user()
    expect.set_options(timeout=SHORTER)


def test_from_the_real_table_to_the_ministers(
    secretary: User, open_page: Open, corpus: Path, tmp_path: Path,
) -> None:
    page = open_page(secretary, width=WIDTH, height=HEIGHT)
    page.context.set_default_timeout(PATIENCE)
    real = (next(corpus.glob("ccm*.docx")), next(corpus.glob("gtm*.docx")))
    for path in (*real, *regional_papers(tmp_path / "regions")):
        settled(page, dropped(page, path))
    synthesis = opened(page)
    gathered(page, synthesis)
    frozen(page, synthesis, 1)
    sent = sent_out(page, synthesis, 1)
    came_back(page, synthesis, sent)
    in_session(page, synthesis)
    reserved(page, synthesis)
    integrated(page, synthesis)
    decided(page, synthesis, "Adoptée")
    synthesis.refresh_from_db()
    assert (synthesis.stage, synthesis.state) == ("political", "adopted")
    # the line that a stage postponed, and that nobody then adopted by name, is no recommendation
    assert registered(synthesis) == set(strategies(synthesis)) - {SHELTERS}
    printed(page, synthesis, tmp_path)
    verified(page, sent)
    walked(page, synthesis)


def strategies(synthesis: Synthesis) -> list[str]:
    return [line.text for section in table_of(synthesis.versions.last()).sections for _block, row in section.rows
            for line in row.strategies]


def registered(synthesis: Synthesis) -> set[str]:
    rows = Recommendation.objects.filter(set=synthesis.recommendation_set, withdrawn_at=None)
    return set(rows.values_list("text", flat=True))


def opened(page: Page) -> Synthesis:
    """The next session goes on with the table that came in with the minutes of the last."""
    page.goto("/syntheses/new/")
    page.get_by_role("link", name=re.compile(r"28.07.2022")).click()
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Rassembler ce qui a été recommandé depuis le").fill("2022-05-01")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url(re.compile("/gathering/"))
    page.get_by_role("button", name="Rassembler", exact=True).click()
    page.get_by_text("11 recommandations sont entrées").wait_for()
    return Synthesis.objects.get(title=TITLE)


def gathered(page: Page, synthesis: Synthesis) -> None:
    """Each group is settled: put into the table, attached to the line that says it already, or left out."""
    while True:
        waiting = GatheredGroup.objects.filter(synthesis=synthesis, state="proposed").count()
        if not waiting:
            break
        page.goto(f"/syntheses/{synthesis.uid}/gathering/")
        text = page.locator("#text").input_value()
        if text == ROUTES:
            page.get_by_role("button", name="Rattacher à cette ligne").click()
            page.get_by_text("Rattaché à la ligne").wait_for()
        elif text in CHALLENGES:
            if not page.locator("#place").input_value().startswith("new:"):
                place = "new:" + page.locator("#place").input_value().split(":")[1]
                page.locator("#place").select_option(place)
            page.locator("#challenge").fill(CHALLENGES[text])
            page.get_by_role("button", name="Mettre au tableau", exact=True).click()
            page.get_by_text("Mis au tableau.").wait_for()
        else:
            page.keyboard.press("d")
            page.keyboard.type("Remarque de séance")
            page.keyboard.press("Enter")
            page.get_by_text("Écarté, avec sa raison.").wait_for()
        becomes(lambda: GatheredGroup.objects.filter(synthesis=synthesis, state="proposed").count(), waiting - 1)
    texts = [line.text for line in open_table(synthesis)[1].lines]
    assert set(CHALLENGES) < set(texts)
    page.goto(f"/syntheses/{synthesis.uid}/table/")


def frozen(page: Page, synthesis: Synthesis, number: int) -> None:
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_role("button", name=f"Figer la version {number}").click()
    page.get_by_text(f"La version {number} est figée").wait_for()


def sent_out(page: Page, synthesis: Synthesis, number: int) -> bytes:
    return fetched(page, f"/syntheses/{synthesis.uid}/versions/{number}/docx/")


def fetched(page: Page, url: str) -> bytes:
    answer = page.request.get(url)
    assert answer.ok, url
    return answer.body()


def came_back(page: Page, synthesis: Synthesis, sent: bytes) -> None:
    every = [line.text for line in table_of(synthesis.versions.last()).lines]
    studies = next(text for text in every if "études menées sur la diaspora" in text)
    continuum = next(text for text in every if "protection transfrontalière" in text)
    page.goto(f"/syntheses/{synthesis.uid}/copies/")
    page.set_input_files("#files", [{"name": name, "mimeType": WORD, "buffer": content}
                                    for name, content in copies_of(sent, studies, continuum).items()])
    page.get_by_role("button", name="Lire ces fichiers").click()
    results = page.locator("[aria-labelledby=results-title] li")
    results.first.wait_for()
    words = results.all_inner_texts()
    assert len(words) == 5
    assert not [text for text in words if "Refus" in text or "pas été trouvée" in text]
    assert [text for text in words if "1 remarque" in text]
    amendments = Amendment.objects.filter(version__synthesis=synthesis)
    assert amendments.exclude(kind="comment").count() == 11
    assert set(amendments.values_list("organisation__code", flat=True)) == {"OIM", "HCR", "UNICEF", "INS", "CRN"}


def in_session(page: Page, synthesis: Synthesis) -> None:
    """Everything is decided by keyboard on the projected screen; of two that want the same words, other words are
    accepted."""
    amendments = Amendment.objects.filter(version__synthesis=synthesis).exclude(kind="comment")
    page.goto(f"/syntheses/{synthesis.uid}/room/")
    while waiting := amendments.filter(state="proposed").count():
        if page.get_by_text("2 amendements portent sur les mêmes mots").count():
            page.keyboard.press("2")
            page.keyboard.press("m")
            page.locator("#chosen textarea[name=text]").fill(BOTH)
            page.get_by_role("button", name="Accepter ces mots").locator("visible=true").click()
            left = waiting - 2
        else:
            page.keyboard.press("a")
            left = waiting - 1
        page.get_by_text(f"{11 - left} sur 11").wait_for()
        becomes(lambda: amendments.filter(state="proposed").count(), left)
    page.get_by_role("button", name="Intégrer").click()
    page.get_by_text("La version 2 est faite").wait_for()
    now = strategies(synthesis)
    assert BOTH in now
    assert SHELTERS in now
    assert FUND not in now


def reserved(page: Page, synthesis: Synthesis) -> None:
    """Preparatory: adopted. Technical: reservations on the whole and on a line; another line is put off."""
    decided(page, synthesis, "Adoptée")
    [wells] = [text for text in strategies(synthesis) if "forages" in text]
    page.goto(f"/syntheses/{synthesis.uid}/decide/")
    page.get_by_label("Adoptée sous réserve", exact=True).check()
    page.get_by_label("Jour de la décision").fill("2022-11-29")
    page.locator("#who-0").fill("La présidente du comité technique")
    page.locator("#line-0").select_option(label=wells)
    page.locator("#text-0").fill("Dire qui paie les forages")
    page.locator("#who-1").fill("OIM")
    page.locator("#text-1").fill("Ajouter les délais")
    page.get_by_text("Décider autrement de certaines lignes").click()
    row = page.locator("tr", has_text=SHELTERS)
    row.locator("select").select_option("postponed")
    row.locator("input").fill("À chiffrer")
    page.get_by_role("button", name="Noter la décision").click()
    page.get_by_text("La décision de l’étape est notée.").wait_for()
    assert SHELTERS not in registered(synthesis_again(synthesis))


def synthesis_again(synthesis: Synthesis) -> Synthesis:
    synthesis.refresh_from_db()
    return synthesis


def integrated(page: Page, synthesis: Synthesis) -> None:
    """One reservation is integrated in a new version, the other declined with a reason; ministers wait until then."""
    page.goto(f"/syntheses/{synthesis.uid}/decide/")
    page.get_by_text("2 réserves").first.wait_for()
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_text("Récrire le tableau").click()
    page.get_by_label("Pourquoi").fill("Les réserves du comité technique")
    page.get_by_role("button", name="Commencer une autre version").click()
    [wells] = [text for text in strategies(synthesis) if "forages" in text]
    page.get_by_role("link", name=wells).click()
    page.locator("li.line textarea").fill(f"{wells}, aux frais de l'État")
    page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    becomes(lambda: f"{wells}, aux frais de l'État" in strategies(synthesis), wanted=True)
    frozen(page, synthesis, 3)
    page.goto(f"/syntheses/{synthesis.uid}/")
    page.get_by_role("button", name="Intégrée", exact=True).first.click()
    page.get_by_text("La réserve est réglée.").wait_for()
    page.get_by_label("Déclinée parce que").fill("Les délais sont dans le plan d’action")
    page.get_by_role("button", name="Déclinée", exact=True).click()
    becomes(lambda: StageReservation.objects.filter(state="open").count(), wanted=0)


def printed(page: Page, synthesis: Synthesis, folder: Path) -> None:
    """The papers are made on demand; they are files that open, and say what was adopted."""
    page.goto(f"/syntheses/{synthesis.uid}/pack/")
    links = {name: page.get_by_role("link", name=re.compile(f"^{name}")).get_attribute("href") or ""
             for name in ("Le dossier, Word", "Le dossier, PDF", "Le dossier, Excel", "La note d’une page")}
    word, pdf, excel, note = (fetched(page, url) for url in links.values())
    (folder / "dossier.xlsx").write_bytes(excel)
    (folder / "dossier.docx").write_bytes(word)
    assert pdf.startswith(b"%PDF")
    assert note.startswith(b"%PDF")
    assert "aux frais de l'État" in zipfile.ZipFile(folder / "dossier.docx").read("word/document.xml").decode()
    assert openpyxl.load_workbook(folder / "dossier.xlsx").sheetnames
    page.goto("/syntheses/follow-up/")


def verified(page: Page, sent: bytes) -> None:
    page.goto("/syntheses/verify/")
    with zipfile.ZipFile(io.BytesIO(sent)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(GUIDE.encode(), b"Publier un guide des touristes")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    page.set_input_files("#files", [{"name": "recu.docx", "mimeType": WORD, "buffer": sent},
                                    {"name": "change.docx", "mimeType": WORD, "buffer": out.getvalue()}])
    page.get_by_role("button", name="Vérifier").click()
    said = page.locator("article.verdict")
    assert "Confirmé" in said.nth(0).inner_text()
    assert "touristes" in said.nth(1).inner_text()


def walked(page: Page, synthesis: Synthesis) -> None:
    """Down from what ministers adopted to the words of a region's minutes, in the minutes themselves, and up again."""
    adopted = next(text for text in strategies(synthesis) if "aux frais de l'État" in text)
    page.goto(synthesis.recommendation_set.get_absolute_url())
    page.get_by_role("link", name=adopted).first.click()
    page.locator("a[href$='/lineage/']").first.click()
    page.locator("#below").wait_for()
    below = page.locator("#below .lineage-list > li")
    texts = below.all_inner_texts()
    assert len(texts) == 2
    assert any(WELLS_TOO in text for text in texts)
    from_tahoua = below.filter(has_text="Tahoua")
    from_tahoua.locator(".lineage-source a").first.click()
    page.locator("mark, .passage, [aria-current]").first.wait_for()
    assert WELLS_TOO in page.locator("main").inner_text()
    page.go_back()
    page.locator("#below .lineage-list > li").filter(has_text="Tahoua").get_by_role("link", name=WELLS_TOO).click()
    page.locator("a[href$='/lineage/']").first.click()
    assert adopted in page.locator("#above").inner_text()
