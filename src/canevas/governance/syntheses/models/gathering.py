"""What regions recommended, put together for a synthesis."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped
from canevas.governance.syntheses.models.synthesis import Synthesis


class GroupState(models.TextChoices):
    PROPOSED = "proposed", _("to be treated")
    TAKEN = "taken", _("in the table")
    LEFT_OUT = "left-out", _("left out")


class GatheredGroup(Identified, Stamped):
    """Recommendations that say the same or nearly, as proposed, and as a person put them right."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="groups")
    order = models.PositiveIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=GroupState, default=GroupState.PROPOSED)
    words = models.JSONField(default=list, blank=True)
    """The words that matched, as reason."""
    confidence = models.FloatField(default=0)
    is_sure = models.BooleanField(default=False)
    axis = models.ForeignKey("policy.Axis", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    subprogramme = models.ForeignKey(
        "policy.SubProgramme", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(
        "policy.Programme", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """That of the sub-programme, or a whole one."""
    axis_words = models.JSONField(default=list, blank=True)
    line = models.UUIDField(null=True, blank=True)
    """The line of the table that it became (``rules.table.Line.uid``)."""
    is_attached = models.BooleanField(default=False)
    """Whether that line stood in the table before: put back, the group leaves it there."""
    note = models.CharField(_("reason"), max_length=250, blank=True)
    near = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """A group that was treated before these came in, and that says the same."""

    class Meta:
        verbose_name = _("group of recommendations")
        verbose_name_plural = _("groups of recommendations")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.synthesis} · {self.order + 1}"


class Gathered(models.Model):
    """One recommendation of a region in a group."""

    group = models.ForeignKey(GatheredGroup, on_delete=models.CASCADE, related_name="members")
    recommendation = models.ForeignKey(
        "recommendations.Recommendation", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)
    repeats = models.ForeignKey(
        "recommendations.Recommendation", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The earlier recommendation that it says again."""

    class Meta:
        verbose_name = _("gathered recommendation")
        verbose_name_plural = _("gathered recommendations")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["group", "recommendation"], name="gathered_once_in_a_group")]

    def __str__(self) -> str:
        return str(self.recommendation)
