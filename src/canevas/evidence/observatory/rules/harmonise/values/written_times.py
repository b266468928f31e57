"""Days and periods as partners write them, as ISO 8601: 2023-03-15, 2023-03, 2023-Q1, 2023-W12, 2023.

A range is an interval, "2023-03-01/2023-03-15"; a partial year keeps its star, "2022*"; a month, quarter or week
without its year is "--03", "--Q1", "--W12", to be read with the year of its row.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from canevas.evidence.observatory.rules.harmonise.values.coded import (
    ASKED,
    DOUBTFUL,
    EXACT,
    LONE,
    Coded,
)
from canevas.evidence.observatory.rules.harmonise.values.habits import DAY, WEEKDAY, Habit, day_of
from canevas.evidence.observatory.rules.periods import Grain, Period, period_of
from canevas.tools.text.dates import month_number
from canevas.tools.text.sentences import say

_ENGLISH = {
    name: number
    for number, names in enumerate((
        "january jan janvier janv", "february feb fev fevr fevrier fvr", "march mar mars", "april apr avr avril",
        "may mai", "june jun juin", "july jul juil juill juillet", "august aug aout aou",
        "september sept sep septembre", "october oct octobre", "november nov novembre", "december dec decembre"), 1)
    for name in names.split()
}
_WORD = r"[a-z]{3,10}\.?"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_ISO_DAY = re.compile(r"^((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d\d.*)?$")
_NAMED_DAY = re.compile(
    rf"^{WEEKDAY}(?:le )?"
    rf"(\d{{1,2}})\s?(?:er|st|nd|rd|th)?[ \-/.]+({_WORD})[ \-/.,]+({_YEAR})$"
)
_DAY_OF_WEEK = re.compile(r"^(lun|mar|mer|jeu|ven|sam|dim)[a-z]{0,5}\.?,? (?:le )?(\d{1,2})[/.-](\d{1,2})$")
_DAY_ALONE = re.compile(r"^(lun|mar|mer|jeu|ven|sam|dim)[a-z]{0,5}\.?,? (\d{1,2})(?:er)?$")
_WEEKDAYS = {name: number for number, name in enumerate(("lun", "mar", "mer", "jeu", "ven", "sam", "dim"))}
_ENGLISH_DAY = re.compile(rf"^({_WORD}) (\d{{1,2}})(?:st|nd|rd|th)?,? ((?:19|20)\d\d)$")
_MONTH = re.compile(rf"^(?:mois de |mois d'|en |au |fin )?({_WORD})\s?[-/., ']*\s?({_YEAR})$")
_MONTH_BACK = re.compile(rf"^((?:19|20)\d\d)[-/., ]+({_WORD})$")
_MONTH_NUMBER = re.compile(r"^(\d{1,2})[-/. ]((?:19|20)\d\d)$")
_MONTH_ISO = re.compile(r"^((?:19|20)\d\d)[-/. ]?m?(\d{2})$")
_MONTH_NAME = re.compile(rf"^(?:mois de |mois d')?({_WORD})$")
_QUARTER_WORDS = {
    word: number
    for number, spoken in enumerate((
        "premier 1er 1ere first 1st i", "deuxieme 2eme 2e second 2nd ii", "troisieme 3eme 3e third 3rd iii",
        "quatrieme 4eme 4e fourth 4th iv"), 1)
    for word in spoken.split()
}
_NUMBER = "(" + "|".join([*sorted(_QUARTER_WORDS, key=len, reverse=True), "[1-4]"]) + ")"
_QUARTER = re.compile(rf"^(?:t|q|trim\.?|trimestre|quarter|qtr)[ \-]?{_NUMBER}(?:[ \-/_.,']*(?:de )?({_YEAR}))?$")
_QUARTER_NAMED = re.compile(rf"^{_NUMBER}\s?(?:trimestre|trim\.?|quarter|t)(?:[ \-/,]*(?:de |of )?({_YEAR}))?$")
_QUARTER_BACK = re.compile(rf"^((?:19|20)\d\d)[ \-/_]*(?:t|q|trim\.?|trimestre)[ \-]?{_NUMBER}$")
_SEMESTER = re.compile(
    rf"^(?:semestre|sem\.?|semester|s|h)[ \-]?([12])[ \-/_,]*({_YEAR})$|"
    rf"^(1er|2eme|2e|premier|second|deuxieme) semestre[ \-/,]*({_YEAR})$"
)
_FORTNIGHT = re.compile(rf"^(1r?e|1ere|premiere|2e|2nde|2eme|deuxieme|seconde) quinzaine (?:de |d'|du mois de )?"
                        rf"({_WORD})(?: ({_YEAR}))?$")
_WEEK = re.compile(rf"^(?:s|w|sem\.?|semaine|week|wk)[ \-]?(?:n[°o.]? ?)?(\d{{1,2}})(?:[ \-/_.,']*(?:de )?({_YEAR}))?$")
_WEEK_BACK = re.compile(r"^((?:19|20)\d\d)[ \-/_]*(?:s|w|sem\.?|semaine)[ \-]?(\d{1,2})$")
_YEAR_ONLY = re.compile(
    r"^(?:annee |an |year )?((?:19|20)\d\d)\s?(\*{1,2}|\((?:partiel|provisoire|partial|provisional)[^)]*\)|p)?$"
)
_RANGE = re.compile(
    rf"^(?:periode )?(?:du |from |de )?{WEEKDAY}(\d{{1,2}})\s?(?:er)?(?:[ /.\-]({_WORD}|\d{{1,2}}))?"
    rf"(?:[ /.\-]({_YEAR}))?\s*(?:au|a|-|to)\s*{WEEKDAY}(\d{{1,2}}.*)$"
)
_MONTHS_RANGE = re.compile(rf"^(?:de )?({_WORD})(?: ({_YEAR}))?\s*(?:a|-|au|to)\s*({_WORD})\s?[-/ ]?\s?({_YEAR})$")
_MONTHS_BACK = re.compile(rf"^((?:19|20)\d\d) ?\(?({_WORD}) ?(?:a|-|au|to) ?({_WORD})\)?$")
DAY_FIRST = 0.96


def month_of(word: str) -> int | None:
    """1 to 12 for a month's name, French or English, whole or cut; ``None`` for another word."""
    word = word.rstrip(". ")
    if word in _ENGLISH:
        return _ENGLISH[word]
    return month_number(word) if len(word) >= 5 else None


