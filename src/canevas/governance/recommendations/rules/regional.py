"""What is recommended to all regions is owed by each: what a region's part is, and what it makes of the whole. Pure."""
from __future__ import annotations

ALL_REGIONS = "*"
"""The quantifier « Toutes les régions », as the vocabulary codes it."""
_OPEN, _IN_PROGRESS, _DONE = "open", "in_progress", "done"


def part_of(whole: str, reported: str) -> str:
    """The state of one region's part: what the region ``reported`` ("" where nothing was), unless the ``whole`` is
    settled by those who follow it."""
    return whole if whole not in (_OPEN, _IN_PROGRESS) else reported or _OPEN


def whole_after(whole: str, part: str) -> str:
    """The state of the whole once one region says how far its part is: begun at the most. That all is done is said by
    those who follow it."""
    return _IN_PROGRESS if whole == _OPEN and part in (_IN_PROGRESS, _DONE) else whole


def share(reported: int, regions: int) -> int | None:
    """In percent, how many of ``regions`` reported; ``None`` of none."""
    return round(100 * reported / regions) if regions else None
