"""The guide lists the tags that a template may hold: all of them, and no other."""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from canevas.governance.concertation.export.example import example_form

GUIDE = Path(__file__).parents[4] / "docs" / "guide" / "modele-word.md"


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from keys(below)
    elif isinstance(value, list) and value:
        yield from keys(value[0])


def test_the_guide_names_every_tag_and_no_other() -> None:
    table = [line for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {part for word in re.findall(r"`([\w.]+)`", "\n".join(table)) for part in word.split(".")}
    assert told == set(keys(example_form()))


def test_no_list_of_the_example_is_empty() -> None:
    def empty(value: Any, path: str = "") -> list[str]:
        if isinstance(value, dict):
            return [found for key, below in value.items() for found in empty(below, f"{path}.{key}")]
        if isinstance(value, list):
            if path.endswith(".cellules"):
                return []  # only a table has cells; the first block of the example is one
            return [path] if not value else [found for below in value for found in empty(below, path)]
        return [path] if value in ("", None) else []
    assert empty(example_form()) == []
