"""Every write of the policy: keyword-only, `by=`, permission, change and journal row in one transaction."""
from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import territory_by_pcode
from canevas.commons.directory.queries import vocabulary as current_vocabulary
from canevas.governance.policy.models import (
    Axis,
    Framework,
    Indicator,
    Objective,
    Programme,
    RegionAxis,
    SubProgramme,
)
from canevas.governance.policy.permissions import POLICY_EDIT, POLICY_LOAD
from canevas.tools.vocabulary.entries import AxisEntry, PolicyEntry

M = TypeVar("M", bound=models.Model)


class _Writer:
    """Writes rows only where they are new or differ, and counts them."""

    def __init__(self) -> None:
        self.added = self.updated = 0

    def put(self, model: type[M], values: dict[str, Any], **by: Any) -> M:
        row = model._default_manager.filter(**by).first()
        if row is None:
            self.added += 1
            return model._default_manager.create(**by, **values)
        differing = [name for name, value in values.items() if getattr(row, name) != value]
        if differing:
            for name in differing:
                setattr(row, name, values[name])
            row.save()
            self.updated += 1
        return row


@transaction.atomic
def load_framework(*, by: User, policy: PolicyEntry | None = None) -> Framework:
    """Bring the policy of the vocabulary (or ``policy``) in, whole. Loading the same again changes nothing.

    What the file no longer has stays, because sessions may refer to it.
    """
    require(by, POLICY_LOAD)
    source = policy or current_vocabulary().policy
    writer = _Writer()
    framework = writer.put(Framework, {"name": source.name, "valid_from": source.valid_from,
                                       "valid_to": source.valid_to}, code=source.code)
    for objective in source.objectives:
        writer.put(Objective, {"level": objective.level, "title": objective.title},
                   framework=framework, code=objective.code)
    for axis in source.axes:
        _load_axis(writer, framework, axis)
    if writer.added or writer.updated:
        record(by=by, event="framework_loaded", target=framework,
               details={"added": writer.added, "updated": writer.updated})
    return framework


def _load_axis(writer: _Writer, framework: Framework, entry: AxisEntry) -> None:
    axis = writer.put(Axis, {"title": entry.title, "objective": entry.objective},
                      framework=framework, number=entry.number)
    for programme in entry.programmes:
        row = writer.put(Programme, {"title": programme.title, "objective": programme.objective},
                         axis=axis, number=programme.number)
        for part in programme.subprogrammes:
            writer.put(SubProgramme, {"title": part.title, "objective": part.objective},
                       programme=row, code=part.code)


@transaction.atomic
def choose_axes(*, by: User, region: str, axes: list[Axis], decided_on: date | None = None) -> list[RegionAxis]:
    """Set the axes that a region (its P-code) chose; those it chose before and no longer has go.

    Raises ``ValidationError`` where the code is no region's.
    """
    require(by, POLICY_EDIT)
    territory = territory_by_pcode(region)
    if territory is None or territory.level != 1:
        raise ValidationError(_("“%(code)s” is no region's code.") % {"code": region})
    before = sorted(RegionAxis.objects.filter(region=territory).values_list("axis__number", flat=True))
    RegionAxis.objects.filter(region=territory).exclude(axis__in=axes).delete()
    for axis in axes:
        RegionAxis.objects.get_or_create(region=territory, axis=axis, defaults={"decided_on": decided_on})
    after = sorted({axis.number for axis in axes})
    if before != after:
        record(by=by, event="region_axes_chosen", target=territory, details={"before": before, "after": after})
    return list(RegionAxis.objects.filter(region=territory).select_related("axis").order_by("axis__number"))


@transaction.atomic
def add_indicator(*, by: User, framework: Framework, title: str, unit: str = "", axis: Axis | None = None) -> Indicator:
    """Note what the policy counts. ``ValidationError`` without words, for an axis of another framework, and where the
    framework has this indicator already."""
    require(by, POLICY_EDIT)
    words = " ".join(title.split())[:250]
    if not words:
        raise ValidationError(_("Say what is counted."))
    if axis is not None and axis.framework_id != framework.pk:
        raise ValidationError(_("This axis belongs to another framework."))
    if Indicator.objects.filter(framework=framework, title__iexact=words).exists():
        raise ValidationError(_("The framework has this indicator already."))
    made = Indicator.objects.create(framework=framework, axis=axis, title=words, unit=" ".join(unit.split())[:60])
    record(by=by, event="indicator_added", target=framework, details={
        "indicator": words, "unit": made.unit, "axis": axis.number if axis else None})
    return made


@transaction.atomic
def retire_indicator(*, by: User, indicator: Indicator, is_retired: bool = True) -> Indicator:
    """It is no longer proposed, and stays where it is tied; ``is_retired`` False takes that back."""
    require(by, POLICY_EDIT)
    row = Indicator.objects.select_for_update(of=("self",)).select_related("framework").get(pk=indicator.pk)
    if row.is_retired != is_retired:
        row.is_retired = is_retired
        row.save(update_fields=["is_retired"])
        record(by=by, event="indicator_retired" if is_retired else "indicator_taken_back", target=row.framework,
               details={"indicator": row.title})
    return row
