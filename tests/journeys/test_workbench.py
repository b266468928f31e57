"""The statistician's month: a partner's wild spreadsheet is settled with the keys alone, its recipe reads the next
files, and what differs, repeats, is corrected or withdrawn is told and can be asked for again."""
from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from canevas.commons.access.queries import User
from canevas.evidence.observatory import jobs
from canevas.evidence.observatory.models import Batch, CellCorrection, Recipe, Workbench
from canevas.evidence.observatory.operations import import_figures, keep_recipe, register_source
from tests.factories.minutes import user
from tests.factories.store import RECIPE, ROWS, sheet
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.pictures import picture
from tests.journeys.test_every_page import BEYOND, barriers

HEADS = ("Date", "Département", "Commune", "Sens", "Nationalité")
PASSAGES: tuple[tuple[Any, ...], ...] = (
    ("04/03/2024", "Aguié", "Gangara", "Entrant", "Nigérienne", 12, 8),
    ("05/03/2024", "Tanout", "Gangara", "Sortant", "Malienne", 30, 11),
    ("06/03/2024", "Arlit", "Arlit", "Entrant", "Peul", 4, 2),
    ("08/03/2024", "Bilma", "Dirkou", "Sortant", "Tchadienne", "douze ?", 6),
    ("11/03/2024", "Bilma", "Dirkou", "Entrant", "Nigérienne", 21, 9))
SUM = 12 + 8 + 30 + 11 + 4 + 2 + 12 + 6 + 21 + 9


def passages(month: str, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS) -> bytes:
    """As a partner writes it: two title lines, headings merged over two rows, a total below."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title, width = month.capitalize(), len(heads)
    page["A1"], page["A2"] = "Organisation Exemple – relevé des passages", f"Mois de {month}"
    for at, head in enumerate(heads, 1):
        page.cell(4, at, head)
        page.merge_cells(start_row=4, end_row=5, start_column=at, end_column=at)
    page.cell(4, width + 1, "Nombre de migrants")
    page.merge_cells(start_row=4, end_row=4, start_column=width + 1, end_column=width + 2)
    page.cell(5, width + 1, "Hommes")
    page.cell(5, width + 2, "Femmes")
    for number, row in enumerate(rows, 6):
        for at, value in enumerate(row, 1):
            page.cell(number, at, value)
    page.cell(len(rows) + 6, 1, "Total")
    for at in (width, width + 1):
        page.cell(len(rows) + 6, at + 1, sum(row[at] for row in rows if isinstance(row[at], int)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def statistician(house: House) -> User:
    return user("statisticienne", "statistician")


def bring(page: Page, source: str, name: str, content: bytes) -> None:
    page.goto(f"/observatory/sources/{source}/bring/")
    page.set_input_files("input[name=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.click("#bring button[type=submit]")
    page.wait_for_load_state()


def press(page: Page, *keys: str) -> None:
    """Keys, the last of which answers."""
    with page.expect_navigation():
        for key in keys:
            page.keyboard.press(key) if len(key) == 1 or key == "Enter" else page.keyboard.type(key)


def asked(page: Page) -> str:
    return plain(page.locator("#open h2").inner_text())


def plain(text: str) -> str:
    """Without the blanks that do not break."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def left(page: Page) -> int:
    told = page.locator(".understood-head [role=status]").inner_text()
    return int(found[0]) if (found := re.search(r"\d+", told)) else 0


def confirm(page: Page) -> Batch:
    page.locator("button[value=confirm]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/batches/**")
    return Batch.objects.get(uid=page.url.split("/batches/")[1].split("/")[0])


