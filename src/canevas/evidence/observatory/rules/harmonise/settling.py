"""What a person answered on the workbench, laid over the proposal: what is still asked, and the recipe that comes of
it.

Answers are plain data (JSON), by the place of a table in the file and the number of a column:

    meanings   {"0:3": "nationality"}
    fixed      {"0:3": {"sex": "F"}}           breakdowns that the heading of figures says
    values     {"0:3": {"Nigerien": "NER"}}    by what is written; "name\\tplace around" where that tells two apart
    subjects   {"0": "movement"}
    said       {"period": "2023-03"}           what holds for the whole file and its title does not say
    reference  "NER"                           to what "in" and "out" are relative
    ignored    ["Notes"]                       sheets that are left out
    layout     true                            the columns that came, went or are gone were looked at
    sure       true                            what is sure was confirmed
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from canevas.evidence.observatory.rules.harmonise.matching import News, Plan, known_values, plan_of
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    SURE,
    ColumnProposal,
    Proposal,
    TableProposal,
    ValueProposal,
)
from canevas.evidence.observatory.rules.harmonise.proposing import Chosen, as_chosen, sure_of_direction
from canevas.evidence.observatory.rules.harmonise.recipe import CLOSED, Codes, Recipe, key_of
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED
from canevas.evidence.observatory.rules.harmonise.writing_recipes import recipe_of
from canevas.tools.text.sentences import say

Answers = Mapping[str, Any]
Proposing = Callable[[Chosen], Proposal]
"""What proposes a file, under the meanings that are chosen."""
ASKED_OF_TIMES = (*CLOSED, *TIMES)
"""Meanings whose doubtful values are asked one by one."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A file on the workbench: its proposal with the answers laid over it. ``news`` is what its recipe did not know,
    ``None`` without a recipe."""

    proposal: Proposal
    recipe: Recipe | None = None
    news: News | None = None
    has_one_sheet: bool = False

    @property
    def tables(self) -> Sequence[TableProposal]:
        return self.proposal.tables


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to ask. ``kind``: subject, reference, said, layout, column, value. ``place``, its address on the page:
    table, number of the column and rank of the value, as far as they apply."""

    kind: str
    table: int = 0
    column: int = 0
    value: int = 0

    @property
    def place(self) -> str:
        return f"{self.kind}.{self.table}.{self.column}.{self.value}"


def at(table: int, column: int) -> str:
    return f"{table}:{column}"


def value_key(value: ValueProposal) -> str:
    return f"{value.raw}\t{value.context}" if value.context else value.raw


def chosen_of(answers: Answers) -> dict[tuple[int, int], Meaning]:
    found = {}
    for place, meaning in answers.get("meanings", {}).items():
        table, _colon, column = place.partition(":")
        found[int(table), int(column)] = Meaning(meaning)
    return found


def read_by_recipe(propose: Proposing, recipe: Recipe, said: Mapping[str, str] | None = None) -> tuple[Proposal, Plan]:
    """How ``recipe`` reads a file: the values of each column that it knows are proposed under the meaning that it gives
    the column."""
    first = propose({})
    proposal = with_said(propose(_meanings(first, plan_of(recipe, first))), said or {})
    return proposal, plan_of(recipe, proposal)


def _meanings(proposal: Proposal, plan: Plan) -> Chosen:
    places = {id(table): place for place, table in enumerate(proposal.tables)}
    return {(places[id(table.proposed)], column.number): column.rule.meaning
            for table in plan.tables for column in table.columns
            if _proposed(table.proposed, column.number).meaning is not column.rule.meaning}


def _proposed(table: TableProposal, number: int) -> ColumnProposal:
    return next(column for column in table.columns if column.number == number)


def with_said(proposal: Proposal, said: Mapping[str, str]) -> Proposal:
    """``proposal`` where the title of each table also says what a person says of the whole file."""
    if not said:
        return proposal
    more = {Meaning(name): code for name, code in said.items()}
    return replace(proposal, tables=tuple(replace(one, fixed={**one.fixed, **more}) for one in proposal.tables))


def settle(propose: Proposing, answers: Answers, recipe: Recipe | None = None, *, has_one_sheet: bool) -> Settled:
    """The proposal of a file with the answers of a person over what its recipe, if it has one, answers already. Nothing
    is proposed anew but under a meaning that differs from the one proposed."""
    said = answers.get("said", {})
    news, known = None, answers
    if recipe is not None:
        proposal, plan = read_by_recipe(propose, recipe, said)
        known, news = _answered_by(recipe, proposal, plan, answers), plan.news
    first = propose({})
    differing = {(place, number): meaning for (place, number), meaning in chosen_of(known).items()
                 if any(one.number == number and one.meaning is not meaning for one in first.tables[place].columns)}
    proposal = with_said(propose(differing), said)
    tables = tuple(_table(place, one, known, answers) for place, one in enumerate(proposal.tables))
    return Settled(replace(proposal, tables=tables), recipe, news, has_one_sheet)


