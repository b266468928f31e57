"""What protecting figures costs, in time and in figures, beside plain ways of doing it.

``python -m benchmarks.disclosure [--months N] [--records N] [--tables N]``. First an invented national cube (8 regions
with 67 departments × months × sex × 5 ages × 30 nationalities, every margin published, counts as sparse as they are
met), with its audit; beside it plain complete suppression, which hides a second cell in every line that has one hidden,
until none has, and what quick bounds then work out of it; and this house where rare nationalities are told together.
The same on tables as they are asked for, and on a small one, with linear programmes against both. Then what the
suppression hides of small tables beside the least that could be hidden (:mod:`.optimum`). Then the cell-key
method beside ``cell_key_perturbation``, with the same keys and the same table of noise: same figures.
"""
from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np
import pandas as pd
from cell_key_perturbation.create_perturbed_table import create_perturbed_table

from canevas.evidence.observatory.rules.disclosure.audit import attack, proven, shuttle
from canevas.evidence.observatory.rules.disclosure.cell_key import Noise, cell_keys
from canevas.evidence.observatory.rules.disclosure.cube import Bools, Cube, Dimension, spread
from canevas.evidence.observatory.rules.disclosure.gathering import OTHER, rare
from canevas.evidence.observatory.rules.disclosure.primary import Policy, Reason, primary_cells
from canevas.evidence.observatory.rules.disclosure.report import noise_utility, suppression_utility
from canevas.evidence.observatory.rules.disclosure.secondary import Protected, protect

from .optimum import compared

T = TypeVar("T")
DEPARTMENTS = (6, 4, 8, 8, 13, 8, 11, 9)
SEXES, AGES = (0.3, 0.7), (0.08, 0.17, 0.55, 0.15, 0.05)


def territory() -> Dimension:
    parents: dict[str, str | None] = {"NER": None}
    for region, many in enumerate(DEPARTMENTS, start=1):
        parents |= {f"NER{region:03}": "NER"}
        parents |= {f"NER{region:03}{one:03}": f"NER{region:03}" for one in range(1, many + 1)}
    return Dimension.tree("territory", parents)


def national(months: int, total: int = 2_000_000, seed: int = 1) -> Cube:
    """A few departments and nationalities make most of it; most cells are zero, most others small."""
    dice = np.random.default_rng(seed)
    places = sum(DEPARTMENTS)
    mix = np.arange(1, 31) ** -1.8 * dice.gamma(0.4, 1, (places, 30))
    mix = (dice.pareto(1.1, places) + 0.05)[:, None] * mix / mix.sum(axis=1, keepdims=True)
    season = 1 + 0.4 * np.sin(np.arange(months) / 2)
    mean = np.einsum("pn,m,s,a->pmsan", mix, season, np.array(SEXES), np.array(AGES))
    mean *= dice.gamma(1.5, 1 / 1.5, mean.shape)
    flat = [Dimension.flat("month", [f"month {one}" for one in range(months)]), Dimension.flat("sex", ["F", "M"]),
            Dimension.flat("age", ["0-4", "5-17", "18-59", "60+", "unknown"]),
            Dimension.flat("nationality", [f"nationality {one}" for one in range(30)])]
    return Cube((territory(), *flat), dice.poisson(mean / mean.sum() * total).astype(float))


def plain(cube: Cube, policy: Policy) -> Protected:
    """Complete suppression as it is done by hand: a line with one hidden cell gets its smallest other hidden too."""
    primary = primary_cells(cube, policy)
    hidden = primary.hidden.copy()
    while True:
        before = int(hidden.sum())
        for axis, one in enumerate(cube.dimensions):
            cells, marks = np.moveaxis(cube.cells, axis, 0), np.moveaxis(hidden, axis, 0)
            for code, parts in one.relations:
                line = np.array([code, *parts])
                single = marks[line].sum(axis=0) == 1
                usable = np.where(marks[line] | (cells[line] == 0), np.inf, cells[line])
                other = line[usable.argmin(axis=0)]
                at = np.nonzero(single & np.isfinite(usable.min(axis=0)))
                marks[(other[at], *at)] = True
        if int(hidden.sum()) == before:
            break
    reasons = np.where(hidden & (primary.reasons == 0), Reason.SECONDARY, primary.reasons).astype(np.uint8)
    naked = protect(cube, policy, secondary=False)
    return Protected(cube, reasons, naked.worlds, naked.witness, naked.width, naked.need)


