"""The story of a thing, as its sheet tells it."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the journal as a sentence; ``note`` is what the person wrote about it."""

    at: datetime
    by: str
    sentence: str
    note: str = ""
