from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from canevas.commons.audit.models import JournalEntry


def story_of(target: models.Model) -> models.QuerySet[JournalEntry]:
    """Every journal row of one object, oldest first."""
    return JournalEntry.objects.filter(
        object_type=target._meta.label_lower, object_id=str(target.pk)
    ).select_related("by").order_by("number")


def stories_of(objects: Mapping[str, Iterable[Any]]) -> models.QuerySet[JournalEntry]:
    """Every journal row of several objects, oldest first. ``objects``: by label ("app.model"), primary keys."""
    wanted = models.Q(pk__in=[])
    for label, keys in objects.items():
        wanted |= models.Q(object_type=label.lower(), object_id__in=[str(key) for key in keys])
    return JournalEntry.objects.filter(wanted).select_related("by").order_by("number")
