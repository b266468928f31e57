"""Days and periods as partners write them, as ISO 8601: 2023-03-15, 2023-03, 2023-Q1, 2023-W12, 2023.

A range is an interval, "2023-03-01/2023-03-15"; a partial year keeps its star, "2022*"; a month, quarter or week
without its year is "--03", "--Q1", "--W12", to be read with the year of its row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import (
    ASKED,
    DOUBTFUL,
    EXACT,
    Coded,
    missing,
    not_understood,
)
from canevas.evidence.observatory.rules.periods import Grain, Period, period_of
from canevas.tools.text.dates import month_number
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import FigureWords

_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "janvier", "janv", "jan"),
            ("february", "feb", "fev", "fevr", "fevrier", "fvr"),
            ("march", "mar", "mars"),
            ("april", "apr", "avr", "avril"),
            ("may", "mai"),
            ("june", "jun", "juin"),
            ("july", "jul", "juil", "juill", "juillet"),
            ("august", "aug", "aout", "aou"),
            ("september", "sept", "sep", "septembre"),
            ("october", "oct", "octobre"),
            ("november", "nov", "novembre"),
            ("december", "dec", "decembre"),
        ),
        start=1,
    )
    for name in names
}
_WORD = r"[a-z]{3,10}\.?"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_ISO_DAY = re.compile(r"^((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d\d.*)?$")
_WEEKDAY = r"(?:(?:le )?(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_DAY = re.compile(
    rf"^{_WEEKDAY}(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?((?:19|20)\d\d|\d\d)"
    r"(?:[ ,a]+\d{1,2}[:h]\d{0,2}.*)?$"
)
_NAMED_DAY = re.compile(
    rf"^(?:(?:le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[a-z]+day),? )?(?:le )?"
    rf"(\d{{1,2}})\s?(?:er|st|nd|rd|th)?[ \-/.]+({_WORD})[ \-/.,]+({_YEAR})$"
)
_ENGLISH_DAY = re.compile(rf"^({_WORD}) (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)$")
_MONTH = re.compile(rf"^(?:mois de |mois d'|en |au |fin )?({_WORD})\s?[-/., ']*\s?({_YEAR})$")
_MONTH_BACK = re.compile(rf"^((?:19|20)\d\d)[-/., ]+({_WORD})$")
_MONTH_NUMBER = re.compile(r"^(\d{1,2})[-/. ]((?:19|20)\d\d)$")
_MONTH_ISO = re.compile(r"^((?:19|20)\d\d)[-/. ]?m?(\d{2})$")
_MONTH_NAME = re.compile(rf"^(?:mois de |mois d')?({_WORD})$")
_QUARTER_WORDS = {
    "premier": 1,
    "1er": 1,
    "deuxieme": 2,
    "2eme": 2,
    "2e": 2,
    "troisieme": 3,
    "3eme": 3,
    "3e": 3,
    "quatrieme": 4,
    "4eme": 4,
    "4e": 4,
    "second": 2,
    "first": 1,
    "1st": 1,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "1ere": 1,
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
}
_NUMBER = "(" + "|".join([*sorted(_QUARTER_WORDS, key=len, reverse=True), "[1-4]"]) + ")"
_QUARTER = re.compile(rf"^(?:t|q|trim\.?|trimestre|quarter|qtr)[ \-]?{_NUMBER}(?:[ \-/_.,']*(?:de )?({_YEAR}))?$")
_QUARTER_NAMED = re.compile(rf"^{_NUMBER}\s?(?:trimestre|trim\.?|quarter|t)(?:[ \-/,]*(?:de |of )?({_YEAR}))?$")
_QUARTER_BACK = re.compile(rf"^((?:19|20)\d\d)[ \-/_]*(?:t|q|trim\.?|trimestre)[ \-]?{_NUMBER}$")
_SEMESTER = re.compile(
    rf"^(?:semestre|sem\.?|semester|s|h)[ \-]?([12])[ \-/_,]*({_YEAR})$|"
    rf"^(1er|2eme|2e|premier|second|deuxieme) semestre[ \-/,]*({_YEAR})$"
)
_WEEK = re.compile(rf"^(?:s|w|sem\.?|semaine|week|wk)[ \-]?(?:n[°o.]? ?)?(\d{{1,2}})(?:[ \-/_.,']*(?:de )?({_YEAR}))?$")
_WEEK_BACK = re.compile(r"^((?:19|20)\d\d)[ \-/_]*(?:s|w|sem\.?|semaine)[ \-]?(\d{1,2})$")
_YEAR_ONLY = re.compile(
    r"^(?:annee |an |year )?((?:19|20)\d\d)\s?(\*{1,2}|\((?:partiel|provisoire|partial|provisional)[^)]*\)|p)?$"
)
_RANGE = re.compile(
    rf"^(?:periode )?(?:du |from |de )?(\d{{1,2}})\s?(?:er)?(?:[ /.\-]({_WORD}|\d{{1,2}}))?(?:[ /.\-]({_YEAR}))?"
    rf"\s*(?:au|a|-|to)\s*(\d{{1,2}}.*)$"
)
_MONTHS_RANGE = re.compile(rf"^(?:de )?({_WORD})(?: ({_YEAR}))?\s*(?:a|-|au|to)\s*({_WORD})\s?[-/ ]?\s?({_YEAR})$")
_MONTHS_BACK = re.compile(rf"^((?:19|20)\d\d) ?\(?({_WORD}) ?(?:a|-|au|to) ?({_WORD})\)?$")
_SERIALS = (36526, 55153)  # 2000-01-01 to 2050-12-31, as spreadsheets count days


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column writes days: day first unless a value proves the month first. ``year`` is what titles say."""

    is_month_first: bool = False
    is_proven: bool = False
    is_mixed: bool = False  # some values prove one habit, some the other
    year: int | None = None
    month: str = ""  # "2023-11": that of days by their number alone


