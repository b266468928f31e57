"""What the headings of a column say, from top to bottom: meanings with their scores, and breakdowns of its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from canevas.evidence.observatory.rules.harmonise.breakdowns import names_things, read_part, unit_of
from canevas.evidence.observatory.rules.harmonise.headings import Said, score_heading, strangers
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import EXACT, LONE
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.written_times import read_time
from canevas.tools.text.normalise import fold
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import FigureWords

_HOUSEHOLDS = re.compile(r"\bmén\b\.?|\bmen\.(?!\w)", re.IGNORECASE)
"""A cut that without its accent is the English "men"."""
_NUMBER_OF_COLUMN = re.compile(r"\(\d{1,2}\)(?:\s?=.*)?")


def read_heading(headings: Sequence[str], vocabulary: Vocabulary, habit: Habit) -> Said:
    """What the headings of a column say, from top to bottom."""
    said = Said()
    words = vocabulary.figures
    parts = [part for text in headings for part in _segments(_HOUSEHOLDS.sub("ménages", text))]
    _scores(parts, words, said)
    said.parent = _parent(parts[:-1], words)
    years = [
        coded
        for text in parts
        if (coded := read_time(fold(text).strip(" ."), Habit())) and re.fullmatch(r"\d{4}\*?", coded.code)
    ]
    if years:
        habit = replace(habit, year=int(years[0].code[:4]))
    leftover: list[str] = []
    for text in parts:
        if _NUMBER_OF_COLUMN.fullmatch(text.strip()):
            continue
        left = read_part(text, vocabulary, said, habit)
        if dict(score_heading(text, words)).get(Meaning.COUNT) == 1.0:
            continue  # "Réalisé": understood as a whole
        leftover += left if text is parts[-1] or not _says(said.parent, text, words) else ()
    said.leftover = tuple(leftover)
    sex, age = said.fixed.get(Meaning.SEX), said.fixed.get(Meaning.AGE_GROUP)
    if sex and age and sex.confidence == LONE and age.confidence == EXACT:  # "F 0-4 ans" is no other F
        said.fixed[Meaning.SEX] = replace(sex, confidence=EXACT)
    said.unit = unit_of(parts, words)
    said.names_things = names_things(parts, words)
    return said


def _says(meaning: Meaning | None, text: str, words: FigureWords) -> bool:
    """Whether an upper heading is nothing but the name of the breakdown below it: "Point de suivi" over "Arlit"."""
    return meaning is not None and dict(score_heading(text, words)).get(meaning, 0.0) >= 0.9


def _segments(text: str) -> list[str]:
    """The parts of a heading: those of a name with dots are levels ("lieu.region")."""
    if re.fullmatch(r"[^\W\d]\w*(?:\.(?:[^\W\d]\w*|[\d<>+-]+))+", text.strip()):
        return text.strip().split(".")
    return [text] if text.strip() else []


def _scores(parts: Sequence[str], words: FigureWords, said: Said) -> None:
    for place, text in enumerate(reversed(parts)):
        weight = 1.0 if place == 0 else 0.8 if not said.scores else 0.55
        if len(parts) > 1 and re.fullmatch(r"\s*\([^)]*\)\s*", text):
            weight = 0.3  # a unit, a note
        for meaning, score in score_heading(text, words):
            if score * weight > said.scores.get(meaning, (0.0, ""))[0]:
                said.scores[meaning] = (round(score * weight, 3), text.strip())
                said.strangers[meaning] = strangers(text, meaning, words)


def _parent(parts: Sequence[str], words: FigureWords) -> Meaning | None:
    """The breakdown that upper headings announce."""
    for text in reversed(parts):
        for meaning, score in score_heading(text, words):
            if score >= 0.8 and meaning not in (Meaning.COUNT, Meaning.TOTAL, Meaning.CUMULATIVE, Meaning.UNKNOWN):
                return meaning
    return None
