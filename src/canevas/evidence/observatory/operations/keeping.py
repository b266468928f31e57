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
from canevas.evidence.observatory.queries.store import folder, path_by_month, path_of, tallies_folder
from canevas.evidence.observatory.rules.monthly import KEPT, monthly
from canevas.evidence.observatory.rules.storing import COMPRESSION, ROWS_A_GROUP, read_figures
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.libraries import ArrowTable, ibis, pa, pq
from canevas.tools.engines.reading import run

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
    content = packed(_said(_said(table, "batch", str(batch.uid)), "recipe_version", batch.recipe.number))
    batch.sha256, batch.size = hashlib.sha256(content).hexdigest(), len(content)
    places = path_of(batch), path_by_month(batch)
    write_whole(places[0], content)
    try:
        write_whole(places[1], packed(tallied(table)))
        yield
    except BaseException:
        for place in places:
            place.unlink(missing_ok=True)
        raise


def tallied(table: ArrowTable) -> ArrowTable:
    """The tallies by month of these figures, made here whichever engine counts them later; in one order, so that the
    same figures make the same file."""
    engine = connect()
    return run(monthly(ibis.memtable(table)).order_by([*KEPT, "start", "end"]), engine)


def tally_figures() -> int:
    """Make the tallies of the batches that were kept before there were any; how many that were."""
    lacking = [batch for batch in Batch.objects.filter(valid_to__isnull=True).order_by("pk")
               if path_of(batch).exists() and not path_by_month(batch).exists()]
    for batch in lacking:
        write_whole(path_by_month(batch), packed(tallied(read_figures(path_of(batch)))))
    return len(lacking)


def _said(table: ArrowTable, name: str, value: str | int) -> ArrowTable:
    """``table`` with one value in a whole column: what is known only when its figures go in."""
    at = table.schema.get_field_index(name)
    return table.set_column(at, name, pa.repeat(pa.scalar(value, table.schema.field(at).type), table.num_rows))


def orphans(older_than: float = UNTOUCHED) -> list[Path]:
    """Files of the store that no batch names."""
    known = {str(uid) for uid in Batch.objects.values_list("uid", flat=True)}
    before = time.time() - older_than
    every = sorted(path for kept in (folder(), tallies_folder()) for path in kept.glob("*/*"))
    return [path for path in every if path.stem not in known and path.stat().st_mtime < before]


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
