"""An adopted table that stands before the public."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.governance.syntheses.models.synthesis import Synthesis, Version


class Publication(models.Model):
    """That the secretariat put an adopted version before the public. Withdrawn, it goes; the journal keeps both."""

    synthesis = models.OneToOneField(Synthesis, on_delete=models.CASCADE, related_name="publication")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("publication of a synthesis")
        verbose_name_plural = _("publications of syntheses")
        ordering = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return str(self.synthesis)
