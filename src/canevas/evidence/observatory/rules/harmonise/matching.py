"""Next month's file beside its recipe: which table and column is which, and what is new. What is new is told, never
guessed."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from canevas.evidence.observatory.rules.harmonise.meanings import TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    SURE,
    ColumnProposal,
    Proposal,
    TableProposal,
    ValueProposal,
)
from canevas.evidence.observatory.rules.harmonise.recipe import (
    CLOSED,
    LEFT,
    Codes,
    ColumnRule,
    Recipe,
    TableRule,
    heading,
    key_of,
    occurrences,
)
from canevas.evidence.observatory.rules.harmonise.values.coded import LONE
from canevas.tools.text.sentences import say

ALIKE = 0.5
"""Of the headings of a table and a rule, the share that they must have in common to be the same table."""


@dataclass(frozen=True, slots=True)
class NewValue:
    header: str
    meaning: Meaning
    value: ValueProposal


@dataclass(frozen=True, slots=True)
class News:
    """What a file has that its recipe does not know. ``moved``: (heading, place before, place now), which is told and
    harms nothing, for columns are known by their headings."""

    came: tuple[ColumnProposal, ...] = ()
    gone: tuple[str, ...] = ()
    moved: tuple[tuple[str, int, int], ...] = ()
    values: tuple[NewValue, ...] = ()
    unknown_tables: tuple[str, ...] = ()
    missing_tables: tuple[str, ...] = ()
    untold: tuple[Meaning, ...] = ()  # what the title says in other files, and not in this one
    doubted: tuple[tuple[Meaning, str], ...] = ()  # what it says in this one so that nobody can be sure, and why

    @property
    def asks(self) -> bool:
        """Whether a person must answer before the file can go in."""
        return bool(self.changes_layout or self.values or self.untold or self.doubted)

    @property
    def changes_layout(self) -> bool:
        """Whether tables or columns came or went."""
        return bool(self.came or self.gone or self.unknown_tables or self.missing_tables)

    def sentences(self) -> list[str]:
        """What is new, one sentence a thing."""
        return list(_sentences(self))


def _sentences(news: News) -> Iterator[str]:
    for sheet in news.missing_tables:
        yield say("The table “%(table)s” of the recipe is not in the file.", table=sheet)
    for sheet in news.unknown_tables:
        yield say("The sheet “%(sheet)s” holds a table that the recipe does not know.", sheet=sheet)
    for column in news.came:
        yield say("The column “%(header)s” is new.", header=column.header)
    for header in news.gone:
        yield say("The column “%(header)s” is gone.", header=header)
    for header, before, now in news.moved:
        yield say("The column “%(header)s” was the %(before)dth and is now the %(now)dth.", header=header,
                  before=before, now=now)
    for new in news.values:
        yield say("“%(value)s” is new in the column “%(header)s”.", value=new.value.raw, header=new.header)
    for meaning in news.untold:
        yield say("The title does not say the %(meaning)s any more.", meaning=str(meaning))
    for meaning, why in news.doubted:
        yield say("What the title says of the %(meaning)s is doubtful: %(why)s", meaning=str(meaning), why=why)


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column of a file, its place (1-based) and what it is. ``fixed``: what its heading says in this file."""

    number: int
    header: str
    rule: ColumnRule
    fixed: Mapping[Meaning, str]


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """``fixed``: what holds for every row of it in this file."""

    rule: TableRule
    proposed: TableProposal
    columns: tuple[PlannedColumn, ...]
    fixed: Mapping[Meaning, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    tables: tuple[PlannedTable, ...]
    news: News


def plan_of(recipe: Recipe, proposal: Proposal) -> Plan:
    """How ``recipe`` reads the file that ``proposal`` was made of."""
    pairs, missing, unknown = _paired(recipe, proposal)
    planned: list[PlannedTable] = []
    found = [_matched(recipe, rule, table, planned) for rule, table in pairs]
    return Plan(tuple(planned), News(
        tuple(one for news in found for one in news.came), tuple(one for news in found for one in news.gone),
        tuple(one for news in found for one in news.moved), tuple(one for news in found for one in news.values),
        tuple(unknown), tuple(missing), tuple(one for news in found for one in news.untold),
        tuple(one for news in found for one in news.doubted)))


def _paired(recipe: Recipe, proposal: Proposal) -> tuple[list[tuple[TableRule, TableProposal]], list[str], list[str]]:
    tables = [table for table in proposal.tables if not any(
        fnmatchcase(key_of(table.layout.sheet), key_of(one)) for one in recipe.ignored_sheets)]
    offers = sorted(((_likeness(rule, table), -position, place) for place, rule in enumerate(recipe.tables)
                     for position, table in enumerate(tables)), reverse=True)
    best = {position: likeness for likeness, position, _place in reversed(offers)}
    taken: dict[int, int] = {}
    for likeness, position, place in offers:
        # of rules that fit a table equally well, one that has none yet
        if likeness >= ALIKE and likeness == best[position] and -position not in taken and place not in taken.values():
            taken[-position] = place
    for likeness, position, place in offers:
        # a recipe of one table reads every table of its kind: a sheet for each month
        if likeness >= ALIKE and -position not in taken:
            taken[-position] = place
    pairs = [(recipe.tables[taken[position]], table) for position, table in enumerate(tables) if position in taken]
    return (pairs, [rule.name for place, rule in enumerate(recipe.tables) if place not in taken.values()],
            [table.layout.sheet for position, table in enumerate(tables) if position not in taken])


def _likeness(rule: TableRule, table: TableProposal) -> float:
    if not fnmatchcase(key_of(table.layout.sheet), key_of(rule.sheet)):
        return 0.0
    known = set(occurrences(column.header for column in rule.columns))
    here = occurrences(heading(column) for column in table.columns)
    told = [key in known or _like(rule, column) is not None for key, column in zip(here, table.columns, strict=True)]
    fixed = {occurrence for occurrence, column in zip(
        occurrences(one.header for one in rule.columns), rule.columns, strict=True) if not column.read_again}
    lacking = len(fixed - set(here))
    return sum(told) / max(len(told) + lacking, 1)


def _like(rule: TableRule, column: ColumnProposal) -> ColumnRule | None:
    """The rule of a column whose heading it does not know; of next months, which somebody confirmed of the months
    before, what only the table speaks against is one too."""
    return next((one for one in rule.columns if one.is_like(column.meaning, column.fixed) and column.confidence >= (
        LONE if one.read_again else SURE)), None)


def _matched(recipe: Recipe, rule: TableRule, table: TableProposal, planned: list[PlannedTable]) -> News:
    known = dict(zip(occurrences(one.header for one in rule.columns), rule.columns, strict=True))
    places = {key: place for place, key in enumerate(known, 1)}
    here = occurrences(heading(column) for column in table.columns)
    columns, came, moved, values = [], [], [], []
    order = [places[key] for key in here if key in places]
    for place, (key, column) in enumerate(zip(here, table.columns, strict=True), 1):
        found = known.get(key) or _like(rule, column)
        if found is None:
            came.append(column)
            continue
        columns.append(PlannedColumn(column.number, heading(column), found, _fixed(found, column)))
        if key in places and order != sorted(order) and places[key] != place:
            moved.append((column.header, places[key], place))
        values += [NewValue(column.header, found.meaning, value) for value in _new_values(recipe, found, column)]
    again = {one.header for one in rule.columns if one.read_again and any(
        column.rule.is_like(one.meaning, one.fixed) for column in columns)}
    gone = [one.header for key, one in known.items() if key not in here and one.header not in again]
    said = {**rule.fixed, **{one: table.fixed[one] for one in rule.from_title if one in table.fixed}}
    planned.append(PlannedTable(rule, table, tuple(columns), said))
    untold = tuple(one for one in rule.from_title if one not in table.fixed)
    doubted = tuple((one, table.facts[one].reason) for one in rule.from_title
                    if one in TIMES and one in table.doubtful)
    return News(tuple(came), tuple(gone), tuple(moved), tuple(values), untold=untold, doubted=doubted)


def _fixed(rule: ColumnRule, column: ColumnProposal) -> dict[Meaning, str]:
    again = {one: column.fixed[one] for one in rule.read_again if one in column.fixed}
    return {**rule.fixed, **again}


def _new_values(recipe: Recipe, rule: ColumnRule, column: ColumnProposal) -> Iterator[ValueProposal]:
    if rule.meaning not in CLOSED or rule.meaning in LEFT:
        return
    known = known_values(recipe.values.get(rule.meaning, {}))
    for value in column.values:
        code = known.get(key_of(value.raw))
        is_nothing = not value.code and value.confidence >= SURE  # "N/A" says that nothing is known, wherever it stands
        is_elsewhere = isinstance(code, Mapping) and value.context not in code and "" not in code
        if not is_nothing and (code is None or is_elsewhere):
            yield value


def known_values(codes: Codes) -> dict[str, str | Mapping[str, str]]:
    """Codes by what values are compared by."""
    return {key_of(raw): code for raw, code in codes.items()}
