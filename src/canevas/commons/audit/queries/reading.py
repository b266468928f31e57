from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from canevas.commons.audit.models import JournalEntry

READS = ("_read", "_exported", "_downloaded", "_verified")
"""How the events of reads end: they are in the journal, but no part of what happened to a thing."""


def writes() -> models.Q:
    found = models.Q()
    for end in READS:
        found &= ~models.Q(event__endswith=end)
    return found


def story_of(target: models.Model) -> models.QuerySet[JournalEntry]:
    """Every write to one object, oldest first."""
    return JournalEntry.objects.filter(
        writes(), object_type=target._meta.label_lower, object_id=str(target.pk)
    ).select_related("by").order_by("number")


def stories_of(objects: Mapping[str, Iterable[Any]]) -> models.QuerySet[JournalEntry]:
    """Every write to several objects, oldest first. ``objects``: by label ("app.model"), primary keys."""
    wanted = models.Q(pk__in=[])
    for label, keys in objects.items():
        wanted |= models.Q(object_type=label.lower(), object_id__in=[str(key) for key in keys])
    return JournalEntry.objects.filter(wanted, writes()).select_related("by").order_by("number")


def last_told(label: str, keys: Iterable[Any], besides: Iterable[str] = ()) -> dict[int, datetime]:
    """When something was last written about each of these objects of one kind ("app.model"), by key.

    ``besides``: events that do not count.
    """
    wanted = [str(key) for key in keys]
    rows = JournalEntry.objects.filter(writes(), object_type=label.lower(), object_id__in=wanted).exclude(
        event__in=[*besides]).order_by()
    return {int(key): at for key, at in rows.values_list("object_id").annotate(last=models.Max("at"))}
