from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped, address


class QuorumRule(models.TextChoices):
    """How many of the members must be there. The share is of the organisations that are members on that day."""

    NONE = "none", _("no quorum")
    MAJORITY = "majority", _("more than half of the members")
    TWO_THIRDS = "two-thirds", _("two thirds of the members")
    SHARE = "share", _("a percentage of the members")
    NUMBER = "number", _("a number of members")


class Body(models.Model):
    """A body that meets (« instance »): the national framework, its secretariat, the regional and technical groups."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("national framework")
        SECRETARIAT = "secretariat", _("permanent secretariat")
        STEERING = "steering", _("steering committee")
        REGIONAL_FRAMEWORK = "regional-framework", _("regional framework")
        TECHNICAL_GROUP = "technical-group", _("technical group")
        OBSERVATORY = "observatory", _("observatory")
        COMMISSION = "commission", _("commission")
        OTHER = "other", _("other")

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=250)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    """As minutes write it: "GTM-Tahoua"."""
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    region = models.ForeignKey(
        "directory.Territory", verbose_name=_("region"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    quorum_rule = models.CharField(_("quorum"), max_length=12, choices=QuorumRule, blank=True)
    """"" : that of the body above."""
    quorum_value = models.PositiveSmallIntegerField(_("number or percentage"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    invitation_text = models.TextField(_("introductory paragraph of invitations"), blank=True)
    """As it was written in the last letter of this body."""
    own_fields = models.JSONField(default=list, blank=True, editable=False)
    """Names of the fields that a person set here: loading the vocabulary again leaves them as they are."""

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.short_name or self.code

    def get_absolute_url(self) -> str:
        return address("concertation:body", self.code)


class BodyMember(Identified, Stamped):
    """An organisation that sits in a body, in a role, from a day to a day (``None``: from the first, to this day)."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        CO_CHAIR = "co-chair", _("co-chair")
        SECRETARY = "secretary", _("secretary")
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")

    body = models.ForeignKey(Body, verbose_name=_("body"), on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    person = models.CharField(_("person"), max_length=250, blank=True)
    """Who sits for it, where the body wants a name."""
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["body", "role", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["body", "organisation", "role"], condition=Q(ends_on=None),
                                    name="body_member_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="body_member_from_before_to"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


class Outline(Stamped):
    """The common outline (« canevas ») of a body's meetings. Without ``body`` it serves all that have none of their own
    and none above them; where there is not even that, ``rules.outline.USUAL`` serves."""

    body = models.OneToOneField(Body, verbose_name=_("body"), null=True, blank=True, on_delete=models.CASCADE,
                                related_name="outline")
    sections = models.JSONField(_("sections"), default=list)
    """``[{"kind": a rules.outline.SectionKind, "title": …}]`` in order."""
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")
        constraints = [models.UniqueConstraint(models.Value(1), condition=Q(body=None), name="outline_one_for_all")]

    def __str__(self) -> str:
        return str(self.body or _("all bodies"))
