"""Invented tables for the tests of disclosure control."""
from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.disclosure.cube import Cube, Dimension

REGIONS = {"NER": None, "A": "NER", "B": "NER", "a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "B"}
TERRITORY = Dimension.tree("territory", REGIONS)
SEX = Dimension.flat("sex", ["F", "M"])
AGE = Dimension.flat("age", ["0-17", "18-59", "60+"])


def cube(*dimensions: Dimension, seed: int, mean: float = 12, shape: float = 0.8, missing: float = 0.0) -> Cube:
    """Counts as they are met: many small ones and zeros, a few large ones."""
    dice = np.random.default_rng(seed)
    size = tuple(one.leaves for one in dimensions)
    values = dice.poisson(dice.gamma(shape, mean / shape, size)).astype(float)
    values[dice.random(size) < missing] = np.nan
    return Cube(dimensions, values)


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    """Two or three dimensions, one a tree; sometimes figures are missing, sometimes a zone cuts across regions."""
    territory = TERRITORY.also("zone", ["a3", "b1"]) if draw(st.booleans()) else TERRITORY
    others = draw(st.sampled_from([(SEX,), (AGE,), (SEX, AGE)]))
    return cube(territory, *others, seed=draw(st.integers(0, 10 ** 6)), mean=draw(st.sampled_from([6, 12, 30])),
                missing=draw(st.sampled_from([0, 0, 0.15])))
