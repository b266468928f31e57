"""Who came: late and replaced were there, several lines of one organisation are one, misses in a row are counted."""
from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.rules.attendance import (
    LETTERS,
    THERE,
    Note,
    best,
    fitting,
    matrix,
    missed_running,
)
from canevas.governance.concertation.rules.quorum import Quorum, Rule, counted

NOTES = st.sampled_from(list(Note))
LISTS = st.lists(st.tuples(st.integers(1, 30), NOTES), max_size=60)


@given(LISTS, st.sets(st.integers(1, 30), max_size=30), st.sampled_from([Quorum.MAJORITY, Quorum.TWO_THIRDS]))
def test_late_and_replaced_count_as_present(lines: list[tuple[int, Note]], members: set[int], rule: Quorum) -> None:
    """The quorum is the same when each late or replaced participant is noted as present."""
    plain = [(who, Note.PRESENT if note in (Note.LATE, Note.REPLACED) else note) for who, note in lines]
    counts = [counted(Rule(rule), members, [who for who, note in each if note in THERE]) for each in (lines, plain)]
    assert counts[0] == counts[1]
    there = {who for who, note in plain if note is Note.PRESENT}
    assert counts[0].present == len(there & members)


@given(LISTS, st.integers(0, 5))
def test_another_line_of_somebody_absent_never_lowers_the_quorum(lines: list[tuple[int, Note]], more: int) -> None:
    members = range(1, 31)
    with_more = lines + [(number + 1, Note.ABSENT) for number in range(more)]
    before, after = (counted(Rule(Quorum.MAJORITY), members, [who for who, note in each if note in THERE]).present
                     for each in (lines, with_more))
    assert before == after


@given(st.lists(NOTES, min_size=1))
def test_an_organisation_was_there_when_one_of_its_people_was(notes: list[Note]) -> None:
    assert (best(notes) in THERE) == any(note in THERE for note in notes)


def test_every_note_has_a_letter_of_its_own() -> None:
    assert len(set(LETTERS.values())) == len(Note) and best([]) is None


def test_a_corrected_note_keeps_no_hour_and_no_substitute_of_another() -> None:
    assert fitting("late", time(9, 20), "M. Issa") == (time(9, 20), "")
    assert fitting("replaced", time(9, 20), "M. Issa") == (None, "M. Issa")
    assert fitting("present", time(9, 20), "M. Issa") == (None, "")


def test_misses_in_a_row() -> None:
    absent, there, unknown = Note.ABSENT, Note.PRESENT, None
    assert missed_running([absent, there, absent, Note.EXCUSED, unknown, absent, Note.EXPECTED]) == 3
    assert missed_running([absent, there]) == missed_running([]) == 0


def test_the_matrix() -> None:
    made = matrix([10, 11, 12], [(10, 1, "present"), (10, 1, "absent"), (11, 1, "late"), (12, 1, "expected"),
                                 (10, 2, "absent"), (11, 2, "absent"), (12, 2, "excused"), (12, 3, "replaced")],
                  [1, 2, 4])
    rows = {row.organisation: row for row in made.rows}
    assert rows[1].cells == [Note.PRESENT, Note.LATE, Note.EXPECTED]
    assert (rows[1].there, rows[1].noted, rows[1].share, rows[1].missed) == (2, 2, 1.0, 0)
    assert (rows[2].there, rows[2].missed, rows[2].is_often_missing) == (0, 3, True)
    assert rows[3].cells == [None, None, Note.REPLACED] and not rows[3].is_member
    assert rows[4].share is None and rows[4].is_member and not rows[4].is_often_missing
    assert made.totals == [(1, 2), (1, 2), (1, 2)]
