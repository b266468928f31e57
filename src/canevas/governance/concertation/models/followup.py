"""What a session leaves behind: actions, decisions, contributions, and what its words mention."""
from __future__ import annotations

from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Answerable, Identified, Sourced, Stamped, Withdrawable
from canevas.governance.concertation.models.sessions import AgendaItem, Outcome, Session, StageChoices


class ActionPoint(Identified, Stamped, Sourced, Withdrawable):
    """Something to be done. ``deadline_text`` is verbatim; ``deadline_date`` only where the words name a day."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="actions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("action point"))
    deadline_text = models.CharField(_("deadline"), max_length=250, blank=True)
    deadline_date = models.DateField(_("deadline"), null=True, blank=True)
    axis = models.ForeignKey(
        "policy.Axis", verbose_name=_("axis"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.OPEN)

    class Meta:
        verbose_name = _("action point")
        verbose_name_plural = _("action points")
        ordering = ["order", "pk"]
        indexes = [
            # what the tabs of the list and the desk count, without reading the actions themselves
            models.Index(fields=["withdrawn_at", "status", "deadline_date"], name="action_standing_state"),
            # a range of deadlines, counted by state or put in the order of its sessions, without reading them either
            models.Index(fields=["deadline_date", "withdrawn_at", "status", "session", "order"],
                         name="action_deadline_standing"),
            models.Index(fields=["session", "order"]),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("concertation:action", args=[self.uid])

    @property
    def is_open(self) -> bool:
        return self.status in (self.Status.OPEN, self.Status.IN_PROGRESS) and self.withdrawn_at is None

    def is_late(self, today: date | None = None) -> bool:
        """Still to be done, and its day has passed."""
        return self.is_open and self.deadline_date is not None and self.deadline_date < (
            today or timezone.localdate()
        )


class ActionResponsible(Answerable):
    """Who answers for an action: the words as written, beside what they were understood to name."""

    action = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="responsibles")

    class Meta:
        verbose_name = _("responsible")
        verbose_name_plural = _("responsibles")
        ordering = ["order", "pk"]


class Decision(Identified, Sourced, Withdrawable):
    """What the session decided on a text. ``is_main``: the verdict on the text that was before it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("decision"))
    outcome = models.CharField(_("outcome"), max_length=30, choices=Outcome, blank=True)
    stage = models.CharField(_("stage"), max_length=15, choices=StageChoices, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Contribution(Identified, Sourced, Withdrawable):
    """A remark of the participants on the text before them."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="contributions")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("contribution"))

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class PolicyMention(Sourced):
    """An axis of the policy as the minutes present it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="policy_mentions")
    order = models.PositiveIntegerField(default=0)
    axis_number = models.PositiveSmallIntegerField()
    axis = models.ForeignKey(
        "policy.Axis", verbose_name=_("axis"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.TextField(_("axis"), blank=True)
    programme = models.TextField(_("programme"), blank=True)
    subprogrammes = models.JSONField(default=list, blank=True)
    """Codes as written ("1.1")."""

    class Meta:
        verbose_name = _("mention of the policy")
        verbose_name_plural = _("mentions of the policy")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.axis_number}. {self.title}"


class PlaceMention(models.Model):
    """A place that the minutes name."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="place_mentions")
    order = models.PositiveIntegerField(default=0)
    verbatim = models.CharField(_("as written"), max_length=250)
    territory = models.ForeignKey(
        "directory.Territory", verbose_name=_("territory"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )
    resolved_by = models.CharField(max_length=250, blank=True)
    confidence = models.FloatField(default=0)
    passages = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("mention of a place")
        verbose_name_plural = _("mentions of places")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.verbatim
