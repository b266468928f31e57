"""A policy framework as a document presents it: axes, their programme, their sub-programmes."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.tools.documents.found import Found


@dataclass(slots=True)
class AxisOutline:
    """One axis as written. ``subprogrammes`` are codes ("1.1")."""

    axis: int
    title: Found[str]
    programme: Found[str] | None = None
    subprogrammes: list[Found[str]] = field(default_factory=list)
