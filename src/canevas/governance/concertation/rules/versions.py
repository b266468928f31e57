"""Two versions of minutes side by side: which passages were added, left out, reworded or moved, and which words.

A :class:`Passage` is one comparable piece of a snapshot (:mod:`~.snapshot`): a fact of the header, a block of an item,
an action, a decision. Passages of one sort are paired by the identifier of their row, then by the same words, then by
likeness (rapidfuzz, ratio); words by the shortest list of insertions and deletions (``Indel``).
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import Any, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from canevas.governance.concertation.rules.ordering import rising
from canevas.governance.concertation.rules.snapshot import Snapshot

ALIKE = 65.0
"""Two passages of one sort at this ratio (0 to 100) or above are two wordings of one."""
_NEAR = 60
"""Likeness is asked of so many of the nearest passages without a partner: its cost is their product."""


class Sort(StrEnum):
    """What a passage is. The values name the header's facts as the snapshot does."""

    BODY = "body"
    NUMBER = "number"
    STAGE = "stage"
    DATE = "date"
    HOURS = "hours"
    PLACE = "place"
    CHAIRS = "chairs"
    SIGNATORY = "signatory"
    PREVIOUS = "previous"
    RELATED = "related"
    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    ITEM = "item"
    BLOCK = "block"
    ACTION = "action"
    DECISION = "decision"
    CONTRIBUTION = "contribution"
    RECOMMENDATION = "recommendation"
    SECTION = "section"
    CHALLENGE = "challenge"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    CONCERNED = "concerned"
    POLICY = "policy"
    TEXT = "text"


HEADER = (Sort.BODY, Sort.NUMBER, Sort.STAGE, Sort.DATE, Sort.HOURS, Sort.PLACE, Sort.CHAIRS, Sort.SIGNATORY,
          Sort.PREVIOUS, Sort.RELATED)


@dataclass(frozen=True, slots=True)
class Passage:
    """``more`` are facts beside the words (who answers, by when, an outcome), compared with them. ``form``, ``level``
    and ``cells`` are a block's; ``place`` is the number of the agenda item that it stands under."""

    sort: Sort
    text: str
    uid: str = ""
    more: tuple[tuple[str, str], ...] = ()
    form: str = ""
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    place: int | None = None

    @property
    def says(self) -> tuple[Any, ...]:
        """Everything that counts in a comparison."""
        return (self.text, self.more, self.form or "paragraph", self.level, self.cells)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both versions have (``same``), or one alone (``added``, ``removed``)."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(slots=True)
class Row:
    """One line of the comparison. ``left`` is ``None`` for an added passage, ``right`` for one left out."""

    kind: Literal["same", "added", "removed", "changed"]
    left: Passage | None
    right: Passage | None
    moved: bool = False
    """It stands elsewhere: under another agenda item, or in another order."""
    left_pieces: list[Piece] = field(default_factory=list)
    right_pieces: list[Piece] = field(default_factory=list)
    left_cells: list[list[list[Piece]]] = field(default_factory=list)
    right_cells: list[list[list[Piece]]] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        found = self.right or self.left
        assert found is not None
        return found

    @property
    def is_change(self) -> bool:
        return self.kind != "same" or self.moved


def passages_of(content: Snapshot) -> list[Passage]:
    """The passages of a snapshot, in the order in which they are read."""
    return list(_passages(content))


def _passages(content: Snapshot) -> Iterator[Passage]:
    yield from _header(content.get("header", {}))
    for one in content.get("attendance", []):
        more = _more(status=one.get("status"), person=one.get("person"), function=one.get("function"))
        yield Passage(Sort.ATTENDANCE, one.get("text", ""), more=more)
    for one in content.get("agenda", []):
        yield Passage(Sort.AGENDA, _numbered(one), one.get("uid", ""))
    for item in content.get("items", []):
        place = item.get("number")
        yield Passage(Sort.ITEM, _numbered(item), item.get("uid", ""), place=place)
        for block in item.get("blocks", []):
            yield Passage(Sort.BLOCK, block.get("text", ""), block.get("uid", ""), form=block.get("form", ""),
                          level=block.get("level", 0), cells=tuple(map(tuple, block.get("cells", []))), place=place)
        yield from (_followed(Sort.ACTION, one, place) for one in item.get("actions", []))
    yield from (_followed(Sort.ACTION, one) for one in content.get("actions", []))
    yield from (_followed(Sort.RECOMMENDATION, one) for one in content.get("recommendations", []))
    for one in content.get("contributions", []):
        yield Passage(Sort.CONTRIBUTION, one.get("text", ""), one.get("uid", ""))
    for one in content.get("decisions", []):
        yield Passage(Sort.DECISION, one.get("text", ""), one.get("uid", ""), _more(outcome=one.get("outcome")))
    yield from _synthesis(content.get("synthesis", []))
    for one in content.get("policy", []):
        yield Passage(Sort.POLICY, " ".join(str(one[key]) for key in ("axis", "text", "programme") if one.get(key)))
    yield from (Passage(Sort.TEXT, text) for text in content.get("text", []))


