"""Periods that a deadline names, and the last day of each: « fin mars », « T2 2026 », « sous quinzaine »."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from canevas.tools.text.dates import MONTHS, find_dates, month_number
from canevas.tools.text.numbers import cardinal
from canevas.tools.text.sentences import say

NAMES = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
         "décembre")
MONTH = rf"(?:{'|'.join(MONTHS)}|janv|fevr?|avr|juill?|sept|oct|nov|dec)\b\.?"
_HALVES = r"(?P<part>fin|mi|debut|courant)[ -]+(?:(?:de la|de l'|du|de|d'|le|la|l')\s?)?(?:mois\s+(?:de\s+|d')?)?"
_BEFORE = r"(?:(?P<before>avant)\s+(?:(?:le|la|l')\s?)?(?:mois\s+(?:de\s+|d')?)?)"
_HEAD = rf"(?:{_BEFORE})?(?:{_HALVES})?"
_WORDS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}
_QUARTER = re.compile(
    rf"{_HEAD}(?:\bt\s?(?P<number>[1-4])\b(?:[ /-]*(?P<year>(?:20)?\d\d)\b)?|\b(?P<word>[1-4]|premier|deuxieme|"
    r"troisieme|quatrieme)\s?(?:er|e|eme|ieme)?\s+trimestre(?:\s+(?:de\s+)?(?P<said>20\d\d))?)")
_SEMESTER = re.compile(
    rf"{_HEAD}(?:\bs\s?(?P<number>[12])\b(?:[ /-]*(?P<year>20\d\d)\b)?|\b(?P<word>1|2|premier|deuxieme|second)\s?"
    r"(?:er|e|eme|nd)?\s+semestre(?:\s+(?:de\s+)?(?P<said>20\d\d))?)")
_MONTHLY = re.compile(rf"{_HEAD}\b(?P<month>{MONTH})(?:\s+(?:de\s+)?(?P<year>20\d\d))?")
_YEAR = re.compile(rf"{_HEAD}(?:(?:l')?(?:annee|exercice|an)\s+)?\b(?P<year>20\d\d)$")
_UNIT = r"(?P<unit>semaine|mois|trimestre|semestre|annee|an)"
_SAME, _NOW = _UNIT.replace("unit", "same"), _UNIT.replace("unit", "now")
_THIS = re.compile(
    rf"{_HALVES}{_UNIT}(?:\s+(?:en cours|courante?))?$|\b(?:ce|cette|cet)\s+{_SAME}$|\b{_NOW}\s+en cours$")
_NEXT = re.compile(rf"(?:{_HALVES})?(?:\b(?:la|le|l'|du|de la|au|a la|les?)\s?)?(?:prochaine?\s+{_UNIT}|"
                   rf"{_SAME}\s+(?:prochaine?|suivante?))$")
_SPAN = re.compile(
    r"\b(?P<count>\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|dix|douze|quinze|vingt|trente|soixante)\s?"
    r"(?:\(\s?\d{1,3}\s?\)\s?)?(?P<unit>jours?|j|semaines?|mois|heures?|h)\b(?P<working>\s+ouvr(?:able|e)s?)?$")
_FIXED = re.compile(r"\bsous\s+(?:la\s+|une\s+)?(?P<name>huitaine|quinzaine)\b")
_WEEK_OF = re.compile(r"\bsemaine du\b")
_MONTHS_OF = {"mois": 1, "trimestre": 3, "semestre": 6, "annee": 12, "an": 12}


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The last day of a named period (``None`` where nothing tells its year), how sure it is (0 to 1), and a sentence
    that says why that day."""

    day: date | None
    confidence: float
    reason: str


def find_period_end(folded: str, reference: date | None) -> PeriodEnd | None:
    """The last day of the period that ``folded`` (squeezed, without accents) names; of several, the last one's.

    ``reference`` is the session's day: years left out, and periods counted from it, are understood from it.
    """
    named = _numbered(folded, reference) or _monthly(folded, reference) or _yearly(folded)
    return named or (_relative(folded, reference) if reference else None)


def span_around(day: date, months: int) -> tuple[date, date]:
    """The month (1), pair of months (2), quarter (3), third (4), semester (6) or year (12) in which ``day`` lies."""
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def week_end(day: date) -> date:
    """The Sunday of the week of ``day``."""
    return day + timedelta(days=6 - day.weekday())


def week_named(folded: str, reference: date | None) -> PeriodEnd | None:
    """« la semaine du 12 mars »: the end of that week."""
    if not _WEEK_OF.search(folded):
        return None
    days = [found for found in find_dates(folded, reference=reference) if not found.whole_month]
    return PeriodEnd(week_end(days[-1].day), 0.9, say("End of that week.")) if days else None


