"""A recipe: what a person decided on how the files of a source are read, as text that can be reviewed.

It is YAML; every scalar is text. ``values`` map what a file writes to a code of the common model ("" where it says that
nothing is known); a name that several places bear maps what the wider place's column writes to the code. See
:mod:`reading_recipes` for how it is read and :mod:`writing_recipes` for how it is written.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import ColumnProposal
from canevas.tools.text.normalise import fold

OPEN = (*TIMES, *FIGURES, Meaning.HOURS_OBSERVED, Meaning.LATITUDE, Meaning.LONGITUDE, Meaning.AGE)
"""Meanings whose values are read each time: nobody lists every day and every number."""
LEFT = (Meaning.IDENTIFIER, Meaning.PERSON, Meaning.COMMENT, Meaning.UNKNOWN, Meaning.SOURCE)
"""Meanings that do not go into the figures."""
CLOSED = (*PLACES, *COUNTRIES, Meaning.SEX, Meaning.AGE_GROUP,
          Meaning.POPULATION_GROUP, Meaning.VULNERABILITY, Meaning.DIRECTION, Meaning.TRANSPORT, Meaning.REASON,
          Meaning.ORGANISATION, Meaning.EVENT, Meaning.ACTIVITY)
"""Meanings of which each value was decided on; a value that was not is new."""
BAND = "(band)"
"""The heading of what rows that hold one text say for those below."""
PERIOD_END = "period-end"
"""Of ``as_of``: each figure was known on the last day of its period."""
Codes = Mapping[str, str | Mapping[str, str]]


class BadRecipe(ValueError):  # noqa: N818 (said to the person, who writes it again)
    """The message names the line and the key."""


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """``read_again``: of ``fixed``, what the heading itself says and another file's heading says otherwise (the month
    of a column of months)."""

    header: str
    meaning: Meaning
    fixed: Mapping[Meaning, str] = field(default_factory=dict)
    unit: str = ""
    read_again: tuple[Meaning, ...] = ()

    def is_like(self, meaning: Meaning, fixed: Mapping[Meaning, str]) -> bool:
        """Whether a column with another heading is one of the same: what is read again may differ, the rest not."""
        rest = {one: code for one, code in fixed.items() if one not in self.read_again}
        own = {one: code for one, code in self.fixed.items() if one not in self.read_again}
        return bool(self.read_again) and meaning is self.meaning and rest == own and all(
            one in fixed for one in self.read_again)


@dataclass(frozen=True, slots=True)
class TableRule:
    """``sheet`` is a pattern ("Données*"); ``from_title`` what the lines above say anew in each file (its month); with
    ``counts_rows`` each row is one."""

    name: str
    columns: tuple[ColumnRule, ...]
    subject: str
    sheet: str = "*"
    fixed: Mapping[Meaning, str] = field(default_factory=dict)
    from_title: tuple[Meaning, ...] = ()
    counts_rows: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """``reference``: the place or country to which "in" and "out" are relative. ``as_of``: a day, ``PERIOD_END`` or
    nothing."""

    name: str
    tables: tuple[TableRule, ...]
    values: Mapping[Meaning, Codes] = field(default_factory=dict)
    reference: str = ""
    definition: str = ""
    coverage: str = ""
    as_of: str = ""
    ignored_sheets: tuple[str, ...] = ()


def key_of(text: str) -> str:
    """What two writings of a value or a heading are compared by: cases, accents and blanks do not count."""
    return fold(text).strip()


def heading(column: ColumnProposal) -> str:
    """What a recipe knows a column by. Texts over groups of rows have no heading in the file."""
    return column.header if column.number else BAND


def occurrences(headers: Iterable[str]) -> list[tuple[str, int]]:
    """Each heading with its rank among those alike: files repeat "Total"."""
    seen: dict[str, int] = {}
    found = []
    for header in headers:
        key = key_of(header)
        seen[key] = seen.get(key, 0) + 1
        found.append((key, seen[key]))
    return found


def direction_is_used(recipe: Recipe) -> bool:
    return any(column.meaning is Meaning.DIRECTION or Meaning.DIRECTION in column.fixed
               for table in recipe.tables for column in table.columns) or any(
        Meaning.DIRECTION in table.fixed for table in recipe.tables)
