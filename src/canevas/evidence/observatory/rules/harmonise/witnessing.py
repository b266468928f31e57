"""Whether what a column is taken to mean stands beside the rest of its table: what is sure needs a second witness, and
nothing that speaks against it.

A heading alone, or the likeness of one word, is never enough: two columns that claim the same thing, figures that are
no counts, a breakdown without its other half are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from canevas.evidence.observatory.rules.harmonise.breakdowns import forms_of, unit_of
from canevas.evidence.observatory.rules.harmonise.deciding.read import Read
from canevas.evidence.observatory.rules.harmonise.levels import depths
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.peopled import NAMED, is_bare, says_incidents, says_people, says_staff
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal
from canevas.evidence.observatory.rules.harmonise.said_above import MONTH, are_scaled, measured_above
from canevas.evidence.observatory.rules.harmonise.values.coded import EXACT, LONE, SLIP
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import FigureWords, form

DOUBTED = 0.9
"""How sure at the most what something speaks against is."""
_ONCE = (
    *PLACES, *COUNTRIES, *TIMES, Meaning.LATITUDE, Meaning.LONGITUDE, Meaning.SEX, Meaning.AGE, Meaning.AGE_GROUP,
    Meaning.POPULATION_GROUP, Meaning.VULNERABILITY, Meaning.DIRECTION, Meaning.TRANSPORT, Meaning.REASON,
    Meaning.HOURS_OBSERVED, Meaning.ORGANISATION, Meaning.EVENT, Meaning.ACTIVITY)
"""What a row says once: two columns of it need somebody who says which one counts."""
_LEVELS = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE)
_HOUSEHOLDS = frozenset(("hh", "household", "menage"))
_UNITS = frozenset(("unite", "unit", "mesure", "measure"))
_UNIT = re.compile(r"\(([^()]+)\)\s*$")  # "Eau distribuée (litres)"
_MOST_UNITS = (2, 1)
"""Different units in brackets; in a column that says what each row counts."""
_FRACTIONS = 0.1
_OF_WHICH = re.compile(r"(?:dont|parmi|of which|of whom|including|incl\.?)\b", re.IGNORECASE)


def with_siblings(read: Sequence[Read], about: str) -> None:
    """What a heading says by a letter, a bare band or a bare name ("F", "5-17", "Diffa") is sure where other columns
    say its other halves; names of regions, where ``about`` says that they are regions."""
    for meaning in (Meaning.SEX, Meaning.AGE_GROUP, *((Meaning.REGION,) if "region" in about else ())):
        said = [one.said.fixed[meaning] for one in read if meaning in one.said.fixed]
        if len({coded.code for coded in said if coded.confidence >= LONE}) < 2:
            continue
        for one in read:
            if meaning in one.said.fixed and one.said.fixed[meaning].confidence == LONE:
                one.said.fixed[meaning] = replace(one.said.fixed[meaning], confidence=EXACT)


def witnessed(
    columns: Sequence[ColumnProposal], read: Sequence[Read], about: str, words: FigureWords
) -> tuple[ColumnProposal, ...]:
    """The columns, less sure and asked where their table speaks against what they are taken to mean; ``about`` is what
    stands over the table, folded."""
    columns = [_in_its_place(column, columns) for column in columns]
    against = dict(_against(columns, read, about, words))
    return tuple(_doubted(column, against[place]) if place in against else column
                 for place, column in enumerate(columns))


def _in_its_place(column: ColumnProposal, columns: Sequence[ColumnProposal]) -> ColumnProposal:
    """Villages that nobody knows are sure beside the commune, the department or the region in which they lie."""
    if column.meaning is Meaning.END and all(other.meaning is not Meaning.START for other in columns):
        return replace(column, meaning=Meaning.AS_OF, confidence=LONE, others=(Meaning.END, Meaning.DATE),
                       reason=say("An end without a beginning: a day on which something stood so?"))
    lies = any(other.meaning in _LEVELS and other.confidence >= SURE for other in columns)
    if column.meaning is Meaning.LOCALITY and column.confidence == LONE and lies:
        return replace(column, confidence=SLIP)
    return column


def _doubted(column: ColumnProposal, why: str) -> ColumnProposal:
    if column.confidence < SURE:
        return column
    return replace(column, confidence=DOUBTED, directed=min(column.directed, DOUBTED), reason=why,
                   question=column.question or say("Does this column say what its heading says?"))


def _against(columns: Sequence[ColumnProposal], read: Sequence[Read], about: str,
             words: FigureWords) -> Iterator[tuple[int, str]]:
    """The places of columns with what speaks against each."""
    yield from _claimed_twice(columns, read)
    yield from _counted_twice(columns)
    yield from _of_levels(columns, read)
    if are_scaled(about):
        why = say("What stands over the table says that figures are in thousands or millions.")
        yield from ((place, why) for place, column in enumerate(columns) if column.meaning in FIGURES)
    of_each, passing = _of_each(columns, read, words), _are_movements(columns, about)
    above = measured_above(about, words)
    of_people = says_people(columns, read, about, words)
    incidents = says_incidents(about, words)
    staff = say("The title speaks of who works there.") if says_staff(about, words) else ""
    has_year = any(column.meaning in (Meaning.YEAR, Meaning.PERIOD) for column in columns)
    for place, column in enumerate(columns):
        if column.meaning is not Meaning.COUNT:
            continue
        bare = say("Nothing says that these figures are of people.") if is_bare(column) and not of_people else ""
        happened = say("The title speaks of incidents.") if incidents and column.unit not in NAMED else ""
        if why := (of_each or staff or happened or (not column.unit and above) or bare
                   or _without_year(column, has_year) or _no_count(column, read[place], passing=passing)):
            yield place, why


_PASSING = re.compile(r"\b(?:flux|flow|mouvements?|passages?|trafic|convois?|barrieres?|postes?|points?|gares?|"
                      r"frontieres?|frontali(?:er|ere)s?|entrees?|sorties?|arrivees?|departs?|traversees?|transit)\b")
_MOVING = (Meaning.FLOW_POINT, Meaning.DIRECTION, Meaning.HOURS_OBSERVED, Meaning.DEPARTURE_PLACE,
           Meaning.DESTINATION_PLACE, Meaning.COUNTRY_DEPARTURE, Meaning.COUNTRY_DESTINATION)


def _are_movements(columns: Sequence[ColumnProposal], about: str) -> bool:
    """Whether a table tells what passed, and when."""
    moves = _PASSING.search(about) or any(column.meaning in _MOVING or Meaning.DIRECTION in column.fixed
                                          for column in columns)
    return bool(moves) and any(column.meaning in TIMES for column in columns)


def _claimed_twice(columns: Sequence[ColumnProposal], read: Sequence[Read]) -> Iterator[tuple[int, str]]:
    for meaning in _ONCE:
        places = [place for place, column in enumerate(columns) if column.meaning is meaning]
        if meaning in _LEVELS:  # a column of P-codes and one of names are one claim
            coded = [place for place in places if read[place].cells.level_of_codes() is meaning]
            if len(coded) <= 1 and len(places) - len(coded) <= 1:
                continue
        for place in places if len(places) > 1 else ():
            other = next(one for one in places if one != place)
            yield place, say("“%(name)s” claims the same meaning.", name=columns[other].header)


def _counted_twice(columns: Sequence[ColumnProposal]) -> Iterator[tuple[int, str]]:
    """Columns of figures that nothing tells apart: planned and reached, seen and helped."""
    known: dict[tuple[str, frozenset[tuple[Meaning, str]]], list[int]] = {}
    for place, column in enumerate(columns):
        if column.meaning is Meaning.COUNT:
            known.setdefault((column.unit, frozenset(column.fixed.items())), []).append(place)
    for places in known.values():
        for place in places if len(places) > 1 else ():
            other = next(one for one in places if one != place)
            yield place, say("Nothing tells these figures from those of “%(name)s”.", name=columns[other].header)


def _of_levels(columns: Sequence[ColumnProposal], read: Sequence[Read]) -> Iterator[tuple[int, str]]:
    """A column of one level in which a row lies in the row above, and the figures, which nothing shows to be sums."""
    why = say("Rows that seem to hold those below them are not their sums: would they be counted twice?")
    for place, (column, one) in enumerate(zip(columns, read, strict=True)):
        if column.meaning not in (*PLACES, Meaning.UNKNOWN):
            continue
        deep = depths([cell for cell in one.cells.cells if isinstance(cell, str)])
        if not any(above < below for above, below in pairwise(deep)):
            continue
        if column.meaning in _LEVELS:
            yield place, why
        yield from ((other, why) for other, counted in enumerate(columns) if counted.meaning is Meaning.COUNT)


def _of_each(columns: Sequence[ColumnProposal], read: Sequence[Read], words: FigureWords) -> str:
    """Why no figure of a table is a plain count: its rows are persons or households, or have units of their own."""
    for column, one in zip(columns, read, strict=True):
        tokens = set(form(column.header.replace("_", " ")).split())
        if column.meaning is Meaning.AGE or (column.meaning is Meaning.IDENTIFIER and tokens & _HOUSEHOLDS):
            return say("The rows are persons or households: is this figure one of theirs?")
        units = {match[1] for value, _count in one.cells.profile.said if (match := _UNIT.search(str(value)))}
        if column.meaning is Meaning.INDICATOR:
            units |= {_counted(str(value), words) for value, _count in one.cells.profile.said} - {""}
        if (tokens <= _UNITS and tokens and len(one.cells.profile.said) > 1) or len(units) > _MOST_UNITS[
                column.meaning is Meaning.INDICATOR]:
            return say("Each row has its own unit.")
    return ""


def _without_year(column: ColumnProposal, has_year: bool) -> str:
    is_bare = not has_year and MONTH.fullmatch(column.fixed.get(Meaning.PERIOD, ""))
    return say("A month of which nothing says the year.") if is_bare else ""


def _counted(text: str, words: FigureWords) -> str:
    """What a row says that its figure counts: a unit, a measure, things; "" where it says none."""
    tokens = {*form(text).split()}
    said = words.words
    for name, known in (("measure", said.measures), ("share", said.percent), ("thing", said.things)):
        if tokens & forms_of(known):
            return name
    return unit_of([text], words)


def _no_count(column: ColumnProposal, read: Read, *, passing: bool) -> str:
    """Why figures may be no counts; "" where nothing says so."""
    numbers = read.cells.all_numbers()
    broken = sum(not number.is_integer() for number in numbers)
    if broken > _FRACTIONS * len(numbers):
        return say("Its figures are not whole: an average, a measure?")
    if column.unit == "services" and not {Meaning.SEX, Meaning.AGE_GROUP}.isdisjoint(column.fixed):
        return say("People, or what they were given?")
    if not passing and (column.unit == "vehicles" or Meaning.TRANSPORT in column.fixed):
        return say("Vehicles that pass, or that somebody has?")
    if not column.fixed and _OF_WHICH.match(column.header):
        return say("A part of the people beside it: which one?")
    if not column.fixed and min(numbers, default=2) <= 1 and read.cells.rising():
        return say("Its figures follow each other like numbers of rows.")
    return ""
