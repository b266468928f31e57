"""The explorer in a browser: table, chart and map say the same, whatever is asked; the address is shared; a cell leads
to its sources; on a wide screen and on a telephone."""
from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from tests.factories.store import House
from tests.journeys.conftest import Open

ROWS = (("05/01/2023", "Agadez", "Arlit", "Nigérienne", "F", 30),
        ("09/01/2023", "Agadez", "Bilma", "Malienne", "H", 215),
        ("05/02/2023", "Tahoua", "", "Tchadienne", "H", 0), ("11/02/2023", "Agadez", "Arlit", "Malienne", "F", 41),
        ("05/03/2023", "Agadez", "Arlit", "Malienne", "H", 1200), ("06/03/2023", "Tahoua", "", "Tchadienne", "H", 77),
        ("21/03/2023", "Tahoua", "", "Nigérienne", "F", 1044))
QUESTIONS = (
    "indicator=FLOW&by=period&by=region&grain=month", "indicator=FLOW&by=region&by=period&grain=quarter",
    "indicator=FLOW&by=department", "indicator=FLOW&by=region&sex=F", "indicator=FLOW_WOMEN&by=region&grain=month",
    "indicator=FLOW&by=nationality&by=region&from=2023-02&to=2023-03", "indicator=FLOW&by=region&by=sex")
Figures = list[list[float | None]]


@pytest.fixture
def observatory(live_server: object, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        made = House()
        made.add(*ROWS, name="trimestre.csv")
        yield made


def number(text: str) -> float | None:
    """A figure as the page writes it: « ≥ 1 244* », « 12,5 », « – »."""
    digits = re.sub(r"[^0-9,]", "", text).replace(",", ".")
    return float(digits) if digits else None


def of_table(page: Page) -> tuple[list[str], list[str], Figures]:
    """Its rows, its columns, its figures without totals."""
    columns = page.locator(".explorer-table thead th").all_inner_texts()[1:]
    across = columns[-1] == "Total"
    rows, figures = [], []
    for row in page.locator(".explorer-table tbody tr").all():
        cells = [text.strip() for text in row.locator("th, td").all_inner_texts()]
        rows.append(cells[0])
        figures.append([number(text) for text in (cells[1:-1] if across else cells[1:])])
    return rows, columns[:-1] if across else columns, figures


def of_chart(page: Page) -> tuple[list[str], list[str], Figures]:
    """The same, as the chart has drawn it: time along its axis, whichever side of the table it stands on."""
    expect(page.locator("#explorer-chart")).to_have_attribute("data-drawn", "yes")
    drawn: dict[str, Any] = page.evaluate("""() => {
        const told = window.echarts.getInstanceByDom(document.getElementById("explorer-chart")).getOption();
        const axis = [...told.xAxis, ...told.yAxis].find((one) => one.type === "category");
        return {axis: axis.data, series: told.series.map((one) => ({name: one.name, data: one.data}))};
    }""")
    names = [one["name"] for one in drawn["series"]]
    return drawn["axis"], names, [[one if one is None else round(one, 1) for one in row] for row in zip(
        *(one["data"] for one in drawn["series"]), strict=True)]


def of_map(page: Page) -> dict[str, float]:
    """What the shapes and circles on the map say, and beneath it what has no place there."""
    map_ = page.locator("#explorer-map")
    map_.scroll_into_view_if_needed()
    expect(map_).to_have_attribute("data-drawn", "yes")
    until = time.monotonic() + 30
    while time.monotonic() < until:
        texts = page.evaluate("""() => document.getElementById("explorer-map").map
            .queryRenderedFeatures({layers: ["regions", "circles"]}).map((one) => one.properties.text)""")
        if texts:
            break
        page.wait_for_timeout(200)
    beneath = page.locator("#explorer-map-caption").inner_text().partition("Position inconnue")[2].lstrip(" \u00a0:")
    return {name: figure for text in [*texts, *filter(None, beneath.split(", "))]
            for name, mark, told in [text.partition("\u00a0: ")] if mark
            for figure in [number(told)] if figure is not None}


def shown_on_map(rows: list[str], columns: list[str], figures: Figures, places_are_rows: bool) -> dict[str, float]:
    """Of several columns the map shows the sum; of periods, the last that has a figure."""
    lines = figures if places_are_rows else [list(one) for one in zip(*figures, strict=True)]
    names = rows if places_are_rows else columns
    if not any(re.search(r"\d{4}", name) for name in (columns if places_are_rows else rows)):
        lines = [[sum(known) if (known := [one for one in line if one is not None]) else None] for line in lines]
    last = max(at for at in range(len(lines[0])) if any(line[at] is not None for line in lines))
    return {name: line[last] for name, line in zip(names, lines, strict=True) if line[last] is not None}


@pytest.mark.parametrize("width", [1280, 360])
def test_table_chart_and_map_say_the_same_and_a_cell_leads_to_its_source(
        observatory: House, open_page: Open, width: int) -> None:
    page = open_page(observatory.statistician, width=width)
    for question in QUESTIONS:
        page.goto(f"/observatory/?{question}")
        rows, columns, figures = of_table(page)
        axis, names, drawn = of_chart(page)
        turned = "by=region&by=period" in question
        assert drawn == ([list(one) for one in zip(*figures, strict=True)] if turned else figures), question
        assert (axis, names) == ((columns, rows) if turned else (rows, columns)), question
        found, told = of_map(page), shown_on_map(
            rows, columns, figures, question.split("by=")[1].split("&")[0] in ("region", "department"))
        assert found == told, question
        assert page.evaluate("document.documentElement.scrollWidth") <= width, question
    page.goto(f"/observatory/?{QUESTIONS[0]}")
    page.get_by_role("link", name="1 200", exact=True).click()
    expect(page.locator("h1")).to_have_text("D’où vient ce chiffre")
    expect(page.get_by_role("link", name="trimestre.csv")).to_be_visible()
    expect(page.locator("main tbody tr")).to_have_count(1)
    page.locator("main").get_by_role("link", name="Chiffres", exact=True).click()
    other = open_page(observatory.person("collegue", "statistician"), width=width)
    other.goto(page.url)
    assert of_table(other) == of_table(page)


DRAWN_INTERVALS = """() => {
    const chart = window.echarts.getInstanceByDom(document.getElementById("explorer-chart"));
    const marks = chart.getOption().series.flatMap((one) => (one.markLine ? one.markLine.data : []));
    return marks.filter(Array.isArray).map(([low, high]) => [...low.coord, ...high.coord]);
}"""


def test_an_interval_is_drawn_between_its_ends_and_fits_the_chart(observatory: House, open_page: Open) -> None:
    observatory.add(("05/04/2023", "Agadez", "Arlit", "Malienne", "H", "4 000 à 5 000"), name="avril.csv")
    page = open_page(observatory.statistician)
    for question, expected in (("by=period&grain=month", [3, 4000, 3, 5000]),
                               ("by=region&from=2023-04", [4000, 0, 5000, 0])):
        page.goto(f"/observatory/?indicator=FLOW&{question}")
        expect(page.locator("#explorer-chart")).to_have_attribute("data-drawn", "yes")
        assert page.evaluate(DRAWN_INTERVALS) == [expected]
