"""What changed from one table to another: from stage to stage, or from the session before."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from canevas.governance.syntheses.rules.table import Place, Table
from canevas.governance.syntheses.rules.table.places import places


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """``place`` is where the line stands now, or stood where it is gone; ``was`` where it stood, for one that moved."""

    kind: ChangeKind
    uid: str
    place: Place
    before: str = ""
    after: str = ""
    was: Place | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """``kept`` counts the lines that say the same at the same place."""

    changes: tuple[Change, ...]
    kept: int
    counts: Mapping[ChangeKind, int] = field(default_factory=dict)


def compare(old: Table, new: Table, carried: Mapping[str, str] | None = None) -> Comparison:
    """The changes in the order of the new table, what is gone after them.

    ``carried`` leads from a line of ``new`` to the one of ``old`` that it says again; a line of the same identifier is
    the same, and so is one of the same words in the same column that nothing else claims.
    """
    before = {line.uid: (line, place) for line, place in places(old)}
    after = list(places(new))
    same = {line.uid: (carried or {}).get(line.uid, line.uid) for line, _place in after}
    _one_each(same, {line.uid: line.text for line, _place in after},
              {uid: line.text for uid, (line, _place) in before.items()})
    taken = {uid for uid in same.values() if uid in before}
    alike: dict[tuple[str, object], list[str]] = {}
    for uid, (line, place) in before.items():
        if uid not in taken:
            alike.setdefault((line.text, place.column), []).append(uid)
    out, kept = [], 0
    for line, place in after:
        uid = same[line.uid]
        if uid not in before:
            uid = next(iter(alike.get((line.text, place.column), [])), "")
            if uid:
                alike[line.text, place.column].remove(uid)
                taken.add(uid)
        if not uid:
            out.append(Change(ChangeKind.ADDED, line.uid, place, after=line.text))
            continue
        found = list(_steps(line.uid, line.text, place, *before[uid]))
        out += found
        kept += not found
    out += [Change(ChangeKind.REMOVED, uid, place, before=line.text)
            for uid, (line, place) in before.items() if uid not in taken]
    return Comparison(tuple(out), kept, {kind: sum(one.kind is kind for one in out) for kind in ChangeKind})


def _one_each(same: dict[str, str], said: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Of several lines that say one earlier line again, that of its identifier or its words carries it on, else the
    first; the others are new beside it."""
    claims: dict[str, list[str]] = {}
    for uid, source in same.items():
        if source in before:
            claims.setdefault(source, []).append(uid)
    for source, uids in claims.items():
        kept = min(uids, key=lambda uid: (uid != source, said[uid] != before[source]))
        same.update({uid: uid for uid in uids if uid != kept})


def _steps(uid: str, text: str, place: Place, known: object, was: Place) -> Iterator[Change]:
    """A line that stays may be reworded and moved: to another section, or to another column."""
    said = getattr(known, "text", "")
    if said != text:
        yield Change(ChangeKind.REWORDED, uid, place, before=said, after=text)
    if (was.section, was.column) != (place.section, place.column):
        yield Change(ChangeKind.MOVED, uid, place, before=text, after=text, was=was)
