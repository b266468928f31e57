"""Days as French minutes write them: every habit found, verbatim and resolved, with a reason and a confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from canevas.tools.text.folding import fold
from canevas.tools.text.numbers import NUMBER_WORDS, cardinal
from canevas.tools.text.sentences import say

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
_SHORT = {
    "janv": 1,
    "jan": 1,
    "fev": 2,
    "fevr": 2,
    "avr": 4,
    "juil": 7,
    "juill": 7,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_NUMBER = rf"{NUMBER_WORDS}(?:[ -]+{NUMBER_WORDS})*"
_YEAR = rf"(?:\d{{4}}\b|(?:deux|2)[ -]+mil(?:le)?(?:[ -]+{_NUMBER})?\b)"
_DAY = rf"(?:1\s?er|premier|0?[1-9](?!\d)|[12]\d(?!\d)|3[01](?!\d)|{_NUMBER}(?![a-z]))"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(WEEKDAYS)})\s+)?"
_MONTH = r"(?P<month>[a-z]{3,10})\b\.?"
_NUMERIC = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?"
    r"(?P<year>\d{4}|\d{2})(?![\d/]|[.-]\d)"
)
_ISO = re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_SHORT_NUMERIC = re.compile(r"(?<![\d/.,-])(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})(?![\d/]|[.,-]\d|\s?/)")
_NAMED = re.compile(
    rf"\b{_WEEKDAY}(?:le\s+)?(?P<day>{_DAY})\s*(?:du mois d[e' ]\s*)?{_MONTH}"
    rf"(?:\s*,?\s*(?:de l'an(?:nee)?\s+)?(?P<year>{_YEAR}))?"
)
_RANGE_HEAD = re.compile(
    rf"\b(?:du\s+|les?\s+)?(?:(?:{'|'.join(WEEKDAYS)})\s+)?"
    rf"(?P<first>\d{{1,2}}(?:\s?er)?|premier|(?<=du ){_NUMBER}|(?<=les ){_NUMBER})"
    rf"(?:\s+(?P<month>[a-z]{{3,10}})\b\.?)?(?:\s+(?P<year>\d{{4}}))?\s*(?:,[\d ,]*)?\s*(?:au|"
    rf"et|-|a)\s*$"
)
_SAID_YEAR = re.compile(rf"\bl'an(?:nee)?\s+(?P<year>{_YEAR})")
_MONTH_YEAR = re.compile(rf"\b{_MONTH}\s+(?P<year>\d{{4}})\b")


@dataclass(frozen=True, slots=True)
class DateFound:
    """``text`` is verbatim, ``source[start:end]``; ``day`` the (first) day; ``last`` the last day of a range or month.

    ``whole_month`` tells that only a month was named: ``day`` is then its first day. ``reason`` is empty when nothing
    had to be supposed.
    """

    start: int
    end: int
    text: str
    day: date
    last: date | None = None
    whole_month: bool = False
    confidence: float = 1.0
    reason: str = ""


def month_number(word: str) -> int | None:
    """1 to 12 for a French month's name or usual abbreviation, slips of spelling allowed; ``None`` for another word."""
    folded = fold(word).strip(". ")
    if folded in MONTHS:
        return MONTHS.index(folded) + 1
    if folded in _SHORT:
        return _SHORT[folded]
    if len(folded) < 5:
        return None
    best = process.extractOne(folded, MONTHS, scorer=fuzz.ratio, score_cutoff=84)
    return best[2] + 1 if best else None


