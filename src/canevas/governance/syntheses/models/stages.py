"""What each stage decided, and under which reservations."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from canevas.commons.records import Identified
from canevas.governance.syntheses.models.synthesis import StageChoices, Version


class OutcomeChoices(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("synthesis", "adopted")
    RESERVED = "adopted-with-reservations", pgettext_lazy("synthesis", "adopted with reservations")
    SENT_BACK = "sent-back", pgettext_lazy("synthesis", "sent back")
    REJECTED = "rejected", pgettext_lazy("synthesis", "rejected")
    POSTPONED = "postponed", pgettext_lazy("synthesis", "postponed")


class StageDecision(Identified):
    """The decision of a stage on a frozen version: of the whole, or of one ``line`` of it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="decisions")
    stage = models.CharField(_("stage"), max_length=12, choices=StageChoices)
    line = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=30, choices=OutcomeChoices)
    note = models.TextField(_("note"), blank=True)
    day = models.DateField(_("day"))
    session = models.ForeignKey(
        "concertation.Session", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision of a stage")
        verbose_name_plural = _("decisions of stages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_outcome_display()}"


class ReservationState(models.TextChoices):
    OPEN = "open", _("open")
    INTEGRATED = "integrated", _("integrated")
    DECLINED = "declined", _("declined")


class StageReservation(Identified):
    """What a stage asked for while adopting; discharged by the ``version`` that does it, or declined with a reason."""

    decision = models.ForeignKey(StageDecision, on_delete=models.CASCADE, related_name="reservations")
    organisation = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(_("who"), max_length=250, blank=True)
    line = models.UUIDField(null=True, blank=True)
    text = models.TextField(_("reservation"))
    state = models.CharField(_("state"), max_length=10, choices=ReservationState, default=ReservationState.OPEN)
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("reservation of a stage")
        verbose_name_plural = _("reservations of stages")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
