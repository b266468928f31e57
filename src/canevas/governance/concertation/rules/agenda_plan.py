"""An agenda made of the outline of a body, and what keeps its order."""
from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from canevas.governance.concertation.rules.outline import Section, SectionKind

_MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
           "décembre")
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Earlier:
    """A session held before, of the same body and stage.

    ``circulated``: its minutes are before the members. ``adopted``: they were adopted, here or by what later minutes
    say. ``lived``: its life was followed here; others came in from files, whose adoption is often written nowhere.
    """

    key: int
    day: date
    circulated: bool
    adopted: bool
    lived: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """One item of an agenda to be. ``adopts``: the key of the session whose minutes it adopts."""

    kind: SectionKind
    title: str
    adopts: int | None = None


def awaiting_adoption(earlier: Iterable[Earlier]) -> list[Earlier]:
    """The sessions whose minutes are to be adopted at the next one, the oldest first.

    Everything up to the last adopted minutes is settled. Of those after it, all that lived here are due; where nothing
    is known to have been adopted, minutes that came in from files are old papers, of which only the last is due.
    """
    held = sorted(earlier, key=lambda one: (one.day, one.key))
    last = max((place for place, one in enumerate(held) if one.adopted), default=-1)
    due = [one for one in held[last + 1:] if one.circulated or one.lived]
    if last >= 0:
        return due
    return [one for one in due if one.lived or one is due[-1]]


def said_day(day: date) -> str:
    """« mardi 17 mai 2022 », whatever language the screen speaks: it is the text of a document."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{_DAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def adoption_title(title: str, day: date) -> str:
    """The title of the outline with the day in its place; at its end where it has none."""
    return title.replace("{date}", said_day(day)) if "{date}" in title else f"{title} ({said_day(day)})"


def planned_items(sections: Sequence[Section], due: Sequence[Earlier], open_actions: int) -> list[Planned]:
    """The agenda that an outline gives.

    One line for each set of minutes to adopt and none where there is nothing to adopt; no review of actions where none
    is open; a free section without a title is only a place.
    """
    out: list[Planned] = []
    for section in sections:
        if section.kind is SectionKind.ADOPTION:
            out += [Planned(section.kind, adoption_title(section.title, one.day), one.key) for one in due]
        elif section.title and (section.kind is not SectionKind.REVIEW or open_actions):
            out.append(Planned(section.kind, section.title))
    return out


def place_of_new(kinds: Sequence[str], sections: Sequence[Section]) -> int:
    """Where (from 0) a new point goes among items of these kinds: after the last free one; without one, before the
    first of the kinds that close the agenda in the outline."""
    free = [place for place, kind in enumerate(kinds) if kind == SectionKind.FREE]
    if free:
        return free[-1] + 1
    order = [section.kind for section in sections]
    after = order[order.index(SectionKind.FREE) + 1:] if SectionKind.FREE in order else [
        SectionKind.MISCELLANEOUS, SectionKind.RECOMMENDATIONS]
    return next((place for place, kind in enumerate(kinds) if kind in {str(one) for one in after}), len(kinds))


def ordered(asked: Sequence[str], kinds: dict[str, str]) -> list[str]:
    """``asked`` (ids in the order wanted) with the adoption of minutes first, in the order in which they were.

    Raises ``ValueError`` where ``asked`` does not name exactly the items of ``kinds``.
    """
    if len(asked) != len(kinds) or set(asked) != set(kinds):
        raise ValueError("other items")
    first = [one for one in kinds if kinds[one] == SectionKind.ADOPTION]
    return first + [one for one in asked if kinds[one] != SectionKind.ADOPTION]


def moved(order: Sequence[str], one: str, by: int, pinned: Collection[str]) -> list[str]:
    """``order`` with ``one`` moved by so many places, never before the ``pinned`` that stand first."""
    if one in pinned:
        return list(order)
    rest = [other for other in order if other != one]
    place = min(max(order.index(one) + by, sum(other in pinned for other in rest)), len(rest))
    return [*rest[:place], one, *rest[place:]]


def agenda_mark(items: Iterable[tuple[str, str, str]]) -> str:
    """What an agenda looked like to somebody: of (id, number, title) of each item in order. Another mark when it is
    saved means that somebody else changed it meanwhile."""
    text = "\x1f".join("\x1e".join(item) for item in items)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
