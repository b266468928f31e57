"""The bands that a copy puts and takes away: the rows below stand in another section by then, though none of them was
touched."""
from __future__ import annotations

from collections.abc import Sequence

from canevas.governance.recommendations.rules.amending import amendment as found
from canevas.governance.syntheses.rules.copy_places import WordPlaces
from canevas.governance.syntheses.rules.table import Table
from canevas.governance.syntheses.rules.table.model import axis_of
from canevas.tools.documents.revisions.changes import Kind


class Bands:
    """``opened`` gives the titles of the bands that the table has none of, by section, ``behind`` the row of the base
    before each; ``gone`` are the sections whose band goes."""

    def __init__(self, amendments: Sequence[found.Amendment], places: WordPlaces, current: Table) -> None:
        self.places = places
        heads = [one for one in amendments if one.where.row is None and one.where.section != found.TEXT]
        new = [one for one in heads if one.kind is Kind.ROW_INSERT and one.after.strip()
               and _is_section(one.where.section) and current.section(one.where.section) is None]
        self.opened = {one.where.section: " ".join(one.after.split()) for one in new}
        self.behind = {one.where.section: one.exact.behind for one in new
                       if one.exact is not None and one.exact.behind is not None}
        self.gone = {one.where.section for one in heads
                     if one.kind is Kind.ROW_DELETE and current.section(one.where.section) is not None}
        self.leaving = {(one.where.section, one.where.row) for one in amendments
                        if one.kind is Kind.ROW_DELETE or (one.kind is Kind.MOVE and one.where.column is None)}
        self.filled = {one.exact.behind.section for one in amendments
                       if one.kind in (Kind.ROW_INSERT, Kind.MOVE) and one.where.column is None and one.where.row
                       and one.exact is not None and one.exact.behind is not None and not one.exact.behind.row}
        """The sections whose first row comes in, or moves there."""

    def staying(self, section: str) -> list[found.Where]:
        """The rows of a section that stay in the copy."""
        return [found.Where(*place) for place in self.places.rows if place[0] == section and place not in self.leaving]

    def under(self, section: str) -> list[found.Where]:
        """The rows of the base that stay and stand under a new band by now: the rest of the section that it parts."""
        behind = self.behind.get(section)
        if behind is None:
            return []
        first = behind.row or 0
        last = min((one.row or 0 for other, one in self.behind.items()
                    if other != section and one.section == behind.section and (one.row or 0) > first), default=None)
        return [where for where in self.staying(behind.section)
                if first < (where.row or 0) and (last is None or (where.row or 0) <= last)]

    def above(self, section: str) -> found.Where | None:
        """The last row before the band of ``section``, under a band that stays."""
        order = list(dict.fromkeys(place[0] for place in self.places.rows))
        kept = [one for one in order[:order.index(section)] if one not in self.gone] if section in order else []
        return found.Where(kept[-1], max(row for one, row in self.places.rows if one == kept[-1])) if kept else None


def _is_section(key: str) -> bool:
    """Whether a table may hold such a section: what is general, or an axis."""
    try:
        axis_of(key)
    except ValueError:
        return False
    return True
