from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """A backup that was made of this installation, or that it was restored from."""

    name = models.CharField(_("file"), max_length=120)
    folder = models.TextField(_("folder"), blank=True)
    made_at = models.DateTimeField(_("made"), db_index=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    keys = models.JSONField(_("public keys"), default=list)
    """Public keys that it is encrypted to; empty where it is not encrypted."""
    row_count = models.PositiveBigIntegerField(default=0)
    file_count = models.PositiveIntegerField(default=0)
    restored_at = models.DateTimeField(_("restored"), null=True, blank=True)

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")

    def __str__(self) -> str:
        return self.name
