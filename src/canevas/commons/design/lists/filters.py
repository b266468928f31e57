"""Filters of a list. Each reads its own parameters of the address and narrows the rows; a value that makes no sense
is left aside with a sentence, never an error."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from canevas.commons.design import formats
from canevas.commons.search import queries as search

Label = str | Promise
_LONGEST = 300


@dataclass(slots=True)
class Asked:
    """What the address asks of one filter: as written, and as understood (``None``: nothing)."""

    written: dict[str, str] = field(default_factory=dict)
    value: Any = None
    said: str = ""
    problem: str = ""
    condition: Q | None = None
    """What took a look at the database to be known, kept for the next use within the page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """``name`` is its parameter in the address; ``label`` stands above its control."""

    name: str
    label: Label
    control = "text"

    def of(self, user: Any) -> Self:
        """This filter as ``user`` may use it."""
        return self

    def read(self, parameters: QueryDict) -> Asked:
        raise NotImplementedError

    def apply(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TextFilter(Filter):
    """Words to be found, accents and case ignored.

    ``kind`` is the ``object_type`` of the rows in the search index: the words are looked up there, in any form
    (plural, feminine), in any order. Without it, each word must stand in one of ``fields`` (small tables only:
    those are read row by row).
    """

    kind: str = ""
    fields: tuple[str, ...] = ()
    placeholder: Label = ""
    user: Any = None
    control = "text"

    def of(self, user: Any) -> Self:
        return replace(self, user=user) if self.kind else self

    def read(self, parameters: QueryDict) -> Asked:
        text = " ".join(parameters.get(self.name, "").replace("\0", " ").split())[:_LONGEST]
        return Asked({self.name: text}, text or None, f"{self.label} : {text}" if text else "")

    def apply(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        if self.kind:
            asked.condition = asked.condition or search.answering(self.kind, asked.value, user=self.user)
            return rows.filter(asked.condition)
        for word in asked.value.split():
            condition = Q()
            for name in self.fields:
                condition |= Q(**{f"{name}__icontains": word})
            rows = rows.filter(condition)
        return rows


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that may be chosen; ``condition`` says which rows have it, where equality with a field does not."""

    value: str
    label: Label
    condition: Callable[[], Q] | Q | None = None

    def as_q(self, name: str) -> Q:
        if self.condition is None:
            return Q(**{name: self.value})
        return self.condition() if callable(self.condition) else self.condition


@dataclass(frozen=True, slots=True)
class ChoiceFilter(Filter):
    """One of some values. ``choices``: ``Choice`` objects or (value, label) pairs, or a function that gives them.

    ``choices_of``, in their place, gives those that a user may see. ``as_tabs`` shows them above the table with the
    number of rows of each (for few, for instance the states).
    """

    choices: Iterable[Choice | tuple[str, Label]] | Callable[[], Iterable[Choice | tuple[str, Label]]] = ()
    field: str = ""
    as_tabs: bool = False
    choices_of: Callable[[Any], Iterable[Choice | tuple[str, Label]]] | None = None
    control = "choice"

    def of(self, user: Any) -> Self:
        return self if self.choices_of is None else replace(self, choices=partial(self.choices_of, user))

    def options(self) -> list[Choice]:
        given = self.choices() if callable(self.choices) else self.choices
        every = [one if isinstance(one, Choice) else Choice(str(one[0]), one[1]) for one in given]
        return [option for option in every if option.value]

    def read(self, parameters: QueryDict) -> Asked:
        written = parameters.get(self.name, "")[:_LONGEST]
        if not written:
            return Asked({self.name: ""})
        for option in self.options():
            if option.value == written:
                return Asked({self.name: written}, option, f"{self.label} : {option.label}")
        problem = _("“%(value)s” is no value of “%(filter)s”; that filter was left aside.")
        return Asked({self.name: ""}, problem=problem % {"value": written[:60], "filter": self.label})

    def apply(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        return rows.filter(asked.value.as_q(self.field or self.name))


@dataclass(frozen=True, slots=True)
class EntryFilter(Filter):
    """One of too many values to list: a link elsewhere asks for it, the page shows it and can let it go.

    ``find`` gives the :class:`Choice` that a code of the address names, or ``None``.
    """

    find: Callable[[str], Choice | None] = lambda code: None
    control = "entry"

    def read(self, parameters: QueryDict) -> Asked:
        written = parameters.get(self.name, "").replace("\0", "")[:_LONGEST]
        found = self.find(written) if written else None
        if found is not None:
            return Asked({self.name: written}, found, f"{self.label} : {found.label}")
        problem = _("“%(value)s” is no value of “%(filter)s”; that filter was left aside.")
        return Asked({self.name: ""}, problem=problem % {
            "value": written[:60], "filter": self.label} if written else "")

    def apply(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        return rows.filter(asked.value.as_q(self.name))


@dataclass(frozen=True, slots=True)
class DateFilter(Filter):
    """Days between two, both included; the parameters are ``name_from`` and ``name_to``, in the form 2022-05-17."""

    field: str = ""
    control = "dates"

    def read(self, parameters: QueryDict) -> Asked:
        asked = Asked()
        bounds: dict[str, date] = {}
        for side in ("from", "to"):
            written = parameters.get(f"{self.name}_{side}", "").strip()[:_LONGEST]
            asked.written[f"{self.name}_{side}"] = written
            if not written:
                continue
            try:
                bounds[side] = date.fromisoformat(written)
            except ValueError:
                asked.written[f"{self.name}_{side}"] = ""
                asked.problem = _("“%(value)s” is no date (write it like 2022-05-17); it was left aside.") % {
                    "value": written[:60]}
        if bounds:
            asked.value = bounds
            ends = [formats.medium_date(bounds.get(side)) or "…" for side in ("from", "to")]
            asked.said = f"{self.label} : {ends[0]} – {ends[1]}"
        return asked

    def apply(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        name = self.field or self.name
        if "from" in asked.value:
            rows = rows.filter(**{f"{name}__gte": asked.value["from"]})
        if "to" in asked.value:
            rows = rows.filter(**{f"{name}__lte": asked.value["to"]})
        return rows


@dataclass(frozen=True, slots=True)
class BooleanFilter(Filter):
    """Only the rows of ``condition``, when ticked."""

    condition: Q | Callable[[], Q] = field(default_factory=Q)
    control = "check"

    def read(self, parameters: QueryDict) -> Asked:
        ticked = parameters.get(self.name, "").lower() in ("1", "on", "true", "oui")
        return Asked({self.name: "1" if ticked else ""}, True if ticked else None, str(self.label) if ticked else "")

    def apply(self, rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
        return rows.filter(self.condition() if callable(self.condition) else self.condition)
