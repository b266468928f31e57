"""What the right side of the review shows: the lines by group, what is asked, what a new version changes."""
from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canevas.commons.directory.queries import organisation_id, resolve_party, resolve_territory, territory_id
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.queries import lines_of
from canevas.governance.concertation.rules.lines import (
    INTERCHANGEABLE,
    NAMES_A_TERRITORY,
    NAMES_AN_ORGANISATION,
    Kind,
)
from canevas.governance.concertation.views.wording import Field, fields_of, label_of, shown
from canevas.governance.policy.queries import axes

State = IntakeLine.State
TITLES: dict[str, str | Promise] = {
    "header": _("Header"), "attendance": _("Attendance"), "agenda": _("Agenda"), "item": _("Item"),
    "recommendation": _("Recommendations"), "action": _("Actions outside the agenda"), "decision": _("Decisions"),
    "contribution": _("Contributions"), "section": _("Synthesis"), "policy": _("Policy"), "place": _("Places named"),
}
ADDABLE = {"attendance": Kind.ATTENDANCE, "agenda": Kind.AGENDA, "recommendation": Kind.RECOMMENDATION,
           "decision": Kind.DECISION, "contribution": Kind.CONTRIBUTION, "place": Kind.PLACE}
UNDER_AXIS = (Kind.ACTION, Kind.RECOMMENDATION, Kind.STRATEGY, Kind.SECTION)
CAN_SPLIT = (*INTERCHANGEABLE, Kind.CONTRIBUTION, Kind.STRATEGY, Kind.PRIORITY, Kind.ATTENDANCE, Kind.RESPONSIBLE,
             Kind.ACTOR, Kind.REGION, Kind.AGENDA, Kind.PLACE, Kind.CHAIR)


@dataclass(slots=True)
class Row:
    """One line on the screen."""

    line: IntakeLine
    label: str | Promise
    text: str
    depth: int = 0
    was: str = ""
    """What the register says, where this version changes it."""

    @property
    def is_doubtful(self) -> bool:
        return self.line.state == State.DOUBTFUL

    @property
    def target(self) -> Any:
        """The entry of the directory that the name is attached to."""
        return self.line.organisation or self.line.territory

    @property
    def names(self) -> bool:
        """Whether the line names something that the directory may know."""
        return self.line.kind in NAMES_AN_ORGANISATION + NAMES_A_TERRITORY

    @property
    def passages(self) -> str:
        """Where it is written, for the script that shows it."""
        return json.dumps([[one["node"], one["start"], one["end"]] for one in self.line.passages])

    @property
    def is_dropped(self) -> bool:
        return self.line.state == State.DROPPED


@dataclass(slots=True)
class Group:
    """Rows that belong together; collapsed where nothing in it is asked."""

    code: str
    title: str
    rows: list[Row] = field(default_factory=list)
    adds: str = ""
    """Kind of line that may be added at its end."""

    @property
    def doubts(self) -> int:
        return sum(row.is_doubtful for row in self.rows)

    @property
    def sure(self) -> int:
        return sum(row.line.state == State.SURE for row in self.rows)