def gathered(cube: Cube, threshold: float) -> Cube:
    """The last dimension with its rare codes told as one, as the gate does where it is asked to."""
    one, together = cube.dimensions[-1], rare(cube.values, len(cube.dimensions) - 1, threshold)
    codes = [code for code, is_rare in zip(one.codes, together, strict=False) if not is_rare]
    values = np.concatenate([cube.values[..., ~together], cube.values[..., together].sum(axis=-1, keepdims=True)], -1)
    return Cube((*cube.dimensions[:-1], Dimension.flat(one.name, [*codes, OTHER])), values)


def asked_for(cube: Cube) -> dict[str, Cube]:
    """Tables of the same people that are published every month."""
    region = np.repeat(np.arange(len(DEPARTMENTS)), DEPARTMENTS)
    regions = np.stack([cube.values[region == one].sum(axis=0) for one in range(len(DEPARTMENTS))])
    return {"regions × months × nationalities":
                Cube((Dimension.flat("region", [f"NER{one + 1:03}" for one in range(len(DEPARTMENTS))]),
                      cube.dimensions[1], cube.dimensions[4]), regions.sum(axis=(2, 3))),
            "departments × months × ages":
                Cube((cube.dimensions[0], cube.dimensions[1], cube.dimensions[3]), cube.values.sum(axis=(2, 4)))}


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    elapsed, used = perf_counter(), process_time()
    result = work()
    return result, perf_counter() - elapsed, process_time() - used


def narrower(protected: Protected) -> Bools:
    low, high = shuttle(protected)
    return protected.hidden & (high - low < np.maximum(protected.need, 1e-7) * (1 - 1e-6))


def line(name: str, protected: Protected, elapsed: float, used: float, found: object) -> None:
    utility = suppression_utility(protected)
    primary = protected.hidden & (protected.reasons != Reason.SECONDARY)
    print(f"{name:44}{elapsed:8.1f}{used:10.1f}{int(primary.sum()):9}{int(protected.hidden.sum() - primary.sum()):10}"
          f"{utility.hidden_cells:9.1%}{utility.hidden_sum:9.2%}{utility.hellinger:10.3f}   {found}")


