"""Columns that were only typed: bars ("a | b | c") and runs of blanks become rows of a grid."""

from __future__ import annotations

import re

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Cell, Grid, Line, Piece, Span

_BAR = re.compile(r"\s*\|\s*")
_RULE = re.compile(r"[|\s:+=-]*-{2,}[|\s:+=-]*")
_COLONS = re.compile(r"\s*:\s+")
_SLASHES = re.compile(r"\s+/\s+")
_BREAK = re.compile(r"\s*(?:<br\s*/?>|\n)\s*")
_OPEN = re.compile(r"(?:\b(?:de|du|des|la|le|les|a|au|aux|par|sur|avec|dans|pour|et)|\b[dl]['’])$")
_BLANKS = re.compile(r"\s{3,}|\s{2,}(?=\S)")


def with_typed_grids(blocks: list[Block]) -> list[Block]:
    """``blocks`` with every run of two lines or more in bars or blank-separated columns as a grid."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        for find in (_barred, _spaced):
            run = find(blocks, index)
            if run:
                out.append(run[0])
                index += run[1]
                break
        else:
            out.append(blocks[index])
            index += 1
    return out


def _barred(blocks: list[Block], index: int) -> tuple[Grid, int] | None:
    rows: list[list[Cell]] = []
    taken = 0
    head = blocks[index]
    for block in blocks[index:]:
        if not isinstance(block, Line) or "|" not in block.text:
            if isinstance(block, Line) and rows and _RULE.fullmatch(block.text):
                taken += 1
                continue
            break
        taken += 1
        if not _RULE.fullmatch(block.text):
            rows.append(_row(block, _BAR, bordered=not isinstance(head, Line) or head.whole.text.startswith("|")))
    if len(rows) < 1 or taken < 2 or max(map(len, rows)) < 2:
        return None
    return Grid(
        rows[0][0].lines[0].pieces[0].node if rows[0][0].lines else "", rows, typed=False, width=max(map(len, rows))
    ), taken


def _spaced(blocks: list[Block], index: int) -> tuple[Grid, int] | None:
    """A header of known columns separated by blanks, and the rows below it."""
    head = blocks[index]
    if not isinstance(head, Line):
        return None
    separator = next((sign for sign in (_BLANKS, _SLASHES, _COLONS) if sign.search(head.whole.text)), None)
    if separator is None:
        return None
    header = _row(head, separator)
    named = sum(bool(forms.columns(cell.folded)) for cell in header)
    if len(header) < 2 + (separator is _COLONS) or named < len(header) or named < 2:
        return None
    rows = [header]
    starts = _starts(head, separator) if separator is _BLANKS else []
    for place, block in enumerate(blocks[index + 1 :], index + 1):
        if (
            not isinstance(block, Line)
            or (block.gap and not block.cut and not separator.search(block.whole.text))
            or block.heading
        ):
            break
        number = read_enumerator(block.body)
        if number and number.kind in ("roman", "point"):
            break
        row = _row(block, separator)
        if len(row) == 1 and (
            forms.marker(block.body.folded) or (len(rows) == 1 and not forms.is_nothing(block.folded))
        ):
            break
        if (
            len(row) == 1
            and not (forms.is_nothing(block.folded) or block.text[:1].islower())
            and (len(rows) == 1 or not _goes_on(rows[-1], blocks[place + 1 : place + 2], separator, len(header)))
        ):
            break
        if starts and len(row) < len(header):
            _place(row, _starts(block, separator), starts)
        rows.append(row)
    return (Grid("", rows, typed=True, width=len(header)), len(rows)) if len(rows) > 1 else None


def _goes_on(last: list[Cell], after: list[Block], separator: re.Pattern[str], width: int) -> bool:
    """A word with a capital, alone below a row: the rest of its first cell, where that was left open or another whole
    row follows at once."""
    if _OPEN.search(last[0].folded):
        return True
    following = after[0] if after else None
    return (
        isinstance(following, Line)
        and not (following.gap or read_enumerator(following.body))
        and len(_row(following, separator)) == width
    )


def _starts(line: Line, separator: re.Pattern[str]) -> list[int]:
    """Where each column begins in the stripped line."""
    text = line.whole.folded
    return [0, *(match.end() for match in separator.finditer(text))]


def _place(row: list[Cell], starts: list[int], header: list[int]) -> None:
    """Cells of a row with empty ones under the header that they stand below."""
    for cell, start in zip(row, starts, strict=True):
        cell.column = min(range(len(header)), key=lambda column: abs(header[column] - start))


def _row(line: Line, separator: re.Pattern[str], *, bordered: bool = True) -> list[Cell]:
    """``bordered``: a bar at the edge is the table's frame, not the sign of an empty first cell."""
    whole = line.whole
    text = whole.folded
    if separator is _BAR and bordered:
        left = 1 if text.startswith("|") else 0
        right = len(text) - 1 if text.endswith("|") and len(text) > 1 else len(text)
        whole, text = whole.part(left, right), text[left:right]
    cells: list[Cell] = []
    position = 0
    for match in [*separator.finditer(text), None]:
        end = match.start() if match else len(text)
        span = whole.part(position, end).strip()
        cells.append(Cell(len(cells), [line_of(part) for part in span.split(_BREAK)]))
        position = match.end() if match else end
    return cells


def line_of(span: Span) -> Line:
    """A line of its own for one cell of a typed row."""
    pieces = tuple(
        Piece(
            max(piece.start, span.start) - span.start,
            piece.node,
            piece.offset + max(piece.start, span.start) - piece.start,
            min(piece.start + piece.length, span.end) - max(piece.start, span.start),
        )
        for piece in span.line.pieces
        if piece.start < span.end and piece.start + piece.length > span.start
    )
    return Line(
        span.text,
        pieces,
        bold=span.line.bold,
        number=span.line.number,
        page=span.line.page,
        in_cell=True,
        quality=span.line.quality,
    )