def habit_of(values: Iterable[Value], year: int | None = None, month: str = "") -> Habit:
    """The habit that the values of a column prove."""
    day_first = month_first = False
    for value in values:
        if isinstance(value, str) and (match := _DAY.match(fold(value))):
            day_first |= int(match[1]) > 12
            month_first |= int(match[2]) > 12
    return Habit(month_first and not day_first, month_first != day_first, month_first and day_first, year, month)


def month_of(word: str) -> int | None:
    """1 to 12 for a month's name, French or English, whole or cut; ``None`` for another word."""
    word = word.rstrip(". ")
    if word in _ENGLISH:
        return _ENGLISH[word]
    return month_number(word) if len(word) >= 5 else None


def is_month(word: str) -> bool:
    """Whether a folded word is exactly a month's name or its usual cut."""
    return word.rstrip(". ") in _ENGLISH and word not in ("mar", "may", "avr")


def code_time(value: Value, meaning: Meaning, words: FigureWords, habit: Habit | None = None) -> Coded:
    """A value of a column of days or periods."""
    habit = habit or Habit()
    if isinstance(value, datetime | date):
        return _of_day(value, meaning)
    if (nothing := missing(value, words)) is not None:
        return nothing
    if isinstance(value, bool):
        return not_understood(say("No day and no period."))
    if isinstance(value, int | float):
        return _of_number(value, meaning, habit)
    text = fold(str(value)).strip(" .,;:")
    if text.isdigit() and (len(text) != 6 or meaning not in (Meaning.MONTH, Meaning.PERIOD)):
        return _of_number(int(text), meaning, habit)
    return read_time(text, habit, meaning is Meaning.WEEK) or not_understood(say("No day and no period."))


def _of_day(value: date | datetime, meaning: Meaning) -> Coded:
    day = value.date() if isinstance(value, datetime) else value
    if meaning in (Meaning.MONTH, Meaning.PERIOD) and day.day == 1:
        return Coded(f"{day:%Y-%m}", EXACT, say("The month, as the spreadsheet keeps it."))
    if meaning is Meaning.YEAR:
        return Coded(f"{day:%Y}", ASKED, say("The year of this day."))
    return Coded(day.isoformat(), EXACT, say("A date."))


