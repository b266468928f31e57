"""How backups are called, and which of them are old enough to go."""
from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

_NAME = re.compile(r"canevas-(\d{4}-\d\d-\d\d-\d{4})(?:-(\d+))?\.canevas(?:\.age|\.tar)")


def name_of(moment: datetime, *, encrypted: bool, taken: Collection[str] = ()) -> str:
    """``canevas-2026-11-22-1911.canevas.age``; a number follows where the minute has one already."""
    stem, ending = f"canevas-{moment:%Y-%m-%d-%H%M}", ".canevas.age" if encrypted else ".canevas.tar"
    name, number = stem + ending, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def too_old(names: Iterable[str], keep: int) -> list[str]:
    """Those of ``names`` that are backups, but for the ``keep`` newest. What is called otherwise is left alone."""
    found = [(match[1], int(match[2] or 1), match[0]) for match in map(_NAME.fullmatch, names) if match]
    return [name for _moment, _number, name in sorted(found, reverse=True)[max(1, keep):]]
