"""The entries of a vocabulary, as its files give them: typed, frozen, checked when they are read."""
from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


Degrees = Annotated[float | None, BeforeValidator(_blank_is_none)]
Code = Annotated[str, Field(min_length=1, max_length=60)]
Words = Annotated[str, Field(min_length=1, max_length=300)]


class Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class TerritoryEntry(Entry):
    """``name`` as its source writes it, ``label`` as the screen shows it. Level: 0 country, 1 region, 2 department,
    3 commune, 4 locality. ``lat``, ``lon``: WGS 84, degrees."""

    pcode: Code
    level: int = Field(ge=0, le=4)
    name: Words
    label: str = ""
    parent: str = ""
    country: str = Field(default="", max_length=2)
    lat: Degrees = Field(default=None, ge=-90, le=90)
    lon: Degrees = Field(default=None, ge=-180, le=180)
    iso: str = ""
    aliases: tuple[Words, ...] = ()
    former: tuple[Words, ...] = ()
    old_codes: tuple[Code, ...] = ()
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def code(self) -> str:
        return self.pcode

    @property
    def shown(self) -> str:
        return self.label or self.name


class TerritorySpellings(Entry):
    """One entry of ``territory_aliases.yaml``."""

    pcode: Code
    label: str = ""
    iso: str = ""
    aliases: tuple[Words, ...] = ()
    former: tuple[Words, ...] = ()


class TerritoryAliases(Entry):
    """The whole of ``territory_aliases.yaml``: old prefixes with the present ones, words to read with
    care, spellings."""

    old_prefixes: dict[str, str] = Field(default_factory=dict)
    common_words: tuple[Words, ...] = ()
    entries: tuple[TerritorySpellings, ...] = ()


class FormerName(Entry):
    """A name of the past, its acronym, and the days (included) between which it was borne, where known."""

    text: Words
    acronym: str = ""
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="to")


class KindEntry(Entry):
    """A kind of organisation, with its word on screen."""

    code: Code
    name: Words


class OrganisationEntry(Entry):
    """A structure: ``kind`` is a code of ``organisation_kinds.yaml``, ``parent`` a code of another organisation."""

    code: Code
    name: Words
    kind: Code
    parent: str = ""
    region: str = ""
    acronyms: tuple[Words, ...] = ()
    aliases: tuple[Words, ...] = ()
    former: tuple[FormerName, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


class BodyEntry(Entry):
    """A body that meets. ``each: region`` makes one of it for every region, ``{region}`` being its name in the texts
    and its label without accents in the code."""

    code: Code
    name: Words
    kind: Code
    short: str = ""
    """How minutes write it ("GTM-Tahoua"); the code where nothing else is said."""
    parent: str = ""
    region: str = ""
    each: str = Field(default="", pattern="^(region)?$")
    aliases: tuple[Words, ...] = ()


class QuantifierEntry(Entry):
    """Words that stand for many: ``*`` is every region.

    Who owes what is asked of them: organisations of these ``kinds``, whose name begins with one of ``begins``, these
    ``organisations`` and their parts; with ``members``, the members of the body that asked it.
    """

    code: Code
    name: Words
    applies_to: str = Field(pattern="^(territories|organisations)$")
    aliases: tuple[Words, ...] = ()
    kinds: tuple[Code, ...] = ()
    organisations: tuple[Code, ...] = ()
    begins: tuple[Words, ...] = ()
    members: bool = False


class SynonymEntry(Entry):
    """Ways to say one thing, by which sentences are compared. ``kind``: ``act``; ``help`` (an act that carries another:
    "renforcer la lutte"); ``indirect`` (one that does not do what it speaks of: "former sur"); ``thing``; ``light``
    (hardly counts). ``against``: codes of what says the contrary; ``part_of``: code of a wider thing."""

    code: Code
    kind: str = Field(pattern="^(act|help|indirect|thing|light)$")
    words: tuple[Words, ...] = Field(min_length=1)
    against: tuple[Code, ...] = ()
    part_of: str = ""


class ObjectiveEntry(Entry):
    """An objective of the framework; ``level`` is ``general`` or ``specific``."""

    code: Code
    level: str = Field(pattern="^(general|specific)$")
    title: Words


class SubProgrammeEntry(Entry):
    """``code`` as printed: "1.1". ``words`` tell it from the others of its axis, beside those of its title."""

    code: Code
    title: Words
    objective: str = ""
    aliases: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()


class ProgrammeEntry(Entry):
    number: int = Field(ge=1)
    title: Words
    objective: str = ""
    aliases: tuple[Words, ...] = ()
    subprogrammes: tuple[SubProgrammeEntry, ...]


class AxisEntry(Entry):
    """``words`` are what recommendations on this axis speak of, beside the words of its titles."""

    number: int = Field(ge=1)
    title: Words
    objective: str = ""
    aliases: tuple[Words, ...] = ()
    words: tuple[Words, ...] = ()
    programmes: tuple[ProgrammeEntry, ...]


class PolicyEntry(Entry):
    """A policy framework, whole: its objectives, then its axes. ``words`` are what recommendations speak of that
    concern all axes: the framework itself and those who run it."""

    code: Code
    name: Words
    valid_from: date | None = None
    valid_to: date | None = None
    objectives: tuple[ObjectiveEntry, ...] = ()
    words: tuple[Words, ...] = ()
    axes: tuple[AxisEntry, ...]
