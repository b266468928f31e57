"""The points where flows are watched, and when they were."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address


class FlowPoint(Identified, Stamped):
    """A point of which people said something: one of the country's reference, or one that they added. ``code`` is the
    P-code of its place."""

    code = models.CharField(_("P-code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    """As files write it, beside its name: a list of texts."""
    toward = models.CharField(_("toward"), max_length=3, blank=True)
    """Alpha-3 of the country that its road leads to; "" where it leads to none."""

    class Meta:
        verbose_name = _("flow point")
        verbose_name_plural = _("flow points")
        ordering = ["name", "code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("observatory:point", self.code)


class WatchPeriod(Identified, Stamped):
    """A stretch of days on which a point was watched; outside of them its figures are missing. Days both in; without a
    first one nobody knows since when, without a last one it is watched to this day."""

    point = models.ForeignKey(FlowPoint, on_delete=models.CASCADE, related_name="periods")
    opened = models.DateField(_("first day"), null=True, blank=True)
    opened_because = models.CharField(_("why it was opened"), max_length=300, blank=True)
    closed = models.DateField(_("last day"), null=True, blank=True)
    closed_because = models.CharField(_("why it was closed"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("period of a flow point")
        verbose_name_plural = _("periods of a flow point")
        # what has no first day comes before all others
        ordering = ["point", models.F("opened").asc(nulls_first=True), "pk"]
        constraints = [models.CheckConstraint(name="observatory_watch_ends_after_it_begins", condition=(
            models.Q(closed__isnull=True) | models.Q(opened__isnull=True) | models.Q(closed__gte=models.F("opened"))))]

    def __str__(self) -> str:
        return str(self.point)
