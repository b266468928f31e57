"""What goes out to those who do not come to look: reminders, and the calendar that a telephone follows."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified


class Reminder(models.Model):
    """One digest to one address about what an organisation owes. ``occasion`` makes it once only ("2026-W47")."""

    organisation = models.ForeignKey("directory.Organisation", verbose_name=_("organisation"),
                                     on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(_("address"))
    occasion = models.CharField(max_length=40)
    actions = models.JSONField(default=list)
    """Ids of the actions that it named."""
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    """``None``: being sent, or it could not be."""
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "address", "occasion"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.occasion}"


class CalendarFeed(Identified):
    """An address under which a calendar program reads sessions and deadlines, without signing in. It shows what its
    owner may see on the day it is read, and can be revoked. Only the fingerprint of its secret is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    label = models.CharField(_("name"), max_length=100)
    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.label
