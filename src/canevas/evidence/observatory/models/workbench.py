"""A file that somebody is settling: what was answered so far, kept until it is confirmed or left."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address
from canevas.evidence.observatory.models.batches import Batch
from canevas.evidence.observatory.models.sources import RecipeVersion, SourceFile


class Workbench(Identified, Stamped):
    """``answers`` as ``rules.harmonise.settling`` says; ``recipe``: the version that reads the file, where
    there is one."""

    class State(models.TextChoices):
        OPEN = "open", _("to settle")
        DONE = "done", _("in the figures")
        LEFT = "left", _("left aside")

    file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, related_name="workbenches")
    recipe = models.ForeignKey(RecipeVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.SlugField(_("name of the recipe"), max_length=60, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    replacing = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The batch that this file corrects."""
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """What came of it."""
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    doubts = models.PositiveIntegerField(_("to check"), default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("workbench")
        verbose_name_plural = _("workbenches")
        ordering = ["-changed_at", "-pk"]
        constraints = [models.UniqueConstraint(name="observatory_workbench_open_once", fields=["file"],
                                               condition=models.Q(state="open"))]

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        return address("observatory:workbench", self.uid)
