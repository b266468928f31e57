"""The common outline (« canevas ») of meetings: which items an agenda is made of, in which order."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from canevas.tools.text.normalise import fold


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
    """One section of an outline. The title of ``ADOPTION`` takes the day of the previous minutes at ``{date}``.

    A ``FREE`` section without a title is the place where the points of the day go.
    """

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

ONLY_ONCE = frozenset(SectionKind) - {SectionKind.FREE}
LONGEST_TITLE = 250
MOST_SECTIONS = 30


class Fault(StrEnum):
    """What an outline lacks before it can serve."""

    EMPTY = "empty"
    TOO_MANY = "too-many"
    UNTITLED = "untitled"
    TOO_LONG = "too-long"
    TWICE = "twice"
    ADOPTION_LATER = "adoption-later"


def from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """Sections as the register keeps them; an unknown kind is read as a free one."""
    kinds = {kind.value: kind for kind in SectionKind}
    return tuple(Section(kinds.get(str(row.get("kind")), SectionKind.FREE), str(row.get("title") or "").strip())
                 for row in rows)


def to_json(sections: Iterable[Section]) -> list[dict[str, str]]:
    return [{"kind": section.kind.value, "title": section.title} for section in sections]


def faults(sections: tuple[Section, ...]) -> list[tuple[int, Fault]]:
    """What is wrong with an outline: place (from 0) and fault; nothing where it can serve."""
    if not sections:
        return [(0, Fault.EMPTY)]
    found: list[tuple[int, Fault]] = [(MOST_SECTIONS, Fault.TOO_MANY)] if len(sections) > MOST_SECTIONS else []
    seen: set[tuple[SectionKind, str]] = set()
    for place, section in enumerate(sections):
        if not section.title and section.kind is not SectionKind.FREE:
            found.append((place, Fault.UNTITLED))
        if len(section.title) > LONGEST_TITLE:
            found.append((place, Fault.TOO_LONG))
        mark = (section.kind, "" if section.kind in ONLY_ONCE else fold(section.title))
        if mark in seen:
            found.append((place, Fault.TWICE))
        seen.add(mark)
        if section.kind is SectionKind.ADOPTION and place:
            found.append((place, Fault.ADOPTION_LATER))
    return found


_ADOPTION = re.compile(
    r"\b(adoption|approbation|validation|amendements?|lecture|examen)\b.*\b(comptes?[ -]rendus?|pv|proces[ -]verbal|"
    r"proces[ -]verbaux|rapport de la (reunion|session)|cr)\b")
_REVIEW = re.compile(
    r"\b(suivi|revue|point|etat|evaluation|examen|mise en oeuvre)\b.*\b(actions?|recommandations?|engagements?|"
    r"decisions?|taches)\b")
_RECOMMENDATIONS = re.compile(r"^(les |formulation des |propositions? de )?recommandations?\b(?!.*\bsuivi\b)")
_MISCELLANEOUS = re.compile(r"^(points? )?divers\b|^questions? diverses?\b|^autres? (points?|questions?)\b")


def kind_of_title(title: str) -> SectionKind:
    """What an item is for, by its title alone; ``FREE`` unless the words say it."""
    words = fold(title).strip(" .;:-–0123456789)")
    if _ADOPTION.search(words):
        return SectionKind.ADOPTION
    if _MISCELLANEOUS.search(words):
        return SectionKind.MISCELLANEOUS
    if _RECOMMENDATIONS.search(words):
        return SectionKind.RECOMMENDATIONS
    if _REVIEW.search(words):
        return SectionKind.REVIEW
    return SectionKind.FREE
