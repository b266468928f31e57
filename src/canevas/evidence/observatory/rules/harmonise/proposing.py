"""A whole file to its proposal: its tables, what each column means, what each distinct value is, what fits nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from canevas.evidence.observatory.rules.harmonise.anomalies import MOST, find_anomalies
from canevas.evidence.observatory.rules.harmonise.columns import propose_read, read_columns
from canevas.evidence.observatory.rules.harmonise.confirming import confirmed, disagreeing
from canevas.evidence.observatory.rules.harmonise.deciding import Read
from canevas.evidence.observatory.rules.harmonise.finding import survey
from canevas.evidence.observatory.rules.harmonise.layout import LaidColumn, LaidTable, Rows, Value, filled
from canevas.evidence.observatory.rules.harmonise.looking import Column
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    ColumnProposal,
    Proposal,
    Reject,
    TableProposal,
    ValueProposal,
)
from canevas.evidence.observatory.rules.harmonise.titles import Titles, ask_directions, complete, read_titles
from canevas.evidence.observatory.rules.harmonise.turning import upright
from canevas.evidence.observatory.rules.harmonise.values import NUMBERS, STRICT, UNCODED, code_value
from canevas.evidence.observatory.rules.harmonise.values.coded import Coded
from canevas.evidence.observatory.rules.harmonise.values.figures import decimal_of
from canevas.evidence.observatory.rules.harmonise.values.times import Habit, habit_of
from canevas.tools.tables.sheets import Workbook
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

BANDS = 0
"""The number of the column that stands for texts over groups of rows ("RÉGION D'AGADEZ"), which no cell holds."""
_REGION = 5  # letters of a region's P-code: NE004
_MOST_VALUES = 5_000
_MOST_REJECTS = 10_000
_WIDER: Mapping[Meaning, tuple[Meaning, ...]] = {
    Meaning.LOCALITY: (Meaning.COMMUNE, Meaning.DEPARTMENT, Meaning.REGION),
    Meaning.COMMUNE: (Meaning.DEPARTMENT, Meaning.REGION),
    Meaning.DEPARTMENT: (Meaning.REGION,),
    Meaning.FLOW_POINT: (Meaning.DEPARTMENT, Meaning.REGION),
}


Chosen = Mapping[tuple[int, int], Meaning]
"""Meanings that a person or a recipe gives columns: by the place of the table in the file (0-based) and the number of
the column."""


def propose(workbook: Workbook, vocabulary: Vocabulary, chosen: Chosen | None = None) -> Proposal:
    """What the workbench proposes for a file, all of it: pure, and the same each time. Where meanings are ``chosen``,
    the values of those columns are proposed under them."""
    found = survey(upright(workbook))
    tables = tuple(
        propose_table(
            table, sheet.rows, vocabulary, {number: one for (at, number), one in (chosen or {}).items() if at == place}
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
    read = read_columns(table, rows, vocabulary, Habit(year=titles.year, month=titles.month))
    if table.bands:
        read.insert(0, _bands(table, vocabulary))
    columns = tuple(as_chosen(column, (chosen or {}).get(column.number)) for column in propose_read(read, vocabulary))
    complete(titles, table, columns, vocabulary)
    if titles.is_of_niger:
        columns = tuple(map(sure_of_direction, columns))
    valued = tuple(confirmed(propose_values(columns, read, vocabulary, titles), read, vocabulary))
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
        return replace(column, confidence=max(column.confidence, 0.97), question="")
    return column


def context_column(columns: Sequence[ColumnProposal], number: int) -> int | None:
    """The column whose cell tells apart same names of column ``number``: the nearest wider place that the table has."""
    meaning = next(column.meaning for column in columns if column.number == number)
    for wider in _WIDER.get(meaning, ()):
        for column in columns:
            if column.meaning is wider and column.number != number:
                return column.number
    return None


def propose_values(
    columns: Sequence[ColumnProposal], read: Sequence[Read], vocabulary: Vocabulary, titles: Titles
) -> tuple[ColumnProposal, ...]:
    """The columns with a code for each distinct value, wider places first."""
    order = {Meaning.REGION: 0, Meaning.DEPARTMENT: 1, Meaning.COMMUNE: 2}
    done: dict[int, ColumnProposal] = {}
    places = sorted(range(len(columns)), key=lambda place: order.get(columns[place].meaning, 3))
    for place in places:
        column = columns[place]
        if column.meaning in UNCODED:
            done[place] = column
            continue
        known = [done.get(other, columns[other]) for other in range(len(columns))]
        done[place] = replace(column, values=_values(column, known, read[place].cells, read, vocabulary, titles))
    return tuple(done[place] for place in range(len(columns)))


def _values(
    column: ColumnProposal,
    columns: Sequence[ColumnProposal],
    cells: Column,
    read: Sequence[Read],
    vocabulary: Vocabulary,
    titles: Titles,
) -> tuple[ValueProposal, ...]:
    counts = cells.counts
    habit = habit_of(counts, titles.year, titles.month) if column.meaning in TIMES else None
    decimal = decimal_of(counts, are_whole=column.meaning in FIGURES) if column.meaning in NUMBERS else ""
    fixed = next((titles.fixed[one] for one in _WIDER.get(column.meaning, ()) if one in titles.fixed), "")
    wider = context_column(columns, column.number)
    out: list[ValueProposal] = []
    unsure: dict[Value, Coded] = {}
    for value, count in _wanted(counts, column.meaning):
        coded = code_value(
            value, column.meaning, vocabulary, habit=habit, decimal=decimal, wider=fixed if wider is None else ""
        )
        if wider is not None and coded.code and coded.confidence < 1 and isinstance(value, str):
            unsure[value] = coded
        else:
            out.append(_value(value, coded, count))
    if unsure:
        out += _told_apart(column, columns, cells, read, vocabulary, unsure)
    return tuple(_settled(column.meaning, out))


def _wanted(counts: Counter[Value], meaning: Meaning) -> Iterable[tuple[Value, int]]:
    """The values to propose a code for, most common first: of figures those that are no plain number."""
    plain = meaning in NUMBERS
    taken = 0
    for value, count in counts.most_common():
        if value is None or (plain and isinstance(value, int | float) and not isinstance(value, bool) and value >= 0):
            continue
        if taken >= _MOST_VALUES:
            return
        taken += 1
        yield value, count


def _value(value: Value, coded: Coded, count: int, context: str = "") -> ValueProposal:
    return ValueProposal(str(value), coded.code, round(coded.confidence, 3), coded.reason, count, coded.others, context)


def _told_apart(
    column: ColumnProposal,
    columns: Sequence[ColumnProposal],
    cells: Column,
    read: Sequence[Read],
    vocabulary: Vocabulary,
    unsure: Mapping[Value, Coded],
) -> list[ValueProposal]:
    """Values that may be several places, each with the wider place of its rows."""
    number = context_column(columns, column.number)
    place = next(at for at, other in enumerate(columns) if other.number == number)
    codes = {value.raw: value.code for value in columns[place].values if value.confidence >= 0.9}
    pairs = Counter(
        (value, around) for value, around in zip(cells.cells, read[place].cells.cells, strict=True) if value in unsure
    )
    by_value: dict[Value, list[tuple[Value, int, Coded]]] = {}
    for (value, around), count in pairs.items():
        wider = codes.get(str(around), "")
        coded = code_value(value, column.meaning, vocabulary, wider=wider) if wider else unsure[value]
        by_value.setdefault(value, []).append((around, count, coded))
    out = []
    for value, found in by_value.items():
        if len({coded for _around, _count, coded in found}) == 1 and found[0][2] == unsure[value]:
            out.append(_value(value, unsure[value], sum(count for _around, count, _coded in found)))
        else:
            out += [
                _value(value, coded, count, "" if around is None else str(around)) for around, count, coded in found
            ]
    return out


def _settled(meaning: Meaning, values: list[ValueProposal]) -> list[ValueProposal]:
    """What the other values of a column say of a doubtful one: "Guinéen" beside "Bissau-Guinéen", the department of
    Tahoua beside its town."""
    if meaning not in PLACES and meaning not in (
        Meaning.NATIONALITY,
        Meaning.COUNTRY,
        Meaning.COUNTRY_ORIGIN,
        Meaning.COUNTRY_DEPARTURE,
        Meaning.COUNTRY_DESTINATION,
    ):
        return values
    sure = {value.code for value in values if value.confidence >= 0.95 and value.code}
    values = [_beside(value, sure) for value in values] if meaning in PLACES else values
    out = []
    for value in values:
        left = [code for code in (value.code, *value.others) if code not in sure]
        if value.confidence in (0.5, 0.7) and value.others and len(left) == 1 and not value.context:
            value = replace(
                value,
                code=left[0],
                confidence=0.9,
                reason=say("The other readings stand in this column under their own names."),
                others=tuple(code for code in (value.code, *value.others) if code != left[0]),
            )
        out.append(value)
    return out


def _beside(value: ValueProposal, sure: set[str]) -> ValueProposal:
    """A name of several territories in a column whose others all lie in one region, as P-codes begin alike."""
    regions = {code[:_REGION] for code in sure if code[_REGION:].isdigit()}
    if value.confidence != 0.5 or not value.others or len(regions) != 1 or len(sure) < 2:
        return value
    within = [code for code in (value.code, *value.others) if code[:_REGION] in regions]
    if len(within) != 1:
        return value
    others = tuple(code for code in (value.code, *value.others) if code != within[0])
    return replace(
        value,
        code=within[0],
        confidence=0.9,
        others=others,
        reason=say("The only one in the region of the other rows."),
    )


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
                found.append(Reject(numbers[place], column.header, str(value), wrong[str(value)], column.number))
                if len(found) >= _MOST_REJECTS:
                    return sorted(found, key=lambda reject: reject.row)
    return sorted(found, key=lambda reject: reject.row)
