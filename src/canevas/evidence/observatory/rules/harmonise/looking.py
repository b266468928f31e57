"""What the cells of a column are, before one asks what they mean: distinct values, kinds, what recognises them."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.levels import named
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.ages import code_age, find_age
from canevas.evidence.observatory.rules.harmonise.values.coded import EXACT, is_total, missing
from canevas.evidence.observatory.rules.harmonise.values.figures import read_figure
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.lists import LISTS, in_two_languages, sure_direction
from canevas.evidence.observatory.rules.harmonise.values.places import LEVELS
from canevas.evidence.observatory.rules.harmonise.values.times import code_time
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import form

_ANY_YEAR = Habit(year=2000, month="2000-01")  # of which days without theirs are looked at
SAMPLE = 60
"""How many of the most common values are looked at to recognise a column."""
_YEARS = re.compile(r"^(?:19|20)\d\d ?[-–/ ] ?(?:19|20)\d\d$")
"""A school year: as many figures as a telephone."""
_PHONE = re.compile(r"^(?:\+|00)?(?:227[ .-]?)?(?:\d[ .-]?){8,12}$")
_PCODE = re.compile(r"^[A-Z]{2,3}((?:\d{3}){1,3})$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", re.IGNORECASE)
_CODE = re.compile(r"^(?=.*\d)[A-Za-z]{0,8}[-_/ ]?[\w\-/]{1,40}$")
PARTS = (Meaning.YEAR, Meaning.QUARTER, Meaning.MONTH, Meaning.WEEK, Meaning.AS_OF)
"""Times of one shape."""
_SHAPES = {
    Meaning.YEAR: re.compile(r"\d{4}\*?"),
    Meaning.QUARTER: re.compile(r"(?:\d{4}|-)-Q\d"),
    Meaning.MONTH: re.compile(r"(?:\d{4}|-)-\d\d"),
    Meaning.WEEK: re.compile(r"(?:\d{4}|-)-W\d\d"),
    Meaning.AS_OF: re.compile(r"\d{4}-\d\d-\d\d"),
    Meaning.PERIOD: re.compile(r".+/.+"),  # from a day to another
}
GENERIC = (
    Meaning.SEX,
    Meaning.AGE_GROUP,
    Meaning.DIRECTION,
    Meaning.POPULATION_GROUP,
    Meaning.TRANSPORT,
    Meaning.VULNERABILITY,
    Meaning.REASON,
    Meaning.EVENT,
    Meaning.ACTIVITY,
)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """The cells of a column. Shares are of the cells that say something; ``intervals`` are texts too, for "12-17" is
    a figure under a heading of figures alone."""

    counts: Mapping[Value, int]
    filled: int
    numbers: float
    days: float
    texts: float
    intervals: float
    said: tuple[tuple[Value, int], ...]  # the most common values that say something


class Column:
    """The cells of one column of a table, looked at once."""

    def __init__(self, cells: Sequence[Value], vocabulary: Vocabulary) -> None:
        self.cells = cells
        self._vocabulary = vocabulary
        self.counts: Counter[Value] = Counter(cells)

    @cached_property
    def profile(self) -> Profile:
        words = self._vocabulary.figures
        kinds: Counter[str] = Counter()
        intervals = 0
        said: list[tuple[Value, int]] = []
        for value, count in self.counts.most_common():
            if value is None or (isinstance(value, str) and missing(value, words) is not None):
                continue
            kind = "text"
            if isinstance(value, int | float) and not isinstance(value, bool):
                kind = "number"
            elif isinstance(value, date | datetime):
                kind = "day"
            elif (
                isinstance(value, str)
                and (figure := read_figure(value))
                and not figure.why
                and figure.value is not None
            ):
                kind = "number"
            elif isinstance(value, str) and read_figure(value, intervals=True).upper is not None:
                intervals += count
            kinds[kind] += count
            if len(said) < SAMPLE:
                said.append((value, count))
        filled = sum(kinds.values())
        share = {kind: number / filled for kind, number in kinds.items()} if filled else {}
        return Profile(
            self.counts,
            filled,
            share.get("number", 0.0),
            share.get("day", 0.0),
            share.get("text", 0.0),
            intervals / filled if filled else 0.0,
            tuple(said),
        )

    @property
    def is_empty(self) -> bool:
        return self.profile.filled == 0

    def recognised(self, meaning: Meaning) -> float:
        """The share of the common values that are exactly known to be of this meaning."""
        known = _RECOGNISERS.get(meaning)
        if known is None or not self.profile.said:
            return 0.0
        good = total = 0
        for value, count in self.profile.said:
            if is_total(value, self._vocabulary.figures):
                continue
            total += count
            good += count * known(value, self._vocabulary)
        return good / total if total else 0.0

    def share_of(self, meaning: Meaning, texts: Sequence[str]) -> float:
        """The share of ``texts`` that are exactly known to be of this meaning."""
        known = _RECOGNISERS.get(meaning)
        return sum(known(text, self._vocabulary) for text in texts) / len(texts) if known and texts else 0.0

    def level_of_codes(self) -> Meaning | None:
        """The level of territory of a column of P-codes; ``None`` for another column."""
        found = [match for value, _count in self.profile.said if (match := _PCODE.match(_text(value).strip()))]
        lengths = {len(match[1]) for match in found}
        if not found or len(found) < 0.8 * len(self.profile.said) or len(lengths) > 1:
            return None
        return {3: Meaning.REGION, 6: Meaning.DEPARTMENT, 9: Meaning.COMMUNE}[lengths.pop()]

    def are_shares(self) -> bool:
        """Whether most cells are written with a per cent sign."""
        said = self.profile.said
        return sum(_text(value).rstrip().endswith("%") for value, _count in said) > 0.6 * len(said)

    def rising(self) -> bool:
        """1, 2, 3…: numbers of rows."""
        first = [value for value in self.cells if value is not None][:50]
        numbers = [int(value) for value in first if (isinstance(value, int | float) and math.isfinite(value))
                   or (isinstance(value, str) and value.strip().isdecimal())]
        return len(numbers) == len(first) >= 3 and all(right == left + 1 for left, right in itertools.pairwise(numbers))

    def all_different(self) -> bool:
        return bool(
            self.profile.filled > 3
            and len([v for v in self.counts if v is not None])
            == sum(count for value, count in self.counts.items() if value is not None)
        )

    def all_numbers(self) -> list[float]:
        """The figures among the distinct values, those written as text too."""
        out = []
        for value in self.counts:
            if isinstance(value, int | float) and not isinstance(value, bool):
                out.append(float(value))
            elif isinstance(value, str) and (figure := read_figure(value)).value is not None:
                out.append(figure.value or 0.0)
        return out


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _country(value: Value, vocabulary: Vocabulary) -> bool:
    text = _text(value)
    return bool(text) and (
        vocabulary.figures.country_index.exact(text) is not None or form(text) in vocabulary.figures.others
    )


def _place(meaning: Meaning) -> Callable[[Value, Vocabulary], bool]:
    def known(value: Value, vocabulary: Vocabulary) -> bool:
        text, level = named(_text(value))
        if level and level not in LEVELS[meaning] and meaning is not Meaning.FLOW_POINT:
            return False
        return bool(text) and (
            vocabulary.place_index.exact(text, LEVELS[meaning]) is not None
            or vocabulary.place_index.qualified(text, LEVELS[meaning]) is not None
        )

    return known


def _flow_point(value: Value, vocabulary: Vocabulary) -> bool:
    return bool(_text(value)) and vocabulary.figures.flow_point_index.exact(_text(value)) is not None


def _listed(name: str) -> Callable[[Value, Vocabulary], bool]:
    def known(value: Value, vocabulary: Vocabulary) -> bool:
        index, text = vocabulary.figures.index(name), _text(value)
        return bool(text) and (index.exact(text) or in_two_languages(index, text)) is not None

    return known


def _direction(value: Value, vocabulary: Vocabulary) -> bool:
    words = vocabulary.figures
    return _listed(LISTS[Meaning.DIRECTION])(value, vocabulary) or bool(sure_direction(_text(value), words))


def _age(value: Value, vocabulary: Vocabulary) -> bool:
    text = _text(value)
    return bool(text) and (find_age(text) is not None or code_age(text, vocabulary.figures).confidence == EXACT)


def _time(value: Value, vocabulary: Vocabulary) -> bool:
    if isinstance(value, date | datetime):
        return True
    return bool(_text(value)) and bool(code_time(value, Meaning.DATE, vocabulary.figures, _ANY_YEAR).code)


def _part(meaning: Meaning) -> Callable[[Value, Vocabulary], bool]:
    def known(value: Value, vocabulary: Vocabulary) -> bool:
        return bool(_SHAPES[meaning].fullmatch(code_time(value, meaning, vocabulary.figures, Habit()).code))

    return known


def _organisation(value: Value, vocabulary: Vocabulary) -> bool:
    text = _text(value)
    found = vocabulary.match_organisation(text) if 1 < len(text) < 80 else []
    return bool(found) and found[0].score >= 0.9


def _person(value: Value, vocabulary: Vocabulary) -> bool:
    text = str(value).strip()
    if _YEARS.match(text) or code_time(text, Meaning.DATE, vocabulary.figures, Habit()).code:
        return False
    return bool(_EMAIL.match(text) or (_PHONE.match(text) and sum(map(str.isdigit, text)) >= 8))


def _code(value: Value, _vocabulary: Vocabulary) -> bool:
    return bool(_CODE.match(_text(value).strip()))


_RECOGNISERS: dict[Meaning, Callable[[Value, Vocabulary], bool]] = {
    Meaning.COUNTRY: _country,
    Meaning.FLOW_POINT: _flow_point,
    Meaning.AGE_GROUP: _age,
    Meaning.DATE: _time,
    Meaning.ORGANISATION: _organisation,
    Meaning.PERSON: _person,
    Meaning.IDENTIFIER: _code,
    **{
        meaning: _place(meaning)
        for meaning in (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY, Meaning.PLACE)
    },
    **{meaning: _listed(name) for meaning, name in LISTS.items()},
    **{meaning: _part(meaning) for meaning in (*PARTS, Meaning.PERIOD)},
    Meaning.DIRECTION: _direction,
}
