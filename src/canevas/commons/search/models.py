from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

KIND_BITS = 6
"""How many bits of an entry's key hold the number of its kind."""


class SearchKind(models.Model):
    """A kind of thing that can be found; its number is part of the keys of the index."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    code = models.CharField(_("kind"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("kind of result")
        verbose_name_plural = _("kinds of results")

    def __str__(self) -> str:
        return self.code


class SearchEntry(models.Model):
    """What is shown of a thing that was found. Its words are in the index of the database engine, under the same key.

    The key is made of the object's key and the kind's number (``queries.entry_key``), so that the rows of a register
    are told from the index alone, without a join.
    """

    id = models.BigIntegerField(primary_key=True)
    object_type = models.CharField(max_length=60)
    title = models.TextField()
    text = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=250)
    date = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return self.title

    @property
    def object_id(self) -> int:
        return self.id >> KIND_BITS


class IndexShape(models.Model):
    """In what shape the index was filled (``rules.shape``): one row, or none where no version has noted it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    shape = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("shape of the index")
        verbose_name_plural = _("shapes of the index")

    def __str__(self) -> str:
        return self.shape
