"""Where the store is, and which of its files hold at a moment."""
from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from canevas.evidence.observatory.models import Batch
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.libraries import Backend


def backend() -> Backend:
    """The engine that the settings name. Raises ``EngineUnavailable`` with a sentence."""
    return connect(settings.CANEVAS_ENGINE)


def folder() -> Path:
    return Path(settings.CANEVAS_HOME) / "figures"


def tallies_folder() -> Path:
    return Path(settings.CANEVAS_HOME) / "cache" / "tallies"


def files_in(place: Path, uids: Iterable[UUID]) -> list[str]:
    """The Parquet files of batches in one of the two folders."""
    return [os.path.join(place, name[:2], f"{name}.parquet") for name in map(str, uids)]


def path_of(batch: Batch) -> Path:
    """The Parquet file of a batch."""
    return Path(*files_in(folder(), [batch.uid]))


def path_by_month(batch: Batch) -> Path:
    """The Parquet file of its tallies by month: apart, for they can be made again."""
    return Path(*files_in(tallies_folder(), [batch.uid]))


def holding(at: datetime | None = None) -> QuerySet[Batch]:
    """The batches that make the state of the store at ``at``, now where it is not given."""
    if at is None:
        return Batch.objects.filter(valid_to__isnull=True)
    return Batch.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at), valid_from__lte=at)


def paths(batches: Iterable[Batch]) -> list[Path]:
    return [path_of(batch) for batch in batches]
