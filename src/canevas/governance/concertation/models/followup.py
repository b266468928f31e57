"""What a session leaves behind: actions, decisions, contributions, and what its words mention."""
from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Answerable, Identified, Sourced, Stamped, Withdrawable, address
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
    revision = models.PositiveIntegerField(default=0)
    """Goes up by one whenever its words, deadline or responsibles change."""
    deadline_text = models.CharField(_("deadline"), max_length=250, blank=True)
    deadline_date = models.DateField(_("deadline"), null=True, blank=True)
    deadline_kind = models.CharField(max_length=10, blank=True)
    """How ``tools.text.deadlines`` understands the words: day, period, rhythm, urgency, event; "" where not at all."""
    due_on = models.DateField(_("due on"), null=True, blank=True)
    """The last day on which it is not yet late: the day that the words name, or the end of the period; for a rhythm
    ("every quarter"), the end of the first one without a report. Never typed: ``rules.deadline`` works it out."""
    axis = models.ForeignKey(
        "policy.Axis", verbose_name=_("axis"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.OPEN)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    """The day on which it was said to be done; empty when it is not, or when nobody knows."""

    class Meta:
        verbose_name = _("action point")
        verbose_name_plural = _("action points")
        ordering = ["order", "pk"]
        indexes = [
            # what the tabs of the list and the desk count, without reading the actions themselves
            models.Index(fields=["withdrawn_at", "status", "due_on"], name="action_standing_due"),
            # a range of deadlines, counted by state or put in the order of its sessions, without reading them either
            models.Index(fields=["due_on", "withdrawn_at", "status", "session", "order"], name="action_due_standing"),
            models.Index(fields=["session", "order"]),
            # the follow-up counts every action there is, session by session
            models.Index(fields=["session", "withdrawn_at", "status", "due_on", "done_on"], name="action_follow_up"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address("concertation:action", self.uid)

    @property
    def is_open(self) -> bool:
        return self.status in UNFINISHED and self.withdrawn_at is None

    def is_late(self, today: date | None = None) -> bool:
        """Still to be done, and the last day on which it was not late has passed."""
        return self.is_open and self.due_on is not None and self.due_on < (today or timezone.localdate())


UNFINISHED = (ActionPoint.Status.OPEN, ActionPoint.Status.IN_PROGRESS)
"""The states in which something is still to be done."""


class ActionResponsible(Answerable):
    """Who answers for an action: the words as written, beside what they were understood to name."""

    action = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="responsibles")

    class Meta:
        verbose_name = _("responsible")
        verbose_name_plural = _("responsibles")
        ordering = ["order", "pk"]


class ActionProgress(Identified):
    """What somebody reported of an action: a state, a note, an evidence. Rows are only ever added."""

    class Channel(models.TextChoices):
        PAGE = "page", _("on the page")
        SHEET = "sheet", _("on a sheet that came back")
        SESSION = "session", _("at a meeting")
        API = "api", _("through the interface")

    action = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="progress")
    status = models.CharField(_("status"), max_length=12, choices=ActionPoint.Status, blank=True)
    """The state that it brought the action to; "" for a note that changes none."""
    note = models.TextField(_("note"), blank=True)
    evidence = models.ForeignKey("files.StoredFile", verbose_name=_("evidence"), null=True, blank=True,
                                 on_delete=models.PROTECT, related_name="+")
    evidence_url = models.URLField(_("link"), max_length=500, blank=True)
    organisation = models.ForeignKey("directory.Organisation", verbose_name=_("organisation"), null=True, blank=True,
                                     on_delete=models.PROTECT, related_name="+")
    """In whose name it was reported."""
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    """The meeting at which it was reported, where it was at one."""
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.PAGE)
    takes_back = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT,
                                      related_name="taken_back_by")
    """The report that this one undoes: neither counts any more, both are told."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("progress of an action")
        verbose_name_plural = _("progress of actions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.note or self.get_status_display()


class ActionReview(models.Model):
    """An open action that comes back on the agenda of a later session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reviews")
    action = models.ForeignKey(ActionPoint, on_delete=models.CASCADE, related_name="reviews")
    order = models.PositiveIntegerField(default=0)
    status = models.CharField(_("status"), max_length=12, choices=ActionPoint.Status)
    """How it stood when it came onto the agenda."""
    note = models.TextField(_("note"), blank=True)
    """What was said of it at that session."""

    class Meta:
        verbose_name = _("action under review")
        verbose_name_plural = _("actions under review")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "action"], name="action_review_once")]

    def __str__(self) -> str:
        return f"{self.session}: {self.action}"


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
