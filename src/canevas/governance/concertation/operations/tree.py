"""The lines of a review that stand, as a tree to write from; and the header of a session from them."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from canevas.governance.concertation.models import IntakeLine, Session
from canevas.governance.concertation.rules.lines import Kind

HEADER = {Kind.NUMBER: ("number", "number"), Kind.STAGE: ("stage", "stage"), Kind.DATE: ("date", "date"),
          Kind.START: ("start", "time"), Kind.END: ("end", "time"), Kind.PLACE_OF_MEETING: ("place", "text"),
          Kind.SIGNATORY: ("signatory", "text")}


@dataclass(slots=True)
class Tree:
    """The lines that stand, by kind and by what they hang under."""

    by_kind: dict[Kind, list[IntakeLine]] = field(default_factory=dict)
    under: dict[int | None, list[IntakeLine]] = field(default_factory=dict)
    by_pk: dict[int, IntakeLine] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[IntakeLine]) -> Tree:
        tree = cls()
        rows = sorted(lines, key=lambda row: (row.order, row.pk))
        gone = {row.pk for row in rows if row.state == IntakeLine.State.DROPPED
                or row.change == IntakeLine.Change.REMOVED}
        parents = {row.pk: row.parent_id for row in rows}
        for row in rows:
            at: int | None = row.pk
            while at is not None and at not in gone:
                at = parents.get(at)
            if at is None:
                tree.by_pk[row.pk] = row
                tree.by_kind.setdefault(Kind(row.kind), []).append(row)
                tree.under.setdefault(row.parent_id, []).append(row)
        return tree

    def all(self, kind: Kind) -> list[IntakeLine]:
        return self.by_kind.get(kind, [])

    def first(self, kind: Kind) -> IntakeLine | None:
        return next(iter(self.all(kind)), None)

    def below(self, line: IntakeLine, kind: Kind) -> list[IntakeLine]:
        return [row for row in self.under.get(line.pk, []) if row.kind == kind]

    def item_number(self, line: IntakeLine) -> int | None:
        """The number of the agenda item that ``line`` hangs under."""
        parent = self.by_pk.get(line.parent_id or 0)
        return parent.value.get("number") if parent is not None and parent.kind == Kind.ITEM else None

    def deadline(self, line: IntakeLine) -> tuple[str, date | None]:
        found = next(iter(self.below(line, Kind.DEADLINE)), None)
        if found is None:
            return "", None
        return str(found.value.get("text") or ""), as_date(found.value.get("date"))


def as_date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def fill_header(session: Session, tree: Tree) -> None:
    """Set the header of ``session`` from the lines; what no line says becomes empty."""
    passages: dict[str, Any] = {}
    for kind, (name, key) in HEADER.items():
        line = tree.first(kind)
        value: Any = line.value.get(key) if line else None
        if line is not None:
            passages[name] = line.passages
        if kind is Kind.DATE:
            value = as_date(value)
        elif key == "time":
            value = time.fromisoformat(value) if value else None
        elif key in ("text", "stage"):
            value = value or ("ordinary" if key == "stage" else "")
        setattr(session, name, value[:250] if name == "signatory" else value)
    session.chairs = [line.value["text"] for line in tree.all(Kind.CHAIR)]
    passages["chairs"] = [passage for line in tree.all(Kind.CHAIR) for passage in line.passages]
    previous = tree.first(Kind.PREVIOUS)
    session.previous_date = as_date(previous.value.get("date")) if previous else None
    session.previous_outcome = (previous.value.get("outcome") or "") if previous else ""
    if previous:
        passages["previous"] = previous.passages
    if body := tree.first(Kind.BODY):
        passages["body"] = body.passages
    session.field_passages = {name: places for name, places in passages.items() if places}
    session.passages = passages.get("date") or passages.get("body") or []
