from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlwt
from openpyxl.workbook import Workbook as Book

from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.tables.delimited import find_separator
from canevas.tools.tables.reading import read_tables
from canevas.tools.tables.spans import merged_cells
from tests.factories.wild.making import Page, ods, open_document


def saved(book: Book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(content: bytes | str, name: str = "x.csv") -> list[list[object]]:
    content = content.encode() if isinstance(content, str) else content
    return [list(row) for row in read_tables(content, name).sheets[0].rows]


def refusal(content: bytes, name: str = "x.xlsx") -> str:
    with pytest.raises(DocumentRefused) as refused:
        read_tables(content, name)
    assert name in str(refused.value)
    return refused.value.code


def test_xlsx_keeps_types_places_merges_and_what_is_hidden() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in {"B3": "a", "C3": 5, "D3": 5.5, "E3": date(2023, 1, 5), "F3": datetime(2023, 1, 5, 10, 30),
                         "G3": time(10, 30), "H3": timedelta(hours=30), "I3": True, "J3": 123456789012}.items():
        sheet[place] = value
    sheet["B5"] = "fusion"
    sheet.merge_cells("B5:D6")
    book.create_sheet("cachée").sheet_state = "hidden"
    book["cachée"]["A1"] = 1
    book.create_chartsheet("graphique")
    first, hidden, chart = read_tables(saved(book), "x.xlsx").sheets
    assert first.rows[2] == [None, "a", 5, 5.5, date(2023, 1, 5), datetime(2023, 1, 5, 10, 30), time(10, 30),
                             "30:00:00", True, 123456789012]
    assert type(first.rows[2][2]) is int
    assert first.merged == ((5, 2, 6, 4),)
    assert (hidden.is_hidden, chart.is_picture, first.is_hidden) == (True, True, False)


def test_old_xls_is_read() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("flux")
    sheet.write(2, 1, "Séguédine")
    sheet.write(2, 2, 5)
    sheet.write_merge(4, 5, 0, 2, "fusion")
    out = io.BytesIO()
    book.save(out)
    workbook = read_tables(out.getvalue(), "x.xls")
    assert (workbook.kind, workbook.sheets[0].merged) == ("xls", ((5, 1, 6, 3),))
    assert workbook.sheets[0].rows[2] == [None, "Séguédine", 5]


def test_open_document_is_read_with_its_types() -> None:
    cells = ('<table:table-row><table:table-cell office:value-type="string"><text:p>Date</text:p></table:table-cell>'
             '<table:table-cell office:value-type="string"><text:p>Entrées</text:p></table:table-cell>'
             '</table:table-row><table:table-row>'
             '<table:table-cell office:value-type="date" office:date-value="2023-03-05"/>'
             '<table:table-cell office:value-type="float" office:value="12"/></table:table-row>')
    workbook = read_tables(open_document("Flux", cells), "flux.ods")
    assert (workbook.kind, workbook.sheets[0].name) == ("ods", "Flux")
    assert [list(row) for row in workbook.sheets[0].rows] == [["Date", "Entrées"], [date(2023, 3, 5), 12]]


def test_merged_cells_of_open_document() -> None:
    lines = [["Titre"], ["Point", "Entrées"], [None, "H", "F"], ["Arlit", 3, 4], [None, 5, 6]]
    page = Page("Flux", lines, ("A1:C1", "A2:A3", "B2:C2", "A4:A5"))
    merged = ((1, 1, 1, 3), (2, 1, 3, 1), (2, 2, 2, 3), (4, 1, 5, 1))
    assert read_tables(ods(page)(), "flux.ods").sheets[0].merged == merged


def test_merged_cells_stand_after_rows_and_cells_that_are_repeated() -> None:
    rows = ('<table:table-row-group/><table:table-row table:number-rows-repeated="3">'
            '<table:table-cell table:number-columns-repeated="4"/>'
            '</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/>'
            '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"/>'
            '<table:covered-table-cell/><table:table-cell table:number-columns-spanned="3"/></table:table-row>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", '<table:table table:name="Vide"></table:table>'
                         f'<table:table table:style-name="t" table:name="A &amp; B">{rows}</table:table>')
    assert merged_cells(out.getvalue()) == {"A & B": ((4, 3, 5, 4), (4, 5, 4, 7))}


@pytest.mark.parametrize(("encoding", "said"), [("cp1252", "windows-1252"), ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"),
                                                ("utf-16", "utf-16")])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_text_of_any_encoding_and_separator(encoding: str, said: str, separator: str) -> None:
    lines = ["Région|Point|Entrées", "Agadez|Séguédine|12", "Tillabéri|Téra|5", "Zinder|Mâgaria|7"]
    text = "\r\n".join(line.replace("|", separator) for line in lines)
    workbook = read_tables(text.encode(encoding), "flux.csv")
    assert [list(row) for row in workbook.sheets[0].rows] == [line.split("|") for line in lines]
    assert workbook.read_as.split(", ")[1].startswith(said)


@pytest.mark.parametrize(("text", "separator"), [
    ("Point;Date;Nb\nDan Issa, Maradi;03/04/2023;12,5\nArlit, Agadez;04/04/2023;13,5\n", ";"),
    ("Titre, avec virgule\n\nPoint;Date;Nb\nDan Issa;03/04;12,5\nArlit;04/04;13,5\nSource : X, Y, Z\n", ";"),
    ("Point~Nb~Mois\nArlit~1~2\nGaya~5~3\n", "~"),
    ("nom\nAgadez\nTahoua\n", ""),
    ('a,"b;c;d;e",f\n1,"x;y;z;t",2\n', ","),
])
def test_separator(text: str, separator: str) -> None:
    assert find_separator(text) == separator


def test_line_that_names_the_separator_is_no_row() -> None:
    assert rows("sep=;\r\nPoint;Nb\r\nArlit;1,5\r\n") == [["Point", "Nb"], ["Arlit", "1,5"]]


def test_quoted_line_breaks_stay_in_their_cell() -> None:
    assert rows('Point;"Nombre de\nmigrants"\nArlit;4\n') == [["Point", "Nombre de\nmigrants"], ["Arlit", "4"]]


@pytest.mark.parametrize(("text", "expected"), [
    ('[{"a":1,"b":{"c":2,"d":[1,2]}},{"a":null,"e":true}]',
     [["a", "b.c", "b.d", "e"], [1, 2, "1 ; 2", None], [None, None, None, True]]),
    ('{"count":1,"results":[{"a":1}]}', [["a"], [1]]),
    ('{"a":1}\n{"a":2}\n', [["a"], [1], [2]]),
    ('[["a","b"],[1,2]]', [["a", "b"], [1, 2]]),
    ('{"mois":"2023-04","version":"7","lignes":[{"a":1}]}', [["mois : 2023-04"], [], ["a"], [1]]),
    ('{"regions":{"Agadez":{"a":1},"Diffa":{"a":2,"b":3}}}',
     [["regions", "a", "b"], ["Agadez", 1, None], ["Diffa", 2, 3]]),
    ('[{"region":"Agadez","points":[{"nom":"Arlit","n":1},{"nom":"Dirkou","n":2}]},{"region":"Diffa","points":[]}]',
     [["region", "points.nom", "points.n", "points"], ["Agadez", "Arlit", 1, None], ["Agadez", "Dirkou", 2, None],
      ["Diffa", None, None, None]]),
    ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"n":3},'
     '"geometry":{"type":"Point","coordinates":[8.1,17]}}]}', [["n", "longitude", "latitude"], [3, 8.1, 17]]),
])
def test_json(text: str, expected: list[list[object]]) -> None:
    assert rows(text, "x.json") == expected


