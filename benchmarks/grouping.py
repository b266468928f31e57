"""Recommendations of eight regions grouped, beside plain likeness of text, in one run.

``python -m benchmarks.grouping [--items 5000]``. Pairwise precision, recall and F1 on two sets written for it
(``tests/factories/recommendations``): the bound of each peer is the best one on ``dev``, then applied as it is to
``held_out``. All are grouped by the same average linkage; only the likeness differs:

- TF-IDF cosine over words (lower case, no accents; smoothed idf, as scikit-learn's ``TfidfVectorizer`` has it),
- the same over character 3- to 5-grams within words,
- rapidfuzz's ``token_sort_ratio`` and ``token_set_ratio`` over the same words.

Then the time that each takes on many sentences: those of both sets said again with other words lost and added. Axis
proposals are measured on the same sets.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations
from math import log, sqrt
from time import process_time

from rapidfuzz import fuzz

from canevas.governance.recommendations.rules.federating import Earlier, Item, group, propose_axis, repeats
from canevas.governance.recommendations.rules.federating.linkage import average_linkage
from canevas.tools.text.normalise import key
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.recommendations import Labelled, labelled

BOUNDS = [step / 50 for step in range(5, 48)]
Pairs = dict[tuple[int, int], float]


def cosine(terms: Callable[[str], list[str]]) -> Callable[[Sequence[str]], Pairs]:
    """TF-IDF vectors of unit length, their products summed over an inverted index."""

    def alike(texts: Sequence[str]) -> Pairs:
        counted = [Counter(terms(text)) for text in texts]
        documents = Counter(term for counts in counted for term in counts)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        out: Pairs = defaultdict(float)
        for place, counts in enumerate(counted):
            raw = {term: count * (log((1 + len(texts)) / (1 + documents[term])) + 1) for term, count in counts.items()}
            length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
            for term, weight in raw.items():
                for other, its in postings[term]:
                    out[other, place] += weight * its / length
                postings[term].append((place, weight / length))
        return out

    return alike


def by_ratio(scorer: Callable[[str, str], float]) -> Callable[[Sequence[str]], Pairs]:
    def alike(texts: Sequence[str]) -> Pairs:
        keys = [key(text) for text in texts]
        return {(a, b): scorer(keys[a], keys[b]) / 100 for a, b in combinations(range(len(texts)), 2)}

    return alike


def words(text: str) -> list[str]:
    return key(text).split()


def characters(text: str) -> list[str]:
    padded = [f" {word} " for word in words(text)]
    return [
        word[start : start + size] for word in padded for size in (3, 4, 5) for start in range(len(word) - size + 1)
    ]


PEERS: dict[str, Callable[[Sequence[str]], Pairs]] = {
    "TF-IDF cosine, words": cosine(words),
    "TF-IDF cosine, characters": cosine(characters),
    "rapidfuzz token_sort_ratio": by_ratio(fuzz.token_sort_ratio),
    "rapidfuzz token_set_ratio": by_ratio(fuzz.token_set_ratio),
}


def pairwise(groups: Sequence[Sequence[int]], gold: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs that stand in one group."""
    got = {pair for places in groups for pair in combinations(sorted(places), 2)}
    wanted = {pair for pair in combinations(range(len(gold)), 2) if gold[pair[0]] == gold[pair[1]]}
    right = len(got & wanted)
    precision, recall = right / max(1, len(got)), right / len(wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def ours(said: Sequence[Labelled]) -> list[list[int]]:
    place = {one.item.id: at for at, one in enumerate(said)}
    groups = group([one.item for one in said], load_vocabulary())
    return [[place[member] for member in found.members] for found in groups]


def shown(result: tuple[float, float, float]) -> str:
    return " ".join(f"{value:.3f}" for value in result)


def compare() -> None:
    dev, held_out = labelled("dev"), labelled("held_out")
    print(f"{'':28s} {'bound':>6s}   dev P     R    F1   held out P     R    F1")
    results = [pairwise(ours(part), [one.code for one in part]) for part in (dev, held_out)]
    print(f"{'ours':28s} {'':6s}   " + "      ".join(map(shown, results)))
    for name, alike in PEERS.items():
        near = [alike([one.item.text for one in part]) for part in (dev, held_out)]
        golds = [[one.code for one in part] for part in (dev, held_out)]

        def at(
            bound: float, part: int, near: list[Pairs] = near, golds: list[list[str]] = golds
        ) -> tuple[float, float, float]:
            return pairwise(average_linkage(len(golds[part]), near[part], (), bound), golds[part])

        best = max(BOUNDS, key=lambda bound: at(bound, 0)[2])
        print(f"{name:28s} {best:6.2f}   " + "      ".join(shown(at(best, part)) for part in (0, 1)))


def sure_ones() -> None:
    """Of the pairs and axes that are called sure, how many are right."""
    policy = load_vocabulary().policy
    for part in ("dev", "held_out", "alike", "judged"):
        said = labelled(part)
        code = {one.item.id: one.code for one in said}
        found_groups = [found for found in group([one.item for one in said], load_vocabulary()) if found.pairs]
        pairs = [pair for found in found_groups for pair in found.pairs]
        certain_groups = [found for found in found_groups if found.is_sure]
        whole = sum(len({code[member] for member in found.members}) == 1 for found in certain_groups)
        print(f"{part}: {len(found_groups)} groups, {len(certain_groups)} sure, of these {whole} right")
        sure = [pair for pair in pairs if pair.match.is_sure]
        right = sum(code[pair.first] == code[pair.second] for pair in sure)
        proposed = [(propose_axis(one.item.text, policy)[0], one) for one in said]
        axes = sum(found.axis == one.axis for found, one in proposed)
        certain = [(found, one) for found, one in proposed if found.is_sure]
        parts = [(found, one) for found, one in proposed if one.subprogramme and found.axis == one.axis]
        print(
            f"{part}: sure pairs {right}/{len(sure)} right; axis {axes}/{len(said)} right, "
            f"sure ones {sum(found.axis == one.axis for found, one in certain)}/{len(certain)}; "
            f"sub-programme {sum(found.subprogramme == one.subprogramme for found, one in parts)}/{len(parts)} "
            "where the axis is right and one is meant"
        )


def gathered(count: int) -> None:
    """The whole of a gathering without its database: groups, what repeats a fifth as many earlier ones, and axes."""
    items, policy = many(count), load_vocabulary().policy
    past = [Earlier(Item(f"e{one.id}", one.text, one.region), "open") for one in items[: count // 5]]
    began = process_time()
    group(items, load_vocabulary())
    grouped = process_time()
    found = repeats(items, past, load_vocabulary())
    repeated = process_time()
    for one in items:
        propose_axis(one.text, policy)
    print(f"{count} gathered: {process_time() - began:.1f} s (groups {grouped - began:.1f}, repeats of {len(past)} "
          f"{repeated - grouped:.1f} s, {len(found)} found, axes {process_time() - repeated:.1f})")


REGIONS = ("Agadez", "Diffa", "Dosso", "Maradi", "Niamey", "Tahoua", "Tillabéri", "Zinder")
MORE = (
    "dans la région de {}",
    "au niveau des communes de {}",
    "en vue d'une meilleure gouvernance",
    "avec l'appui des PTF",
    "sur la période 2026-2028",
    "au profit des populations de {}",
    "dès le prochain trimestre",
    "",
)


def many(count: int) -> list[Item]:
    """The sentences of both sets said again and again: one word in eight left out, a letter lost, words added."""
    draw = random.Random(7)
    texts = [one.item.text for part in ("dev", "held_out") for one in labelled(part)]
    out = []
    for number in range(count):
        said = texts[number % len(texts)].split()
        kept = [word for word in said[1:] if draw.random() > 0.125]
        if kept and draw.random() < 0.3:
            place = draw.randrange(len(kept))
            cut = draw.randrange(len(kept[place]))
            kept[place] = kept[place][:cut] + kept[place][cut + 1 :]
        region = draw.choice(REGIONS)
        out.append(Item(str(number), " ".join([said[0], *kept, draw.choice(MORE).format(region)]), region))
    return out


def timed(count: int, peers: bool) -> None:
    """Seconds of processor (one core), and how many groups; every peer scores every pair, so they see fewer."""
    items = many(count)
    began = process_time()
    found = group(items, load_vocabulary())
    print(f"{count} sentences: ours {process_time() - began:.1f} s, {len(found)} groups")
    for name, alike in PEERS.items() if peers else ():
        began = process_time()
        near = {pair: score for pair, score in alike([item.text for item in items]).items() if score >= 0.2}
        groups = average_linkage(count, near, (), 0.5)
        print(f"{'':16s} {name} {process_time() - began:.1f} s, {len(groups)} groups")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=5000)
    asked = parser.parse_args()
    compare()
    sure_ones()
    timed(500, peers=True)
    timed(asked.items, peers=False)
    gathered(asked.items)
