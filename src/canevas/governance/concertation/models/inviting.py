"""What went out before a meeting: each letter that was made, and to whom it was sent."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified
from canevas.governance.concertation.models.sessions import Session, SessionDocument


class Invitation(Identified):
    """One letter about a session: it convenes, says what changed, or calls the meeting off."""

    class Kind(models.TextChoices):
        CONVENE = "convene", _("invitation")
        CHANGE = "change", _("change")
        CANCEL = "cancel", _("cancellation")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="invitations")
    number = models.PositiveIntegerField(_("number"))
    """1 for the first letter about a session."""
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    sequence = models.PositiveIntegerField(default=0)
    """That of its calendar event (RFC 5545): what a calendar program replaces an older one by."""
    text = models.TextField(_("introductory paragraph"), blank=True)
    signatory = models.CharField(_("signed by"), max_length=250, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    """Day, hours, place, agenda as the letter says them: another one is due when they change."""
    document = models.ForeignKey(SessionDocument, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The letter as it was kept beside the minutes; ``None`` where somebody took it away."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["session", "number"]
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="invitation_number_once")]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_kind_display()} {self.number}"


class InvitationSent(models.Model):
    """A letter on its way to one address: once, unless a person asks for it again."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="sendings")
    organisation = models.ForeignKey("directory.Organisation", verbose_name=_("organisation"), null=True, blank=True,
                                     on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(_("address"))
    times = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(auto_now=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    """``None``: being sent, or it could not be."""
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("sending of an invitation")
        verbose_name_plural = _("sendings of invitations")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["invitation", "address"], name="invitation_sent_once")]

    def __str__(self) -> str:
        return f"{self.invitation} → {self.address}"
