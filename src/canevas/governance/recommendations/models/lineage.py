"""Where a recommendation comes from and what became of it."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LineageKind(models.TextChoices):
    """The same codes as ``rules.lineage.EdgeKind``."""

    DERIVED = "derived", _("derived from")
    MERGED = "merged", _("merged into")
    SPLIT = "split", _("split into")
    MOVED = "moved", _("moved")
    REFORMULATED = "reformulated", _("reworded")
    CARRIED = "carried", _("carried over")


class LineageEdge(models.Model):
    """One step from a line to the next. ``source`` and ``target`` are identifiers of recommendations, or of lines of a
    synthesis that is not in the register yet: they become recommendations under the same identifier. A rewording and
    a move lead from a line to itself."""

    kind = models.CharField(_("kind"), max_length=12, choices=LineageKind)
    source = models.UUIDField(db_index=True)
    target = models.UUIDField(db_index=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    """What it said before and after; for a move where it stood ("axis 1 3 strategies")."""
    words = models.JSONField(default=list, blank=True)
    """The words that matched, where the step was proposed by the machine."""
    origin = models.CharField(max_length=100, blank=True, db_index=True)
    """What made it: ``synthesis:<uid>:<version>``; "" for a step that a person drew."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a lineage")
        verbose_name_plural = _("steps of lineages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.target}"
