"""How a line shows itself as a heading, and how near a heading is to a point of the agenda."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import Enumerator, read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span
from canevas.tools.text.folding import squeeze

_SMALL = re.compile(r"\b(?:l[ea]s?|l'|d[eu]s?|d'|aux?|a|et|sur|en|pour|par|dans|un|une)\b|\W+")
_FORMULATED = re.compile(
    r"\b(?:recommandations|suggestions)\b.{0,60}\b(?:suivantes|formulees?|ci-apres|retenues|"
    r"faites|degagees|issues)\b|\b(?:recommande|recommandent|suggere|a recommande|"
    r"ont recommande)(?: (?:de|ce qui suit|que))?\s*:$|\b(?:formule|fait|adopte|"
    r"emis)\w*\s+(?:l[ea]s |des )?(?:recommandations|suggestions)\b"
)


def announces_recommendations(title: Span) -> bool:
    """ "Les recommandations suivantes ont été formulées :" """
    return title.text.rstrip().endswith(":") and bool(_FORMULATED.search(title.folded))


def plain_heading(line: Line, number: Enumerator, following: Block | None) -> bool:
    """A short numbered line without closing sign, before text that is no list of the same kind."""
    if len(line.text) > 110 or line.text.rstrip()[-1:] in ".;," or not isinstance(following, Line):
        return False
    next_number = read_enumerator(following.body)
    return (
        next_number is None
        or next_number.kind != number.kind
        or (next_number.kind != "deep" and next_number.value <= number.value)
    )


def is_sentence(line: Line) -> bool:
    return line.text.rstrip().endswith(".") and line.text.count(" ") > 6


def bare(text: str) -> str:
    return " ".join(_SMALL.sub(" ", squeeze(text)).split())


def likeness(left: str, right: str) -> float:
    """0 to 100. A title contained in the other counts when it is not a trifle of it."""
    whole = fuzz.ratio(left, right)
    words = fuzz.token_sort_ratio(left, right)
    inside = fuzz.token_set_ratio(left, right)
    short, long = sorted((len(left), len(right)))
    shared = inside if short >= 0.45 * long or (long < 40 and short >= 6 and inside > 95) else inside * 0.6
    return max(whole, words, shared)


def is_title(title: Span, own: str) -> bool:
    return likeness(bare(title.text), own) >= 60 or title.text.rstrip().endswith(":")


def opens_treatment(following: Block | None) -> bool:
    """What follows is "Points de discussion", an action table or the like."""
    if isinstance(following, Line):
        return forms.marker(following.body.folded) in ("discussion", "actions") or forms.column_words(
            following.whole.folded
        )
    if isinstance(following, Grid):
        return any(
            "action" in forms.columns(cell.folded) or "discussion" in forms.columns(cell.folded)
            for cell in following.rows[0]
        )
    return False


def is_heading(line: Line, following: Block | None) -> bool:
    text = line.whole.text
    if line.heading or line.bold or opens_treatment(following):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    if letters and all(letter.isupper() for letter in letters):
        return True
    return text.endswith(":") and len(text) < 150
