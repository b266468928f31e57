"""Parquet files of the store: there whole before the row that names them, never changed, swept where no row does."""
from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from canevas.commons.files.operations import write_whole
from canevas.evidence.observatory.models import Batch
from canevas.evidence.observatory.queries.store import folder, path_of
from canevas.evidence.observatory.rules.storing import COMPRESSION, ROWS_A_GROUP
from canevas.tools.engines.libraries import ArrowTable, pa, pq

UNTOUCHED = 3600
"""Seconds after which a file that no row names was left by a program that died: no other is about to write its row."""


def packed(table: ArrowTable) -> bytes:
    """The bytes of the Parquet file of these figures."""
    out = io.BytesIO()
    pq.write_table(table, out, compression=COMPRESSION, row_group_size=ROWS_A_GROUP)
    return out.getvalue()


@contextmanager
def written(batch: Batch, table: ArrowTable) -> Iterator[None]:
    """Within it the file of ``batch`` is on the disk, and the batch knows its size and hash; should what follows fail,
    the file goes again."""
    column = pa.repeat(pa.scalar(str(batch.uid), pa.string()), table.num_rows)
    content = packed(table.set_column(table.schema.get_field_index("batch"), "batch", column))
    batch.sha256, batch.size = hashlib.sha256(content).hexdigest(), len(content)
    place = path_of(batch)
    write_whole(place, content)
    try:
        yield
    except BaseException:
        place.unlink(missing_ok=True)
        raise


def orphans(older_than: float = UNTOUCHED) -> list[Path]:
    """Files of the store that no batch names."""
    known = {str(uid) for uid in Batch.objects.values_list("uid", flat=True)}
    before = time.time() - older_than
    return [path for path in sorted(folder().glob("*/*")) if path.stem not in known and path.stat().st_mtime < before]


def sweep_figures(older_than: float = UNTOUCHED) -> int:
    """Take away what a program that died left; how many files there were."""
    left = orphans(older_than)
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def damaged() -> list[Batch]:
    """Batches whose file is missing, or is not the one that was written."""
    return [batch for batch in Batch.objects.order_by("pk").iterator() if not _is_whole(batch)]


def _is_whole(batch: Batch) -> bool:
    try:
        with path_of(batch).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == batch.sha256
    except FileNotFoundError:
        return False
