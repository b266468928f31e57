"""A column of P-codes beside a column of names of the same level: they confirm each other, or the row is told."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from canevas.evidence.observatory.rules.harmonise.deciding.read import Read
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Value
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, ColumnProposal, ValueProposal
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_LEVELS = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE)
_CONFIRMED, _TOLD = 0.99, 0.9
"""How sure a name is that its P-code bears out, and one that nothing but the P-code explains."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A column of codes and one of names, by their places among the columns; ``met``: the cells that stand side by
    side; ``known``: the territory of each code, in older editions of the codes too."""

    codes: int
    names: int
    met: frozenset[tuple[Value, Value]]
    known: Mapping[Value, str]


def confirmed(columns: Sequence[ColumnProposal], read: Sequence[Read], vocabulary: Vocabulary) -> list[ColumnProposal]:
    """The columns, names that stand beside one P-code throughout being what it says."""
    made = list(columns)
    for pair in (*_pairs(columns, read), *_beside_codes(columns, read)):
        beside: dict[str, set[str]] = defaultdict(set)
        for code, name in pair.met:
            if code in pair.known:
                beside[str(name)].add(pair.known[code])
        names = made[pair.names]
        made[pair.names] = replace(names, values=tuple(_borne_out(value, beside, vocabulary) for value in names.values))
    return made


def _borne_out(value: ValueProposal, beside: Mapping[str, set[str]], vocabulary: Vocabulary) -> ValueProposal:
    codes = beside.get(value.raw, set())
    if len(codes) != 1 or value.confidence >= _CONFIRMED:
        return value
    [code] = codes
    candidates = (value.code, *value.others)
    if code not in candidates and value.code:
        return value  # they disagree: each row is told
    shown = vocabulary.by_pcode[code].shown
    others = tuple(one for one in candidates if one not in ("", code))
    return replace(value, code=code, others=others, confidence=_CONFIRMED if code in candidates else _TOLD,
                   reason=say("Its rows bear the P-code of “%(name)s”.", name=shown))


def disagreeing(table: LaidTable, columns: Sequence[ColumnProposal], read: Sequence[Read],
                vocabulary: Vocabulary) -> Iterator[Anomaly]:
    """The rows of which the P-code names one territory and the name another."""
    for pair in _pairs(columns, read):
        said: dict[str, set[str]] = defaultdict(set)
        for value in columns[pair.names].values:
            if value.code and value.confidence >= _TOLD:
                said[value.raw].add(value.code)
        wrong = {(code, name) for code, name in pair.met
                 if code in pair.known and str(name) in said and pair.known[code] not in said[str(name)]}
        if not wrong:
            continue
        rows = zip(table.data_rows(), read[pair.codes].cells.cells, read[pair.names].cells.cells, strict=False)
        for row, code, name in rows:
            if (code, name) in wrong:
                yield Anomaly("place", row, columns[pair.names].header, say(
                    "The P-code %(code)s is “%(place)s”; the name beside it says “%(name)s”. The P-code counts.",
                    code=code, place=vocabulary.by_pcode[pair.known[code]].shown, name=name))


def _beside_codes(columns: Sequence[ColumnProposal], read: Sequence[Read]) -> Iterator[_Pair]:
    """Names of places of any level right beside P-codes, each of which is one of those that its name may mean."""
    for names, column in enumerate(columns):
        for codes in (names - 1, names + 1) if column.meaning in (Meaning.PLACE, Meaning.LOCALITY) else ():
            if not 0 <= codes < len(columns) or read[codes].cells.level_of_codes() is not columns[codes].meaning:
                continue
            pair = _pair(codes, names, columns, read)
            candidates = {value.raw: {value.code, *value.others} for value in column.values}
            if all(code in pair.known and pair.known[code] in candidates.get(str(name), ()) for code, name in pair.met):
                yield pair


def _pair(codes: int, names: int, columns: Sequence[ColumnProposal], read: Sequence[Read]) -> _Pair:
    met = frozenset(zip(read[codes].cells.cells, read[names].cells.cells, strict=True))
    return _Pair(codes, names, frozenset(pair for pair in met if None not in pair),
                 {value.raw: value.code for value in columns[codes].values
                  if value.code and value.confidence >= _TOLD})


def _pairs(columns: Sequence[ColumnProposal], read: Sequence[Read]) -> Iterator[_Pair]:
    for level in _LEVELS:
        places = [place for place, column in enumerate(columns) if column.meaning is level]
        if len(places) < 2:
            continue
        coded = [place for place in places if read[place].cells.level_of_codes() is level]
        for names in places:
            if names not in coded and coded:
                codes = min(coded, key=lambda place: abs(place - names))
                yield _pair(codes, names, columns, read)
