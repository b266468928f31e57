"""Codes of the common model in words, in the language of the reader."""
from __future__ import annotations

import gettext as translations
from collections.abc import Mapping
from functools import lru_cache

import pycountry
from django.utils.translation import get_language, gettext, gettext_lazy

from canevas.commons.directory.queries.entries import organisation_names
from canevas.commons.directory.queries.lookup import vocabulary
from canevas.evidence.observatory.models import SharingAgreement
from canevas.evidence.observatory.queries.points import words
from canevas.evidence.observatory.rules.observation import Kind, Unit
from canevas.evidence.observatory.rules.periods import Grain, read_period
from canevas.evidence.observatory.rules.sharing import CHOOSABLE, Terms

COUNTRIES = ("nationality", "country_origin", "country_departure", "country_destination")
PLACES = ("region", "department", "commune", "locality", "departure_place", "destination_place")
DIMENSIONS = {
    "period": gettext_lazy("Period"), "flow_point": gettext_lazy("Flow monitoring point"),
    "direction": gettext_lazy("Direction"), "region": gettext_lazy("Region"), "department": gettext_lazy("Department"),
    "commune": gettext_lazy("Commune"), "locality": gettext_lazy("Locality"),
    "nationality": gettext_lazy("Nationality"), "country_origin": gettext_lazy("Country of origin"),
    "country_departure": gettext_lazy("Country of departure"),
    "country_destination": gettext_lazy("Country of destination"),
    "departure_place": gettext_lazy("Place of departure"), "destination_place": gettext_lazy("Place of destination"),
    "sex": gettext_lazy("Sex"), "age_group": gettext_lazy("Age"), "population_group": gettext_lazy("Population group"),
    "vulnerability": gettext_lazy("Vulnerability"), "transport": gettext_lazy("Means of transport"),
    "reason": gettext_lazy("Reason"), "organisation": gettext_lazy("Organisation"), "event": gettext_lazy("Event"),
    "activity": gettext_lazy("Service or activity"), "source": gettext_lazy("Source"),
    "kind": gettext_lazy("Kind of figure"), "unit": gettext_lazy("Unit"), "indicator": gettext_lazy("Indicator"),
    "grain": gettext_lazy("Length of the period"),
}
UNITS = {
    Unit.PERSONS: gettext_lazy("persons"), Unit.MOVEMENTS: gettext_lazy("crossings"),
    Unit.HOUSEHOLDS: gettext_lazy("households"), Unit.CASES: gettext_lazy("cases"),
    Unit.EVENTS: gettext_lazy("events"), Unit.SERVICES: gettext_lazy("services delivered"),
    Unit.VEHICLES: gettext_lazy("vehicles"),
}
GRAINS = {Grain.DAY: gettext_lazy("Day"), Grain.WEEK: gettext_lazy("Week"), Grain.MONTH: gettext_lazy("Month"),
          Grain.QUARTER: gettext_lazy("Quarter"), Grain.YEAR: gettext_lazy("Year")}
KINDS = {Kind.MOVEMENT: gettext_lazy("Movement"), Kind.STOCK: gettext_lazy("Stock"), Kind.EVENT: gettext_lazy("Event"),
         Kind.SERVICE: gettext_lazy("Service")}
_MONTHS = (gettext_lazy("January"), gettext_lazy("February"), gettext_lazy("March"), gettext_lazy("April"),
           gettext_lazy("May"), gettext_lazy("June"), gettext_lazy("July"), gettext_lazy("August"),
           gettext_lazy("September"), gettext_lazy("October"), gettext_lazy("November"), gettext_lazy("December"))


def unit(code: str) -> str:
    """A unit in words; of one that no list knows, itself."""
    return str({str(one): text for one, text in UNITS.items()}.get(code, code))


def dimension(name: str) -> str:
    return str(DIMENSIONS.get(name, name))


def period(code: str) -> str:
    """« mars 2023 », « T1 2023 », « semaine 12 de 2023 », « 2023 »."""
    try:
        one = read_period(code)
    except ValueError:
        return code
    match one.grain:
        case Grain.MONTH:
            return f"{_MONTHS[one.start.month - 1]} {one.start.year}"
        case Grain.QUARTER:
            return gettext("Q%(number)s %(year)s") % {"number": code[-1], "year": one.start.year}
        case Grain.WEEK:
            return gettext("week %(number)s of %(year)s") % {"number": int(code[-2:]), "year": code[:4]}
        case Grain.DAY:
            return f"{one.start:%d/%m/%Y}"
    return code


@lru_cache
def _french() -> translations.NullTranslations:
    return translations.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"], fallback=True)


def country(code: str) -> str:
    known = pycountry.countries.get(alpha_3=code)
    if known is None:
        return code
    name = str(getattr(known, "common_name", known.name))
    return _french().gettext(name) if (get_language() or "fr").startswith("fr") else name


def labels(name: str) -> Mapping[str, str]:
    """Every code of a breakdown that is kept in a table of its own, with its words; empty for the others."""
    if name == "organisation":
        return {code: text for _pk, code, text in organisation_names()}
    if name == "flow_point":
        return {point.code: point.name for point in words().figures.flow_points}
    return {code.code: code.name for code in vocabulary().figures.by_list.get(name, ())}


def limits(terms: Terms) -> list[tuple[str, str]]:
    """How finely somebody sees a source: headings and texts."""
    breakdowns = ", ".join(dimension(name) for name in CHOOSABLE if name in terms.fields)
    return [(gettext("Breakdowns"), breakdowns or gettext("none: totals alone")),
            (gettext("Finest place"), str(SharingAgreement.Geography(terms.geography).label)),
            (gettext("Finest period"), str(SharingAgreement.Grain(str(terms.grain)).label))]


def label(name: str, code: str | None, known: Mapping[str, str] | None = None) -> str:
    """One code in words; ``None`` is what the sources do not say. ``known``: :func:`labels`, where many are asked."""
    if code is None or code == "":
        return gettext("Not said")
    if name == "period":
        return period(code)
    if name in COUNTRIES:
        return country(code)
    if name in PLACES:
        entry = vocabulary().by_pcode.get(code) or words().by_pcode.get(code)
        return entry.shown if entry else code
    if name == "age_group":
        return _ages(code)
    return (labels(name) if known is None else known).get(code, code)


def _ages(code: str) -> str:
    if code.endswith("+") and code[:-1].isdigit():
        return gettext("%(age)s years and over") % {"age": code[:-1]}
    first, dash, last = code.partition("-")
    if dash and first.isdigit() and last.isdigit():
        return gettext("%(first)s to %(last)s years") % {"first": first, "last": last}
    return labels("age_group").get(code, code)
