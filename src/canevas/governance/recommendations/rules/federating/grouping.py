"""Groups of recommendations that say the same: candidates by the terms they share, then average linkage."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import exp, sqrt

from canevas.governance.recommendations.rules.federating.items import Group, Item, Match, Pair
from canevas.governance.recommendations.rules.federating.linkage import average_linkage
from canevas.governance.recommendations.rules.federating.weighing import Pool
from canevas.tools.vocabulary import Vocabulary, load_vocabulary

JOINED = 0.26
"""The mean nearness from which two groups are one. Tuned on tests/factories/recommendations/dev.yaml."""
LEAST = 0.18
"""A pair less near than this counts as nothing."""
_PROMISING = 0.2
"""Two recommendations whose terms are less alike are not looked at."""
_COMMON = 0.12
"""A term that more of the pool say than this share does not make two of them candidates."""
_FEW = 60
_TELLING = 0.15
"""A term that weighs less in a sentence does not make it a candidate either."""
_MOST_TOLD = 24
_MIDDLE, _STEEP = 0.34, 25.0
"""A logistic curve through the share of true pairs by nearness: 0.3 gives 0.27, 0.34 one half, 0.4 gives 0.82."""


def confidence(score: float) -> float:
    """How likely two recommendations of this nearness are one line, 0 to 1."""
    return round(1 / (1 + exp(-_STEEP * (score - _MIDDLE))), 2) if score else 0.0


def candidates(pool: Pool, earlier: int | None = None) -> Iterator[tuple[int, int, float]]:
    """Pairs of places at least as near as :data:`LEAST`, the lower first, with their nearness; with ``earlier``, only
    those of one of the first ``earlier`` places with a later one.

    Summed over the places where each term stands, so that only sentences that share one are looked at; what very many
    say makes no candidates, its part is added where the rest could be enough.
    """
    most = max(_FEW, int(_COMMON * len(pool.items)))
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    rest: list[float] = []  # the length of what makes no candidates
    for place, vector in enumerate(pool.vectors):
        rare = [(code, weight) for code, weight in vector.items()
                if weight >= _TELLING and pool.frequencies[code] <= most]
        halves = [(other, value * weight) for code, weight in vector.items()
                  for other, value in pool.near.get(code, {}).items()]
        rest.append(sqrt(max(0.0, 1 - sum(weight * weight for _code, weight in rare))) if vector else 0.0)
        sums: dict[int, float] = defaultdict(float)
        for code, weight in (*rare, *halves) if earlier is None or place >= earlier else ():
            for other, its in postings[code]:
                sums[other] += weight * its
        for code, weight in rare if earlier is None or place < earlier else ():
            postings[code].append((place, weight))
        own, enough = rest[place], _PROMISING - rest[place]
        for other in [other for other, total in sums.items() if total >= enough]:
            if sums[other] + own * rest[other] >= _PROMISING:
                said = pool.said_alike(other, place)
                if said >= _PROMISING and (score := pool.whole(said, other, place)) >= LEAST:
                    yield other, place, score


def group(items: Sequence[Item], vocabulary: Vocabulary) -> list[Group]:
    """Every item in one group, alone where nothing is like it; in the order of their first members."""
    pool = Pool(items, vocabulary)
    near: dict[tuple[int, int], float] = {}
    apart: list[tuple[int, int]] = []
    for first, second, score in candidates(pool):
        if pool.parted(first, second):
            apart.append((first, second))
        else:
            near[first, second] = score
    return [_group(pool, places, near) for places in average_linkage(len(items), near, apart, JOINED)]


def similar(a: Item, b: Item, vocabulary: Vocabulary | None = None) -> Match:
    """How near two recommendations are by themselves: without a pool every word counts as equally rare."""
    return Pool([a, b], vocabulary or load_vocabulary()).match(0, 1)


def _group(pool: Pool, places: list[int], near: Mapping[tuple[int, int], float]) -> Group:
    ids = tuple(pool.items[place].id for place in places)
    if len(places) == 1:
        return Group(ids, (), 0.0, False)
    pairs = [(first, second, pool.match(first, second)) for first, second in _told(pool, places, near)]
    mean = sum(match.score for *_places, match in pairs) / len(pairs)
    return Group(ids, _reasons(pool, places), confidence(mean), _are_one(places, pairs),
                 tuple(Pair(pool.items[first].id, pool.items[second].id, match) for first, second, match in pairs))


def _are_one(places: list[int], pairs: Sequence[tuple[int, int, Match]]) -> bool:
    """Whether pairs that are sure lead from each member to each other one."""
    reached, waiting = {places[0]}, [places[0]]
    sure: dict[int, list[int]] = defaultdict(list)
    for first, second, match in pairs:
        if match.is_sure:
            sure[first].append(second)
            sure[second].append(first)
    while waiting:
        new = [other for other in sure[waiting.pop()] if other not in reached]
        reached.update(new)
        waiting += new
    return len(reached) == len(places)


def _told(pool: Pool, places: list[int], near: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Every pair; of a large group, each member with the one that it is nearest to, of those whose nearness is known
    already."""
    if len(places) <= _MOST_TOLD:
        return list(combinations(places, 2))
    out = set()
    for place in places:
        others = [other for other in places if other != place]
        nearest = max(others, key=lambda other: near.get((min(place, other), max(place, other)), 0.0))
        if not near.get((min(place, nearest), max(place, nearest))):
            nearest = max(others, key=lambda other: pool.score(place, other))
        out.add((min(place, nearest), max(place, nearest)))
    return sorted(out)


def _reasons(pool: Pool, places: list[int]) -> tuple[str, ...]:
    """What more than half of the members say, each as its first member writes it, the weightiest first."""
    weights: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    said: dict[str, list[str]] = defaultdict(list)
    for place in places:
        for code, term in pool.wordings[place].terms.items():
            weights[code] += pool.vectors[place][code]
            counts[code] += 1
            if term.said.casefold() not in map(str.casefold, said[code]):
                said[code].append(term.said)
    kept = [code for code in weights if counts[code] * 2 > len(places) and counts[code] > 1]
    return tuple(" = ".join(said[code][:3]) for code in sorted(kept, key=lambda code: (-weights[code], code)))
