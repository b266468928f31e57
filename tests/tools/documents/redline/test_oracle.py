"""The laws of a redline, over papers and edits of chance: rejecting gives the base back, accepting the adopted text."""
from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from canevas.tools.documents.writing.redline.change import Change, Kind, Place
from canevas.tools.documents.writing.redline.comparing import changes_between, redline_between
from canevas.tools.documents.writing.redline.layout import layout_of, read_layout
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from canevas.tools.documents.writing.redline.tables import seen
from canevas.tools.documents.writing.redline.wordfile import WordFile
from canevas.tools.documents.writing.redline.writing import write_redline
from tests.factories.libreoffice import needs_libreoffice, resolved
from tests.tools.documents.redline.edits import edited, random_changes, random_row_changes, random_rows
from tests.tools.documents.redline.papers import DAY, at, change, paper, said

CHANCE = st.integers(0, 10**9).map(random.Random)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow],
               phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""A smaller seed is no smaller paper: nothing is gained by looking for one."""


def shown(content: bytes) -> tuple[list[str], list[list[list[str]]]]:
    """What a reader sees: the lines of the body, and of each cell, merged blocks counted in each of their rows."""
    layout = layout_of(WordFile(content).body)
    return [line.text for line in layout.paragraphs], [
        [[line.text for line in lines] for lines in row.values()] for table in layout.tables for row in seen(table)]


@FEW
@given(CHANCE)
def test_two_versions_of_chance(chance: random.Random) -> None:
    rows, lines = random_rows(chance), ["Synthèse", "Document de travail"]
    base = paper(rows, lines, chance=chance)
    changed = paper(edited(rows, chance), edited_lines(lines, chance), chance=chance)
    redline = redline_between(base, changed, "Secrétariat", DAY)
    assert said(reject_all(redline)) == said(base)
    assert shown(accept_all(redline)) == shown(changed)


def edited_lines(lines: list[str], chance: random.Random) -> list[str]:
    found = [line if chance.random() < 0.6 else f"{line} amendé" for line in lines]
    return [*found, "Version du matin"] if chance.random() < 0.3 else found[:1] if chance.random() < 0.3 else found


@FEW
@given(CHANCE)
def test_changes_of_several_authors(chance: random.Random) -> None:
    base = paper(random_rows(chance), chance=chance)
    changes, expected = random_changes(read_layout(base), chance)
    redline = write_redline(base, changes)
    assert said(reject_all(redline)) == said(base)
    assert said(accept_all(redline)) == expected


@FEW
@given(CHANCE)
def test_rows_of_several_authors_among_merged_blocks(chance: random.Random) -> None:
    base = paper(random_rows(chance), chance=chance)
    changes, expected = random_row_changes(read_layout(base), chance)
    redline = write_redline(base, changes)
    assert said(reject_all(redline)) == said(base)
    assert shown(accept_all(redline))[1] == expected


@FEW
@given(CHANCE)
def test_a_text_compared_with_itself_has_no_changes(chance: random.Random) -> None:
    layout = read_layout(paper(random_rows(chance), chance=chance))
    assert changes_between(layout, layout, "Secrétariat", DAY) == []


def test_the_author_of_each_change_may_be_told_by_a_function() -> None:
    base, changed = paper(), paper(before=("Synthèse régionale", "Document de travail"), after=("Fait à Agadez",))

    def author(change: Change) -> str:
        return "HCR" if change.place == Place(2, start=7, end=13) else f"autre, {change.kind}"
    found = changes_between(read_layout(base), read_layout(changed), author, DAY)
    assert [(change.kind, change.author) for change in found] == [
        (Kind.INSERT, "autre, insert"), (Kind.REPLACE, "HCR")]


SAMPLES = [path for path in sorted((Path(__file__).parents[4] / "samples").glob("*.docx"))
           if path.stem not in {"gtm-agadez-arlit-2024-09-12", "gtm-dosso-2025-03-04"}]
"""Papers as they come, but one that is a redline already, and one that is a table of tables and nothing else."""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_papers_as_they_come(path: Path) -> None:
    base, chance = path.read_bytes(), random.Random(path.stem)
    changes, expected = random_changes(read_layout(base), chance)
    redline = write_redline(base, changes)
    assert read_layout(reject_all(redline)) == read_layout(base)
    assert said(accept_all(redline)) == expected


@needs_libreoffice
@pytest.mark.slow
def test_libreoffice_reads_the_same_two_texts() -> None:
    """Written by chance, resolved by another program: its base and its adopted text are ours."""
    chance = random.Random(20260512)
    redlines = []
    for number in range(24):
        rows = random_rows(chance)
        base = paper(rows, chance=chance)
        if number % 3:
            make = random_changes if number % 3 == 1 else random_row_changes
            redlines.append(write_redline(base, make(read_layout(base), chance)[0]))
        else:
            redlines.append(redline_between(base, paper(edited(rows, chance), chance=chance), "OIM", DAY))
    redlines.append(write_redline(paper(), [
        change(Kind.MOVE, at(2, 2, 1), to=at(3, 2, 0, after=True)),
        change(Kind.MOVE, at(6, 2, 0, 18, 30), to=at(6, 1, 0, 16), author="HCR"),
        Change(Kind.MOVE, "INS", DAY, Place(table=0, row=6, column=None), to=Place(table=0, row=1, column=None)),
        change(Kind.ROW_DELETE, at(2, 0)), change(Kind.ROW_INSERT, at(4, 0), cells=(None, ("A",), ("B", "C"), ("",))),
        change(Kind.COMMENT, Place(0), "Pourquoi ?"), change(Kind.DELETE, Place(2)),
        change(Kind.INSERT, Place(2, after=True), "Fait à Zinder", author="HCR")]))
    for redline, theirs in zip(redlines, resolved(redlines, accept=False), strict=True):
        assert printed(theirs) == printed(reject_all(redline))
    for redline, theirs in zip(redlines, resolved(redlines, accept=True), strict=True):
        assert printed(theirs) == printed(accept_all(redline))


def printed(content: bytes) -> list[list[list[str]]]:
    """The texts of the cells, each its own, without blanks: LibreOffice trims the ends of cells, sets a joiner in empty
    ones of a tracked row, and does not read the old properties of a cell that another row's deletion made the first of
    its block."""
    lines, rows = said(content)
    return [[["".join(line.replace("\u200d", "").split()) for line in cell or [""]] for cell in row]
            for row in [[lines], *rows]]
