"""Regular work: what is to be done every week or every hour, by whom it is told, and which period it is the turn of.

The rooms above offer theirs from ``AppConfig.ready``, named by path because a room is made ready before its models::

    every("reminders", "canevas.governance.concertation.queries.reminders.when", "….operations.reminding.send_due")

``when`` names a function that gives a :class:`Weekly`, an :class:`Each` or ``None`` (not now); ``path`` one that does
the work of a period, a text such as "2026-W47". The same period is done once, whatever is restarted; periods that were
missed while nothing ran are made up for once, by the last of them.
"""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol


class When(Protocol):
    def period(self, now: datetime) -> str:
        """The last period that has begun at ``now`` (with its zone)."""


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week from an hour on; ``weekday`` 0 is Monday. Another day of the same week is the same period."""

    weekday: int
    hour: int

    def period(self, now: datetime) -> str:
        return self._moment(now).strftime("%G-W%V")

    def _moment(self, now: datetime) -> datetime:
        day = now.date() - timedelta(days=(now.weekday() - self.weekday) % 7)
        moment = datetime.combine(day, time(self.hour), now.tzinfo)
        return moment if moment <= now else moment - timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Each:
    """Every so many minutes (a divisor of 60)."""

    minutes: int

    def period(self, now: datetime) -> str:
        return f"{now:%Y-%m-%dT%H}:{now.minute // self.minutes * self.minutes:02d}{now:%z}"


@dataclass(frozen=True, slots=True)
class Regular:
    name: str
    when: str
    path: str


_REGULAR: dict[str, Regular] = {}


def every(name: str, when: str, path: str) -> None:
    """Offer regular work; offering the same name again replaces it."""
    _REGULAR[name] = Regular(name, when, path)


def regular_work() -> list[Regular]:
    return list(_REGULAR.values())