def month_end(day: date) -> date:
    """The last day of the month of ``day``."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_PROMISING = re.compile(r"\d|\bmil|janv|fevr|mars|avri|mai|juin|juil|aout|sept|octo|nove|dece")
"""Without one of these no date is told; most sentences tell none."""


def find_dates(text: str, *, reference: date | None = None) -> list[DateFound]:
    """Every date of ``text``, in order, none overlapping.

    ``reference`` is the session's day: dates without a year are the nearest to come from it, and are left out when
    it is
    ``None``.
    """
    folded = fold(text)
    if not _PROMISING.search(folded):
        return []
    said = _SAID_YEAR.search(folded)
    year = _year(said["year"]) if said else None
    found: list[DateFound] = []
    for read in (_iso, _numeric, _named, _short_numeric, _month_alone):
        for date_found in read(folded, text, year, reference):
            if all(date_found.end <= other.start or date_found.start >= other.end for other in found):
                found.append(date_found)
    return sorted(found, key=lambda item: item.start)


def parse_date(text: str, *, reference: date | None = None) -> DateFound | None:
    """The first day named in ``text``; a month alone only where no day is named."""
    found = find_dates(text, reference=reference)
    days = [item for item in found if not item.whole_month]
    return days[0] if days else found[0] if found else None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    words = re.sub(r"^2(?=[ -]+mil)", "deux", text.strip())
    words = re.sub(r"[ -]et$", "", words)
    value = cardinal(words)
    return value if value is not None and 1900 <= value <= 2199 else None


def _day_number(text: str) -> int | None:
    return cardinal(re.sub(r"(?<=\d)\s?er$", "", text))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _iso(folded: str, text: str, _year_said: int | None, _reference: date | None) -> list[DateFound]:
    return [
        DateFound(m.start(), m.end(), text[m.start() : m.end()], day)
        for m in _ISO.finditer(folded)
        if (day := _make(int(m["year"]), int(m["month"]), int(m["day"])))
    ]


def _numeric(folded: str, text: str, _year_said: int | None, _reference: date | None) -> list[DateFound]:
    found = []
    for m in _NUMERIC.finditer(folded):
        year = int(m["year"]) + (2000 if len(m["year"]) == 2 else 0)
        day = _make(year, int(m["month"]), int(m["day"]))
        if day and 1900 <= year <= 2199:
            start, weekday = _weekday_before(folded, m.start())
            item = DateFound(start, m.end(), text[start : m.end()], day)
            found.append(_with_range(_checked(item, weekday), folded, text))
    return found


def _weekday_before(folded: str, start: int) -> tuple[int, str | None]:
    match = re.search(rf"\b({'|'.join(WEEKDAYS)})\s+(?:le\s+)?$", folded[:start])
    return (match.start(), match[1]) if match else (start, None)


def _named(folded: str, text: str, said_year: int | None, reference: date | None) -> list[DateFound]:
    found: list[DateFound] = []
    position = 0
    while m := _NAMED.search(folded, position):
        position = m.start() + 1
        month, number = month_number(m["month"]), _day_number(m["day"])
        if month is None or number is None:
            continue
        position = m.end()
        year = _year(m["year"])
        end = m.end() if year else m.end("month")
        start = m.start() if not m["weekday"] else m.start("weekday")
        item = _dated(start, end, text, (number, month), year or said_year, reference)
        if item:
            item = _with_range(_checked(item, m["weekday"]), folded, text)
            found = [other for other in found if other.end <= item.start] + [item]
    return found


def _dated(
    start: int, end: int, text: str, day_month: tuple[int, int], year: int | None, reference: date | None
) -> DateFound | None:
    number, month = day_month
    if year is not None:
        day = _make(year, month, number)
        return DateFound(start, end, text[start:end], day) if day else None
    if reference is None:
        return None
    day = _next(number, month, reference)
    if day is None:
        return None
    return DateFound(
        start,
        end,
        text[start:end],
        day,
        confidence=0.8,
        reason=say("The year is not written: the first such day from the session's date is meant."),
    )


def _next(number: int, month: int, reference: date) -> date | None:
    for year in range(reference.year, reference.year + 5):
        day = _make(year, month, number)
        if day and day >= reference:
            return day
    return None


def _short_numeric(folded: str, text: str, _year_said: int | None, reference: date | None) -> list[DateFound]:
    found = (
        _dated(m.start(), m.end(), text, (int(m["day"]), int(m["month"])), None, reference)
        for m in _SHORT_NUMERIC.finditer(folded)
    )
    return [item for item in found if item]


def _month_alone(folded: str, text: str, _year_said: int | None, _reference: date | None) -> list[DateFound]:
    found = []
    for m in _MONTH_YEAR.finditer(folded):
        month, year = month_number(m["month"]), int(m["year"])
        if month is not None and 1900 <= year <= 2199:
            first = date(year, month, 1)
            found.append(
                DateFound(
                    m.start(),
                    m.end(),
                    text[m.start() : m.end()],
                    first,
                    month_end(first),
                    whole_month=True,
                    confidence=0.7,
                    reason=say("Only the month is written."),
                )
            )
    return found


def _checked(item: DateFound, weekday: str | None) -> DateFound:
    if weekday is None or WEEKDAYS[item.day.weekday()] == weekday:
        return item
    return replace(
        item,
        confidence=min(item.confidence, 0.6),
        reason=say("The day of the week does not agree: this date is a %(real)s.", real=WEEKDAYS[item.day.weekday()]),
    )


def _with_range(item: DateFound, folded: str, text: str) -> DateFound:
    """``item`` widened to the range that it closes ("du 26 au 28 juillet 2022"), else ``item``."""
    head = _RANGE_HEAD.search(folded[max(0, item.start - 60) : item.start])
    if head is None:
        return item
    offset = max(0, item.start - 60)
    number = _day_number(head["first"])
    month = month_number(head["month"]) if head["month"] else item.day.month
    if number is None or month is None:
        return item
    if head["year"] and head[0].rstrip().endswith("et"):
        return item
    year = int(head["year"]) if head["year"] else item.day.year - (1 if month > item.day.month else 0)
    first = _make(year, month, number)
    if first is None or first >= item.day or item.day - first > timedelta(days=92):
        return item
    start = offset + head.start()
    return replace(item, start=start, text=text[start : item.end], day=first, last=item.day)
