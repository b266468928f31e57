"""What stands over a table says of all its figures: shares, measures, thousands, households, sums from the beginning of
a year on, the years of months."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from canevas.evidence.observatory.rules.harmonise.breakdowns import forms_of
from canevas.evidence.observatory.rules.harmonise.deciding.read import Read
from canevas.evidence.observatory.rules.harmonise.meanings import TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import ColumnProposal
from canevas.evidence.observatory.rules.harmonise.values.coded import SLIP
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import FigureWords, form

_SHARES = re.compile(r"\(en %\)|\bpourcentages?\b|\ben pour ?cent\b|\bin percent|\btaux\b|\b(?:pour|per) 10{2,4}\b|"
                     r"\bpour 10{0,2} 000\b")
_SCALED = re.compile(r"\b(?:milliers?|millions?|thousands?)\b(?! d[e'] ?(?:f\b|fcfa|francs?|usd|eur|dollars?))|"
                     r"\bx ?1 ?000\b|\('?000'?s?\)")
_MOST_OF_A_SHARE = (100, 1000)
"""Of a hundred, and where a thousand is spoken of."""
_PEOPLE = frozenset(("personne", "individu", "person", "individual", "people"))
_CAMPAIGN = re.compile(r"\b(20\d\d) ?[-/–] ?(?:20)?(\d\d)\b")
MONTH = re.compile(r"--\d\d")
"""A month of which nothing says the year."""


def as_said_above(
    proposed: Sequence[ColumnProposal], read: Sequence[Read], about: str, words: FigureWords
) -> list[ColumnProposal]:
    """The columns, figures being what stands over the table (``about``, folded) says of them where their own headings
    say nothing else."""
    counts = [place for place, column in enumerate(proposed) if column.meaning is Meaning.COUNT]
    shares = _are_shares([read[place] for place in counts], read, about)
    unit, measured = _unit_above(about, words), measured_above(about, words)
    out = list(proposed)
    for place in counts:
        column, meaning = proposed[place], Meaning.UNKNOWN
        if shares:
            why = say("A share or a rate: left out of the figures.")
        elif measured and not column.unit and column.fixed and {*column.fixed} <= {*TIMES}:
            why = measured
        elif "cumul" in about and Meaning.PERIOD in column.fixed:
            why, meaning = say("The title says that these figures are cumulative."), Meaning.CUMULATIVE
        else:
            out[place] = replace(column, unit=column.unit or unit)
            continue
        out[place] = replace(column, meaning=meaning, confidence=0.85, reason=why, fixed={}, others=(Meaning.COUNT,),
                             question=say("What do these figures count?"))
    return out


def are_scaled(about: str) -> bool:
    """Whether what stands over a table says that its figures are thousands or millions, and not of money."""
    return _SCALED.search(about) is not None


def _are_shares(counts: Sequence[Read], read: Sequence[Read], about: str) -> bool:
    """Whether a title speaks of shares, and figures bear it out: they are broken, or none is above the whole, where
    no column of the table says that it alone holds shares."""
    if not _SHARES.search(about):
        return False
    numbers = [number for one in counts for number in one.cells.all_numbers()]
    if any(not number.is_integer() for number in numbers):
        return True
    return not any(one.said.is_percent for one in read) and max(numbers, default=0.0) <= _MOST_OF_A_SHARE[
        "mille" in about]


def measured_above(about: str, words: FigureWords) -> str:
    """Why figures under headings that name nothing counted are no people: what stands over the table is a measure, or
    what people have."""
    tokens = {*form(about).split()}
    if tokens & forms_of(words.words.measures):
        return say("What stands over the table speaks of a measure of something else than people.")
    if tokens & forms_of(words.words.things):
        return say("What stands over the table speaks of things, and no people.")
    return ""


def _unit_above(about: str, words: FigureWords) -> str:
    """What a title counts where it is no people: "Ménages déplacés par région", "Véhicules immatriculés"."""
    tokens = form(about).split()
    units = [looked.codes[0] for token in tokens if (looked := words.index("unit").of_form(token))]
    return units[0] if units[:1] in (["households"], ["vehicles"]) and _PEOPLE.isdisjoint(tokens) else ""


def months_of_two_years(read: Sequence[Read], about: str) -> None:
    """Months in headings from one year into the next, both named above: "campagne 2023-2024" over "oct. … mars"."""
    months = [one for one in read if Meaning.PERIOD in one.said.fixed
              and MONTH.fullmatch(one.said.fixed[Meaning.PERIOD].code)]
    numbers = [int(one.said.fixed[Meaning.PERIOD].code[2:]) for one in months]
    turns = [at for at, (left, right) in enumerate(pairwise(numbers), 1) if right < left]
    match = _CAMPAIGN.search(about)
    if match is None or int(match[2]) != int(match[1][2:]) + 1 or len(turns) != 1:
        return
    for at, (one, number) in enumerate(zip(months, numbers, strict=True)):
        code = f"{int(match[1]) + (at >= turns[0])}-{number:02d}"
        one.said.fixed[Meaning.PERIOD] = replace(one.said.fixed[Meaning.PERIOD], code=code, confidence=SLIP)
