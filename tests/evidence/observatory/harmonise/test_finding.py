from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.finding import Survey, find_tables, survey
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.evidence.observatory.rules.harmonise.walking import Walk
from canevas.tools.tables.reading import read_tables
from canevas.tools.tables.sheets import Sheet
from tests.factories.wild.making import WildFile, WildTable
from tests.factories.wild_tables import wild_files

FILES = wild_files()


def look(file: WildFile) -> Survey:
    return survey(read_tables(file.write(), file.name))


def structure(table: LaidTable) -> WildTable:
    if table.is_on_its_side:
        return WildTable(table.sheet, (), "", (), on_its_side=True)
    return WildTable(table.sheet, table.header_rows, table.data_range, tuple(column.header for column in table.columns),
                     table.total_rows, table.skipped_rows,
                     tuple(column.header for column in table.columns if column.is_filled_down), table.bands,
                     hxl_row=table.hxl_row)


def expected(table: WildTable) -> WildTable:
    return WildTable(table.sheet, table.header_rows, table.data_range, table.headers, table.totals, table.skipped,
                     table.filled_down, table.bands, hxl_row=table.hxl_row, on_its_side=table.on_its_side)


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_tables_of_wild_files_are_found(file: WildFile) -> None:
    found = look(file)
    assert [structure(table) for _sheet, table in found.tables] == [expected(table) for table in file.tables]
    for (_sheet, table), truth in zip(found.tables, file.tables, strict=True):
        for part in truth.titles:
            assert any(part in title for title in table.titles), (part, table.titles)
        for part in truth.notes:
            assert any(part in note for note in table.notes), (part, table.notes)


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_what_is_no_table_is_told_with_its_reason(file: WildFile) -> None:
    told = look(file).left_out
    assert len(told) == len(file.left_out)
    for part in file.left_out:
        assert any(part in sentence for sentence in told), (part, told)


@pytest.mark.parametrize("file", [file for file in FILES if file.read_as], ids=lambda file: file.name)
def test_how_a_file_was_read_is_told(file: WildFile) -> None:
    assert file.read_as in read_tables(file.write(), file.name).read_as


def test_there_are_wild_layouts_enough() -> None:
    assert len(FILES) >= 24


def test_the_foot_of_a_page_ends_no_table() -> None:
    lines = ["Registre de la barrière", "Jour;Véhicule;Passagers", "02/06/2024;Camion;24", "04/06/2024;Moto;2",
             "Page 1 / 2", "Jour;Véhicule;Passagers", "15/06/2024;Camion;31", "TOTAL;;57", "Page 2 / 2"]
    [(_sheet, table)] = survey(read_tables("\n".join(lines).encode(), "registre.csv")).tables
    assert (table.data_range, table.skipped_rows, table.total_rows) == ("A3:C8", (5, 6), (8,))


def test_figures_written_as_text_are_rows_of_data_like_numbers() -> None:
    """A CSV file has no numbers: page breaks, totals and rows of data are told apart all the same."""
    heads = "Région;Département;2021;2022"
    lines = ["Passages par année", "", heads, *(f"Agadez;Arlit;{number};{number}" for number in range(80)), heads,
             "Tahoua;Konni;3;1 204,5", "Tahoua;Illéla;4;2022", "Total;;9;12", "", "Source : relevé du poste"]
    [(_sheet, table)] = survey(read_tables("\n".join(lines).encode(), "flux.csv")).tables
    assert (table.header_rows, table.skipped_rows, table.total_rows) == ((3,), (84,), (87,))
    assert table.data_range == "A4:D87" and table.notes == ("Source : relevé du poste",)


def test_each_line_of_a_long_list_of_pairs_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two columns of text, thousands of lines long, are not looked through again from every line."""
    looks, filled = 0, Walk.filled

    def counted(walk: Walk, row: int) -> list[int]:
        nonlocal looks
        looks += 1
        return filled(walk, row)
    monkeypatch.setattr(Walk, "filled", counted)
    rows = [[f"Libellé {number} :", f"une valeur {number}"] for number in range(1_500)]
    assert not find_tables(Sheet("Feuille", rows))
    assert 0 < looks < 150 * len(rows)
