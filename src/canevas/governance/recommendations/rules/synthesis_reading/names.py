"""Separates the names of an enumeration: "MI/D, MAEC et partenaires", "Régions de Tillabéri, Tahoua et Agadez"."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from canevas.governance.recommendations.rules.synthesis_reading.run_together import depths
from canevas.tools.documents.markup import Traced
from canevas.tools.text.folding import fold
from canevas.tools.vocabulary import Vocabulary

_FILLING = re.compile(
    r"(?:[\s,;:/()+&.–—-]|\b(?:les?|la|l'|des?|du|d'|aux?|et|ou|ainsi que|a|dans|regions?|departements?|communes?"
    r"|villes?|zones?|localites?|villages?|sites?|axes?|urbaines?|rurales?|surtout|notamment|principalement|frontalieres?)(?![a-z]))*")
_SEPARATOR = re.compile(
    r"\s*[,;+\n]\s*(?!(?:des?|du|de la|d'|et)\b)|,\s*et\s+(?:l'|les?\s|la\s)?|\s+[/–—&|-]\s+|\s+ainsi que\s+")
_AND = re.compile(r"\s+et\s+")
_ARTICLE = re.compile(r"(?:(?:les?|la|aux?|des|du|et|avec)\s+|[ld]')+")
_COMPLEMENT = re.compile(r"(?:de|des|du|d'|de la|la|le|les)\b")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]*(?:[/&.-][A-Z0-9]+)*s?$")
_SURE_NAME, _MOST_SLASHES, _LONGEST_PAIR = 0.92, 8, 400


@dataclass(frozen=True, slots=True)
class Name:
    """One name; ``is_territory`` when the reference knows it as a place."""

    text: Traced
    is_territory: bool = False
    confidence: float = 1.0


def separate_names(text: Traced, vocabulary: Vocabulary) -> Iterator[Name]:
    """The names that ``text`` enumerates, in its order, without the articles before them."""
    text = _bare(text)
    if not text:
        return
    if (places := _territories(text, vocabulary)) is not None:
        yield from places
        return
    if _is_known(text.text, vocabulary):
        yield Name(text)
        return
    parts = _separated(text)
    if len(parts) == 1:
        parts = _at_and(text, vocabulary) or _at_slashes(text, vocabulary) or _acronyms(text, vocabulary) or [text]
    if len(parts) == 1:
        yield Name(parts[0])
        return
    for part in parts:
        yield from separate_names(part, vocabulary)


def _bare(text: Traced) -> Traced:
    text = text.strip(" \n\t,;:.-–—/&+", " \n\t,;:-–—/&+")
    article = _ARTICLE.match(fold(text.text))
    if article and article.end() < len(text.text):
        text = text.slice(article.end())
    return text.strip(None, ".") if text.text.count(".") == 1 else text


def _is_known(name: str, vocabulary: Vocabulary) -> bool:
    best = [*vocabulary.match_organisation(name, 1), *vocabulary.match_quantifier(name, 1),
            *vocabulary.match_body(name, 1)]
    return any(candidate.score >= _SURE_NAME and not candidate.reason.startswith("“") for candidate in best)


def _territories(text: Traced, vocabulary: Vocabulary) -> list[Name] | None:
    """The places of a text that names nothing else, else ``None``."""
    mentions = vocabulary.find_territories(text.text)
    place = 0
    folded = fold(text.text)
    for mention in mentions:
        if not _FILLING.fullmatch(folded[place:mention.start]):
            return None
        place = mention.end
    if not mentions or not _FILLING.fullmatch(folded[place:]):
        return None
    return [Name(text.slice(mention.start, mention.end), True) for mention in mentions]


def _separated(text: Traced) -> list[Traced]:
    """Cut at commas and the like outside parentheses."""
    level = depths(text.text)
    folded = fold(text.text)
    parts, start = [], 0
    for match in _SEPARATOR.finditer(folded):
        if level[match.start()]:
            continue
        parts.append(text.slice(start, match.start()))
        start = match.end()
    parts.append(text.slice(start))
    return [part for part in parts if part.text.strip()]


def _stands_alone(name: str, vocabulary: Vocabulary) -> bool:
    name = name.strip()
    article = _ARTICLE.match(fold(name))
    bare = name[article.end():] if article else name
    return bool(_ACRONYM.match(bare)) or _is_known(bare, vocabulary) or bool(
        [mention for mention in vocabulary.find_territories(bare) if mention.text == bare])


def _at_and(text: Traced, vocabulary: Vocabulary) -> list[Traced]:
    """Cut at "et" where both sides are names of their own: not "de l'Intérieur et de la Décentralisation"."""
    if len(text.text) > _LONGEST_PAIR:
        return []
    level = depths(text.text)
    for match in _AND.finditer(fold(text.text)):
        left, right = text.slice(0, match.start()), text.slice(match.end())
        if level[match.start()]:
            continue
        if _stands_alone(right.text, vocabulary) and (
                _stands_alone(left.text, vocabulary) or not _COMPLEMENT.match(fold(right.text))):
            return [left, right]
    return []


def _at_slashes(text: Traced, vocabulary: Vocabulary) -> list[Traced]:
    """Cut "Etat/Partenaires/ONG" or "MI/D/MJ" into known names; "MI/D" stays whole."""
    places = [0, *(match.end() for match in re.finditer(r"/", text.text)), len(text.text) + 1]
    if not 2 < len(places) < _MOST_SLASHES:
        return []

    def partition(start: int) -> list[Traced] | None:
        if start == len(places) - 1:
            return []
        for stop in range(len(places) - 1, start, -1):
            part = text.slice(places[start], places[stop] - 1).strip()
            alone = len(part.text) > 1 and (_is_known(part.text, vocabulary) or _territories(part, vocabulary))
            rest = partition(stop) if alone else None
            if rest is not None:
                return [part, *rest]
        return None

    return partition(0) or []


def _acronyms(text: Traced, vocabulary: Vocabulary) -> list[Traced]:
    """Cut "MI/D MAEC MF" where each word is an acronym that the directory knows."""
    parts = text.split(re.compile(r"\s+"))
    known = len(parts) > 1 and all(_ACRONYM.match(part.text) and _is_known(part.text, vocabulary) for part in parts)
    return parts if known else []