def is_month(word: str) -> bool:
    """Whether a folded word is exactly a month's name or its usual cut."""
    return word.rstrip(". ") in _ENGLISH and word not in ("mar", "may", "avr")


@lru_cache(maxsize=4096)
def read_time(text: str, habit: Habit, is_week: bool = False) -> Coded | None:
    """A text, folded, that says a day or a period and nothing else."""
    for read in (
        _day_written,
        _year_written,
        _week_first if is_week else _quarter,
        _quarter,
        _semester,
        _fortnight,
        _week,
        _month,
        _range,
    ):
        if coded := read(text, habit):
            return coded
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
        return _coded_day(day_of(int(match[1]), int(match[2]), int(match[3])))
    if match := DAY.match(text):
        return _numeric_day(int(match[1]), int(match[2]), year_of(match[3]) or 0, habit)
    if (match := _DAY_OF_WEEK.match(text)) and habit.year:
        return _named_day(match[1], day_of(habit.year, int(match[3]), int(match[2])), habit)
    if (match := _DAY_ALONE.match(text)) and habit.month:
        return _named_day(match[1], day_of(int(habit.month[:4]), int(habit.month[5:]), int(match[2])), habit)
    if (match := _NAMED_DAY.match(text)) and (month := month_of(match[2])):
        return _coded_day(day_of(year_of(match[3]) or 0, month, int(match[1])))
    if (match := _ENGLISH_DAY.match(text)) and (month := month_of(match[1])):
        return _coded_day(day_of(int(match[3]), month, int(match[2])))
    return None


def _named_day(name: str, found: date | None, habit: Habit) -> Coded | None:
    """ "Lundi 04/09", "lun 4": a day of the year or the month that the title says, which its name bears out."""
    if not found:
        return None
    borne_out = _WEEKDAYS[name] == found.weekday()
    return Coded(found.isoformat(), habit.carried if borne_out else ASKED, say("A date."))


