"""Parts actions that stand in one line without any sign between them: "… des migrants Renforcer le ciblage …".

By form only: a capital within a line that opens with an infinitive or a noun of action, after a word that can end a
sentence. What could be a title or a name ("le projet Renforcer …", "la Coopération") stays whole.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from canevas.governance.recommendations.rules.action_lexicon import FUNCTION_WORDS, INSTITUTIONS, TITLED
from canevas.governance.recommendations.rules.action_words import action_strength
from canevas.tools.documents.markup import Traced
from canevas.tools.text.folding import fold
from canevas.tools.text.sentences import say

_START = re.compile(r"(?<=\S)\s+(?=[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ][\w'’])")
_DETERMINED = re.compile(r"\S+(?:/\S+)?\s+(?:le|la|les|l'|un|une|des|du|de|d'|aux?|leurs?|et|ou|en|plus|davantage)\b")
_LAST_WORD = re.compile(r"(\S+)$")
_PLAIN, _AFTER_NAME, _NOUN, _ENDED = 0.75, 0.6, 0.6, 0.9
_SEEN = 160
"""How many characters on each side of a cut are looked at."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the actions of a line, with how sure the cut before it is; ``unsigned`` when no sign stood there."""

    text: Traced
    confidence: float
    reason: str
    unsigned: bool = False


def depths(text: str) -> list[int]:
    """For each character, how many closed parentheses or quotation marks it stands in; one that never closes counts
    for nothing."""
    level = [0] * (len(text) + 1)
    opened: list[int] = []
    for place, character in enumerate(text):
        if character in "([«“":
            opened.append(place)
        elif character in ")]»”" and opened:
            start = opened.pop()
            for inside in range(start, place + 1):
                level[inside] += 1
    return level


def split_run_together(text: Traced) -> list[Part]:
    """``text`` in the actions that it runs together; one part where it is one action."""
    level = depths(text.text)
    cuts: list[tuple[int, int, float]] = []
    last = 0
    for match in _START.finditer(text.text):
        sure = 0.0 if level[match.start()] else _boundary(
            text.text[max(last, match.start() - _SEEN):match.start()], text.text[match.end():match.end() + _SEEN])
        if sure:
            cuts.append((match.start(), match.end(), sure))
            last = match.end()
    starts = [0, *(end for _start, end, _sure in cuts)]
    ends = [*(start for start, _end, _sure in cuts), len(text.text)]
    sureness = [cuts[0][2] if cuts else 1.0, *(sure for _start, _end, sure in cuts)]
    reason = say("Two actions stood in one line without a sign between them; the capital and the verb part them.")
    return [Part(text.slice(start, end).strip(), sure, reason if sure < _ENDED else "", bool(cuts) and sure < _ENDED)
            for start, end, sure in zip(starts, ends, sureness, strict=True)]


def _boundary(before: str, after: str) -> float:
    """How surely a new action begins with ``after``; 0: it does not."""
    strength = action_strength(after)
    words = before.split()
    if not strength or len(words) < 2 or len(after.split()) < 2:
        return 0.0
    last = words[-1].rstrip(",.;")
    folded = re.split(r"['’]", fold(last.strip("()«»\"")))[-1]
    ended = words[-1][-1] in ".;"
    if words[-1][-1] in ":'’/-" or (not ended and folded in FUNCTION_WORDS):
        return 0.0
    if not ended and (folded in TITLED or (fold(words[-2]) in TITLED and last[:1].isupper())):
        return 0.0
    if strength < 0.8 and {re.split(r"['’]", fold(word))[-1] for word in words[-3:]} & (TITLED | INSTITUTIONS):
        return 0.0
    if ended:
        return _ENDED
    named = last[:1].isupper()
    if strength >= 0.8:
        if not named:
            return _PLAIN
        return _AFTER_NAME if _DETERMINED.match(fold(after)) else 0.0
    return 0.0 if named else _NOUN
