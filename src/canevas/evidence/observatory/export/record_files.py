"""A published file of records as CSV and Parquet: one row for each."""
from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from canevas.evidence.observatory.export.table_files import about
from canevas.evidence.observatory.rules.publish.table import PublishedTable
from canevas.tools.engines.libraries import pa, pq


def columns(table: PublishedTable) -> list[str]:
    """For each dimension its code and its label."""
    return [name for one in table.dimensions for name in (one.name, f"{one.name}_label")]


def _alike(table: PublishedTable) -> Iterator[tuple[list[str], int]]:
    for cell in table.cells:
        yield [text for code, one in zip(cell.key, table.dimensions, strict=True)
               for text in (code, one.labels[code])], int(cell.value or 0)


def as_csv(table: PublishedTable) -> bytes:
    """UTF-8 with a mark (Excel on Windows reads it), commas."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns(table))
    for row, many in _alike(table):
        writer.writerows([row] * many)
    return out.getvalue().encode("utf-8-sig")


def as_parquet(table: PublishedTable) -> bytes:
    """Texts; what one must know to read them stands in the file's metadata."""
    names, alike = columns(table), list(_alike(table))
    schema = pa.schema([(name, pa.string()) for name in names], metadata=dict(about(table)))
    each = {name: [text for row, many in alike for text in [row[place]] * many] for place, name in enumerate(names)}
    out = BytesIO()
    pq.write_table(pa.Table.from_pydict(each, schema=schema), out)
    return out.getvalue()