def test_page_that_calls_itself_a_spreadsheet() -> None:
    page = b"<html><body><table><tr><th colspan=2>Flux</th></tr><tr><td>Arlit<td>1</tr></table></body></html>"
    workbook = read_tables(page, "export.xls")
    assert workbook.sheets[0].rows == [["Flux", None], ["Arlit", "1"]]
    assert workbook.sheets[0].merged == ((1, 1, 1, 2),)


def test_refusals_say_what_and_where() -> None:
    far = openpyxl.Workbook()
    far.active["A1"] = far.active["XFD1048576"] = 1  # type: ignore[index]
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    macro = io.BytesIO(saved(openpyxl.Workbook()))
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    assert refusal(b"", "vide.csv") == "empty"
    assert refusal(saved(openpyxl.Workbook()), "vierge.xlsx") == "empty"
    assert refusal(saved(far), "loin.xlsx") == "too-large"
    assert refusal(word.getvalue(), "lettre.docx") == "unknown-format"
    assert refusal(macro.getvalue(), "macro.xlsm") == "macros"
    assert refusal(saved(openpyxl.Workbook())[:900], "coupé.xlsx") == "truncated"
    assert refusal(b'{"a":1', "x.json") == "truncated"
    assert refusal(b'{"a":1}', "x.json") == "unknown-format"
    assert refusal(b"Point;Mois;Nb\r\nArl\x00it;2023-04;3\r\n", "octets.csv") == "truncated"
    assert refusal(b"%PDF-1.4 x", "x.pdf") == "unknown-format"
    assert refusal("Une lettre, trop courte pour être un tableau.".encode(), "x.txt") == "unknown-format"
    assert refusal(("Une phrase qui n'en finit pas de ne rien dire des flux ni des chiffres.\n" * 3).encode()
                   ) == "unknown-format"


def test_one_cell_at_the_foot_of_the_sheet_is_no_reason_to_refuse() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["B1048576"] = 1  # type: ignore[index]
    assert len(read_tables(saved(book), "x.xlsx").sheets[0].rows) == 1048576


def test_sheet_that_unpacks_to_an_abnormal_size_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"<row>" + b" " * 60_000_000)
    assert refusal(out.getvalue(), "bombe.xlsx") == "bomb"


def test_open_document_that_says_a_row_a_million_times_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
                         'office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
                         "</table:table-row>")
    assert refusal(out.getvalue(), "bombe.ods") == "bomb"
