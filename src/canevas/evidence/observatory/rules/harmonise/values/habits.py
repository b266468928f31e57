"""How the days of a column are written, from its values and from what stands over its table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.values.coded import (
    EXACT,
)
from canevas.tools.text.normalise import fold

WEEKDAY = r"(?:(?:le )?(?:lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
DAY = re.compile(
    rf"^{WEEKDAY}(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?((?:19|20)\d\d|\d\d)"
    r"(?:[ ,a]+\d{1,2}[:h]\d{0,2}.*)?$"
)
_NO_YEAR = 30
"""Two figures that are no year: nobody reports what has not come yet."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How a column writes days: day first unless a value proves the month first. ``year`` is what titles say."""

    is_month_first: bool = False
    is_proven: bool = False
    is_mixed: bool = False  # some values prove one habit, some the other
    year: int | None = None
    month: str = ""  # "2023-11": that of days by their number alone
    is_year_first: bool = False  # 23/05/31 is the 31st of May of 2023
    carried: float = EXACT  # how sure a month is of the year that the title says
    is_borne_out: bool = True  # something beside the column says that its days come first


def habit_of(values: Iterable[Value], known: Habit = Habit()) -> Habit:
    """The habit that the values of a column prove, beside what its table tells."""
    day_first = month_first = False
    short: list[tuple[int, ...]] = []  # the parts of days whose year has two figures
    firsts, seconds = set(), set()
    for value in values:
        if isinstance(value, str) and (match := DAY.match(fold(value))):
            day_first |= int(match[1]) > 12
            month_first |= int(match[2]) > 12
            firsts.add(int(match[1]))
            seconds.add(int(match[2]))
            if len(match[3]) == 2:
                short.append((int(match[1]), int(match[2]), int(match[3])))
    if _begin_with_the_year(short):
        is_proven = max(last for _first, _second, last in short) >= _NO_YEAR
        return replace(known, is_year_first=True, is_proven=is_proven)
    if known.month and not day_first and not month_first and len(firsts | seconds) > 1:
        # all days lie in the month that the title says, read one way and not the other
        month = {int(known.month[5:])}
        return replace(known, is_month_first=firsts == month, is_proven=(firsts == month) != (seconds == month))
    return replace(known, is_month_first=month_first and not day_first, is_proven=month_first != day_first,
                   is_mixed=month_first and day_first)


def _begin_with_the_year(days: list[tuple[int, ...]]) -> bool:
    """Whether what changes from day to day stands last: 23/05/04, 23/05/19, 23/05/31."""
    if not days or not all(day_of(2000 + first, second, third) for first, second, third in days):
        return False
    firsts, lasts = {first for first, _second, _third in days}, {third for _first, _second, third in days}
    return len(lasts) > len(firsts) and (len(firsts) == 1 or max(lasts) - min(lasts) > max(firsts) - min(firsts))


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
