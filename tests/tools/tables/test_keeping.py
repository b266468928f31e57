"""A workbook that was kept is the workbook that was read, to the kind of every value."""
from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from canevas.tools.tables.keeping import keep_workbook, laid_out, open_kept
from canevas.tools.tables.sheets import Sheet, Turned, Value, Workbook

VALUES = st.one_of(
    st.none(), st.text(max_size=5), st.integers(), st.floats(allow_nan=False), st.booleans(), st.dates(),
    st.datetimes(), st.times(), st.sampled_from([0, 1, 0.0, 1.0, False, True, "1", "2023-01-01"]))


def kinds(book: Workbook) -> list[list[list[tuple[type, Value]]]]:
    return [[[(type(value), value) for value in row] for row in sheet.rows] for sheet in book.sheets]


TURNED = Turned("A", (1, 4), 2, 1)


@given(st.lists(st.lists(st.lists(VALUES, max_size=4), max_size=5), max_size=3))
def test_what_is_kept_is_opened_the_same(sheets: list[list[list[Value]]]) -> None:
    book = Workbook("a.csv", "csv", "CSV", tuple(
        Sheet(str(number), rows, ((1, 1, 2, 3),), is_hidden=number == 1, turned=TURNED if number == 2 else None)
        for number, rows in enumerate(sheets)))
    with TemporaryDirectory() as folder:
        keep_workbook(book, Path(folder))
        kept = open_kept(Path(folder))
    assert kinds(laid_out(kept)) == kinds(book)
    assert laid_out(kept) == book
    for sheet, known in zip(kept.sheets, book.sheets, strict=True):
        assert [sheet.rows[at] for at in range(len(sheet.rows))] == known.rows == list(sheet.rows[:])


def test_a_row_is_made_when_it_is_asked_for(tmp_path: Path) -> None:
    rows: list[list[Value]] = [["a", None, 1], [], [datetime(2023, 1, 2), date(2023, 1, 2), time(3)]]
    keep_workbook(Workbook("a.xlsx", "xlsx", "XLSX", (Sheet("A", rows),)), tmp_path)
    sheet = open_kept(tmp_path).sheets[0]
    assert sheet.rows[-1] == rows[2] and sheet.rows[1] == [] and sheet.value(1, 3) == 1 and sheet.value(9, 9) is None
