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


def _figures(table: ArrowTable) -> dict[str, list[tuple[Any, Any]]]:
    """By what is counted, the figures given, in order: a file may give several."""
    keys = pc.binary_join_element_wise(*(table.column(name) for name in DIMENSIONS), _MARK, null_handling="replace",
                                       null_replacement="")
    found: dict[str, list[tuple[Any, Any]]] = defaultdict(list)
    for key, value, bound in zip(keys.to_pylist(), table.column("value").to_pylist(),
                                 table.column("bound").to_pylist(), strict=True):
        found[key].append((value, bound))
    for figures in found.values():
        figures.sort(key=lambda one: (one[0] is None, one[0] or 0, one[1] or ""))
    return found


def disagreeing(new: Expression, others: Expression) -> Expression:
    """The exact figures of ``new`` that a source of ``others`` gives differently for the same thing: a row each, with
    the dimensions of ``WHAT_IS_COUNTED``, ``value``, ``other_value``, ``other_source`` and ``other_batch``."""
    one, other = _summed(new), _summed(others)
    other = other.select(key_=other.key_, other_value=other.value, other_source=other.source, other_batch=other.batch)
    joined = one.join(other, "key_")
    return joined.filter(joined.value != joined.other_value).drop("key_", "batch", "source")


def _summed(table: Expression) -> Expression:
    exact = table.filter(table.value.notnull(), table.bound == str(Bound.EXACT), table.period.notnull())
    key = ibis.literal("")
    for name in WHAT_IS_COUNTED:
        key = key + exact[name].fill_null("") + _MARK
    keyed = exact.mutate(key_=key)
    return keyed.aggregate(by=["key_", *WHAT_IS_COUNTED, "source"], value=keyed.value.sum(), batch=keyed.batch.min())