def suppression(months: int) -> float:
    print(f"{'':44}{'elapsed':>8}{'processor':>10}{'primary':>9}{'secondary':>10}{'cells':>9}{'persons':>9}"
          f"{'hellinger':>10}   worked out of it")
    cube = national(months)
    print(f"national: {cube.cells.size} cells, {int((cube.cells > 0).sum())} above zero, {months} months")
    protected, elapsed, used = timed(lambda: protect(cube, Policy()))
    (holds, close), more, also = timed(lambda: (proven(protected), narrower(protected)))
    missed = int((protected.hidden & ~holds).sum())
    line("this house, audit included", protected, elapsed + more, used + also,
         f"{int(close.sum())}; without a proof {missed}; the audit took {also:.1f} s of processor")
    few, again, used_again = timed(lambda: protect(gathered(cube, Policy().threshold), Policy()))
    line(f"this house, nationalities gathered to {few.cube.leaf_shape[4]}", few, again, used_again,
         f"{int(narrower(few).sum())}; without a proof {int((few.hidden & ~proven(few)).sum())}")
    bare, elapsed_plain, used_plain = timed(lambda: plain(cube, Policy()))
    line("plain complete suppression, no audit", bare, elapsed_plain, used_plain, f"at least {narrower(bare).sum()}")
    assert not missed and not close.any() and narrower(bare).any()
    for name, table in asked_for(cube).items():
        done, one, two = timed(lambda table=table: protect(table, Policy()))
        print(f"{name}: {table.cells.size} cells")
        line("this house, no audit", done, one, two,
             f"{int(narrower(done).sum())}; without a proof {int((done.hidden & ~proven(done)).sum())}")
        bare, one, two = timed(lambda table=table: plain(table, Policy()))
        line("plain, no audit", bare, one, two, f"at least {int(narrower(bare).sum())}")
    small = Cube((Dimension.tree("territory", {"A": "N", "B": "N", "N": None, **{f"a{one}": "A" for one in range(4)},
                                               **{f"b{one}": "B" for one in range(3)}}), *cube.dimensions[2:4]),
                 cube.values[[0, 1, 2, 3, 6, 7, 8], :3].sum(axis=(1, 4)) // 8)
    print(f"a small table: {small.cells.size} cells, attacked by elimination and linear programmes")
    for name, way in (("this house", lambda: protect(small, Policy())), ("plain", lambda: plain(small, Policy()))):
        result, one, two = timed(way)
        found = attack(result)
        line(f"{name}, no audit", result, one, two, f"{len(found.recovered)} figures, {len(found.too_narrow)} narrow")
        assert found.is_safe or name == "plain"
    return elapsed + more


def beside_the_optimum(tables: int) -> None:
    found, elapsed, used = timed(lambda: compared(tables, Policy()))
    (least, ours), (few, more) = found.cells, found.figures
    print(f"\n{found.tables} small tables of 32 cells, every margin published; the rules hide {found.primary}, and "
          f"these more:\n{'':44}{'cells':>9}{'persons':>9}\n"
          f"{'the optimum (mixed-integer programme)':44}{least:9}{few:9.0f}\n"
          f"{'this house':44}{ours:9}{more:9.0f}   as cheap as the optimum in {found.same} of {found.tables}; "
          f"both took {elapsed:.0f} s, {used:.0f} s of processor")


def cell_keys_beside(records: int) -> None:
    dice = np.random.default_rng(3)
    noise = Noise(keys=256)
    dimensions = (territory(), Dimension.flat("sex", ["F", "M"]), Dimension.flat("age", ["a", "b", "c", "d", "e"]))
    columns = [np.minimum(dice.pareto(1, records) * 6, 66).astype(int), dice.integers(0, 2, records),
               dice.choice(5, records, p=AGES)]
    keys = dice.integers(0, noise.keys, records)
    frame = pd.DataFrame({"territory": columns[0], "sex": columns[1], "age": columns[2], "key": keys})
    rows = noise.table[np.minimum(np.arange(1, 751), len(noise.table) - 1)]
    table = pd.DataFrame({"pcv": np.repeat(np.arange(1, 751), noise.keys), "ckey": np.tile(np.arange(noise.keys), 750),
                          "pvalue": rows.ravel()})

    def ours() -> tuple[Cube, np.ndarray]:
        shape = tuple(one.leaves for one in dimensions)
        at = np.ravel_multi_index(columns, shape)
        counts = np.bincount(at, minlength=int(np.prod(shape))).reshape(shape)
        sums = np.bincount(at, weights=keys, minlength=int(np.prod(shape))).astype(np.int64).reshape(shape)
        whole = spread(dimensions, counts)
        return Cube(dimensions, counts.astype(float)), noise.perturbed(whole, cell_keys(dimensions, sums, noise.keys))

    (cube, published), elapsed, used = timed(ours)
    theirs, elapsed_peer, used_peer = timed(lambda: create_perturbed_table(
        frame, table, ["territory"], ["sex", "age"], "key", threshold=0))
    same = published[theirs["territory"], theirs["sex"], theirs["age"]] == theirs["count"].to_numpy(dtype=np.int64)
    said = noise_utility(cube, published.astype(float))
    print(f"\ncell keys, {records} records\n{'':44}{'elapsed':>8}{'processor':>10}{'hellinger':>10}{'deviation':>10}")
    print(f"{'this house, with every margin':44}{elapsed:8.2f}{used:10.2f}{said.hellinger:10.4f}{said.deviation:10.2f}")
    print(f"{'cell_key_perturbation, finest cells only':44}{elapsed_peer:8.2f}{used_peer:10.2f}   "
          f"{same.mean():.1%} of {len(same)} figures the same")
    assert same.all()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--records", type=int, default=500_000)
    parser.add_argument("--tables", type=int, default=50)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    taken = suppression(options.months)
    beside_the_optimum(options.tables)
    cell_keys_beside(options.records)
    print(f"\nthe national cube, protected and audited: {taken:.1f} s (asked: less than 10 on two idle processors)")


if __name__ == "__main__":
    main()
