"""What was typed, as it stood: the history of one agenda item."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified
from canevas.governance.concertation.models.sessions import AgendaItem


class ItemRevision(Identified):
    """The text of an item as somebody left it. What one person types in one go is one row, brought up to date.

    ``SET_ASIDE`` is a text that lost in a conflict: it never stood in the register, and can still be taken up again.
    """

    class Kind(models.TextChoices):
        FOUND = "found", _("as it was found")
        TYPED = "typed", _("typed")
        SETTLED = "settled", _("after a conflict")
        RESTORED = "restored", _("taken up again")
        SET_ASIDE = "set-aside", _("set aside in a conflict")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="history")
    revision = models.PositiveIntegerField()
    """The revision of the item that says this; of a text set aside, the one that was preferred to it."""
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TYPED)
    blocks = models.JSONField(default=list)
    """As ``rules.blocks.to_json``; of ``FOUND``, each with its ``source`` and ``passages`` where it has some."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    """``None`` where it was found in the register."""
    client = models.CharField(max_length=40, blank=True)
    """The browser that it came from."""
    nonce = models.CharField(max_length=40, blank=True)
    """Of the last sending: one whose answer was lost is known again by it."""
    started_at = models.DateTimeField()
    at = models.DateTimeField()
    """When it was last brought up to date."""

    class Meta:
        verbose_name = _("earlier text of an item")
        verbose_name_plural = _("earlier texts of items")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["item", "-id"], name="item_revision_latest")]

    def __str__(self) -> str:
        return f"{self.item} ({self.revision})"
