"""The laws of copies, over generated tables and edits: rejecting gives the base, accepting the adopted text, and one's
own export asks for nothing; LibreOffice, which accepts and rejects by itself, finds the same two texts."""
from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from canevas.governance.syntheses.rules.table import (
    Block,
    Column,
    DeleteLine,
    DeleteRow,
    Edit,
    InsertLine,
    InsertRow,
    Line,
    MergeLines,
    MoveLine,
    ReplaceText,
    Row,
    Section,
    SplitLine,
    Table,
    apply_edits,
    settled_together,
)
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import View
from canevas.tools.documents.revisions.reading import read_revisions
from canevas.tools.documents.writing.redline.comparing import redline_between
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from tests.factories.libreoffice import needs_libreoffice, resolved
from tests.governance.syntheses.test_copies_placed import WORDS, accepted, asked_of, said, word

pytestmark = pytest.mark.slow
FULL = bool(os.environ.get("CANEVAS_FULL"))
DAY = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
LAWS = settings(max_examples=150 if FULL else 8, deadline=None, suppress_health_check=list(HealthCheck),
                phases=[Phase.explicit, Phase.reuse, Phase.generate],
                derandomize=not os.environ.get("CANEVAS_RANDOM"))
"""The same examples each time: a law that fails says that the code changed, never that a draw was unlucky. Who looks
for others sets CANEVAS_RANDOM, and pytest's --hypothesis-seed. A smaller table shows little more: no time is spent on
looking for one, unless a law is broken by hand."""
JUDGED = 60 if FULL else 6
"""Copies that LibreOffice judges."""
FRESH = ("maraîchage", "jumelage", "médiation", "cadastre", "tutorat", "mutuelle", "reboisement", "biométrie")


@st.composite
def sentences(draw: st.DrawFn, least: int = 4, most: int = 8) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most, unique=True))
    return " ".join(words).capitalize()


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """One to three sections of merged and single challenges, cells of one to three lines that all differ."""
    count = iter(range(10_000))
    seen: set[str] = set()

    def line() -> Line:
        text = draw(sentences())
        while text in seen:
            text = f"{text} {draw(st.sampled_from(FRESH))}"
        seen.add(text)
        return Line(f"00000000-0000-4000-8000-{next(count):012d}", text)

    def lines(most: int, least: int = 1) -> tuple[Line, ...]:
        return tuple(line() for _ in range(draw(st.integers(least, most))))

    def row() -> Row:
        return Row(f"00000000-0000-4000-9000-{next(count):012d}", lines(2), lines(3), lines(2))

    sections = tuple(Section(axis, "", tuple(
        Block(line(), tuple(row() for _ in range(draw(st.integers(1, 3))))) for _ in range(draw(st.integers(1, 2)))))
        for axis in (None, 1, 2)[:draw(st.integers(1, 3))])
    return Table(sections, lines(2), lines(1))


@st.composite
def edits(draw: st.DrawFn, table: Table) -> list[Edit]:
    """At most one edit in a row, so that each is known for itself, and one of a paragraph around the table.

    No two put the same words: two new rows of one section that say the same are one request told twice, settled and
    made once (``rules.table.conflicts``), so that a table with both is not what accepting all of them asks for.
    """
    made: list[Edit] = []
    put: set[str] = set()
    for section in table.sections:
        for _block, row in section.rows:
            if draw(st.booleans()):
                made.append(draw(edit_of(row, section.key, put)))
    made += draw(new_band()) if draw(st.booleans()) else []
    if draw(st.booleans()):
        line = draw(st.sampled_from((*table.before, *table.after)))
        made.append(ReplaceText(line.uid, len(line.text), len(line.text), f" {draw(st.sampled_from(FRESH))}"))
    return made


@st.composite
def new_band(draw: st.DrawFn) -> list[Edit]:
    """One or two rows under a band that the table does not have."""
    axis = draw(st.sampled_from((3, 7)))
    rows = [" ".join(draw(st.lists(st.sampled_from(FRESH), min_size=4, max_size=6, unique=True))) + f" {axis}{place}"
            for place in range(draw(st.integers(1, 2)))]
    return [InsertRow(f"axis {axis}", "", f"Manque de {words}", (f"Viser {words}",), (f"Mener {words}",), ("MI/D",),
                      band=f"Axe {axis} : Coopération") for words in rows]


