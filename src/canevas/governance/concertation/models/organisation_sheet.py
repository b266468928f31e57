"""A sheet of an organisation that came back."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified


class OrganisationSheet(Identified):
    """A filled-in sheet: what it says, row by row (``rules.organisation_sheet.Filled``), until a person confirms it."""

    organisation = models.ForeignKey("directory.Organisation", verbose_name=_("organisation"), null=True, blank=True,
                                     on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=255)
    day = models.DateField(_("made on"), null=True, blank=True)
    """The day on which the sheet was made: what was reported since is a conflict."""
    rows = models.JSONField(default=list)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                     related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sheet that came back")
        verbose_name_plural = _("sheets that came back")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["file", "brought_by"], name="organisation_sheet_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("concertation:sheet-back", args=[self.uid])
