"""What we write as tracked changes comes back as the same changes, with the texts that they lead from and to."""
from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import RevisedDocument, View
from canevas.tools.documents.revisions.reading import read_revisions
from canevas.tools.documents.writing.redline.change import Change, Kind
from canevas.tools.documents.writing.redline.comparing import redline_between
from canevas.tools.documents.writing.redline.layout import read_layout
from canevas.tools.documents.writing.redline.resolving import accept_all
from canevas.tools.documents.writing.redline.writing import write_redline
from tests.tools.documents.redline.edits import edited, random_changes, random_rows
from tests.tools.documents.redline.papers import DAY, at, change, paper

CHANCE = st.randoms(use_true_random=False)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(content: bytes) -> RevisedDocument:
    return read_revisions(Source(content, "essai.docx"))


def texts(document: RevisedDocument, view: View) -> list[list[str]]:
    return [row.texts(view) for table in document.tables() for row in table.rows if row.stands(view)]


@FEW
@given(CHANCE)
def test_both_texts_are_read_out_of_a_redline_of_several_authors(chance: random.Random) -> None:
    base = paper(random_rows(chance), chance=chance)
    redline = write_redline(base, random_changes(read_layout(base), chance)[0])
    assert texts(read(redline), View.BEFORE) == texts(read(base), View.BEFORE)
    assert texts(read(redline), View.AFTER) == texts(read(accept_all(redline)), View.BEFORE)


@FEW
@given(CHANCE)
def test_a_redline_of_two_versions_holds_marked_changes_alone(chance: random.Random) -> None:
    rows = random_rows(chance)
    base = paper(rows, chance=chance)
    redline = redline_between(base, paper(edited(rows, chance), chance=chance), "OIM", DAY)
    found = find_amendments(read(redline), base_of(read(base))).amendments
    assert all(one.is_tracked and one.author == "OIM" for one in found)


def test_each_kind_comes_back_where_it_was_written() -> None:
    written: list[Change] = [
        change(Kind.REPLACE, at(2, 1, 0, 0, 7), "Refondre", author="HCR"),
        change(Kind.DELETE, at(2, 2, 1), author="INS"),
        change(Kind.INSERT, at(3, 2, 0, after=True), "Tenir un registre"), change(Kind.SPLIT, at(6, 2, 0, 28)),
        change(Kind.ROW_DELETE, at(4, 0), author="INS"),
        change(Kind.ROW_INSERT, at(6, 0, after=True), cells=(("D",), ("P",), ("S", "T"), ("R",))),
        change(Kind.COMMENT, at(6, 3, 0), "Et Tahoua ?", author="HCR")]
    base = paper()
    found = find_amendments(read(write_redline(base, written)), base_of(read(base))).amendments
    assert [(one.kind.value, one.where.section, one.where.row, one.where.column, one.where.line, one.before, one.after)
            for one in found] == [
        ("replace", "general", 1, "priorities", 1, "Réviser", "Refondre"),
        ("delete", "general", 1, "strategies", 2, "Diffuser l’arrêté", ""),
        ("insert", "general", 2, "strategies", 2, "", "Tenir un registre"),
        ("row-delete", "general", 3, None, None, "Publier les textes\tTenir un recueil à jour\tMJ", ""),
        ("split", "axis 1", 1, "strategies", 1, "Équiper les postes de Assamaka et Arlit",
         "Équiper les postes de Assama\nka et Arlit"),
        ("row-insert", "axis 1", 2, None, None, "", "D\tP\tS\nT\tR"),
        ("comment", "axis 1", 1, "responsible", 1, "Agadez", "Et Tahoua ?")]
