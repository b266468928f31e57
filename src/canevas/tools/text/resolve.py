"""Find which known entries a written name may mean: ranked candidates, each with a score and a reason.

Pure and deterministic. Known names are indexed once; a name that is written exactly costs one dictionary look-up, the
similarity search (rapidfuzz) is only for what nothing exact explains. What was typed is never rewritten.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from canevas.tools.text.normalise import STOP_WORDS, bare, initials, key, tight
from canevas.tools.text.sentences import say

EXACT, SAME_NAME, TIGHT, BOTH_FORMS, BARE, QUALIFIED = 1.0, 0.95, 0.97, 0.96, 0.93, 0.92
LED, ONE_FORM, SEVERAL, OTHER_FORM, CONTAINED, INITIALS, SIMILAR = 0.91, 0.9, 0.8, 0.72, 0.7, 0.72, 0.88
_SHORTEST_SIMILAR = 5
_LONGEST = 300
_CACHE_LIMIT = 20_000
_PARENTHESES = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_LEADS = frozenset((
    "antenne", "association", "bureau", "chef", "coordinateur", "coordonnateur", "coordination", "delegue", "directeur",
    "directrice", "focal", "m", "madame", "mission", "mme", "monsieur", "mr", "ong", "participants", "point",
    "president", "presidente", "representant", "representante", "representants", "representation", "responsable", "sg",
    "sous"))
"""Words that may stand before the name of an organisation: who spoke for it, what it is (folded)."""
_IN_WORDS = ("name", "alias", "former")
_SEPARATED = re.compile(r"\s+[-–—:/]\s+|\s*[,;]\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean. ``score`` is 0 to 1; ``reason`` is a sentence; ``kind`` is the entry's kind."""

    code: str
    label: str
    score: float
    reason: str
    kind: str


@dataclass(frozen=True, slots=True)
class KnownName:
    """One way to write one entry. Of entries with the same name, the lower ``rank`` comes first.

    ``form``: ``name``, ``acronym``, ``alias``, ``former``, ``code`` or ``old-code``.
    """

    text: str
    code: str
    label: str
    kind: str
    form: str = "name"
    rank: int = 0


def _exact_reason(name: KnownName) -> str:
    if name.form == "acronym":
        return say("Known acronym “%(name)s”.", name=name.text)
    if name.form == "former":
        return say("Former name “%(name)s”.", name=name.text)
    if name.form in ("code", "old-code"):
        return say("Code “%(name)s”.", name=name.text)
    if name.form == "alias":
        return say("Also written “%(name)s”.", name=name.text)
    return say("Exactly this name.")


