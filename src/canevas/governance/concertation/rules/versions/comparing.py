"""Two versions side by side: which passages were added, left out, reworded or moved, and which words."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from canevas.governance.concertation.rules.ordering import rising
from canevas.governance.concertation.rules.snapshot import Snapshot
from canevas.governance.concertation.rules.versions.pairing import paired
from canevas.governance.concertation.rules.versions.passages import Passage, Sort, passages_of
from canevas.governance.concertation.rules.versions.words import Piece, cell_pieces, word_pieces

_EMPTY = Passage(Sort.TEXT, "")


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


def compare_versions(before: Snapshot, after: Snapshot) -> list[Row]:
    """The rows of the comparison, in the order of ``after``; what was left out stands where it stood.

    Where one of the two is known by its words alone, both are compared as plain paragraphs.
    """
    left, right = passages_of(before), passages_of(after)
    if ("text" in before) != ("text" in after):
        left, right = _as_text(left), _as_text(right)
    pairs = paired(left, right)
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
        row.left_cells, row.right_cells = cell_pieces(left.cells, right.cells)
    return row


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
