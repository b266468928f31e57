"""A session and its minutes: who was there, what was on the agenda, what was said."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Sourced, Stamped, Withdrawable, address
from canevas.governance.concertation.models.bodies import Body


class StageChoices(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    PREPARATORY = "preparatory", _("preparatory")
    TECHNICAL = "technical", _("technical")
    POLITICAL = "political", _("political")
    RELOCATED = "relocated", _("relocated")
    EXTRAORDINARY = "extraordinary", _("extraordinary")


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    ADOPTED_RESERVED = "adopted-with-reservations", _("adopted with reservations")
    VALIDATED = "validated", _("validated")
    VALIDATED_RESERVED = "validated-with-reservations", _("validated with reservations")
    REJECTED = "rejected", _("rejected")
    POSTPONED = "postponed", _("postponed")


class SessionState(models.TextChoices):
    """Where a session stands; ``rules.session_states`` says what may follow and what may be edited."""

    PLANNED = "planned", _("planned")
    CONVENED = "convened", _("convened")
    HELD = "held", _("held")
    CIRCULATED = "circulated", _("minutes circulated")
    ADOPTED = "adopted", _("minutes adopted")
    ADOPTED_RESERVED = "adopted-reserved", _("minutes adopted with reservations")
    FINAL = "final", _("minutes final")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    REOPENED = "reopened", _("reopened for correction")


class Session(Identified, Stamped, Sourced):
    """One meeting of a body. A body meets once a day in one stage."""

    body = models.ForeignKey(Body, verbose_name=_("body"), on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=15, choices=StageChoices, default=StageChoices.ORDINARY)
    state = models.CharField(_("state"), max_length=16, choices=SessionState, default=SessionState.CIRCULATED)
    """Minutes that come in from a file were circulated; a session that is planned here begins with "planned"."""
    date = models.DateField(_("date"), null=True, blank=True)
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    place = models.TextField(_("place"), blank=True)
    chairs = models.JSONField(_("chairs"), default=list, blank=True)
    """Names as written, in order."""
    signatory = models.CharField(_("signatory"), max_length=250, blank=True)
    previous_date = models.DateField(_("date of the minutes adopted"), null=True, blank=True)
    previous_outcome = models.CharField(_("outcome"), max_length=30, choices=Outcome, blank=True)
    field_passages = models.JSONField(default=dict, blank=True)
    """Where each value of the header is written: ``{"place": [passage, …]}``."""
    recommendation_set = models.OneToOneField(
        "recommendations.RecommendationSet", null=True, blank=True, on_delete=models.PROTECT, related_name="session"
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-date", "-pk"]
        constraints = [models.UniqueConstraint(fields=["body", "date", "stage"], name="session_once_a_day")]
        indexes = [models.Index(fields=["date"]), models.Index(fields=["stage", "date"]),
                   models.Index(fields=["state", "date"])]

    def __str__(self) -> str:
        when = self.date.strftime("%d/%m/%Y") if self.date else "?"
        return f"{self.body} – {when}"

    def get_absolute_url(self) -> str:
        return address("concertation:session", self.uid)


class SessionMove(models.Model):
    """One step of a session from a state to another: what the certificate and the story need."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="moves")
    move = models.CharField(max_length=20)
    """A ``rules.session_states.Move``."""
    before = models.CharField(max_length=16, choices=SessionState)
    after = models.CharField(max_length=16, choices=SessionState)
    reason = models.TextField(_("reason"), blank=True)
    day = models.DateField(_("day"), null=True, blank=True)
    """The day that the move speaks of: a new date, the day of adoption."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("step of a session")
        verbose_name_plural = _("steps of sessions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.session}: {self.get_after_display()}"


class SessionDocument(Identified):
    """A file that belongs to a session beside its minutes: a presentation, a signed attendance list."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey("files.StoredFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+")
    label = models.CharField(_("what it is"), max_length=250)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document of a session")
        verbose_name_plural = _("documents of sessions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class RelatedSession(models.Model):
    """Another session that the minutes name with its date."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="related_sessions")
    stage = models.CharField(_("stage"), max_length=15, choices=StageChoices)
    date = models.DateField(_("date"))
    passages = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("related session")
        verbose_name_plural = _("related sessions")
        ordering = ["date", "pk"]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.date:%d/%m/%Y}"


class Minutes(Identified, Sourced):
    """One version of a session's minutes, confirmed by a person. Versions are kept; the last one is current."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="minutes")
    version = models.PositiveIntegerField(_("version"), default=1)
    file = models.ForeignKey(
        "files.StoredFile", verbose_name=_("file"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    document_id = models.CharField(max_length=64, blank=True, db_index=True)
    """The id that our own exported file carries, where it came back."""
    adopted_outcome = models.CharField(_("adoption"), max_length=30, choices=Outcome, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"))
    content = models.JSONField(default=dict, blank=True)
    """The whole text of this version as it was frozen (``rules.snapshot``): what versions are compared by."""
    previous = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["-confirmed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="minutes_version_once")]

    def __str__(self) -> str:
        return f"{self.session} (v{self.version})"


class Attendance(Withdrawable):
    """One line of the attendance list."""

    class Status(models.TextChoices):
        EXPECTED = "expected", _("expected")
        LATE = "late", _("late")
        REPLACED = "replaced", _("replaced")
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    order = models.PositiveIntegerField(default=0)
    verbatim = models.CharField(_("as written"), max_length=500)
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )
    resolved_by = models.CharField(max_length=250, blank=True)
    confidence = models.FloatField(default=0)
    person = models.CharField(_("person"), max_length=250, blank=True)
    function = models.CharField(_("function"), max_length=250, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PRESENT)
    arrived_at = models.TimeField(_("arrived at"), null=True, blank=True)
    """Of somebody who was late, where it was noted."""
    replaced_by = models.CharField(_("replaced by"), max_length=250, blank=True)
    passages = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    """Goes up by one with each note: two people who mark the same line from the same one are in conflict."""
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                 related_name="+")
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.verbatim


class AgendaItem(Identified, Sourced, Withdrawable):
    """A point of the agenda. ``treated_title`` is its heading where it was treated, when it differs."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.TextField(_("title"), blank=True)
    treated_title = models.TextField(blank=True)
    treated_passages = models.JSONField(default=list, blank=True)
    on_agenda = models.BooleanField(default=True)
    """The list at the head of the minutes announces it."""
    kind = models.CharField(max_length=16, default="free")
    """A ``rules.outline.SectionKind``: what the item is for in the outline of the body."""
    revision = models.PositiveIntegerField(default=0)
    """Goes up by one whenever its text changes: two people who began from the same one are in conflict."""
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
                                  related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["number", "pk"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title or self.treated_title}"


class DiscussionPoint(Identified, Sourced, Withdrawable):
    """What was said on one item: a block of its text."""

    class Form(models.TextChoices):
        PARAGRAPH = "paragraph", _("paragraph")
        BULLET = "bullet", _("bullet")
        TABLE = "table", _("table")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="discussion")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("text"))
    """Of a table: its cells, one line a row, with a tabulation between them."""
    form = models.CharField(max_length=10, choices=Form, default=Form.PARAGRAPH)
    level = models.PositiveSmallIntegerField(default=0)
    """Of a bullet: how deep, 0 the outermost."""
    cells = models.JSONField(default=list, blank=True)
    """Of a table: a list of rows, each a list of texts; the first row is its head."""

    class Meta:
        verbose_name = _("discussion point")
        verbose_name_plural = _("discussion points")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text
