"""Average linkage over pairs that are near: groups whose members are near one another on the whole.

UPGMA (R. R. Sokal and C. D. Michener 1958): two groups join by the mean nearness of all their pairs, a pair not given
counting as nothing, so that a chain of neighbours does not draw unlike ones together. Two groups with one pair that
must stay apart never join.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Place = tuple[int, int]


def average_linkage(
    count: int, near: Mapping[Place, float], apart: Collection[Place], joined: float
) -> list[list[int]]:
    """The groups of the places 0 to ``count`` - 1, each sorted, in the order of their first members.

    ``near`` gives the nearness (0 to 1) of pairs, the lower place first; ``apart`` the pairs that must not join; groups
    join while the mean nearness between them is at least ``joined``. Equal means join in the order of their places.
    """
    linkage = _Linkage({place: [place] for place in range(count)},
                       {place: {} for place in range(count)}, {place: set() for place in range(count)})
    for (first, second), value in near.items():
        linkage.near[first][second] = linkage.near[second][first] = value
    for first, second in apart:
        linkage.apart[first].add(second)
        linkage.apart[second].add(first)
    return linkage.run(joined)


@dataclass(slots=True)
class _Linkage:
    """Groups in the making. ``near[a][b]`` is the sum of the nearness of all pairs between the groups a and b;
    ``apart[a]`` the groups that a must not join."""

    members: dict[int, list[int]]
    near: dict[int, dict[int, float]]
    apart: dict[int, set[int]]

    def mean(self, a: int, b: int) -> float:
        return self.near[a][b] / (len(self.members[a]) * len(self.members[b]))

    def run(self, joined: float) -> list[list[int]]:
        queue = [(-value, a, b) for a, others in self.near.items() for b, value in others.items()
                 if a < b and value >= joined]
        heapify(queue)
        new = len(self.members)
        while queue:
            _mean, a, b = heappop(queue)
            if a not in self.members or b not in self.members or b in self.apart[a]:
                continue
            self._join(a, b, new)
            for other in self.near[new]:
                if (value := self.mean(new, other)) >= joined:
                    heappush(queue, (-value, other, new))
            new += 1
        return sorted(sorted(places) for places in self.members.values())

    def _join(self, a: int, b: int, new: int) -> None:
        self.members[new] = self.members.pop(a) + self.members.pop(b)
        self.near[new], self.apart[new] = {}, set()
        for old in (a, b):
            for other, total in self.near.pop(old).items():
                if other in (a, b):
                    continue
                del self.near[other][old]
                self.near[new][other] = self.near[new].get(other, 0.0) + total
                self.near[other][new] = self.near[new][other]
            for other in self.apart.pop(old):
                self.apart[other].discard(old)
                self.apart[other].add(new)
                self.apart[new].add(other)
