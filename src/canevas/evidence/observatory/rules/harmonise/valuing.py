"""Distinct values of the columns of a table to codes, told apart by what stands beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from canevas.evidence.observatory.rules.harmonise.deciding.read import Read
from canevas.evidence.observatory.rules.harmonise.headings import apart
from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.looking import Column
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    ColumnProposal,
    ValueProposal,
)
from canevas.evidence.observatory.rules.harmonise.settling_values import settled
from canevas.evidence.observatory.rules.harmonise.titles import Titles
from canevas.evidence.observatory.rules.harmonise.values import NUMBERS, UNCODED, code_value
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED, Coded
from canevas.evidence.observatory.rules.harmonise.values.figures import decimal_of
from canevas.evidence.observatory.rules.harmonise.values.habits import habit_of
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import form

_MOST_VALUES = 5_000
_WIDER: Mapping[Meaning, tuple[Meaning, ...]] = {
    Meaning.LOCALITY: (Meaning.COMMUNE, Meaning.DEPARTMENT, Meaning.REGION),
    Meaning.COMMUNE: (Meaning.DEPARTMENT, Meaning.REGION),
    Meaning.DEPARTMENT: (Meaning.REGION,),
    Meaning.FLOW_POINT: (Meaning.DEPARTMENT, Meaning.REGION),
}


_LEGEND = re.compile(r"(?<!\w)(\w{1,3}) ?[=:] ?([^=:,;/()]{2,40})(?=[,;/)]|$)")
"""What a heading says that its codes mean: "Sexe (1=Masculin, 2=Féminin)"."""


def _legend_of(heading: str, lines: Sequence[str]) -> dict[str, str]:
    """What the codes of a column mean, as its heading says, or a line around the table under its name."""
    legend, named = dict(_LEGEND.findall(heading)), {*form(apart(heading)).split()}
    for line in lines:
        name, _colon, rest = line.partition(":")
        said = {*form(name).split()}
        if said and (said <= named or named <= said):
            legend |= {code: words.strip() for code, words in _LEGEND.findall(rest.rstrip(" ."))}
    return legend


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


def as_sure_as(columns: Sequence[ColumnProposal], without: Sequence[ColumnProposal]) -> tuple[ColumnProposal, ...]:
    """The columns, no value surer than ``without`` a doubtful place of the title: it told homonyms apart, perhaps
    wrongly."""
    return tuple(replace(column, values=tuple(_as_sure_as(column.values, other.values)))
                 for column, other in zip(columns, without, strict=True))


def _as_sure_as(values: Sequence[ValueProposal], without: Sequence[ValueProposal]) -> Iterator[ValueProposal]:
    sure = {(other.raw, other.context, other.code): other.confidence for other in without}
    for value in values:
        if sure.get((value.raw, value.context, value.code), 0.0) >= value.confidence:
            yield value
        else:
            yield replace(value, confidence=min(value.confidence, ASKED),
                          reason=say("Told from others of its name by a place of the title, which is doubtful."))


def _values(
    column: ColumnProposal,
    columns: Sequence[ColumnProposal],
    cells: Column,
    read: Sequence[Read],
    vocabulary: Vocabulary,
    titles: Titles,
) -> tuple[ValueProposal, ...]:
    counts = cells.counts
    habit = habit_of(counts, titles.habit) if column.meaning in TIMES else None
    decimal = decimal_of(counts, are_whole=column.meaning in FIGURES) if column.meaning in NUMBERS else ""
    fixed = next((titles.fixed[one] for one in _WIDER.get(column.meaning, ()) if one in titles.fixed), "")
    wider = context_column(columns, column.number)
    out: list[ValueProposal] = []
    unsure: dict[Value, Coded] = {}
    legend = _legend_of(column.header, titles.lines)
    for value, count in _wanted(counts, column.meaning):
        coded = code_value(
            legend.get(str(value).strip(), value), column.meaning, vocabulary, habit=habit, decimal=decimal,
            wider=fixed if wider is None else "",
        )
        if wider is not None and coded.code and coded.confidence < 1 and isinstance(value, str):
            unsure[value] = coded
        else:
            out.append(_value(value, coded, count))
    if unsure:
        out += _told_apart(column, columns, cells, read, vocabulary, unsure)
    return tuple(settled(column.meaning, column.header, out, vocabulary))


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
