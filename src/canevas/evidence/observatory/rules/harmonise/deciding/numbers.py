"""What a column of numbers means."""

from __future__ import annotations

import re

from canevas.evidence.observatory.rules.harmonise.deciding.read import SHARE, Meant, Read, best_of, is_plain
from canevas.evidence.observatory.rules.harmonise.headings import Said, apart
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import LONE
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import form


def are_ages(read: Read) -> bool:
    """Whether "Âge du chef" is an age, and no name."""
    numbers = read.cells.all_numbers()
    said = read.said.scores.get(Meaning.AGE, (0.0, ""))[0] >= 0.5
    return said and read.cells.profile.numbers > SHARE and all(0 <= number <= 120 for number in numbers)


def is_figure_heading(said: Said) -> bool:
    best = said.best
    return bool(said.fixed) or said.is_total or bool(best and best[0] in FIGURES and best[1] >= 0.8)


_WHOLE_SHARE = 100
_PLANNED = re.compile(r"\b(?:prevue?s?|previsions?|projections?|planifiee?s?|planned|objectifs?|cibles?|targets?|"
                      r"targeted|attendue?s?|expected|reste a faire)\b")
_OF_OTHERS = re.compile(
    r"\b(?:prev|previous|last)\b.{0,20}\b(?:month|quarter|year|week)\b|\b(?:differences?|delta|rang|rank)\b|"
    r"\b(?:mois|trimestre|annee|semaine)s? (?:precedente?|dernier|derniere|passee?)\b")
"""Figures of another period, or that compare: told elsewhere, or counted there."""
_RANGES = {
    Meaning.LATITUDE: (-90, 90),
    Meaning.LONGITUDE: (-180, 180),
    Meaning.YEAR: (1950, 2100),
    Meaning.QUARTER: (1, 4),
    Meaning.MONTH: (1, 12),
    Meaning.WEEK: (1, 53),
    Meaning.AGE: (0, 120),
    Meaning.HOURS_OBSERVED: (0, 9000),
}
_DAYS = (Meaning.DATE, Meaning.START, Meaning.END, Meaning.AS_OF, Meaning.PERIOD, Meaning.MONTH)


def of_numbers(read: Read) -> Meant:
    said, cells = read.said, read.cells
    numbers = cells.all_numbers()
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    if said.measures and said.scores.get(Meaning.HOURS_OBSERVED, (0.0, ""))[0] < 0.9:
        sure = 0.97 if said.measures > 1 and not (said.fixed or said.unit) else LONE  # "Coût (FCFA)"
        return Meant(Meaning.UNKNOWN, sure, say("A measure of something else than people: left out of the figures."))
    if said.names_things:
        meaning = Meaning.COUNT if said.unit == "services" else Meaning.UNKNOWN  # kits are given
        return Meant(meaning, LONE, say("Things, and no people."), (Meaning.COUNT, Meaning.UNKNOWN),
                     say("What do these figures count?"))
    if said.is_percent:
        is_share = high <= _WHOLE_SHARE
        return Meant(Meaning.UNKNOWN, 0.97 if is_share else 0.85, say("A share or a rate: left out of the figures."))
    if said.is_cumulative:
        return Meant(Meaning.CUMULATIVE, LONE, say("Heading “%(words)s”.", words=read.laid.header))
    if found := _number_heading(read, low, high):
        return found
    best = said.best
    if _PLANNED.search(fold(read.laid.header)):
        return Meant(Meaning.UNKNOWN, 0.85, say("What was planned, and not what was: left out of the figures."),
                     (Meaning.COUNT,), say("What do these figures count?"))
    if best and best[1] >= 0.8 and _are_codes(best[0], read):
        return Meant(best[0], 0.85, say("Numbers that stand for words of a list."), (Meaning.COUNT, Meaning.UNKNOWN),
                     say("What do these numbers stand for?"))
    if _OF_OTHERS.search(fold(apart(read.laid.header))):
        return Meant(Meaning.UNKNOWN, 0.85, say("Figures of another period, a rank or a difference: left out."),
                     (Meaning.COUNT,), say("What do these figures count?"))
    if best and best[0] in (Meaning.COUNT, Meaning.TOTAL) and best[1] >= 0.8 and not said.leftover:
        if said.scores.get(Meaning.IDENTIFIER, (0.0, ""))[0] >= best[1]:
            why = say("“%(words)s” may number the rows, or say how many.", words=best[2])
            return Meant(Meaning.COUNT, 0.7, why, (Meaning.IDENTIFIER,), say("What do these figures count?"))
        sure = 0.98 if not _RATE.search(fold(read.laid.headings[-1])) else LONE
        return Meant(Meaning.COUNT, sure, say("Heading “%(words)s”, and its cells are figures.", words=best[2]))
    if said.fixed and not said.leftover:
        return Meant(Meaning.COUNT, 0.97, say("Figures, broken down by the heading."))
    if best and best[0] is Meaning.IDENTIFIER and best[1] >= 0.8:
        is_unique = cells.all_different() and form(best[2].strip("_")) in ("id", "uuid", "index")
        return Meant(
            Meaning.IDENTIFIER, 0.97 if cells.rising() or is_unique else 0.8, say("Heading “%(words)s”.", words=best[2])
        )
    if cells.rising() and low in (0, 1) and not said.fixed and not (best and best[0] in FIGURES):
        return Meant(Meaning.IDENTIFIER, 0.9, say("Numbers of rows."))
    if said.is_total or said.unit or said.fixed or best_of(said, FIGURES):
        words = ", ".join(said.leftover)
        why = (
            say("Figures; “%(words)s” of the heading is not understood.", words=words)
            if words
            else say("Its cells are figures.")
        )
        is_counted = bool(said.unit or best_of(said, (Meaning.COUNT,))) and not _is_rate(read.laid.header)
        sure = 0.85 if words else 0.96 if is_counted else LONE
        return Meant(Meaning.COUNT, sure, why, question=say("What do these figures count?") if words else "")
    if 199001 <= low <= high <= 210012 and all(1 <= number % 100 <= 12 for number in numbers):
        return Meant(Meaning.PERIOD, 0.85, say("Numbers that are years and months."))
    if low >= 1990 and high <= 2060 and all(number == int(number) for number in numbers):
        return Meant(Meaning.YEAR, 0.9, say("Numbers that are years."))
    why = say("Figures under a heading that is not understood.")
    return Meant(Meaning.COUNT, 0.6, why, (Meaning.UNKNOWN, Meaning.IDENTIFIER), say("What do these figures count?"))


