"""Reads of the policy: the framework of a day, its axes, its sub-programmes."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from canevas.commons.directory.queries import regions, vocabulary
from canevas.governance.policy.models import (
    Axis,
    Framework,
    Indicator,
    Objective,
    Programme,
    RegionAxis,
    SubProgramme,
)


def frameworks() -> QuerySet[Framework]:
    """Every framework, the most recent first."""
    return Framework.objects.all()


def framework_on(day: date | None = None) -> Framework | None:
    """The framework in force on ``day`` (today unless given); the country's own where several are."""
    day = day or timezone.localdate()
    valid = Framework.objects.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day),
                                     Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return valid.filter(code=vocabulary().policy.code).first() or valid.first()


def whole(framework: Framework) -> Framework:
    """``framework`` with everything below it at hand, in a handful of queries."""
    return Framework.objects.prefetch_related(
        Prefetch("objectives", Objective.objects.order_by("level", "code")),
        "axes__programmes__subprogrammes",
        Prefetch("axes__regions", RegionAxis.objects.select_related("region").order_by("region__pcode")),
    ).get(pk=framework.pk)


def axis_by_number(number: int, day: date | None = None) -> Axis | None:
    """The axis of this number in the framework in force on ``day``."""
    framework = framework_on(day)
    return Axis.objects.filter(framework=framework, number=number).first() if framework else None


def axes(day: date | None = None) -> QuerySet[Axis]:
    """The axes of the framework in force on ``day``, by number."""
    framework = framework_on(day)
    return Axis.objects.filter(framework=framework).order_by("number") if framework else Axis.objects.none()


def subprogramme_by_code(code: str, day: date | None = None) -> SubProgramme | None:
    """The sub-programme of this code ("1.1") in the framework in force on ``day``."""
    framework = framework_on(day)
    found = SubProgramme.objects.filter(programme__axis__framework=framework, code=code.strip().rstrip("."))
    return found.select_related("programme__axis").first() if framework else None


def axes_of_region(pcode: str) -> QuerySet[RegionAxis]:
    """The axes that a region chose."""
    return RegionAxis.objects.filter(region__pcode=pcode).select_related("axis", "region").order_by("axis__number")


def choices_by_region(framework: Framework) -> list[tuple[Any, list[Axis]]]:
    """Every region of the country (a territory) with the axes of this framework that it chose, by number."""
    chosen: dict[int, list[Axis]] = {}
    for choice in RegionAxis.objects.filter(axis__framework=framework).select_related("axis").order_by("axis__number"):
        chosen.setdefault(choice.region_id, []).append(choice.axis)
    return [(region, chosen.get(region.pk, [])) for region in regions()]


def places(day: date | None = None) -> list[tuple[Axis, SubProgramme | None]]:
    """Every axis of the framework in force on ``day``, each followed by its sub-programmes."""
    rows = axes(day).prefetch_related("programmes__subprogrammes")
    found: list[tuple[Axis, SubProgramme | None]] = []
    for axis in rows:
        found.append((axis, None))
        for programme in axis.programmes.all():
            programme.axis = axis
            for part in programme.subprogrammes.all():
                part.programme = programme
                found.append((axis, part))
    return found


def places_whole(day: date | None = None) -> list[tuple[Axis, Programme | None, SubProgramme | None]]:
    """As :func:`places`, each programme standing before its sub-programmes."""
    found: list[tuple[Axis, Programme | None, SubProgramme | None]] = []
    seen: set[int] = set()
    for axis, part in places(day):
        if part is not None and part.programme_id not in seen:
            seen.add(part.programme_id)
            found.append((axis, part.programme, None))
        found.append((axis, part.programme if part else None, part))
    return found


def indicators(framework: Framework | None = None, *, retired: bool = False) -> QuerySet[Indicator]:
    """The indicators of ``framework`` (that in force unless given), by axis; ``retired``: those no longer used too."""
    framework = framework or framework_on()
    rows = Indicator.objects.filter(framework=framework).select_related("axis").order_by("axis__number", "title")
    return rows if retired else rows.filter(is_retired=False)