def counted(page: Page, source: str, **more: str) -> str:
    """The figure of a year, as the explorer's table gives it; "" where it has none."""
    page.goto(f"/observatory/?indicator=FLOW&by=period&grain=year&source={source}" + "".join(
        f"&{name}={value}" for name, value in more.items()))
    cells = page.locator(".explorer-table tbody td").all_inner_texts()
    return re.sub(r"\s", "", cells[0]) if cells else ""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_the_workbench_with_all_it_can_tell_is_open_to_all(
        open_page: Open, statistician: User, complaints: list[str], width: int, scheme: str) -> None:
    register_source(by=statistician, code="passages", name="Relevé des passages")
    page = open_page(statistician, width=width, scheme=scheme)
    wrong_total = passages("mars 2024", (*PASSAGES, ("12/03/2024", "Tahoua ?", "Arlit", "Autre", "Martien", "??", 3)))
    bring(page, "passages", "mars.xlsx", wrong_total)
    assert page.locator("#open").count() == 1 and page.locator(".rejects input").count() > 1
    assert barriers(page, complaints) == []
    assert page.evaluate(BEYOND) == []


def test_a_wild_file_is_settled_with_the_keys_alone(open_page: Open, statistician: User) -> None:
    register_source(by=statistician, code="passages", name="Relevé des passages")
    page = open_page(statistician)
    bring(page, "passages", "mars.xlsx", passages("mars 2024", PASSAGES))
    # what is sure is settled: the columns, and the commune's name that two departments have
    assert page.locator(".to-check", has_text="à dire").count() == left(page) - 1 == 3
    page.locator("details summary", has_text="Commune").click()
    places = page.locator(".values li", has_text="Gangara").all_inner_texts()
    assert len(places) == 2 and "Aguié" in places[0] + places[1] and "Tanout" in places[0] + places[1]

    assert "par rapport à quel pays" in asked(page)
    picture(page, "etabli")
    press(page, "1")
    assert asked(page) == "« Peul » : qu’est-ce ?" and left(page) == 1, "what entries are of was asked once for all"
    press(page, "e", "Niger", "Enter")
    assert left(page) == 0

    page.locator(".understood-head a", has_text="illisible").focus()
    page.keyboard.press("Enter")
    page.get_by_label(re.compile("ligne 9.*Hommes")).focus()
    picture(page, "etabli-cellule")
    press(page, "12", "Enter")
    assert page.locator(".rejects").count() == 0 and CellCorrection.objects.get().value == "12"
    page.fill("#recipe-name", "passages-exemple")
    press(page, "Enter")
    batch = confirm(page)
    assert batch.rows == 10 and batch.rejects == 0 and Recipe.objects.get().name == "passages-exemple"
    mended = page.locator("section", has_text="corrigées par une personne").inner_text()
    assert re.search(r"\b[A-Z]9\W+12\b", mended), "the cell as a spreadsheet names it"

    assert counted(page, "passages") == str(SUM)
    page.locator(".explorer-table tbody td a").click()
    row = page.locator("tbody tr", has_text="12").first
    expect(page.locator("main")).to_contain_text("passages-exemple")
    expect(row).to_be_visible()


def test_the_next_files_ask_what_is_new_and_what_repeats(
        open_page: Open, statistician: User, complaints: list[str]) -> None:
    source = register_source(by=statistician, code="passages", name="Relevé des passages")
    recipe = keep_recipe(by=statistician, source=source, text=RECIPE % {"name": "passages"})[0]
    import_figures(by=statistician, source=source, name="mars.csv", content=sheet(*ROWS), recipe=recipe)
    page = open_page(statistician)

    bring(page, "passages", "avril.csv", sheet(("02/04/2023", "Agadez", "Arlit", "Malienne", "F", 7)))
    expect(page.locator("main")).to_contain_text("rien de nouveau")
    confirm(page)
    bring(page, "passages", "mai.csv", sheet(("02/05/2023", "Agadez", "Arlit", "Zarma", "F", 8)))
    assert left(page) == 1 and "Zarma" in asked(page)
    picture(page, "etabli-nouveau")
    press(page, "e", "NER", "Enter")
    assert confirm(page).recipe.number == 2

    page.goto("/observatory/recipes/passages/")
    expect(page.locator(".is-added", has_text="Zarma")).to_be_visible()
    assert barriers(page, complaints) == [] and page.evaluate(BEYOND) == []
    bring(page, "passages", "encore.csv", sheet(*ROWS, ("28/03/2023", "Tahoua", "", "Malienne", "H", 1)))
    page.locator("button[value=confirm]").press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("mars.csv")
    assert "422" in complaints.pop(), "the browser tells its console that something was refused"
    page.get_by_role("button", name=re.compile("Prendre la place")).press("Enter")
    page.wait_for_url("**/batches/**")
    assert Batch.objects.get(file__file__name="mars.csv").ended == "corrected"

    changed = sheet(("02/06/2023", "Agadez", "Arlit", "Malienne", "F", 9)).replace(b"Sexe", b"Moyen de transport")
    bring(page, "passages", "juin.csv", changed.replace(b";F;", b";Bus;"))
    assert asked(page) == "La disposition du fichier a changé"
    expect(page.locator("#open")).to_contain_text("Sexe")
    press(page, "Enter")
    for _question in range(left(page)):
        press(page, "Enter")
    confirm(page)