@dataclass(slots=True)
class Board:
    intake: Intake
    groups: list[Group] = field(default_factory=list)
    changes: list[Row] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    """Primary keys of the doubtful lines, in the order in which they are asked."""
    active: Row | None = None

    @property
    def total(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def sure(self) -> int:
        return sum(group.sure for group in self.groups)


def board_of(intake: Intake, active: int | None = None) -> Board:
    """The whole right side. ``active``: the line that is open; else the first that is asked."""
    lines = lines_of(intake)
    board = Board(intake)
    under: dict[int | None, list[IntakeLine]] = {}
    for line in lines:
        if line.change != IntakeLine.Change.REMOVED:
            under.setdefault(line.parent_id, []).append(line)
        else:
            board.changes.append(_row(line, 0))
    groups: dict[str, Group] = {}
    for line in under.get(None, []):
        code, group = _group_of(line, groups)
        groups[code] = group
        _add(group, line, 0, under)
    board.groups = list(groups.values())
    rows = {row.line.pk: row for group in board.groups for row in group.rows}
    board.changes = [row for row in rows.values() if row.line.change] + board.changes
    if intake.state not in (Intake.State.SUPERSEDING,):
        board.changes = []
    board.asked = [pk for pk, row in rows.items() if row.is_doubtful] if intake.is_open else []
    wanted = active if active in rows else next(iter(board.asked), None)
    board.active = rows.get(wanted) if wanted is not None and intake.is_open else None
    return board


def _group_of(line: IntakeLine, groups: dict[str, Group]) -> tuple[str, Group]:
    family = line.kind.split(".")[0]
    if family in ("previous", "related"):
        family = "header"
    code = f"item-{line.pk}" if family == "item" else family
    if code in groups:
        return code, groups[code]
    title = shown(line.kind, line.value) if family == "item" else str(TITLES.get(family, label_of(line.kind)))
    return code, Group(code, title, adds=ADDABLE.get(family, ""))


def _add(group: Group, line: IntakeLine, depth: int, under: dict[int | None, list[IntakeLine]]) -> None:
    if line.kind != Kind.ROW:
        group.rows.append(_row(line, depth))
    for child in under.get(line.pk, []):
        _add(group, child, depth + (line.kind != Kind.ROW), under)


def _row(line: IntakeLine, depth: int) -> Row:
    was = shown(line.kind, line.before) if line.before else ""
    return Row(line, label_of(line.kind), shown(line.kind, line.value), min(depth, 3), was)


def next_doubt(board: Board, after: int | None) -> int | None:
    """The doubt that comes after line ``after``; the first again when none does."""
    order = [row.line.pk for group in board.groups for row in group.rows]
    place = order.index(after) if after in order else -1
    later = [pk for pk in order[place + 1:] if pk in board.asked]
    return next(iter(later or board.asked), None)


@dataclass(slots=True)
class Suggestion:
    """Something that a name may mean; ``value`` is what the button sends."""

    value: str
    label: str
    reason: str
    score: float


@dataclass(slots=True)
class Editor:
    """All that may be done to the open line."""

    row: Row
    fields: list[Field]
    kinds: list[tuple[str, str | Promise]] = field(default_factory=list)
    items: list[tuple[int, str]] = field(default_factory=list)
    axes: list[tuple[int, str]] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    attaches: bool = False
    find: str = ""
    can_split: bool = False


def editor_of(board: Board, find: str = "") -> Editor | None:
    """The editor of the open line; ``find``: a name to look up instead of what is written."""
    row = board.active
    if row is None:
        return None
    kind = Kind(row.line.kind)
    made = Editor(row, fields_of(row.line), can_split=kind in CAN_SPLIT)
    if kind in INTERCHANGEABLE:
        made.kinds = [(code.value, label_of(code)) for code in INTERCHANGEABLE]
        made.items = [(item.line.pk, item.text) for group in board.groups for item in group.rows
                      if item.line.kind == Kind.ITEM and not item.is_dropped]
    if kind in UNDER_AXIS:
        made.axes = [(axis.pk, str(axis)) for axis in axes()]
    if kind in NAMES_AN_ORGANISATION + NAMES_A_TERRITORY:
        made.attaches, made.find = True, find
        made.suggestions = suggestions(kind, find or str(row.line.value.get("text") or ""))
    return made


def suggestions(kind: Kind, text: str) -> list[Suggestion]:
    """What a name may mean, best first, as buttons."""
    if kind in NAMES_A_TERRITORY:
        found: list[tuple[str, Any]] = [("territory", candidate) for candidate in resolve_territory(text, 5)]
    else:
        found = resolve_party(text, 6)
    out = []
    for what, candidate in found:
        target: Any = candidate.code
        if what == "organisation":
            target = organisation_id(candidate.code)
        elif what == "territory":
            target = territory_id(candidate.code)
        if target is not None:
            out.append(Suggestion(f"{what}:{target}", candidate.label, candidate.reason, candidate.score))
    return out
