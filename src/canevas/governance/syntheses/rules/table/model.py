"""The table of a synthesis and the text around it, never changed in place: a change makes another table.

Every line, row and block has an identifier that stays the same from version to version while the thing stays the
same; that of a strategy is the one of its recommendation in the register.
"""
from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Literal


class Column(StrEnum):
    """The four columns of the official layout."""

    CHALLENGE = "challenge"
    PRIORITIES = "priorities"
    STRATEGIES = "strategies"
    RESPONSIBLE = "responsible"


Listed = Literal[Column.PRIORITIES, Column.STRATEGIES, Column.RESPONSIBLE]
LISTED: tuple[Listed, ...] = (Column.PRIORITIES, Column.STRATEGIES, Column.RESPONSIBLE)
"""The columns whose cells hold several lines; the challenge is one line, merged over its rows."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a cell, or one paragraph outside the table."""

    uid: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    uid: str
    priorities: tuple[Line, ...] = ()
    strategies: tuple[Line, ...] = ()
    responsible: tuple[Line, ...] = ()

    def cell(self, column: Column) -> tuple[Line, ...]:
        """The lines of a cell; empty for the challenge, which belongs to the block."""
        match column:
            case Column.PRIORITIES:
                return self.priorities
            case Column.STRATEGIES:
                return self.strategies
            case Column.RESPONSIBLE:
                return self.responsible
            case Column.CHALLENGE:
                return ()


@dataclass(frozen=True, slots=True)
class Block:
    """A challenge with the rows that its cell is merged over; at least one."""

    challenge: Line
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A band: ``axis`` is None for what is general. ``title`` as the document writes it, "" where it writes none."""

    axis: int | None
    title: str
    blocks: tuple[Block, ...] = ()

    @property
    def key(self) -> str:
        """``general`` or ``axis 2``: what amendments call the section."""
        return section_key(self.axis)

    @property
    def rows(self) -> Iterator[tuple[Block, Row]]:
        return ((block, row) for block in self.blocks for row in block.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """A whole synthesis: its sections, and the paragraphs before and after the table."""

    sections: tuple[Section, ...] = ()
    before: tuple[Line, ...] = ()
    after: tuple[Line, ...] = ()

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in reading order: text before, challenges with their rows, text after."""
        yield from self.before
        for section in self.sections:
            for block in section.blocks:
                yield block.challenge
                for row in block.rows:
                    for column in LISTED:
                        yield from row.cell(column)
        yield from self.after


def section_key(axis: int | None) -> str:
    return "general" if axis is None else f"axis {axis}"


def axis_of(key: str) -> int | None:
    """The axis that a section's key names, None for what is general. ``ValueError`` for any other key: a table has no
    other sections."""
    if key == "general":
        return None
    return int(key.removeprefix("axis "))


def with_section(table: Table, made: Section) -> Table:
    """``table`` with one more section at its place: the general one first, then the axes in their order."""
    return replace(table, sections=tuple(sorted(
        (*table.sections, made), key=lambda one: -1 if one.axis is None else one.axis)))


def new_uid() -> str:
    return str(uuid.uuid4())


def table_to_json(table: Table) -> dict[str, Any]:
    """The table as JSON keeps it, form 1."""
    def lines(some: tuple[Line, ...]) -> list[list[str]]:
        return [[one.uid, one.text] for one in some]

    return {"form": 1, "before": lines(table.before), "after": lines(table.after), "sections": [
        {"axis": section.axis, "title": section.title, "blocks": [
            {"challenge": [block.challenge.uid, block.challenge.text], "rows": [
                {"uid": row.uid, **{column.value: lines(row.cell(column)) for column in LISTED}}
                for row in block.rows]}
            for block in section.blocks]}
        for section in table.sections]}


def table_from_json(value: Mapping[str, Any]) -> Table:
    """The table that :func:`table_to_json` wrote. ``ValueError`` for a form of a later version of the program."""
    if value.get("form") != 1:
        raise ValueError(f"unknown form of a synthesis: {value.get('form')!r}")

    def lines(some: list[list[str]]) -> tuple[Line, ...]:
        return tuple(Line(uid, text) for uid, text in some)

    return Table(
        tuple(Section(section["axis"], section["title"], tuple(
            Block(Line(*block["challenge"]), tuple(
                Row(row["uid"], *(lines(row[column.value]) for column in LISTED)) for row in block["rows"]))
            for block in section["blocks"]))
            for section in value["sections"]),
        lines(value["before"]), lines(value["after"]))
