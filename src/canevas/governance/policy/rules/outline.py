"""A policy framework as a document presents it: axes, their programme, their sub-programmes."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.tools.documents.found import Found


@dataclass(slots=True)
class AxisOutline:
    """One axis as written. ``subprogrammes`` are codes ("1.1"); ``subprogramme_titles`` gives the title of a code where
    one was written."""

    axis: int
    title: Found[str]
    programme: Found[str] | None = None
    subprogrammes: list[Found[str]] = field(default_factory=list)
    subprogramme_titles: dict[str, Found[str]] = field(default_factory=dict)
