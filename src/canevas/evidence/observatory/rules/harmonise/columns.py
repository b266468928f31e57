"""What each column of a table means, from its heading, its cells and its neighbours, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from canevas.evidence.observatory.rules.harmonise.deciding import meaning_of
from canevas.evidence.observatory.rules.harmonise.deciding.read import Meant, Read
from canevas.evidence.observatory.rules.harmonise.encoding import cells_of
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Value
from canevas.evidence.observatory.rules.harmonise.looking import Column
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal
from canevas.evidence.observatory.rules.harmonise.reading_headings import read_heading
from canevas.evidence.observatory.rules.harmonise.said_above import as_said_above, months_of_two_years
from canevas.evidence.observatory.rules.harmonise.sums import add_up, mark_sums
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.written_times import is_month
from canevas.evidence.observatory.rules.harmonise.witnessing import with_siblings, witnessed
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary


def read_columns(table: LaidTable, rows: Sequence[Sequence[Value]], vocabulary: Vocabulary, habit: Habit) -> list[Read]:
    """The columns of a table with their cells, ``rows`` being those of the sheet."""
    data = [rows[number - 1] for number in table.data_rows() if number <= len(rows)]
    legend = _legend(table) | _cut_months(table) | _half_years(table, habit)
    out, paths = [], _paths(table)
    for laid in table.columns:
        headings = [legend.get(text.strip(), text) for text in paths.get(laid.number, laid.headings)]
        said = read_heading(headings, vocabulary, habit)
        out.append(Read(laid, Column(cells_of(data, laid.number - 1), vocabulary), said))
    return out


_EXPLAINED = re.compile(r"\b(\w{1,4}) ?= ?([^=;,.]{3,60})(?=[;,.]|$)")


def _legend(table: LaidTable) -> dict[str, str]:
    """What titles and notes say that short headings mean: "E = entrées au Niger ; S = sorties du Niger"."""
    return {short: words.strip() for text in (*table.titles, *table.notes) for short, words in _EXPLAINED.findall(text)}


_CUT_MONTHS = {"mar": "mars", "avr": "avril", "may": "mai"}
"""Cuts that mean something else as well, where no other month stands beside them."""


def _cut_months(table: LaidTable) -> dict[str, str]:
    texts = [text.strip() for laid in table.columns for text in laid.headings]
    if sum(is_month(fold(text)) for text in texts) < 2:
        return {}
    return {text: whole for text in texts if (whole := _CUT_MONTHS.get(fold(text).rstrip(".")))}


_QUARTER = re.compile(r"[tq] ?[1-4]\b.*|[1-4](?:er|e|eme)? ?trim.*")
_HALF_YEARS = {"s1": "1er semestre", "s2": "2e semestre"}


def _half_years(table: LaidTable, habit: Habit) -> dict[str, str]:
    """ "S1" and "S2" beside quarters, or "S2" as the last of them, are half years and no weeks."""
    texts = {text.strip() for laid in table.columns for text in laid.headings}
    folded = {fold(text) for text in texts}
    if {*_HALF_YEARS} <= folded and any(map(_QUARTER.fullmatch, folded)):
        year = f" {habit.year}" if habit.year else ""
        return {text: _HALF_YEARS[fold(text)] + year for text in texts if fold(text) in _HALF_YEARS}
    return {}


_PATH = re.compile(r"([^\W\d][\w-]{2,})/([\w/ -]+)|([^\W\d]\w{2,})-(\w+)")


def _paths(table: LaidTable) -> dict[int, tuple[str, ...]]:
    """The levels of headings such as "Profil/sexe" or "profil-sexe", as form programs write the group before the
    question: several columns bear the same group."""
    found = {}
    for laid in table.columns:
        if len(laid.headings) == 1 and (match := _PATH.fullmatch(laid.headings[0].strip())):
            found[laid.number] = (match[1] or match[3], *(match[2] or match[4]).split("/"))
    groups = Counter(path[0] for path in found.values())
    return {number: path for number, path in found.items() if groups[path[0]] > 1}


def propose_columns(
    table: LaidTable, rows: Sequence[Sequence[Value]], vocabulary: Vocabulary, habit: Habit | None = None
) -> tuple[ColumnProposal, ...]:
    """The meaning of each column; its values are proposed apart."""
    return propose_read(read_columns(table, rows, vocabulary, habit or Habit()), vocabulary)


def propose_read(read: Sequence[Read], vocabulary: Vocabulary, about: str = "") -> tuple[ColumnProposal, ...]:
    """The same for columns that are already looked at; ``about`` is what stands over the table, folded."""
    with_siblings(read, about)
    months_of_two_years(read, about)
    proposed = [_proposal(one, meaning_of(one, vocabulary)) for one in read]
    settled = _neighbours(_without_ticks(as_said_above(proposed, read, about, vocabulary.figures), read), read)
    summed = mark_sums(settled, [one.cells.cells for one in read], [one.said.is_total for one in read])
    return witnessed(summed, read, about, vocabulary.figures)


def _proposal(read: Read, meant: Meant) -> ColumnProposal:
    fixed: dict[Meaning, str] = {}
    confidence, question, directed = meant.confidence, meant.question, meant.confidence
    if meant.meaning in FIGURES:
        for meaning, coded in read.said.fixed.items():
            fixed[meaning] = coded.code
            confidence = min(confidence, coded.confidence)
            directed = min(directed, coded.confidence) if meaning is not Meaning.DIRECTION else directed
            if coded.confidence < 0.95 and not question:
                question = say("Is the heading well understood? %(why)s", why=coded.reason)
    unit = read.said.unit if meant.meaning in FIGURES else ""
    return ColumnProposal(
        read.laid.number,
        read.laid.header,
        meant.meaning,
        round(confidence, 3),
        meant.reason,
        (),
        fixed,
        unit,
        meant.others,
        question,
        round(directed, 3),
    )


_FEWEST_TICKS = 3


def _without_ticks(proposed: list[ColumnProposal], read: Sequence[Read]) -> list[ColumnProposal]:
    """Columns "Besoins/Abri" that hold 1 and 0, beside "Besoins" or others of their kind, are the answers ticked in a
    form, and no figures."""
    parts = [column.header.partition("/") for column in proposed]
    ticked = [bool(answer) and set(one.cells.all_numbers()) == {0.0, 1.0}
              for (_question, _sign, answer), one in zip(parts, read, strict=True)]
    answered = Counter(part[0] for part, tick in zip(parts, ticked, strict=True) if tick)
    asked = {column.header for column in proposed}
    asked |= {question for question, count in answered.items() if count >= _FEWEST_TICKS}
    out = list(proposed)
    for place, column in enumerate(proposed):
        question, _sign, answer = parts[place]
        if answer and question in asked and set(read[place].cells.all_numbers()) <= {0.0, 1.0}:
            out[place] = replace(column, meaning=Meaning.UNKNOWN, confidence=0.85, fixed={}, unit="",
                                 reason=say("An answer to “%(question)s”, ticked or not.", question=question),
                                 others=(column.meaning,))
    return out


def _group(column: ColumnProposal, read: Read) -> tuple[tuple[str, ...], dict[Meaning, str]]:
    """What columns that break down the same people share: the headings above theirs, and their other breakdowns."""
    return read.laid.headings[:-1], {
        meaning: code for meaning, code in column.fixed.items() if meaning not in (Meaning.SEX, Meaning.AGE_GROUP)}


def _are_beside(child: int, counts: Sequence[int], proposed: Sequence[ColumnProposal], read: Sequence[Read]) -> bool:
    """Whether a column sums men, women and these children: they are then not among the men and women."""
    adults = [place for place in counts if dict(proposed[place].fixed).keys() == {Meaning.SEX}]
    parts = [read[place].cells.cells for place in (child, *adults)]
    return len(adults) == 2 and any(
        add_up(read[place].cells.cells, parts) for place in counts if place not in (child, *adults))


def _neighbours(proposed: list[ColumnProposal], read: Sequence[Read]) -> list[ColumnProposal]:
    """What columns say of each other: men and women beside children are adults, which is asked."""
    out = list(proposed)
    counts = [place for place, column in enumerate(proposed) if column.meaning is Meaning.COUNT]
    children = [
        (proposed[place], read[place])
        for place in counts
        if proposed[place].fixed.get(Meaning.AGE_GROUP) == "0-17"
        and (proposed[place].confidence < SURE or _are_beside(place, counts, proposed, read))
    ]
    sexes = {proposed[place].fixed.get(Meaning.SEX) for place in counts}
    if not {"F", "M"} <= sexes:
        return out
    for place, column in enumerate(proposed):
        sex = column.fixed.get(Meaning.SEX)
        if not sex or Meaning.AGE_GROUP in column.fixed or column.meaning is not Meaning.COUNT:
            continue
        own = _group(column, read[place])
        if any(child.fixed.get(Meaning.SEX, sex) == sex and _group(child, one) == own for child, one in children):
            out[place] = replace(
                column,
                fixed={**column.fixed, Meaning.AGE_GROUP: "18+"},
                confidence=0.7,
                question=say("Beside girls and boys, are these adults of 18 and more?"),
            )
    return out
