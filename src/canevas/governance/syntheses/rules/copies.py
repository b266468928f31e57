"""From what a copy changes in the Word file of a version to edits of the table before the readers.

The identifiers of lines and rows stand in the Word file as bookmarks; the places that amendments name are those of that
file. Where the copy was made from an earlier version, a line is still the same line while its words are.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from canevas.governance.recommendations.rules.amending import amendment as found
from canevas.governance.recommendations.rules.amending.sheet import HEADER
from canevas.governance.syntheses.rules.copy_bands import Bands
from canevas.governance.syntheses.rules.copy_nesting import with_inner
from canevas.governance.syntheses.rules.copy_places import WordPlaces
from canevas.governance.syntheses.rules.table import (
    BEHIND_TABLE,
    Column,
    DeleteLine,
    DeleteRow,
    Edit,
    EditFault,
    InsertLine,
    InsertRow,
    MergeLines,
    MoveLine,
    MoveRow,
    ReplaceText,
    SplitLine,
    Table,
    apply_edits,
    places,
)
from canevas.governance.syntheses.rules.table.model import LISTED, Listed
from canevas.governance.syntheses.rules.telling import row_text, rows_of
from canevas.tools.documents.revisions.changes import Kind

__all__ = ["Asked", "Placing", "Unplaced", "Why", "WordPlaces"]
Why = Literal[
    "", "remark", "no-place", "changed-since", "title", "column", "frame", "new-section", "withdraws", "inner"]
"""Why a change has no edit: it is a remark; its place is not in the version; its line was changed since; it is of a
title or a header of the table, of a column that the version does not have, of a letterhead, a header or a note; it
opens a section of no axis, or without rows; it takes away all that another amendment puts, or changes words of it that
cannot be told apart."""


_Place = tuple[str, int]
"""A section and the number of a row of the base in it."""


class Unplaced(Exception):  # noqa: N818
    """A change that cannot be made in the version."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class Asked:
    """One edit that a change of a copy asks for; ``edit`` is None where ``why`` tells the cause."""

    amendment: found.Amendment
    edit: Edit | None
    why: Why = ""


