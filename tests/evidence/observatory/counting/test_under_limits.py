"""Whoever sees sources under limits is answered by tallies exactly as by rows, whatever the limits and the question:
one body on both engines, held to a plain statement in Python."""
from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from canevas.evidence.observatory.rules.coarsening import coarsened
from canevas.evidence.observatory.rules.counting import Asked, Measure, counted
from canevas.evidence.observatory.rules.monthly import is_enough, monthly, tallies
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import CHOOSABLE, GEOGRAPHIES, WHOLE, Terms
from canevas.evidence.observatory.rules.storing import observations
from canevas.tools.engines.connecting import connect
from canevas.tools.engines.libraries import ibis
from canevas.tools.engines.reading import run
from tests.evidence.observatory.counting.stating import drawn, shown, stated
from tests.factories.figures import written

MOVEMENTS = Measure(Kind.MOVEMENT)
MONTHS = Terms(grain=Grain.MONTH)
SPANS = ((date(2023, 1, 10), date(2023, 1, 20)), (date(2023, 1, 20), date(2023, 2, 10)),
         (date(2022, 12, 20), date(2023, 1, 3)), (date(2023, 1, 1), date(2023, 6, 30)))


def drawn_figures(chance: random.Random) -> list[dict[str, Any]]:
    """Some from one day to another, some in a department."""
    rows = drawn(chance, chance.randrange(1, 150))
    for row in rows:
        row |= {"source": chance.choice(["oim", "drec", "ong"]), "department": row["region"] and chance.choice(
            [f"{row['region']}001", f"{row['region']}002", None])}
        if chance.random() < 0.2:
            start, end = chance.choice(SPANS)
            row |= {"start": start, "end": end, "period": f"{start}/{end}", "grain": None}
    return rows


def drawn_terms(chance: random.Random) -> dict[str, Terms]:
    """One source seen whole, one under limits, one not at all; or any other mixture."""
    made = {}
    for source in ("oim", "drec", "ong"):
        limits = Terms(frozenset(chance.sample(CHOOSABLE, chance.randrange(len(CHOOSABLE)))),
                       chance.choice(GEOGRAPHIES), chance.choice([*Grain, Grain.MONTH, Grain.MONTH]))
        one = chance.choice([WHOLE, limits, limits, None])
        if one is not None:
            made[source] = one
    return made


def drawn_question(chance: random.Random) -> Asked:
    by = tuple(chance.sample(["sex", "nationality", "region", "department", "period", "source"], chance.randrange(4)))
    days = sorted(chance.sample([date(2022, 12, 1), date(2023, 1, 1), date(2023, 1, 12), date(2023, 3, 31)], 2))
    return Asked(
        MOVEMENTS, by, {name: chance.sample(codes, 2) for name, codes in (
            ("sex", ["F", "M", ""]), ("department", ["NE001001", "NE002002", ""])) if chance.random() < 0.3},
        *(day if chance.random() < 0.4 else None for day in days), grain=chance.choice([None, *Grain]))


@pytest.mark.parametrize("seed", range(6))
def test_tallies_and_rows_say_what_terms_show(backend: Any, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    rows, asked_of_tallies = drawn_figures(chance), 0
    path, months = written(rows, tmp_path / "rows.parquet"), tmp_path / "months.parquet"
    pq.write_table(run(monthly(ibis.memtable(pq.read_table(path))), connect()), months)
    for _question in range(4):
        terms, asked = drawn_terms(chance), drawn_question(chance)
        expected = stated([one for row in rows if (one := shown(row, terms))], asked)
        tables = [observations(backend, [path])]
        if is_enough(asked, terms.values()):
            tables.append(tallies(backend, [months]))
            asked_of_tallies += 1
        for table in tables:
            found = [tuple(one.values()) for one in counted(coarsened(table, terms), asked, backend)]
            assert found == expected or (not asked.by and not expected), (asked, terms, table.columns)
    assert asked_of_tallies


@pytest.mark.parametrize(("asked", "terms", "enough"), [
    (Asked(MOVEMENTS, ("sex",)), [MONTHS, WHOLE], True),
    (Asked(MOVEMENTS, ("sex",)), [Terms(grain=Grain.WEEK), WHOLE], False),
    (Asked(MOVEMENTS, ("period",), grain=Grain.WEEK), [MONTHS], True),
    (Asked(MOVEMENTS, ("period",), grain=Grain.WEEK), [MONTHS, WHOLE], False),
    (Asked(MOVEMENTS, (), start=date(2023, 1, 2)), [Terms(grain=Grain.YEAR)], True),
    (Asked(MOVEMENTS, (), start=date(2023, 1, 2)), [MONTHS, Terms(geography="region")], False),
    (Asked(MOVEMENTS, ("period",)), [MONTHS], False), (Asked(Measure(Kind.STOCK), ()), [MONTHS], False)])
def test_tallies_are_asked_what_they_can_tell_under_limits(asked: Asked, terms: list[Terms], enough: bool) -> None:
    assert is_enough(asked, terms) is enough
