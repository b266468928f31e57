"""What an edit says in plain texts: before, after, and the cell that it stands in."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from canevas.governance.syntheses.rules.table import (
    BEHIND_TABLE,
    Column,
    DeleteLine,
    DeleteRow,
    Edit,
    InsertLine,
    InsertRow,
    MergeLines,
    MoveLine,
    MoveRow,
    Place,
    ReplaceText,
    Row,
    SplitLine,
    Table,
    place_of,
)
from canevas.governance.syntheses.rules.table.places import TEXT

Kind = Literal["insert", "delete", "replace", "move", "split", "merge", "row-insert", "row-delete"]


@dataclass(frozen=True, slots=True)
class Told:
    """An edit in words. ``context`` is the text of the line or cell in the base."""

    kind: Kind
    place: Place | None
    before: str
    after: str
    context: str


def told(table: Table, edit: Edit) -> Told:
    """What ``edit`` does to ``table``. ``KeyError`` where it names what the table does not hold."""
    texts = {line.uid: line.text for line in table.lines}
    match edit:
        case ReplaceText():
            line = texts[edit.line]
            before = line[edit.start:edit.end]
            kind: Kind = "insert" if not before else "delete" if not edit.text else "replace"
            return Told(kind, place_of(table, edit.line), before, edit.text, line)
        case DeleteLine():
            return Told("delete", place_of(table, edit.line), texts[edit.line], "", texts[edit.line])
        case SplitLine():
            line = texts[edit.line]
            parts = f"{line[:edit.at].strip()}\n{line[edit.at:].strip()}"
            return Told("split", place_of(table, edit.line), line, parts, line)
        case MergeLines():
            both = f"{texts[edit.line]}\n{texts[edit.other]}"
            return Told("merge", place_of(table, edit.line), both,
                        f"{texts[edit.line]}{edit.joint}{texts[edit.other]}", both)
        case MoveLine():
            return Told("move", place_of(table, edit.line), texts[edit.line], texts[edit.line], texts[edit.line])
        case InsertLine():
            return Told("insert", _inserted(table, edit), "", edit.text, texts.get(edit.after, ""))
        case DeleteRow() | MoveRow():
            row = rows_of(table)[edit.row]
            kind = "row-delete" if isinstance(edit, DeleteRow) else "move"
            return Told(kind, place_of(table, edit.row), row_text(row), "" if kind == "row-delete" else row_text(row),
                        row_text(row))
        case InsertRow():
            after = place_of(table, edit.after) if edit.after else None
            place = Place(edit.section, after.row + 1 if after else 1, None, 0)
            return Told("row-insert", place, "", "\t".join((
                edit.challenge, *("\n".join(cell) for cell in (edit.priorities, edit.strategies, edit.responsible)))),
                "")


def rows_of(table: Table) -> dict[str, Row]:
    return {row.uid: row for section in table.sections for _block, row in section.rows}


def row_text(row: Row) -> str:
    """The three cells of a row parted by tabs, their lines by line feeds."""
    return "\t".join("\n".join(line.text for line in row.cell(column))
                     for column in (Column.PRIORITIES, Column.STRATEGIES, Column.RESPONSIBLE))


def _inserted(table: Table, edit: InsertLine) -> Place | None:
    """The place that a new line takes."""
    if not edit.row and edit.after in ("", BEHIND_TABLE):
        return Place(TEXT, 0, None, len(table.before) + 1 if edit.after else 1)
    if edit.after:
        behind = place_of(table, edit.after)
        return behind and Place(behind.section, behind.row, behind.column, behind.line + 1, behind.row_uid)
    row = place_of(table, edit.row)
    return row and Place(row.section, row.row, edit.column, 1, edit.row)
