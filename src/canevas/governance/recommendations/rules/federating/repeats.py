"""Which new recommendations say again what an earlier session recommended, and where that one stands."""
from __future__ import annotations

from collections.abc import Sequence

from canevas.governance.recommendations.rules.federating.grouping import JOINED, candidates, confidence
from canevas.governance.recommendations.rules.federating.items import Earlier, Item, Repeat
from canevas.governance.recommendations.rules.federating.weighing import Pool
from canevas.tools.vocabulary import Vocabulary, load_vocabulary


def repeats(
    new: Sequence[Item], earlier: Sequence[Earlier], vocabulary: Vocabulary | None = None
) -> list[Repeat]:
    """For each of ``new``, in their order, the earlier ones that it repeats, the nearest first.

    The same nearness as of groups, with the rarity of words taken over both. Where both days are known, only what was
    said on an earlier day counts.
    """
    items = [*(past.item for past in earlier), *new]
    pool = Pool(items, vocabulary or load_vocabulary())
    found: list[tuple[int, float, Repeat]] = []
    for first, second, score in candidates(pool, len(earlier)):
        if score < JOINED or not _before(items[first], items[second]):
            continue
        match = pool.match(first, second)
        if match.score >= JOINED:
            past = earlier[first]
            told = Repeat(items[second].id, past.item.id, past.standing, match, confidence(match.score))
            found.append((second, -match.score, told))
    return [told for *_order, told in sorted(found, key=lambda one: (one[0], one[1], one[2].earlier))]


def _before(one: Item, other: Item) -> bool:
    return one.day is None or other.day is None or one.day < other.day
