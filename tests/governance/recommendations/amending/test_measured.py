"""Copies by several hands whose every change is known: all of them are found, and nothing else."""
from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import RevisedDocument, View
from canevas.tools.documents.revisions.reading import read_revisions
from tests.governance.recommendations.amending.marked_table import Line, Synthesis
from tests.governance.recommendations.amending.redlines import redline
from tests.governance.recommendations.amending.scoring import Score, found_keys

SEEDS = st.integers(0, 2**32)
UNTRACKED = 60


def read(content: bytes) -> RevisedDocument:
    return read_revisions(Source(content, "essai.docx"))


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_what_word_marks_is_found_exactly(seed: int) -> None:
    made = redline(seed)
    missed, too_much = Score().add(made)
    assert not missed and not too_much
    assert found_keys(made)[1] == made.formatting


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.booleans())
def test_marked_changes_are_found_exactly_beside_unmarked_ones(seed: int, names: bool) -> None:
    missed, too_much = Score().add(redline(seed, tracked=0.6, names=names))
    assert not [key for key in (*missed, *too_much) if key[-2]]


def test_changes_that_nobody_marked_are_found_by_comparing() -> None:
    for names in (True, False):
        score = Score()
        for seed in range(UNTRACKED):
            score.add(redline(seed, tracked=0.0, names=names))
        table = score.table("not marked")
        assert min(score.precision(), score.recall()) >= 0.98, table
        assert all(min(score.precision(kind), score.recall(kind)) >= 0.95 for kind in score.made), table


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_rejecting_all_gives_the_base_and_accepting_all_the_end(seed: int) -> None:
    made = redline(seed)
    base, copy = read(made.base), read(made.copy)
    assert cells(copy, View.BEFORE) == cells(base, View.BEFORE) == model_cells(made.original, View.BEFORE)
    assert cells(copy, View.AFTER) == model_cells(made.synthesis, View.AFTER)


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_file_changes_nothing_in_itself(seed: int) -> None:
    made = redline(seed, tracked=0.6)
    for content in (made.base, made.copy):
        assert find_amendments(read(content), base_of(read(content))).amendments == []


def cells(document: RevisedDocument, view: View) -> list[list[str]]:
    """The cells of each row that stands, below the header and without the bands."""
    return [row.texts(view) for table in document.tables() for row in table.rows[1:]
            if row.stands(view) and len(row.cells) > 1]


def model_cells(made: Synthesis, view: View) -> list[list[str]]:
    return [[line_text(row.cells[column].lines, view) for column in made.order if not row.cells[column].continues]
            for row in made.rows() if (row.taken is None if view is View.AFTER else row.put is None)]


def line_text(lines: list[Line], view: View) -> str:
    text = ""
    for line in lines:
        for words in line.words:
            text += words.text if (words.taken if view is View.AFTER else words.put) is None else ""
        text += "\n" if (line.taken if view is View.AFTER else line.put) is None else ""
    return text.removesuffix("\n")
