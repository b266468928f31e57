"""How deep each row lies where one column names what lies in one another: by words ("Région de Tahoua", "dont
Tassara"), by numbers ("1.2 Aguié"), by bullets, by indentation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from canevas.evidence.observatory.rules.harmonise.cells import is_whole
from canevas.tools.text.folding import squeeze

_LEVELS = ("region|reg|gouvernorat|admin ?1|adm1", "departement|dept|dpt|dep|prefecture|admin ?2|adm2",
           "commune|com|mairie|admin ?3|adm3", "village|localite|site|camp|quartier")
_WORDS = re.compile("(?:" + "|".join(f"({words})" for words in _LEVELS) + r")s?\b\.?")
_SAID_AFTER = re.compile(r"(?<=\S)\s*\(\s*([^()]+)\)\s*$")  # "Tahoua (région)"
_OF_WHICH = re.compile(r"^\s*(?:[-–—•*·>]+\s*)?dont\b\s*:?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})*)(?:[.)]\s*|\s+)(?=[^\W\d])")
_BULLET = re.compile(r"^\s*[-–—•*·>]+\s*(?=[^\W\d])")
_BELOW = len(_LEVELS) + 1
_TOP = -1
_NARROWEST = 2
"""Blanks before a label that are no slip."""


def named(label: str) -> tuple[str, int]:
    """The name in a label, and the level of territory that the label says: 1 region to 4 village, 0 where it says none.
    "1.2 Aguié" and "- dont Aguié" are Aguié; "Tahoua (région)" and "Région de Tahoua" are of level 1."""
    text = plain(label)
    if (after := _SAID_AFTER.search(text)) and (level := _level(after[1], whole=True)):
        return text[: after.start()], level
    return text, _level(text)


def _level(text: str, *, whole: bool = False) -> int:
    match = (_WORDS.fullmatch if whole else _WORDS.match)(squeeze(text))
    return match.lastindex or 0 if match else 0


def plain(label: str) -> str:
    """A label without the numbers, bullets and "dont" before it."""
    return _BULLET.sub("", _NUMBER.sub("", _OF_WHICH.sub("", label))).strip()


def is_of_which(label: str) -> bool:
    """Whether a row says that it is a part of the one above: "dont femmes"."""
    return _OF_WHICH.match(label) is not None


def depths(labels: Sequence[str]) -> list[int]:
    """By row, how deep it lies; nothing where all lie alike."""
    tells: tuple[Callable[[str], int], ...] = (_by_word, _by_number, _by_mark, _by_indent)
    for tell in tells:
        known = {label: tell(label) for label in set(labels)}
        found = [known[label] for label in labels]
        if tell is _by_word and 0 not in found and _BELOW in found:
            continue  # names without a level lie in regions; in communes they would be anything
        if tell is _by_number and 0 in found:
            continue
        if len(set(found)) > 1 and found[0] == min(found):
            return found
    return []


def _by_word(label: str) -> int:
    if is_whole(plain(label)):
        return _TOP
    return (named(label)[1] or _BELOW + 1) - 1


def _by_number(label: str) -> int:
    match = _NUMBER.match(label)
    return match[1].count(".") + 1 if match else 0


def _by_mark(label: str) -> int:
    return 1 if _OF_WHICH.match(label) or _BULLET.match(label) else 0


def _by_indent(label: str) -> int:
    width = len(label) - len(label.lstrip())
    return width if width >= _NARROWEST else 0
