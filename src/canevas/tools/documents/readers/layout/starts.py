"""Beginnings and ends of lines that say whether a line reads on."""
from __future__ import annotations

import re

from canevas.tools.documents.typed import begins_with_typed_bullet

_NUMBER = re.compile(
    r"(?:\(?(?:\d{1,2}|[IVX]{1,5}|[ivx]{1,4}|[A-Za-z])\s?[.)\-–/:]|\d{1,2}(?:\.\d{1,2}){1,3}[.)\-:]?|"
    r"(?:Axe|Article|Point|Recommandation|Programme|Annexe|Objectif)\s?\d{1,2}(?:\.\d+)?\s?[.:)\-])\s*(?=\S)")
_TERMINAL = ".;:!?…"


def begins_item(text: str) -> bool:
    """Whether ``text`` begins as an item of a list: a bullet, a number, a letter."""
    return begins_with_typed_bullet(text) or begins_number(text)


def begins_number(text: str) -> bool:
    match = _NUMBER.match(text)
    if not match:
        return False
    head, rest = match[0].strip(), text[match.end():]
    if head[-1] in "/:-–" and rest[:1].isdigit():
        return False  # 12/05, 9:30, 2-3
    if len(head) == 2 and head[0].isalpha() and head[1] in ".-/:":
        return head[1] != "/" and (head[0] in "IVX" or match[0] != head)
    return True


def ends_sentence(text: str) -> bool:
    return text.rstrip(" »\"')")[-1:] in set(_TERMINAL)


def begins_lower(text: str) -> bool:
    """Whether the first letter is a small one: the middle of a sentence."""
    first = text.lstrip("«\"'( ")[:1]
    return first.islower()
