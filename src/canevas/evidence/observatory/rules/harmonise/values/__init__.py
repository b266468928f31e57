"""Distinct values to codes of the common model: one coder a meaning."""

from __future__ import annotations

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.values.ages import code_age
from canevas.evidence.observatory.rules.harmonise.values.coded import EXACT, Coded, missing, not_understood
from canevas.evidence.observatory.rules.harmonise.values.figures import Figure, read_figure
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.lists import (
    LISTS,
    code_country,
    code_listed,
    code_organisation,
)
from canevas.evidence.observatory.rules.harmonise.values.places import code_place
from canevas.evidence.observatory.rules.harmonise.values.times import code_time
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

NUMBERS = (*FIGURES, Meaning.HOURS_OBSERVED, Meaning.LATITUDE, Meaning.LONGITUDE, Meaning.AGE)
UNCODED = (
    Meaning.IDENTIFIER,
    Meaning.PERSON,
    Meaning.COMMENT,
    Meaning.UNKNOWN,
    Meaning.SOURCE,
    Meaning.INDICATOR,
    Meaning.LATITUDE,
    Meaning.LONGITUDE,
)
"""Meanings whose values are taken as they stand, or never leave."""
STRICT = (*NUMBERS, *TIMES, Meaning.SEX, Meaning.AGE_GROUP)
"""Meanings whose values must fit: one that does not is rejected; of the others it is asked."""


def code_value(
    value: Value,
    meaning: Meaning,
    vocabulary: Vocabulary,
    *,
    habit: Habit | None = None,
    wider: str = "",
    decimal: str = "",
) -> Coded:
    """What a value of a column of this meaning is in the common model."""
    if meaning in PLACES:
        return code_place(value, meaning, vocabulary, wider)
    if meaning in COUNTRIES:
        return code_country(value, vocabulary.figures)
    if meaning in TIMES:
        return code_time(value, meaning, vocabulary.figures, habit)
    if meaning in LISTS:
        return code_listed(value, meaning, vocabulary.figures)
    if meaning is Meaning.AGE_GROUP:
        return code_age(value, vocabulary.figures)
    if meaning is Meaning.ORGANISATION:
        return code_organisation(value, vocabulary)
    if meaning in NUMBERS:
        return _of_figure(read_figure(value, decimal=decimal, intervals=meaning in FIGURES))
    return missing(value, vocabulary.figures) or Coded(str(value), EXACT, say("Taken as it stands."))


def _of_figure(figure: Figure) -> Coded:
    if figure.why:
        return not_understood(figure.why)
    if figure.value is None:
        return Coded("", EXACT, say("Says that it is not known."))
    if not figure.is_sure:
        return Coded(figure.code, 0.7, say("Thousands, or decimals?"))
    return Coded(figure.code, EXACT, say("A figure."))
