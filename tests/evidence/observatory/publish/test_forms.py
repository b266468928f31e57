"""Published tables, in every form they leave in, read back by the field's own library or checked by its schema."""
from __future__ import annotations

import csv
import io
import itertools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import hxl
import jsonschema
import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from canevas.evidence.observatory.export import catalogue, table_files, table_geojson, table_sdmx
from canevas.evidence.observatory.queries.explorer import outlines
from canevas.evidence.observatory.rules.publish.table import (
    TOTAL,
    WITHOUT_FIGURE,
    PublishedCell,
    PublishedDimension,
    PublishedTable,
    Status,
)
from tests.evidence.observatory.publish.sdmx_json import MESSAGE

_VALIDATOR = jsonschema.validators.validator_for(MESSAGE)
_VALIDATOR.check_schema(MESSAGE)  # once: it takes longer than to look at a message
AS_SDMX_JSON = _VALIDATOR(MESSAGE, format_checker=jsonschema.FormatChecker())
REGION = PublishedDimension("region", "Région", {"NE001": "Agadez", "NE005": "Tahoua", TOTAL: "Niger"})
MONTH = PublishedDimension("period", "Mois", {"2023-01": "janvier 2023", "2023-02": "février 2023"})
AGE = PublishedDimension("age_group", "Âge", {"0-17": "moins de 18 ans", "60+": "60 ans et plus"})


def table(cells: tuple[PublishedCell, ...]) -> PublishedTable:
    return PublishedTable(
        "FLOW_AGE", 3, "Flux observés, par âge", "Observed flows by age", "Passages comptés.", "movements", "Passages",
        (REGION, MONTH, AGE), cells, "Secrétariat permanent", "CC BY 4.0",
        "https://creativecommons.org/licenses/by/4.0/", date(2026, 3, 31), sources=("Postes de comptage",),
        notes=("Un point fermé n’est pas zéro.",), keywords=("migration",))


CELLS = (PublishedCell(("NE001", "2023-01", "0-17"), 1234.0), PublishedCell(("NE005", "2023-01", "60+"), 0.0),
         PublishedCell(("NE005", "2023-02", "60+"), None, Status.SUPPRESSED),
         PublishedCell((TOTAL, "2023-02", "0-17"), None, Status.MISSING),
         PublishedCell((TOTAL, "2023-01", "60+"), 12.5, Status.ESTIMATED))
KEYS = [(region, month, age) for region in REGION.labels for month in MONTH.labels for age in AGE.labels]


@st.composite
def tables(draw: st.DrawFn) -> PublishedTable:
    cells = []
    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1)):
        status = draw(st.sampled_from(Status))
        value = None if status in WITHOUT_FIGURE else float(draw(st.integers(0, 10**9)))
        cells.append(PublishedCell(key, value, status))
    return table(tuple(cells))


def wanted(one: PublishedTable) -> dict[tuple[str, ...], tuple[float | None, str]]:
    return {tuple(table_sdmx.sdmx_code(code) for code in cell.key): (cell.value, cell.status.value)
            for cell in one.cells}


@pytest.mark.parametrize("version", [1, 2])
@settings(max_examples=25)
@given(one=tables())
def test_sdmx_csv_is_read_back(version: int, one: PublishedTable) -> None:
    data = get_datasets(table_sdmx.as_data_csv(one, version).decode(), table_sdmx.as_structure(one).decode())[0].data
    assert from_frame(data) == wanted(one)


@settings(max_examples=15)
@given(one=tables())
def test_sdmx_xml_is_valid_and_read_back(one: PublishedTable) -> None:
    structure, data = table_sdmx.as_structure(one).decode(), table_sdmx.as_data_xml(one).decode()
    read_sdmx(structure, validate=True)
    read_sdmx(data, validate=True)
    assert from_frame(get_datasets(data, structure)[0].data) == wanted(one)


def from_frame(data: object) -> dict[tuple[str, ...], tuple[float | None, str]]:
    found = {}
    for row in data.to_dict("records"):
        value = row.get("OBS_VALUE")  # no column where every figure is missing
        missing = value is None or str(value) in ("<NA>", "nan")
        found[row["REF_AREA"], row["TIME_PERIOD"], row["AGE_GROUP"]] = (None if missing else value, row["OBS_STATUS"])
    return found


