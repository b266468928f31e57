"""The text of a recipe, read: what is wrong is said with its line and its key."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.recipe import (
    CLOSED,
    PERIOD_END,
    BadRecipe,
    ColumnRule,
    Recipe,
    TableRule,
    direction_is_used,
)
from canevas.evidence.observatory.rules.observation import Kind, Unit
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.files import LOADER

T = TypeVar("T", bound=StrEnum)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LARGEST = 4 * 1024 * 1024
_FIXABLE = (*CLOSED, *TIMES, Meaning.INDICATOR)


def read_recipe(text: str) -> Recipe:
    """Raises :class:`BadRecipe`."""
    if len(text) > _LARGEST:
        raise BadRecipe(say("A recipe of this size cannot be reviewed by anybody."))
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadRecipe(say("Line %(line)d: this is not YAML (%(problem)s).", line=line,
                            problem=error.problem or "")) from error
    except yaml.YAMLError as error:
        raise BadRecipe(say("Line %(line)d: this is not YAML (%(problem)s).", line=1, problem=str(error))) from error
    return _recipe(_Entry.of(root, say("the recipe")))


class _Entry:
    """A mapping of the text with the line of each key."""

    def __init__(self, node: Any, what: str, values: dict[str, Any]) -> None:
        self.line = (node.start_mark.line + 1) if node is not None else 1
        self.what = what
        self.values = values
        self.used: set[str] = set()

    @classmethod
    def of(cls, node: Any, what: str) -> _Entry:
        if not isinstance(node, yaml.MappingNode):
            raise fault(node, say("%(what)s must be written as “key: value” lines.", what=what))
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise fault(key, say("a key must be plain text."))
            if key.value in values:
                raise fault(key, say("“%(key)s” stands twice.", key=key.value))
            values[key.value] = value
        return cls(node, what, values)

    def take(self, key: str) -> Any:
        self.used.add(key)
        return self.values.get(key)

    def text(self, key: str, *, required: bool = False) -> str:
        node = self.take(key)
        if node is None:
            if required:
                raise self.lacks(key)
            return ""
        return _text(node, key)

    def lacks(self, key: str) -> BadRecipe:
        return BadRecipe(say("Line %(line)d: %(what)s lacks “%(key)s”.", line=self.line, what=self.what, key=key))

    def texts(self, key: str) -> tuple[str, ...]:
        node = self.take(key)
        if node is None:
            return ()
        if not isinstance(node, yaml.SequenceNode):
            raise fault(node, say("“%(key)s” must be a list.", key=key))
        return tuple(_text(one, key) for one in node.value)

    def entries(self, key: str, what: str) -> list[_Entry]:
        node = self.take(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise fault(node, say("“%(key)s” must be a list.", key=key))
        return [_Entry.of(one, what) for one in node.value]

    def one_of(self, key: str, kind: type[T], among: Iterable[T], *, required: bool = False) -> T | None:
        node = self.take(key)
        if node is None:
            self.text(key, required=required)
            return None
        return _one_of(node, key, kind, among)

    def meanings(self, key: str) -> dict[Meaning, str]:
        """A mapping of meanings to codes."""
        node = self.take(key)
        if node is None:
            return {}
        inner = _Entry.of(node, f"“{key}”")
        return {_one_of(value, name, Meaning, _FIXABLE, name): _text(value, name)
                for name, value in inner.values.items()}

    def done(self) -> None:
        """Raise where a key means nothing: a slip of the pen must not be passed over in silence."""
        for key, node in self.values.items():
            if key not in self.used:
                raise fault(node, say("%(what)s has no key “%(key)s”.", what=self.what, key=key))


def fault(node: Any, sentence: str) -> BadRecipe:
    return BadRecipe(say("Line %(line)d: %(sentence)s", line=node.start_mark.line + 1 if node is not None else 1,
                         sentence=sentence))


def _text(node: Any, key: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise fault(node, say("“%(key)s” must be plain text.", key=key))
    return "" if node.tag.endswith(":null") and node.style is None else str(node.value)


def _one_of(node: Any, key: str, kind: type[T], among: Iterable[T], written: str = "") -> T:
    text, allowed = written or _text(node, key), list(among)
    if text not in {str(one) for one in allowed}:
        raise fault(node, say("“%(text)s” is no %(key)s; it may be: %(allowed)s.", text=text, key=key,
                              allowed=", ".join(str(one) for one in allowed)))
    return kind(text)


def _recipe(entry: _Entry) -> Recipe:
    name = entry.text("recipe", required=True)
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise fault(entry.values["recipe"], say(
            "the name “%(name)s” must be of small letters, figures and hyphens, 60 at most.", name=name))
    tables = tuple(_table(one) for one in entry.entries("tables", say("a table")))
    if not tables:
        raise entry.lacks("tables")
    direction = entry.take("direction")
    ignored = entry.take("ignore")
    recipe = Recipe(
        name, tables, _values(entry.take("values")), _part(direction, "direction", lambda one: one.text("reference")),
        entry.text("definition"), entry.text("coverage"), _as_of(entry),
        _part(ignored, "ignore", lambda one: one.texts("sheets")) or ())
    entry.done()
    if direction_is_used(recipe) and not recipe.reference:
        raise fault(direction, say(
            "bulletins do not mean the same by “in” and “out”: say under “direction”, “reference”, of which country or "
            "place."))
    return recipe


def _part(node: Any, key: str, read: Callable[[_Entry], Any]) -> Any:
    if node is None:
        return ""
    entry = _Entry.of(node, f"“{key}”")
    found = read(entry)
    entry.done()
    return found


def _as_of(entry: _Entry) -> str:
    text = entry.text("as_of")
    if text and text != PERIOD_END:
        try:
            date.fromisoformat(text)
        except ValueError:
            raise fault(entry.values["as_of"], say(
                "“as_of” must be a day (2023-04-15) or “%(end)s”.", end=PERIOD_END)) from None
    return text


def _table(entry: _Entry) -> TableRule:
    columns = tuple(_column(one) for one in entry.entries("columns", say("a column")))
    counts_rows = entry.text("counts_rows") in ("true", "yes", "oui")
    rule = TableRule(
        entry.text("name"), columns, str(entry.one_of("subject", Kind, Kind, required=True) or ""),
        entry.text("sheet") or "*", entry.meanings("fixed"),
        tuple(_among(entry, "from_title", _FIXABLE)), counts_rows)
    entry.done()
    if not counts_rows and not any(column.meaning is Meaning.COUNT for column in columns):
        raise BadRecipe(say("Line %(line)d: no column of the table is a figure (“meaning: count”).", line=entry.line))
    return rule


def _column(entry: _Entry) -> ColumnRule:
    meaning = entry.one_of("meaning", Meaning, Meaning, required=True)
    fixed = entry.meanings("fixed")
    unit = entry.one_of("unit", Unit, Unit)
    rule = ColumnRule(entry.text("header"), meaning or Meaning.UNKNOWN, fixed, str(unit or ""),
                      tuple(_among(entry, "read_again", _FIXABLE)))
    if "header" not in entry.values:
        raise entry.lacks("header")
    if fixed and rule.meaning not in FIGURES:
        raise fault(entry.values["fixed"], say("only the heading of a figure can hold a code."))
    if lacking := [str(one) for one in rule.read_again if one not in fixed]:
        raise fault(entry.values["read_again"], say("what is read again must stand under “fixed”: %(lacking)s.",
                                                    lacking=", ".join(lacking)))
    entry.done()
    return rule


def _among(entry: _Entry, key: str, allowed: Iterable[Meaning]) -> list[Meaning]:
    known = {str(one) for one in allowed}
    for text in (found := entry.texts(key)):
        if text not in known:
            raise fault(entry.values[key], say("“%(text)s” is no %(key)s; it may be: %(allowed)s.", text=text, key=key,
                                               allowed=", ".join(sorted(known))))
    return [Meaning(text) for text in found]


def _values(node: Any) -> dict[Meaning, dict[str, str | dict[str, str]]]:
    if node is None:
        return {}
    found: dict[Meaning, dict[str, str | dict[str, str]]] = {}
    for name, codes in _Entry.of(node, "“values”").values.items():
        meaning = _one_of(codes, "values", Meaning, (*CLOSED, *TIMES), name)
        inner = _Entry.of(codes, f"“{name}”")
        found[meaning] = {
            raw: ({wider: _text(code, wider) for wider, code in _Entry.of(value, f"“{raw}”").values.items()}
                  if isinstance(value, yaml.MappingNode) else _text(value, raw))
            for raw, value in inner.values.items()}
    return found
