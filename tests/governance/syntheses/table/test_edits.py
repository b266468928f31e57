"""Edits of a synthesis: what they say is what the next table says, and nothing else changes."""
from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.syntheses.rules.table import (
    Block,
    Column,
    DeleteLine,
    DeleteRow,
    Edit,
    EditFault,
    InsertLine,
    InsertRow,
    Line,
    MergeLines,
    MoveLine,
    MoveRow,
    Place,
    ReplaceText,
    Row,
    Section,
    SplitLine,
    StepKind,
    Table,
    apply_edits,
    conflicting,
    edit_from_json,
    edit_to_json,
    place_of,
    table_from_json,
    table_to_json,
)

WORDS = st.sampled_from(["Réunir", "Former les élus", "Tenir un atelier; publier un guide", "à", "Évaluer, puis suivre",
                         "MI/D", "Toutes les régions", "Appuyer l'observatoire"])
LISTED = (Column.PRIORITIES, Column.STRATEGIES, Column.RESPONSIBLE)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = 0

    def line() -> Line:
        nonlocal count
        count += 1
        return Line(f"l{count}", draw(WORDS))

    def row() -> Row:
        nonlocal count
        count += 1
        return Row(f"r{count}", *(tuple(line() for _ in range(draw(st.integers(0, 3)))) for _column in LISTED))

    sections = [Section(axis, "", tuple(
        Block(line(), tuple(row() for _ in range(draw(st.integers(1, 3))))) for _ in range(draw(st.integers(1, 2)))))
        for axis in (None, 1)]
    return Table(tuple(sections), tuple(line() for _ in range(draw(st.integers(0, 2)))), ())


@st.composite
def edits_of(draw: st.DrawFn, table: Table) -> list[Edit]:
    rows = [(section.key, row) for section in table.sections for _block, row in section.rows]
    lines = [line for _key, row in rows for column in LISTED for line in row.cell(column)]
    made: list[Edit] = []
    for _ in range(draw(st.integers(0, 6))):
        key, row = draw(st.sampled_from(rows))
        column = draw(st.sampled_from(LISTED))
        behind = draw(st.sampled_from(["", *(line.uid for line in row.cell(column))]))
        choices: list[Edit] = [
            InsertLine(row.uid, column, behind, draw(WORDS)), DeleteRow(row.uid),
            InsertRow(key, row.uid, draw(st.sampled_from(["", "un défi"])), (), (draw(WORDS),), ()),
            MoveRow(row.uid, *draw(st.sampled_from([(other, one.uid) for other, one in rows])))]
        if lines:
            line = draw(st.sampled_from(lines))
            start = draw(st.integers(0, len(line.text)))
            choices += [ReplaceText(line.uid, start, draw(st.integers(start, len(line.text))), draw(WORDS)),
                        DeleteLine(line.uid), SplitLine(line.uid, start), MoveLine(line.uid, row.uid, column, behind)]
        made.append(draw(st.sampled_from(choices)))
    return made


def settled(table: Table, edits: list[Edit]) -> list[Edit]:
    """One edit of each conflict, as a meeting settles them."""
    clashing = conflicting(table, edits)
    kept = {min(group) for group in clashing}
    dropped = set().union(*clashing) - kept if clashing else set()
    return [edit for number, edit in enumerate(edits) if number not in dropped]


@given(tables())
def test_without_edits_nothing_changes(table: Table) -> None:
    applied = apply_edits(table, [])
    assert applied.table == table
    assert applied.steps == ()


@given(tables())
def test_a_table_and_its_json_say_the_same(table: Table) -> None:
    assert table_from_json(json.loads(json.dumps(table_to_json(table)))) == table


@given(st.data())
def test_an_edit_and_its_json_say_the_same(data: st.DataObject) -> None:
    for edit in data.draw(edits_of(data.draw(tables()))):
        assert edit_from_json(json.loads(json.dumps(edit_to_json(edit)))) == edit


