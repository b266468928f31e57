"""A recipe as text: in the order in which a person reviews it, quoted throughout, so that "non" stays a word."""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import ColumnProposal, TableProposal
from canevas.evidence.observatory.rules.harmonise.recipe import (
    CLOSED,
    LEFT,
    Codes,
    ColumnRule,
    Recipe,
    TableRule,
    heading,
)


def recipe_of(name: str, tables: Sequence[TableProposal], *, reference: str = "", definition: str = "",
              coverage: str = "", as_of: str = "", ignored_sheets: Sequence[str] = ()) -> Recipe:
    """What was accepted of a proposal, as a recipe: its columns, its codes, what its title lines said.

    Times said by a title or by the heading of a figure are read again in each file, for the next one is of another
    month. Values without a code that nobody decided on are left out: they will be asked again.
    """
    return Recipe(name, tuple(_table(one) for one in tables), _values(tables), reference, definition, coverage, as_of,
                  tuple(ignored_sheets))


def _table(proposed: TableProposal) -> TableRule:
    return TableRule(
        proposed.layout.sheet, tuple(column_of(one) for one in proposed.columns), proposed.subject,
        _pattern(proposed.layout.sheet),
        {meaning: code for meaning, code in proposed.fixed.items() if meaning not in (*TIMES, *LEFT)},
        tuple(meaning for meaning in proposed.fixed if meaning in TIMES),
        counts_rows=not any(column.meaning is Meaning.COUNT for column in proposed.columns))


def column_of(proposed: ColumnProposal) -> ColumnRule:
    """What was accepted of a column."""
    fixed = proposed.fixed if proposed.meaning in FIGURES else {}
    return ColumnRule(heading(proposed), proposed.meaning, dict(fixed), proposed.unit,
                      tuple(one for one in fixed if one in TIMES))


def _pattern(sheet: str) -> str:
    """A sheet that is named after a month or a year is called otherwise next time."""
    return "*" if any(sign.isdigit() for sign in sheet) else sheet.replace("[", "?").replace("]", "?")


def _values(tables: Sequence[TableProposal]) -> dict[Meaning, dict[str, str | dict[str, str]]]:
    found: dict[Meaning, dict[str, str | dict[str, str]]] = {}
    for column in (column for table in tables for column in table.columns if column.meaning in CLOSED):
        codes = found.setdefault(column.meaning, {})
        for value in column.values:
            if not value.code and not value.confidence:
                continue
            before = codes.get(value.raw)
            if not value.context:
                codes[value.raw] = value.code
            elif isinstance(before, dict):
                before[value.context] = value.code
            else:
                codes[value.raw] = {value.context: value.code, **({"": before} if before is not None else {})}
    return {meaning: codes for meaning, codes in found.items() if codes}


def write_recipe(recipe: Recipe, heading: str = "") -> str:
    """The text, which :func:`read_recipe` reads back as the same recipe. ``heading``: a comment on its first lines."""
    return "\n".join([*(f"# {line}" for line in heading.splitlines()), *parts_of(recipe).values()]) + "\n"


def parts_of(recipe: Recipe) -> dict[str, str]:
    """The text by its outermost keys, in the order in which it is written."""
    told = {"definition": recipe.definition, "coverage": recipe.coverage, "as_of": recipe.as_of}
    made = {"recipe": f"recipe: {recipe.name}", **{key: f"{key}: {said(text)}" for key, text in told.items() if text}}
    if recipe.reference:
        made["direction"] = f"direction:\n  reference: {said(recipe.reference)}"
    if recipe.ignored_sheets:
        made["ignore"] = f"ignore:\n  sheets: {_list(recipe.ignored_sheets)}"
    made["tables"] = "\n".join(["tables:", *(line for table in recipe.tables for line in _of_table(table))])
    if recipe.values:
        made["values"] = "\n".join(["values:", *(
            line for meaning, codes in recipe.values.items() for line in lines_of(meaning, codes, "  "))])
    return made


def lines_of(meaning: str, codes: Codes, indent: str) -> list[str]:
    """The codes of a meaning, or of what bears a name in several places; a line for each."""
    made = [f"{indent}{meaning}:"]
    for raw, code in codes.items():
        made += lines_of(said(raw), code, f"{indent}  ") if isinstance(code, Mapping) else [
            f"{indent}  {said(raw)}: {said(code)}"]
    return made


def _of_table(table: TableRule) -> Iterator[str]:
    yield f"- name: {said(table.name)}"
    yield f"  sheet: {said(table.sheet)}"
    yield f"  subject: {table.subject}"
    if table.fixed:
        yield f"  fixed: {_codes(table.fixed)}"
    if table.from_title:
        yield f"  from_title: {_list(table.from_title)}"
    if table.counts_rows:
        yield "  counts_rows: true"
    yield "  columns:"
    for column in table.columns:
        yield f"  - header: {said(column.header)}"
        yield f"    meaning: {column.meaning}"
        if column.unit:
            yield f"    unit: {column.unit}"
        if column.fixed:
            yield f"    fixed: {_codes(column.fixed)}"
        if column.read_again:
            yield f"    read_again: {_list(column.read_again)}"


def said(text: str) -> str:
    """``text`` in quotes, as YAML and JSON read it."""
    return json.dumps(text, ensure_ascii=False)


def _list(texts: Sequence[str]) -> str:
    return "[" + ", ".join(said(str(text)) for text in texts) + "]"


def _codes(codes: Mapping[Meaning, str]) -> str:
    return "{" + ", ".join(f"{meaning}: {said(code)}" for meaning, code in codes.items()) + "}"
