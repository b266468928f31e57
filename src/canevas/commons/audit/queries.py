from __future__ import annotations

from django.db import models

from canevas.commons.audit.models import JournalEntry


def story_of(target: models.Model) -> models.QuerySet[JournalEntry]:
    """Every journal row of one object, oldest first."""
    return JournalEntry.objects.filter(
        object_type=target._meta.label_lower, object_id=str(target.pk)
    ).select_related("by").order_by("at", "pk")
