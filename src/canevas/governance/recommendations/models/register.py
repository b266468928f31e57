"""What was recommended: sets, challenges, rows of a synthesis, recommendations and who answers for them."""
from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Answerable, Identified, Sourced, Stamped, Withdrawable, address


class RecommendationSet(Identified, Stamped):
    """Everything that one session or one document recommended.

    ``origin_key`` says from where, once and for all: ``session:<uid>``, ``synthesis:<body>:<day>``, ``document:<id>``
    or ``file:<sha256>``.
    """

    origin_label = models.CharField(_("origin"), max_length=250)
    origin_date = models.DateField(_("date"), null=True, blank=True, db_index=True)
    origin_body = models.CharField(_("body"), max_length=60, blank=True, db_index=True)
    """Code of the body whose session recommended this; "" for a document without one. It says who sees the set."""
    origin_body_name = models.CharField(max_length=60, blank=True)
    """The same body as minutes write it ("GTM-Tahoua")."""
    origin_key = models.CharField(max_length=100, unique=True)
    region = models.ForeignKey(
        "directory.Territory", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("set of recommendations")
        verbose_name_plural = _("sets of recommendations")
        ordering = ["-origin_date", "-pk"]

    def __str__(self) -> str:
        return self.origin_label

    def get_absolute_url(self) -> str:
        return address("recommendations:set", self.uid)


class Challenge(Identified, Sourced, Withdrawable):
    """A challenge of the synthesis (« défi »), general or under one axis of the policy."""

    class Scope(models.TextChoices):
        GENERAL = "general", _("general")
        AXIS = "axis", _("axis")

    set = models.ForeignKey(RecommendationSet, on_delete=models.CASCADE, related_name="challenges")
    scope = models.CharField(_("scope"), max_length=10, choices=Scope, default=Scope.GENERAL)
    axis = models.ForeignKey(
        "policy.Axis", verbose_name=_("axis"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    axis_number = models.PositiveSmallIntegerField(null=True, blank=True)
    axis_title = models.TextField(blank=True)
    """The band as the document writes it, verbatim."""
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("challenge"))

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class SynthesisRow(models.Model):
    """One row of the synthesis table. ``flags``: ``run-together``, ``split-across-rows``, ``stray``."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rows")
    order = models.PositiveIntegerField(default=0)
    flags = models.JSONField(default=list, blank=True)
    stray = models.TextField(blank=True)
    """A strategy that stood in the actors' cell, verbatim."""
    concerned = models.JSONField(default=list, blank=True)
    """Regions and actors as the row writes them: ``[{"kind": "region" | "actor", "text": …, "passages": […]}]``."""

    class Meta:
        verbose_name = _("row of the synthesis")
        verbose_name_plural = _("rows of the synthesis")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.challenge} / {self.order}"


class Priority(Identified, Sourced):
    """A priority of one row."""

    row = models.ForeignKey(SynthesisRow, on_delete=models.CASCADE, related_name="priorities")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("priority"))

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text


class Recommendation(Identified, Stamped, Sourced, Withdrawable):
    """One recommendation: a line of a flat list, or a recommended strategy when it stands in a ``row``."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        ABANDONED = "abandoned", _("abandoned")

    class AddresseeKind(models.TextChoices):
        STATE = "state", _("the State")
        LOCAL = "local", _("local authorities")
        REGIONAL = "regional", _("regional authorities")
        PARTNERS = "partners", _("partners")
        OTHER = "other", _("other")

    set = models.ForeignKey(RecommendationSet, on_delete=models.CASCADE, related_name="recommendations")
    row = models.ForeignKey(
        SynthesisRow, null=True, blank=True, on_delete=models.SET_NULL, related_name="strategies"
    )
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("recommendation"))
    addressee = models.CharField(_("addressee"), max_length=250, blank=True)
    """As written ("A l'endroit de l'Etat")."""
    addressee_kind = models.CharField(max_length=10, choices=AddresseeKind, blank=True)
    axis = models.ForeignKey(
        "policy.Axis", verbose_name=_("axis"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subprogramme = models.ForeignKey(
        "policy.SubProgramme", verbose_name=_("sub-programme"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    programme = models.ForeignKey(
        "policy.Programme", verbose_name=_("programme"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    """That of the sub-programme, or a whole programme where no part of it is meant."""
    indicators = models.ManyToManyField(
        "policy.Indicator", verbose_name=_("indicators of the policy"), blank=True, related_name="+")
    deadline_text = models.CharField(_("deadline"), max_length=250, blank=True)
    deadline_date = models.DateField(_("deadline"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.OPEN)
    agenda_number = models.PositiveSmallIntegerField(_("agenda item"), null=True, blank=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["order", "pk"]
        indexes = [
            # what the tabs of the list count, without reading the recommendations themselves
            models.Index(fields=["withdrawn_at", "status", "deadline_date"], name="recommendation_standing_state"),
            models.Index(fields=["set", "order"]),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address("recommendations:recommendation", self.uid)

    @property
    def is_open(self) -> bool:
        return self.status in UNFINISHED and self.withdrawn_at is None


UNFINISHED = (Recommendation.Status.OPEN, Recommendation.Status.IN_PROGRESS)
"""The states in which something is still to be done."""


class Responsibility(Answerable):
    """Who answers for a recommendation: the words as written, beside what they were understood to name."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="responsibilities")

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["order", "pk"]
