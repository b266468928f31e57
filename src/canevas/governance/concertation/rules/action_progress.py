"""What may be reported of an action, and what it changes."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from canevas.tools.text.links import clean_link
from canevas.tools.text.sentences import say


class Reporter(StrEnum):
    """Who reports: they may bring an action to different states."""

    FOLLOWER = "follower"
    """Who follows the actions of the body: the secretariat, the rapporteur."""
    ANSWERER = "answerer"
    """Who speaks for an organisation that owes the action."""


OPEN, IN_PROGRESS, DONE, CANCELLED = "open", "in_progress", "done", "cancelled"
MAY_SET: dict[Reporter, tuple[str, ...]] = {
    Reporter.FOLLOWER: (OPEN, IN_PROGRESS, DONE, CANCELLED),
    Reporter.ANSWERER: (IN_PROGRESS, DONE),
}
LONGEST_NOTE, LONGEST_LINK = 2000, 500


class ReportRefused(ValueError):  # noqa: N818 (said to the person, who reports again)
    """A report that cannot stand; ``str()`` is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class Report:
    """``status`` "" leaves the state as it is."""

    status: str = ""
    note: str = ""
    link: str = ""


def clean_report(status: str, note: str, link: str, *, current: str, reporter: Reporter, has_file: bool) -> Report:
    """The report as it is kept. ``current``: the state of the action, which a report need not repeat.

    Raises :class:`ReportRefused` for a state that ``reporter`` may not set, a link that is none, or nothing at all.
    """
    note = note.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_NOTE]
    link = _clean_link(link)
    status = "" if status == current else status
    if status and status not in MAY_SET[reporter]:
        raise ReportRefused(say("Only those who follow the actions of the body may set this state."))
    if not (status or note or link or has_file):
        raise ReportRefused(say("Nothing was reported: choose another state, write a word, or add a file or a link."))
    return Report(status, note, link)


def shows_nothing(status: str, note: str, link: str, *, has_file: bool) -> bool:
    """Whether something is said to be done without a word or an evidence: asked about once, never refused."""
    return status == DONE and not (note.strip() or link.strip() or has_file)


def _clean_link(link: str) -> str:
    kept = clean_link(link, LONGEST_LINK)
    if kept is None:
        raise ReportRefused(say("This link cannot be followed: it begins with https:// or http:// and has at most "
                                "%(count)s characters.", count=LONGEST_LINK))
    return kept


def last_standing(statuses: Sequence[str], first: str = OPEN) -> str:
    """The state that reports which stand (in order, "" where a report changed none) leave an action in."""
    return next((status for status in reversed(statuses) if status), first)
