"""The entries of the words of figures: countries, code lists, headings, flow points."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from canevas.tools.vocabulary.entries import Code, Entry, Words


class CountryWords(Entry):
    """Words for a country beside its names of ISO 3166-1: ``code`` is its alpha-3. ``asked`` may mean it."""

    code: Code = Field(pattern="^[A-Z]{3}$")
    people: tuple[Words, ...] = ()
    aliases: tuple[Words, ...] = ()
    former: tuple[Words, ...] = ()
    asked: tuple[Words, ...] = ()


class CodeEntry(Entry):
    """A code of a list. ``words`` mean it, ``asked`` may mean it, ``sure`` say it even where ``words`` are asked
    (a direction with its country)."""

    code: Code
    name: Words
    words: tuple[Words, ...] = ()
    asked: tuple[Words, ...] = ()
    sure: tuple[Words, ...] = ()


class CodeListEntry(Entry):
    """The codes of one breakdown; ``list`` is the meaning's name."""

    code: Code = Field(alias="list")
    codes: tuple[CodeEntry, ...] = Field(min_length=1)


class HeadingEntry(Entry):
    """What headings say of one meaning: phrases that say it, phrases that may (``weak``), HXL tags."""

    code: Code
    words: tuple[Words, ...] = Field(min_length=1)
    weak: tuple[Words, ...] = ()
    hxl: tuple[Words, ...] = ()


class FlowPointEntry(Entry):
    """A point where flows are watched: ``code`` is the P-code of its place, ``toward`` the country (alpha-3) that its
    road leads to, ``bypasses`` the ways by which it is avoided, ``opened`` and ``closed`` the first and the last day on
    which it was watched, where they are known."""

    code: Code
    name: Words
    aliases: tuple[Words, ...] = ()
    toward: str = Field(default="", pattern="^([A-Z]{3})?$")
    opened: date | None = None
    closed: date | None = None
    bypasses: tuple[Words, ...] = ()


class WordsEntry(Entry):
    """Words around figures: for what is missing, for all together, for shares; ``subjects``: what a title is about;
    ``things``: what people have and are not."""

    missing: tuple[Words, ...]
    total: tuple[Words, ...]
    others: tuple[Words, ...]
    subjects: dict[str, tuple[Words, ...]]
    fillers: tuple[Words, ...]
    percent: tuple[Words, ...]
    measures: tuple[Words, ...]
    things: tuple[Words, ...] = ()
    abbreviations: dict[str, Words]
