"""What documents for partners were told of the figures: remembered, for who read it knows it still."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from canevas.commons.records import Identified


class Telling(Identified):
    """One month of an indicator (or one quarter, of what is known by quarter alone) as every document for partners
    tells it, from the store as it stood at ``counted_at``. It never changes; counted anew, it is another."""

    measure = models.CharField(max_length=120, db_index=True)
    """``rules.publish.leaves.measure_key``: what counts the same figures is protected together."""
    indicator = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    """ISO: 2023-03, 2023-Q1."""
    sources = models.JSONField(default=list)
    counted_at = models.DateTimeField()
    cells = models.JSONField(default=list)
    """Pairs of a breakdown ("direction", "event+source") and its cells: [codes of the region and of the breakdown,
    figure or null, status]; null in the place of the cells where nothing may be told by it. The first one decides which
    totals are told."""
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["counted_at", "pk"]
        indexes = [models.Index(fields=["indicator", "period"], name="observatory_telling_period")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"

    @property
    def tables(self) -> dict[str, Any]:
        """The cells by breakdown, the first one first."""
        return dict(self.cells)
