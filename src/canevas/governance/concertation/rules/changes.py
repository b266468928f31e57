"""What a new version of known minutes says otherwise: lines aligned with those of the register.

Marks that the file carries come first, then the same words, then the most similar words (rapidfuzz, ratio).
"""
from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz

from canevas.governance.concertation.rules.lines import Draft, Kind, printed, wording
from canevas.governance.concertation.rules.ordering import rising
from canevas.tools.documents.typed import shown

ALIKE = 70.0
"""Two texts of one kind at this ratio (0 to 100) or above are two wordings of one fact."""
ALIKE_SHORT = 86.0
SHORT = 20

DEPENDENT = frozenset({Kind.RESPONSIBLE, Kind.DEADLINE, Kind.ROW, Kind.REGION, Kind.ACTOR, Kind.STRAY})
"""Lines that have no life of their own: compared under the line that holds them."""
SINGLE = frozenset({Kind.BODY, Kind.NUMBER, Kind.STAGE, Kind.DATE, Kind.START, Kind.END, Kind.PLACE_OF_MEETING,
                    Kind.SIGNATORY, Kind.PREVIOUS, Kind.DEADLINE})
"""Kinds of which there is one at most: whatever it says, it is the same fact."""
HOLDERS = (Kind.ITEM, Kind.SECTION, Kind.CHALLENGE)
_NOTHING = Draft(Kind.ROW, {})
_BESIDE = frozenset({"text", "main", "flags", "all", "form", "level", "cells", "person", "function"})
"""Keys of a value that make it no other fact. The form of a block counts where the file is one of our own."""


@dataclass(slots=True)
class Known(Draft):
    """A line as the register has it; ``uid`` is the row's id where it has one."""

    uid: str = ""


@dataclass(slots=True)
class Change:
    """What became of one line. ``known`` is ``None`` for an added one, ``new`` for a removed one."""

    kind: Literal["", "added", "removed", "changed"]
    new: Draft | None = None
    known: Known | None = None
    parent: Draft | None = None
    """For a removed line, the new line that it hung under, where that one is still there."""


@dataclass(slots=True)
class _Side:
    """The lines of one version by kind, and who holds whom."""

    by_kind: dict[Kind, list[Draft]] = field(default_factory=lambda: defaultdict(list))
    holder: dict[int, Draft] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Draft]) -> _Side:
        side = cls()
        for line in lines:
            side.add(line, None)
        return side

    def add(self, line: Draft, holder: Draft | None) -> None:
        if line.kind not in DEPENDENT:
            self.by_kind[line.kind].append(line)
        if holder is not None:
            self.holder[id(line)] = holder
        for child in line.children:
            self.add(child, holder if line.kind is Kind.ROW else line)


def compare(new: list[Draft], known: list[Known], *, keeps_forms: bool = True) -> list[Change]:
    """One :class:`Change` for every line of either version, those of ``new`` in their order, removed ones last.

    ``keeps_forms``: the file tells bullets and tables from paragraphs; of one that does not (a PDF), what is known of
    the form of a block holds.
    """
    fresh, old = _Side.of(new), _Side.of(known)
    pairs: dict[int, Known] = {}
    kinds = [kind for kind in HOLDERS if kind in fresh.by_kind]
    for kind in [*kinds, *(kind for kind in fresh.by_kind if kind not in kinds)]:
        _align(kind, fresh, old, pairs)
    if not keeps_forms:
        _keep_forms(fresh, pairs)
    _keep_finer_seats(fresh, pairs)
    changes: list[Change] = []
    for line in new:
        _changes_of(line, fresh, old, pairs, changes)
    _note_moves(new, pairs, changes)
    matched = {id(row) for row in pairs.values()}
    for rows in old.by_kind.values():
        changes += [Change("removed", None, row, _heir(row, old, pairs, fresh)) for row in rows  # type: ignore[arg-type]
                    if id(row) not in matched]
    return changes


def _keep_finer_seats(fresh: _Side, pairs: dict[int, Known]) -> None:
    """Who was late or sent somebody else was there: a document that only says who was there says nothing else."""
    for line in fresh.by_kind.get(Kind.ATTENDANCE, []):
        row = pairs.get(id(line))
        if row is None or line.value.get("status") != "present":
            continue
        if row.value.get("status") in ("late", "replaced"):
            line.value = {**line.value, "status": row.value["status"]}