def test_the_structure_names_its_codes_in_french() -> None:
    message = read_sdmx(table_sdmx.as_structure(table(CELLS)).decode(), validate=True)
    lists = {one.id: {code.id: code.name for code in one.items} for one in message.get_codelists()}
    assert lists["CL_REF_AREA"]["NE005"] == "Tahoua"
    assert lists["CL_AGE_GROUP"]["60_OVER"] == "60 ans et plus"
    assert b'xml:lang="en"' not in table_sdmx.as_structure(table(CELLS))


@given(one=tables())
def test_sdmx_json_gives_every_observation(one: PublishedTable) -> None:
    message = json.loads(table_sdmx.as_data_json(one))
    AS_SDMX_JSON.validate(message)
    structure, data = message["data"]["structures"][0], message["data"]["dataSets"][0]
    dimensions = structure["dimensions"]["observation"]
    statuses = structure["attributes"]["observation"][0]["values"]
    found = {tuple(dimension["values"][int(place)]["id"] for dimension, place in
                   zip(dimensions, key.split(":"), strict=True)): (value, statuses[status]["id"])
             for key, (value, status) in data["observations"].items()}
    order = [[dimension["id"] for dimension in dimensions].index(table_sdmx.concept(dimension.name))
             for dimension in one.dimensions]
    assert {tuple(key[place] for place in order): said for key, said in found.items()} == wanted(one)
    kept = get_datasets(table_sdmx.as_data_csv(one).decode(), table_sdmx.as_structure(one).decode())[0].structure
    assert [dimension["id"] for dimension in dimensions] == [part.id for part in kept.components.dimensions]


def test_hxl_is_read_by_its_library(tmp_path: Path) -> None:
    path = tmp_path / "flux.csv"
    path.write_bytes(table_files.as_hxl(table(CELLS)))
    with hxl.data(str(path), hxl.InputOptions(allow_local=True)) as data:
        assert data.columns[0].display_tag == "#adm1+code"
        rows = list(data)
        assert rows[0].get("#adm1+code") == "NE001" and rows[0].get("#indicator+movements") == "1234"
        assert (rows[0].get("#date+start"), rows[0].get("#date+end")) == ("2023-01-01", "2023-01-31")
        assert rows[2].get("#meta+status+code") == "Q" and not rows[2].get("#indicator+movements")
    assert hxl.schema(None).validate(hxl.data(str(path), hxl.InputOptions(allow_local=True)))


def test_csv_opens_in_excel_with_its_accents() -> None:
    raw = table_files.as_csv(table(CELLS))
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert rows[0]["age_group_label"] == "moins de 18 ans" and rows[0]["value"] == "1234"
    assert rows[2]["value"] == "" and rows[1]["value"] == "0"


def test_xlsx_keeps_missing_empty_and_says_why() -> None:
    book = openpyxl.load_workbook(io.BytesIO(table_files.as_xlsx(table(CELLS))))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][-2] == "Passages" and rows[1][-2] == 1234
    assert rows[3][-2] is None and rows[3][-1]
    texts = [cell for row in book.worksheets[1].iter_rows(values_only=True) for cell in row]
    assert "Un point fermé n’est pas zéro." in texts


def test_parquet_is_typed_and_carries_its_notes(tmp_path: Path) -> None:
    path = tmp_path / "flux.parquet"
    path.write_bytes(table_files.as_parquet(table(CELLS)))
    assert duckdb.sql(f"SELECT sum(value), count(value), count(*) FROM '{path}'").fetchall() == [(1246.5, 3, 5)]
    read = pq.read_table(path)
    assert read.column("value").to_pylist() == [1234.0, 0.0, None, None, 12.5]
    assert "Passages comptés." in {text.decode() for text in read.schema.metadata.values()}


def test_geojson_has_a_feature_per_place() -> None:
    point = {"type": "Point", "coordinates": [7.99, 16.97]}
    found = json.loads(table_geojson.as_geojson(table(CELLS), {"NE001": point}))
    places = {feature["id"]: feature for feature in found["features"]}
    assert set(places) == {"NE001", "NE005"} and places["NE001"]["geometry"] == point
    assert places["NE005"]["geometry"] is None
    assert places["NE005"]["properties"]["figures"][1] == {
        "period": "2023-02", "age_group": "60+", "value": None, "status": "Q"}


