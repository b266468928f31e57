"""Reads of backups: the last one made, and the rows of every table as they stood at one moment."""
from __future__ import annotations

from canevas.commons.backups.models import Backup


def last_backup() -> Backup | None:
    """The newest backup that was made of this installation."""
    return Backup.objects.order_by("-made_at", "-pk").first()
