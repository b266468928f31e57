"""What changed between two versions of a line, word by word."""
from __future__ import annotations

import re
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_REWRITTEN = 0.3
"""A line of which less stays was written anew."""


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """The stretches that differ, each as (before, after) without blanks around them; none where only blanks differ.

    Stretches between which only blanks or fewer letters stay than change on either side are one: who rewrites three
    words of four rewrote the phrase (after the "semantic cleanup" of Fraser's diff-match-patch).
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    parts: list[list[str]] = []  # what stays (one text) and what changes (two), in turn
    kept = 0
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(["".join(old[start:end])])
            kept += sum(len(token) for token in old[start:end] if token[0].isalnum())
        else:
            parts.append(["".join(old[start:end]), "".join(new[first:last])])
    if kept < _REWRITTEN * min(len(before), len(after)) and len(parts) > 2:
        return [(before.strip(), after.strip())]
    return [(taken.strip(), put.strip()) for taken, put in (part for part in _joined(parts) if len(part) > 1)
            if taken.split() != put.split()]


def _joined(parts: list[list[str]]) -> list[list[str]]:
    """``parts`` with changes joined over the little that stays between them."""
    place = 1
    while place < len(parts) - 1:
        stays = parts[place]
        if len(stays) == 1 and _is_little(stays[0], parts[place - 1], parts[place + 1]):
            (old, new), (later_old, later_new) = parts[place - 1], parts[place + 1]
            parts[place - 1:place + 2] = [[old + stays[0] + later_old, new + stays[0] + later_new]]
            place = max(place - 1, 1)
        else:
            place += 1
    return parts


def _is_little(text: str, left: list[str], right: list[str]) -> bool:
    return not text.strip() or len(text.strip()) <= min(max(map(len, left)), max(map(len, right)))
