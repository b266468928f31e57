"""What amendments ask for. Every place is that of the base version, however many edits are applied together."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar

from canevas.governance.syntheses.rules.table.model import Listed, new_uid

BEHIND_TABLE = "table"
"""Stands for a line where a paragraph comes first behind the table."""


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """The signs ``start`` to ``end`` of a line become ``text``: an insertion where both are equal, a deletion where
    ``text`` is empty."""

    kind: ClassVar[str] = "text"
    line: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class InsertLine:
    """A new line in a cell of ``row``, behind the line ``after``; "" puts it first. ``row`` is "" outside the table,
    where ``after`` is a paragraph, or :data:`BEHIND_TABLE`."""

    kind: ClassVar[str] = "line-insert"
    row: str
    column: Listed | None
    after: str
    text: str
    uid: str = ""


@dataclass(frozen=True, slots=True)
class DeleteLine:
    kind: ClassVar[str] = "line-delete"
    line: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A line goes to a cell of another row, or elsewhere in its own, behind ``after``; places as in
    :class:`InsertLine`."""

    kind: ClassVar[str] = "line-move"
    line: str
    row: str
    column: Listed | None
    after: str = ""


@dataclass(frozen=True, slots=True)
class SplitLine:
    """A line becomes two at ``at``; blanks around the cut go. The first keeps its identifier."""

    kind: ClassVar[str] = "split"
    line: str
    at: int
    uid: str = ""


@dataclass(frozen=True, slots=True)
class MergeLines:
    """``other`` ends and its words follow those of ``line``, with ``joint`` between them."""

    kind: ClassVar[str] = "merge"
    line: str
    other: str
    joint: str = " "


@dataclass(frozen=True, slots=True)
class InsertRow:
    """A new row behind the row ``after`` of ``section`` ("" puts it first). With ``challenge`` "" it belongs to the
    challenge of the row before it. ``band``: the title under which the section begins where the table has none; each
    of its rows brings it."""

    kind: ClassVar[str] = "row-insert"
    section: str
    after: str
    challenge: str
    priorities: tuple[str, ...] = ()
    strategies: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    uid: str = ""
    band: str = ""


@dataclass(frozen=True, slots=True)
class DeleteRow:
    kind: ClassVar[str] = "row-delete"
    row: str


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A row goes to ``section``, behind the row ``after`` ("" puts it first), and takes its challenge along;
    ``band`` as in :class:`InsertRow`."""

    kind: ClassVar[str] = "row-move"
    row: str
    section: str
    after: str = ""
    band: str = ""


Edit = (ReplaceText | InsertLine | DeleteLine | MoveLine | SplitLine | MergeLines | InsertRow | DeleteRow | MoveRow)
KINDS: dict[str, type[Edit]] = {one.kind: one for one in (
    ReplaceText, InsertLine, DeleteLine, MoveLine, SplitLine, MergeLines, InsertRow, DeleteRow, MoveRow)}


def edit_to_json(edit: Edit) -> dict[str, Any]:
    return {"kind": edit.kind, **asdict(edit)}


def edit_from_json(value: Mapping[str, Any]) -> Edit:
    """The edit that :func:`edit_to_json` wrote. ``KeyError`` for a kind that there is not."""
    kind = KINDS[value["kind"]]
    given: dict[str, Any] = {one.name: value[one.name] for one in fields(kind) if one.name in value}
    plain: Any = kind  # JSON carries the types that edit_to_json wrote
    edit: Edit = plain(**{name: tuple(one) if isinstance(one, list) else one for name, one in given.items()})
    return edit


def with_uid(edit: Edit) -> Edit:
    """``edit`` with the identifier of the line or row that it makes, where it had none: applied twice, it makes the
    same thing."""
    match edit:
        case InsertLine(uid="") | SplitLine(uid="") | InsertRow(uid=""):
            return replace(edit, uid=new_uid())
    return edit
