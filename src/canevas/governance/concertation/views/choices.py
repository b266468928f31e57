"""The values that the lists of this room may be narrowed to."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canevas.commons.design.formats import capital
from canevas.commons.design.lists import Choice, ChoiceFilter, EntryFilter
from canevas.commons.directory import queries as directory
from canevas.governance.concertation.models import Body, Session
from canevas.governance.concertation.queries import register, visible
from canevas.governance.policy import queries as policy


def body_filter(path: str = "") -> ChoiceFilter:
    """``path`` leads from a row to its session."""
    return ChoiceFilter("body", _("Body"), choices_of=lambda user: [
        Choice(body.code, str(body) if body.name == body.code else f"{body} – {body.name}",
               register.of_bodies([body.pk], path)) for body in _bodies(user)])


def _bodies(user: Any) -> list[Body]:
    """The bodies whose meetings ``user`` sees, by code."""
    return list(visible.bodies(user).defer("aliases").order_by("code"))


def kind_filter(path: str = "") -> ChoiceFilter:
    def choices(user: Any) -> list[Choice]:
        by_kind: dict[str, list[int]] = {}
        for kind, key in visible.bodies(user).order_by("code").values_list("kind", "pk"):
            by_kind.setdefault(kind, []).append(key)
        return [Choice(kind.value, capital(kind.label), register.of_bodies(by_kind[kind], path))
                for kind in Body.Kind if kind in by_kind]
    return ChoiceFilter("kind", _("Kind of body"), choices_of=choices)


def region_filter(path: str = "") -> ChoiceFilter:
    """The region of the body: that of the groups and frameworks of one region."""
    def choices(user: Any) -> list[Choice]:
        bodies = list(visible.bodies(user).order_by("code").values_list("region", "pk"))
        return [Choice(region.pcode, region.name,
                       register.of_bodies([key for of, key in bodies if of == region.pk], path))
                for region in directory.regions()]
    return ChoiceFilter("region", _("Region"), choices_of=choices)


def stage_filter() -> ChoiceFilter:
    return ChoiceFilter("stage", _("Stage"), field="stage", choices=lambda: [
        Choice(value, capital(label)) for value, label in Session._meta.get_field("stage").choices or ()])


def year_filter(path: str = "") -> ChoiceFilter:
    return ChoiceFilter("year", _("Year"), choices_of=lambda user: [
        Choice(str(year), str(year), register.in_year(year, path)) for year in register.years(user)])


def axis_filter() -> ChoiceFilter:
    return ChoiceFilter("axis", _("Axis"), choices=lambda: [
        Choice(str(axis.number), str(axis), Q(axis=axis.pk)) for axis in policy.axes()])


def organisation_filter(condition: Callable[[int], Q], label: str) -> ChoiceFilter:
    """There are hundreds of organisations: a condition is made only for the one that is asked for."""
    return ChoiceFilter("organisation", label, choices=lambda: [
        Choice(code, name, partial(condition, key)) for key, code, name in directory.organisation_names()])


def place_filter(condition: Callable[[int], Q]) -> EntryFilter:
    """A place of any level; asked for by links from its sheet."""
    def find(code: str) -> Choice | None:
        place = directory.territory_by_pcode(code)
        return Choice(place.pcode, place.name, condition(place.pk)) if place else None
    return EntryFilter("place", _("Place named"), find=find)