def _numbered(one: dict[str, Any]) -> str:
    return f"{one['number']}. {one.get('text', '')}".strip() if one.get("number") else str(one.get("text", ""))


def _more(**facts: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in facts.items() if value)


def _header(head: dict[str, Any]) -> Iterator[Passage]:
    hours = " – ".join(head[key] for key in ("start", "end") if head.get(key))
    previous = head.get("previous", {})
    told = {**head, "hours": hours, "chairs": "\n".join(head.get("chairs", [])),
            "previous": " ".join(str(previous[key]) for key in ("date", "outcome") if previous.get(key)),
            "related": "\n".join(" ".join(str(value) for value in one.values()) for one in head.get("related", []))}
    for sort in HEADER:
        if told.get(sort.value):
            yield Passage(sort, str(told[sort.value]))


def _followed(sort: Sort, one: dict[str, Any], place: int | None = None) -> Passage:
    return Passage(sort, one.get("text", ""), one.get("uid", ""), _more(
        addressee=one.get("addressee"), responsibles=", ".join(one.get("responsibles", [])),
        deadline=one.get("deadline") or one.get("deadline_date")), place=place)


def _synthesis(sections: Iterable[dict[str, Any]]) -> Iterator[Passage]:
    for section in sections:
        title = section.get("text") or (f"Axe {section['axis']}" if section.get("axis") else "")
        if title:
            yield Passage(Sort.SECTION, title)
        for challenge in section.get("challenges", []):
            yield Passage(Sort.CHALLENGE, challenge.get("text", ""), challenge.get("uid", ""))
            for row in challenge.get("rows", []):
                for sort, key in ((Sort.PRIORITY, "priorities"), (Sort.STRATEGY, "strategies")):
                    yield from (Passage(sort, one.get("text", ""), one.get("uid", "")) for one in row.get(key, []))
                if row.get("concerned"):
                    yield Passage(Sort.CONCERNED, ", ".join(row["concerned"]))


def find_passage(content: Snapshot, uid: str) -> Passage | None:
    """The passage of the row of the register that has this ``uid``."""
    wanted = uid.replace("-", "").lower()
    return next((one for one in passages_of(content) if one.uid == wanted and one.sort is not Sort.AGENDA), None)


def compare_versions(before: Snapshot, after: Snapshot) -> list[Row]:
    """The rows of the comparison, in the order of ``after``; what was left out stands where it stood.

    Where one of the two is known by its words alone, both are compared as plain paragraphs.
    """
    left, right = passages_of(before), passages_of(after)
    if ("text" in before) != ("text" in after):
        left, right = _as_text(left), _as_text(right)
    pairs = _paired(left, right)
    kept = rising([pairs[place] for place in sorted(pairs)])
    rows: list[Row] = []
    waiting = _removed_after(left, set(pairs.values()), {partner: place for place, partner in pairs.items()})
    rows += [_row(left[gone], None) for gone in waiting.get(-1, [])]
    for place, passage in enumerate(right):
        partner = pairs.get(place)
        row = _row(None if partner is None else left[partner], passage)
        if partner is not None:
            row.moved = partner not in kept or left[partner].place != passage.place
        rows.append(row)
        rows += [_row(left[gone], None) for gone in waiting.get(place, [])]
    return rows


def _as_text(passages: Iterable[Passage]) -> list[Passage]:
    return [Passage(Sort.TEXT, one.text) for one in passages
            if one.sort in (Sort.AGENDA, Sort.ITEM, Sort.BLOCK, Sort.ACTION, Sort.DECISION, Sort.CONTRIBUTION,
                            Sort.RECOMMENDATION, Sort.CHALLENGE, Sort.PRIORITY, Sort.STRATEGY, Sort.TEXT)]


def _paired(left: Sequence[Passage], right: Sequence[Passage]) -> dict[int, int]:
    """By the place on the right, the place on the left of the same passage."""
    pairs: dict[int, int] = {}
    free: dict[Sort, list[int]] = defaultdict(list)
    for at, passage in enumerate(left):
        free[passage.sort].append(at)
    wanted: dict[Sort, list[int]] = defaultdict(list)
    for place, passage in enumerate(right):
        wanted[passage.sort].append(place)
    for sort, places in wanted.items():
        there = free[sort]
        _pair_by(there, places, pairs, lambda at: left[at].uid, lambda place: right[place].uid)
        _pair_by(there, places, pairs, lambda at: left[at].says, lambda place: right[place].says)
        _pair_by(there, places, pairs, lambda at: left[at].text, lambda place: right[place].text)
        if sort in HEADER:
            pairs.update(zip(places, there, strict=False))
        else:
            _pair_alike(left, right, there, places, pairs)
    return pairs


def _pair_by(there: list[int], places: list[int], pairs: dict[int, int], old: Any, new: Any) -> None:
    """Pair those of one key, in order; what is paired leaves both lists."""
    known: dict[Any, list[int]] = defaultdict(list)
    for at in there:
        if old(at):
            known[old(at)].append(at)
    for place in list(places):
        found = known.get(new(place))
        if found:
            at = found.pop(0)
            pairs[place] = at
            there.remove(at)
            places.remove(place)


