"""What a reading said, short enough to be compared in a test."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.minutes import ReadMinutes
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.reading import read_document, read_file
from canevas.tools.vocabulary import Vocabulary, load_vocabulary

LAYOUTS = Path(__file__).parent / "layouts"


@cache
def vocabulary() -> Vocabulary:
    return load_vocabulary("niger")


@cache
def layout(name: str) -> ReadMinutes:
    return read_minutes(read_file(LAYOUTS / f"{name}.txt"), vocabulary())


def said(name: str) -> dict[str, Any]:
    return to_json(layout(name))


def read_lines(*lines: str) -> ReadMinutes:
    """Minutes typed line after line."""
    return read_minutes(read_document("\n".join(lines).encode(), "essai.txt"), vocabulary())


def actions(read: ReadMinutes) -> list[tuple[int, str, list[str], str | None, str | None]]:
    """(item, text, responsible, deadline as written, day) of every action."""
    return [
        (
            item.number,
            action.text.value,
            [owner.value for owner in action.responsible],
            action.deadline_text.value if action.deadline_text else None,
            action.deadline_date.value.isoformat() if action.deadline_date else None,
        )
        for item in read.items
        for action in item.actions
    ]


def discussion(read: ReadMinutes) -> list[tuple[int, str]]:
    return [(item.number, point.value) for item in read.items for point in item.discussion]
