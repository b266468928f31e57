"""The table as it prints: bands, and rows of four cells where a challenge stands once over all of its rows."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canevas.governance.syntheses.rules.table import Column, Line, Row, Section, Table
from canevas.governance.syntheses.rules.table.model import LISTED


@dataclass(frozen=True, slots=True)
class PrintedCell:
    row: str
    column: Column
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """``challenge`` is None where the cell of a row above reaches down to this one; ``span`` counts its rows."""

    uid: str
    number: int
    challenge: Line | None
    span: int
    cells: tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class Band:
    key: str
    axis: int | None
    title: str
    rows: tuple[PrintedRow, ...]


def bands(table: Table) -> list[Band]:
    return [Band(one.key, one.axis, one.title, tuple(_rows(one))) for one in table.sections]


def _rows(section: Section) -> Iterator[PrintedRow]:
    number = 0
    for block in section.blocks:
        for place, row in enumerate(block.rows):
            number += 1
            yield PrintedRow(row.uid, number, None if place else block.challenge, len(block.rows), tuple(_cells(row)))


def _cells(row: Row) -> Iterator[PrintedCell]:
    return (PrintedCell(row.uid, column, row.cell(column)) for column in LISTED)
