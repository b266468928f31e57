"""A whole file to its proposal: its tables, what each column means, what each distinct value is, what fits nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from canevas.evidence.observatory.rules.harmonise.anomalies import MOST, find_anomalies
from canevas.evidence.observatory.rules.harmonise.columns import propose_read, read_columns
from canevas.evidence.observatory.rules.harmonise.confirming import confirmed, disagreeing
from canevas.evidence.observatory.rules.harmonise.deciding.read import Read
from canevas.evidence.observatory.rules.harmonise.layout import LaidColumn, LaidTable, Rows, Value
from canevas.evidence.observatory.rules.harmonise.looking import Column
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, PLACES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    SURE,
    ColumnProposal,
    Proposal,
    Reject,
    TableProposal,
)
from canevas.evidence.observatory.rules.harmonise.sides import filled
from canevas.evidence.observatory.rules.harmonise.titles import ask_directions, complete, read_titles
from canevas.evidence.observatory.rules.harmonise.turning import survey_upright
from canevas.evidence.observatory.rules.harmonise.values import STRICT
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.valuing import as_sure_as, propose_values
from canevas.evidence.observatory.rules.harmonise.vouching import Vouching, several_times
from canevas.tools.tables.sheets import Workbook
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

BANDS = 0
"""The number of the column that stands for texts over groups of rows ("RÉGION D'AGADEZ"), which no cell holds."""
_MOST_REJECTS = 10_000
Chosen = Mapping[tuple[int, int], Meaning]
"""Meanings that a person or a recipe gives columns: by the place of the table in the file (0-based) and the number of
the column."""


def propose(workbook: Workbook, vocabulary: Vocabulary, chosen: Chosen | None = None) -> Proposal:
    """What the workbench proposes for a file, all of it: pure, and the same each time. Where meanings are ``chosen``,
    the values of those columns are proposed under them."""
    found = survey_upright(workbook)
    tables = tuple(
        propose_table(
            replace(table, file=workbook.name), sheet.rows, vocabulary,
            {number: one for (at, number), one in (chosen or {}).items() if at == place},
        )
        for place, (sheet, table) in enumerate(found.tables)
    )
    return Proposal(workbook.name, workbook.read_as, tables, found.left_out)


def propose_table(
    table: LaidTable, rows: Rows, vocabulary: Vocabulary, chosen: Mapping[int, Meaning] | None = None
) -> TableProposal:
    """One table: ``rows`` are those of its sheet."""
    rows = filled(rows, table)
    titles = read_titles(table, vocabulary)
    read = read_columns(table, rows, vocabulary, titles.habit)
    if table.bands:
        read.insert(0, _bands(table, vocabulary))
    meant = propose_read(read, vocabulary, fold(" | ".join((*table.titles, table.sheet))))
    columns = tuple(as_chosen(column, (chosen or {}).get(column.number)) for column in meant)
    complete(titles, table, columns, vocabulary)
    if titles.is_of_niger:
        columns = tuple(map(sure_of_direction, columns))
    valued = tuple(confirmed(propose_values(columns, read, vocabulary, titles), read, vocabulary))
    vouching = Vouching(table.titles, table.sheet, table.file, titles.subject, valued, vocabulary)
    facts = {**vouching.of_all(titles.fixed), **{one: several_times() for one in titles.doubtful & titles.fixed.keys()}}
    if doubted := {one for one in titles.fixed if one in PLACES and facts[one].confidence < SURE}:
        without = replace(titles, fixed={one: code for one, code in titles.fixed.items() if one not in doubted})
        valued = as_sure_as(valued, confirmed(propose_values(columns, read, vocabulary, without), read, vocabulary))
    questions = [*titles.questions, *ask_directions(valued, titles)]
    return TableProposal(
        table,
        valued,
        titles.subject,
        titles.fixed,
        tuple(_rejects(valued, read, table)),
        (
            *find_anomalies(table, *_beside_bands(table, rows, valued, read)),
            *islice(disagreeing(table, valued, read, vocabulary), MOST),
        ),
        tuple(questions),
        facts,
    )


def _beside_bands(
    table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal], read: Sequence[Read]
) -> tuple[Rows, Sequence[ColumnProposal]]:
    """``rows`` with the text over each group as one more cell, and its column numbered so."""
    if not columns or columns[0].number != BANDS:
        return rows, columns
    made = [list(row) for row in rows]
    width = max(map(len, made), default=0)
    for number, text in zip(table.data_rows(), read[0].cells.cells, strict=True):
        made[number - 1] += [*([None] * (width - len(made[number - 1]))), text]
    return made, (replace(columns[0], number=width + 1), *columns[1:])


def _bands(table: LaidTable, vocabulary: Vocabulary) -> Read:
    """The texts over groups of rows, as a column that repeats them."""
    starts = dict(table.bands)
    cells: list[Value] = []
    current: Value = None
    data = set(table.data_rows())
    for row in range(table.first_row, table.last_row + 1):
        current = starts.get(row, current)
        if row in data:
            cells.append(current)
    laid = LaidColumn(BANDS, (say("Text over the rows"),))
    return read_columns_of(laid, cells, vocabulary)


def read_columns_of(laid: LaidColumn, cells: Sequence[Value], vocabulary: Vocabulary) -> Read:
    """A column whose cells are given."""
    table = LaidTable("", (), 1, len(cells), (LaidColumn(1, ()),))
    read = read_columns(table, [[cell] for cell in cells], vocabulary, Habit())[0]
    return Read(laid, Column(cells, vocabulary), read.said)


def as_chosen(column: ColumnProposal, meaning: Meaning | None) -> ColumnProposal:
    """The column under the meaning that somebody gave it; its heading's breakdowns stay where it is of figures."""
    if meaning is None:
        return column
    others = tuple(one for one in (column.meaning, *column.others) if one is not meaning)
    return replace(
        column,
        meaning=meaning,
        confidence=1.0,
        reason=say("Said by a person."),
        question="",
        others=others,
        fixed=column.fixed if meaning in FIGURES else {},
        unit=column.unit if meaning in FIGURES else "",
    )


def sure_of_direction(column: ColumnProposal) -> ColumnProposal:
    """A direction of a heading is sure where somebody, or a title, says of which country."""
    if Meaning.DIRECTION in column.fixed and column.meaning in FIGURES:
        is_sure = column.directed >= SURE
        return replace(column, confidence=max(column.confidence, column.directed),
                       question="" if is_sure else column.question)
    return column


def _rejects(columns: Sequence[ColumnProposal], read: Sequence[Read], table: LaidTable) -> Iterable[Reject]:
    """Cells that fit no code or no type, by row."""
    numbers = table.data_rows()
    found: list[Reject] = []
    for column, one in zip(columns, read, strict=True):
        if column.meaning not in STRICT:
            continue
        wrong = {value.raw: value.reason for value in column.values if value.confidence == 0}
        if not wrong:
            continue
        for place, value in enumerate(one.cells.cells):
            if value is not None and str(value) in wrong:
                why = table.where(numbers[place], column.number, wrong[str(value)])
                found.append(Reject(numbers[place], column.header, str(value), why, column.number))
                if len(found) >= _MOST_REJECTS:
                    return sorted(found, key=lambda reject: reject.row)
    return sorted(found, key=lambda reject: reject.row)
