"""Bands of age in years, both ends in: "<5" gives 0-4, "18 ans et +" gives 18+, "0-59 mois" gives 0-4."""

from __future__ import annotations

import re
from datetime import date, datetime

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.values.coded import (
    ASKED,
    EXACT,
    Coded,
    missing,
    not_understood,
    of_looked,
)
from canevas.evidence.observatory.rules.harmonise.values.written_times import month_of
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import FigureWords

_UNIT = r"(?:\s*(?P<unit>ans?|years?(?: old)?|yrs?|y|mois|months?|m)(?![a-z]))?"
_TO = r"\s*(?:-|a|to|_|/|\.\.|et|and|jusqu'a)\s*"
_RANGE = re.compile(
    rf"(?<![\d.])(?:(?:entre|de|from|between|ages?|ages? of|\[)\s*)?(?P<low>\d{{1,3}})"
    rf"(?:\s*(?P<lowunit>ans|mois|months|years))?{_TO}(?P<high>\d{{1,3}}){_UNIT}(?P<open>\s*\[)?(?![\d.])"
    r"(?!\s?(?:h\b|km|heures?|jours?|j\b|%))"
)
_BELOW = re.compile(
    rf"(?:(?P<strict><(?!=)|moins de|moins d'|under|less than|below|inf(?:erieur)?\.? a|- de|sous|en dessous de)"
    rf"|(?P<loose><=|≤|jusqu'a|up to))\s*(?P<high>\d{{1,3}}){_UNIT}\b"
)
_UNDER = re.compile(r"\bu(?:nder)?\s?(?P<high>5|18)\b")
_FROM = re.compile(
    rf"(?:(?P<strict>>(?!=)|plus de|plus d'|over|more than|above|sup(?:erieur)?\.? a|\+ de|au dela de)"
    rf"|(?P<loose>>=|≥|a partir de|from|des))\s*(?P<low>\d{{1,3}}){_UNIT}(?:\s*et\s*(?:plus|\+))?"
)
_PLUS = re.compile(
    rf"(?<![\d.])(?P<low>\d{{1,3}}){_UNIT}\s*(?:\+|et\s?\+|et plus|ou plus|& ?\+|"
    rf"and (?:above|over|older|more)|et au[ -]dela|ans ?\+)"
)
_ALONE = re.compile(r"^(?P<low>\d{1,3})\s*(?:ans?|years?)$")
_SDMX = re.compile(r"^Y(?:(?P<low>\d{1,3})T(?P<high>\d{1,3})|_?GE(?P<from>\d{1,3})|_?LT(?P<below>\d{1,3}))$")
"""Codes of CL_AGE: Y15T24, Y_GE60, Y_LT5."""
_MANGLED = re.compile(r"^(\d{1,2})[- ]([a-z]{3,5})\.?$|^([a-z]{3,5})\.?[- ](\d{1,2})$")
"""What a spreadsheet made of a band of age: "05-nov" of 5-11, "déc-17" of 12-17."""
_CODE = re.compile(r"^\d{1,3}(?:-\d{1,3}|\+)$")


def find_age(text: str) -> tuple[Coded, tuple[int, int]] | None:
    """The band that a text names, with its place in the folded text (same length where no ligature stands)."""
    folded = fold(text)
    for pattern, read in ((_BELOW, _below), (_PLUS, _plus), (_FROM, _from), (_RANGE, _range), (_UNDER, _below)):
        match = pattern.search(folded)
        if match and (coded := read(match.groupdict())):
            return coded, match.span()
    return None


def code_age(value: Value, words: FigureWords) -> Coded:
    """A value of a column of bands of age."""
    if (nothing := missing(value, words)) is not None:
        return nothing
    if isinstance(value, date | datetime):
        low, high = sorted((value.day, value.month))
        return Coded(f"{low}-{high}", ASKED, say("The spreadsheet made a date of this band of age."))
    if isinstance(value, bool | int | float):
        return not_understood(say("A number, no band of age."))
    text = str(value)
    if match := _SDMX.match(text.strip()):
        return _of_sdmx(match)
    if found := find_age(text):
        return found[0]
    if match := _MANGLED.match(fold(text)):
        return _of_mangled(match)
    if match := _ALONE.match(fold(text)):
        return Coded(f"{match['low']}-{match['low']}", ASKED, say("One age."))
    return of_looked(words.index("age_group").look(text)) or not_understood(
        say("No band of age is known by this name.")
    )


def _of_mangled(match: re.Match[str]) -> Coded:
    month = month_of(match[2] or match[3])
    if month is None:
        return not_understood(say("No band of age is known by this name."))
    low, high = sorted((month, int(match[1] or match[4])))
    return Coded(f"{low}-{high}", ASKED, say("The spreadsheet made a date of this band of age."))


def _of_sdmx(match: re.Match[str]) -> Coded:
    if match["from"]:
        return Coded(f"{int(match['from'])}+", EXACT, say("A band of age."))
    high = int(match["high"]) if match["high"] else int(match["below"]) - 1
    return Coded(f"{int(match['low'] or 0)}-{high}", EXACT, say("A band of age."))


def _years(number: str, unit: str | None) -> int | None:
    value = int(number)
    if unit and unit.startswith("m"):
        return value // 12
    return value if value <= 120 else None


def _range(part: dict[str, str | None]) -> Coded | None:
    unit, low_unit = part["unit"], part["lowunit"] or part["unit"]
    low, high = _years(part["low"] or "", low_unit), _years(part["high"] or "", unit)
    if low is None or high is None or high < low:
        return None
    if unit and unit.startswith("m"):
        exact = (int(part["high"] or 0) + 1) % 12 == 0 and int(part["low"] or 0) % 12 == 0
        return Coded(f"{low}-{high}", EXACT if exact else ASKED, say("Months, as years."))
    if part["open"] and high > low:
        high -= 1
    return Coded(f"{low}-{high}", EXACT, say("A band of age."))


def _below(part: dict[str, str | None]) -> Coded | None:
    high = _years(part["high"] or "", part.get("unit"))
    if high is None or high == 0:
        return None
    return Coded(f"0-{high if part.get('loose') else high - 1}", EXACT, say("A band of age."))


def _plus(part: dict[str, str | None]) -> Coded | None:
    low = _years(part["low"] or "", part["unit"])
    return None if low is None else Coded(f"{low}+", EXACT, say("A band of age."))


def _from(part: dict[str, str | None]) -> Coded | None:
    low = _years(part["low"] or "", part["unit"])
    if low is None:
        return None
    if part["strict"]:
        reason = say("“More than” often means “from”: which one is asked.")
        return Coded(f"{low}+", ASKED, reason, (f"{low + 1}+",))
    return Coded(f"{low}+", EXACT, say("A band of age."))


def is_age_code(text: str) -> bool:
    return bool(_CODE.match(text))
