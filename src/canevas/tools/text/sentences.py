"""Sentences for people, said from code that knows no web framework.

The message is written in English and looked up through a hook, which the project points at its translations; without
a project (a bare use of ``tools``) the English text is given.
"""
from __future__ import annotations

from collections.abc import Callable

_translate: Callable[[str], str] = str


def use_translations(translate: Callable[[str], str]) -> None:
    """Have every later :func:`say` look its message up with ``translate``."""
    global _translate
    _translate = translate


def say(message: str, /, **values: object) -> str:
    """``message`` in the reader's language, with its ``%(name)s`` filled in."""
    text = _translate(message)
    return text % values if values else text