@st.composite
def edit_of(draw: st.DrawFn, row: Row, section: str, put: set[str]) -> Edit:
    """``put``: the new words of the other edits, to which its own are added."""
    line = draw(st.sampled_from((*row.priorities, *row.strategies)))
    gaps = [at for at, sign in enumerate(line.text) if sign == " "]
    fresh = " ".join(draw(st.lists(st.sampled_from(FRESH), min_size=4, max_size=6, unique=True)))
    while fresh in put:
        fresh = f"{fresh} {draw(st.sampled_from(FRESH))}"
    put.add(fresh)
    start = draw(st.sampled_from([at + 1 for at in gaps[:-1]]))
    end = draw(st.sampled_from([at for at in gaps if at > start][:2]))
    several = len(row.strategies) > 1
    return draw(st.sampled_from([
        ReplaceText(line.uid, start, start, f"{fresh} "), ReplaceText(line.uid, start, end, fresh),
        ReplaceText(line.uid, start, end + 1, ""),
        SplitLine(line.uid, draw(st.one_of(st.sampled_from(gaps[1:]), st.integers(1, len(line.text) - 1)))),
        DeleteLine(line.uid), DeleteRow(row.uid),
        InsertRow(section, row.uid, fresh.capitalize(), (f"But {fresh}",), (f"Agir {fresh}",), ("INS",)),
        InsertLine(row.uid, Column.STRATEGIES, draw(st.sampled_from(["", *(one.uid for one in row.strategies)])),
                   f"Ouvrir {fresh}"),
        *([MergeLines(row.strategies[0].uid, row.strategies[1].uid),
           MoveLine(row.strategies[-1].uid, row.uid, Column.STRATEGIES, "")] if several else [])]))


@st.composite
def versions(draw: st.DrawFn) -> tuple[Table, Table]:
    """A table, and the one that some edits make of it."""
    table = draw(tables())
    wanted = apply_edits(table, draw(edits(table))).table
    assume(any(section.blocks for section in wanted.sections))
    return table, wanted


def shown(content: bytes, view: View = View.BEFORE) -> list[list[str]]:
    """What the rows and the paragraphs say, blanks as single spaces; a cell that says nothing may be one that goes on
    from above, once the row above is back."""
    document = read_revisions(Source(content, "essai.docx"))
    rows = [row.texts(view) for table in document.tables() for row in table.rows if row.stands(view)]
    lines = [line for stream in document.streams() for line in stream.lines(view)]
    plain = [[" ".join(text.replace("\u200d", "").split()) for text in each] for each in (*rows, lines)]
    return [[text for text in each if text] for each in plain]


@LAWS
@given(versions())
def test_accepting_all_of_a_marked_copy_gives_the_adopted_text(made: tuple[Table, Table]) -> None:
    table, wanted = made
    copy = redline_between(word(table), word(wanted), "OIM", DAY)
    assert accepted(copy, table) == said(wanted)
    assert all(one.amendment.is_tracked for one in asked_of(copy, table))


@LAWS
@given(versions())
def test_accepting_all_of_a_copy_without_marks_gives_what_it_says(made: tuple[Table, Table]) -> None:
    table, wanted = made
    assert accepted(word(wanted), table) == said(wanted)


@LAWS
@given(versions())
def test_rejecting_all_gives_the_base_and_accepting_all_the_end(made: tuple[Table, Table]) -> None:
    table, wanted = made
    base, changed = word(table), word(wanted)
    copy = redline_between(base, changed, "OIM", DAY)
    assert shown(copy, View.BEFORE) == shown(reject_all(copy)) == shown(base)
    assert shown(copy, View.AFTER) == shown(accept_all(copy))
    assert asked_of(reject_all(copy), table) == []


@LAWS
@given(tables())
def test_ones_own_export_asks_for_nothing(table: Table) -> None:
    assert asked_of(word(table), table) == []


def test_two_new_rows_of_a_section_that_say_the_same_are_one_request() -> None:
    """One of them parts a merged challenge: the row below goes and comes again in Word, so both stand behind the row
    above it by then. They are told one by one and settled together."""
    first, second = (Row(f"r{number}", (Line(f"p{number}", text),)) for number, text in enumerate((
        "Mobiliser les communes du nord", "Publier le guide des droits"), 1))
    table = Table((Section(None, "", (Block(Line("c1", "Peu de puits pastoraux"), (first, second)),)),))
    same = [InsertRow("general", row.uid, "Tutorat absent", ("But tutorat",), ("Agir tutorat",), ("INS",))
            for row in (first, second)]
    copy = redline_between(word(table), word(apply_edits(table, same).table), "OIM", DAY)
    asked = [one.edit for one in asked_of(copy, table) if one.edit is not None]
    twice = {place for place, edit in enumerate(asked) if isinstance(edit, InsertRow) and edit.responsible == ("INS",)}
    assert len(twice) == 2
    assert twice in settled_together(table, asked)


@needs_libreoffice
def test_libreoffice_accepts_and_rejects_to_the_same_texts() -> None:
    made: list[tuple[Table, Table]] = []

    @settings(LAWS, max_examples=JUDGED, database=None)
    @given(versions())
    def gather(pair: tuple[Table, Table]) -> None:
        made.append(pair)

    gather()
    assert made
    copies = [redline_between(word(table), word(wanted), "OIM", DAY) for table, wanted in made]
    rejected, taken = resolved(copies, accept=False), resolved(copies, accept=True)
    for (table, wanted), copy, back, on in zip(made, copies, rejected, taken, strict=True):
        assert letters(back) == letters(reject_all(copy))
        assert letters(on) == letters(accept_all(copy))
        assert asked_of(back, table) == []
        assert accepted(on, table) == said(wanted)


def letters(content: bytes) -> list[list[str]]:
    return [["".join(text.split()) for text in each] for each in shown(content)]
