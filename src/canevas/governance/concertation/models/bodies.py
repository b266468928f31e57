from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Body(models.Model):
    """A body that meets (« instance »): the national framework, its secretariat, the regional and technical groups."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("national framework")
        SECRETARIAT = "secretariat", _("permanent secretariat")
        STEERING = "steering", _("steering committee")
        REGIONAL_FRAMEWORK = "regional-framework", _("regional framework")
        TECHNICAL_GROUP = "technical-group", _("technical group")
        OBSERVATORY = "observatory", _("observatory")
        COMMISSION = "commission", _("commission")
        OTHER = "other", _("other")

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    """As minutes write it: "GTM-Tahoua"."""
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    region = models.ForeignKey(
        "directory.Territory", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )
    aliases = models.JSONField(_("other names"), default=list, blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_name or self.code
