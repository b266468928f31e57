"""A file laid out as an earlier version of its recipe knows it, and the newest no longer: two agencies take turns, or a
partner goes back to its old form. Offered to a person, never taken unasked."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

from canevas.evidence.observatory.rules.harmonise.matching import known_values, plan_of
from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.recipe import Codes, Recipe, key_of


def fits(recipe: Recipe, proposal: Proposal) -> bool:
    """Whether tables and columns of the file are those that the recipe knows."""
    return not plan_of(recipe, proposal).news.changes_layout


def taken_up(earlier: Recipe, newest: Recipe) -> Recipe:
    """``earlier``, with what was decided on values since. A value of which the two say different codes is asked."""
    codes = {meaning: _agreed(earlier.values.get(meaning, {}), newest.values.get(meaning, {}))
             for meaning in dict.fromkeys((*earlier.values, *newest.values))}
    return replace(earlier, values={meaning: agreed for meaning, agreed in codes.items() if agreed})


def _agreed(earlier: Codes, newest: Codes) -> dict[str, Any]:
    before, since = known_values(earlier), known_values(newest)
    both = {**earlier, **{raw: code for raw, code in newest.items() if key_of(raw) not in before}}
    return {raw: code for raw, code in both.items() if since.get(key_of(raw), code) == code}
