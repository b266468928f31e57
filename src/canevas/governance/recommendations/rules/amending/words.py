"""What changed between two versions of a line, word by word."""
from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SMALL_WORD = 3
_REWRITTEN = 0.3
"""A line of which less stays was written anew."""
_A_SENTENCE = 5
_APOSTROPHES = str.maketrans("’‘ʼ´`", "'" * 5)



@dataclass(slots=True)
class _Stretch:
    """Words ``start`` to ``end`` of the old line that stand as ``first`` to ``last`` in the new one, or became them."""

    start: int
    end: int
    first: int
    last: int
    stays: bool


@dataclass(frozen=True, slots=True)
class WordChange:
    """``taken`` and ``put`` are words without blanks around them; sign by sign, ``start`` to ``end`` of the old line
    become ``text``, which stands at ``begins`` of the new one."""

    taken: str
    put: str
    start: int
    end: int
    begins: int
    text: str


def typed_alike(text: str) -> str:
    """``text`` with one kind of apostrophe: which one stands there is up to the keyboard and the word processor."""
    return text if text.isascii() else text.translate(_APOSTROPHES)


def changed_words(before: str, after: str) -> list[WordChange]:
    """The stretches that differ; none where only blanks differ.

    Two replacements between which one small word stays are one: who wrote "Former les agents" for "Renforcer les
    capacités" rewrote the phrase. A line of which next to nothing stays is told whole.
    """
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    matcher = SequenceMatcher(None, [typed_alike(token[0]) for token in old], [typed_alike(token[0]) for token in new],
                              autojunk=False)
    stretches = [_Stretch(start, end, first, last, tag == "equal")
                 for tag, start, end, first, last in matcher.get_opcodes()]
    kept = sum(len(token[0]) for one in stretches if one.stays
               for token in old[one.start:one.end] if token[0].isalnum())
    if min(len(old), len(new)) >= _A_SENTENCE and kept < _REWRITTEN * min(len(before), len(after)):
        return [WordChange(before.strip(), after.strip(), 0, len(before), 0, after)]
    return [_change(before, after, old, new, one) for one in _joined(stretches, old) if not one.stays]


def _change(before: str, after: str, old: list[re.Match[str]], new: list[re.Match[str]], one: _Stretch) -> WordChange:
    """With the blanks around the words that change, those left out that both lines have."""
    start, end = _between(before, old, one.start, one.end)
    begins, ends = _between(after, new, one.first, one.last)
    while start < end and begins < ends and before[start] == after[begins] and before[start].isspace():
        start, begins = start + 1, begins + 1
    while start < end and begins < ends and before[end - 1] == after[ends - 1] and before[end - 1].isspace():
        end, ends = end - 1, ends - 1
    return WordChange(_words(before, old[one.start:one.end]), _words(after, new[one.first:one.last]),
                      start, end, begins, after[begins:ends])


def _between(text: str, tokens: list[re.Match[str]], first: int, last: int) -> tuple[int, int]:
    """From the end of the word before ``first`` to the beginning of the word ``last``."""
    return (tokens[first - 1].end() if first else 0), (tokens[last].start() if last < len(tokens) else len(text))


def _words(text: str, tokens: list[re.Match[str]]) -> str:
    return text[tokens[0].start():tokens[-1].end()] if tokens else ""


def _joined(stretches: list[_Stretch], old: list[re.Match[str]]) -> list[_Stretch]:
    """``stretches`` with replacements joined over the one small word that stays between them."""
    told: list[_Stretch] = []
    for one in stretches:
        last = told[-2:]
        if len(last) == 2 and _is_replaced(last[0]) and _is_replaced(one) and last[1].end - last[1].start == 1 \
                and len(old[last[1].start][0]) <= _SMALL_WORD:
            told[-2:] = [_Stretch(last[0].start, one.end, last[0].first, one.last, False)]
        else:
            told.append(one)
    return told


def _is_replaced(one: _Stretch) -> bool:
    return not one.stays and one.start < one.end and one.first < one.last
