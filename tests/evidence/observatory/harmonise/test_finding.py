from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.finding import Survey, survey
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.tools.tables.reading import read_tables
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
