"""Records of persons: how easily one is found among them, and what to give up so that nobody is.

k-anonymity by global recoding and local suppression (Sweeney 2002; Samarati 2001); l-diversity (Machanavajjhala et al.
2007, distinct); risk from uniques of a sample (Skinner and Elamir, *Journal of Official Statistics* 22, 2006) and per
record (Benedetti and Franconi 1998; Hundepool et al. 2012, ch. 3.3). Columns are arrays of strings, one value a record,
or a row for several that are alike: then ``weights`` says for how many, 1 and up.
"*" stands for a value that was given up, and counts as a value of its own (the cautious reading).
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import numpy.typing as npt

from .cube import Bools, Floats, Ints

Column = npt.NDArray[np.str_]
Recoding = Sequence[Callable[[str], str]]  # from the finest to the coarsest; the column as it is comes before
SUPPRESSED = "*"


def classes(columns: Mapping[str, npt.NDArray[np.generic]], identifiers: Sequence[str], weights: Ints | None = None,
            ) -> tuple[Ints, Ints]:
    """Records that nobody can tell apart by these columns: (class of each row, records of each class)."""
    many = len(next(iter(columns.values())))
    label = np.zeros(many, dtype=np.int64)
    for name in identifiers:
        values = np.unique(columns[name], return_inverse=True)[1].ravel()
        label = np.unique(label * (int(values.max(initial=0)) + 1) + values, return_inverse=True)[1].ravel()
    return label, np.bincount(label, weights=weights, minlength=1).astype(np.int64)


def anonymity(columns: Mapping[str, Column], identifiers: Sequence[str]) -> int:
    """k: the size of the smallest class; 0 without records."""
    return int(classes(columns, identifiers)[1].min())


def diversity(columns: Mapping[str, Column], identifiers: Sequence[str], secret: str) -> int:
    """l: the fewest different values of ``secret`` in one class."""
    label, sizes = classes(columns, identifiers)
    pairs = np.unique(np.stack([label, np.unique(columns[secret], return_inverse=True)[1].ravel()]), axis=1)
    return int(np.bincount(pairs[0], minlength=len(sizes)).min())


@dataclass(frozen=True)
class Risk:
    """``worst`` and ``mean``: chance of finding a record's person for whoever knows that the person is among them;
    ``worst_in_population`` and ``mean_in_population``: for whoever does not (E[1/F | f]); ``uniques``: records alone
    in their class; ``population_uniques``: how many of these are alone in the population too, and ``hits``: right
    guesses to expect among them, both after Skinner and Elamir with the model of independence."""

    records: int
    anonymity: int
    uniques: int
    worst: float
    mean: float
    worst_in_population: float
    mean_in_population: float
    population_uniques: float
    hits: float


def risk(columns: Mapping[str, Column], identifiers: Sequence[str], *, fraction: float = 1.0,
         weights: Ints | None = None) -> Risk:
    """``fraction``: records over population, 0 < fraction ≤ 1 (1: everybody is among them)."""
    if not 0 < fraction <= 1:
        raise ValueError("the share of the population must be above 0 and at most 1")
    label, sizes = classes(columns, identifiers, weights)
    if not len(label):
        return Risk(0, 0, 0, 0, 0, 0, 0, 0, 0)
    weights = np.ones(len(label), dtype=np.int64) if weights is None else weights
    many = int(weights.sum())
    found = per_record(sizes, fraction)[label]
    alone = sizes[label] == 1
    expected = _independent(columns, identifiers, weights)[alone] * (1 - fraction) / fraction
    hits = np.divide(-np.expm1(-expected), expected, out=np.ones_like(expected), where=expected > 1e-12)
    return Risk(many, int(sizes.min()), int(alone.sum()), float(1 / sizes.min()), float(len(sizes) / many),
                float(found.max()), float(np.average(found, weights=weights)),
                float(np.exp(-expected).sum()), float(hits.sum()))


def per_record(sizes: Ints, fraction: float) -> Floats:
    """E[1/F | f], F the class in the population given f in the sample: negative binomial (Benedetti and Franconi)."""
    size = sizes.astype(np.float64)
    if fraction >= 1:
        return np.asarray(1 / size, dtype=np.float64)
    odds, log = fraction / (1 - fraction), -np.log(fraction)
    result = fraction / (size - (1 - fraction))
    result[sizes == 1] = odds * log
    result[sizes == 2] = odds * (1 - odds * log)
    return result


def _independent(columns: Mapping[str, Column], identifiers: Sequence[str], weights: Ints) -> Floats:
    """Expected size of each record's class if the columns had nothing to do with one another."""
    many = int(weights.sum())
    expected = np.full(len(weights), float(many))
    for name in identifiers:
        where = np.unique(columns[name], return_inverse=True)[1].ravel()
        expected *= np.bincount(where, weights=weights)[where] / many
    return expected


