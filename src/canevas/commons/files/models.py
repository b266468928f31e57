from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified


class StoredFile(Identified):
    """A file as it came in, byte for byte. Its content lies under ``CANEVAS_HOME/files`` by its SHA-256."""

    name = models.CharField(_("name"), max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    format = models.CharField(_("format"), max_length=20)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name


class ReadTree(models.Model):
    """The tree that the readers made of a file, kept so that a source passage opens at once."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="tree")
    content = models.BinaryField()
    """zlib-compressed JSON of ``Document.to_dict()``."""
    page_count = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.file} (lu)"
