"""Values of columns of days and periods, as ISO 8601: texts, days as spreadsheets keep them, numbers."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import (
    ASKED,
    EXACT,
    Coded,
    missing,
    not_understood,
)
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit, day_of
from canevas.evidence.observatory.rules.harmonise.values.written_times import read_time
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import FigureWords

_SERIALS = (36526, 55153)  # 2000-01-01 to 2050-12-31, as spreadsheets count days
SERIAL = 0.97


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
        found = day_of(int(habit.month[:4]), int(habit.month[5:]), number)
        return Coded(found.isoformat(), SERIAL, say("A day of the month that the title says.")) if found else (
            not_understood(say("No day and no period.")))
    if 190001 <= number <= 209912 and 1 <= number % 100 <= 12 and meaning in (Meaning.PERIOD, Meaning.MONTH):
        return Coded(f"{number // 100}-{number % 100:02d}", EXACT, say("Year and month."))
    if 19000101 <= number <= 20991231 and (day := day_of(number // 10000, number // 100 % 100, number % 100)):
        return Coded(day.isoformat(), EXACT, say("A date."))
    if _SERIALS[0] <= number <= _SERIALS[1]:
        day = date(1899, 12, 30) + timedelta(days=number)
        return Coded(day.isoformat(), SERIAL, say("The number by which spreadsheets keep this day."))
    return not_understood(say("No day and no period."))
