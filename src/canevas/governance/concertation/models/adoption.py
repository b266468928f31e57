"""The minutes of a session come before the next one: as they are, or with reservations."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped
from canevas.governance.concertation.models.sessions import Minutes, Session


class Adoption(Identified, Stamped):
    """The minutes of ``session`` were adopted, as they are or with reservations. Minutes that were reopened and
    circulated again are adopted again: the last one counts."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="adoptions")
    minutes = models.ForeignKey(Minutes, verbose_name=_("version"), null=True, blank=True, on_delete=models.PROTECT,
                                related_name="+")
    """The version that was before the meeting."""
    at_session = models.ForeignKey(Session, verbose_name=_("adopted at"), null=True, blank=True,
                                   on_delete=models.PROTECT, related_name="adopted_minutes")
    day = models.DateField(_("adopted on"))
    with_reservations = models.BooleanField(_("with reservations"), default=False)
    final_on = models.DateField(_("final on"), null=True, blank=True)
    final_minutes = models.ForeignKey(Minutes, verbose_name=_("final version"), null=True, blank=True,
                                      on_delete=models.PROTECT, related_name="+")
    told_by = models.ForeignKey(Minutes, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The version of later minutes that says so, where the adoption was read there and not entered on its page."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.session} ({self.day:%d/%m/%Y})"


class Reservation(Identified, Stamped):
    """« Sous réserve »: who holds back on which passage, and what they ask for."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        INTEGRATED = "integrated", _("integrated")
        DECLINED = "declined", _("declined")

    adoption = models.ForeignKey(Adoption, null=True, blank=True, on_delete=models.CASCADE,
                                 related_name="reservations")
    """None as long as the minutes are circulated: it waits for the meeting that adopts them."""
    minutes = models.ForeignKey(Minutes, verbose_name=_("version"), on_delete=models.PROTECT,
                                related_name="reservations")
    """The version that the passage is of."""
    order = models.PositiveIntegerField(default=0)
    organisation = models.ForeignKey("directory.Organisation", verbose_name=_("organisation"), null=True, blank=True,
                                     on_delete=models.PROTECT, related_name="+")
    person = models.CharField(_("who"), max_length=250, blank=True)
    """As said in the meeting, where it is no organisation of the directory or a name is wanted."""
    passage = models.TextField(_("passage"), blank=True)
    """The words that it is about, as the minutes have them."""
    passage_uid = models.UUIDField(null=True, blank=True)
    """The row of the register (item, discussion point, action, decision) that these words are of."""
    text = models.TextField(_("what is asked"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    integrated_in = models.ForeignKey(Minutes, verbose_name=_("integrated in"), null=True, blank=True,
                                      on_delete=models.PROTECT, related_name="integrated_reservations")
    reason = models.TextField(_("reason"), blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                   related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("entered by"), on_delete=models.PROTECT,
                                related_name="+")

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="integrated") | Q(integrated_in__isnull=False),
                                   name="reservation_integrated_somewhere"),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(reason=""), name="reservation_declined_why"),
        ]

    def __str__(self) -> str:
        return self.text
