"""What goes out comes back: the reader of marked-up copies finds in a redline what was written into it."""
from __future__ import annotations

import random
from collections import Counter

import pytest

from canevas.governance.recommendations.rules.amending.amendment import Amendment
from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import RevisedDocument, View
from canevas.tools.documents.revisions.reading import read_revisions
from canevas.tools.documents.writing.redline.change import Kind, Place
from canevas.tools.documents.writing.redline.comparing import redline_between
from canevas.tools.documents.writing.redline.layout import read_layout
from canevas.tools.documents.writing.redline.resolving import accept_all
from canevas.tools.documents.writing.redline.writing import write_redline
from tests.tools.documents.redline.edits import edited, random_changes, random_rows
from tests.tools.documents.redline.papers import DAY, at, change, paper, said

Rows = list[list[list[str]]]


def read(content: bytes, name: str = "copie.docx") -> RevisedDocument:
    return read_revisions(Source(content, name))


def rows(document: RevisedDocument, view: View) -> Rows:
    return [[cell.content.lines(view) for cell in row.cells] for table in document.tables() for row in table.rows
            if row.stands(view)]


def own(content: bytes) -> Rows:
    """Each cell with its own text; a line break parts lines as the end of a paragraph does."""
    return [[[part for line in cell or [""] for part in line.split("\n")] for cell in row] for row in said(content)[1]]


@pytest.mark.parametrize("seed", range(12))
def test_the_reader_of_copies_sees_the_same_two_texts(seed: int) -> None:
    chance = random.Random(seed)
    made = random_rows(chance)
    base = paper(made, chance=chance)
    redline = (write_redline(base, random_changes(read_layout(base), chance)[0]) if seed % 2
               else redline_between(base, paper(edited(made, chance), chance=chance), "OIM", DAY))
    document = read(redline)
    assert rows(document, View.BEFORE) == own(base)
    assert rows(document, View.AFTER) == own(accept_all(redline))


WRITTEN = [
    change(Kind.REPLACE, at(2, 2, 0, 0, 6), "Réviser"),
    change(Kind.INSERT, at(3, 2, 0, 6), " vite", author="HCR"),
    change(Kind.INSERT, at(2, 2, 1, after=True), "Publier l’arrêté", author="HCR"),
    change(Kind.DELETE, at(2, 3, 1), author="INS"),
    change(Kind.MOVE, at(2, 2, 1), to=at(6, 2, 0, after=True), author="DRECM/R Agadez"),
    change(Kind.ROW_DELETE, at(4, 0), author="HCR"),
    change(Kind.ROW_INSERT, at(6, 0, after=True), cells=(("D",), ("P",), ("S",), ("R",)), author="INS"),
    change(Kind.COMMENT, at(6, 3, 0, 0, 6), "Et Tahoua ?", author="HCR"),
    change(Kind.REPLACE, Place(1, start=12, end=19), "séance"),
]


def found(redline: bytes, base: bytes) -> list[Amendment]:
    return find_amendments(read(redline), base_of(read(base, "base.docx"))).amendments


def test_each_change_comes_back_as_an_amendment_of_its_author() -> None:
    base = paper()
    told = found(write_redline(base, WRITTEN), base)
    assert all(one.is_tracked and one.date.startswith("2026-05-12T08:30:00") for one in told)
    assert Counter((one.kind.value, one.author, one.where.column, one.before, one.after) for one in told) == Counter([
        ("replace", "OIM", "strategies", "Relire", "Réviser"),
        ("insert", "HCR", "strategies", "", " vite"),
        ("insert", "HCR", "strategies", "", "Publier l’arrêté"),
        ("delete", "INS", "responsible", "MJ", ""),
        ("move", "DRECM/R Agadez", "strategies", "Diffuser l’arrêté", "Diffuser l’arrêté"),
        ("row-delete", "HCR", None, "Publier les textes\tTenir un recueil à jour\tMJ", ""),
        ("row-insert", "INS", None, "", "D\tP\tS\tR"),
        ("comment", "HCR", "responsible", "Agadez", "Et Tahoua ?"),
        ("replace", "OIM", None, "travail", "séance"),
    ])


def test_a_copy_that_was_not_touched_says_nothing() -> None:
    base = paper()
    assert found(base, base) == []
    assert found(write_redline(base, []), base) == []
    assert found(redline_between(base, base, "OIM", DAY), base) == []


def test_a_row_that_moves_comes_back_as_one_move() -> None:
    moved = change(Kind.MOVE, Place(table=0, row=6, column=None), to=Place(table=0, row=2, column=None))
    told = found(write_redline(paper(), [moved]), paper())
    assert [(one.kind.value, one.where.section, one.to and one.to.section) for one in told] == [
        ("move", "axis 1", "general")]


def test_the_text_that_a_merged_block_keeps_is_told_beside_the_row_that_goes() -> None:
    """Word cannot say that a merged cell begins a row later: its text stands as inserted there."""
    told = found(write_redline(paper(), [change(Kind.ROW_DELETE, at(2, 0))]), paper())
    assert [one.where.row for one in told if one.kind.value == "row-delete"] == [1]
    assert {one.after for one in told if one.kind.value != "row-delete"} <= {"Textes dépassés", "Réviser les textes"}
