"""The recipe that comes of a settled file: what its recipe knew, what a person said, what was sure."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from canevas.evidence.observatory.rules.harmonise.matching import plan_of
from canevas.evidence.observatory.rules.harmonise.meanings import TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import TableProposal
from canevas.evidence.observatory.rules.harmonise.recipe import LEFT, Codes, Recipe, TableRule, key_of
from canevas.evidence.observatory.rules.harmonise.settling import (
    ASKED_OF_TIMES,
    TITLES,
    Answers,
    Settled,
    at,
    ignored_sheets,
    reference_of,
    uses_direction,
)
from canevas.evidence.observatory.rules.harmonise.writing_recipes import column_of, recipe_of


def recipe_from(settled: Settled, answers: Answers, name: str, definition: str = "", coverage: str = "") -> Recipe:
    """What was decided, as a recipe. Where the file fits the recipe it came with, that one grows by the new values;
    where its layout changed, the tables are those of this file, and no earlier decision on a value is lost."""
    base = settled.recipe
    left = ignored_sheets(settled, answers)
    tables = {place: table for place, table in enumerate(settled.tables) if table.layout.sheet not in left}
    made = recipe_of(name, list(tables.values()), definition=definition, coverage=coverage, ignored_sheets=left,
                     reference=reference_of(settled, answers) if uses_direction(settled) else "")
    if settled.has_one_sheet:  # a file of one sheet, or of none, calls it otherwise each month
        names = [f"{name} {rank}" if len(tables) > 1 else name for rank in range(1, len(tables) + 1)]
        made = replace(made, tables=tuple(replace(table, name=one, sheet="*") for one, table in zip(
            names, made.tables, strict=True)))
    known = base.values if base else {}
    values: dict[Meaning, dict[str, Any]] = {meaning: dict(codes) for meaning, codes in known.items()}
    for decided in (made.values, _said_of_values(tables, answers)):
        for meaning, codes in decided.items():
            _add(values.setdefault(meaning, {}), codes)
    if base is None:
        return replace(made, values=values)
    is_laid_anew = bool(settled.news and settled.news.changes_layout)
    return replace(base, tables=made.tables if is_laid_anew else _said_of_tables(base, settled, answers), values=values,
                   reference=base.reference or made.reference,
                   ignored_sheets=tuple(dict.fromkeys((*base.ignored_sheets, *left))))


def _said_of_tables(base: Recipe, settled: Settled, answers: Answers) -> tuple[TableRule, ...]:
    """The tables of ``base`` with what this person said of a table or a column that they know."""
    places = {id(table): place for place, table in enumerate(settled.tables)}
    said = {*answers.get("meanings", {}), *answers.get("fixed", {})}
    rules = list(base.tables)
    for planned in plan_of(base, settled.proposal).tables:
        place, known = places[id(planned.proposed)], base.tables.index(planned.rule)
        proposed = {column.number: column for column in planned.proposed.columns}
        retold = {id(column.rule): column_of(proposed[column.number]) for column in planned.columns
                  if at(place, column.number) in said}
        told = answers.get(TITLES, {}).get(str(place), {})
        rules[known] = replace(
            rules[known], fixed=_of_titles(rules[known].fixed, told),
            subject=answers.get("subjects", {}).get(str(place), rules[known].subject),
            columns=tuple(retold.get(id(column), column) for column in rules[known].columns))
    return tuple(rules)


def _of_titles(fixed: Mapping[Meaning, str], told: Mapping[str, str]) -> dict[Meaning, str]:
    """What titles say each time. A time is of one file: it is kept with that."""
    own = {meaning: code for name, code in told.items() if (meaning := Meaning(name)) not in (*TIMES, *LEFT)}
    return {meaning: code for meaning, code in {**fixed, **own}.items() if code}


def says_otherwise(answers: Answers) -> bool:
    """Whether a person said anything of tables, columns or values, also of what the recipe knows: that is a version of
    its own."""
    return any(answers.get(name) for name in ("meanings", "fixed", "values", "subjects", "ignored", TITLES))


def _said_of_values(tables: Mapping[int, TableProposal], answers: Answers) -> dict[Meaning, dict[str, Any]]:
    """What this person said of values, of a day written both ways too: it holds whatever the recipe says of them."""
    found: dict[Meaning, dict[str, Any]] = {}
    for place, table in tables.items():
        for column in table.columns:
            if column.meaning in ASKED_OF_TIMES:
                for key, code in answers.get("values", {}).get(at(place, column.number), {}).items():
                    raw, _tab, context = key.partition("\t")
                    _add(found.setdefault(column.meaning, {}), {raw: {context: code} if context else code})
    return found


def _add(known: dict[str, Any], new: Codes) -> None:
    """Lay ``new`` codes over those ``known``, however they are spelled there."""
    here = {key_of(raw): raw for raw in known}
    for raw, code in new.items():
        written = here.setdefault(key_of(raw), raw)
        before = known.get(written)
        if isinstance(before, Mapping) or (isinstance(code, Mapping) and before is not None):
            code = {**_by_context(before), **_by_context(code)}
        known[written] = code


def _by_context(code: Any) -> Mapping[str, str]:
    return code if isinstance(code, Mapping) else {"": code}
