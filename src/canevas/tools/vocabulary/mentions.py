"""Find the territories that a running text names."""
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from canevas.tools.text.normalise import fold, fold_with_offsets, key
from canevas.tools.text.resolve import Candidate, KnownName, NameIndex
from canevas.tools.text.sentences import say

_WORD = re.compile(r"[0-9a-z]+")
_LINKS = frozenset(("de", "d", "du", "des", "la", "le", "les", "l", "rurale", "urbaine", "rurales", "urbaines", "et"))
_LEVEL_WORDS: Mapping[str, tuple[int, ...]] = {
    "region": (1,), "regions": (1,), "regional": (1,), "regionale": (1,), "gouvernorat": (1,), "gouverneur": (1,),
    "crcm": (1,), "gtm": (1,), "gmt": (1,), "drecm": (1,), "drec": (1,),
    "departement": (2,), "departements": (2,), "prefet": (2,), "prefecture": (2,), "departemental": (2,),
    "departementale": (2,), "commune": (3,), "communes": (3,), "maire": (3,), "mairie": (3,), "communal": (3,),
    "cr": (3,), "cu": (3,), "arrondissement": (3,), "ville": (3, 2), "villes": (3, 2), "village": (4, 3),
    "villages": (4, 3), "localite": (4, 3), "localites": (4, 3), "site": (4,), "camp": (4,), "poste": (4, 3),
    "postes": (4, 3)}
_TITLES = frozenset((
    "m", "mr", "mrs", "mme", "mlle", "monsieur", "madame", "mesdames", "messieurs", "dr", "pr", "elh", "elhadj", "hadj",
    "capitaine", "colonel", "lieutenant", "commandant"))
_GAP = re.compile(r"[\s'’-]{1,3}|\. ?")
_BEFORE = 40
"""How many characters before a name are looked at: enough to see where a sentence ends, whatever the text's length."""
_SENTENCE_END = re.compile(r"(^|[.!?:;\n•–—-]\s*)$")


@dataclass(frozen=True, slots=True)
class TerritoryMention:
    """``text`` is what stands at ``[start:end]``, verbatim; several candidates where several territories bear it."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]


class MentionFinder:
    """Finds known names in text: whole words, longest first; accents, case and hyphens do not matter.

    ``common_words`` are names that are everyday words too: these count only with a capital inside a sentence, or
    after a word such as "commune".
    """

    def __init__(self, names: Iterable[KnownName], common_words: Iterable[str]) -> None:
        self._common = frozenset(map(key, common_words))
        self._known: dict[str, list[KnownName]] = {}
        self._longest: dict[str, int] = {}
        self._cache: dict[tuple[str, tuple[int, ...]], tuple[Candidate, ...]] = {}
        for name in names:
            written = key(name.text)
            if name.form in ("code", "old-code") or not written or written.isdigit():
                continue
            self._known.setdefault(written, []).append(name)
            parts = written.split()
            self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))

    def find(self, text: str) -> list[TerritoryMention]:
        """Every mention, in the order of the text; mentions do not overlap."""
        if self._longest.keys().isdisjoint(_WORD.findall(fold(text))):
            return []
        folded, offsets = fold_with_offsets(text)
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(folded)]
        out: list[TerritoryMention] = []
        place = 0
        while place < len(words):
            size = self._size(words, place, folded) if words[place][2] in self._longest else 0
            if not size:
                place += 1
                continue
            start, end = offsets[words[place][0]], offsets[words[place + size - 1][1] - 1] + 1
            before = [word for _start, _end, word in words[max(0, place - 5):place]]
            written = " ".join(word for _start, _end, word in words[place:place + size])
            levels = self._levels(before)
            if self._is_place(written, text, start, end, before, bool(levels)):
                candidates = self._candidates(written, levels)
                out.append(TerritoryMention(start, end, text[start:end], candidates))
            place += size
        return out

    def _size(self, words: list[tuple[int, int, str]], place: int, folded: str) -> int:
        """How many words the longest known name that begins here has; 0 where none begins."""
        longest = min(self._longest.get(words[place][2], 0), len(words) - place)
        for size in range(longest, 0, -1):
            chosen = words[place:place + size]
            if " ".join(word for _start, _end, word in chosen) not in self._known:
                continue
            if all(_GAP.fullmatch(folded[left[1]:right[0]]) for left, right in pairwise(chosen)):
                return size
        return 0

    @staticmethod
    def _levels(before: list[str]) -> tuple[int, ...]:
        """The levels that the words before announce: "commune de" is (3,)."""
        for word in reversed(before):
            if word in _LEVEL_WORDS:
                return _LEVEL_WORDS[word]
            if word not in _LINKS:
                return ()
        return ()

    def _is_place(self, written: str, text: str, start: int, end: int, before: list[str], announced: bool) -> bool:
        if before and before[-1] in _TITLES and re.search(r"[\w.]\s*$", text[max(0, start - _BEFORE):start]):
            return False
        if written not in self._common or announced:
            return True
        if not text[start].isupper() or text.isupper():
            return False
        alone = text[start:end] == text.strip(" .;,:-•\n")
        return alone or not _SENTENCE_END.search(text[max(0, start - _BEFORE):start])

    def _candidates(self, written: str, levels: tuple[int, ...]) -> tuple[Candidate, ...]:
        found = self._cache.get((written, levels))
        if found is None:
            found = self._cache[written, levels] = self._ranked(self._known[written], levels)
        return found

    @staticmethod
    def _ranked(names: list[KnownName], levels: tuple[int, ...]) -> tuple[Candidate, ...]:
        first = min(name.rank for name in names)
        best: dict[str, tuple[Candidate, int]] = {}
        for name in names:
            score, reason = 1.0, say("Exactly this name.")
            if name.rank in levels:
                score, reason = 1.0 - 0.05 * levels.index(name.rank), say("The words before say which level.")
            elif name.rank != first or levels:
                score, reason = 0.9, say("Bears the same name.")
            known = best.get(name.code)
            if known is None or score > known[0].score:
                best[name.code] = (replace(_candidate(name), score=score, reason=reason), name.rank)
        order = sorted(best.values(), key=lambda pair: (-pair[0].score, pair[1], pair[0].code))
        return tuple(candidate for candidate, _rank in order)


def _candidate(name: KnownName) -> Candidate:
    return Candidate(name.code, name.label, 1.0, "", name.kind)


class TerritoryMatcher:
    """Territories by name: those that a running text names, and those that one name may mean."""

    def __init__(self, names: Iterable[KnownName], common_words: Iterable[str]) -> None:
        known = tuple(names)
        self._finder = MentionFinder(known, common_words)
        self._index = NameIndex(known)

    def find(self, text: str) -> list[TerritoryMention]:
        """Every territory that ``text`` names, in its order."""
        return self._finder.find(text)

    def match(self, text: str, limit: int = 5) -> list[Candidate]:
        """What a name alone may mean, best first; a level before it ("commune de Bangui") orders the candidates."""
        mentions = self._finder.find(text)
        if len(mentions) == 1 and mentions[0].end == len(text.rstrip(" .;,:")):
            before = key(text[:mentions[0].start]).split()
            if before and all(word in _LEVEL_WORDS or word in _LINKS for word in before):
                return list(mentions[0].candidates[:limit])
        return self._index.resolve(text, limit)