@given(st.data())
def test_what_does_not_conflict_can_be_applied_together(data: st.DataObject) -> None:
    table = data.draw(tables())
    edits = settled(table, data.draw(edits_of(table)))
    after = apply_edits(table, edits).table
    uids = Counter([line.uid for line in after.lines]
                   + [row.uid for section in after.sections for _block, row in section.rows])
    assert max(uids.values(), default=1) == 1, "one thing stands at two places"
    touched = {getattr(edit, "line", "") for edit in edits} | {getattr(edit, "other", "") for edit in edits}
    going = {edit.row for edit in edits if isinstance(edit, DeleteRow)}
    now = {line.uid: line.text for line in after.lines}
    for section in table.sections:
        for _block, row in section.rows:
            for column in LISTED:
                for line in row.cell(column):
                    if line.uid not in touched and row.uid not in going:
                        assert now[line.uid] == line.text


@given(st.data())
def test_the_order_in_which_edits_were_accepted_does_not_matter(data: st.DataObject) -> None:
    table = data.draw(tables())
    edits = [edit for edit in settled(table, data.draw(edits_of(table)))
             if isinstance(edit, ReplaceText | DeleteLine | DeleteRow)]
    shuffled = data.draw(st.permutations(edits))
    assert apply_edits(table, edits).table == apply_edits(table, shuffled).table


@given(st.data())
def test_every_line_that_differs_has_a_step_that_says_so(data: st.DataObject) -> None:
    table = data.draw(tables())
    applied = apply_edits(table, settled(table, data.draw(edits_of(table))))
    was, now = ({line.uid: line.text for line in one.lines} for one in (table, applied.table))
    told = {step.uid for step in applied.steps} | {step.other for step in applied.steps}
    assert {uid for uid in was.keys() | now.keys() if was.get(uid) != now.get(uid)} <= told


def small() -> Table:
    rows = (Row("r1", (Line("p1", "Former les élus"),), (Line("s1", "Organiser un atelier; Publier un guide"),
                                                         Line("s2", "Suivre")), (Line("a1", "MI/D"),)),
            Row("r2", (), (Line("s3", "Évaluer"),), ()))
    return Table((Section(None, "Général", (Block(Line("c1", "Capacités"), rows),)),
                  Section(1, "Axe 1 : Diaspora", (
                      Block(Line("c2", "Investir"), (Row("r3", (), (Line("s4", "Réunir"),), ()),)),))))


def strategies(table: Table) -> list[list[str]]:
    return [[line.text for line in row.strategies] for section in table.sections for _block, row in section.rows]


def test_two_organisations_change_one_line_at_two_places() -> None:
    after = apply_edits(small(), [ReplaceText("s1", 0, 9, "Tenir"), ReplaceText("s1", 33, 38, "manuel")]).table
    assert strategies(after)[0][0] == "Tenir un atelier; Publier un manuel"


def test_a_line_is_cut_in_two_and_keeps_its_first_half() -> None:
    applied = apply_edits(small(), [SplitLine("s1", 21, "s9"), ReplaceText("s1", 21, 22, "")])
    assert strategies(applied.table)[0] == ["Organiser un atelier;", "Publier un guide", "Suivre"]
    assert [(step.kind, step.uid, step.other) for step in applied.steps if step.kind is StepKind.SPLIT] == [
        (StepKind.SPLIT, "s1", "s9")]


def test_two_lines_become_one() -> None:
    applied = apply_edits(small(), [MergeLines("s1", "s2", " ; ")])
    assert strategies(applied.table)[0] == ["Organiser un atelier; Publier un guide ; Suivre"]
    assert [step.other for step in applied.steps if step.kind is StepKind.MERGED] == ["s1"]


def test_a_specific_recommendation_is_sent_to_the_general_level() -> None:
    applied = apply_edits(small(), [MoveLine("s4", "r1", Column.STRATEGIES, "s1")])
    assert strategies(applied.table) == [
        ["Organiser un atelier; Publier un guide", "Réunir", "Suivre"], ["Évaluer"], []]
    [step] = applied.steps
    assert (step.kind, step.before, step.after) == (StepKind.MOVED, "axis 1 1 strategies", "general 1 strategies")


