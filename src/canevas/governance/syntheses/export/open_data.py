"""The files of the open data: for a spreadsheet in French, and for a program."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from canevas.commons.design.lists.exports import csv_text

CSV = "text/csv; charset=utf-8"


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Semicolons and a mark of UTF-8, as Excel in French reads it; what it would run as a formula is disarmed."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([csv_text(text) for text in row] for row in rows)
    return f"\ufeff{out.getvalue()}".encode()


def json_bytes(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
