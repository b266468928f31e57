"""What a stage did not retain of a table, told apart from what it adopted. Pure."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from canevas.governance.syntheses.rules.table import Block, Column, Line, Row, Section, Table


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that stands apart: ``section`` is its band, None for the text around the table."""

    line: Line
    section: Section | None = None
    challenge: str = ""
    responsible: tuple[Line, ...] = ()


def without_lines(table: Table, lines: Collection[str]) -> Table:
    """``table`` without these lines, without the rows that had no other strategy, and without a challenge that is among
    them or has no row left."""
    if not lines:
        return table
    sections = tuple(replace(section, blocks=tuple(
        replace(block, rows=rows) for block in section.blocks
        if block.challenge.uid not in lines and (rows := _rows(block, lines)))) for section in table.sections)
    return Table(sections, _kept(table.before, lines), _kept(table.after, lines))


def left_out(table: Table, lines: Collection[str]) -> list[LeftOut]:
    """These lines in the order of the table, each with what stands around it."""
    around = [LeftOut(line) for line in (*table.before, *table.after) if line.uid in lines]
    return [*(one for section in table.sections for block in section.blocks
              for one in _of_block(section, block, lines)), *around]


def _of_block(section: Section, block: Block, lines: Collection[str]) -> list[LeftOut]:
    everybody = tuple(line for row in block.rows for line in row.responsible)
    found = [LeftOut(block.challenge, section, "", everybody)] if block.challenge.uid in lines else []
    return found + [LeftOut(line, section, block.challenge.text, row.responsible) for row in block.rows
                    for column in (Column.PRIORITIES, Column.STRATEGIES, Column.RESPONSIBLE)
                    for line in row.cell(column) if line.uid in lines]


def _rows(block: Block, lines: Collection[str]) -> tuple[Row, ...]:
    rows = [(row, replace(row, priorities=_kept(row.priorities, lines), strategies=_kept(row.strategies, lines),
                          responsible=_kept(row.responsible, lines))) for row in block.rows]
    return tuple(left for row, left in rows if left.strategies or (
        not row.strategies and (left.priorities or left.responsible or not (row.priorities or row.responsible))))


def _kept(some: tuple[Line, ...], lines: Collection[str]) -> tuple[Line, ...]:
    return tuple(one for one in some if one.uid not in lines)
