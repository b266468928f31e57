"""What goes out to those who do not come to look: reminders, and the calendar that a telephone follows."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified


class ReminderPlan(models.Model):
    """When reminders go out by themselves. One row, or none: then the defaults."""

    is_on = models.BooleanField(_("send reminders every week"), default=True)
    weekday = models.PositiveSmallIntegerField(_("day"), default=0)
    """0 is Monday."""
    hour = models.PositiveSmallIntegerField(_("from what hour on"), default=8)
    days_ahead = models.PositiveSmallIntegerField(_("days ahead"), default=14)
    """An action due within so many days is told."""
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("plan of reminders")
        verbose_name_plural = _("plans of reminders")

    def __str__(self) -> str:
        return str(_("plan of reminders"))


class ReminderOptOut(models.Model):
    """An organisation to which no reminder is sent."""

    organisation = models.OneToOneField("directory.Organisation", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("organisation without reminders")
        verbose_name_plural = _("organisations without reminders")

    def __str__(self) -> str:
        return str(self.organisation)


class Reminder(models.Model):
    """One digest to one address about what an organisation owes. ``occasion`` makes it once only ("2026-W47")."""

    class State(models.TextChoices):
        READY = "ready", _("to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FILED = "filed", _("a file to send by hand")
        WAITING = "waiting", _("will be tried again")
        REFUSED = "refused", _("refused")

    organisation = models.ForeignKey("directory.Organisation", verbose_name=_("organisation"),
                                     on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(_("address"))
    occasion = models.CharField(max_length=40)
    actions = models.JSONField(default=list)
    """Ids of the actions that it named."""
    bodies = models.JSONField(default=list, blank=True)
    """Codes of the bodies of whose actions it tells: the scope of the secretariat that sent it. Empty: of all."""
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    """``None``: being sent, or it could not be."""
    error = models.TextField(blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.READY, db_index=True)
    """"sending" that lasts: the program was stopped in the middle, and nobody knows whether the letter left."""
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=200, blank=True)
    """Name of the letter in the folder of the mail, where there is no mail server."""

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
