"""Whether a file is the version that it says it is, and else the first thing that differs, in sentences."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from canevas.governance.syntheses.rules.table import Column, Line, Place, Row, Section, Table
from canevas.governance.syntheses.rules.table.places import TEXT, places
from canevas.tools.text.sentences import say

SHOWN = 160


class Standing(StrEnum):
    CONFIRMED = "confirmed"
    """Its texts make its digest, and the register has that version with that digest."""
    ALONE = "alone"
    """Its texts make its digest; the register at hand does not know the synthesis."""
    ALTERED = "altered"
    UNSEALED = "unsealed"
    """It went out while it was being written: there is nothing to compare it with."""
    FOREIGN = "foreign"
    """No file of a synthesis."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``what`` names the version that the file claims to be, ``sentence`` says what was found; ``difference`` is the
    first thing that differs, "" where nothing does or it cannot be told."""

    file: str
    standing: Standing
    sentence: str
    what: str = ""
    difference: str = ""

    @property
    def is_intact(self) -> bool:
        return self.standing in (Standing.CONFIRMED, Standing.ALONE)


def same_words(one: Table, other: Table) -> bool:
    """Whether two tables say the same under the same identifiers."""
    return first_difference(one, other) == ""


def first_difference(known: Table, found: Table) -> str:
    """The first thing in which ``found`` is not ``known``, in the order of the document; "" where nothing is."""
    before, after = list(_walk(known)), list(_walk(found))
    for was, is_now in zip_longest(before, after):
        if was == is_now:
            continue
        if was is None:
            return _added(*is_now)
        if is_now is None:
            return _missing(*was)
        return _difference(was, is_now, {text for _place, text in before}, {text for _place, text in after})
    return say("lines or rows bear other identifiers than those of the register.") if _names(known) != _names(
        found) else ""


def _difference(was: tuple[str, str], found: tuple[str, str], known: set[str], there: set[str]) -> str:
    (place, text), (other_place, other) = was, found
    if text == other:
        return say("the text “%(text)s” stands elsewhere (%(place)s instead of %(before)s).", text=shortened(text),
                   place=other_place, before=place)
    if text not in there and other not in known:
        return say("%(place)s says “%(now)s” instead of “%(before)s”.", place=place[:1].upper() + place[1:],
                   now=shortened(other), before=shortened(text))
    if text not in there:
        return _missing(place, text)
    if other not in known:
        return _added(other_place, other)
    return say("the order is another: “%(now)s” stands where “%(before)s” stood (%(place)s).", now=shortened(other),
               before=shortened(text), place=place)


def _added(place: str, text: str) -> str:
    return say("the text “%(text)s” was added (%(place)s).", text=shortened(text), place=place)


def _missing(place: str, text: str) -> str:
    return say("the text “%(text)s” is missing (%(place)s).", text=shortened(text), place=place)


def _walk(table: Table) -> Iterator[tuple[str, str]]:
    """Every text with its place in words, bands too."""
    told = {line.uid: place_words(place) for line, place in places(table)}
    for number, line in enumerate(table.before, 1):
        yield say("paragraph %(number)d of the text", number=number), line.text
    for section in table.sections:
        yield say("bands"), section.title
        for block in section.blocks:
            yield told[block.challenge.uid], block.challenge.text
            for row in block.rows:
                for line in (*row.priorities, *row.strategies, *row.responsible):
                    yield told[line.uid], line.text
    for number, line in enumerate(table.after, len(table.before) + 1):
        yield say("paragraph %(number)d of the text", number=number), line.text


def _names(table: Table) -> list[str]:
    return [line.uid for line in table.lines] + [row.uid for one in table.sections for _block, row in one.rows]


def place_words(place: Place) -> str:
    """« axe 2, ligne 3, stratégies, alinéa 1 »."""
    if place.section == TEXT:
        return say("paragraph %(number)d of the text", number=place.line)
    section = say("general recommendations") if place.section == "general" else say(
        "axis %(number)s", number=place.section.removeprefix("axis "))
    names = {Column.CHALLENGE: say("challenge"), Column.PRIORITIES: say("priorities"),
             Column.STRATEGIES: say("strategies"), Column.RESPONSIBLE: say("those concerned")}
    column = names[place.column] if place.column else ""
    return say("%(section)s, row %(row)d, %(column)s, line %(line)d", section=section, row=place.row, column=column,
               line=place.line)


def tampering(kind: str, text: str, row: int) -> str:
    """What somebody did to a file, as ``export.rebuilding`` found it."""
    words = {"text": shortened(" ".join(text.split())), "where": say(
        " (row %(row)d of the table)", row=row) if row else ""}
    sentences = {
        "no-plan": say("the properties that describe its table are missing or damaged."),
        "tracked": say("it holds marked changes, first in “%(text)s”%(where)s.", **words),
        "added": say("the text “%(text)s” was added%(where)s.", **words),
        "joined": say("several lines became one: “%(text)s”%(where)s.", **words),
        "picture": say("a picture or an object was added near “%(text)s”.", **words),
        "hidden": say("words are hidden or struck through: “%(text)s”.", **words),
        "header": say("the header of the table says “%(text)s”.", **words),
        "layout": say("the layout of the table was changed%(where)s: “%(text)s”.", **words),
        "head": say("the title, the letterhead or the line that says which version it is was changed; expected: "
                    "“%(text)s”.", **words),
        "band": say("the band “%(text)s” is not the one that stood there.", **words),
        "band-gone": say("the band “%(text)s” is missing.", **words),
    }
    return sentences[kind]


def shortened(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(None, 1)[0]} …"


def with_texts(table: Table, change: Callable[[str], str]) -> Table:
    """``table`` with ``change(text)`` for every text: what a file can hold of it."""

    def line(one: Line) -> Line:
        return Line(one.uid, change(one.text))

    def row(one: Row) -> Row:
        return Row(one.uid, tuple(map(line, one.priorities)), tuple(map(line, one.strategies)),
                   tuple(map(line, one.responsible)))

    def section(one: Section) -> Section:
        return replace(one, blocks=tuple(replace(block, challenge=line(block.challenge),
                                                 rows=tuple(map(row, block.rows))) for block in one.blocks))

    return Table(tuple(map(section, table.sections)), tuple(map(line, table.before)), tuple(map(line, table.after)))