def _keep_forms(fresh: _Side, pairs: dict[int, Known]) -> None:
    for line in fresh.by_kind.get(Kind.DISCUSSION, []):
        row = pairs.get(id(line))
        bare = {key: value for key, value in line.value.items() if key not in ("form", "level", "cells")}
        if row is not None and (row.value.get("form") != "table" or printed(line.text) == printed(row.text)):
            known = {key: row.value[key] for key in ("form", "level", "cells") if row.value.get(key)}
            line.value = {**bare, **known}
        else:
            line.value = {**bare, "form": line.value.get("form", "paragraph")}


def _note_moves(new: list[Draft], pairs: dict[int, Known], changes: list[Change]) -> None:
    """In a file of our own, blocks that stand in another order under their item are changed, too."""
    by_line = {id(change.new): change for change in changes if change.new is not None}
    for item in new:
        row = pairs.get(id(item)) if item.kind is Kind.ITEM else None
        places = {id(block): place for place, block in enumerate(row.children if row else [])}
        there = [(line, places[id(pairs[id(line)])]) for line in item.children
                 if is_own(line) and id(pairs.get(id(line))) in places]
        kept = rising([place for _line, place in there])
        for line, place in there:
            if place not in kept and by_line[id(line)].kind == "":
                by_line[id(line)].kind = "changed"


def is_same(changes: Iterable[Change]) -> bool:
    """Whether the new version says nothing else than the register does.

    Places are left out: they are found among the words, so they change only where words do.
    """
    return all(change.kind == "" or (change.new or change.known or _NOTHING).kind is Kind.PLACE for change in changes)


def _align(kind: Kind, fresh: _Side, old: _Side, pairs: dict[int, Known]) -> None:
    """Pair the lines of one kind: by marks, by same words (same holder first), by likeness."""
    left = list(fresh.by_kind[kind])
    right: list[Known] = [row for row in old.by_kind.get(kind, []) if isinstance(row, Known)]
    if kind in SINGLE:
        if left and right:
            pairs[id(left[0])] = right[0]
        return
    by_uid = {row.uid.replace("-", ""): row for row in right if row.uid}
    for line in list(left):
        for uid in line.uids:
            if row := by_uid.pop(uid, None):
                _pair(line, row, left, right, pairs)
                break
    for same_holder in (True, False):
        for line in list(left):
            for row in right:
                if _facts(line) == _facts(row) and (not same_holder or _same_holder(line, row, fresh, old, pairs)):
                    _pair(line, row, left, right, pairs)
                    break
    scores = [(_likeness(line, row), -abs(place - other), place, other)
              for place, line in enumerate(left) for other, row in enumerate(right)]
    taken: set[int] = set()
    for score, _near, place, other in sorted(scores, reverse=True):
        if score <= 0:
            break
        line, row = left[place], right[other]
        if id(line) not in pairs and id(row) not in taken:
            pairs[id(line)] = row
            taken.add(id(row))


def _pair(line: Draft, row: Known, left: list[Draft], right: list[Known], pairs: dict[int, Known]) -> None:
    pairs[id(line)] = row
    left[:] = [other for other in left if other is not line]
    right[:] = [other for other in right if other is not row]


def _same_holder(line: Draft, row: Known, fresh: _Side, old: _Side, pairs: dict[int, Known]) -> bool:
    above, over = fresh.holder.get(id(line)), old.holder.get(id(row))
    if above is None or over is None:
        return above is over
    return pairs.get(id(above)) is over


def _likeness(line: Draft, row: Draft) -> float:
    """0 where the two cannot be one fact; else their similarity, 0 to 100."""
    if not line.text:
        return 100.0 if _facts(line) == _facts(row) else 0.0
    left, right = wording(line.text), wording(row.text)
    least = ALIKE if min(len(left), len(right)) > SHORT else ALIKE_SHORT
    if line.kind in (Kind.ITEM, Kind.AGENDA) and line.value.get("number") == row.value.get("number"):
        least -= 25
    return fuzz.ratio(left, right, score_cutoff=least)


def _facts(line: Draft, norm: Callable[[str], str] = wording) -> tuple[Any, ...]:
    """What a line says, as it counts in a comparison; ``norm`` says what a difference of wording is."""
    values = {key: value for key, value in line.value.items() if key not in _BESIDE}
    text = norm(line.text) if line.kind is not Kind.SECTION else ""
    return (line.kind, text, *(
        (key, norm(value) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value)
        for key, value in sorted(values.items()) if value not in (None, "", [])))


