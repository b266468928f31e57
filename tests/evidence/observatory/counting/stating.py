"""Invented figures drawn by lot, and what a question about them must be answered, in the plainest words."""
from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from canevas.evidence.observatory.rules.counting import Asked
from canevas.evidence.observatory.rules.observation import Bound
from canevas.evidence.observatory.rules.periods import Grain, period_of
from canevas.evidence.observatory.rules.sharing import GRAINS, Terms
from tests.factories.figures import figure


def stated(rows: list[dict[str, Any]], asked: Asked) -> list[tuple[Any, ...]]:
    """What the answer must be, in the plainest words."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["kind"] != asked.measure.kind or row["unit"] != asked.measure.unit:
            continue
        if any((row.get(name) or "") not in codes for name, codes in asked.filters.items()):
            continue
        if (asked.start or asked.end) and (row["start"] is None or row["start"] < (asked.start or date.min)
                                           or row["end"] > (asked.end or date.max)):
            continue
        groups[tuple(_code(row, name, asked.grain) for name in asked.by)].append(row)
    said = []
    for key, group in groups.items():
        known = [row for row in group if row["value"] is not None]
        bound = _bound(group, known)
        low, high = (sum(row.get(end) or row["value"] for row in known) for end in ("value", "upper"))
        is_open = len(known) < len(group) or {Bound.MORE_THAN, Bound.AT_LEAST} & {row["bound"] for row in known}
        said.append((*key, low if known else None, high if high > low and not is_open else None, bound, len(group),
                     len(group) - len(known), any(row["is_partial"] for row in group)))
    return sorted(said, key=lambda one: [(part is None, part) for part in one[:len(asked.by)]])


def _code(row: dict[str, Any], name: str, grain: Grain | None) -> Any:
    if name != "period" or grain is None:
        return row.get(name)
    whole = row["start"] and period_of(row["start"], grain)
    return whole.iso if whole and row["end"] <= whole.end else None


def _bound(group: list[dict[str, Any]], known: list[dict[str, Any]]) -> str | None:
    bounds = {row["bound"] for row in known}
    if not known:
        return None
    if len(group) == 1:
        return str(known[0]["bound"])
    up = bounds & {Bound.MORE_THAN, Bound.AT_LEAST} or len(known) < len(group)
    down = bounds & {Bound.LESS_THAN, Bound.AT_MOST}
    between = any(row.get("upper") for row in known)
    if (up or between) and down:
        return "about"
    if up or down:
        return "at_least" if up else "at_most"
    return "about" if Bound.ABOUT in bounds else "between" if between else "exact"


def shown(row: dict[str, Any], terms: Mapping[str, Terms]) -> dict[str, Any] | None:
    """A figure as its source's terms show it; ``None``: not at all."""
    if (own := terms.get(row["source"])) is None:
        return None
    kept = {name: None if own.hides(name) else value for name, value in row.items()}
    if own.grain is Grain.DAY or (row["grain"] and GRAINS.index(row["grain"]) <= GRAINS.index(own.grain)):
        return kept
    for grain in (own.grain, Grain.YEAR):
        whole = period_of(row["start"], grain)
        if row["end"] <= whole.end:
            return kept | {"period": whole.iso, "start": whole.start, "end": whole.end, "grain": str(grain)}
    return kept | dict.fromkeys(("period", "start", "end", "grain"))


def drawn(chance: random.Random, size: int) -> list[dict[str, Any]]:
    periods = ["2022-12-31", "2023-01-15", "2023-01", "2023-02", "2023-Q1", "2023-W05", "2023-W52", "2023", "2022"]
    rare = chance.random()
    return [figure(
        None if chance.random() < rare / 3 else float(chance.randrange(50)), chance.choice(periods), **_drawn_bound(
            chance, str(chance.choice(list(Bound))) if chance.random() < rare / 2 else "exact"),
        kind=chance.choice(["movement", "movement", "event"]), unit=chance.choice(["persons", "persons", "movements"]),
        sex=chance.choice(["F", "M", None]), nationality=chance.choice(["NER", "MLI", "TCD", None]),
        region=chance.choice(["NE001", "NE002", None]), source=chance.choice(["oim", "drec"]),
        is_partial=chance.random() < rare / 10) for _row in range(size)]


def _drawn_bound(chance: random.Random, bound: str) -> dict[str, Any]:
    is_interval = bound == Bound.BETWEEN or (bound == Bound.ABOUT and chance.random() < 0.5)
    return {"bound": bound, "upper": 50.0 + chance.randrange(50) if is_interval else None}
