"""What the models of every room have in common: abstract bases, and how they say where their page is. Not a room: no
table of its own."""
from __future__ import annotations

import uuid
from functools import lru_cache

from django.db import models
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import gettext_lazy as _

_ANY = uuid.UUID(int=0)


def address(route: str, key: uuid.UUID | str) -> str:
    """The path of the page ``route`` of the record with this identifier or code, as ``reverse`` gives it.

    A list asks for hundreds, and working one out takes as long as reading the row: what depends on the route alone is
    worked out once.
    """
    where = (route, get_script_prefix(), get_urlconf())
    return _path(where, _ANY).replace(str(_ANY), str(key)) if isinstance(key, uuid.UUID) else _path(where, key)


@lru_cache(maxsize=4096)
def _path(where: tuple[str, str, str | None], key: uuid.UUID | str) -> str:
    return reverse(where[0], args=[key])


class Identified(models.Model):
    """A record with an identifier that leaves the database: in addresses, exported files and the API."""

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Sourced(models.Model):
    """A fact with its source: a file, and the passages of its tree where the fact is written.

    ``passages`` is a list of ``{"node": id, "start": int, "end": int | None}``. A fact typed by a person has no
    ``source``; its journal row says who typed it.
    """

    source = models.ForeignKey(
        "files.StoredFile", verbose_name=_("source"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    passages = models.JSONField(_("passages"), default=list, blank=True)

    class Meta:
        abstract = True


class Stamped(models.Model):
    """When the record was made and last changed."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class Withdrawable(models.Model):
    """A fact that a corrected version of its source no longer says. It stays, marked, because it was once said."""

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        abstract = True


class Answerable(models.Model):
    """Who answers for something: the words as written, beside what they were understood to name."""

    class Part(models.TextChoices):
        LEAD = "lead", _("lead")
        CONCERNED = "concerned", _("concerned")

    part = models.CharField(_("part"), max_length=10, choices=Part, default=Part.LEAD)
    order = models.PositiveIntegerField(default=0)
    verbatim = models.CharField(_("as written"), max_length=250)
    organisation = models.ForeignKey(
        "directory.Organisation", verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )
    territory = models.ForeignKey(
        "directory.Territory", verbose_name=_("territory"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )
    quantifier = models.CharField(max_length=40, blank=True)
    """Code of a quantifier ("all-regions"), when the words name a whole class."""
    resolved_by = models.CharField(max_length=250, blank=True)
    confidence = models.FloatField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.verbatim
