"""How far a recommendation is: what its owners report, its milestones, and an indicator where it has one."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified
from canevas.governance.recommendations.models.register import Recommendation


class ProgressReport(Identified):
    """What somebody who answers for a recommendation says of it, on one day. Reports follow one another; none is
    changed."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="reports")
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    region = models.ForeignKey(
        "directory.Territory", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    """Where a region says how far its own part of a recommendation to all regions is; the state is then that part's."""
    status = models.CharField(_("status"), max_length=12, choices=Recommendation.Status)
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    text = models.TextField(_("report"), blank=True)
    day = models.DateField(_("day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["day", "pk"]
        constraints = [models.CheckConstraint(
            condition=models.Q(percent=None) | models.Q(percent__lte=100), name="recommendation_percent")]

    def __str__(self) -> str:
        return f"{self.recommendation} · {self.day}"


class Evidence(Identified):
    """What shows it: a file, or a link."""

    report = models.ForeignKey(ProgressReport, on_delete=models.CASCADE, related_name="evidence")
    file = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField(_("link"), max_length=500, blank=True)
    label = models.CharField(_("what it is"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label or self.link


class Milestone(Identified):
    """A step on the way, with its day."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="milestones")
    label = models.CharField(_("milestone"), max_length=250)
    due = models.DateField(_("due"), null=True, blank=True)
    reached = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.label


class Target(Identified):
    """An indicator of a recommendation: from where, to where, and where it is."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(_("indicator"), max_length=250)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=18, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    value_day = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator of a recommendation")
        verbose_name_plural = _("indicators of recommendations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.indicator
