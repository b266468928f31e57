"""Rows that sum those below them, in one column of labels: NIGER, then a region in capitals, then its departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan

from canevas.evidence.observatory.rules.harmonise.adding import number_in
from canevas.evidence.observatory.rules.harmonise.cells import is_whole
from canevas.evidence.observatory.rules.harmonise.grid import Grid
from canevas.evidence.observatory.rules.harmonise.levels import depths, is_of_which

_LONGEST = 2_000
"""Rows above which nobody writes wholes among their parts."""
_FEWEST, _MOST_PARTS = 2, 60
_LONGEST_ACRONYM = 4
_AGREE = 0.6
"""Of the columns of figures: a ratio beside them adds up to nothing."""


@dataclass(frozen=True, slots=True)
class Wholes:
    """``wholes``: the rows that sum others; ``parts``: rows that a row above counts already, and that do not make it
    up ("dont femmes")."""

    wholes: list[int]
    parts: list[int]


def rows_of_wholes(grid: Grid, rows: Sequence[int], labels: Sequence[int], figures: Sequence[int]) -> Wholes:
    """Which of ``rows``, the rows of data, sum others. ``labels``: the columns of texts, the first of which says what
    rows are about; a whole says its level, is written in capitals above parts that are not, or says that it is the
    whole."""
    if len(rows) > _LONGEST or len(rows) < 3:
        return Wholes([], [])
    told = {column: {row: text for row in rows if isinstance(text := grid.at(row, column), str)} for column in labels}
    names = told[labels[0]]
    if found := _of_two_columns(grid, rows, labels, figures):
        return Wholes(found, [])
    if len(names) < len(rows):
        return Wholes([], [])
    whole = [texts for texts in told.values() if len(texts) == len(rows)]
    deep = next((by_row for texts in whole if (by_row := _depths(texts))), {})
    found = _by_depth(grid, rows, deep, figures) if deep else []
    if not found:
        heads = [row for row in rows if names[row].strip().isupper() and len(names[row].strip()) > _LONGEST_ACRONYM]
        found = (_groups(grid, rows, heads, figures) if len(heads) < len(rows) else []) or _nested(
            grid, rows[is_whole(names[rows[0]]):], figures)
    found = [*found, *_top(grid, rows, names, found, figures)]
    return Wholes(found, _counted_above(rows, names, found))


def _depths(texts: Mapping[int, str]) -> dict[int, int]:
    return dict(zip(texts, depths([*texts.values()]), strict=False))


def _counted_above(rows: Sequence[int], names: Mapping[int, str], wholes: Sequence[int]) -> list[int]:
    """Rows "dont …" below a row that they do not make up."""
    found, is_whole_above = [], True
    for row in rows:
        if not is_of_which(names[row]):
            is_whole_above = row in wholes
        elif not is_whole_above:
            found.append(row)
    return found


def _groups(grid: Grid, rows: Sequence[int], heads: Sequence[int], figures: Sequence[int]) -> list[int]:
    parts: dict[int, list[int]] = {}
    head = None
    for row in rows:
        if row in heads:
            head = row
            parts[row] = []
        elif head is not None:
            parts[head].append(row)
    found = [head for head, below in parts.items() if _sums(grid, head, below, figures)]
    asked = [head for head, below in parts.items() if len(below) > 1]
    return found if 2 * len(found) > len(asked) else []  # capitals that mostly sum nothing are how names are written


def _by_depth(grid: Grid, rows: Sequence[int], deep: Mapping[int, int], figures: Sequence[int]) -> list[int]:
    """Wholes where rows tell how deep they lie: "Région de Tillabéri", "Département de Téra", "Commune de Méhana".
    Where most are what their parts add up to, all are: the others are sums that are wrong."""
    asked, found = [], []
    for at, row in enumerate(rows):
        end = next((other for other in range(at + 1, len(rows)) if deep[rows[other]] <= deep[row]), len(rows))
        below = rows[at + 1 : end]
        parts = [other for other in below if deep[other] == min(map(deep.__getitem__, below))]
        asked += [row] * bool(parts)
        found += [row] * _sums(grid, row, parts, figures, least=1)
    return asked if 2 * len(found) > len(asked) else found


def _of_two_columns(grid: Grid, rows: Sequence[int], labels: Sequence[int], figures: Sequence[int]) -> list[int]:
    """Wholes that leave the second column of labels blank, above rows that fill it: "Tahoua |", then "| Tassara"."""
    if len(labels) < 2 or not figures or labels[1] > figures[0] or grid.at(rows[0], labels[1]) is not None:
        return []
    deep = {row: int(grid.at(row, labels[1]) is not None) for row in rows}
    heads = [row for row in rows if not deep[row]]
    if any(grid.at(row, labels[0]) is None for row in heads) or len(heads) == len(rows):
        return []
    groups = {head: [row for row in rows if head < row < after] for head, after in pairwise([*heads, rows[-1] + 1])}
    return heads if all(_sums(grid, head, parts, figures, least=1) for head, parts in groups.items()) else []


def _nested(grid: Grid, rows: Sequence[int], figures: Sequence[int]) -> list[int]:
    """Wholes that nothing but their figures tells, where every row is one or a part of one: "Agadez", then the
    nationalities met there, then "Zinder"."""
    if len(figures) < _FEWEST:
        return []
    found, at = [], 0
    while at < len(rows):
        last = next((end for end in range(at + 2, min(at + _MOST_PARTS, len(rows) - 1) + 1)
                     if _sums(grid, rows[at], rows[at + 1 : end + 1], figures, agree=1.0)), None)
        if last is None:
            return []
        found.append(rows[at])
        at = last + 1
    return found if len(found) > 1 else []


def _top(grid: Grid, rows: Sequence[int], labels: Mapping[int, str], groups: Sequence[int],
         figures: Sequence[int]) -> list[int]:
    """The first row, or the last below groups, where it says the whole and sums the groups, or all rows."""
    for at in (rows[0], rows[-1]) if groups else rows[:1]:
        if at in groups or not (is_whole(labels[at].strip()) or (groups and labels[at].strip().isupper())):
            continue
        parts = [row for row in rows if row != at and (row in groups or not groups)]
        if _sums(grid, at, parts, figures):
            return [at]
    return []


def _sums(grid: Grid, whole: int, parts: Sequence[int], figures: Sequence[int], agree: float = _AGREE,
          least: int = _FEWEST) -> bool:
    """Whether the figures of ``whole`` are those of ``parts`` together, in ``least`` columns or more; where one is
    enough, one part may be all there is."""
    if len(parts) < least:
        return False
    told = agreed = added = 0
    for column in figures:
        value = number_in(grid.at(whole, column))
        known = [number for row in parts if not isnan(number := number_in(grid.at(row, column)))]
        if isnan(value) or len(known) < least:
            continue
        told += 1
        if value > 0 and abs(sum(known) - value) < 0.5:
            agreed += 1
            added += sum(number > 0 for number in known) >= least
    # one figure beside zeros is equal to its own sum by chance: where little more is added up, all must agree
    return agreed >= least and agreed >= (agree if added >= _FEWEST else 1.0) * told
