"""Amendments as a meeting takes them: in the order of the table, those that want the same words on one screen."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from canevas.governance.syntheses.models import Amendment, AmendmentKind, AmendmentState, Version
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.showing import ShownRow, plain, row_at, shown
from canevas.governance.syntheses.rules.table import (
    Edit,
    EditFault,
    MoveLine,
    Table,
    ask_the_same,
    edit_from_json,
    settled_together,
)

OPEN = (AmendmentState.PROPOSED,)


@dataclass(frozen=True, slots=True)
class Shown:
    """One amendment with the rows that it changes. ``now`` is what was accepted where it is not what was proposed."""

    amendment: Amendment
    rows: tuple[ShownRow, ...]
    now: tuple[ShownRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """Amendments that are settled together; more than one: a conflict."""

    amendments: tuple[Amendment, ...]

    @property
    def is_conflict(self) -> bool:
        return len(self.amendments) > 1

    @property
    def is_same(self) -> bool:
        """Whether all of them ask for the same."""
        return self.is_conflict and all(one.edit for one in self.amendments) and all(ask_the_same(
            edit_from_json(self.amendments[0].edit), edit_from_json(one.edit)) for one in self.amendments[1:])

    @property
    def is_decided(self) -> bool:
        return all(one.state not in OPEN for one in self.amendments)


def screens_of(version: Version) -> list[Screen]:
    """Every amendment that was not withdrawn, remarks left out."""
    table = table_of(version)
    rows = list(version.amendments.exclude(state=AmendmentState.WITHDRAWN).exclude(
        kind=AmendmentKind.COMMENT).select_related("organisation", "decided_by", "copy", "within"))
    placed = [one for one in rows if one.edit]
    groups = settled_together(table, [edit_from_json(one.edit) for one in placed], [family_of(one) for one in placed])
    together = [{placed[number].pk for number in group} for group in groups]
    order = _order(table)
    rows.sort(key=lambda one: (order.get((one.section, one.row, one.column, one.line), len(order)
                               if not one.section else order.get((one.section, one.row, "", 0), len(order))),
                               one.order, one.pk))
    out: list[Screen] = []
    done: set[int] = set()
    for one in rows:
        if one.pk in done:
            continue
        group = next((some for some in together if one.pk in some), {one.pk})
        done |= group
        out.append(Screen(tuple(other for other in rows if other.pk in group)))
    return out


def family_of(one: Amendment) -> int:
    """The same for an amendment and those of others within its words, which word it otherwise. What is changed within
    a line that moves goes along with it."""
    root = one
    while root.within is not None and root.within.edit.get("kind") != MoveLine.kind:
        root = root.within
    return int(root.pk)


def conflicts_of(version: Version) -> dict[int, list[int]]:
    """By key of an amendment, the numbers of those that it cannot stand with."""
    return {one.pk: [other.order + 1 for other in screen.amendments if other.pk != one.pk]
            for screen in screens_of(version) if screen.is_conflict for one in screen.amendments}


def show(table: Table, amendment: Amendment) -> Shown:
    now = _rows(table, edit_from_json(amendment.decided_edit)) if amendment.decided_edit else []
    if amendment.edit:
        return Shown(amendment, tuple(_rows(table, edit_from_json(amendment.edit))), tuple(now))
    uid = row_at(table, amendment.section, amendment.row)
    return Shown(amendment, tuple(plain(table, uid)) if uid else (), tuple(now))


def remarks_on(version: Version, screen: Screen) -> Sequence[Amendment]:
    """The remarks that were made in the rows of a screen, the answers to each below it."""
    places = {(one.section, one.row) for one in screen.amendments}
    rows = version.amendments.filter(kind=AmendmentKind.COMMENT).select_related("organisation", "within__organisation")
    return sorted((one for one in rows if (one.section, one.row) in places), key=lambda one: (
        one.order if one.within is None else one.within.order, one.order))


def place_among(screens: Sequence[Screen], uid: UUID | None) -> int:
    """The number of the screen that shows the amendment ``uid``; else the first with something to decide, else -1."""
    if uid is not None:
        for place, screen in enumerate(screens):
            if any(one.uid == uid for one in screen.amendments):
                return place
    return next((place for place, screen in enumerate(screens) if not screen.is_decided), -1)


def _rows(table: Table, edit: Edit) -> list[ShownRow]:
    try:
        return shown(table, edit)
    except EditFault:
        return []


def _order(table: Table) -> dict[tuple[str, int, str, int], int]:
    """Where each place stands in reading order."""
    out: dict[tuple[str, int, str, int], int] = {("text", 0, "", number): number
                                                 for number, _line in enumerate((*table.before, *table.after), 1)}
    for section in table.sections:
        for number, (_block, row) in enumerate(section.rows, 1):
            out[section.key, number, "", 0] = len(out) + 1
            out[section.key, number, "challenge", 1] = len(out) + 1
            for column, cell in (("priorities", row.priorities), ("strategies", row.strategies),
                                 ("responsible", row.responsible)):
                for line in range(1, len(cell) + 2):
                    out[section.key, number, column, line] = len(out) + 1
    return out
