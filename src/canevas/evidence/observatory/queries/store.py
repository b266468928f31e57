"""Where the store is, and which of its files hold at a moment."""
from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from canevas.evidence.observatory.models import Batch
from canevas.evidence.observatory.rules.counting import Asked, count, told
from canevas.evidence.observatory.rules.storing import observations, traits_of
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.libraries import Backend
from canevas.tools.engines.reading import run


def backend() -> Backend:
    """The engine that the settings name. Raises ``EngineUnavailable`` with a sentence."""
    return connect(settings.CANEVAS_ENGINE)


def folder() -> Path:
    return Path(settings.CANEVAS_HOME) / "figures"


def tallies_folder() -> Path:
    return Path(settings.CANEVAS_HOME) / "cache" / "tallies"


WHOLE = "whole.parquet"
"""Of joined tallies the file that tells every breakdown apart, made after the others; theirs are named by the number of
their rows and the breakdowns that they do not."""


def joined_folder() -> Path:
    return Path(settings.CANEVAS_HOME) / "cache" / "joined"


def joined(uids: Iterable[UUID]) -> Path:
    """The folder of the tallies of several batches of one source together; there may be none."""
    named = "\n".join(sorted(map(str, uids)))
    return joined_folder() / hashlib.sha256(named.encode()).hexdigest()


def joined_telling(place: Path, names: Collection[str]) -> Path | None:
    """Of a folder of joined tallies the smallest file that tells these breakdowns apart; ``None`` where they are not
    all made."""
    if not (place / WHOLE).exists():
        return None
    return next(path for together, path in _joined_files(place) if together.isdisjoint(names))


@lru_cache(maxsize=64)
def _joined_files(place: Path) -> list[tuple[frozenset[str], Path]]:
    """Smallest first, each with the breakdowns that it does not tell apart."""
    return [(frozenset(path.stem.split("-")[1:]), path) for path in sorted(place.glob("*.parquet"))]


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


def counted(asked: Asked, sources: Sequence[str], at: datetime | None = None) -> list[dict[str, Any]]:
    """What these sources say to a question, all of it: for who protects figures, never for a reader."""
    uids = holding(at).filter(source__code__in=sources).order_by("pk").values_list("uid", flat=True)
    files, engine = files_in(folder(), uids), backend()
    return told(run(count(observations(engine, files), asked, traits_of(files)), engine), asked)
