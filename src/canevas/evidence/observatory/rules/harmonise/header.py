"""Which rows at the top of a block are its headings, and what each column is headed by."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from canevas.evidence.observatory.rules.harmonise.cells import (
    Kind,
    has_heading_word,
    is_hxl,
    is_period,
    is_total,
    kind_of,
    spoken,
)
from canevas.evidence.observatory.rules.harmonise.grid import Area, Grid
from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.tools.text.folding import squeeze

_DEEPEST = 6
_BODY = 40
_DOMINANT = 0.7
_FEWEST_PERIODS = 3
_NEVER = 100.0
"""What a row of figures costs among headings: all that more words below it could bring."""


@dataclass(frozen=True, slots=True)
class Head:
    """``rows`` are the heading rows, in order; ``hxl`` the row of HXL tags; ``numbering`` a row "(1) (2) (3)"."""

    rows: tuple[int, ...]
    hxl: int | None = None
    numbering: int | None = None
    sureness: float = 1.0

    @property
    def all(self) -> tuple[int, ...]:
        return tuple(sorted({*self.rows, *((self.hxl,) if self.hxl else ()),
                             *((self.numbering,) if self.numbering else ())}))


def find_head(grid: Grid, area: Area, rows: Sequence[int]) -> Head:
    """The headings among ``rows``, the next rows of a block that hold something; no row where there is no heading."""
    rows = first_run(grid, area, rows)[:_DEEPEST + _BODY]
    for place, row in enumerate(rows[:_DEEPEST + 1]):
        if is_hxl_row(grid, area, row):
            return Head(tuple(rows[:place]), hxl=row)
    scores = _scores(grid, area, rows)
    best = max(range(len(scores)), key=lambda size: (round(scores[size], 6), -size))
    others = [score for size, score in enumerate(scores) if size != best]
    margin = scores[best] - max(others, default=0.0)
    head = list(rows[:best])
    numbering = next((row for row in head[1:] if _is_numbering(grid, area, row)), None)
    return Head(tuple(row for row in head if row != numbering), numbering=numbering,
                sureness=min(1.0, 0.7 + 0.15 * margin))


def first_run(grid: Grid, area: Area, rows: Sequence[int], least: int = 3) -> Sequence[int]:
    """``rows`` up to where a text alone after a blank row begins something else; ``least`` rows at the least."""
    for place, (row, following) in enumerate(pairwise(rows), 1):
        if following > row + 1 and place >= least and len(grid.columns_of(following, area)) == 1 and kind_of(
                grid.at(following, grid.columns_of(following, area)[0])) is Kind.TEXT:
            return rows[:place]
    return rows


def is_hxl_row(grid: Grid, area: Area, row: int) -> bool:
    values = [grid.at(row, column) for column in grid.columns_of(row, area)]
    return bool(values) and sum(map(is_hxl, values)) >= max(1, 0.5 * len(values))


def _is_numbering(grid: Grid, area: Area, row: int) -> bool:
    values = [squeeze(str(grid.at(row, column))).strip("()") for column in grid.columns_of(row, area)]
    return len(values) > 1 and values == [str(number) for number in range(1, len(values) + 1)]


def _scores(grid: Grid, area: Area, rows: Sequence[int]) -> list[float]:
    """For each count of heading rows, from none, how well the rows above differ from the rows below."""
    again = _said_again(grid, area, rows)
    deepest = min(_DEEPEST, len(rows) - 1, rows.index(again[0]) if again else len(rows))
    rows = [row for row in rows if row not in again]
    words = [_heading_words(grid, area, row) for row in rows]
    scores = [0.0] * (deepest + 1)
    for size in range(deepest + 1):
        body = rows[size:size + _BODY]
        dominant = {column: _dominant(grid, body, column) for column in range(area.left, area.right + 1)}
        usual = sorted(words[size:])[len(words[size:]) // 2] if len(rows) - size > 2 else 0.0
        for depth, row in enumerate(rows[:size]):
            score = _row_score(grid, area, row, depth, dominant, body, words[depth] - usual)
            scores[size] += score - (_NEVER if score <= -1 else 0.0)
        if size < len(rows):
            scores[size] -= _body_doubt(grid, area, rows[size], dominant, words[size] - usual)
            is_bare = max(len(grid.columns_of(row, area)) for row in rows[size:]) < 2
            scores[size] -= _NEVER if is_bare and size > 1 else 0.0  # notes below are no data
    return scores


def _said_again(grid: Grid, area: Area, rows: Sequence[int]) -> list[int]:
    """Those of ``rows`` that say what one above them said: headings are said again below some data, as on a new page,
    and never twice at the top."""
    said: set[tuple[Value, ...]] = set()
    again = []
    for row in rows:
        values = tuple(grid.at(row, column) for column in range(area.left, area.right + 1))
        if values in said and len(grid.columns_of(row, area)) > 1:
            again.append(row)
        said.add(values)
    return again


def _heading_words(grid: Grid, area: Area, row: int) -> float:
    texts = [value for column in grid.columns_of(row, area) if isinstance(value := grid.at(row, column), str)
             and kind_of(value) is Kind.TEXT]
    return sum(map(has_heading_word, texts)) / len(texts) if texts else 0.0


def _dominant(grid: Grid, rows: Sequence[int], column: int) -> Kind:
    kinds = grid.kinds(rows, column)
    known = sum(count for kind, count in kinds.items() if kind not in (Kind.BLANK, Kind.MISSING))
    return next((kind for kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT) if kinds[kind] >= _DOMINANT * known > 0),
                Kind.BLANK)


def _row_score(grid: Grid, area: Area, row: int, depth: int, dominant: dict[int, Kind], body: Sequence[int],
               words: float) -> float:
    """How well ``row`` heads columns whose cells are mostly of the kinds ``dominant``."""
    if _is_numbering(grid, area, row) and depth:
        return 1.0
    if depth and _is_band(grid, area, row):
        return -1.0
    over_figures = [column for column in grid.columns_of(row, area) if dominant[column] in (Kind.NUMBER, Kind.DATE)]
    periods = (len(over_figures) > 1 and _are_periods(grid, row, over_figures) and _distinct(grid, row, over_figures)
               and not any(dominant[column] is Kind.DATE for column in over_figures))
    score = 0.0
    is_data = False
    for column in grid.columns_of(row, area):
        kind, under = kind_of(grid.at(row, column)), dominant[column]
        if under in (Kind.NUMBER, Kind.DATE):
            is_data |= kind is under and not periods
            if periods:
                score += 0.8
            elif kind is Kind.TEXT or (kind is Kind.NUMBER and under is Kind.DATE):
                score += 1.0
            else:
                score -= 1.5 if kind is under else 0.3
        elif kind is Kind.TEXT:
            seen = grid.at(row, column) in {grid.at(other, column) for other in body}
            score += -0.5 if seen else 0.3 if depth == 0 else -0.1
        elif kind in (Kind.NUMBER, Kind.DATE):
            score -= 0.3
    return score + (1.2 if words >= 0.4 and not is_data else 0.0)


def _are_periods(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    """Whether ``row`` says periods over figures, and totals; also with words over others where three or more are
    periods: "N° | 2019 | 2020 | 2021 | Évolution (%)"."""
    values = [grid.at(row, column) for column in columns]
    others = [value for value in values if not is_period(value) and not is_total(value)]
    return not others or (len(values) - len(others) >= _FEWEST_PERIODS and all(
        kind_of(value) is Kind.TEXT for value in others))


def _is_band(grid: Grid, area: Area, row: int) -> bool:
    """Whether a row is one text merged over the whole width: it stands over the rows below, and heads no column."""
    columns = grid.columns_of(row, area)
    if len(columns) != 1 or (block := grid.anchors.get((row, columns[0]))) is None:
        return False
    above = grid.columns_of(row - 1, area)
    return len(above) > 2 and block[1] <= above[0] and block[3] >= above[-1]


def _distinct(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    values = [grid.at(row, column) for column in columns]
    return len(set(map(str, values))) == len(values) or any(grid.anchors.get((row, column)) for column in columns)


def _body_doubt(grid: Grid, area: Area, row: int, dominant: dict[int, Kind], words: float) -> float:
    """How little ``row``, the first below the headings, looks like the rows after it."""
    doubt = 0.9 if words >= 0.4 else 0.0
    for column in grid.columns_of(row, area):
        if dominant[column] in (Kind.NUMBER, Kind.DATE) and kind_of(grid.at(row, column)) is Kind.TEXT:
            doubt += 0.8
    return doubt


def headings(grid: Grid, area: Area, head: Head) -> dict[int, tuple[str, ...]]:
    """By column, its headings from top to bottom. A heading over several columns is repeated over them, also where
    the merge was lost and blanks stand to its right."""
    levels = [_level(grid, area, head.rows, depth) for depth in range(len(head.rows))]
    found: dict[int, tuple[str, ...]] = {}
    for column in range(area.left, area.right + 1):
        texts = [spoken(level.get(column)) for level in levels]
        found[column] = tuple(dict.fromkeys(text for text in texts if text))
    return found


def _level(grid: Grid, area: Area, rows: Sequence[int], depth: int) -> dict[int, Value]:
    row, below = rows[depth], rows[depth + 1:]
    level: dict[int, Value] = {}
    over: Value = None  # the group heading that reaches to the right over blanks
    for column in range(area.left, area.right + 1):
        value = grid.spanned(row, column)
        if value is not None:
            level[column] = value
            block = grid.anchors.get((row, column))
            reaches = bool(below) and any(grid.at(other, column) is not None for other in below) and not block
            over = value if reaches else None
        elif over is not None and any(grid.at(other, column) is not None for other in below) and not any(
                grid.spanned(other, column) is not None for other in rows[:depth] if _starts(grid, other, column)):
            level[column] = over
        elif not any(grid.at(other, column) is not None for other in below):
            over = None if below else over
    return level


def _starts(grid: Grid, row: int, column: int) -> bool:
    """Whether a heading above begins at this very column: another group begins there."""
    return grid.at(row, column) is not None