def _of_number(value: int | float, meaning: Meaning, habit: Habit) -> Coded:
    if not math.isfinite(value) or value != int(value):
        return not_understood(say("No day and no period."))
    number = int(value)
    if 1990 <= number <= 2100 and meaning in (Meaning.YEAR, Meaning.PERIOD, Meaning.DATE):
        return Coded(str(number), EXACT, say("A year."))
    for wanted, last, mark in ((Meaning.MONTH, 12, ""), (Meaning.QUARTER, 4, "Q"), (Meaning.WEEK, 53, "W")):
        if meaning is wanted and 1 <= number <= last:
            return Coded(
                f"--{mark}{number}" if mark == "Q" else f"--{mark}{number:02d}",
                EXACT,
                say("Its number; the year stands elsewhere."),
            )
    if meaning is Meaning.DATE and habit.month and 1 <= number <= 31:
        found = _day(int(habit.month[:4]), int(habit.month[5:]), number)
        return Coded(found.isoformat(), SERIAL, say("A day of the month that the title says.")) if found else (
            not_understood(say("No day and no period.")))
    if 190001 <= number <= 209912 and 1 <= number % 100 <= 12 and meaning in (Meaning.PERIOD, Meaning.MONTH):
        return Coded(f"{number // 100}-{number % 100:02d}", EXACT, say("Year and month."))
    if 19000101 <= number <= 20991231 and (day := _day(number // 10000, number // 100 % 100, number % 100)):
        return Coded(day.isoformat(), EXACT, say("A date."))
    if _SERIALS[0] <= number <= _SERIALS[1]:
        day = date(1899, 12, 30) + timedelta(days=number)
        return Coded(day.isoformat(), SERIAL, say("The number by which spreadsheets keep this day."))
    return not_understood(say("No day and no period."))


SERIAL = 0.97


@lru_cache(maxsize=4096)
def read_time(text: str, habit: Habit, is_week: bool = False) -> Coded | None:
    """A text, folded, that says a day or a period and nothing else."""
    for read in (
        _day_written,
        _year_written,
        _week_first if is_week else _quarter,
        _quarter,
        _semester,
        _week,
        _month,
        _range,
    ):
        if coded := read(text, habit):
            return coded
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of(text: str | None) -> int | None:
    """A year of four figures or two; ``None`` for nothing."""
    if not text:
        return None
    digits = text.strip("' ")
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _coded_day(day: date | None) -> Coded | None:
    return Coded(day.isoformat(), EXACT, say("A date.")) if day else None


def _day_written(text: str, habit: Habit) -> Coded | None:
    if match := _ISO_DAY.match(text):
        return _coded_day(_day(int(match[1]), int(match[2]), int(match[3])))
    if match := _DAY.match(text):
        return _numeric_day(int(match[1]), int(match[2]), year_of(match[3]) or 0, habit)
    if (match := _NAMED_DAY.match(text)) and (month := month_of(match[2])):
        return _coded_day(_day(year_of(match[3]) or 0, month, int(match[1])))
    if (match := _ENGLISH_DAY.match(text)) and (month := month_of(match[1])):
        return _coded_day(_day(int(match[3]), month, int(match[2])))
    return None


def _numeric_day(first: int, second: int, year: int, habit: Habit) -> Coded | None:
    day, month = (second, first) if habit.is_month_first else (first, second)
    found, other = _day(year, month, day), _day(year, day, month)
    if found is None:
        return Coded(other.isoformat(), ASKED, say("Read month first: no other reading is a date.")) if other else None
    if found == other or habit.is_proven or other is None:
        return Coded(found.isoformat(), EXACT, say("A date."))
    if habit.is_mixed:
        return Coded(found.isoformat(), ASKED, say("This column writes days both ways."), (other.isoformat(),))
    return Coded(found.isoformat(), DAY_FIRST, say("Day first, as is written here."), (other.isoformat(),))


DAY_FIRST = 0.96


def _year_written(text: str, _habit: Habit) -> Coded | None:
    if not (match := _YEAR_ONLY.match(text)):
        return None
    if match[2]:
        return Coded(f"{match[1]}*", EXACT, say("A year that is not whole."))
    return Coded(match[1], EXACT, say("A year."))


def _quarter(text: str, habit: Habit) -> Coded | None:
    match = _QUARTER.match(text) or _QUARTER_NAMED.match(text)
    if match:
        number, year = _QUARTER_WORDS.get(match[1]) or int(match[1]), year_of(match[2]) or habit.year
    elif match := _QUARTER_BACK.match(text):
        number, year = _QUARTER_WORDS.get(match[2]) or int(match[2]), int(match[1])
    else:
        return None
    return Coded(f"{year}-Q{number}" if year else f"--Q{number}", EXACT, say("A quarter."))


def _semester(text: str, _habit: Habit) -> Coded | None:
    match = _SEMESTER.match(text)
    if not match:
        return None
    year = year_of(match[2] or match[4])
    first = (match[1] or match[3])[0] in "1p"
    code = f"{year}-01-01/{year}-06-30" if first else f"{year}-07-01/{year}-12-31"
    if re.match(r"^(?:s|sem\.?)[ \-]?[12]\b", text):
        week = f"{year}-W{int(match[1]):02d}"
        return Coded(code, DOUBTFUL, say("A semester, or a week?"), (week,))
    return Coded(code, EXACT, say("A semester."))


def _week_first(text: str, habit: Habit) -> Coded | None:
    return _week(text, habit)


def _week(text: str, habit: Habit) -> Coded | None:
    if match := _WEEK.match(text):
        number, year = int(match[1]), year_of(match[2]) or habit.year
    elif match := _WEEK_BACK.match(text):
        number, year = int(match[2]), int(match[1])
    else:
        return None
    if not 1 <= number <= 53:
        return None
    return Coded(f"{year}-W{number:02d}" if year else f"--W{number:02d}", EXACT, say("A week."))


def _month(text: str, habit: Habit) -> Coded | None:
    for pattern, month_at, year_at in ((_MONTH, 1, 2), (_MONTH_BACK, 2, 1)):
        if (match := pattern.match(text)) and (month := month_of(match[month_at])):
            return Coded(f"{year_of(match[year_at])}-{month:02d}", EXACT, say("A month."))
    for pattern, month_at, year_at in ((_MONTH_NUMBER, 1, 2), (_MONTH_ISO, 2, 1)):
        if (match := pattern.match(text)) and 1 <= int(match[month_at]) <= 12:
            return Coded(f"{match[year_at]}-{int(match[month_at]):02d}", EXACT, say("A month."))
    if (match := _MONTH_NAME.match(text)) and (month := month_of(match[1])):
        return Coded(f"{habit.year}-{month:02d}" if habit.year else f"--{month:02d}", EXACT, say("A month."))
    return None


def _range(text: str, habit: Habit) -> Coded | None:
    if (match := _MONTHS_RANGE.match(text)) and (low := month_of(match[1])) and (high := month_of(match[3])):
        last_year = year_of(match[4]) or 0
        first_year = year_of(match[2]) or last_year
        following = date(last_year + high // 12, high % 12 + 1, 1)
        return _interval(date(first_year, low, 1), following - timedelta(days=1))
    if (match := _MONTHS_BACK.match(text)) and (low := month_of(match[2])) and (high := month_of(match[3])):
        year = int(match[1])
        following = date(year + high // 12, high % 12 + 1, 1)
        return _interval(date(year, low, 1), following - timedelta(days=1))
    if not (match := _RANGE.match(text)):
        return None
    last = _day_written(match[4].strip(), habit)
    if last is None or "/" in last.code:
        return None
    end = date.fromisoformat(last.code)
    month = end.month if not match[2] else int(match[2]) if match[2].isdigit() else month_of(match[2])
    start = _day(year_of(match[3]) or end.year, month, int(match[1])) if month else None
    return _interval(start, end) if start else None


def _interval(start: date, end: date) -> Coded | None:
    if start > end:
        return None
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        if (whole := period_of(start, grain)) == Period(grain, start, end):
            return Coded(whole.iso, EXACT, say("From a day to another."))
    return Coded(f"{start.isoformat()}/{end.isoformat()}", EXACT, say("From a day to another."))
