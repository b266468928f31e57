"""Words that open a recommended action in French: an infinitive ("Renforcer …") or its noun ("Renforcement de …").

Told by form: a list of the verbs that minutes use, then the endings of French infinitives, against a list of the nouns
and names that end alike (« Ministère », « Niger », « Premier »).
"""
from __future__ import annotations

import re

from canevas.governance.recommendations.rules.action_lexicon import COMPLEMENTS, DETERMINERS, NOT_VERBS, NOUNS, VERBS
from canevas.tools.text.folding import fold

_INFINITIVE_ENDING = re.compile(r"(?:[a-z-]{3,}er|[a-z-]{3,}ir)$")
_SEEN = 160
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_REFLEXIVE = re.compile(r"\s*(?:ne pas |ne plus |se |s'|bien |mieux |y |d')+")


def _words(folded: str) -> list[str]:
    return _WORD.findall(folded)


def is_known_infinitive(word: str) -> bool:
    """The word is in the list of verbs, alone or with "re-" before it; case and accents aside."""
    folded = fold(word)
    return folded in VERBS or (folded[:3] == "re-" and folded[3:] in VERBS)


def has_infinitive_form(word: str) -> bool:
    """The word ends like a French infinitive and is none of the known nouns and names that do."""
    folded = fold(word)
    return len(folded) > 4 and folded not in NOT_VERBS and bool(_INFINITIVE_ENDING.match(folded))


def action_strength(text: str) -> float:
    """How surely ``text`` opens with an action, 0 to 1.

    1: a known infinitive; 0.8: the form of an infinitive, then an article or a preposition; 0.7: a noun of action with
    its complement; 0.6: a known infinitive that could be a noun; 0: nothing of this.
    """
    folded = fold(text[:_SEEN])
    reflexive = _REFLEXIVE.match(folded)
    words = _words(folded[reflexive.end():] if reflexive else folded)
    if not words:
        return 0.0
    first, following = words[0], words[1] if len(words) > 1 else ""
    if is_known_infinitive(first):
        return 0.6 if first in NOT_VERBS and following not in DETERMINERS else 1.0
    if has_infinitive_form(first) and following in DETERMINERS:
        return 0.8
    if first in NOUNS and following in COMPLEMENTS:
        return 0.7
    return 0.0


def opens_action(text: str) -> bool:
    """``text`` opens with an infinitive or a noun of action."""
    return action_strength(text) > 0
