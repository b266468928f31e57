from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped


class Framework(Identified, Stamped):
    """A policy with its days of validity: a sentence is read with the framework of its own day."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=250)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("policy framework")
        verbose_name_plural = _("policy frameworks")
        ordering = ["-valid_from", "code"]

    def __str__(self) -> str:
        return self.name


class Axis(Identified):
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="axes")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    objective = models.TextField(_("objective"), blank=True)

    class Meta:
        verbose_name = _("axis")
        verbose_name_plural = _("axes")
        ordering = ["framework", "number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="policy_axis_number_once")]

    def __str__(self) -> str:
        return gettext("Axis %(number)s: %(title)s") % {"number": self.number, "title": self.title}


class Programme(Identified):
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="programmes")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    objective = models.TextField(_("objective"), blank=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["axis", "number"]
        constraints = [models.UniqueConstraint(fields=["axis", "number"], name="policy_programme_number_once")]

    def __str__(self) -> str:
        return gettext("Programme %(number)s: %(title)s") % {"number": self.number, "title": self.title}


class SubProgramme(Identified):
    """``code`` as printed: "1.1"."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="subprogrammes")
    code = models.CharField(_("code"), max_length=12)
    title = models.CharField(_("title"), max_length=300)
    objective = models.TextField(_("objective"), blank=True)

    class Meta:
        verbose_name = _("sub-programme")
        verbose_name_plural = _("sub-programmes")
        ordering = ["programme", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="policy_subprogramme_code_once")]

    def __str__(self) -> str:
        return gettext("Sub-programme %(code)s: %(title)s") % {"code": self.code, "title": self.title}


class Objective(Identified):
    class Level(models.TextChoices):
        GENERAL = "general", _("Overall objective")
        SPECIFIC = "specific", _("Specific objective")

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="objectives")
    code = models.CharField(_("code"), max_length=12)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    title = models.TextField(_("title"))

    class Meta:
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        ordering = ["framework", "level", "code"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="policy_objective_code_once")]

    def __str__(self) -> str:
        return self.title


class Indicator(Identified, Stamped):
    """What the policy counts to tell how far it is; of one axis, or of the whole. Recommendations may be tied to it."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="indicators")
    axis = models.ForeignKey(Axis, verbose_name=_("axis"), null=True, blank=True, on_delete=models.PROTECT,
                             related_name="indicators")
    title = models.CharField(_("indicator"), max_length=250)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    is_retired = models.BooleanField(_("no longer used"), default=False)
    """It stays where it is tied already, and is no longer proposed."""

    class Meta:
        verbose_name = _("indicator of the policy")
        verbose_name_plural = _("indicators of the policy")
        ordering = ["framework", "axis", "title"]
        constraints = [models.UniqueConstraint(fields=["framework", "title"], name="policy_indicator_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.unit})" if self.unit else self.title


class RegionAxis(Stamped):
    """An axis that a region chose for itself."""

    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="regions")
    region = models.ForeignKey("directory.Territory", on_delete=models.PROTECT, related_name="+",
                               verbose_name=_("region"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("axis of a region")
        verbose_name_plural = _("axes of regions")
        ordering = ["region", "axis"]
        constraints = [models.UniqueConstraint(fields=["axis", "region"], name="policy_region_axis_once")]

    def __str__(self) -> str:
        return f"{self.region} · {self.axis}"