def _pair_alike(left: Sequence[Passage], right: Sequence[Passage], there: list[int], places: list[int],
                pairs: dict[int, int]) -> None:
    """Pair what is likest first. Passages that both have a row of their own are two different ones."""
    found = []
    for order, place in enumerate(places):
        first = max(0, min(order * len(there) // len(places) - _NEAR // 2, len(there) - _NEAR))
        texts = {at: left[at].text for at in there[first:first + _NEAR]}
        found += [(score, -abs(place - at), place, at) for _text, score, at in process.extract(
            right[place].text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
            if not (left[at].uid and right[place].uid)]
    taken: set[int] = set()
    for _score, _near, place, at in sorted(found, reverse=True):
        if place not in pairs and at not in taken:
            pairs[place] = at
            taken.add(at)


def _removed_after(left: Sequence[Passage], paired: set[int], partner: dict[int, int]) -> dict[int, list[int]]:
    """By the place on the right that they follow (-1: at the head), the places on the left that are gone."""
    out: dict[int, list[int]] = defaultdict(list)
    last = -1
    for at in range(len(left)):
        if at in paired:
            last = partner[at]
        else:
            out[last].append(at)
    return out


def _row(left: Passage | None, right: Passage | None) -> Row:
    if left is None or right is None:
        row = Row("removed" if right is None else "added", left, right)
        kind: Literal["added", "removed"] = "added" if left is None else "removed"
        side = [Piece(kind, (left or right or _EMPTY).text)]
        row.left_pieces, row.right_pieces = (side, []) if left else ([], side)
        return row
    if left.says == right.says:
        return Row("same", left, right, left_pieces=[Piece("same", left.text)],
                   right_pieces=[Piece("same", right.text)])
    row = Row("changed", left, right)
    row.left_pieces, row.right_pieces = word_pieces(left.text, right.text)
    if left.cells or right.cells:
        row.left_cells, row.right_cells = _cell_pieces(left.cells, right.cells)
    return row


def _opcodes(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[str, int, int, int, int]]:
    """Stretches of both that are equal, removed or added, in order."""
    for code in Indel.opcodes(before, after):
        yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end


_EMPTY = Passage(Sort.TEXT, "")
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


def word_pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut where they differ, word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, start, end, first, last in _opcodes(old, new):
        if tag == "equal":
            left.append(Piece("same", "".join(old[start:end])))
            right.append(Piece("same", "".join(new[first:last])))
        else:
            left += [Piece("removed", "".join(old[start:end]))] if end > start else []
            right += [Piece("added", "".join(new[first:last]))] if last > first else []
    return _joined(left), _joined(right)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Changed words that only a blank parts are one change, so that a sentence is not chopped."""
    smooth = list(pieces)
    for place in range(1, len(smooth) - 1):
        one, following = smooth[place - 1], smooth[place + 1]
        if smooth[place].kind == "same" and not smooth[place].text.strip() and one.kind == following.kind != "same":
            smooth[place] = replace(smooth[place], kind=one.kind)
    return [Piece(kind, "".join(piece.text for piece in group))
            for kind, group in ((kind, list(group)) for kind, group in groupby(smooth, lambda piece: piece.kind))]


Cells = tuple[tuple[str, ...], ...]


def _cell_pieces(before: Cells, after: Cells) -> tuple[list[list[list[Piece]]], list[list[list[Piece]]]]:
    """The cells of two tables, row by row; rows are paired where they say the same, then by their order."""
    left: list[list[list[Piece]]] = []
    right: list[list[list[Piece]]] = []
    if [len(row) for row in before] == [len(row) for row in after]:  # nothing but words was changed: cell by cell
        pairs = [[word_pieces(old, new) for old, new in zip(*rows, strict=True)]
                 for rows in zip(before, after, strict=True)]
        return [[cell[0] for cell in row] for row in pairs], [[cell[1] for cell in row] for row in pairs]
    for tag, start, end, first, last in _opcodes(before, after):
        if tag == "equal":
            rows = [[[Piece("same", cell)] for cell in row] for row in before[start:end]]
            left += rows
            right += rows
        else:
            left += [[[Piece("removed", cell)] for cell in row] for row in before[start:end]]
            right += [[[Piece("added", cell)] for cell in row] for row in after[first:last]]
    return left, right


def only_changes(rows: Sequence[Row]) -> list[Row]:
    """The rows that differ, each item's heading kept where something under it does."""
    out: list[Row] = []
    heading: Row | None = None
    for row in rows:
        if row.passage.sort is Sort.ITEM:
            heading = row
        elif row.passage.sort not in (Sort.BLOCK, Sort.ACTION):
            heading = None
        if row.is_change:
            if heading is not None and heading is not row and heading not in out:
                out.append(heading)
            out.append(row)
    return out


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many passages were added, removed, changed and moved."""
    found = {"added": 0, "removed": 0, "changed": 0, "moved": 0}
    for row in rows:
        if row.kind != "same":
            found[row.kind] += 1
        elif row.moved:
            found["moved"] += 1
    return found