def _answered_by(recipe: Recipe, proposal: Proposal, plan: Plan, answers: Answers) -> dict[str, Any]:
    """``answers``, over what the recipe answers."""
    made: dict[str, Any] = {**answers, "meanings": {}, "fixed": {}, "units": {}, "values": {}, "subjects": {}}
    codes = {meaning: known_values(values) for meaning, values in recipe.values.items()}
    places = {id(table): place for place, table in enumerate(proposal.tables)}
    for table in plan.tables:
        place = places[id(table.proposed)]
        made["subjects"][str(place)] = table.rule.subject
        for column in table.columns:
            here, meaning = at(place, column.number), column.rule.meaning
            made["meanings"][here] = str(meaning)
            made["units"][here] = column.rule.unit
            if meaning in FIGURES:
                made["fixed"][here] = {str(one): code for one, code in column.fixed.items()}
            made["values"][here] = {value_key(value): code for value in _proposed(table.proposed, column.number).values
                                    if (code := _known(codes.get(meaning, {}), value)) is not None}
    for name in ("meanings", "fixed", "subjects"):
        made[name] |= answers.get(name, {})
    for here, values in answers.get("values", {}).items():
        made["values"][here] = {**made["values"].get(here, {}), **values}
    return made


def _known(codes: Codes, value: ValueProposal) -> str | None:
    code = codes.get(key_of(value.raw))
    if isinstance(code, Mapping):
        inner = {key_of(wider): one for wider, one in code.items()}
        return inner.get(key_of(value.context), inner.get(""))
    return code


def _table(place: int, table: TableProposal, known: Answers, answers: Answers) -> TableProposal:
    subject = known.get("subjects", {}).get(str(place), table.subject)
    return replace(table, subject=subject, columns=tuple(
        _column(at(place, column.number), column, known, answers) for column in table.columns))


def _column(here: str, column: ColumnProposal, known: Answers, answers: Answers) -> ColumnProposal:
    """``known``: what the recipe answers too."""
    changes: dict[str, Any] = {}
    if here in known.get("meanings", {}):
        column = replace(as_chosen(column, column.meaning), reason=_by(here in answers.get("meanings", {})))
    if here in known.get("fixed", {}) and column.meaning in FIGURES:
        changes |= {"fixed": {Meaning(name): code for name, code in known["fixed"][here].items() if code}}
    if unit := known.get("units", {}).get(here):
        changes["unit"] = unit
    if answers.get("reference"):
        column = _directed(column)
    if values := known.get("values", {}).get(here):
        own = answers.get("values", {}).get(here, {})
        changes["values"] = tuple(
            replace(value, code=values[key], confidence=1.0, reason=_by(key in own)) if key in values else value
            for value in column.values for key in [value_key(value)])
    return replace(column, **changes) if changes else column


def _by(is_person: bool) -> str:
    return say("Said by a person.") if is_person else say("Known by the recipe.")


def _directed(column: ColumnProposal) -> ColumnProposal:
    """Entries and exits are sure once a person said relative to what they are."""
    if column.meaning is Meaning.DIRECTION:
        return replace(column, values=tuple(
            replace(value, confidence=1.0, reason=_by(True)) if value.code and value.confidence == ASKED else value
            for value in column.values))
    return sure_of_direction(column)


# What is still asked

def doubts_of(settled: Settled, answers: Answers) -> list[Doubt]:
    """What a person must still say, in the order of the file."""
    return list(_doubts(settled, answers))


def _doubts(settled: Settled, answers: Answers) -> Iterator[Doubt]:
    if changes_layout(settled.news) and not answers.get("layout"):
        yield Doubt("layout")
    if settled.news.untold if settled.news else not tells_time(settled):
        yield Doubt("said")
    if uses_direction(settled) and not reference_of(settled, answers):
        yield Doubt("reference")
    left = ignored_sheets(settled, answers)
    new = {(one.header, value_key(one.value)) for one in settled.news.values} if settled.news else set()
    for place, table in enumerate(settled.tables):
        if table.layout.sheet in left:
            continue
        if not table.subject:
            yield Doubt("subject", place)
        for column in table.columns:
            said = answers.get("values", {}).get(at(place, column.number), {})
            yield from _of_column(place, column, {key for header, key in new if header == column.header} - said.keys())


