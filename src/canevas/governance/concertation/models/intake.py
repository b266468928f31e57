"""A file on its way into the register: what was understood, line by line, until a person confirms it."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address
from canevas.governance.concertation.models.sessions import Minutes, Session


class Intake(Identified, Stamped):
    """One file that somebody brought. A refused file leaves its name, its fingerprint and a sentence, nothing else."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        REFUSED = "refused", _("refused")
        TO_REVIEW = "to_review", _("to review")
        SUPERSEDING = "superseding", _("new version of known minutes")
        CONFIRMED = "confirmed", _("confirmed")
        UNCHANGED = "unchanged", _("already known")

    class Kind(models.TextChoices):
        MINUTES = "minutes", _("minutes")
        SYNTHESIS = "synthesis", _("synthesis")

    file = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.MINUTES)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.READING, db_index=True)
    error = models.TextField(_("why it was refused"), blank=True)
    error_code = models.CharField(max_length=30, blank=True)
    notices = models.JSONField(default=list, blank=True)
    """What the reader noticed, as sentences."""
    document_id = models.CharField(max_length=64, blank=True)
    body = models.ForeignKey("concertation.Body", verbose_name=_("body"), null=True, blank=True,
                             on_delete=models.SET_NULL, related_name="+")
    """The body that the file was understood to be of: who may see the intake depends on it."""
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="intakes")
    recommendation_set = models.ForeignKey(
        "recommendations.RecommendationSet", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    known_minutes = models.ForeignKey(Minutes, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    compared_with = models.CharField(max_length=64, blank=True)
    """``rules.snapshot.digest`` of what the register said of the session when the file was last compared with it."""
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )

    was_known = False
    """Not a column: set on what ``take_in`` gives back when the same bytes had come in before."""
    fresh_lines: list[IntakeLine] | None = None
    """Not a column: the lines just written, for whoever goes on within the same transaction."""

    class Meta:
        verbose_name = _("file taken in")
        verbose_name_plural = _("files taken in")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("concertation:review", self.uid)

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.TO_REVIEW, self.State.SUPERSEDING)


class IntakeLine(models.Model):
    """One understood value. ``value`` is a small dictionary whose keys depend on ``kind`` (see ``rules.lines``).

    ``uid`` is the register's own id of the row that the value will become, when the file carried it or when an
    earlier version of the minutes said the same: so a corrected version updates, never duplicates.
    """

    class State(models.TextChoices):
        SURE = "sure", _("sure")
        DOUBTFUL = "doubtful", _("to check")
        CONFIRMED = "confirmed", _("confirmed")
        DROPPED = "dropped", _("left out")

    class Change(models.TextChoices):
        NONE = "", _("no change")
        ADDED = "added", _("added")
        REMOVED = "removed", _("removed")
        CHANGED = "changed", _("changed")

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="lines")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    order = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=20)
    value = models.JSONField(default=dict)
    passages = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(default=1.0)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.SURE)
    organisation = models.ForeignKey(
        "directory.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    territory = models.ForeignKey(
        "directory.Territory", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    axis = models.ForeignKey("policy.Axis", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quantifier = models.CharField(max_length=40, blank=True)
    resolved_by = models.CharField(max_length=250, blank=True)
    resolution = models.FloatField(default=0)
    """Confidence of the attachment to the directory, 0 to 1."""
    uid = models.UUIDField(null=True, blank=True)
    change = models.CharField(max_length=10, choices=Change, default=Change.NONE, blank=True)
    before = models.JSONField(null=True, blank=True)
    """The value in the register, where this version changes it."""
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("understood value")
        verbose_name_plural = _("understood values")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["intake", "order"])]

    def __str__(self) -> str:
        return str(self.value.get("text", self.value))[:100]


class IntakeStep(models.Model):
    """One act of the reviewer, with the lines as they were before: what undo needs."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="steps")
    event = models.CharField(max_length=60)
    before = models.JSONField(default=list)
    """Snapshots of the lines touched, as they were."""
    created = models.JSONField(default=list)
    """Primary keys of the lines that the act made."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.event