def test_outlines_are_as_rfc_7946_wants_them() -> None:
    """Longitude then latitude on WGS 84, rings closed, the outer one against the clock, holes with it."""
    found = json.loads(table_geojson.as_geojson(table(CELLS), {
        one["properties"]["pcode"]: one["geometry"] for one in outlines()["features"]}))
    assert {feature["type"] for feature in found["features"]} == {"Feature"} and "crs" not in found
    rings = 0
    for feature in found["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for polygon in polygons:
            for place, ring in enumerate(polygon):
                rings += 1
                assert len(ring) >= 4 and ring[0] == ring[-1]
                assert all(0 < lon < 16.1 and 11.6 < lat < 23.6 for lon, lat in ring)  # Niger, and in this order
                twice = sum(one[0] * two[1] - two[0] * one[1] for one, two in itertools.pairwise(ring))
                assert (twice > 0) == (place == 0)
    assert rings >= 2


def test_the_catalogue_is_dcat() -> None:
    entry = catalogue.Entry(table(CELLS), "https://exemple.ne/donnees/FLOW_AGE",
                            {"csv": "https://exemple.ne/f.csv", "sdmx-ml": "https://exemple.ne/f.xml"})
    bulletin = catalogue.Document(
        "bulletin-1", "Tendances", "Tendances du mois", "https://exemple.ne/bulletins#1",
        {"application/pdf": "https://exemple.ne/b.pdf"}, date(2026, 4, 1), date(2026, 3, 1), date(2026, 3, 31),
        "https://creativecommons.org/licenses/by/4.0/", [entry.page])
    raw = catalogue.as_dcat([entry], address="https://exemple.ne/donnees", title="Données", publisher="SP/CCM",
                            modified=date(2026, 4, 1), documents=[bulletin])
    graph = Graph().parse(data=raw, format="json-ld")
    [home] = graph.subjects(RDF.type, DCAT.Catalog)
    dataset, document = sorted(graph.objects(home, DCAT.dataset), key=lambda one: graph.value(one, DCTERMS.type) or "")
    assert str(graph.value(document, DCTERMS.type)).endswith("/Text")
    assert list(graph.objects(document, DCTERMS.source)) == [dataset]
    assert len(list(graph.objects(dataset, DCAT.distribution))) == 2
    [temporal] = graph.objects(dataset, DCTERMS.temporal)
    assert str(graph.value(temporal, DCAT.endDate)) == "2023-02-28"
    # what DCAT-AP 3 makes mandatory, and the kinds of value that it asks for
    for one, names in ((home, (DCTERMS.title, DCTERMS.description, DCTERMS.publisher)),
                       *((one, (DCTERMS.title, DCTERMS.description)) for one in (dataset, document)),
                       *((file, (DCAT.accessURL,)) for file in graph.objects(None, DCAT.distribution))):
        assert all(graph.value(one, name) is not None for name in names)
    assert all(graph.value(agent, FOAF.name) for agent in graph.objects(None, DCTERMS.publisher))
    for name in (DCTERMS.language, DCAT.mediaType, DCAT.accessURL, DCAT.downloadURL, DCAT.landingPage):
        assert all(isinstance(one, URIRef) for one in graph.objects(None, name)), name
    licences = set(graph.objects(None, DCTERMS.license))
    assert licences == {URIRef("https://creativecommons.org/licenses/by/4.0/")}


def test_a_period_that_is_not_told_is_no_period_of_the_catalogue() -> None:
    hidden = (TOTAL, "_U", "*")
    month = PublishedDimension("period", "Mois", {**MONTH.labels, **dict.fromkeys(hidden, "–")})
    made = replace(table(CELLS), dimensions=(REGION, month, AGE), cells=(
        *CELLS, *(PublishedCell(("NE001", code, "0-17"), 10.0) for code in hidden)))
    assert made.periods == {"2023-01", "2023-02"}


@pytest.mark.parametrize(("value", "status"), [(None, Status.NORMAL), (0.0, Status.SUPPRESSED), (4.0, Status.MISSING)])
def test_a_cell_without_figure_must_say_why(value: float | None, status: Status) -> None:
    with pytest.raises(ValueError):
        PublishedCell(("NE001",), value, status)


def test_a_code_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="NE009"):
        table((PublishedCell(("NE009", "2023-01", "60+"), 1.0),))
