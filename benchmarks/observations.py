"""How fast figures are counted, beside DuckDB asked by hand on the same Parquet in the same run.

    python -m benchmarks.observations [--full] [--rounds N]

5,000,000 invented figures (50,000,000 with ``--full``), in files as the store has them. Our question is compiled at its
first asking, as it is for readers; the peer gets plain SQL (where figures are missing or bounds, it counts them too).
The least times of both, taken in turn, are compared (beside them the ratio of processor time, which a busy machine
spoils less): fails where a grouped question takes us more than 1.5 times as
long, or where the two do not say the same. Rows are counted, not their tallies by month (``benchmarks.explorer``).
"""
from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from canevas.evidence.observatory.rules.counting import Asked, Measure, count, told
from canevas.evidence.observatory.rules.observation import FIELDS, Kind
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.storing import (
    COMPRESSION,
    ROWS_A_GROUP,
    arrow_schema,
    observations,
    traits_of,
)
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.prepared import run_shape
from canevas.tools.engines.reading import known_as

A_FILE = 1_000_000
ALLOWED = 1.5
MOVEMENTS = Measure(Kind.MOVEMENT)
QUESTIONS: dict[str, tuple[Asked, str]] = {
    "by region and month": (
        Asked(MOVEMENTS, ("region", "period"), grain=Grain.MONTH),
        "SELECT region, date_trunc('month', start) p, sum(value), count(*) {0} GROUP BY 1, 2 ORDER BY 1, 2"),
    "by nationality, sex and age": (
        Asked(MOVEMENTS, ("nationality", "sex", "age_group")),
        "SELECT nationality, sex, age_group, sum(value), count(*) {0} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
    "one region by point and direction": (
        Asked(MOVEMENTS, ("flow_point", "direction"), {"region": ["NE001"]}),
        "SELECT flow_point, direction, sum(value), count(*) {0} AND region = 'NE001' GROUP BY 1, 2 ORDER BY 1, 2"),
    "everything": (Asked(MOVEMENTS), "SELECT sum(value), count(*) {0}"),
}


def write(folder: Path, rows: int, gaps: bool) -> list[Path]:
    paths = []
    for number, first in enumerate(range(0, rows, A_FILE)):
        path = folder / f"{number:03}.parquet"
        pq.write_table(figures(min(A_FILE, rows - first), number, gaps), path, compression=COMPRESSION,
                       row_group_size=ROWS_A_GROUP)
        paths.append(path)
    return paths


def figures(rows: int, seed: int, gaps: bool) -> pa.Table:
    """Invented figures of one month, by day. ``gaps``: one in a hundred is missing, one in a hundred a bound."""
    chance = np.random.default_rng(seed)

    def drawn(codes: list[str | None]) -> pa.Array:
        return pa.DictionaryArray.from_arrays(
            pa.array(chance.integers(0, len(codes), rows, np.int32)), pa.array(codes, pa.string())).cast(pa.string())

    first = date(2019 + seed // 12, seed % 12 + 1, 1)
    days = np.datetime64(first) + chance.integers(0, 28, rows)
    written = [(first + timedelta(days=day)).isoformat() for day in range(28)]
    day_numbers = (days - np.datetime64(first)).astype(np.int32)
    values = chance.poisson(12, rows).astype(float)
    empty = chance.random(rows) < (0.01 if gaps else 0)
    bounds = ["exact"] * 99 + ["more_than"] if gaps else ["exact"]
    made: dict[str, Any] = {
        "kind": drawn(["movement"]), "unit": drawn(["persons"]), "value": pa.array(values, mask=empty),
        "bound": drawn(bounds), "grain": drawn(["day"]), "start": pa.array(days), "end": pa.array(days),
        "period": pa.DictionaryArray.from_arrays(pa.array(day_numbers), pa.array(written)).cast(pa.string()),
        "is_partial": pa.array(np.zeros(rows, bool)), "region": drawn([f"NE00{one}" for one in range(1, 9)]),
        "flow_point": drawn([f"NE00{one % 8 + 1}00100{one}" for one in range(9)]),
        "direction": drawn(["in", "out"]), "sex": drawn(["F", "M", None]),
        "nationality": drawn([f"N{one:02}" for one in range(30)]),
        "age_group": drawn(["0-4", "5-11", "12-17", "18-59", "60+"]),
        "source": drawn([f"s{one}" for one in range(4)]), "file": drawn(["f" * 64]), "sheet": drawn(["Données"]),
        "row": pa.array(np.arange(rows, dtype=np.int32)), "column": drawn(["Nombre"]), "recipe": drawn(["r"])}
    return pa.table({field.name: made.get(field.name, pa.nulls(rows, arrow_schema().field(field.name).type))
                     for field in FIELDS}, schema=None).cast(arrow_schema())


def timed(ask: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds elapsed, seconds of the processor (all threads of this process together), and the answer."""
    start, worked = time.perf_counter(), time.process_time()
    answer = ask()
    return time.perf_counter() - start, time.process_time() - worked, answer


def compare(paths: list[Path], rounds: int) -> list[str]:
    engine = connect()
    peer = duckdb.connect()
    files = ", ".join(f"'{path}'" for path in paths)
    traits = traits_of(paths)
    failures = []
    print(f"{'question':36}{'ours, least':>12}{'p95':>9}{'DuckDB':>9}{'p95':>9}{'ratio':>7}{'processor':>11}")
    for name, (asked, sql) in QUESTIONS.items():
        more = ", count(value), bool_or(bound <> 'exact')" if traits.is_bounded else ""
        asking = f"FROM read_parquet([{files}]) WHERE kind = 'movement' AND unit = 'persons'"
        plain = sql.replace(" {0}", more + " {0}").format(asking)

        def ours(asked: Asked = asked) -> list[dict[str, Any]]:
            def made(values: Any) -> Any:
                return count(observations(engine, paths), asked.holding(values), traits)
            return told(run_shape((asked.by, traits), made, asked.values, engine, known_as(engine, paths)[0]), asked)

        # in turn, so that whatever else the machine does meanwhile falls on both
        least = [timed(ours), timed(lambda plain=plain: peer.sql(plain).to_arrow_table())]
        spent: tuple[list[float], list[float]] = ([], [])
        worked: tuple[list[float], list[float]] = ([], [])
        for _round in range(rounds):
            for at, one in enumerate((timed(ours), timed(lambda plain=plain: peer.sql(plain).to_arrow_table()))):
                spent[at].append(one[0])
                worked[at].append(one[1])
        mine, theirs = sorted(spent[0]), sorted(spent[1])
        ratio = mine[0] / theirs[0]
        last = min(rounds - 1, int(rounds * 0.95))
        print(f"{name:36}{mine[0]:12.3f}{mine[last]:9.3f}{theirs[0]:9.3f}{theirs[last]:9.3f}{ratio:7.2f}"
              f"{min(worked[0]) / min(worked[1]):11.2f}", flush=True)
        if asked.by and mine[0] > ALLOWED * theirs[0]:
            failures.append(f"{name}: {ratio:.2f} times the peer")
        if not same(least[0][2], least[1][2], len(asked.by)):
            failures.append(f"{name}: the answers differ")
    return failures


def same(ours: list[dict[str, Any]], theirs: pa.Table, keys: int) -> bool:
    """Whether sums and counts agree, group by group (both are in the order of the keys, empty ones last); where some
    are missing the peer also counts what is known."""
    others = zip(*(column.to_pylist() for column in theirs.columns[keys:keys + 3]), strict=True)
    said = [(row["value"], row["figures"], row["figures"] - row["missing"]) for row in ours]
    return [one[:theirs.num_columns - keys] for one in said] == list(others)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true", help="50,000,000 figures instead of 5,000,000")
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    rows, failures = 50_000_000 if options.full else 5_000_000, []
    for gaps in (False, True):
        with tempfile.TemporaryDirectory(prefix="canevas-figures-") as folder:
            paths = write(Path(folder), rows, gaps)
            size = sum(path.stat().st_size for path in paths) / 1e6
            print(f"\n{rows:,} figures{', some missing or bounds' if gaps else ''}, {len(paths)} files, {size:.0f} MB, "
                  f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")
            failures += compare(paths, options.rounds)
    print("\n" + ("\n".join(failures) or "ours is within the bound everywhere, and the answers are the same"))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
