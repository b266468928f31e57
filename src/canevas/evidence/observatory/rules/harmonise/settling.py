"""What a person answered on the workbench, laid over the proposal, and what is still asked.

Answers are plain data (JSON), by the place of a table in the file and the number of a column:

    meanings   {"0:3": "nationality"}
    fixed      {"0:3": {"sex": "F"}}           breakdowns that the heading of figures says
    values     {"0:3": {"Nigerien": "NER"}}    by what is written; "name\\tplace around" where that tells two apart
    subjects   {"0": "movement"}
    said       {"period": "2023-03"}           what holds for the whole file and its title does not say
    titles     {"0": {"region": ""}}           what the title of a table says of all its rows; "": it does not
    reference  "NER"                           to what "in" and "out" are relative
    version    3                               the earlier version of its recipe that the file is laid out for (0: none)
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
    TitleFact,
    ValueProposal,
)
from canevas.evidence.observatory.rules.harmonise.proposing import Chosen, as_chosen, sure_of_direction
from canevas.evidence.observatory.rules.harmonise.recipe import CLOSED, Codes, Recipe, key_of
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED
from canevas.tools.text.sentences import say

Answers = Mapping[str, Any]
Proposing = Callable[[Chosen], Proposal]
"""What proposes a file, under the meanings that are chosen."""
TITLES = "titles"
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
    """One thing to ask. ``kind``: subject, reference, said, layout, title, column, value. ``place``, its address on the
    page: table, number of the column and rank of the value, as far as they apply."""

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


def read_by_recipe(propose: Proposing, recipe: Recipe, said: Mapping[str, Any] | None = None) -> tuple[Proposal, Plan]:
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


def said_of(answers: Answers) -> dict[str, Any]:
    """What a person says of this file alone and of the titles of its tables, as :func:`with_said` takes it."""
    told = {TITLES: answers[TITLES]} if answers.get(TITLES) else {}
    return {**answers.get("said", {}), **told}


def with_said(proposal: Proposal, said: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> Proposal:
    """``proposal`` where titles say what is said: by meaning, of the whole file; under ``TITLES``, by the place of a
    table, of that one. An empty code: its title says nothing of that. ``own``: of ``said``, what a person says and no
    recipe; a time that a recipe takes from titles is no surer for it."""
    if not said:
        return proposal
    own = said if own is None else own
    return replace(proposal, tables=tuple(
        _titled(one, _of_table(said, place), _of_table(own, place)) for place, one in enumerate(proposal.tables)))


def _of_table(said: Mapping[str, Any], place: int) -> dict[str, str]:
    return {**said.get(TITLES, {}).get(str(place), {}), **{one: code for one, code in said.items() if one != TITLES}}


def _titled(table: TableProposal, said: Mapping[str, str], own: Mapping[str, str]) -> TableProposal:
    facts = {**table.facts, **{Meaning(name): TitleFact(1.0, _by(name in own)) for name in said
                               if name in own or Meaning(name) not in TIMES}}
    over = {**table.fixed, **{Meaning(name): code for name, code in said.items()}}
    return replace(table, fixed={meaning: code for meaning, code in over.items() if code}, facts=facts)


def settle(propose: Proposing, answers: Answers, recipe: Recipe | None = None, *, has_one_sheet: bool) -> Settled:
    """The proposal of a file with the answers of a person over what its recipe, if it has one, answers already. Nothing
    is proposed anew but under a meaning that differs from the one proposed."""
    news, known = None, answers
    if recipe is not None:
        proposal, plan = read_by_recipe(propose, recipe, said_of(answers))
        known, news = _answered_by(recipe, proposal, plan, answers), plan.news
    first = propose({})
    differing = {(place, number): meaning for (place, number), meaning in chosen_of(known).items()
                 if any(one.number == number and one.meaning is not meaning for one in first.tables[place].columns)}
    proposal = with_said(propose(differing), said_of(known), said_of(answers))
    tables = tuple(_table(place, one, known, answers) for place, one in enumerate(proposal.tables))
    return Settled(replace(proposal, tables=tables), recipe, news, has_one_sheet)


def _answered_by(recipe: Recipe, proposal: Proposal, plan: Plan, answers: Answers) -> dict[str, Any]:
    """``answers``, over what the recipe answers; of a column or a table that it does not know, the values that it does.
    """
    codes = {meaning: known_values(values) for meaning, values in recipe.values.items()}
    values = {at(place, column.number): _answered(codes.get(column.meaning, {}), column)
              for place, table in enumerate(proposal.tables) for column in table.columns}
    made: dict[str, Any] = {
        **answers, "meanings": {}, "fixed": {}, "units": {}, "values": values, "subjects": {}, TITLES: {}}
    places = {id(table): place for place, table in enumerate(proposal.tables)}
    for table in plan.tables:
        place = places[id(table.proposed)]
        made[TITLES][str(place)] = {
            str(one): table.fixed.get(one, "") for one in {*table.proposed.fixed, *table.fixed}}
        made["subjects"][str(place)] = table.rule.subject
        for column in table.columns:
            here, meaning = at(place, column.number), column.rule.meaning
            made["meanings"][here] = str(meaning)
            made["units"][here] = column.rule.unit
            if meaning in FIGURES:
                made["fixed"][here] = {str(one): code for one, code in column.fixed.items()}
            made["values"][here] = _answered(codes.get(meaning, {}), _proposed(table.proposed, column.number))
    for name in ("meanings", "fixed", "subjects"):
        made[name] |= answers.get(name, {})
    for place, said in answers.get(TITLES, {}).items():
        made[TITLES][place] = {**made[TITLES].get(place, {}), **said}
    for here, said in answers.get("values", {}).items():
        made["values"][here] = {**made["values"].get(here, {}), **said}
    return made


def _answered(codes: Codes, column: ColumnProposal) -> dict[str, str]:
    return {value_key(value): code for value in column.values if (code := _known(codes, value)) is not None}


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
    if settled.news and settled.news.changes_layout and not answers.get("layout"):
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
        if table.doubtful and str(place) not in answers.get(TITLES, {}) and (
                settled.news is None or settled.news.changes_layout or settled.news.doubted):
            yield Doubt("title", place)
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


def ignored_sheets(settled: Settled, answers: Answers) -> tuple[str, ...]:
    """The sheets that a person leaves out, and those on which no table can be read as it stands."""
    readable = {table.layout.sheet for table in settled.tables if table.columns}
    return tuple(dict.fromkeys(table.layout.sheet for table in settled.tables if (
        table.layout.sheet not in readable or table.layout.sheet in answers.get("ignored", ()))))


def column_by(settled: Settled, doubt: Doubt) -> ColumnProposal:
    return _proposed(settled.tables[doubt.table], doubt.column)