def test_figures_differ_are_corrected_withdrawn_and_asked_for_again(
        open_page: Open, statistician: User, complaints: list[str]) -> None:
    batches = []
    for code, name, number in (("passages", "Relevé des passages", 10), ("autre", "Autre compte", 14)):
        source = register_source(by=statistician, code=code, name=name)
        recipe = keep_recipe(by=statistician, source=source, text=RECIPE % {"name": code})[0]
        batches.append(import_figures(by=statistician, source=source, name=f"{code}.csv", recipe=recipe, content=sheet(
            ("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", number))).batch)
    long_ago = timezone.now() - timedelta(days=10)
    Batch.objects.update(valid_from=long_ago)
    page = open_page(statistician)

    page.goto("/observatory/disagreements/")
    assert barriers(page, complaints) == [] and page.evaluate(BEYOND) == []
    told = page.locator(".differences li").inner_text()
    assert "10" in told and "14" in told and "Autre compte" in told
    page.get_by_label("Pourquoi ils diffèrent").fill("Deux heures de comptage de plus")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.locator(".differences li")).to_contain_text("Deux heures")
    picture(page, "sources-differentes")

    page.goto(f"/observatory/batches/{batches[0].uid}/")
    page.get_by_role("button", name="Le corriger par un nouveau fichier").press("Enter")
    page.set_input_files("input[name=file]", {"name": "mieux.csv", "mimeType": "text/csv", "buffer": sheet(
        ("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", 11))})
    page.click("#bring button[type=submit]")
    expect(page.locator("main")).to_contain_text("il prend la place de")
    made = confirm(page)
    assert made.replaces == batches[0] and counted(page, "passages") == "11"
    Batch.objects.filter(pk=made.pk).update(valid_from=long_ago + timedelta(days=4))
    Batch.objects.filter(pk=batches[0].pk).update(valid_to=long_ago + timedelta(days=4))

    page.goto(f"/observatory/batches/{made.uid}/")
    page.get_by_role("button", name="Retirer").press("Enter")
    page.get_by_label("Pourquoi").fill("Le mauvais mois")
    page.get_by_role("button", name="Les retirer").press("Enter")
    expect(page.locator("main")).to_contain_text("retirés")
    assert counted(page, "passages") == ""
    for days, figure in ((1, "10"), (5, "11")):
        day = (long_ago + timedelta(days=days)).date()
        assert counted(page, "passages", at=day.isoformat()) == figure


def test_a_big_file_is_read_while_one_does_something_else(
        open_page: Open, statistician: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LONG", 0)
    register_source(by=statistician, code="passages", name="Relevé des passages")
    page = open_page(statistician)
    bring(page, "passages", "mars.xlsx", passages("mars 2024", PASSAGES))
    expect(page.locator("h1")).to_contain_text("mars.xlsx")
    page.get_by_role("link", name="Voir le résultat").press("Enter")
    page.wait_for_selector("#workbench")
    assert Workbench.objects.get().doubts == left(page) > 0
