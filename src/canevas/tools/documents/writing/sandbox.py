"""Template language for files that come from outside: texts, loops and conditions over plain data, nothing else.

No call, no attribute of any object, no arithmetic, no assignment; what is left always ends, and how much it may write
and how long it may take are bounded.
"""
from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment

from canevas.tools.documents.writing.marked import with_tokens
from canevas.tools.text.sentences import say

FILTERS = ("upper", "lower", "capitalize", "trim", "default", "length", "first", "last", "join")
LOOP = ("index", "index0", "first", "last", "length")
MAX_CHARACTERS = 40_000_000
MAX_TURNS = 500_000
MAX_SECONDS = 30.0
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Filter, nodes.Test, nodes.Keyword,
)
_TESTS = ("defined",)


class TemplateFault(Exception):  # noqa: N818 (a fault of the template, told to the person who wrote it)
    """A template that cannot be filled. ``str()`` is a sentence."""


class Budget:
    """What one filling may still use. Shared by all loops."""

    def __init__(self) -> None:
        self.turns = MAX_TURNS
        self.until = time.monotonic() + MAX_SECONDS

    def spend(self, turns: int = 1) -> None:
        self.turns -= turns
        if self.turns < 0 or time.monotonic() > self.until:
            raise TemplateFault(say("The template repeats too much: check that no {% for %} stands inside another one "
                                    "that goes over the same list."))


class Rows(list[Any]):
    """A list whose every turn is counted."""

    def __init__(self, values: Iterable[Any], budget: Budget) -> None:
        super().__init__(values)
        self.budget = budget

    def __iter__(self) -> Iterator[Any]:
        for value in super().__iter__():
            self.budget.spend()
            yield value


def plain_data(value: Any, budget: Budget) -> Any:
    """A copy of ``value`` made of dictionaries, counted lists, numbers and texts with their ids."""
    if isinstance(value, Mapping):
        return {str(key): plain_data(below, budget) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return Rows((plain_data(below, budget) for below in value), budget)
    if value is None or isinstance(value, bool | int):
        return "" if value is None else value
    return with_tokens(value if isinstance(value, str) else str(value))


class PlainEnvironment(SandboxedEnvironment):
    """Only keys of dictionaries and the position in a loop can be reached."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.concat = self._bounded  # type: ignore[method-assign]

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Any:
        kind = template_class or self.template_class
        return kind.from_code(self, _compiled(str(source)), self.make_globals(globals))

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext):
            return getattr(obj, attribute) if attribute in LOOP else self.undefined(obj=obj, name=attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, dict) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        raise TemplateFault(say("A template calls no function."))

    def _bounded(self, pieces: Iterable[str]) -> str:
        until, size, out = time.monotonic() + MAX_SECONDS, 0, []
        for piece in pieces:
            size += len(piece)
            if size > MAX_CHARACTERS or time.monotonic() > until:
                raise TemplateFault(say("The document that this template makes is too large."))
            out.append(piece)
        return "".join(out)


@lru_cache(maxsize=32)
def _compiled(source: str) -> CodeType:
    """A template is filled again and again: it is read and looked through once. Raises :class:`TemplateFault`."""
    environment = PlainEnvironment()
    if found := forbidden(environment.parse(source)):
        raise TemplateFault(found)
    return environment.compile(source)


def forbidden(tree: nodes.Template) -> str:
    """What a parsed template uses that it may not, as a sentence; empty when there is nothing."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.For) and (
                not isinstance(node.target, nodes.Name) or node.test is not None or node.recursive or node.else_):
            return say("write {% for something in a_list %}")
        if not isinstance(node, _ALLOWED):
            return say("only texts, {% for %} and {% if %} can be used here")
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            return say("the filter “%(name)s” does not exist; there are: %(known)s",
                       name=node.name, known=", ".join(FILTERS))
        if isinstance(node, nodes.Test) and node.name not in _TESTS:
            return say("only texts, {% for %} and {% if %} can be used here")
    return ""


__all__ = ["FILTERS", "LOOP", "Budget", "PlainEnvironment", "TemplateFault", "Undefined", "forbidden", "plain_data"]
