"""The text of a recipe with what was decided since written into it: comments and order stay as a person left them."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.recipe import BadRecipe, Codes, Recipe
from canevas.evidence.observatory.rules.harmonise.writing_recipes import lines_of, parts_of, said, write_recipe
from canevas.tools.vocabulary.files import LOADER

_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\'\'|[^\'])*\'')
_COMMENT = re.compile(r"(?:^|\s)#", re.MULTILINE)


class Edit(NamedTuple):
    """``text`` in the place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def grown(text: str, recipe: Recipe) -> str:
    """``text``, a recipe, as one that says ``recipe``: codes are put beside those of their meaning, and only those of
    its outermost parts that differ are written anew. Where that would not read as ``recipe``, all of it is."""
    # from the end; of two at one place the deeper, whose lines begin with more blanks, comes to stand first
    for edit in sorted(_edits(text, _root(text), parts_of(read_recipe(text)), recipe), reverse=True):
        text = text[:edit.start] + edit.text + text[edit.end:]
    try:
        return text if read_recipe(text) == recipe else write_recipe(recipe)
    except BadRecipe:
        return write_recipe(recipe)


def comments_in_tables(text: str) -> bool:
    """Whether a recipe has comments that are lost once its tables are written anew."""
    root = _root(text)
    node = root["tables"][1]
    return bool(_COMMENT.search(_QUOTED.sub("", text[root["tables"][0].end_mark.index:_line_end(text, node)])))


def _root(text: str) -> dict[str, tuple[Any, Any]]:
    """By outermost key, its node and that of its value."""
    root: Any = yaml.compose(text, Loader=LOADER)
    return {key.value: (key, value) for key, value in root.value}


def _edits(text: str, root: Mapping[str, tuple[Any, Any]], before: Mapping[str, str], recipe: Recipe) -> Iterator[Edit]:
    after = parts_of(recipe)
    for key, part in after.items():
        if part == before.get(key):
            continue
        if key not in root:
            yield Edit(len(text), len(text), ("" if text.endswith("\n") else "\n") + part + "\n")
        elif key == "values":
            yield from _of_codes(text, root[key][1], recipe.values)
        else:
            yield Edit(root[key][0].start_mark.index, _line_end(text, root[key][1]), part)


def _of_codes(text: str, node: Any, wanted: Mapping[Any, str | Codes]) -> Iterator[Edit]:
    """What a mapping of the text lacks, says otherwise or says too much to be ``wanted``."""
    here = {key.value: value for key, value in node.value}
    for key, value in node.value:
        code = wanted.get(key.value)
        if code is None:
            yield Edit(text.rfind("\n", 0, key.start_mark.index) + 1, _line_end(text, value) + 1, "")
        elif isinstance(code, Mapping) and isinstance(value, yaml.MappingNode):
            yield from _of_codes(text, value, code)
        elif code != value.value:
            yield Edit(value.start_mark.index, value.end_mark.index, _in_a_line(code))
    new = {raw: code for raw, code in wanted.items() if raw not in here}
    if new and node.flow_style:
        end = node.end_mark.index - 1
        is_first = not here or text[node.start_mark.index:end].rstrip().endswith(",")
        inner = ", ".join(f"{_key(raw)}: {_in_a_line(code)}" for raw, code in new.items())
        yield Edit(end, end, inner if is_first else f", {inner}")
    elif new:
        end = _line_end(text, node)
        yield Edit(end, end, "".join(f"\n{line}" for raw, code in new.items()
                                     for line in _in_lines(raw, code, " " * node.value[0][0].start_mark.column)))


def _in_a_line(code: str | Codes) -> str:
    if isinstance(code, Mapping):
        return "{" + ", ".join(f"{said(raw)}: {_in_a_line(one)}" for raw, one in code.items()) + "}"
    return said(code)


def _in_lines(raw: str, code: str | Codes, indent: str) -> list[str]:
    return lines_of(_key(raw), code, indent) if isinstance(code, Mapping) else [f"{indent}{_key(raw)}: {said(code)}"]


def _key(raw: str) -> str:
    return str(raw) if isinstance(raw, Meaning) else said(raw)


def _line_end(text: str, node: Any) -> int:
    """Where the last line of ``node`` ends, before its break. PyYAML has a block end where something else begins, so
    it is looked for in what is written last within it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    found = text.find("\n", node.end_mark.index)
    return len(text) if found < 0 else found
