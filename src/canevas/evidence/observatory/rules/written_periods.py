"""Periods as people write them into a page: "octobre 2026", "T3 2026", "10/2026", or as ISO 8601 writes them."""
from __future__ import annotations

from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.written_times import read_time
from canevas.evidence.observatory.rules.periods import Period, read_period
from canevas.tools.text.normalise import fold


def read_written_period(text: str) -> Period:
    """The period that a text names; ``ValueError`` where it names none, or less than one (a month of no year)."""
    try:
        return read_period(text.strip().upper())
    except ValueError:
        said = read_time(fold(text), Habit())
        if said is None:
            raise
        return read_period(said.code)
