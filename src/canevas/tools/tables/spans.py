"""The merged cells of an OpenDocument spreadsheet, which the fast reader does not tell."""
from __future__ import annotations

import html
import io
import re
import zipfile

from canevas.tools.tables.sheets import Block

_SHEET = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"[^>]*>')
_ROW = re.compile(rb"<table:table-row(?=[\s/>])[^>]*>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_COUNTS = {name: re.compile(rb'table:number-%s="(\d+)"' % name.encode()) for name in (
    "rows-repeated", "columns-repeated", "rows-spanned", "columns-spanned")}


def merged_cells(content: bytes) -> dict[str, tuple[Block, ...]]:
    """By name of sheet, its blocks of merged cells. ``content`` was weighed: it is a sound archive.

    Only what stands before a merged cell is looked at, and of it only rows: a sheet of a million cells has few.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("content.xml")
    sheets = [*_SHEET.finditer(part)]
    ends = [*(one.start() for one in sheets[1:]), len(part)]
    found = {html.unescape(one[1].decode("utf-8", "replace")): tuple(_blocks(part, one.end(), end))
             for one, end in zip(sheets, ends, strict=True)}
    return {name: blocks for name, blocks in found.items() if blocks}


def _blocks(part: bytes, start: int, end: int) -> list[Block]:
    """The merged cells of the sheet between two places of the text."""
    spanned = sorted({part.rfind(b"<", start, at) for at in _places(part, b"-spanned=", start, end)})
    found: list[Block] = []
    row, reached = 0, start  # rows that begin before ``reached``
    for tag in spanned:
        line = part.rfind(b"<table:table-row", start, tag)
        for one in _ROW.finditer(part, reached, line):
            row += _count(one[0], "rows-repeated")
        reached = max(line, reached)
        column = 1 + sum(_count(one[0], "columns-repeated") for one in _CELL.finditer(part, line, tag))
        cell = part[tag:part.index(b">", tag)]
        down, across = _count(cell, "rows-spanned"), _count(cell, "columns-spanned")
        if down * across > 1 and line >= 0:
            found.append((row + 1, column, row + down, column + across - 1))
    return found


def _places(part: bytes, sign: bytes, start: int, end: int) -> list[int]:
    found = []
    while (start := part.find(sign, start, end)) >= 0:
        found.append(start)
        start += len(sign)
    return found


def _count(tag: bytes, name: str) -> int:
    said = _COUNTS[name].search(tag)
    return max(int(said[1]), 1) if said else 1
