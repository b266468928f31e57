"""What was published before: earlier releases, brought into the terms of the table that is to be published now.

An attacker subtracts. A region's total of last month from this month's, a source before and after its correction,
regions A and B together from A alone: each is a table over the same leaves, so each becomes further codes of the
dimensions of the new table, and its figures become cells that no protecting world may change (``frozen``). Where a
figure has changed, what it changed by is a figure too: what the rules hide of figures they hide of it.

What no table tells by itself, two tables tell by their difference (a year less its first months, all less men, those of
a file that came in between). So beside earlier releases every cell is protected that the rules would hide if it were
asked for, whether any table has it or not.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .cube import Bools, Cube, Dimension, Floats, Ints, spread
from .primary import Given, Policy, Primary, Reason, concentrated, primary_cells
from .search import Search
from .secondary import Protected, finished

TINY = 1e-9

@dataclass(frozen=True, eq=False)
class Release:
    """What was published: ``figures`` over all cells, NaN where none is shown; ``values``: the leaves as they stood
    then, which the house knows and the reader does not (None: as they stand now); ``given``: who gave what of them."""

    name: str
    dimensions: tuple[Dimension, ...]
    figures: Floats
    values: Floats | None = None
    given: Given | None = None

    @classmethod
    def of(cls, name: str, protected: Protected) -> Release:
        return cls(name, protected.cube.dimensions, protected.figures(), protected.cube.values)


@dataclass(frozen=True, eq=False)
class Tied:
    """A release in the terms of a cube: over the cube's cells ``shown``; over its leaves ``values`` as they stood then,
    ``changed`` and ``covered`` (the release says something about them). Once they are judged, over the cells:
    ``secret``, the figures of then that must stay hidden; ``telling``, those whose change since tells too much."""

    name: str
    shown: Bools
    hidden: Bools
    values: Floats
    changed: Bools
    covered: Bools
    given: Given | None = None
    secret: Bools | None = None
    telling: Bools | None = None


def _codes(new: Dimension, old: Dimension) -> list[tuple[int, ...]]:
    """For each old code the leaves of the new dimension that it holds; leaves that are no more hold none."""
    leaves = [tuple(np.flatnonzero(new.members[new.codes.index(code)])) if code in new.codes else ()
              for code in old.codes[:old.leaves]]
    return [tuple(sorted({int(one) for leaf in np.flatnonzero(row) for one in leaves[leaf]})) for row in old.members]


def tie(cube: Cube, releases: Sequence[Release]) -> tuple[Cube, list[Tied]]:
    """The cube with the codes that the releases need, not offered; and each release in its terms."""
    dimensions = list(cube.dimensions)
    maps: list[list[Ints]] = []
    for release in releases:
        by_name = {one.name: one for one in release.dimensions}
        if lost := set(by_name) - {one.name for one in dimensions}:
            raise ValueError(f"{release.name}: the table needs {', '.join(sorted(lost))}, offered at its total")
        maps.append([])
        for axis, one in enumerate(dimensions):
            old = by_name.get(one.name)
            held = _codes(one, old) if old else [tuple(range(one.leaves))]
            dimensions[axis], codes = _with_codes(one, held, old.codes if old else ("",), release.name)
            maps[-1].append(codes)
    for axis, one in enumerate(dimensions if releases else ()):
        told = [np.unique(codes[axis][_told_along(release, cube.dimensions[axis].name)])
                for release, codes in zip(releases, maps, strict=True)]
        mine = np.arange(len(cube.dimensions[axis].codes)) if cube.offered is None else np.unique(
            np.nonzero(cube.offered)[axis])
        dimensions[axis] = _with_remainders(one, [mine, *(codes[codes >= 0] for codes in told)])
    wide = _widened(cube, tuple(dimensions))
    return wide, [_tied(wide, release, codes) for release, codes in zip(releases, maps, strict=True)]


def _with_codes(one: Dimension, held: list[tuple[int, ...]], names: Sequence[str], release: str,
                ) -> tuple[Dimension, Ints]:
    known = {tuple(int(leaf) for leaf in np.flatnonzero(row)): code for code, row in enumerate(one.members)}
    codes = np.full(len(held), -1, dtype=np.int64)
    for old, leaves in enumerate(held):
        if not leaves:
            continue
        if leaves not in known:
            known[leaves] = len(one.codes)
            one = Dimension(one.name, (*one.codes, f"{names[old]}@{release}"), (*one.groups, leaves))
        codes[old] = known[leaves]
    return one, codes


def _told_along(release: Release, name: str) -> Bools:
    """Which codes of a dimension it tells a figure of; of one that it has not, the only one."""
    names = [one.name for one in release.dimensions]
    if name not in names:
        return np.ones(1, dtype=bool)
    told = np.moveaxis(~np.isnan(release.figures), names.index(name), 0)
    return np.asarray(told.reshape(len(told), -1).any(axis=1))


def _with_remainders(one: Dimension, told: Sequence[Ints]) -> Dimension:
    """Also what is left of a code that one table tells when all that another tells is taken away: of all the months of
    a year those after the third. ``told``: by table the codes that it tells."""
    members = one.members
    for mine in told:
        whole = members[mine].any(axis=0)
        for other in told:
            above = [code for code in other if (members[code] & whole).sum() == whole.sum() < members[code].sum()]
            if above and whole.any():
                left = members[min(above, key=lambda code: int(members[code].sum()))] & ~whole
                if not (one.members == left).all(axis=1).any():
                    leaves = tuple(int(leaf) for leaf in np.flatnonzero(left))
                    one = Dimension(one.name, (*one.codes, f"left over {len(one.codes)}"), (*one.groups, leaves))
    return one


def _widened(cube: Cube, dimensions: tuple[Dimension, ...]) -> Cube:
    room = [(0, len(new.codes) - len(old.codes)) for new, old in zip(dimensions, cube.dimensions, strict=True)]
    if not any(more for _none, more in room):
        return cube
    offered = np.pad(np.ones(cube.shape, dtype=bool) if cube.offered is None else cube.offered, room)
    top = None if cube.top is None else np.pad(cube.top, [(0, 0), *room])
    return replace(cube, dimensions=dimensions, offered=offered, top=top)


def _tied(cube: Cube, release: Release, maps: list[Ints]) -> Tied:
    """Old axes that the release has not stand at length one. An old code that became two is never met: sets are one."""
    order = [one.name for one in release.dimensions]
    axes = [order.index(one.name) for one in cube.dimensions if one.name in order]
    shape = [len(codes) for codes in maps]
    figures = release.figures.transpose(axes).reshape(shape)
    kept = [np.flatnonzero(codes >= 0) for codes in maps]
    at = np.ix_(*[codes[places] for codes, places in zip(maps, kept, strict=True)])
    shown, said = np.zeros(cube.shape, dtype=bool), np.zeros(cube.shape, dtype=bool)
    np.logical_or.at(shown, at, ~np.isnan(figures[np.ix_(*kept)]))
    said[at] = True
    now = np.nan_to_num(cube.values)
    values, covered = now.copy(), np.zeros(cube.leaf_shape, dtype=bool)
    covered[tuple(slice(None) for _one in cube.dimensions)] = _under(cube, shown)
    if release.values is not None and len(axes) == len(cube.dimensions):
        old = np.nan_to_num(release.values.transpose(axes))
        here = [np.flatnonzero((codes[:size] >= 0) & (codes[:size] < one.leaves))
                for codes, size, one in zip(maps, old.shape, cube.dimensions, strict=True)]
        values[np.ix_(*[codes[place] for codes, place in zip(maps, here, strict=True)])] = old[np.ix_(*here)]
    return Tied(release.name, shown, said & ~shown, values, values != now, covered, release.given)


def _under(cube: Cube, cells: Bools) -> Bools:
    """Leaves beneath any of these cells."""
    found: np.typing.NDArray[np.generic] = cells
    for axis, one in enumerate(cube.dimensions):
        found = np.moveaxis(np.tensordot(found.astype(float), one.members.astype(float), (axis, 0)) > 0, -1, axis)
    return np.asarray(found, dtype=bool)


def judged(cube: Cube, primary: Primary, releases: Sequence[Tied], policy: Policy, given: Given | None,
           ) -> tuple[Primary, list[Tied]]:
    """Also hide, shown or not: what the rules would hide if it were asked for; what they would have hidden of the
    figures of then, where the new ones are others; and what changed by so little, or by so few, that the change is to
    be hidden. What has no figure any more cannot be hidden: its figure of then is left to the attack suite."""
    if not releases:
        return primary, []
    reasons, need = primary.reasons.copy(), primary.need.copy()
    now = primary_cells(replace(cube, offered=None), policy)
    unsaid = now.hidden & ~cube.shown
    reasons[unsaid], need[unsaid] = now.reasons[unsaid], now.need[unsaid]
    found = []
    for release in releases:
        then, before = _then(cube, now, release, policy), spread(cube.dimensions, release.values)
        secret = then.hidden & release.hidden & ((np.abs(cube.cells - before) > TINY) | ~cube.shown)
        telling, wide = _changes(cube, release, np.abs(cube.cells - before), policy, given)
        for cells, asked in ((secret & ~cube.missing, then.need), (telling, wide)):
            reasons[cells & (reasons < Reason.SMALL)] = Reason.DIFFERENCE
            need[cells] = np.maximum(need, asked)[cells]
        found.append(replace(release, secret=secret, telling=telling))
    return Primary(reasons, need), found


def _then(cube: Cube, now: Primary, release: Tied, policy: Policy) -> Primary:
    """What the rules hide of the figures as they stood."""
    if not release.changed.any():
        return now
    top = release.given.largest(cube.dimensions, len(cube.top)) if release.given and cube.top is not None else None
    rules = policy if top is not None else replace(policy, dominance=None, p_percent=None)
    return primary_cells(replace(cube, values=release.values, offered=None, top=top), rules)


def _changes(cube: Cube, release: Tied, change: Floats, policy: Policy, given: Given | None) -> tuple[Bools, Floats]:
    """Cells that a release shows and that changed by too little, or by what too few gave; how wide an interval of the
    change must be."""
    seen = release.shown & (change > TINY) & ~cube.missing
    telling = seen & (change < policy.threshold)
    need = np.maximum(1.0 if cube.is_count else 0.0, policy.width * change)
    if given and release.given and cube.top is not None and seen.any():
        top = given.less(release.given).largest(cube.dimensions, len(cube.top))
        for _reason, few, asked in concentrated(change, top, policy):
            telling |= seen & few
            need = np.maximum(need, asked)
    return telling, need


def protect_with_memory(cube: Cube, policy: Policy, releases: Sequence[Release], *, given: Given | None = None,
                        seed: int = 20221123) -> tuple[Protected, list[Tied]]:
    """As :func:`.secondary.protect`, beside everything published before. The cube comes back with further codes.

    Two kinds of worlds: the new table and the earlier ones move together (no earlier figure changes, and no leaf falls
    below zero in any); or the new one moves alone, in leaves that have changed since. An attacker is taken to know
    which leaves have changed. A change so small and lonely that only the totals could hide it hides the totals.
    ``given``: who gave what, for the dominance rules.
    """
    wide, tied = tie(cube, releases)
    if given and policy.dominance:
        wide = replace(wide, top=given.largest(wide.dimensions, max(policy.dominance[0], 2)))
    primary, tied = judged(wide, primary_cells(wide, policy), tied, policy, given)
    frozen = np.zeros(wide.shape, dtype=bool)
    ceiling, changed = np.nan_to_num(wide.values), np.ones(wide.leaf_shape, dtype=bool)
    for release in tied:
        frozen |= release.shown
        ceiling = np.minimum(ceiling, release.values)
        changed &= release.changed | ~release.covered
    together = Search(wide, primary, policy, frozen=frozen, ceiling=ceiling, seed=seed)
    together.run()
    alone = Search(wide, primary, policy, movable=changed, seed=seed + 1)
    alone.go_on_from(together)
    for release in tied:  # a world in which the earlier release stands still says nothing of its secrets
        secrets = together.open(np.flatnonzero(release.hidden if release.secret is None else release.secret))
        alone.given_up.extend(secrets.tolist())
    alone.run(lonely=True)
    alone.width[alone.given_up], alone.witness[alone.given_up] = 0, -1
    return finished(wide, primary, alone, frozen, together.made), tied
