"""How far a recommendation is: what may be reported, when it is late, when a report is awaited. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from canevas.tools.text.links import clean_link
from canevas.tools.text.sentences import say


class Reporter(StrEnum):
    """Who reports: they may bring a recommendation to different states."""

    FOLLOWER = "follower"
    """Who follows what the body recommended: the secretariat, the rapporteur."""
    ANSWERER = "answerer"
    """Who speaks for an organisation that answers for it."""
    REGION = "region"
    """Who speaks for an organisation of a region, of what is recommended to all regions: of that region's part."""


OPEN, IN_PROGRESS, DONE, ABANDONED = "open", "in_progress", "done", "abandoned"
UNFINISHED = (OPEN, IN_PROGRESS)
MAY_SET: dict[Reporter, tuple[str, ...]] = {
    Reporter.FOLLOWER: (OPEN, IN_PROGRESS, DONE, ABANDONED), Reporter.ANSWERER: (IN_PROGRESS, DONE),
    Reporter.REGION: (OPEN, IN_PROGRESS, DONE)}
LONGEST_TEXT, LONGEST_LINK = 4000, 500
REPORT_EVERY = timedelta(days=90)
"""A recommendation that is not finished awaits a report where none came for so long: a quarter."""


class ReportRefused(ValueError):  # noqa: N818 (said to the person, who reports again)
    """A report that cannot stand; ``str()`` is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Report:
    status: str
    percent: int | None = None
    text: str = ""
    link: str = ""


def clean_report(status: str, percent: int | None, text: str, link: str, *, current: str, reporter: Reporter,
                 has_file: bool) -> Report:
    """The report as it is kept. ``current``: the state today, which ``status`` "" leaves as it is.

    Raises :class:`ReportRefused` for a state that ``reporter`` may not set, a share beyond 0 to 100, a link that is
    none, or nothing at all.
    """
    text = text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_TEXT]
    kept = clean_link(link, LONGEST_LINK)
    if kept is None:
        raise ReportRefused(say("This link cannot be followed: it begins with https:// or http:// and has at most "
                                "%(count)s characters.", count=LONGEST_LINK))
    if percent is not None and not 0 <= percent <= 100:
        raise ReportRefused(say("The share done is a number from 0 to 100."))
    status = status or current
    if status != current and status not in MAY_SET[reporter]:
        raise ReportRefused(say("Only those who follow the recommendations of the body may set this state."))
    if status == current and percent is None and not (text or kept or has_file):
        raise ReportRefused(say("Nothing was reported: choose another state, write a word or a share, or add a file or "
                                "a link."))
    return Report(status, percent, text, kept)


@dataclass(frozen=True, slots=True)
class Late:
    """``days`` since ``due``; ``what`` is the milestone that was missed, "" where it is the deadline."""

    days: int
    due: date
    what: str = ""


def lateness(status: str, deadline: date | None, steps: Iterable[tuple[str, date | None, date | None]],
             today: date) -> Late | None:
    """How late it is, by its deadline first, else by the milestone that was missed longest ago. ``steps``: label, day
    and day on which it was reached. Never written down: worked out each day."""
    if status not in UNFINISHED:
        return None
    if deadline is not None and deadline < today:
        return Late((today - deadline).days, deadline)
    missed = sorted((due, label) for label, due, reached in steps if due is not None and due < today and not reached)
    return Late((today - missed[0][0]).days, *missed[0]) if missed else None


def share_of_target(baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> float | None:
    """How much of the way from ``baseline`` (0 where none) to ``target`` is done, 0 to 1 and beyond; None where it
    cannot be said."""
    start = baseline or Decimal(0)
    if target is None or value is None or target == start:
        return None
    return float((value - start) / (target - start))


def awaits_since(last: date | None, today: date) -> bool:
    """Whether a report is awaited where the ``last`` came on that day."""
    return last is None or last < today - REPORT_EVERY