def _changes_of(line: Draft, fresh: _Side, old: _Side, pairs: dict[int, Known], out: list[Change]) -> None:
    """Append what became of ``line`` and of all below it."""
    row = pairs.get(id(line))
    if row is None:
        out.append(Change("added", line))
    elif _exactly(line, row) and _same_holder(line, row, fresh, old, pairs):
        out.append(Change("", line, row))
    else:
        out.append(Change("changed", line, row))
    _dependents(line, row, out)
    for child in line.children:
        if child.kind is Kind.ROW:
            out.append(Change("", child))
            for part in child.children:
                if part.kind in DEPENDENT:
                    continue
                _changes_of(part, fresh, old, pairs, out)
            _row_names(child, row, out)
        elif child.kind not in DEPENDENT:
            _changes_of(child, fresh, old, pairs, out)


def _exactly(line: Draft, row: Known) -> bool:
    """Word for word, accents and capitals included: a corrected accent is a correction.

    Not for places: which of their spellings in the text comes first says nothing.
    """
    if line.kind is Kind.DISCUSSION and is_own(line):
        return formed(line) == formed(row)
    norm = wording if line.kind is Kind.PLACE else printed
    return _facts(line, norm) == _facts(row, norm)


def is_own(line: Draft) -> bool:
    """Whether a block is of a file of our own, in a format that keeps forms: then its every sign counts."""
    return bool(line.uids) and "form" in line.value


def formed(line: Draft) -> tuple[Any, ...]:
    """A block as it is written, its form included."""
    form = line.value.get("form") or "paragraph"
    rows = line.value.get("cells") or [] if form == "table" else []
    cells = tuple(tuple(_unbroken(cell) for cell in row) for row in rows)
    level = int(line.value.get("level") or 0) if form == "bullet" else 0
    return (form, level, cells, "" if cells else _unbroken(line.text))


def _unbroken(text: str) -> str:
    """Without the blanks at the ends of lines, which no document keeps."""
    return "\n".join(line.strip() for line in unicodedata.normalize("NFC", shown(text)).split("\n")).strip()


def _dependents(line: Draft, row: Known | None, out: list[Change]) -> None:
    """Who answers and by when, under one action or recommendation."""
    mine = [child for child in line.children if child.kind in (Kind.RESPONSIBLE, Kind.DEADLINE)]
    theirs = [child for child in (row.children if row else []) if child.kind in (Kind.RESPONSIBLE, Kind.DEADLINE)]
    _match_names(mine, theirs, line, out, is_new=row is None)


def _row_names(row: Draft, challenge: Known | None, out: list[Change]) -> None:
    """Regions, actors and strays of a row: those that no row of the same challenge named are added."""
    mine = [child for child in row.children if child.kind in DEPENDENT]
    theirs = [child for old in (challenge.children if challenge else []) for child in old.children
              if child.kind in DEPENDENT]
    names = {_facts(child): child for child in theirs}
    for child in mine:
        same = names.get(_facts(child))
        out.append(Change("" if same else "added", child, same if isinstance(same, Known) else None))


def _match_names(mine: list[Draft], theirs: list[Draft], line: Draft, out: list[Change], *, is_new: bool) -> None:
    rest = list(theirs)
    for child in mine:
        _keep_day(child, rest)
        same = next((row for row in rest if _facts(row) == _facts(child)), None)
        single = next((row for row in rest if row.kind is child.kind and child.kind in SINGLE), None)
        match = same or single
        if match is not None:
            rest = [row for row in rest if row is not match]
        kind: Literal["", "added", "changed"] = "" if same or is_new else "changed" if single else "added"
        out.append(Change(kind, child, match if isinstance(match, Known) else None))
    out += [Change("removed", None, row, line) for row in rest if isinstance(row, Known)]


def _keep_day(line: Draft, rows: Iterable[Draft]) -> None:
    """The day that a person gave to "dès que possible" holds as long as the words are the same."""
    if line.kind is not Kind.DEADLINE or line.value.get("date"):
        return
    known = next((row for row in rows if row.kind is Kind.DEADLINE), None)
    if known is not None and line.text and printed(known.text) == printed(line.text):
        line.value = {**line.value, "date": known.value.get("date")}


def _heir(row: Draft, old: _Side, pairs: dict[int, Known], fresh: _Side) -> Draft | None:
    """The new line that took the place of what held a removed one."""
    over = old.holder.get(id(row))
    if over is None:
        return None
    return next((line for lines in fresh.by_kind.values() for line in lines if pairs.get(id(line)) is over), None)