@dataclass(frozen=True, eq=False)
class Anonymised:
    """``levels``: how far each column was recoded (0: as it is); ``kept``: rows that stay (the others could not be
    hidden among k); ``suppressed``: values given up, by column; of records, where rows stand for several."""

    columns: dict[str, Column]
    levels: dict[str, int]
    kept: Bools
    suppressed: dict[str, int] = field(default_factory=dict)


def anonymise(columns: Mapping[str, Column], recodings: Mapping[str, Recoding], k: int, *,
              most_suppressed: float = 0.05, weights: Ints | None = None) -> Anonymised:
    """Records in classes of at least k by the columns that ``recodings`` names.

    The recoding that loses the least for which at most a share ``most_suppressed`` of the records stays in small
    classes; values of these are given up, then, where that is not enough, the records.
    """
    if k < 2:
        raise ValueError("k is at least 2")
    names = list(recodings)
    steps = {name: _steps(columns[name], recodings[name]) for name in names}
    weights = np.ones(len(columns[names[0]]), dtype=np.int64) if weights is None else weights
    numbered = {name: [np.unique(one, return_inverse=True)[1].ravel() for one in steps[name]] for name in names}
    for levels in _by_loss(steps, weights):
        label, sizes = classes({name: numbered[name][level] for name, level in levels.items()}, names, weights)
        if weights[sizes[label] < k].sum() <= most_suppressed * weights.sum():
            break
    recoded = {**columns, **{name: steps[name][level] for name, level in levels.items()}}
    return _suppressed(recoded, names, levels, k, weights)


def _steps(column: Column, recoding: Recoding) -> list[Column]:
    values, where = np.unique(column, return_inverse=True)
    return [column, *(np.array([coarser(str(one)) for one in values])[where.ravel()] for coarser in recoding)]


def _by_loss(steps: Mapping[str, list[Column]], weights: Ints) -> list[dict[str, int]]:
    """Every choice of levels, the one that loses the least entropy first."""
    left = {name: [entropy(one, weights) for one in levels] for name, levels in steps.items()}
    loss = {name: [levels[0] - one for one in levels] for name, levels in left.items()}
    whole = {name: max(levels[0], 1e-9) for name, levels in left.items()}
    every = product(*(range(len(one)) for one in steps.values()))
    choices = [dict(zip(steps, levels, strict=True)) for levels in every]
    return sorted(choices, key=lambda one: sum(loss[name][level] / whole[name] for name, level in one.items()))


def entropy(column: Column, weights: Ints) -> float:
    """What a column tells of a record, in bits."""
    share = np.bincount(np.unique(column, return_inverse=True)[1].ravel(), weights=weights) / max(weights.sum(), 1)
    return float(-(share * np.log2(share)).sum())


def _suppressed(columns: Mapping[str, Column], names: list[str], levels: dict[str, int], k: int, weights: Ints,
                ) -> Anonymised:
    """Column after column, values of records in small classes are given up: first where it frees the most records."""
    result = {name: column.astype(object) if name in names else column for name, column in columns.items()}
    left = list(names)
    while left:
        label, sizes = classes(_texts(result, names), names, weights)
        small = sizes[label] < k
        if not small.any():
            break
        trials = {name: _still_small(result, names, name, small, k, weights) for name in left}
        name = min(left, key=lambda one: trials[one])
        result[name] = np.where(small, SUPPRESSED, result[name])
        left.remove(name)
    texts = _texts(result, names)
    label, sizes = classes(texts, names, weights)
    kept = sizes[label] >= k
    lost = {name: int(weights[(texts[name] == SUPPRESSED) & (columns[name] != SUPPRESSED) & kept].sum())
            for name in names}
    return Anonymised({name: column[kept] for name, column in texts.items()}, levels, kept, lost)


def _texts(columns: Mapping[str, npt.NDArray[np.generic]], names: list[str]) -> dict[str, Column]:
    return {name: column.astype(str) if name in names else np.asarray(column, dtype=np.str_)
            for name, column in columns.items()}


def _still_small(columns: Mapping[str, npt.NDArray[np.generic]], names: list[str], name: str, small: Bools,
                 k: int, weights: Ints) -> int:
    tried = {**columns, name: np.where(small, SUPPRESSED, columns[name])}
    label, sizes = classes(_texts(tried, names), names, weights)
    return int(weights[sizes[label] < k].sum())
