"""A value understood: its code, how sure it is and why."""

from __future__ import annotations

from dataclasses import dataclass

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import FigureWords, Looked, form

EXACT, SLIP, LONE, ASKED, DOUBTFUL, WEAK = 1.0, 0.96, 0.9, 0.7, 0.5, 0.3
"""``LONE``: what one witness says, sure where another bears it out."""


@dataclass(frozen=True, slots=True)
class Coded:
    """``code`` of the common model. Empty with confidence 1: the value says that nothing is known. Empty with
    confidence 0: it is not understood, and ``reason`` says why."""

    code: str
    confidence: float
    reason: str
    others: tuple[str, ...] = ()

    @property
    def is_understood(self) -> bool:
        return bool(self.code) or self.confidence > 0


def not_understood(reason: str) -> Coded:
    return Coded("", 0.0, reason)


def missing(value: Value, words: FigureWords) -> Coded | None:
    """What stands for nothing, as such; ``None`` for a value that says something."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return Coded("", EXACT, say("Empty."))
    if isinstance(value, float) and value != value:
        return Coded("", EXACT, say("Empty."))
    if isinstance(value, str) and ((text := fold(value)) in words.missing or text.rstrip(".") in words.missing):
        return Coded("", EXACT, say("Says that it is not known."))
    return None


def of_looked(looked: Looked | None) -> Coded | None:
    """What an index of words found, as a code."""
    if looked is None:
        return None
    first, *others = looked.codes
    if looked.slip:
        reason = say("Written almost like “%(name)s”.", name=looked.slip)
        return Coded(first, SLIP if looked.is_sure else ASKED, reason, tuple(others))
    if looked.is_sure:
        return Coded(first, EXACT, say("A word for it."))
    reason = say("May mean several things.") if others else say("May mean it.")
    return Coded(first, DOUBTFUL if others else ASKED, reason, tuple(others))


def is_total(value: Value, words: FigureWords) -> bool:
    """Whether a value of a breakdown stands for all together: "Total", "Les deux", "H+F"."""
    return isinstance(value, str) and (form(value) in words.totals or fold(value) in words.totals)
