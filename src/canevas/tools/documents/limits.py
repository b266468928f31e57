"""How much one document may cost before it is refused, and the clock that holds a reader to it."""
from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from canevas.tools.documents.refusals import too_slow

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds for one document: sizes in bytes, times in seconds."""

    max_bytes: int = 50 * MEGABYTE
    max_inflated: int = 300 * MEGABYTE
    """All parts of an archive together, once decompressed."""
    max_part: int = 32 * MEGABYTE
    """One XML part or one page's drawing, once decompressed."""
    max_ratio: int = 400
    """Decompressed to compressed size of one part of more than a megabyte."""
    max_entries: int = 5_000
    max_pages: int = 500
    max_page_characters: int = 60_000
    max_nodes: int = 200_000
    max_pixels: int = 120_000_000
    seconds: float = 60.0
    """For everything but recognition and conversion."""
    recognition_seconds: float = 600.0
    conversion_seconds: float = 120.0


@dataclass(slots=True)
class Source:
    """One file being read: its bytes, the name people know it by, its limits and since when it is being read."""

    content: bytes
    name: str
    limits: ReadingLimits = field(default_factory=ReadingLimits)
    started: float = field(default_factory=monotonic)
    extra_seconds: float = 0.0

    def check_time(self) -> None:
        """Refuse the document once it has taken longer than it may."""
        if monotonic() - self.started > self.limits.seconds + self.extra_seconds:
            raise too_slow(self.name, self.limits.seconds + self.extra_seconds)
