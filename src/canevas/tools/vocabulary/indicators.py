"""Indicators as data: what is counted, how, from what, for which programme. And the days that break series."""
from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.entries import Code, Entry, Words
from canevas.tools.vocabulary.files import VocabularyError, read_entries, unique

Kind = Literal["movement", "stock", "event", "service"]


class InTwoLanguages(Entry):
    fr: Words
    en: Words


class MeasureEntry(Entry):
    """``take``: ``sum`` adds the figures of the period, ``last`` takes those of the latest day in it (stocks),
    ``count`` counts the facts themselves. ``where`` keeps the figures whose field has one of these codes."""

    kind: Kind
    take: Literal["sum", "last", "count"] = "sum"
    units: tuple[str, ...] = ()
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class IndicatorEntry(Entry):
    """``measure``, divided by ``per`` where it is given, times ``factor``. ``requires`` says in words what sources must
    give; ``breakdowns`` are fields of the common model; ``programme`` is a sub-programme's code of the policy."""

    code: Code
    name: InTwoLanguages
    definition: InTwoLanguages
    unit: Words
    measure: MeasureEntry
    per: MeasureEntry | None = None
    factor: float = 1
    breakdowns: tuple[Words, ...] = ()
    grain: Literal["day", "week", "month", "quarter", "year"] = "month"
    requires: Words
    responsible: str = ""
    programme: str = ""
    asked_by: str = ""  # the recommendation that asks for it, in its own words


class BreakEntry(Entry):
    """``day`` is the first from which figures are not comparable with those before."""

    code: Code
    day: date
    title: InTwoLanguages
    kinds: tuple[Kind, ...] = ()
    place: str = ""
    source: str = ""


@lru_cache
def load_indicators(folder: Path) -> tuple[IndicatorEntry, ...]:
    """The indicators of a country's folder; none where it has no such file. Raises :class:`VocabularyError`."""
    path = folder / "indicators.yaml"
    if not path.exists():
        return ()
    read = read_entries(path, IndicatorEntry)
    for entry, line in read:
        if entry.per is not None and entry.factor <= 0:
            raise VocabularyError(path.name, line, say("the factor of “%(name)s” must be above zero.", name=entry.code))
    return unique(read, path)


@lru_cache
def load_breaks(folder: Path) -> tuple[BreakEntry, ...]:
    """The days that break series, in their order; none where the country has no such file."""
    path = folder / "series_breaks.yaml"
    if not path.exists():
        return ()
    return tuple(sorted(unique(read_entries(path, BreakEntry), path), key=lambda entry: entry.day))
