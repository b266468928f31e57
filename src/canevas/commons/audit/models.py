from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One write, or one read of something restricted: who, when, what event, on which object, with which details.

    Rows are only ever added, each chained to the one before (``rules.chain``); the database itself refuses the rest.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    """1, 2, 3 … without a gap, in the order of the commits."""
    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=150)
    """The name that the person signed in with then: an account that is renamed changes nothing here."""
    event = models.CharField(_("event"), max_length=60, db_index=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField(max_length=250, blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    """MAC of the row before, in hexadecimal."""
    mac = models.CharField(max_length=64)
    """HMAC-SHA256 over everything above, in hexadecimal."""

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes = [models.Index(fields=["object_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.object_label}"


class JournalHead(models.Model):
    """How far the journal goes. One row: whoever writes holds it until the end of the transaction."""

    number = models.BigIntegerField(default=0)
    mac = models.CharField(max_length=64)
    start = models.BigIntegerField(default=1)
    """First row of the present chain: 1, but where a lost key made a new beginning necessary."""
    key_mark = models.CharField(max_length=16)
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("head of the journal")

    def __str__(self) -> str:
        return str(self.number)
