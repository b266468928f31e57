"""Invented figures of the common model, and a plain way to write them into a file of the store."""
from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.storing import arrow_schema


def figure(value: float | None = 1, period: str = "2023-01-15", **others: Any) -> dict[str, Any]:
    """One figure: persons who moved, unless ``others`` say otherwise; ``period`` gives start, end and grain."""
    when = read_period(period)
    row: dict[str, Any] = {"kind": "movement", "unit": "persons", "value": value, "bound": "exact", "period": period,
                           "start": when.start, "end": when.end, "grain": str(when.grain), "is_partial": False,
                           "source": "oim", "region": "NE002", **others}
    return row


def table_of(rows: Iterable[dict[str, Any]]) -> pa.Table:
    """The rows as the store has them; what a row does not say is empty."""
    names = arrow_schema().names
    return pa.Table.from_pylist([{name: row.get(name) for name in names} for row in rows], schema=arrow_schema())


def written(rows: Iterable[dict[str, Any]], path: Path) -> Path:
    pq.write_table(table_of(rows), path)
    return path
