"""The common model: one figure about migration, with all that one must know to read it.

A **movement** is seen at a flow point during a time; a **stock** is a group of people somewhere at a date; an **event**
is a convoy, an expulsion, a rescue, with each source's figure; a **service** is something given or done. What a source
does not say stays empty: missing is never zero.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from canevas.tools.text.sentences import say


class Kind(StrEnum):
    MOVEMENT = "movement"
    STOCK = "stock"
    EVENT = "event"
    SERVICE = "service"


class Bound(StrEnum):
    """How a figure binds: "plus de 9 531" is no 9 531. An interval is its lower end and an ``upper`` one, both in."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    BETWEEN = "between"


SIGNS = {Bound.ABOUT: "≈ ", Bound.MORE_THAN: "> ", Bound.AT_LEAST: "≥ ", Bound.LESS_THAN: "< ", Bound.AT_MOST: "≤ "}
"""What is written before a figure that is not exact."""


def written(value: float, bound: str, upper: float | None, number: Callable[[float], str]) -> str:
    """A figure as it is read: "≥ 1 200", "4 000 à 5 000", "≈ 300 à 350"; ``number`` writes one number."""
    said = number(value) if upper is None else say("%(low)s to %(high)s", low=number(value), high=number(upper))
    return SIGNS.get(Bound(bound), "") + said


class Unit(StrEnum):
    PERSONS = "persons"
    MOVEMENTS = "movements"  # one person who crosses twice is two
    HOUSEHOLDS = "households"
    CASES = "cases"
    EVENTS = "events"
    SERVICES = "services"
    VEHICLES = "vehicles"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the store: its name, its type in the store, what it says, whether it may break figures down."""

    name: str
    type: str  # string, double, int32, date, boolean
    says: str
    is_dimension: bool = False


FIELDS: tuple[Field, ...] = (
    Field("kind", "string", "movement, stock, event or service", True),
    Field("indicator", "string", "what the figure measures, where the source says more than its kind", True),
    Field("value", "double", "the figure, of an interval its lower end; empty where the source gives none"),
    Field("upper", "double", "the upper end of an interval; else empty"),
    Field("bound", "string", "exact, about, more_than, at_least, less_than, at_most, between"),
    Field("raw_value", "string", "the figure as it is written"),
    Field("unit", "string", "persons, movements, households, cases, events, services, vehicles", True),
    Field("period", "string", "ISO 8601 period: 2023-01-31, 2023-01, 2023-Q1, 2023-W05, 2023", True),
    Field("start", "date", "first day of the period, or the day of a stock"),
    Field("end", "date", "last day of the period"),
    Field("grain", "string", "day, week, month, quarter, year", True),
    Field("is_partial", "boolean", "the period is not whole: 2022*"),
    Field("flow_point", "string", "code of the flow point", True),
    Field("direction", "string", "in, out, internal, relative to Niger, or to the place that the recipe names", True),
    Field("region", "string", "P-code, level 1", True),
    Field("department", "string", "P-code, level 2", True),
    Field("commune", "string", "P-code, level 3", True),
    Field("locality", "string", "P-code or name of the place as given", True),
    Field("latitude", "double", "degrees, WGS 84"),
    Field("longitude", "double", "degrees, WGS 84"),
    Field("nationality", "string", "ISO 3166-1 alpha-3", True),
    Field("country_origin", "string", "ISO 3166-1 alpha-3", True),
    Field("country_departure", "string", "ISO 3166-1 alpha-3", True),
    Field("country_destination", "string", "ISO 3166-1 alpha-3", True),
    Field("departure_place", "string", "P-code", True),
    Field("destination_place", "string", "P-code", True),
    Field("sex", "string", "F, M, or empty", True),
    Field("age_group", "string", "0-4, 18-59, 60+: years, both ends in", True),
    Field("population_group", "string", "code of the vocabulary: refugee, returnee, idp…", True),
    Field("vulnerability", "string", "code of the vocabulary", True),
    Field("transport", "string", "code of the vocabulary", True),
    Field("reason", "string", "code of the vocabulary", True),
    Field("organisation", "string", "code of the directory", True),
    Field("event", "string", "kind of event: convoy, expulsion, rescue…", True),
    Field("activity", "string", "service or activity", True),
    Field("hours_observed", "double", "hours during which the point was watched"),
    Field("definition", "string", "movement or person; stock or flow; residence rule: what is counted, in one line"),
    Field("coverage", "string", "what the source covers, in one line"),
    Field("as_of", "date", "the day on which the source knew it"),
    Field("source", "string", "code of the source"),
    Field("file", "string", "SHA-256 of the file"),
    Field("sheet", "string", "its sheet"),
    Field("row", "int32", "its row, 1-based"),
    Field("column", "string", "the heading of its column"),
    Field("recipe", "string", "name of the recipe that read it"),
    Field("recipe_version", "int32", "and its version"),
    Field("batch", "string", "the addition to the store that brought it"),
)
DIMENSIONS = tuple(field.name for field in FIELDS if field.is_dimension)
