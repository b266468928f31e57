"""Hours as French minutes write them: "9H00-11H00", "12H30mn", "10heures", "de 9 heures à 13 heures 30"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from canevas.tools.text.folding import fold
from canevas.tools.text.numbers import NUMBER_WORDS, cardinal

_WORDS = rf"{NUMBER_WORDS}(?:[ -]+{NUMBER_WORDS})*"
_CLOCK = re.compile(
    rf"(?<![\d/])(?:(?P<hour>\d{{1,2}})\s?(?:heures?|hrs?|h)(?![a-z])|\b(?P<words>{_WORDS})\s+heures?\b)"
    rf"(?:\s?:?\s?(?P<minute>[0-5]\d)(?!\d)(?!\s?(?:heures?|hrs?|h)(?![a-z]))(?:\s?(?:minutes?|mns?|min|m)\b)?|"
    rf"\s+(?P<half>et demie?)|"
    rf"\s+(?P<mwords>{_WORDS})(?:\s+minutes?|\s?mn)?\b(?!\s+heures?))?"
    r"|(?<![\d:/])(?P<chour>[01]?\d|2[0-3]):(?P<cminute>[0-5]\d)(?![\d:])"
    r"|\b(?P<noon>midi|minuit)\b(?:\s+(?P<nhalf>et demie?|trente))?"
)
_BETWEEN = re.compile(r"\s*(?:[-/]+|a|au|jusqu'a|et)\s*")
_BARE_START = re.compile(r"(?:\bde\s+)?(?<![\d/:])(?P<hour>\d{1,2})\s*(?:a|-)\s*$")


@dataclass(frozen=True, slots=True)
class HoursFound:
    """A time of day, or a span of one: ``source[start:end]`` reads from ``begin`` to ``finish``."""

    start: int
    end: int
    text: str
    begin: time
    finish: time | None = None


def find_hours(text: str) -> list[HoursFound]:
    """Every hour or span of hours of ``text``, in order."""
    folded = fold(text)
    clocks = [(m.start(), m.end(), value) for m in _CLOCK.finditer(folded) if (value := _value(m)) is not None]
    found, index = [], 0
    while index < len(clocks):
        start, end, begin = clocks[index]
        finish = None
        if (
            index + 1 < len(clocks)
            and _BETWEEN.fullmatch(folded[end : clocks[index + 1][0]])
            and clocks[index + 1][2] > begin
        ):
            end, finish = clocks[index + 1][1:]
            index += 1
        elif (bare := _BARE_START.search(folded[:start])) and int(bare["hour"]) < begin.hour:
            start, begin, finish = bare.start("hour"), time(int(bare["hour"])), begin
        found.append(HoursFound(start, end, text[start:end], begin, finish))
        index += 1
    return found


def _value(match: re.Match[str]) -> time | None:
    if match["noon"]:
        return time(12 if match["noon"] == "midi" else 0, 30 if match["nhalf"] else 0)
    if match["chour"]:
        return time(int(match["chour"]), int(match["cminute"]))
    hour = int(match["hour"]) if match["hour"] else cardinal(match["words"])
    minute = 30 if match["half"] else int(match["minute"]) if match["minute"] else 0
    if match["mwords"]:
        minute = cardinal(match["mwords"]) or 0
    if hour is None or hour > 23 or minute > 59:
        return None
    return time(hour, minute)
