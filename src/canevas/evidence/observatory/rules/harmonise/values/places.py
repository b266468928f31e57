"""Territories named in a column: P-codes by level, same names told apart by the wider place of their row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.levels import named
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import (
    ASKED,
    DOUBTFUL,
    EXACT,
    LONE,
    SLIP,
    WEAK,
    Coded,
    missing,
    not_understood,
    of_looked,
)
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import Looked

LEVELS: Mapping[Meaning, tuple[int, ...]] = MappingProxyType(
    {
        Meaning.REGION: (1,),
        Meaning.DEPARTMENT: (2,),
        Meaning.COMMUNE: (3,),
        Meaning.LOCALITY: (4, 3),
        Meaning.PLACE: (1, 2, 3, 4),
        Meaning.FLOW_POINT: (4, 3, 2),
        Meaning.DEPARTURE_PLACE: (1, 2, 3, 4),
        Meaning.DESTINATION_PLACE: (1, 2, 3, 4),
    }
)
_EVERY = (1, 2, 3, 4, 0)


def code_place(value: Value, meaning: Meaning, vocabulary: Vocabulary, wider: str = "") -> Coded:
    """The territory of a value. ``wider`` is the P-code of the department or region of its row."""
    if (nothing := missing(value, vocabulary.figures)) is not None:
        return nothing
    if not isinstance(value, str):
        return _numbered(value, meaning, vocabulary)
    index = vocabulary.place_index
    if meaning is Meaning.FLOW_POINT and (point := vocabulary.figures.flow_point_index.exact(value)) and point.is_sure:
        return Coded(point.codes[0], EXACT, say("A point where flows are watched."), point.codes[1:])
    value, levels = _said(value, meaning)
    found = index.exact(value, levels)
    if found and len(levels) > 1 and (several := _levels_of(value, meaning, vocabulary)):
        return Coded(several[0], ASKED, say("Territories of several levels bear this name."), several[1:])
    if found := found or index.qualified(value, levels):
        place = _chosen(found, meaning, vocabulary, wider)
        is_of_commune = meaning is Meaning.LOCALITY and vocabulary.by_pcode[place.code].level < max(levels)
        if is_of_commune and not wider:  # villages bear the names of communes elsewhere
            return replace(place, confidence=min(place.confidence, LONE))
        return place
    if found := index.exact(value, _EVERY):
        return Coded(found.codes[0], DOUBTFUL, say("A territory of another level."), found.codes[1:])
    if meaning is Meaning.FLOW_POINT and (coded := of_looked(vocabulary.figures.flow_point_index.look(value))):
        return coded
    if meaning not in (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE) and (
        country := vocabulary.figures.country_index.exact(value)
    ):
        return Coded(country.codes[0], DOUBTFUL, say("A country."), country.codes[1:])
    if found := index.alike(value, levels):
        return _alike(found, vocabulary, wider, is_region=meaning is Meaning.REGION)
    return not_understood(say("No territory is known by this name."))


def _said(value: str, meaning: Meaning) -> tuple[str, tuple[int, ...]]:
    """The name in a value and the levels at which it is looked up: of any, the one that it says of itself."""
    name, level = named(value)
    levels = LEVELS[meaning]
    if meaning is Meaning.FLOW_POINT or not level:
        return name, levels
    return name, (level,) if level in levels else ()


def _levels_of(value: str, meaning: Meaning, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The territories of a name that several levels bear, where the heading says no level."""
    if meaning not in (Meaning.PLACE, Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE):
        return ()
    found = [looked for level in LEVELS[meaning] if (looked := vocabulary.place_index.exact(value, (level,)))]
    return tuple(code for looked in found for code in looked.codes) if len(found) > 1 else ()


def _numbered(value: Value, meaning: Meaning, vocabulary: Vocabulary) -> Coded:
    """A region by its number, as old files give it: 5 may be Tahoua."""
    if meaning is Meaning.REGION and isinstance(value, int | float) and 1 <= value <= len(vocabulary.regions):
        region = vocabulary.regions[int(value) - 1]
        return Coded(region.pcode, WEAK, say("May be its number."))
    return not_understood(say("No territory is known by this name."))


def _chosen(found: Looked, meaning: Meaning, vocabulary: Vocabulary, wider: str) -> Coded:
    codes = found.codes
    if len(codes) == 1:
        if (
            wider
            and not vocabulary.place_index.lies_in(codes[0], wider)
            and meaning not in (Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
        ):
            return Coded(codes[0], ASKED, say("This territory does not lie where its row says."))
        return Coded(codes[0], EXACT, say("A territory of this name."))
    within = [code for code in codes if wider and vocabulary.place_index.lies_in(code, wider)]
    if wider and not within:  # departments were made of others since
        region = vocabulary.by_pcode[wider].parent
        within = [
            code
            for code in codes
            if vocabulary.by_pcode[wider].level > 1 and vocabulary.place_index.lies_in(code, region)
        ]
    if len(within) == 1:
        return Coded(
            within[0],
            EXACT,
            say("Told apart by the wider place of its row."),
            tuple(code for code in codes if code != within[0]),
        )
    first, *others = _plainest(within or list(codes), vocabulary)
    return Coded(first, DOUBTFUL, say("Several territories bear this name."), tuple(others))


def _plainest(codes: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Towns that bear their department's name after it."""
    return sorted(codes, key=lambda code: (vocabulary.by_pcode[code].shown.startswith("Ville de"), code))


def _alike(found: Looked, vocabulary: Vocabulary, wider: str, *, is_region: bool) -> Coded:
    """Regions are few and unlike each other: one that is near is the one."""
    reason = say("Written almost like “%(name)s”.", name=vocabulary.by_pcode[found.codes[0]].shown)
    if wider:
        within = [code for code in found.codes if vocabulary.place_index.lies_in(code, wider)]
        if len(within) == 1:
            shown = vocabulary.by_pcode[within[0]].shown
            return Coded(
                within[0],
                SLIP if found.is_sure or len(found.codes) == 1 else ASKED,
                say("Written almost like “%(name)s”.", name=shown),
                tuple(code for code in found.codes if code != within[0]),
            )
        if not within:
            return Coded(found.codes[0], WEAK, reason, found.codes[1:])
    is_sure = found.is_sure or (is_region and len(found.codes) == 1)
    return Coded(found.codes[0], SLIP if is_sure else ASKED, reason, found.codes[1:])
