"""Where a line stands, in the words that people use in the meeting: section, row, column, line, counted from 1."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canevas.governance.syntheses.rules.table.model import LISTED, Column, Line, Table

TEXT = "text"
"""The section of what stands outside the table."""


@dataclass(frozen=True, slots=True)
class Place:
    """``row`` counts in its section and ``line`` in its cell, both from 1; outside the table ``line`` counts the
    paragraphs, those before the table first, and ``row`` is 0."""

    section: str
    row: int
    column: Column | None
    line: int
    row_uid: str = ""


def places(table: Table) -> Iterator[tuple[Line, Place]]:
    """Every line with its place. A challenge stands in the first row that its cell is merged over."""
    for number, line in enumerate(table.before, 1):
        yield line, Place(TEXT, 0, None, number)
    for section in table.sections:
        count = 0
        for block in section.blocks:
            yield block.challenge, Place(section.key, count + 1, Column.CHALLENGE, 1, block.rows[0].uid)
            for row in block.rows:
                count += 1
                for column in LISTED:
                    for number, line in enumerate(row.cell(column), 1):
                        yield line, Place(section.key, count, column, number, row.uid)
    for number, line in enumerate(table.after, len(table.before) + 1):
        yield line, Place(TEXT, 0, None, number)


def place_of(table: Table, uid: str) -> Place | None:
    """The place of the line ``uid``, or that of the first line's place of the row ``uid``; None where neither is."""
    for line, place in places(table):
        if line.uid == uid:
            return place
    for section in table.sections:
        for count, (_block, row) in enumerate(section.rows, 1):
            if row.uid == uid:
                return Place(section.key, count, None, 0, row.uid)
    return None
