"""Every doubtful value says why it is doubted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from canevas.tools.documents.found import Found
from canevas.tools.text.sentences import say

T = TypeVar("T")


def every_found(thing: Any) -> Iterator[Found[Any]]:
    """Every found value in a tree of dataclasses and lists."""
    if isinstance(thing, Found):
        yield thing
    elif isinstance(thing, list):
        for each in thing:
            yield from every_found(each)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from every_found(getattr(thing, part.name))


def explained(thing: T) -> T:
    """``thing``, where a doubtful value that no recogniser explained says at least what was not seen."""
    for found in every_found(thing):
        if not found.is_sure and not found.reason:
            found.reason = say("No heading and no column announces it: it is understood from the words around it.")
    return thing
