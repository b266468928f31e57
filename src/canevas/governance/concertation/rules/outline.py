"""The common outline (« canevas ») of meetings: which items an agenda is made of, in which order."""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    """What an agenda item is for."""

    ADOPTION = "adoption"
    """The adoption of the previous minutes: always the first item."""
    REVIEW = "review"
    """Open actions come back."""
    FREE = "free"
    MISCELLANEOUS = "miscellaneous"
    RECOMMENDATIONS = "recommendations"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of an outline. The title of ``ADOPTION`` takes the day of the previous minutes at ``{date}``."""

    kind: SectionKind
    title: str


USUAL = (
    Section(SectionKind.ADOPTION, "Adoption du compte rendu de la réunion du {date}"),
    Section(SectionKind.REVIEW, "Suivi des points d’action"),
    Section(SectionKind.FREE, ""),
    Section(SectionKind.MISCELLANEOUS, "Divers"),
    Section(SectionKind.RECOMMENDATIONS, "Recommandations"),
)
"""One outline for all, where nobody has saved another. In French: it is the text of the documents themselves."""