def test_a_row_goes_to_another_axis_with_its_challenge() -> None:
    after = apply_edits(small(), [MoveRow("r2", "axis 1", "r3")]).table
    assert [[block.challenge.text for block in section.blocks] for section in after.sections] == [
        ["Capacités"], ["Investir", "Capacités"]]
    first, second = after.sections[0].blocks[0].challenge, after.sections[1].blocks[1].challenge
    assert first.uid == "c1" != second.uid


def test_a_new_row_belongs_to_the_challenge_before_it_or_brings_its_own() -> None:
    joined = apply_edits(small(), [InsertRow("general", "r1", "", (), ("Ajouter",), ())]).table
    assert [len(block.rows) for block in joined.sections[0].blocks] == [3]
    assert [line.text for line in joined.sections[0].blocks[0].rows[1].strategies] == ["Ajouter"]
    own = apply_edits(small(), [InsertRow("general", "r2", "Autre défi", (), ("Ajouter",), ("MF",))]).table
    assert [block.challenge.text for block in own.sections[0].blocks] == ["Capacités", "Autre défi"]
    assert [line.text for line in own.sections[0].blocks[1].rows[0].responsible] == ["MF"]


def test_a_challenge_whose_rows_all_go_goes_too() -> None:
    applied = apply_edits(small(), [DeleteRow("r3")])
    assert applied.table.sections[1].blocks == ()
    assert {step.uid for step in applied.steps if step.kind is StepKind.REMOVED} == {"c2", "s4"}


@pytest.mark.parametrize(("edit", "node"), [
    (ReplaceText("nope", 0, 1, ""), "nope"), (ReplaceText("s2", 0, 99, ""), "s2"), (DeleteRow("nope"), "nope"),
    (MoveRow("r1", "axis 7"), "axis 7"), (MoveLine("s1", "r1", Column.STRATEGIES, "s4"), "s4"),
    (InsertLine("nope", Column.STRATEGIES, "", "x"), "nope"), (MergeLines("s1", "s1"), "s1"),
])
def test_what_the_base_does_not_hold_is_named(edit: Edit, node: str) -> None:
    with pytest.raises(EditFault) as told:
        apply_edits(small(), [edit])
    assert told.value.node == node


def test_conflicts_are_the_edits_that_want_the_same_words() -> None:
    edits = [ReplaceText("s1", 0, 9, "Tenir"), ReplaceText("s1", 5, 12, "X"), ReplaceText("s1", 13, 20, "cours"),
             DeleteRow("r2"), ReplaceText("s3", 0, 7, "Mesurer"), DeleteLine("s2"), DeleteLine("s2")]
    assert conflicting(small(), edits) == [{0, 1}, {3, 4}]


def test_the_place_of_a_line_is_told_as_the_meeting_says_it() -> None:
    assert place_of(small(), "s2") == Place("general", 1, Column.STRATEGIES, 2, "r1")
    assert place_of(small(), "s4") == Place("axis 1", 1, Column.STRATEGIES, 1, "r3")
    assert place_of(replace(small(), after=(Line("t1", "Fait à Niamey"),)), "t1") == Place("text", 0, None, 1)
    assert place_of(small(), "nope") is None


def test_rows_of_one_challenge_that_go_to_two_sections_do_not_share_it() -> None:
    def rows(name: str) -> tuple[Row, ...]:
        return tuple(Row(f"{name}{number}", (), (Line(f"l{name}{number}", "x"),), ()) for number in range(2))

    table = Table(tuple(Section(axis, "", (Block(Line(f"c{axis}", f"défi {axis}"), rows(f"r{axis}-")),))
                        for axis in (None, 1, 2)))
    after = apply_edits(table, [MoveRow("r2-0", "general", "rNone-0"), MoveRow("r2-1", "axis 1", "r1-1")]).table
    assert max(Counter(line.uid for line in after.lines).values()) == 1
    assert [line.text for line in after.lines].count("défi 2") == 2
