"""Territories by the name that a cell gives: by level, told apart by what stands in the same row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from canevas.tools.text.normalise import bare, fold
from canevas.tools.vocabulary.entries import TerritoryEntry
from canevas.tools.vocabulary.figures import CodeIndex, Looked

_SHORTEST = 4  # letters in which a slip may be; regions are few
LEVELS = (0, 1, 2, 3, 4)
_LEAD = re.compile(
    r"^(?:(?:la |le |l')?(?:region|reg\.?|gouvernorat|departement|dept\.?|dpt\.?|prefecture|commune (?:rurale|urbaine)|"
    r"commune|"
    r"c\.?r\.?|c\.?u\.?|ville|village|localite|site|camp|arrondissement communal|drec|poste|poste frontiere|fmp|psf|"
    r"district|province|poste de police)\s+(?:de la |de l'|de |du |d')?)(?=\S)"
)
_TAIL = re.compile(r"\s+(?:region|department|departement|ville|commune|province)$")
_PARTS = re.compile(r"\s*[(),;/]\s*|\s+-\s+|\s*>\s*")


def place_form(text: str) -> str:
    """What two spellings of a place meet under: "In Gall" and "Ingall", "Dan-Issa" and "Danissa"."""
    return bare(text).replace(" ", "")


class PlaceIndex:
    """Names of territories, an index a level."""

    def __init__(self, names: Iterable[tuple[str, str, int]], territories: Mapping[str, TerritoryEntry]) -> None:
        self._territories = territories
        by_level: dict[int, list[tuple[str, str, bool]]] = {level: [] for level in LEVELS}
        for text, code, level in names:
            by_level[level].append((text, code, True))
        self._by_level = {level: CodeIndex(found, place_form, _SHORTEST if level == 1 else _SHORTEST + 1)
                          for level, found in by_level.items()}

    @cached_property
    def _lineages(self) -> Mapping[str, frozenset[str]]:
        return {code: frozenset(self._line(code)) for code in self._territories}

    def _line(self, code: str) -> Iterable[str]:
        seen = 0
        while code and seen < 6:
            yield code
            entry = self._territories.get(code)
            code, seen = (entry.parent if entry else ""), seen + 1

    def lies_in(self, code: str, wider: str) -> bool:
        """Whether a territory is another, or lies in it."""
        return wider in self._lineages.get(code, ())

    def exact(self, text: str, levels: Iterable[int]) -> Looked | None:
        """The territories of the first of these levels that bear this name, whole or after its level's word."""
        led = _TAIL.sub("", _LEAD.sub("", fold(text)))
        for written in dict.fromkeys((text, led)):
            for level in levels:
                if found := self._by_level[level].exact(written):
                    return found
        return None

    def qualified(self, text: str, levels: Iterable[int]) -> Looked | None:
        """ "Gangara (Tanout)", "Zinder / Magaria": the territory of these levels that the parts name together."""
        parts = [part for part in _PARTS.split(text) if part.strip()]
        if len(parts) < 2:
            return None
        wanted = tuple(levels)
        for own, other in ((parts[0], parts[1:]), (parts[-1], parts[:-1])):
            found = self.exact(own, wanted)
            wider = [place for part in other for place in (self.exact(part, LEVELS) or Looked((), False)).codes]
            if found and wider:
                codes = tuple(code for code in found.codes if any(self.lies_in(code, place) for place in wider))
                if codes:
                    return Looked(codes, len(codes) == 1)
        return None

    def alike(self, text: str, levels: Iterable[int]) -> Looked | None:
        """Territories of these levels that a slip of a letter or two away from the name."""
        led = _LEAD.sub("", fold(text))
        best: Looked | None = None
        for level in levels:
            found = self._by_level[level].look(led)
            if found and (best is None or (found.is_sure and not best.is_sure)):
                best = found if best is None else Looked((*found.codes, *best.codes), False, found.slip)
            elif found and best is not None:
                best = Looked((*best.codes, *found.codes), False, best.slip)
        return best