def _of_column(place: int, column: ColumnProposal, new: Set[str]) -> Iterator[Doubt]:
    """``new``: what its recipe does not know, which is asked however sure the proposal is."""
    if column.confidence < SURE or column.question:
        yield Doubt("column", place, column.number)
    if column.meaning in ASKED_OF_TIMES:
        for rank, value in enumerate(column.values):
            is_doubtful = value.confidence < SURE and (column.meaning in CLOSED or value.confidence > 0)
            if is_doubtful or value_key(value) in new:
                yield Doubt("value", place, column.number, rank)


def changes_layout(news: News | None) -> bool:
    return news is not None and bool(news.came or news.gone or news.unknown_tables or news.missing_tables)


def tells_time(settled: Settled) -> bool:
    """Whether each table says when its figures were, in a column, a heading or a title."""
    return all(any(one in TIMES for one in table.fixed) or any(
        column.meaning in TIMES or any(one in TIMES for one in column.fixed) for column in table.columns)
        for table in settled.tables if table.columns)


def uses_direction(settled: Settled) -> bool:
    return any(column.meaning is Meaning.DIRECTION or Meaning.DIRECTION in column.fixed
               for table in settled.tables for column in table.columns) or any(
        Meaning.DIRECTION in table.fixed for table in settled.tables)


def reference_of(settled: Settled, answers: Answers) -> str:
    return str(answers.get("reference") or (settled.recipe.reference if settled.recipe else ""))


# The recipe that comes of it

def recipe_from(settled: Settled, answers: Answers, name: str, definition: str = "", coverage: str = "") -> Recipe:
    """What was decided, as a recipe. Where the file fits the recipe it came with, that one grows by the new values;
    where its layout changed, the tables are those of this file, and no earlier decision on a value is lost."""
    base = settled.recipe
    left = ignored_sheets(settled, answers)
    tables = {place: table for place, table in enumerate(settled.tables) if table.layout.sheet not in left}
    made = recipe_of(name, list(tables.values()), definition=definition, coverage=coverage, ignored_sheets=left,
                     reference=reference_of(settled, answers) if uses_direction(settled) else "")
    if settled.has_one_sheet:  # a file of one sheet, or of none, calls it otherwise each month
        made = replace(made, tables=tuple(replace(table, sheet="*") for table in made.tables))
    values: dict[Meaning, dict[str, Any]] = {meaning: dict(codes) for meaning, codes in made.values.items()}
    for meaning, codes in _times(tables, answers).items():
        values.setdefault(meaning, {}).update(codes)
    if base is None:
        return replace(made, values=values)
    merged: dict[Meaning, dict[str, Any]] = {meaning: dict(codes) for meaning, codes in base.values.items()}
    for meaning, codes in values.items():
        _add(merged.setdefault(meaning, {}), codes)
    kept = base.tables if not changes_layout(settled.news) else made.tables
    return replace(base, tables=kept, values=merged, reference=base.reference or made.reference,
                   ignored_sheets=tuple(dict.fromkeys((*base.ignored_sheets, *left))))


def ignored_sheets(settled: Settled, answers: Answers) -> tuple[str, ...]:
    """The sheets that a person leaves out, and those on which no table can be read as it stands."""
    readable = {table.layout.sheet for table in settled.tables if table.columns}
    return tuple(dict.fromkeys(table.layout.sheet for table in settled.tables if (
        table.layout.sheet not in readable or table.layout.sheet in answers.get("ignored", ()))))


def _times(tables: Mapping[int, TableProposal], answers: Answers) -> dict[Meaning, dict[str, str]]:
    """Times that were asked: what a person said of a day written both ways."""
    found: dict[Meaning, dict[str, str]] = {}
    for place, table in tables.items():
        for column in table.columns:
            if column.meaning in TIMES:
                found.setdefault(column.meaning, {}).update(answers.get("values", {}).get(at(place, column.number), {}))
    return {meaning: codes for meaning, codes in found.items() if codes}


def _add(known: dict[str, Any], new: Mapping[str, Any]) -> None:
    here = {key_of(raw): raw for raw in known}
    for raw, code in new.items():
        written = here.get(key_of(raw))
        if written is None:
            known[raw] = code
        elif isinstance(known[written], Mapping) and isinstance(code, Mapping):
            known[written] = {**known[written], **code}
        elif isinstance(code, Mapping):
            known[written] = {"": known[written], **code}


def column_by(settled: Settled, doubt: Doubt) -> ColumnProposal:
    return _proposed(settled.tables[doubt.table], doubt.column)
