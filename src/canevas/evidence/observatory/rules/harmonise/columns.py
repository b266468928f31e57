"""What each column of a table means, from its heading, its cells and its neighbours, with the reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from canevas.evidence.observatory.rules.harmonise.breakdowns import read_heading
from canevas.evidence.observatory.rules.harmonise.deciding import Meant, Read, meaning_of
from canevas.evidence.observatory.rules.harmonise.encoding import cells_of
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Value
from canevas.evidence.observatory.rules.harmonise.looking import Column
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal
from canevas.evidence.observatory.rules.harmonise.sums import mark_sums
from canevas.evidence.observatory.rules.harmonise.values.times import Habit
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary


def read_columns(table: LaidTable, rows: Sequence[Sequence[Value]], vocabulary: Vocabulary, habit: Habit) -> list[Read]:
    """The columns of a table with their cells, ``rows`` being those of the sheet."""
    data = [rows[number - 1] for number in table.data_rows() if number <= len(rows)]
    out, paths = [], _paths(table)
    for laid in table.columns:
        said = read_heading(paths.get(laid.number, laid.headings), vocabulary, habit)
        out.append(Read(laid, Column(cells_of(data, laid.number - 1), vocabulary), said))
    return out


_PATH = re.compile(r"([^\W\d][\w-]{2,})/([\w/ -]+)")


def _paths(table: LaidTable) -> dict[int, tuple[str, ...]]:
    """The levels of headings such as "Profil/sexe", as form programs write the group before the question: several
    columns bear the same group."""
    found = {laid.number: match for laid in table.columns
             if len(laid.headings) == 1 and (match := _PATH.fullmatch(laid.headings[0].strip()))}
    groups = Counter(match[1] for match in found.values())
    return {number: (match[1], *match[2].split("/")) for number, match in found.items() if groups[match[1]] > 1}


def propose_columns(
    table: LaidTable, rows: Sequence[Sequence[Value]], vocabulary: Vocabulary, habit: Habit | None = None
) -> tuple[ColumnProposal, ...]:
    """The meaning of each column; its values are proposed apart."""
    return propose_read(read_columns(table, rows, vocabulary, habit or Habit()), vocabulary)


def propose_read(read: Sequence[Read], vocabulary: Vocabulary) -> tuple[ColumnProposal, ...]:
    """The same for columns that are already looked at."""
    proposed = [_proposal(one, meaning_of(one, vocabulary)) for one in read]
    return tuple(
        mark_sums(_neighbours(proposed), [one.cells.cells for one in read], [one.said.is_total for one in read])
    )


def _proposal(read: Read, meant: Meant) -> ColumnProposal:
    fixed: dict[Meaning, str] = {}
    confidence, question = meant.confidence, meant.question
    if meant.meaning in FIGURES:
        for meaning, coded in read.said.fixed.items():
            fixed[meaning] = coded.code
            confidence = min(confidence, coded.confidence)
            if coded.confidence < 0.95 and not question:
                question = say("Is “%(code)s” what the heading means? %(why)s", code=coded.code, why=coded.reason)
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
    )


def _group(column: ColumnProposal) -> tuple[str, dict[Meaning, str]]:
    """What columns that break down the same people share: the headings above theirs, and their other breakdowns."""
    return column.header.rpartition(" / ")[0], {
        meaning: code for meaning, code in column.fixed.items() if meaning not in (Meaning.SEX, Meaning.AGE_GROUP)}


def _neighbours(proposed: list[ColumnProposal]) -> list[ColumnProposal]:
    """What columns say of each other: men and women beside children are adults, which is asked."""
    out = list(proposed)
    children = [
        column
        for column in proposed
        if column.meaning is Meaning.COUNT
        and column.confidence < SURE
        and column.fixed.get(Meaning.AGE_GROUP) == "0-17"
    ]
    sexes = {column.fixed.get(Meaning.SEX) for column in proposed if column.meaning is Meaning.COUNT}
    if not {"F", "M"} <= sexes:
        return out
    for place, column in enumerate(proposed):
        sex = column.fixed.get(Meaning.SEX)
        if not sex or Meaning.AGE_GROUP in column.fixed or column.meaning is not Meaning.COUNT:
            continue
        if any(child.fixed.get(Meaning.SEX, sex) == sex and _group(child) == _group(column) for child in children):
            out[place] = replace(
                column,
                fixed={**column.fixed, Meaning.AGE_GROUP: "18+"},
                confidence=0.7,
                question=say("Beside girls and boys, are these adults of 18 and more?"),
            )
    return out
