"""How the official documents of a body look: its letterhead, and its Word template where it brought one."""
from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from canevas.commons.records import Identified, Stamped
from canevas.governance.concertation.models.bodies import Body


class OutlineTemplate(Identified, Stamped):
    """One version of a template (« canevas »). Without ``body`` it serves all bodies; the active one serves.

    Earlier versions stay, inactive, so that one can return to them.
    """

    name = models.CharField(_("name"), max_length=120)
    body = models.ForeignKey(
        Body, verbose_name=_("body"), null=True, blank=True, on_delete=models.PROTECT, related_name="outline_templates",
    )
    letterhead = models.TextField(_("letterhead"), blank=True)
    """Lines below the State and its motto, from high to low; empty: those of the vocabulary."""
    file_name = models.CharField(_("file"), max_length=255, blank=True)
    content = models.BinaryField(null=True, blank=True)
    """The .docx; none: the template that comes with the program, under this letterhead."""
    is_active = models.BooleanField(_("in use"), default=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("template of minutes")
        verbose_name_plural = _("templates of minutes")
        ordering = ["-is_active", "-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["body"], condition=Q(is_active=True, body__isnull=False),
                                    name="outline_template_one_per_body"),
            models.UniqueConstraint(fields=["is_active"], condition=Q(is_active=True, body__isnull=True),
                                    name="outline_template_one_for_all"),
        ]

    def __str__(self) -> str:
        return self.name
