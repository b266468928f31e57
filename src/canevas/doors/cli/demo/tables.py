"""Invented syntheses: a region's, and the national one that federates them."""
from __future__ import annotations

import random
from typing import Any

from canevas.doors.cli.demo.meeting import found
from canevas.doors.cli.demo.pools import load, regions
from canevas.governance.recommendations.rules.synthesis import SynthesisRow, SynthesisSection


def regional_synthesis(region: str, rng: random.Random) -> list[SynthesisSection]:
    """One or two challenges under each axis, spoken by ``region``."""
    pool = load("synthesis")["axes"]
    return [_section(axis, rng.sample(pool[axis], rng.choice((1, 2))), [region]) for axis in sorted(pool)]


def national_synthesis(rng: random.Random) -> list[SynthesisSection]:
    """General challenges, then three or four under each axis."""
    pool = load("synthesis")
    general = SynthesisSection("general", rows=[
        row for challenge in rng.sample(pool["general"], 3) for row in _rows(challenge, [])])
    names = [region.name for region in regions()]
    return [general, *(_section(axis, rng.sample(pool["axes"][axis], rng.choice((3, 4))), rng.sample(names, 3))
                       for axis in sorted(pool["axes"]))]


def _section(axis: int, challenges: list[dict[str, Any]], speakers: list[str]) -> SynthesisSection:
    rows = [row for challenge in challenges for row in _rows(challenge, speakers)]
    return SynthesisSection("axis", axis, found(load("synthesis")["axis_titles"][axis]), rows)


def _rows(challenge: dict[str, Any], speakers: list[str]) -> list[SynthesisRow]:
    out = []
    for row in challenge["rows"]:
        regions_named = ["*"] if row["who"] == ["*"] else speakers if "région" in row["who"] else []
        out.append(SynthesisRow(
            found(challenge["challenge"]), [found(text) for text in row["priorities"]],
            [found(text) for text in row["strategies"]], [found(name) for name in regions_named],
            [found(name) for name in row["who"] if name not in ("*", "région")]))
    return out
