"""The words that a person leaves become edits that make exactly them, and marks that show exactly the change."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.syntheses.rules.showing import shown
from canevas.governance.syntheses.rules.table import (
    Block,
    DeleteRow,
    InsertLine,
    Line,
    MergeLines,
    MoveRow,
    ReplaceText,
    Row,
    Section,
    SplitLine,
    Table,
    apply_edits,
)
from canevas.governance.syntheses.rules.table.model import Column
from canevas.governance.syntheses.rules.wording import replaced, reworded

words = st.lists(st.sampled_from(["former", "les", "élus", "de", "Zinder", "à", "la", "loi", "2015-36", ",", "."]),
                 min_size=1, max_size=9).map(" ".join)


def table(text: str = "Former les élus de Zinder", second: str = "Publier un guide") -> Table:
    row = Row("row", (), (Line("one", text), Line("two", second)), (Line("who", "MI/D"),))
    other = Row("other", (), (Line("three", "Évaluer"),), ())
    return Table((Section(None, "", (Block(Line("defi", "Renforcer"), (row,)),)),
                  Section(1, "Axe 1", (Block(Line("autre", "Mobiliser"), (other,)),))))


@given(words, st.lists(words, min_size=1, max_size=3))
def test_reworded_makes_exactly_the_words_and_the_first_keeps_the_line(base: str, texts: list[str]) -> None:
    if len(base) <= len(texts):
        return
    made = apply_edits(table(base), reworded("one", base, texts)).table
    cell = made.sections[0].blocks[0].rows[0].strategies
    assert [line.text for line in cell] == [*texts, "Publier un guide"]
    assert cell[0].uid == "one"


@given(words, words)
def test_replaced_touches_one_stretch_of_whole_words(base: str, text: str) -> None:
    edit = replaced("one", base, text)
    if edit is None:
        assert base == text
        return
    assert base[:edit.start] + edit.text + base[edit.end:] == text


def test_a_line_cut_in_two_without_other_words_is_only_a_cut() -> None:
    edits = reworded("one", "Former les élus de Zinder", ["Former les élus", "de Zinder"])
    assert [type(one) for one in edits] == [SplitLine]


def marks(edit: object) -> list[tuple[str, str]]:
    return [(part.mark, part.text) for row in shown(table(), edit) for cell in (row.challenge, *row.cells)  # type: ignore[arg-type]
            for line in cell for part in line.parts if part.mark != "same"]


def test_marks_show_what_goes_and_what_comes() -> None:
    assert marks(ReplaceText("one", 7, 15, "toutes les élues")) == [("del", "les élus"), ("ins", "toutes les élues")]
    assert marks(SplitLine("one", 15)) == [("ins", " ¶ ")]
    assert marks(MergeLines("one", "two")) == [("del", " ¶ ")]
    assert marks(InsertLine("row", Column.STRATEGIES, "one", "Diffuser")) == [("ins", "Diffuser")]
    assert marks(DeleteRow("other")) == [("del", "Mobiliser"), ("del", "Évaluer")]


def test_a_row_that_moves_is_shown_where_it_leaves_and_where_it_comes() -> None:
    left, come = shown(table(), MoveRow("other", "general", "row"))
    assert (left.section, left.number, come.section, come.number) == ("axis 1", 1, "general", 2)
    assert left.cells[1][0].parts[0].mark == "del"
    assert come.cells[1][0].parts[0].mark == "ins"
