"""Who came: what each note of an attendance list means, and how organisations came to one meeting after the other."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum


class Note(StrEnum):
    """The same codes as the register keeps (``models.Attendance.Status``), the one that weighs most first."""

    PRESENT = "present"
    LATE = "late"
    REPLACED = "replaced"
    EXCUSED = "excused"
    ABSENT = "absent"
    EXPECTED = "expected"


THERE = frozenset({Note.PRESENT, Note.LATE, Note.REPLACED})
"""Who came late was there, and so was an organisation for which somebody else came: all three count for the quorum."""
LETTERS = {Note.PRESENT: "P", Note.LATE: "R", Note.REPLACED: "Rp", Note.EXCUSED: "E", Note.ABSENT: "A",
           Note.EXPECTED: "…"}
"""As a French attendance table writes them: présent, retard, remplacé, excusé, absent; the last: not noted yet."""
OFTEN_MISSING = 3
"""From so many meetings in a row without coming on, an organisation is named."""
_WEIGHT = {note: place for place, note in enumerate(Note)}


def best(notes: Iterable[str]) -> Note | None:
    """What several lines of one organisation amount to: it was there when one of its people was."""
    found = [Note(one) for one in notes]
    return min(found, key=_WEIGHT.__getitem__) if found else None


def fitting(note: str, arrived_at: time | None, replaced_by: str) -> tuple[time | None, str]:
    """The hour only of who came late, the substitute only of who was replaced: a note that is corrected keeps neither
    of another one."""
    return (arrived_at if note == Note.LATE else None), (replaced_by if note == Note.REPLACED else "")


@dataclass(slots=True)
class Row:
    """How one organisation came. ``cells``: one for each meeting, oldest first, ``None`` where it is not on the list.

    ``noted``: meetings of which it is said whether it came; ``missed``: how many of the last of them it did not come
    to, one after the other.
    """

    organisation: int
    cells: list[Note | None]
    is_member: bool = False
    there: int = 0
    noted: int = 0
    missed: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1; ``None`` where nothing is noted."""
        return self.there / self.noted if self.noted else None

    @property
    def is_often_missing(self) -> bool:
        return self.missed >= OFTEN_MISSING


@dataclass(slots=True)
class Matrix:
    """Organisations by meetings. ``totals``: for each meeting, how many organisations were there and of how many it
    is noted."""

    sessions: list[int]
    rows: list[Row] = field(default_factory=list)
    totals: list[tuple[int, int]] = field(default_factory=list)


def matrix(sessions: Sequence[int], lines: Iterable[tuple[int, int, str]], members: Collection[int]) -> Matrix:
    """``sessions``: keys of meetings, oldest first; ``lines``: meeting, organisation, note; ``members``: keys of the
    organisations that sit in the body today, which stand in it even where they never came."""
    notes: dict[int, dict[int, list[str]]] = {key: {} for key in members}
    for session, organisation, note in lines:
        notes.setdefault(organisation, {}).setdefault(session, []).append(note)
    made = Matrix(list(sessions), [_row(key, sessions, found, key in members) for key, found in notes.items()])
    for place in range(len(made.sessions)):
        cells = [row.cells[place] for row in made.rows]
        made.totals.append((sum(cell in THERE for cell in cells), sum(_is_noted(cell) for cell in cells)))
    return made


def _row(key: int, sessions: Sequence[int], found: Mapping[int, Sequence[str]], is_member: bool) -> Row:
    row = Row(key, [best(found.get(session, ())) for session in sessions], is_member)
    said = [cell for cell in row.cells if _is_noted(cell)]
    row.there, row.noted = sum(cell in THERE for cell in said), len(said)
    row.missed = missed_running(said)
    return row


def missed_running(notes: Sequence[Note | None]) -> int:
    """How many of the last ``notes`` (oldest first) say that nobody came; meetings of which nothing is noted neither
    count nor break the row."""
    missed = 0
    for note in reversed([one for one in notes if _is_noted(one)]):
        if note in THERE:
            break
        missed += 1
    return missed


def _is_noted(note: Note | None) -> bool:
    return note is not None and note is not Note.EXPECTED
