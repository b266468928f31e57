"""The shape of a question: two that differ only in which breakdowns they name are asked in the same words."""
from __future__ import annotations

from dataclasses import replace

from canevas.evidence.observatory.rules.counting import Asked
from canevas.evidence.observatory.rules.observation import DIMENSIONS

_OF_THEIR_OWN = frozenset(("kind", "unit", "indicator", "period", "grain", "population_group"))
"""Breakdowns that counting knows by their name."""
_STAND_INS = tuple(name for name in DIMENSIONS if name not in _OF_THEIR_OWN)
"""Texts that are counted by and kept to, all alike."""


def shaped(asked: Asked) -> tuple[Asked, dict[str, str]]:
    """``asked`` with other breakdowns in the place of its own, the same for every question of its shape; and by the
    name of each the one that it stands for."""
    filters = sorted(asked.filters.items(), key=lambda one: (one[0] in asked.by, len(one[1]), "" in one[1]))
    own = dict.fromkeys(name for name in (*asked.by, *(name for name, _codes in filters)) if name in _STAND_INS)
    stands_for = dict(zip(_STAND_INS, own, strict=False))
    stand_in = {name: other for other, name in stands_for.items()}
    return replace(asked, by=tuple(stand_in.get(name, name) for name in asked.by),
                   filters={stand_in.get(name, name): codes for name, codes in filters}), stands_for