def _numeric_day(first: int, second: int, year: int, habit: Habit) -> Coded | None:
    if habit.is_year_first:
        found, other = day_of(2000 + first, second, year % 100), day_of(year, second, first)
        return Coded(found.isoformat(), EXACT if habit.is_proven else LONE, say("The year first."),
                     (other.isoformat(),) if other else ()) if found else None
    day, month = (second, first) if habit.is_month_first else (first, second)
    found, other = day_of(year, month, day), day_of(year, day, month)
    if found is None:
        return Coded(other.isoformat(), ASKED, say("Read month first: no other reading is a date.")) if other else None
    if found == other or habit.is_proven or other is None:
        return Coded(found.isoformat(), EXACT, say("A date."))
    if habit.is_mixed:
        return Coded(found.isoformat(), ASKED, say("This column writes days both ways."), (other.isoformat(),))
    sure = DAY_FIRST if habit.is_borne_out else LONE
    return Coded(found.isoformat(), sure, say("Day first, as is written here."), (other.isoformat(),))


def _year_written(text: str, _habit: Habit) -> Coded | None:
    if not (match := _YEAR_ONLY.match(text)):
        return None
    if match[2]:
        return Coded(f"{match[1]}*", EXACT, say("A year that is not whole."))
    return Coded(match[1], EXACT, say("A year."))


def _quarter(text: str, habit: Habit) -> Coded | None:
    match = _QUARTER.match(text) or _QUARTER_NAMED.match(text)
    if match:
        number, written = _QUARTER_WORDS.get(match[1]) or int(match[1]), year_of(match[2])
    elif match := _QUARTER_BACK.match(text):
        number, written = _QUARTER_WORDS.get(match[2]) or int(match[2]), int(match[1])
    else:
        return None
    return _within(f"Q{number}", written, habit, say("A quarter."))


def _within(part: str, written: int | None, habit: Habit, reason: str) -> Coded:
    """A part of a year: of the one that is written, of the one that the title says, of none that is known."""
    year = written or habit.year
    sure = EXACT if written or not year else habit.carried
    return Coded(f"{year}-{part}" if year else f"--{part}", sure, reason)


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


def _fortnight(text: str, habit: Habit) -> Coded | None:
    """ "1re quinzaine de mars 2024": up to the 15th, or from the 16th on."""
    match = _FORTNIGHT.match(text)
    if not match or not (month := month_of(match[2])) or not (year := year_of(match[3]) or habit.year):
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    first = match[1][0] in "1p"
    start, end = (1, date(year, month, 15)) if first else (16, following - timedelta(days=1))
    return _interval(date(year, month, start), end)


def _week_first(text: str, habit: Habit) -> Coded | None:
    return _week(text, habit)


def _week(text: str, habit: Habit) -> Coded | None:
    if match := _WEEK.match(text):
        number, written = int(match[1]), year_of(match[2])
    elif match := _WEEK_BACK.match(text):
        number, written = int(match[2]), int(match[1])
    else:
        return None
    if not 1 <= number <= 53:
        return None
    return _within(f"W{number:02d}", written, habit, say("A week."))


def _month(text: str, habit: Habit) -> Coded | None:
    for pattern, month_at, year_at in ((_MONTH, 1, 2), (_MONTH_BACK, 2, 1)):
        if (match := pattern.match(text)) and (month := month_of(match[month_at])):
            return Coded(f"{year_of(match[year_at])}-{month:02d}", EXACT, say("A month."))
    for pattern, month_at, year_at in ((_MONTH_NUMBER, 1, 2), (_MONTH_ISO, 2, 1)):
        if (match := pattern.match(text)) and 1 <= int(match[month_at]) <= 12:
            return Coded(f"{match[year_at]}-{int(match[month_at]):02d}", EXACT, say("A month."))
    if (match := _MONTH_NAME.match(text)) and (month := month_of(match[1])):
        return _within(f"{month:02d}", None, habit, say("A month."))
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
    start = day_of(year_of(match[3]) or end.year, month, int(match[1])) if month else None
    return _interval(start, end) if start else None


def _interval(start: date, end: date) -> Coded | None:
    if start > end:
        return None
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        if (whole := period_of(start, grain)) == Period(grain, start, end):
            return Coded(whole.iso, EXACT, say("From a day to another."))
    return Coded(f"{start.isoformat()}/{end.isoformat()}", EXACT, say("From a day to another."))
