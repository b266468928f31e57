"""The rows of data below some headings: where they end, which sum others, which stand between."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isnan
from operator import and_, itemgetter

from canevas.evidence.observatory.rules.harmonise.adding import are_shares, number_in
from canevas.evidence.observatory.rules.harmonise.cells import (
    Kind,
    has_heading_word,
    is_derived,
    is_note,
    is_page,
    is_strong_total,
    is_total,
    is_whole,
    kind_of,
    spoken,
)
from canevas.evidence.observatory.rules.harmonise.grid import Grid
from canevas.evidence.observatory.rules.harmonise.header import Head, find_head, headings
from canevas.evidence.observatory.rules.harmonise.layout import LaidColumn, LaidTable
from canevas.evidence.observatory.rules.harmonise.sides import filled_down, is_on_its_side, last_line
from canevas.evidence.observatory.rules.harmonise.walking import LONGEST_LABEL, Walk, is_pivot_line, stands_apart
from canevas.evidence.observatory.rules.harmonise.wholes import rows_of_wholes
from canevas.tools.text.sentences import say

_MOST = 0.6


@dataclass(slots=True)
class Data:
    """The data rows below some headings, while they are walked down."""

    walk: Walk
    head: Head
    sample: Sequence[int]
    kinds: dict[int, Kind] = field(default_factory=dict)
    headed: set[int] = field(default_factory=set)
    labels: list[int] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    first: int = 0
    end: int = 0
    totals: list[int] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    bands: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        grid, area = self.walk.grid, self.walk.area
        width = {column for row in (*self.head.all, *self.sample) for column in self.walk.filled(row)}
        self.headed = {column for row in self.head.rows for column in self.walk.filled(row)}
        rows = [row for row in self.sample if len(self.walk.filled(row)) > 1 or len(width) == 1]
        for column in range(area.left, area.right + 1):
            counts = grid.kinds(rows, column)
            known = counts[Kind.TEXT] + counts[Kind.NUMBER] + counts[Kind.DATE]
            self.kinds[column] = next((kind for kind in (Kind.NUMBER, Kind.DATE, Kind.TEXT)
                                       if counts[kind] > known / 2), Kind.BLANK)
        self.figures = [column for column, kind in self.kinds.items() if kind is Kind.NUMBER]
        self.labels = [column for column, kind in self.kinds.items() if kind is Kind.TEXT]

    def walk_down(self, row: int) -> None:
        self.first = self.end = row
        ordinary = self._ordinary_rows(row)
        blank: list[int] = []
        while row <= self.walk.area.bottom:
            if ordinary[row - self.first]:
                self.end = row
            elif self.walk.grid.is_blank(row, self.walk.area):
                blank.append(row)
            elif not self._take(row):
                break
            row += 1
        self.skipped += [row for row in blank if row <= self.end]

    def _ordinary_rows(self, first: int) -> Sequence[bool]:
        """By row from ``first`` on, whether it is plainly data, as most of 100,000 are: a figure stands in the last
        column of figures, a label somewhere, and none that says it sums others. The others are looked at one by one."""
        grid, area = self.walk.grid, self.walk.area
        lines = grid.rows[first - 1:area.bottom]
        if not self.figures or area.left > 1 or area.right < max(map(len, grid.rows)):
            return [False] * len(lines)
        labels = [column - 1 for column, kind in self.kinds.items() if kind is not Kind.NUMBER]
        start = min((column for column, kind in self.kinds.items() if kind is not Kind.BLANK), default=1) - 1
        labels = labels if start in labels else [start, *labels]
        if min(map(len, lines)) < area.right:  # lines end with their last value
            lines = [[*line, *[None] * (area.right - len(line))] for line in lines]
        ends = list(map(itemgetter(self.figures[-1] - 1), lines))
        heads = {grid.at(row, self.figures[-1]) for row in self.head.rows}
        written = {value for value in set(ends) if isinstance(value, str) and kind_of(value) is Kind.NUMBER} - heads
        plain = [(type(value) in (int, float) or value in written) and count > 1
                 for value, count in zip(ends, grid.filled[first - 1:area.bottom], strict=True)]
        labelled = [False] * len(lines)
        for place in labels:
            said = list(map(itemgetter(place), lines))
            if sums := {value for value in set(said) if isinstance(value, str) and _is_of_others(value)}:
                plain = [is_plain and value not in sums for is_plain, value in zip(plain, said, strict=True)]
            if not all(labelled):
                labelled = [known or value is not None for known, value in zip(labelled, said, strict=True)]
        return list(map(and_, plain, labelled))

    def _take(self, row: int) -> bool:
        """Take one row that holds something into the table; ``False`` where the table has ended above it."""
        columns = self.walk.filled(row)
        wide = len([kind for kind in self.kinds.values() if kind is not Kind.BLANK]) > 1
        if self._repeats_headings(row):
            if row != self.end + 1 and self._has_titles_between(row):
                return False
            self.skipped.append(row)
        elif len(columns) == 1 and wide:
            return self._take_single(row, columns[0])
        elif self._begins_another(row):
            return False
        elif isinstance(first := self.walk.grid.at(row, columns[0]), str) and is_derived(first):
            self.skipped.append(row)
        elif self._is_total_row(row, columns):
            self.totals.append(row)
        self.end = row
        return True

    def _take_single(self, row: int, column: int) -> bool:
        value = self.walk.grid.at(row, column)
        text = spoken(value)
        if column in self.figures and kind_of(value) is not Kind.TEXT:
            if not any(self.walk.grid.at(row, label) is not None for label in self.labels) and self._sums_above(row):
                self.totals.append(row)
            self.end = row
            return True
        after = self.walk.next_rows(row + 1, 1)
        if is_note(text) and row == self.end + 1 and after == [row + 1] and self._is_data(row + 1):
            self.skipped.append(row)
            self.notes.append(text)
            self.end = row
            return True
        if is_page(text) and after and (self._repeats_headings(after[0]) or self._is_data(after[0])):
            self.skipped.append(row)
            self.end = row
            return True
        if is_note(text) or not after or (row > self.end + 1 and self._begins_another(after[0])):
            return False
        if self._repeats_headings(after[0]) or self._begins_another(after[0]) or len(self.walk.filled(after[0])) < 2:
            # a label alone between others is a row without figures; a text before another table is its title
            if column in self.labels[:1] and len(text) < LONGEST_LABEL and row == self.end + 1 and not (
                    self._repeats_headings(after[0]) or self._begins_another(after[0])) and after[0] == row + 1 \
                    and not is_note(self.walk.text_of(after[0])) and self._goes_on(after[0]):
                self.end = row
                return True
            return False
        if self._is_lone_row(row, column):
            self.end = row
            return True
        self.skipped.append(row)
        self.bands.append((row, text))
        self.end = row
        return True

    def _is_data(self, row: int) -> bool:
        """Whether ``row`` goes on as the rows above: a note stands between."""
        return len(self.walk.filled(row)) > 1 and not self._repeats_headings(row) and not self._begins_another(row) \
            and any(kind_of(self.walk.grid.at(row, column)) is Kind.NUMBER for column in self.figures)

    def _goes_on(self, row: int) -> bool:
        """Whether a row of data follows within a few single cells."""
        ahead = self.walk.next_rows(row, 5)
        return any(len(self.walk.filled(other)) > 1 and not self._begins_another(other) for other in ahead)

    def _is_lone_row(self, row: int, column: int) -> bool:
        """A label whose figures are all blank, where other rows of the table have blanks too and none is a band."""
        if column != (self.labels or [0])[0] or (row, column) in self.walk.grid.anchors or row > self.end + 1:
            return False
        text = spoken(self.walk.grid.at(row, column))
        others = [spoken(self.walk.grid.at(other, column)) for other in self.sample
                  if len(self.walk.filled(other)) > 1]
        grouped = text.isupper() and not any(other.isupper() for other in others)
        return len(self.labels) == 1 and not grouped and not has_heading_word(text)

    def _has_titles_between(self, row: int) -> bool:
        return any(len(self.walk.filled(other)) == 1 for other in range(self.end + 1, row)
                   if not self.walk.grid.is_blank(other, self.walk.area))

    def _repeats_headings(self, row: int) -> bool:
        """Whether ``row`` is one of the heading rows again, as after a page break."""
        columns = self.walk.filled(row)
        for head in self.head.rows:
            same = sum(self.walk.grid.at(head, column) == self.walk.grid.at(row, column) for column in columns)
            if len(columns) > 1 and same >= 0.7 * max(len(columns), len(self.walk.filled(head))):
                return True
        return False

    def _begins_another(self, row: int) -> bool:
        """Whether ``row`` cannot be data of these columns: words stand where the figures or dates are, or it stands
        beside them."""
        columns = self.walk.filled(row)
        if sum(self.kinds[column] is not Kind.BLANK or column in self.headed for column in columns) < len(columns) / 2:
            return True
        if not self.figures and not any(kind is Kind.DATE for kind in self.kinds.values()):
            ahead = self.walk.next_rows(row, 12)
            blank = self.walk.grid.is_blank(row - 1, self.walk.area)
            return bool(blank and len(ahead) > 1 and self.head.rows and find_head(
                self.walk.grid, self.walk.area, ahead).rows and self._has_words(row))
        typed = [column for column, kind in self.kinds.items() if kind in (Kind.NUMBER, Kind.DATE)]
        kinds = [kind_of(self.walk.grid.at(row, column)) for column in typed]
        words, fits = kinds.count(Kind.TEXT), kinds.count(Kind.NUMBER) + kinds.count(Kind.DATE)
        if is_pivot_line(self.walk, row):
            return True
        if not words and not fits and stands_apart(self.walk, row, self.end):
            return len(columns) > 1 and self._has_words(row)
        if words and not fits:
            if row == self.end + 1 and self._is_blurred(row, typed):
                return False
            return words > 1 or len(typed) == 1 or self._has_words(row)
        return words > fits and self._has_words(row)

    def _is_blurred(self, row: int, typed: Sequence[int]) -> bool:
        """A row of data whose figures are written with words or slips: "12 (dont 3 enfants)", "3O"."""
        labels = [value for column in self.labels if isinstance(value := self.walk.grid.at(row, column), str)]
        texts = [value for column in typed if isinstance(value := self.walk.grid.at(row, column), str)]
        if not labels or any(map(has_heading_word, labels)):
            return False
        return all(text[:1].isdigit() for text in texts) or (len(texts) == 1 and not has_heading_word(texts[0]))

    def _has_words(self, row: int) -> bool:
        texts = [value for column in self.walk.filled(row) if isinstance(value := self.walk.grid.at(row, column), str)]
        return sum(map(has_heading_word, texts)) >= max(1, len(texts) / 2)

    def _is_total_row(self, row: int, columns: Sequence[int]) -> bool:
        grid = self.walk.grid
        labels = [value for column in self.labels if isinstance(value := grid.at(row, column), str)]
        if labels and is_total(labels[0]):
            return True
        if any(is_strong_total(label) for label in labels):
            return True
        if isinstance(first := grid.at(row, columns[0]), str) and is_strong_total(first):
            return True
        may_sum = not labels or is_whole(labels[0])
        return may_sum and bool(self.labels) and row > self.first and self._sums_above(row, _MOST if labels else 1.0)

    def _sums_above(self, row: int, agree: float = 1.0) -> bool:
        """A last row without label whose figures are the sums of those above, in the share ``agree`` of its columns:
        beside a label, one may be a mean."""
        if row < self.walk.area.bottom and not self.walk.grid.is_blank(row + 1, self.walk.area) and len(
                self.walk.filled(row + 1)) > 1:
            return False
        left_out = {*self.totals, *self.skipped}
        above = [other for other in range(self.first, row) if other not in left_out]
        checked = agreed = 0
        for column in self.figures:
            value = number_in(self.walk.grid.at(row, column))
            if isnan(value):
                continue
            parts = [part for other in above if not isnan(part := number_in(self.walk.grid.at(other, column)))]
            checked += not are_shares([*parts, value])
            agreed += len(parts) > 1 and abs(sum(parts) - value) <= 0.5
        return agreed > 0 and agreed >= agree * checked

    def table(self) -> LaidTable:
        walk, grid, area = self.walk, self.walk.grid, self.walk.area
        skipped, totals = {*self.skipped}, {*self.totals}
        data = [row for row in range(self.first, self.end + 1) if row not in skipped]
        others = [row for row in data if row not in totals]
        if self.labels:
            found = rows_of_wholes(grid, others, self.labels, self.figures)
            self.totals += found.wholes
            self.skipped += found.parts
        heads = headings(grid, area, self.head)
        used = [column for column in range(area.left, area.right + 1)
                if heads[column] or any(grid.at(row, column) is not None for row in data)]
        down = filled_down(grid, others, used, self.labels)
        hxl = self.head.hxl
        columns = tuple(LaidColumn(column, heads[column], _tag(grid, hxl, column), column in down) for column in used)
        if on_side := is_on_its_side(grid, self.head, data, used):
            self.end = last_line(grid, area, self.end, used)
        reason, confidence = self._reason(on_side)
        return LaidTable(
            walk.sheet, self.head.rows, self.first, self.end, columns, tuple(walk.titles), tuple(self.notes),
            hxl_row=hxl, total_rows=tuple(sorted(self.totals)), skipped_rows=tuple(sorted({*self.skipped})),
            reason=reason, confidence=confidence, bands=tuple(self.bands), is_on_its_side=on_side)

    def _reason(self, on_side: bool) -> tuple[str, float]:
        if on_side:
            return say("The table stands on its side: its headings are in its first column."), 0.5
        if self.head.hxl:
            return say("Row %(row)d holds HXL tags.", row=self.head.hxl), 1.0
        if not self.head.rows:
            return say("No heading above these figures: say what each column is."), 0.6
        return say("Headings in row(s) %(rows)s: words above figures, dates or repeated values.",
                   rows=", ".join(map(str, self.head.rows))), round(self.head.sureness, 3)


def _is_of_others(label: str) -> bool:
    """Whether a label may say that its row is made of others."""
    return is_total(label) or is_whole(label) or is_derived(label)


def _tag(grid: Grid, hxl: int | None, column: int) -> str:
    value = grid.at(hxl, column) if hxl else None
    return value.strip() if isinstance(value, str) else ""