_KIND = re.compile(r"\b(?:moyen|mode|type|means)\b")


def _are_codes(meaning: Meaning, read: Read) -> bool:
    """Whether numbers under "Sexe", "Motif" or "Moyen de transport" number the words of a list: few, small and said
    again and again."""
    is_kind = _KIND.search(fold(apart(read.laid.header))) is not None
    if meaning not in (Meaning.SEX, Meaning.REASON) and not (meaning is Meaning.TRANSPORT and is_kind):
        return False
    numbers, cells = read.cells.all_numbers(), sum(read.cells.counts.values())
    return 1 < len(numbers) <= _MOST_CODES and len(numbers) < cells and all(
        number.is_integer() and 0 <= number <= _MOST_CODES for number in numbers)


_MOST_CODES = 12
_RATE = re.compile(r"\b(?:par|per) (?:jour|semaine|mois|an|annee|heure|menage|foyer|famille|vehicule|personne|convoi|"
                   r"habitant|day|week|month|year|household|person|capita)s?\b")


def _is_rate(heading: str) -> bool:
    """ "Personnes par ménage", "cases/week"."""
    return "/" in heading or _RATE.search(fold(heading)) is not None


def _number_heading(read: Read, low: float, high: float) -> Meant | None:
    """A heading that says what its numbers are, where the numbers can be that."""
    said = read.said
    best = said.best
    if best is None or best[1] < 0.6:
        return None
    meaning, score, words = best
    if meaning is Meaning.PERSON and are_ages(read):
        return Meant(Meaning.AGE, 0.85, say("Heading “%(words)s”, and its numbers can be that.", words=words))
    reason = say("Heading “%(words)s”, and its numbers can be that.", words=words)
    if said.fixed and score < 0.95:
        return None
    if meaning in _RANGES and _RANGES[meaning][0] <= low and high <= _RANGES[meaning][1]:
        if meaning is Meaning.AGE and form("mois") in form(words.replace("_", " ")).split():
            return Meant(Meaning.UNKNOWN, 0.85, say("Ages in months."), (Meaning.AGE,))
        return Meant(meaning, 0.98 if score >= 0.9 else 0.85, reason)
    if meaning in _DAYS and (
        36526 <= low <= high <= 55153 or 190001 <= low <= high <= 209912 or 19000101 <= low <= high <= 20991231
    ):
        sure = 0.97 if is_plain(said, meaning) else LONE
        return Meant(
            meaning, sure, say("Heading “%(words)s”, and its numbers are days as spreadsheets keep them.", words=words)
        )
    if meaning is Meaning.DATE and score >= 0.9 and 1 <= low <= high <= 31 and read.cells.rising():
        return Meant(meaning, 0.96, say("Heading “%(words)s”, and its numbers are days of a month.", words=words))
    if meaning is Meaning.PERIOD and 1990 <= low <= high <= 2100:
        return Meant(Meaning.YEAR, 0.96 if is_plain(said, meaning) else LONE, reason)
    if meaning in (Meaning.SEX, Meaning.REGION) and score >= 0.9:
        return Meant(meaning, 0.9, reason)
    return None
