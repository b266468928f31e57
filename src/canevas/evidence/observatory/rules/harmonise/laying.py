"""One block of a sheet walked from top to bottom: text, headings, data, notes, and again."""
from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from canevas.evidence.observatory.rules.harmonise.body import Data
from canevas.evidence.observatory.rules.harmonise.cells import (
    Kind,
    has_heading_word,
    is_labelled,
    is_note,
    kind_of,
    spoken,
)
from canevas.evidence.observatory.rules.harmonise.grid import Area, Grid
from canevas.evidence.observatory.rules.harmonise.header import find_head, first_run
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.evidence.observatory.rules.harmonise.walking import (
    LONGEST_LABEL,
    Walk,
    is_labelled_line,
    is_pivot_line,
)
from canevas.tools.text.folding import squeeze

_LONGEST_CARD = 40
"""Lines of a label and its value that stand over a table; more are a table themselves."""
_KEPT = ("(tous)", "(tout)", "(all)", "(plusieurs", "(multiple")


def lay(grid: Grid, area: Area, sheet: str) -> tuple[list[LaidTable], list[str]]:
    """The tables of a block from top to bottom, and the texts that belong to none."""
    walk = Walk(grid, area, sheet, row=area.top)
    while walk.row <= area.bottom:
        if grid.is_blank(walk.row, area):
            walk.over = len(walk.titles) if not walk.found else walk.over
            walk.row += 1
        elif _is_text(walk, walk.row):
            _keep_text(walk)
        else:
            _take_table(walk)
    if walk.found and walk.titles:
        last = walk.found[-1]
        walk.found[-1] = replace(last, notes=(*last.notes, *walk.titles))
        walk.titles = []
    return walk.found, walk.titles


def _keep_text(walk: Walk) -> None:
    """A line of text: a note of the table above, or a title of the next."""
    text = walk.text_of(walk.row)
    if _is_card(walk, walk.row):
        text = " : ".join(spoken(walk.grid.at(walk.row, column)).rstrip(" :") for column in walk.filled(walk.row))
    if walk.found and not walk.titles and is_note(text):
        last = walk.found[-1]
        walk.found[-1] = replace(last, notes=(*last.notes, text))
    else:
        walk.titles.append(text)
    walk.row += 1


def _is_text(walk: Walk, row: int) -> bool:
    """Whether ``row``, met outside a table, is a line of text and no heading."""
    columns = walk.filled(row)
    ahead = first_run(walk.grid, walk.area, walk.next_rows(row + 1, 12), 1 if len(columns) > 1 else 12)
    widest = max((len(walk.filled(other)) for other in ahead), default=0)
    if len(columns) == 1:
        return not _is_group_heading(walk, row, columns[0], widest) and (
            widest > 1 or len(ahead) < 2 or not _is_one_column(walk, row))
    if is_pivot_line(walk, row) or is_labelled_line(walk, row) or _is_card(walk, row):
        return True
    if widest < 4 or len(columns) > max(2, widest // 3):
        return bool(not ahead or (widest < 2 and len(columns) == 2 and is_labelled(walk.text_of(row))))
    values = [walk.grid.at(row, column) for column in columns]
    if is_labelled(values[0]) or all(is_labelled(value) for value in values):
        return True
    merged = any((row, column) in walk.grid.anchors for column in columns)
    is_above_blank = walk.grid.is_blank(row + 1, walk.area) and row < walk.area.bottom
    return len(columns) == 2 and not merged and (is_above_blank or _is_filter(walk, row))


def _is_filter(walk: Walk, row: int) -> bool:
    """A line of the filters over a pivot table, of which one at least keeps all: "Mois | 2024-03", "Sexe | (Tous)"."""
    rows = list(takewhile(lambda other: len(walk.filled(other)) == 2, range(row, walk.area.bottom + 1)))
    texts = [squeeze(spoken(walk.grid.at(other, walk.filled(other)[1]))) for other in rows]
    return rows[-1:] != [walk.area.bottom] and any(text.startswith(_KEPT) for text in texts)


def _is_card(walk: Walk, row: int) -> bool:
    """A line of what stands over a first table, a label and its value in two cells, up to a blank row: "Région |
    Zinder", "Période | T3 2024"."""
    def is_pair(other: int) -> bool:
        return len(walk.filled(other)) == 2

    grid = walk.grid
    if walk.found:
        return False
    above = takewhile(is_pair, range(row - 1, max(walk.area.top, row - _LONGEST_CARD) - 1, -1))
    below = takewhile(is_pair, range(row, min(walk.area.bottom, row + _LONGEST_CARD) + 1))
    rows = [*reversed([*above]), *below]
    if not 0 < len(rows) <= _LONGEST_CARD or rows[-1] == walk.area.bottom or not grid.is_blank(
            rows[-1] + 1, walk.area):
        return False
    pairs = [[grid.at(other, column) for column in walk.filled(other)] for other in rows]
    if 2 * sum(isinstance(label, str) and has_heading_word(label) for label, _value in pairs) < len(pairs):
        return False
    heads = [grid.at(other, column) for other in walk.next_rows(rows[-1] + 1, 1) for column in walk.filled(other)]
    return (len(heads) > 2 and any(kind_of(value) is not Kind.NUMBER for _label, value in pairs)
            and sum(isinstance(head, str) and has_heading_word(head) for head in heads) >= len(heads) / 2)


def _is_one_column(walk: Walk, row: int) -> bool:
    """A list: a short heading over short values, in one column."""
    rows = walk.next_rows(row, 30)
    texts = [walk.text_of(other) for other in rows]
    return (len(rows) > 3 and has_heading_word(texts[0]) and all(len(text) < 40 for text in texts)
            and not any(map(is_note, texts)))


def _is_group_heading(walk: Walk, row: int, column: int, widest: int) -> bool:
    """One text over some columns of the headings right below: "Sexe" over "H" and "F"."""
    if row >= walk.area.bottom or widest < 2 or len(walk.filled(row + 1)) < 2:
        return False
    if is_labelled_line(walk, row + 1):
        return False
    first = min(walk.filled(row + 1))
    block = walk.grid.anchors.get((row, column))
    text = spoken(walk.grid.at(row, column))
    if column <= first or len(text) > LONGEST_LABEL:
        return False
    below = [kind_of(walk.grid.at(row + 1, other)) for other in walk.filled(row + 1)]
    if below.count(Kind.TEXT) < len(below) / 2 and not all(kind in (Kind.TEXT, Kind.NUMBER) for kind in below):
        return False
    if block is not None:
        return block[3] - block[1] + 1 < len(walk.filled(row + 1))
    return len(text) <= 20


def _take_table(walk: Walk) -> None:
    rows = walk.next_rows(walk.row)
    head = find_head(walk.grid, walk.area, rows)
    first = (max(head.all) if head.all else walk.row - 1) + 1
    body = walk.next_rows(first)
    if not body or (len(rows) < 2 and not head.all):
        walk.titles.append(walk.text_of(walk.row))
        walk.row += 1
        return
    if not walk.found:
        walk.shared = tuple(walk.titles[:walk.over]) if walk.over < len(walk.titles) else ()
    elif walk.titles:
        walk.titles[:0] = walk.shared
    data = Data(walk, head, first_run(walk.grid, walk.area, body, 2))
    data.walk_down(body[0])
    walk.found.append(data.table())
    walk.titles = []
    walk.row = data.end + 1
