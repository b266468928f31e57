"""What was looked at of one column, and what it is then taken to mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canevas.evidence.observatory.rules.harmonise.headings import Said
from canevas.evidence.observatory.rules.harmonise.layout import LaidColumn
from canevas.evidence.observatory.rules.harmonise.looking import Column
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning

SHARE = 0.8
"""Of the cells of a column: what of them bears a meaning out."""


@dataclass(frozen=True, slots=True)
class Read:
    """A column with what was looked at to propose its meaning."""

    laid: LaidColumn
    cells: Column
    said: Said


@dataclass(frozen=True, slots=True)
class Meant:
    meaning: Meaning
    confidence: float
    reason: str
    others: tuple[Meaning, ...] = ()
    question: str = ""


def best_of(said: Said, among: Sequence[Meaning], least: float = 0.5) -> tuple[Meaning, float, str] | None:
    known = [(meaning, *said.scores[meaning]) for meaning in among if meaning in said.scores]
    found = max(known, key=lambda one: one[1], default=None)
    return found if found and found[1] >= least else None


def is_plain(said: Said, meaning: Meaning) -> bool:
    """Whether a heading says a meaning, and nothing beside it that is not understood: "Région", not "Région de
    naissance"."""
    score = said.scores.get(meaning, (0.0, ""))[0]
    return score >= 0.9 or (score >= 0.6 and not said.strangers.get(meaning))
