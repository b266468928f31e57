"""The one way in: a file of figures, whatever program wrote it, as a :class:`Workbook`."""
from __future__ import annotations

from pathlib import Path

from canevas.tools.documents.encodings import Decoded, decode_named
from canevas.tools.documents.refusals import empty, encrypted, too_large, truncated
from canevas.tools.documents.sniffing import sniff
from canevas.tools.tables.delimited import read_delimited
from canevas.tools.tables.objects import read_json
from canevas.tools.tables.pages import read_page
from canevas.tools.tables.refusals import no_cells, not_a_table, null_bytes, other_kind
from canevas.tools.tables.sheets import Rows, Sheet, Workbook
from canevas.tools.tables.weighing import LIMITS
from canevas.tools.tables.workbooks import is_open_document, read_workbook
from canevas.tools.text.sentences import say

_ZIPPED = {"xlsx": "XLSX", "xlsb": "XLSB", "ods": "ODS"}
_FEWEST_LINES = 2
_FEWEST_HEADINGS = 3
"""Values of one line alone that make it the headings of a table; fewer are a sentence with a comma."""


def read_tables(file: Path | bytes, name: str = "") -> Workbook:
    """Read ``file``: a path, or its bytes with the ``name`` that people know it by.

    Raises :class:`canevas.tools.documents.nodes.DocumentRefused` with a sentence for a person.
    """
    name = name or (file.name if isinstance(file, Path) else "?")
    if isinstance(file, Path):
        if (size := file.stat().st_size) > LIMITS.max_bytes:
            raise too_large(name, size, LIMITS.max_bytes)
        file = file.read_bytes()
    if not file:
        raise empty(name)
    if len(file) > LIMITS.max_bytes:
        raise too_large(name, len(file), LIMITS.max_bytes)
    workbook = _read(file, name, sniff(file[:_REACH] if _is_text(file) else file))
    if not any(sheet.is_picture or any(value is not None for row in sheet.rows for value in row)
               for sheet in workbook.sheets):
        raise no_cells(name)
    return workbook


_REACH = 1_000_000


def _is_text(content: bytes) -> bool:
    """Containers are looked at whole, text by its beginning."""
    return not content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF"))


def _read(content: bytes, name: str, kind: str) -> Workbook:
    if kind == "spreadsheet":
        kind = _spreadsheet(content)
        return Workbook(name, kind, kind.upper(), read_workbook(content, name))
    if kind == "encrypted-office":
        raise encrypted(name)
    if kind in ("broken-zip", "broken-ole"):
        raise truncated(name)
    if kind in ("text", "html"):
        decoded = decode_named(content)
        if decoded is not None:
            return _text(decoded, name, kind)
    if kind == "binary" and b"\0" in content and decode_named(content[:_REACH].replace(b"\0", b"")) is not None:
        raise null_bytes(name)
    raise other_kind(name, kind)


def _spreadsheet(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return "xls"
    if is_open_document(content):
        return "ods"
    return "xlsb" if b"xl/workbook.bin" in content else "xlsx"


def _text(decoded: Decoded, name: str, kind: str) -> Workbook:
    text, encoding = decoded
    if kind == "html":
        sheets = read_page(text, name)
        if not sheets:
            raise other_kind(name, "html")
        return Workbook(name, "html", say("web page, %(encoding)s", encoding=encoding), sheets)
    if text.lstrip()[:1] in ("{", "["):
        return Workbook(name, "json", f"JSON, {encoding}", read_json(text, name))
    rows, separator = read_delimited(text)
    if (len(rows) < _FEWEST_LINES and len(rows[0]) < _FEWEST_HEADINGS) or (not separator and _is_prose(rows)):
        raise not_a_table(name, say("a running text"))
    read_as = ", ".join(part for part in ("CSV", encoding, separator or say("one column")) if part)
    return Workbook(name, "csv", read_as, (Sheet(Path(name).stem, rows),))


def _is_prose(rows: Rows) -> bool:
    """Long lines that nothing divides are sentences, not values."""
    lines = [str(row[0]) for row in rows if row and row[0] is not None]
    return sum(len(line) for line in lines) > 60 * len(lines)
