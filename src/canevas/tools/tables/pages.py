"""Tables of a web page: what many systems export under the name of a spreadsheet (".xls")."""
from __future__ import annotations

import lxml.html

from canevas.tools.documents.refusals import bomb
from canevas.tools.tables.sheets import Block, Sheet, Value
from canevas.tools.tables.weighing import MAX_CELLS
from canevas.tools.text.sentences import say

_WIDEST = 1000


def read_page(text: str, name: str) -> tuple[Sheet, ...]:
    """One sheet per outermost table that has two rows or more."""
    page = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=False))
    tables = [table for table in page.iter("table") if not any(True for _one in table.iterancestors("table"))]
    sheets = []
    for number, table in enumerate(tables, 1):
        caption = table.findtext("caption")
        sheet = _sheet((caption or "").strip() or say("table %(number)d", number=number), table, name)
        if len(sheet.rows) > 1:
            sheets.append(sheet)
    return tuple(sheets)


def _sheet(title: str, table: lxml.html.HtmlElement, name: str) -> Sheet:
    rows: list[list[Value]] = []
    taken: dict[tuple[int, int], bool] = {}
    merged: list[Block] = []
    for place, line in enumerate(table.iter("tr")):
        row: list[Value] = []
        column = 0
        for cell in line.iterchildren("td", "th"):
            while taken.get((place, column)):
                row.append(None)
                column += 1
            down, across = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            text = " ".join(cell.text_content().split())
            row.append(text or None)
            if down * across > 1:
                merged.append((place + 1, column + 1, place + down, column + across))
                taken |= {(place + below, column + right): True for below in range(down) for right in range(across)}
            if len(taken) > MAX_CELLS // 100:
                raise bomb(name)
            row.extend([None] * (across - 1))
            column += across
        rows.append(row)
    return Sheet(title, rows, tuple(merged))


def _span(said: str | None) -> int:
    return min(max(int(said), 1), _WIDEST) if said and said.isdigit() else 1