class NameIndex:
    """Known names, ready to be looked up.

    ``qualifiers`` are names (of territories) that may follow a name without changing it: "UNHCR Tahoua".
    """

    def __init__(self, names: Iterable[KnownName], qualifiers: Iterable[str] = ()) -> None:
        self._names = tuple(names)
        self._by_key: dict[str, list[KnownName]] = defaultdict(list)
        self._by_tight: dict[str, list[KnownName]] = defaultdict(list)
        self._by_bare: dict[str, list[KnownName]] = defaultdict(list)
        self._by_initials: dict[str, list[KnownName]] = defaultdict(list)
        for name in self._names:
            self._add(name)
        self._similar = [choice for choice in self._by_key if len(choice) >= _SHORTEST_SIMILAR]
        self._longest = max((choice.count(" ") + 1 for choice in self._by_key), default=0)
        self._qualifiers = frozenset(filter(None, map(key, qualifiers)))
        self._cache: dict[str, tuple[Candidate, ...]] = {}

    def _add(self, name: KnownName) -> None:
        written = key(name.text)
        if not written:
            return
        self._by_key[written].append(name)
        self._by_tight[tight(name.text)].append(name)
        self._by_bare[bare(name.text) if name.form in _IN_WORDS else written].append(name)
        if name.form in ("name", "former") and len(initials(name.text)) > 2:
            self._by_initials[initials(name.text)].append(name)

    def __len__(self) -> int:
        return len(self._names)

    def exact(self, text: str) -> list[Candidate]:
        """The entries that bear exactly this name (accents, case and signs aside), best first."""
        return self._ranked(self._exactly(key(text)))

    def resolve(self, text: str, limit: int = 5) -> list[Candidate]:
        """At most ``limit`` entries that ``text`` may mean, best first; empty where nothing is near."""
        text = text[:_LONGEST]
        asked = key(text)
        if not asked:
            return []
        cached = self._cache.get(text)
        if cached is None:
            cached = tuple(self._ranked(self._every(text, asked)))
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[text] = cached
        return list(cached[:limit])

    @staticmethod
    def _ranked(found: Iterable[tuple[Candidate, int]]) -> list[Candidate]:
        """One candidate an entry, its best; by score, then rank, then code."""
        best: dict[str, tuple[Candidate, int]] = {}
        for candidate, rank in found:
            known = best.get(candidate.code)
            if known is None or candidate.score > known[0].score:
                best[candidate.code] = (candidate, rank)
        order = sorted(best.values(), key=lambda pair: (-pair[0].score, pair[1], pair[0].code))
        return [candidate for candidate, _rank in order]

    def _every(self, text: str, asked: str) -> list[tuple[Candidate, int]]:
        if certain := self._certain(text):
            return certain
        if likely := [*self._two_forms(text), *self._qualified(asked)] or list(self._led(asked)):
            return likely
        by_initials = self._by_initials.get(tight(text), ())
        return [*self._contained(asked), *self._from(by_initials, INITIALS, say("Initials of this name.")),
                *self._alike(asked)]

    @staticmethod
    def _from(names: Iterable[KnownName], score: float, reason: str) -> list[tuple[Candidate, int]]:
        return [(Candidate(name.code, name.label, round(score, 4), reason, name.kind), name.rank) for name in names]

    def _exactly(self, asked: str) -> list[tuple[Candidate, int]]:
        names = self._by_key.get(asked, [])
        first = min((name.rank for name in names), default=0)
        found = []
        for name in names:
            if name.rank == first:
                found += self._from([name], EXACT, _exact_reason(name))
            else:
                found += self._from([name], SAME_NAME, say("Bears the same name."))
        return found

    def _certain(self, text: str) -> list[tuple[Candidate, int]]:
        return (self._exactly(key(text))
                or self._from(self._by_tight.get(tight(text), ()), TIGHT, say("Same letters, other signs or spaces."))
                or self._from(self._by_bare.get(bare(text), ()), BARE, say("Same words but for articles and plurals.")))

    def _two_forms(self, text: str) -> Iterator[tuple[Candidate, int]]:
        """A name with its acronym beside it: "Institut national de la statistique (INS)", "HCR / UNHCR"."""
        inside = _PARENTHESES.findall(text)
        parts = [_PARENTHESES.sub(" ", text), *inside] if inside else _SEPARATED.split(text)
        if len(parts) < 2:
            return
        sets = [self._certain(part) for part in parts]
        codes = [{candidate.code for candidate, _rank in found} for found in sets]
        together = set.intersection(*[code for code in codes if code]) if any(codes) else set()
        agreed = sum(map(bool, codes)) > 1
        for place, (part, found) in enumerate(zip(parts, sets, strict=True)):
            weight = ONE_FORM if not agreed or (place == 0 and inside) else OTHER_FORM if inside else SEVERAL
            for candidate, rank in found:
                if agreed and candidate.code in together:
                    yield replace(candidate, score=BOTH_FORMS, reason=say("Name and acronym agree.")), rank
                else:
                    score = round(weight * candidate.score, 4)
                    yield replace(candidate, score=score, reason=say("“%(part)s” is known.", part=part.strip())), rank

    def _qualified(self, asked: str) -> Iterator[tuple[Candidate, int]]:
        """A known name followed by a place: "UNHCR Tahoua", "direction régionale de Zinder"."""
        tokens = asked.split()
        for cut in range(len(tokens) - 1, 0, -1):
            rest = tokens[cut:]
            while len(rest) > 1 and rest[0] in ("a", "au", "de", "d", "du", "bureau", "antenne", "region"):
                rest = rest[1:]
            place = " ".join(rest)
            if place not in self._qualifiers:
                continue
            for candidate, rank in self._certain(" ".join(tokens[:cut])):
                reason = say("Known name, followed by a place (%(place)s).", place=place.title())
                yield replace(candidate, score=round(QUALIFIED * candidate.score, 4), reason=reason), rank

    def _led(self, asked: str) -> Iterator[tuple[Candidate, int]]:
        """A known name behind words that say who speaks for it: "représentant de l'OIM", "ONG Karkara"."""
        tokens = asked.split()
        start = 0
        while start < len(tokens) - 1 and (tokens[start] in _LEADS or tokens[start] in STOP_WORDS):
            start += 1
        if not any(token in _LEADS for token in tokens[:start]):
            return
        rest = " ".join(tokens[start:])
        for candidate, rank in self._certain(rest) or list(self._qualified(rest)):
            yield replace(candidate, score=min(candidate.score - 0.01, LED),
                          reason=say("Known name, after “%(words)s”.", words=" ".join(tokens[:start]))), rank

    def _contained(self, asked: str) -> Iterator[tuple[Candidate, int]]:
        """Known names that stand whole within the text: "L'OIM et ses partenaires"."""
        tokens = asked.split()
        for start in range(len(tokens)):
            for end in range(start + 1, min(len(tokens), start + self._longest) + 1):
                part = " ".join(tokens[start:end])
                if len(part) < 3 or part not in self._by_key:
                    continue
                score = CONTAINED + 0.14 * len(part) / len(asked)
                reason = say("Contains “%(part)s”.", part=self._by_key[part][0].text)
                yield from self._from(self._by_key[part], score, reason)

    def _alike(self, asked: str) -> Iterator[tuple[Candidate, int]]:
        """Names that differ by a few letters or by the order of their words."""
        if len(asked) < _SHORTEST_SIMILAR:
            return
        for scorer, weight in ((fuzz.ratio, SIMILAR), (fuzz.token_sort_ratio, SIMILAR - 0.03)):
            for choice, ratio, _place in process.extract(asked, self._similar, scorer=scorer, limit=8,
                                                         score_cutoff=72):
                reason = say("Written almost like “%(name)s”.", name=self._by_key[choice][0].text)
                yield from self._from(self._by_key[choice], weight * ratio / 100, reason)
        for choice, ratio, _place in process.extract(asked, self._similar, scorer=fuzz.token_set_ratio, limit=8,
                                                     score_cutoff=90):
            overlap = min(len(choice), len(asked)) / max(len(choice), len(asked))
            reason = say("Shares words with “%(name)s”.", name=self._by_key[choice][0].text)
            yield from self._from(self._by_key[choice], (0.45 + 0.35 * overlap) * ratio / 100, reason)
