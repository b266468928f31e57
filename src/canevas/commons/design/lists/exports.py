"""CSV and XLSX of what a list shows, row by row: memory does not grow with their number."""
from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from canevas.commons.design import formats
from canevas.commons.design.lists.columns import Column, Value

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_575
_WIDTHS = {"long": 70, "text": 28, "short": 16, "number": 12, "date": 14}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """A file that gives back what is written to it, for ``csv.writer``."""

    def write(self, text: str) -> str:
        return text


def csv_text(value: Value) -> str:
    """A value for French Excel: day as 2022-05-17, decimal comma; what Excel would run as a formula is disarmed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(value).replace(".", ",") if formats.is_french() else str(value)
    if isinstance(value, int):
        return str(value)
    text = value.replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def csv_lines(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow([csv_text(str(column.label)) for column in columns])
    for row in rows:
        yield writer.writerow([csv_text(column.value_of(row)) for column in columns])


def file_name(title: str, extension: str) -> str:
    return f"{slugify(title) or 'liste'}-{timezone.localdate():%Y-%m-%d}.{extension}"


def csv_response(title: str, columns: Sequence[Column], rows: Iterable[Any]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(title, "csv")}"'
    return response


def write_xlsx(out: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Any], said: Sequence[str]) -> int:
    """Write the workbook; the number of rows written. A second sheet says where the figures come from."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    days = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("List"))
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _WIDTHS.get(column.kind, 28))
        sheet.write_string(0, number, str(column.label), head)
    written = 0
    for row in rows:
        if written == _MOST_ROWS:
            break
        written += 1
        for number, column in enumerate(columns):
            _write_cell(sheet, written, number, column.value_of(row), wrap, days)
    sheet.autofilter(0, 0, written, max(0, len(columns) - 1))
    about = book.add_worksheet(_("About"))
    about.set_column(0, 0, 100)
    for line, text in enumerate([title, *said, _("Rows: %(count)s") % {"count": formats.number(written)},
                                 formats.moment(timezone.now())]):
        about.write_string(line, 0, text[:_LONGEST_CELL])
    book.close()
    return written


def _write_cell(sheet: Any, row: int, column: int, value: Value, wrap: Any, days: Any) -> None:
    """Strings are always written as strings: none can become a formula."""
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _("yes") if value else _("no"), wrap)
    elif isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        sheet.write_datetime(row, column, local, days)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, days)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, value[:_LONGEST_CELL], wrap)


def xlsx_response(title: str, columns: Sequence[Column], rows: Iterable[Any], said: Sequence[str]) -> FileResponse:
    out = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    write_xlsx(out, title, columns, rows, said)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=file_name(title, "xlsx"), content_type=XLSX)
