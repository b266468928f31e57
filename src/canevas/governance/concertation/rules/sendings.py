"""Marks of the sendings of a text: by them one whose answer was lost is known again."""
from __future__ import annotations

from collections.abc import Iterable


def is_own(nonce: str, unanswered: Iterable[str]) -> bool:
    """Whether ``nonce``, the mark of what stands, is among those of which a browser got no answer.

    A mark is ``chain:number``; the last of a chain stands for those before it, so that a day without a network needs no
    list. Any other mark stands for itself.
    """
    chain, number = _parts(nonce)
    for mark in unanswered:
        if mark == nonce and nonce:
            return True
        other, last = _parts(mark)
        if chain and chain == other and number <= last:
            return True
    return False


def _parts(mark: str) -> tuple[str, int]:
    chain, _colon, number = mark.rpartition(":")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    return (chain, int(number)) if chain and is_number else ("", 0)