class Placing:
    """Makes edits of ``current`` from what a copy changes in the Word file of ``base``."""

    def __init__(self, word: WordPlaces, base: Table, current: Table) -> None:
        self.places = word
        self.was = {line.uid: line.text for line in base.lines}
        self.now = {line.uid: line.text for line in current.lines}
        self.current = current
        self._spots = {line.uid: place for line, place in places(current)}
        self.rows_now = {row.uid: section.key for section in current.sections for _block, row in section.rows}
        self.challenge_of: dict[str | None, str] = {
            row.uid: block.challenge.text for section in base.sections for block, row in section.rows}
        self.challenge_now = {
            row.uid: block.challenge.text for section in current.sections for block, row in section.rows}
        self.bands = Bands((), word, current)
        self.carried: dict[_Place, Asked] = {}
        self.challenges = {block.challenge.uid for section in current.sections for block in section.blocks}

    def all(self, amendments: Sequence[found.Amendment]) -> list[Asked]:
        """What ``amendments`` ask for, in their order; one may ask for several edits."""
        asked: list[Asked] = []
        self.bands = Bands(amendments, self.places, self.current)
        self.carried = self._carried(amendments)
        left = dict(self.carried)
        for one in amendments:
            if self._follows(one):
                continue
            asked += self._carried_before(one, left)
            try:
                edits = self._edits(one)
                for edit in edits:
                    if not self._does_something(edit):
                        raise Unplaced("no-place")
                asked += [Asked(one, edit) for edit in edits]
            except Unplaced as fault:
                asked.append(Asked(one, None, fault.why))
        return _apart([*asked, *left.values()], self.now)

    def where(self, asked: Asked) -> found.Where:
        """Where a change stands in the table: that of the line that it changes, else as the copy has it."""
        place = self._spots.get(getattr(asked.edit, "line", ""))
        if place is None:
            return asked.amendment.where
        return found.Where(place.section, place.row or None, place.column, place.line or None)

    def _does_something(self, edit: Edit) -> bool:
        """Whether ``edit`` can be made and changes something."""
        if isinstance(edit, DeleteLine):
            return edit.line in self.now
        if isinstance(edit, ReplaceText):  # most changes are such: no table is made to try them
            text = self.now[edit.line]
            return 0 <= edit.start <= edit.end <= len(text) and text[edit.start:edit.end] != edit.text
        try:
            return apply_edits(self.current, [edit]).table != self.current
        except EditFault:
            return False

    def _follows(self, one: found.Amendment) -> bool:
        """Whether a change only follows from others, because of how Word shows the table: a challenge that is written
        again where its cell begins lower by now; a band that goes with its last row, or comes with its first."""
        where = one.where
        if where.column == Column.CHALLENGE and one.kind is Kind.INSERT:
            return self.places.line(where, 1) is None and one.after == self.challenge_of.get(self.places.row(where))
        if where.section == found.TEXT or where.row is not None:
            return False
        section = self.current.section(where.section)
        if one.kind is Kind.ROW_INSERT:
            return not section.blocks if section is not None else where.section in self.bands.opened and bool(
                where.section in self.bands.filled or self.bands.under(where.section))
        return one.kind is Kind.ROW_DELETE and where.section in self.bands.gone and (
            self.bands.above(where.section) is not None or not self.bands.staying(where.section))

    def _carried(self, amendments: Sequence[found.Amendment]) -> dict[_Place, Asked]:
        """The rows that stand under a new band, or under the one before theirs, which went: each as a move."""
        carried: dict[_Place, Asked] = {}
        for one in amendments:
            if one.where.row is not None or one.where.section == found.TEXT:
                continue
            key = one.where.section
            above = self.bands.above(key) if one.kind is Kind.ROW_DELETE and key in self.bands.gone else None
            going = self.bands.staying(key) if above else self.bands.under(key) if one.kind is Kind.ROW_INSERT else []
            for where in going:
                try:
                    row, after = self._row(where), self._row(above) if above else ""
                except Unplaced as fault:
                    carried[_place(where)] = Asked(one, None, fault.why)
                    continue
                words = row_text(rows_of(self.current)[row])
                edit = MoveRow(row, self.rows_now[after], after) if after else MoveRow(
                    row, key, "", self.bands.opened[key])
                carried[_place(where)] = Asked(
                    replace(one, kind=Kind.MOVE, where=where, before=words, after=words), edit)
        return carried

    def _carried_before(self, one: found.Amendment, left: dict[_Place, Asked]) -> list[Asked]:
        """The moves of ``left`` that come before a row which a copy sets behind one of them: those that go to one place
        stand there in the order in which they are asked. They are taken out of ``left``."""
        behind = one.exact.behind if one.exact is not None and one.where.column is None else None
        if behind is None or _place(behind) not in left:
            return []
        until = [*left].index(_place(behind))
        return [left.pop(place) for place in [*left][:until + 1]]

    def _edits(self, one: found.Amendment) -> list[Edit]:
        if one.kind is Kind.COMMENT:
            raise Unplaced("remark")
        if one.within is not None:
            return self._inner(one, one.within)
        if one.exact is None or self._is_outside(one.where):
            raise Unplaced(self._missing(one))
        if one.where.column is None and one.where.section != found.TEXT:
            return [self._row_edit(one, one.exact)]
        if one.exact.texts:
            edits = [self._text(one, stretch) for stretch in one.exact.texts]
            return self._moved_words(one, one.exact, edits) if one.kind is Kind.MOVE else edits
        match one.kind:
            case Kind.SPLIT:
                cuts = [(self._same(self.places.line(one.where, line)), at) for line, at in one.exact.cuts]
                return [SplitLine(line, at) for line, at in cuts]
            case Kind.MERGE:
                line = self._same(self.places.line(one.where))
                return [MergeLines(line, self._same(self.places.line(one.where, other)), one.exact.joint)
                        for other in one.exact.joined]
            case Kind.MOVE:
                return [self._move(self._same(self.places.line(one.where), self._missing(one)), one.exact)]
            case Kind.DELETE:
                return [self._without(self._same(self.places.line(one.where), self._missing(one)))]
            case _:
                return [self._new_line(one, one.exact)]

    def _inner(self, one: found.Amendment, host: found.Amendment) -> list[Edit]:
        """What ``host`` asks for, worded as ``one`` wants it; where that stands within what a third one put, that."""
        made = with_inner(host, one)
        if made is None:
            raise Unplaced("withdraws" if one.before.strip() and not one.after.strip() else "inner")
        if host.within is not None:
            return self._inner(made, host.within)
        if host.kind is Kind.MOVE and not all(isinstance(edit, MoveLine) for edit in self._edits(host)):
            raise Unplaced("inner")
        return self._edits(made)

    def _is_outside(self, where: found.Where) -> bool:
        """Whether ``where`` is in a cell, yet in none of the four columns."""
        return where.line is not None and where.section != found.TEXT and where.column not in (
            Column.CHALLENGE, *LISTED)

    def _missing(self, one: found.Amendment) -> Why:
        """Why there is no place for a change."""
        where = one.where
        if where.section == found.TEXT:
            return "frame" if where.row is not None or (where.line or 0) > self.places.last or self.places.line(
                where) is None else "no-place"
        if where.section == HEADER:
            return "title"
        if where.row is None:
            return "new-section" if one.kind is Kind.ROW_INSERT else "title"
        return "column" if self._is_outside(where) else "no-place"

    def _same(self, uid: str | None, missing: Why = "no-place") -> str:
        """``uid`` where the line says now what it said in the base."""
        if uid is None:
            raise Unplaced(missing)
        if uid not in self.now or self.now[uid] != self.was.get(uid):
            raise Unplaced("changed-since")
        return uid

    def _text(self, one: found.Amendment, stretch: found.Stretch) -> Edit:
        uid = self.places.line(one.where, stretch.line)
        if uid is None and stretch.start == stretch.end == 0 and one.where.row:
            return self._in_cell(one.where, self.places.anchor(replace(one.where, line=stretch.line)), stretch.put)
        line = self._same(uid, self._missing(one))
        put = " ".join(stretch.put.split("\n"))
        if not put and self.now[line][stretch.start:stretch.end].strip() == self.now[line].strip():
            return self._without(line)
        return ReplaceText(line, stretch.start, stretch.end, put)

    def _without(self, line: str) -> Edit:
        """A challenge has no line of its own to go: its words go."""
        return ReplaceText(line, 0, len(self.now[line]), "") if line in self.challenges else DeleteLine(line)

    def _new_line(self, one: found.Amendment, exact: found.Exact) -> Edit:
        behind = exact.behind or one.where
        return self._in_cell(behind, self.places.anchor(behind), one.after, opens=exact.opens)

    def _in_cell(self, where: found.Where, after: str, text: str, *, opens: bool = False) -> Edit:
        text = " ".join(text.split())
        if where.section == found.TEXT:
            return InsertLine("", None, self._behind_text(where, opens=opens), text)
        if where.column == Column.CHALLENGE:
            line = self._same(self.places.line(where, 1))
            return ReplaceText(line, len(self.now[line]), len(self.now[line]), f" {text}")
        row = self._row(where)
        if after and after not in self.now:
            raise Unplaced("changed-since")
        return InsertLine(row, _listed(where), after, text)

    def _behind_text(self, where: found.Where, *, opens: bool = False) -> str:
        """What a paragraph outside the table comes behind."""
        after = None if where.row is not None else self.places.behind(where.line or 0, opens=opens)
        if after is None:
            raise Unplaced("frame")
        if after and after != BEHIND_TABLE and after not in self.now:
            raise Unplaced("changed-since")
        return after

    def _move(self, line: str, exact: found.Exact) -> Edit:
        if exact.behind is None or line in self.challenges:
            raise Unplaced("no-place")
        if exact.behind.section == found.TEXT:
            after = self._behind_text(exact.behind, opens=exact.opens)
            if after == line:
                after = self._behind_text(replace(exact.behind, line=(exact.behind.line or 1) - 1))
            return MoveLine(line, "", None, after)
        after = self.places.anchor(exact.behind)
        if after == line:  # it stands behind the line that stood before itself
            after = self.places.anchor(replace(exact.behind, line=(exact.behind.line or 1) - 1))
        if after and after not in self.now:
            raise Unplaced("changed-since")
        return MoveLine(line, self._row(exact.behind), _listed(exact.behind), after)

    def _moved_words(self, one: found.Amendment, exact: found.Exact, edits: list[Edit]) -> list[Edit]:
        """A line that moves whole, else words that go here and come there."""
        if all(isinstance(edit, DeleteLine) for edit in edits):
            return [self._move(edit.line, exact) for edit in edits if isinstance(edit, DeleteLine)]
        if exact.behind is None:
            raise Unplaced("no-place")
        if exact.to_start is None:
            return [*edits, self._in_cell(
                exact.behind, self.places.anchor(exact.behind), one.after, opens=exact.opens)]
        goal = self._same(self.places.line(exact.behind, exact.behind.line))
        return [*edits, ReplaceText(goal, exact.to_start, exact.to_start, " ".join(one.after.split("\n")))]

    def _row(self, where: found.Where) -> str:
        row = self.places.row(where)
        if row is None:
            raise Unplaced("no-place")
        if row not in self.rows_now:
            raise Unplaced("changed-since")
        return row

    def _row_edit(self, one: found.Amendment, exact: found.Exact) -> Edit:
        if one.where.row is None:
            raise Unplaced(self._missing(one))
        if one.kind is Kind.ROW_DELETE:
            return DeleteRow(self._row(one.where))
        behind = exact.behind
        if behind is None:
            raise Unplaced("no-place")
        near, above = self.carried.get(_place(behind)), ""
        if near is not None and isinstance(near.edit, MoveRow):  # that row goes elsewhere, and this one with it
            section, after = near.edit.section, near.edit.after
            above = self.challenge_now[near.edit.row]
        else:
            after = self._row(behind) if behind.row else ""
            section = self.rows_now[after] if after else behind.section
        band = "" if self.current.section(section) is not None else self.bands.opened.get(section, "")
        if not band and self.current.section(section) is None:
            raise Unplaced("new-section")
        if one.kind is Kind.MOVE:
            return MoveRow(self._row(one.where), section, after, band)
        cells = {column: tuple(line for line in lines if line.strip()) for column, lines in exact.cells.items()}
        priorities, strategies, responsible = (cells.get(column, ()) for column in LISTED)
        challenge = " ".join(cells.get(Column.CHALLENGE, ())) or above
        return InsertRow(section, after, challenge, priorities, strategies, responsible, band=band)


def _place(where: found.Where) -> _Place:
    return where.section, where.row or 0


def _listed(where: found.Where) -> Listed:
    if where.column not in LISTED:
        raise Unplaced("no-place")
    return cast(Listed, Column(where.column))


def _apart(asked: list[Asked], texts: dict[str, str]) -> list[Asked]:
    """Words put just where a line is cut take a sign along, so that they stand on their side of the cut."""
    cuts = {(one.edit.line, one.edit.at) for one in asked if isinstance(one.edit, SplitLine)}
    out = []
    for one in asked:
        edit = one.edit
        if isinstance(edit, ReplaceText) and edit.start == edit.end and (edit.line, edit.start) in cuts:
            text, at = texts[edit.line], edit.start
            is_after = one.amendment.exact is not None and one.amendment.exact.is_after_cut
            if is_after and at < len(text):
                edit = ReplaceText(edit.line, at, at + 1, edit.text + text[at])
            elif not is_after and at > 0:
                edit = ReplaceText(edit.line, at - 1, at, text[at - 1] + edit.text)
            one = replace(one, edit=edit)
        out.append(one)
    return out
