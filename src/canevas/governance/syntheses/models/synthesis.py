"""A synthesis and its versions."""
from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from canevas.commons.records import Identified, Stamped


class StageChoices(models.TextChoices):
    PREPARATORY = "preparatory", _("preparatory")
    TECHNICAL = "technical", _("technical")
    POLITICAL = "political", _("political")


class StateChoices(models.TextChoices):
    DRAFTING = "drafting", _("being written")
    AMENDING = "amending", _("open to amendments")
    ADOPTED = "adopted", pgettext_lazy("synthesis", "adopted")
    REJECTED = "rejected", pgettext_lazy("synthesis", "rejected")


class Synthesis(Identified, Stamped):
    """The table that a body prepares for its ministers, from its first draft to its adoption."""

    title = models.CharField(_("title"), max_length=250)
    body = models.ForeignKey("concertation.Body", verbose_name=_("body"), on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        "concertation.Session", verbose_name=_("session"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+")
    """The session that it is prepared for."""
    since = models.DateField(_("recommendations since"), null=True, blank=True)
    """What regions recommended before that day was already treated; None where everything is gathered."""
    stage = models.CharField(_("stage"), max_length=12, choices=StageChoices, default=StageChoices.PREPARATORY)
    state = models.CharField(_("state"), max_length=10, choices=StateChoices, default=StateChoices.DRAFTING)
    recommendation_set = models.OneToOneField(
        "recommendations.RecommendationSet", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """What of it stands in the register: written when a stage adopts it, and brought up to date by the next."""

    class Meta:
        verbose_name = _("synthesis")
        verbose_name_plural = _("syntheses")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("syntheses:synthesis", args=[self.uid])


class Version(Identified):
    """One state of the table. The last version of a synthesis is open while it is written; a frozen one never
    changes."""

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    stage = models.CharField(_("stage"), max_length=12, choices=StageChoices)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followers")
    content = models.JSONField(default=dict)
    """``rules.table.table_to_json``."""
    revision = models.PositiveIntegerField(default=0)
    """Counts the changes of an open version: who writes says which one was seen."""
    before_last = models.JSONField(default=dict, blank=True)
    """What the last change made on the table's page can be undone to: content, revision that it made, moment."""
    note = models.CharField(_("note"), max_length=250, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the content in its canonical form (``rules.digests``); "" while the version is open."""

    class Meta:
        verbose_name = _("version of a synthesis")
        verbose_name_plural = _("versions of syntheses")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["synthesis", "number"], name="synthesis_version_once"),
            models.CheckConstraint(
                condition=(models.Q(frozen_at=None, digest="")
                           | (models.Q(frozen_at__isnull=False) & ~models.Q(digest=""))),
                name="synthesis_version_frozen_with_digest"),
        ]

    def __str__(self) -> str:
        return _now("%(title)s, version %(number)s") % {"title": self.synthesis, "number": self.number}

    def get_absolute_url(self) -> Any:
        return reverse("syntheses:version", args=[self.synthesis.uid, self.number])

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None
