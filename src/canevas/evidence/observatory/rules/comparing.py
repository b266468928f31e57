"""Two additions to the store beside each other: what a correction changed, and what an earlier file already said."""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from canevas.evidence.observatory.rules.observation import DIMENSIONS, Bound
from canevas.tools.engines.libraries import ArrowTable, Expression, ibis, pc

_MARK = "\x1f"
WHAT_IS_COUNTED = tuple(name for name in DIMENSIONS if name not in ("organisation", "transport", "reason", "grain"))
"""What two sources must agree on to speak of the same thing."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Figures (by what they count) that only the new one has, that both have with another value, that only the old one
    has, and that both have alike."""

    added: int = 0
    corrected: int = 0
    withdrawn: int = 0
    same: int = 0


def changes(old: ArrowTable, new: ArrowTable) -> Changes:
    """What ``new`` says otherwise than ``old``; both have the columns of the store."""
    before, after = _figures(old), _figures(new)
    both = before.keys() & after.keys()
    same = sum(before[key] == after[key] for key in both)
    return Changes(len(after.keys() - both), len(both) - same, len(before.keys() - both), same)


def _figures(table: ArrowTable) -> dict[str, list[tuple[Any, ...]]]:
    """By what is counted, the figures given, in order: a file may give several."""
    keys = pc.binary_join_element_wise(*(table.column(name) for name in DIMENSIONS), _MARK, null_handling="replace",
                                       null_replacement="")
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *figure in zip(keys.to_pylist(), *(table.column(name).to_pylist() for name in ("value", "upper", "bound")),
                            strict=True):
        found[key].append(tuple(figure))
    for figures in found.values():
        figures.sort(key=lambda one: (one[0] is None, one[0] or 0, one[1] or 0, one[2] or ""))
    return found


def disagreeing(new: Expression, others: Expression) -> Expression:
    """The exact figures and intervals of ``new`` that cannot be true beside what a source of ``others`` gives for the
    same thing: a row each, with the dimensions of ``WHAT_IS_COUNTED``, ``value``, ``upper`` (null: exact),
    ``other_value``, ``other_upper``, ``other_source`` and ``other_batch``."""
    one, other = _summed(new), _summed(others)
    other = other.select(key_=other.key_, other_value=other.value, other_upper=other.upper, other_source=other.source,
                         other_batch=other.batch)
    joined = one.join(other, "key_")
    highest, other_highest = (ibis.coalesce(joined[upper], joined[value]) for upper, value in (
        ("upper", "value"), ("other_upper", "other_value")))
    return joined.filter((joined.value > other_highest) | (joined.other_value > highest)).drop(
        "key_", "batch", "source")


def _summed(table: Expression) -> Expression:
    known = [str(Bound.EXACT), str(Bound.BETWEEN)]
    exact = table.filter(table.value.notnull(), table.bound.isin(known), table.period.notnull())
    key = ibis.literal("")
    for name in WHAT_IS_COUNTED:
        key = key + exact[name].fill_null("") + _MARK
    keyed = exact.mutate(key_=key)
    summed = keyed.aggregate(by=["key_", *WHAT_IS_COUNTED, "source"], value=keyed.value.sum(), batch=keyed.batch.min(),
                             spread_=(keyed.upper - keyed.value).sum())
    return summed.mutate(upper=summed.value + summed.spread_).drop("spread_")
