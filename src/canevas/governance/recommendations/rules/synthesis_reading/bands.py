"""The bands of a synthesis table: general recommendations, then one band for each axis of the policy."""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from canevas.governance.policy.rules.headings import axis_heading
from canevas.tools.documents.markup import EMPTY, Traced
from canevas.tools.text.folding import squeeze
from canevas.tools.vocabulary import Vocabulary

_WHAT = (r"(?:recommandations?|strategies|defis|priorites|aspects?|points?|questions?|niveau|volet|actions?"
         r"|orientations?|enjeux|propositions?)")
_LEAD = r"\W*(?:(?:[ivx]{1,4}|\d{1,2}|[a-d])\s?[.)/:-]+\s*)*(?:les |des |aux? |synthese des? )?"
_GENERAL = re.compile(rf"{_LEAD}(?:{_WHAT}\s.{{0,30}}?(?:d'ordres?\s)?genera(?:l|le|les|ux)\b|d'ordres? general"
                      rf"|{_WHAT}\s(?:transversa(?:le|les|ux)|communes?)\b|cadre general\b|generalites\b)")
_SPECIFIC = re.compile(rf"{_LEAD}(?:{_WHAT}\s.{{0,30}}?(?:d'ordres?\s)?specifiques?\b|d'ordres? specifique"
                       rf"|{_WHAT}\s.{{0,30}}?(?:par|selon les?|suivant les?) axes?\b)")
_LONGEST = 220
_CLOSING = " \n;:,.-–—"
_SUITE = re.compile(r"\s*\(\s*suite(?: et fin)?\s*\)\s*$", re.I)
_SAME_TITLE = 88


@dataclass(frozen=True, slots=True)
class Band:
    """A band; ``axis`` is ``None`` for the general one, the head of the specific ones and where no number stands."""

    kind: Literal["general", "specific", "axis", "unknown"]
    axis: int | None = None
    title: Traced = EMPTY
    confidence: float = 0.97


def read_band(text: Traced, *, alone: bool = True) -> Band | None:
    """The band that ``text`` is, or ``None``. ``alone``: nothing else stands in its row; else only an axis counts."""
    if not text.text.strip() or len(text.text) > _LONGEST:
        return None
    heading = axis_heading(text.text)
    if heading is not None:
        title = text.slice(heading.title_start).strip(_CLOSING, _CLOSING)
        suite = _SUITE.search(title.text)
        return Band("axis", int(heading.number), title.slice(0, suite.start()) if suite else title)
    words = squeeze(text.text)
    whole = text.strip(_CLOSING, _CLOSING)
    if alone and _GENERAL.match(words):
        return Band("general", None, whole)
    if alone and _SPECIFIC.match(words):
        return Band("specific", None, whole)
    return None


def read_titled_band(text: Traced, vocabulary: Vocabulary) -> Band:
    """The band of a full-width row that names no number: an axis of the policy by its title, else an unknown one."""
    words = squeeze(text.text)
    whole = text.strip(_CLOSING, _CLOSING)
    for axis in vocabulary.policy.axes:
        titles = (axis.title, *axis.aliases)
        if max(fuzz.ratio(words, squeeze(title)) for title in titles) >= _SAME_TITLE:
            return Band("axis", axis.number, whole, 0.8)
    return Band("unknown", None, whole, 0.6)
