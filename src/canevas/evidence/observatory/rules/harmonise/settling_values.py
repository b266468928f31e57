"""What the values of a column say of each other: a doubtful one is clear beside the others, a likely one is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ValueProposal
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED, LONE, SLIP
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import form

_REGION = 5  # letters of a region's P-code: NE004
_FEWEST, _MOST_UNKNOWN = 3, 0.4
_ANY_LEVEL = (Meaning.PLACE, Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
_LEVELS = {"region": 1, "departement": 2, "dept": 2, "dpt": 2, "commune": 3, "ville": 3, "gare": 3, "lieu": 3,
           "destination": 3, "localite": 4}
"""What headings call a territory, by level; "ville" and what follows it by level of communes."""
_OPEN = (Meaning.LOCALITY, Meaning.PLACE, Meaning.FLOW_POINT, Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
"""Places of which the vocabulary knows few: a name almost like another is likely another place."""


def settled(
    meaning: Meaning, header: str, values: Sequence[ValueProposal], vocabulary: Vocabulary
) -> list[ValueProposal]:
    """The values of a column, each as sure as the others leave it."""
    out = list(values) if meaning in TIMES else _likely(meaning, values)
    if meaning in COUNTRIES:
        out = _of_two_letters(out, vocabulary)
    if meaning in _ANY_LEVEL and (level := _level_said(header)):
        out = _of_level(level, out, vocabulary)
    if meaning is Meaning.SEX:
        out = _of_one_letter(out)
    return _clear(meaning, out) if meaning in PLACES or meaning in COUNTRIES else out


def _likely(meaning: Meaning, values: Sequence[ValueProposal]) -> list[ValueProposal]:
    """Values read by their likeness to a known word are sure only where the column is closed under known words."""
    known = {value.code for value in values if value.code and value.confidence > SLIP}
    strange = sum(value.confidence < LONE for value in values)
    closed = len(known) >= _FEWEST and strange <= _MOST_UNKNOWN * len(values)
    if meaning is Meaning.ORGANISATION or (closed and meaning not in _OPEN):
        return list(values)
    return [replace(value, confidence=LONE) if value.confidence == SLIP and value.code and not value.context else value
            for value in values]


def _of_two_letters(values: list[ValueProposal], vocabulary: Vocabulary) -> list[ValueProposal]:
    """Codes of two letters, where each is of a country that is met here: "NI" and "TO" are somebody's own cuts."""
    short = {value.raw: value.code for value in values
             if len(value.raw.strip()) == 2 and value.code and value.confidence >= SURE}
    met = {entry.code for entry in vocabulary.figures.countries}
    if met.issuperset(short.values()) and len(set(short.values())) >= _FEWEST:
        return values
    return [replace(value, confidence=LONE) if value.raw in short else value for value in values]


def _level_said(header: str) -> int:
    """The level of territory that a heading says of places of any level: towns are communes; 0 where it says none."""
    return next((level for word, level in _LEVELS.items() if word in form(header).split()), 0)


def _of_level(level: int, values: list[ValueProposal], vocabulary: Vocabulary) -> list[ValueProposal]:
    """Names of several levels, those of ``level`` first; a town that is a department comes before its region."""
    known = vocabulary.by_pcode

    def distance(code: str) -> int:
        entry = known.get(code)
        return 9 if entry is None else abs(level - (3 if entry.shown.startswith("Ville d") else entry.level))

    made = []
    for value in values:
        is_asked = value.confidence == ASKED and bool(value.others)
        codes = sorted((value.code, *value.others), key=distance) if is_asked else ()
        made.append(replace(value, code=codes[0], others=tuple(codes[1:])) if codes else value)
    return made


def _of_one_letter(values: list[ValueProposal]) -> list[ValueProposal]:
    """"H" and "M" in one column are men and something else."""
    letters = {form(value.raw) for value in values}
    if not {"h", "m"} <= letters:
        return values
    return [replace(value, confidence=min(value.confidence, ASKED)) if form(value.raw) in ("h", "m") else value
            for value in values]




def _clear(meaning: Meaning, values: list[ValueProposal]) -> list[ValueProposal]:
    """What the other values of a column say of a doubtful one: "Guinéen" beside "Bissau-Guinéen", the department of
    Tahoua beside its town."""
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