def _part(first: date, last: date, match: re.Match[str]) -> date:
    """The day that « avant », « début », « mi- » or « fin » of a period means."""
    part = match["part"]
    if match["before"] and not part:
        return first - timedelta(days=1)
    days = (last - first).days + 1
    if part == "mi":
        return first + timedelta(days=(days + 1) // 2 - 1)
    if part == "debut":
        return first + timedelta(days=max(1, days // 3) - 1)
    return last


def _dated(match: re.Match[str], month: int, months: int, year: int | None, reference: date | None) -> PeriodEnd | None:
    """Of the period of ``months`` that begins with ``month``; its year from ``reference`` where it is not written."""
    known = year is not None
    if year is None:
        if reference is None:
            return PeriodEnd(None, 0.9, say("The words name a period, not a day."))
        year = reference.year
    for at in range(year, year + (1 if known else 3)):
        first = date(at, month, 1)
        end = _part(first, span_around(first, months)[1], match)
        if known or reference is None or end >= reference:
            why = _why(end, first, months, is_end=end == span_around(first, months)[1])
            return PeriodEnd(end, 0.9, why) if known else PeriodEnd(end, 0.8, " ".join(
                (why, say("Its year is understood from the session's date."))))
    return None


def _why(end: date, first: date, months: int, *, is_end: bool) -> str:
    if not is_end:
        return say("What the words name of the period ends on that day.")
    if months == 12:
        return say("End of the year %(year)s.", year=first.year)
    if months == 1:
        return say("End of the month: %(month)s %(year)s.", month=NAMES[first.month - 1], year=first.year)
    number = (first.month - 1) // months + 1
    if months == 3:
        return say("End of the quarter T%(number)s %(year)s.", number=number, year=first.year)
    return say("End of the semester S%(number)s %(year)s.", number=number, year=first.year)


def _numbered(folded: str, reference: date | None) -> PeriodEnd | None:
    for pattern, months in ((_QUARTER, 3), (_SEMESTER, 6)):
        matches = list(pattern.finditer(folded))
        if not matches:
            continue
        match = matches[-1]
        number = int(match["number"]) if match["number"] else _WORDS.get(match["word"]) or int(match["word"])
        written = match["year"] or match["said"] or _year_after(folded, match.end())
        year = int(written) + (2000 if len(written) == 2 else 0) if written else None
        return _dated(match, (number - 1) * months + 1, months, year, reference)
    return None


def _monthly(folded: str, reference: date | None) -> PeriodEnd | None:
    named = [(match, month) for match in _MONTHLY.finditer(folded) if (month := month_number(match["month"]))]
    if not named:
        return None
    match, month = named[-1]
    written = match["year"] or _year_after(folded, match.end())
    return _dated(match, month, 1, int(written) if written else None, reference)


def _yearly(folded: str) -> PeriodEnd | None:
    match = _YEAR.search(folded)
    return _dated(match, 1, 12, int(match["year"]), None) if match else None


def _year_after(folded: str, start: int) -> str:
    match = re.search(r"\b20\d\d\b", folded[start:])
    return match[0] if match else ""


def _relative(folded: str, reference: date) -> PeriodEnd | None:
    if match := _NEXT.search(folded):
        unit = match["unit"] or match["same"]
        return _of_unit(unit, _first_of_next(unit, reference), match)
    if match := _THIS.search(folded):
        return _of_unit(match["unit"] or match["same"] or match["now"], reference, match)
    if match := _FIXED.search(folded):
        return _counted(reference, 8 if match["name"] == "huitaine" else 15, "jours")
    if (match := _SPAN.search(folded)) and (count := cardinal(match["count"])):
        return _counted(reference, count, match["unit"], working=bool(match["working"]))
    return None


def _first_of_next(unit: str, day: date) -> date:
    last = week_end(day) if unit == "semaine" else span_around(day, _MONTHS_OF[unit])[1]
    return last + timedelta(days=1)


def _of_unit(unit: str, day: date, match: re.Match[str]) -> PeriodEnd:
    if unit == "semaine":
        return PeriodEnd(week_end(day), 0.85, say("End of that week, counted from the session's date."))
    first, last = span_around(day, _MONTHS_OF[unit])
    part = match["part"]
    end = last if part in (None, "fin", "courant") else _middle(first, last, part, day)
    return PeriodEnd(end, 0.85, say("End of that period, counted from the session's date."))


def _middle(first: date, last: date, part: str, day: date) -> date:
    days = (last - first).days + 1
    share = (days + 1) // 2 if part == "mi" else max(1, days // 3)
    return max(first + timedelta(days=share - 1), day)


def _counted(reference: date, count: int, unit: str, *, working: bool = False) -> PeriodEnd:
    reason = say("Counted from the session's date.")
    if unit.startswith("mois"):
        place = reference.month - 1 + count
        year, month = reference.year + place // 12, place % 12 + 1
        return PeriodEnd(date(year, month, min(reference.day, monthrange(year, month)[1])), 0.85, reason)
    if unit.startswith("h"):
        return PeriodEnd(reference + timedelta(days=-(-count // 24)), 0.85, reason)
    days = count * 7 if unit.startswith("s") else count
    end = reference
    if not working:
        return PeriodEnd(end + timedelta(days=days), 0.85, reason)
    while days:
        end += timedelta(days=1)
        days -= end.weekday() < 5
    return PeriodEnd(end, 0.85, reason)
