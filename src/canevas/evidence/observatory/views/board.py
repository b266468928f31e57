"""What the workbench shows: the partner's sheet on one side, what is understood on the other."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from canevas.evidence.observatory.models import Workbench
from canevas.evidence.observatory.operations.batches import MOST_REJECTS
from canevas.evidence.observatory.operations.understanding import understanding_of
from canevas.evidence.observatory.operations.workbench import settled
from canevas.evidence.observatory.queries import labels, wording
from canevas.evidence.observatory.rules.harmonise.layout import letters
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    SURE,
    ColumnProposal,
    Reject,
    TableProposal,
    ValueProposal,
)
from canevas.evidence.observatory.rules.harmonise.recipe import CLOSED
from canevas.evidence.observatory.rules.harmonise.settling import (
    ASKED_OF_TIMES,
    Doubt,
    Settled,
    doubts_of,
    ignored_sheets,
)

SHOWN_ROWS, AROUND, WIDEST, MOST_VALUES, MOST_TOLD = 24, 5, 60, 300, 60


@dataclass(frozen=True)
class ShownValue:
    place: str
    raw: str
    context: str
    words: str
    count: int
    confidence: float
    reason: str
    is_asked: bool


@dataclass(frozen=True)
class ShownColumn:
    place: str
    letter: str
    header: str
    meaning: str
    fixed: str
    confidence: float
    reason: str
    is_asked: bool
    values: list[ShownValue]
    left_out: int


@dataclass(frozen=True)
class ShownReject:
    """One rejected cell, or all of a column that hold the same: ``count`` of them, from ``row`` on."""

    row: int
    column: str
    number: int
    value: str
    why: str
    count: int = 1


@dataclass(frozen=True)
class ShownTable:
    number: int
    sheet: str
    range: str
    reason: str
    subject: str
    fixed: list[tuple[str, str]]
    is_title_asked: bool
    columns: list[ShownColumn]
    rows: list[dict[str, Any]]
    letters: list[tuple[str, bool]]
    rejects: list[ShownReject]
    reject_count: int
    groups: int
    """Of the rejected cells: how many differ by column or value."""
    anomalies: list[tuple[str, Any]]
    anomaly_count: int
    is_ignored: bool

    @property
    def asked(self) -> int:
        """How many of its columns are asked."""
        return sum(column.is_asked for column in self.columns)

    @property
    def is_beyond_repair(self) -> bool:
        """Whether so many cells cannot be read that it will not go in."""
        return self.reject_count >= MOST_REJECTS


@dataclass
class Board:
    bench: Workbench
    state: Settled
    doubts: list[Doubt]
    active: Doubt | None
    tables: list[ShownTable] = field(default_factory=list)

    @property
    def next(self) -> str:
        return self._beside(1)

    @property
    def previous(self) -> str:
        return self._beside(-1)

    def _beside(self, step: int) -> str:
        places = [one.place for one in self.doubts]
        if not places:
            return ""
        if self.active is None or self.active.place not in places:
            return places[0]
        return places[(places.index(self.active.place) + step) % len(places)]


def read_place(text: str, state: Settled) -> Doubt | None:
    """The thing that an address names; ``None`` where the file has none of it."""
    kind, *numbers = text.split(".")
    if len(numbers) != 3 or not all(one.isdecimal() and len(one) < 7 for one in numbers):
        return None
    found = Doubt(kind, *map(int, numbers))
    if kind in ("layout", "said", "reference"):
        return found
    if found.table >= len(state.tables):
        return None
    if kind in ("subject", "title"):
        return found
    column = next((one for one in state.tables[found.table].columns if one.number == found.column), None)
    if column is None or kind not in ("column", "value") or (kind == "value" and found.value >= len(column.values)):
        return None
    return found


def board_of(bench: Workbench, asked: str = "", *, one_by_one: bool = False) -> Board:
    """``one_by_one``: rejected cells that hold the same are shown each for itself."""
    state = settled(bench)
    doubts = doubts_of(state, bench.answers)
    active = read_place(asked, state) if asked else None
    board = Board(bench, state, doubts, active or (doubts[0] if doubts else None))
    places = {one.place for one in doubts}
    ignored = ignored_sheets(state, bench.answers)
    sheets = {sheet.name: sheet for sheet in understanding_of(bench.file).workbook.sheets}
    for number, table in enumerate(state.tables):
        board.tables.append(_table(board, number, table, sheets[table.layout.sheet].rows, places,
                                   table.layout.sheet in ignored, one_by_one))
    return board


def _table(board: Board, number: int, table: TableProposal, rows: Any, places: set[str],
           is_ignored: bool, one_by_one: bool) -> ShownTable:
    active = board.active if board.active and board.active.table == number else None
    layout = table.layout
    hidden = {column.number for column in table.columns if column.meaning is Meaning.PERSON}
    width = min(max((column.number for column in layout.columns), default=0), WIDEST)
    column = active.column if active and active.kind in ("column", "value") else 0
    value = _value_of(table, active) if active and active.kind == "value" else None
    groups = grouped(table.rejects)
    singly = [ShownReject(one.row, one.column, one.number, one.value, one.why) for one in table.rejects[:MOST_TOLD]]
    return ShownTable(
        number, layout.sheet, layout.data_range if layout.columns else "", layout.reason,
        str({str(kind): word for kind, word in labels.KINDS.items()}.get(table.subject, "")),
        [(wording.meaning(one), wording.code_in_words(one, code)) for one, code in table.fixed.items()],
        Doubt("title", number).place in places, [_column(number, one, places) for one in table.columns],
        list(_rows(table, rows, width, column, value.raw if value else None, hidden)),
        [(letters(at), at == column) for at in range(1, width + 1)],
        singly if one_by_one else groups[:MOST_TOLD], len(table.rejects), len(groups),
        [(wording.ANOMALIES.get(one.kind, one.kind), one) for one in table.anomalies[:MOST_TOLD]],
        len(table.anomalies), is_ignored)


def grouped(rejects: Sequence[Reject]) -> list[ShownReject]:
    """Rejected cells, those of one column that hold the same together, in the order of the first of each."""
    alike: dict[tuple[str, int, str, str], list[int]] = {}
    for one in rejects:
        alike.setdefault((one.column, one.number, one.value, one.why), []).append(one.row)
    return [ShownReject(rows[0], *said, len(rows)) for said, rows in alike.items()]


def _value_of(table: TableProposal, doubt: Doubt) -> ValueProposal:
    return next(one for one in table.columns if one.number == doubt.column).values[doubt.value]


def _column(table: int, column: ColumnProposal, places: set[str]) -> ShownColumn:
    place = Doubt("column", table, column.number).place
    values = []
    if column.meaning in ASKED_OF_TIMES:
        for rank, value in enumerate(column.values):
            here = Doubt("value", table, column.number, rank).place
            if column.meaning in CLOSED or here in places or value.confidence < SURE:
                values.append(ShownValue(
                    here, value.raw, value.context, wording.code_in_words(column.meaning, value.code)
                    if value.code or value.confidence else _("not understood"), value.count, value.confidence,
                    value.reason, here in places))
        values.sort(key=lambda one: not one.is_asked)
    return ShownColumn(
        place, letters(column.number) if column.number else "", column.header, wording.meaning(column.meaning),
        ", ".join(wording.code_in_words(one, code) for one, code in column.fixed.items()), column.confidence,
        column.reason, place in places, values[:MOST_VALUES], max(len(values) - MOST_VALUES, 0))


def _rows(table: TableProposal, rows: Any, width: int, column: int, raw: str | None,
          hidden: set[int]) -> Iterator[dict[str, Any]]:
    """The rows of the sheet that are shown: those around the headings, and those that bear the open value."""
    layout = table.layout
    first = max(1, (layout.header_rows[0] if layout.header_rows else layout.first_row) - 6)
    shown = set(range(first, min(layout.first_row + SHOWN_ROWS, layout.last_row + 4, len(rows)) + 1))
    if raw is not None and column:
        bearing = (at for at in range(layout.first_row, min(layout.last_row, len(rows)) + 1)
                   if len(rows[at - 1]) >= column and str(rows[at - 1][column - 1]) == raw)
        shown |= {at for at, _rank in zip(bearing, range(AROUND), strict=False)}
    shown |= {one.row for one in table.rejects[:AROUND]}
    wrong = {(one.row, one.number) for one in table.rejects}
    before = first - 1
    for number in sorted(one for one in shown if 0 < one <= len(rows)):
        line = rows[number - 1]
        cells = []
        for at in range(1, width + 1):
            value = line[at - 1] if at <= len(line) else None
            text = "" if value is None else str(value)
            inside = layout.first_row <= number <= layout.last_row
            is_active = at == column
            cells.append({"text": "•••" if at in hidden and inside and text else text, "is_active": is_active,
                          "is_wrong": (number, at) in wrong,
                          "is_value": is_active and inside and raw is not None and text == raw})
        yield {"number": number, "cells": cells, "gap": number > before + 1, "kind": _kind(table, number)}
        before = number


def _kind(table: TableProposal, row: int) -> str:
    layout = table.layout
    if row in layout.header_rows:
        return "heading"
    if row in layout.total_rows:
        return "total"
    if row in layout.skipped_rows or row == layout.hxl_row:
        return "skipped"
    return "data" if layout.first_row <= row <= layout.last_row else "around"
