"""What a spreadsheet would weigh once read, told before it is: one cell far away makes a sheet of billions."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from canevas.tools.documents.archives import BROKEN, Archive
from canevas.tools.documents.limits import MEGABYTE, ReadingLimits, Source
from canevas.tools.documents.refusals import bomb, truncated
from canevas.tools.tables.refusals import macros, too_wide

LIMITS = ReadingLimits(max_bytes=100 * MEGABYTE, max_inflated=900 * MEGABYTE, max_part=800 * MEGABYTE, max_ratio=600)
MAX_CELLS = 20_000_000
"""Cells of one sheet, empty ones between others included: each costs 8 bytes at least."""
_CHUNK = 4 * MEGABYTE
_SEAM = 4096
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d{1,9})"')
_PLAIN_ROW = re.compile(rb'<row r="(\d{1,9})"')
_FAR = re.compile(rb'r="([A-Z]{2,3})\d')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,9})"')
_REPEATED_ROW = re.compile(rb'<table:table-row\b[^>]*?number-rows-repeated="(\d+)"[^>]*>(.*?)</table:table-row>',
                           re.DOTALL)
_REPEATED_CELL = re.compile(rb'<table:table-cell\b([^>]*?)/?>')
_COUNT = re.compile(rb'number-columns-repeated="(\d+)"')


def weigh(content: bytes, name: str) -> None:
    """Refuse a zipped spreadsheet that is damaged, locked, a bomb, has macros, or is too wide to be laid out whole."""
    archive = Archive(Source(content, name, LIMITS))
    if any(part.lower().endswith("vbaproject.bin") or part.startswith("Basic/") for part in archive.names):
        raise macros(name)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        for part in sorted(archive.names):
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                _weigh_sheet(opened, part, name)
            elif part == "content.xml":
                _weigh_open_document(opened.read(part), name)


def _chunks(opened: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """The part piece by piece, each with the end of the one before, for what the seam cuts."""
    tail = b""
    try:
        with opened.open(part) as stream:
            while piece := stream.read(_CHUNK):
                yield tail + piece
                tail = piece[-_SEAM:]
    except BROKEN as fault:
        raise truncated(name) from fault


def _weigh_sheet(opened: zipfile.ZipFile, part: str, name: str) -> None:
    """An entry that unpacks to more than it says fails its checksum here, before the fast reader meets it."""
    last, widest, counted = 0, 26, 0  # rows may bear no number: then they are counted
    for chunk in _chunks(opened, part, name):
        rows = _PLAIN_ROW.findall(chunk)  # as all programs write them; else the slow way
        counted += max(len(rows), seen := chunk.count(b"<row"))
        if len(rows) < seen or b":row " in chunk:
            rows = _ROW.findall(chunk)
        last = max(last, max(map(int, rows), default=0))
        widest = max(widest, max(map(_number, set(_FAR.findall(chunk))), default=0))
    if max(last, counted) * widest > MAX_CELLS:  # rows that are only coloured count for nothing: look at the cells
        cells = [_CELL.findall(chunk) for chunk in _chunks(opened, part, name)]
        last = max((int(row) for found in cells for _letters, row in found), default=counted)
        widest = max((_number(letters) for found in cells for letters in {one for one, _row in found}), default=widest)
    if last * widest > MAX_CELLS:
        raise too_wide(name, last, widest)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _weigh_open_document(content: bytes, name: str) -> None:
    """OpenDocument says once what stands many times: 1,000,000 equal rows of 16,000 equal cells are ten words."""
    cells = 0
    for attributes in _REPEATED_CELL.findall(content):
        count = _COUNT.search(attributes)
        cells += int(count[1]) if count and b"value-type" in attributes else 1
    for times, inside in _REPEATED_ROW.findall(content):
        if b"value-type" in inside:
            width = sum(int(count) for count in _COUNT.findall(inside)) + inside.count(b"value-type")
            cells += int(times) * width
    if cells > MAX_CELLS:
        raise bomb(name)
