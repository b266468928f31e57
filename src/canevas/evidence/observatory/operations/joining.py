"""The tallies of a source's batches joined: a question opens one file for each source instead of one for each month,
and of several the smallest that tells apart what it asks. Made at leisure whenever batches come and go; until then the
tallies of each batch answer."""
from __future__ import annotations

import shutil
import time
from collections import defaultdict
from itertools import combinations
from math import comb
from pathlib import Path
from uuid import UUID

from canevas.commons.files.operations import write_whole
from canevas.commons.jobs.rules import Each
from canevas.evidence.observatory.operations.keeping import UNTOUCHED, packed
from canevas.evidence.observatory.queries.store import WHOLE, files_in, holding, joined, joined_folder, tallies_folder
from canevas.evidence.observatory.rules.monthly import KEPT, summary, tallies
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.libraries import ArrowTable, ibis, pc
from canevas.tools.engines.reading import run

MANY = 6
"""Files of a source from which on they are worth joining."""
TOGETHER = 3
"""Breakdowns that most questions name at most, filters included, beside time; some name one more."""
MOST_FILES = 60
SMALLER = 4
"""How many times smaller than the whole a file must be to be worth its place."""
_ALWAYS = ("kind", "unit", "indicator", "source")


def to_join() -> dict[Path, list[str]]:
    """The folders of joined tallies that should stand, each with the files that it joins: of sources of many batches as
    they are now, all of whose tallies are there."""
    batches: dict[str, list[UUID]] = defaultdict(list)
    for uid, source in holding().order_by("pk").values_list("uid", "source__code"):
        batches[source].append(uid)
    wanted = {joined(uids): files_in(tallies_folder(), uids) for uids in batches.values() if len(uids) >= MANY}
    return {place: files for place, files in wanted.items() if all(Path(file).exists() for file in files)}


def when() -> Each | None:
    """The turn of joining: every ten minutes where something lacks."""
    return Each(10) if any(not (place / WHOLE).exists() for place in to_join()) else None


def join_tallies(period: str = "") -> int:
    """Make the joined tallies that lack, take away those that no question asks any more; how many were made."""
    wanted = to_join()
    lacking = [place for place in wanted if not (place / WHOLE).exists()]
    for place in lacking:
        _join(place, wanted[place])
    before = time.time() - UNTOUCHED
    for place in joined_folder().glob("*"):
        if place not in wanted and place.stat().st_mtime < before:
            shutil.rmtree(place, ignore_errors=True)
    return len(lacking)


def _join(place: Path, files: list[str]) -> None:
    engine = connect()
    # in the order of time, a question about some months leaves the others unread
    whole = run(tallies(engine, files).order_by(["kind", "unit", "start"]), engine)
    for together in _left_out(whole):
        made = run(summary(ibis.memtable(whole), together), engine)
        if made.num_rows * SMALLER <= whole.num_rows:
            write_whole(place / f"{made.num_rows:09}-{'-'.join(together)}.parquet", packed(made))
    write_whole(place / WHOLE, packed(whole))


def _left_out(whole: ArrowTable) -> list[tuple[str, ...]]:
    """For each file beside the whole the breakdowns that it does not tell apart: of those that vary all but three, or
    but two where threes would be too many, and but what these say (a point says its region); all but one more, too,
    where these are not too many either."""
    vary = [name for name in KEPT if name not in _ALWAYS and pc.count_distinct(whole[name], mode="all").as_py() > 1]
    size = TOGETHER if comb(len(vary), TOGETHER) <= MOST_FILES else TOGETHER - 1
    if len(vary) <= size or comb(len(vary), size) > MOST_FILES:
        return []
    sizes = (size, size + 1) if comb(len(vary), size) + comb(len(vary), size + 1) <= MOST_FILES else (size,)
    said_by = _said_by(whole, vary)
    left = (tuple(name for name in vary if name not in told and said_by[name].isdisjoint(told))
            for many in sizes for told in combinations(vary, many))
    return [together for together in dict.fromkeys(left) if together]


def _said_by(whole: ArrowTable, names: list[str]) -> dict[str, set[str]]:
    """By breakdown the others that each tell it: with it they make no more combinations than without."""
    engine, table = connect(), ibis.memtable(whole)
    codes = {name: pc.count_distinct(whole[name], mode="all").as_py() for name in names}
    found: dict[str, set[str]] = {name: set() for name in names}
    for one, other in combinations(names, 2):
        pairs = run(table.select(one, other).distinct(), engine).num_rows
        found[one] |= {other} if pairs == codes[other] else set()
        found[other] |= {one} if pairs == codes[one] else set()
    return found
