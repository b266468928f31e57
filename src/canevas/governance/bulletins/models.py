"""Bulletins as they were made, and the Word template that they are made with."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address


class Bulletin(Identified):
    """One bulletin as it was made on a day: its two files never change; made again, it is another. One for the public
    stands before it once another person has approved it, as long as the releases that it tells of do."""

    class For(models.TextChoices):
        PARTNER = "partner", _("partners")
        PUBLIC = "public", _("the public")

    region = models.CharField(_("region"), max_length=60, blank=True)
    """P-code; "" for the whole country."""
    body = models.CharField(max_length=60, blank=True)
    """Code of the group whose actions it tells, "" where the region has none."""
    period = models.CharField(_("period"), max_length=10)
    """ISO: 2023-03, 2023-Q1."""
    title = models.CharField(_("title"), max_length=250)
    word = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    pdf_note = models.CharField(max_length=300, blank=True)
    """Why the PDF is not laid out as the Word template in use; "" where it is, or where the usual one was."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    audience = models.CharField(_("for"), max_length=12, choices=For, default=For.PARTNER)
    releases = models.JSONField(default=list, blank=True)
    """Identifiers of the releases whose cells one for the public tells."""
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                    related_name="+")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    """Why it was withdrawn."""

    class Meta:
        verbose_name = _("bulletin")
        verbose_name_plural = _("bulletins")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["region", "period"], name="bulletin_region_period")]
        constraints = [models.CheckConstraint(name="bulletin_published_is_public", condition=(
            Q(published_at=None) | Q(audience="public", approved_by__isnull=False)))]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("bulletins:bulletin", self.uid)


class BulletinTemplate(Identified, Stamped):
    """A Word template of the house's own; the active one serves. Earlier ones stay."""

    name = models.CharField(_("name"), max_length=120)
    file_name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    is_active = models.BooleanField(_("in use"), default=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("template of bulletins")
        verbose_name_plural = _("templates of bulletins")
        ordering = ["-is_active", "-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["is_active"], condition=Q(is_active=True),
                                               name="bulletin_template_one")]

    def __str__(self) -> str:
        return self.name
