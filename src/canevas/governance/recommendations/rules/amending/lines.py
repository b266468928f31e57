"""The lines of a cell found again in a copy, though nobody marked what was changed."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from canevas.governance.recommendations.rules.amending.amendment import Exact
from canevas.governance.recommendations.rules.amending.exactly import Joined, together
from canevas.governance.recommendations.rules.amending.order import carried
from canevas.governance.recommendations.rules.amending.words import changed_words, typed_alike
from canevas.governance.recommendations.rules.synthesis_reading.lines import BULLETS
from canevas.tools.documents.revisions.changes import Kind
from canevas.tools.documents.revisions.model import END

_ALIKE, _SAME_PARTS, _MOST_PARTS = 0.5, 0.8, 3
_BROKEN = 1
"""What an end of a paragraph costs beside a letter put or taken."""
_BAND = 40
"""How many lines a line may have slid between others that all changed."""


def plain(line: str) -> str:
    """``line`` as compared: blanks as single spaces, no bullet before it."""
    return " ".join(line.split()).lstrip(BULLETS + " ")


def compared(line: str) -> str:
    """:func:`plain`, whatever the apostrophes."""
    return typed_alike(plain(line))


def same_letters(one: str, other: str) -> bool:
    """Whether only blanks differ."""
    return "".join(one.split()) == "".join(other.split())


@dataclass(slots=True)
class LineChange:
    """``line`` is the 1-based line of the base (of a new line: of the copy); ``to`` that of the copy where it moved."""

    kind: Kind
    line: int
    before: str
    after: str
    is_line: bool = False
    to: int = 0
    exact: Exact | None = None
    behind: int | None = None
    """The line of the base that a new line, or one that moved, stands behind; 0: none."""


@dataclass(slots=True)
class Compared:
    """``base_of`` gives for each 1-based line of the copy the line of the base that it was; ``cosmetic`` counts what
    changed in blanks, bullets and apostrophes alone."""

    changes: list[LineChange] = field(default_factory=list)
    base_of: dict[int, int] = field(default_factory=dict)
    cosmetic: int = 0


@dataclass(slots=True)
class _Pair:
    """Lines of the base and the lines of the copy that they became, 0-based; one side may be empty."""

    old: list[int]
    new: list[int]
    moved: bool = False


def compare_lines(base: list[str], copy: list[str], *, blanks: bool = True, unended: int = 0) -> Compared:
    """How the lines of ``copy`` came out of those of ``base``; ``blanks``: one put or taken is a change; ``unended``:
    how many empty lines of ``copy`` only hold the end of what Word's marks put there."""
    found = Compared()
    if base == copy:
        found.base_of = {number: number for number in range(1, len(base) + 1)}
        return found
    old = [place for place, line in enumerate(base) if plain(line)]
    new = [place for place, line in enumerate(copy) if plain(line)]
    pairs = _paired(old, new, base, copy)
    for pair in sorted(pairs, key=lambda pair: (pair.new or [_after(pair, pairs)], pair.old)):
        for place in pair.new:
            found.base_of[place + 1] = (pair.old[0] if pair.old else _after(pair, pairs)) + 1
        _tell(found, pair, base, copy, blanks, _behind(pair, pairs))
    found.cosmetic += abs((len(base) - len(old)) - (len(copy) - len(new) - unended)) > 0
    return found


def _after(pair: _Pair, pairs: list[_Pair]) -> int:
    """Where ``pair`` stands on the side that it lacks: after the nearest line before it."""
    if pair.old:
        return max((other.new[-1] for other in pairs if other.new and other.old and other.old[-1] < pair.old[0]),
                   default=-1) + 1
    return max((other.old[-1] for other in pairs if other.old and other.new and other.new[-1] < pair.new[0]),
               default=-1) + 1


def _behind(pair: _Pair, pairs: list[_Pair]) -> int:
    """The 1-based line of the base that kept its place and stands before ``pair`` in the copy; 0: none."""
    if not pair.new or (pair.old and not pair.moved):
        return 0
    before = [other for other in pairs if other.old and other.new and not other.moved
              and other.new[-1] < pair.new[0]]
    return max(before, key=lambda other: other.new).old[-1] + 1 if before else 0


def _tell(found: Compared, pair: _Pair, base: list[str], copy: list[str], blanks: bool, behind: int) -> None:
    before, after = [base[place] for place in pair.old], [copy[place] for place in pair.new]
    if not pair.old:
        found.changes.append(LineChange(Kind.INSERT, pair.new[0] + 1, "", after[0].strip(), is_line=True,
                                        exact=Exact(), behind=behind))
        return
    line = pair.old[0] + 1
    if not pair.new:
        found.changes.append(LineChange(Kind.DELETE, line, before[0].strip(), "", is_line=True, exact=Exact()))
        return
    if pair.moved:
        words = END.join(map(str.strip, before))
        exact = Exact() if len(before) == 1 else None
        found.changes.append(LineChange(Kind.MOVE, line, words, words, to=pair.new[0] + 1, exact=exact, behind=behind))
    plains = [plain(one) for one in before], [plain(one) for one in after]
    old = " ".join(plains[0])
    new, ends = together(plains[1], old)
    changes = changed_words(old, new) if old != new else []
    joined = Joined([place + 1 for place in pair.old], before, plains[0])
    if len(after) != len(before):
        kind = Kind.SPLIT if len(after) > 1 else Kind.MERGE
        exact = Exact(cuts=joined.cuts(ends, changes)) if kind is Kind.SPLIT else \
            Exact(joined=tuple(place + 1 for place in pair.old[1:]))
        found.changes.append(LineChange(kind, line, END.join(before), END.join(after), exact=exact))
    if typed_alike(old) == typed_alike(new) or (not blanks and same_letters(old, new)):
        found.cosmetic += before != after and len(after) == len(before)
        return
    for one in changes:
        taken, put = one.taken, one.put
        if not (taken + put).strip(BULLETS + " "):
            continue
        if (taken, put) == (old, new) and len(before) == len(after) == 1:
            taken, put = before[0].strip(), after[0].strip()
        kind = Kind.REPLACE if taken and put else Kind.DELETE if taken else Kind.INSERT
        exact = Exact(texts=joined.stretches(one), is_after_cut=bool(ends) and one.begins > ends[0])
        found.changes.append(LineChange(kind, _line_of(taken, pair.old, base) + 1, taken, put, exact=exact))


def _line_of(words: str, places: list[int], lines: list[str]) -> int:
    return next((place for place in places if words and words in lines[place]), places[0])


def _paired(old: list[int], new: list[int], base: list[str], copy: list[str]) -> list[_Pair]:
    """Every line of both sides in exactly one pair: equal ones first, in order or moved, then likely ones."""
    before, after = [compared(base[place]) for place in old], [compared(copy[place]) for place in new]
    pairs: list[_Pair] = []
    gaps: list[tuple[list[int], list[int]]] = []
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [_Pair([here], [there]) for here, there in zip(old[start:end], new[first:last], strict=True)]
        else:
            gaps.append((old[start:end], new[first:last]))
    pairs += _moved(gaps, base, copy)
    for here, there in gaps:
        pairs += _likely(here, there, base, copy)
    both = sorted((pair for pair in pairs if pair.old and pair.new), key=lambda pair: pair.new)
    for place in carried([pair.old[0] for pair in both]):
        both[place].moved = True
    return pairs


def _moved(gaps: list[tuple[list[int], list[int]]], base: list[str], copy: list[str]) -> Iterator[_Pair]:
    """Lines that stand in another order; they are taken out of ``gaps``."""
    for here, _there in gaps:
        for place in list(here):
            for _here, there in gaps:
                same = next((other for other in there if compared(copy[other]) == compared(base[place])),
                            None)
                if same is not None:
                    here.remove(place)
                    there.remove(same)
                    yield _Pair([place], [same])
                    break


def _likely(old: list[int], new: list[int], base: list[str], copy: list[str]) -> list[_Pair]:
    """The cheapest way from lines ``old`` to lines ``new``, in letters put and taken: lines that stay alike, are
    split in up to three or merged of up to three, are taken or put."""
    if not old or not new:
        return [*(_Pair([place], []) for place in old), *(_Pair([], [place]) for place in new)]
    before, after = [compared(base[place]) for place in old], [compared(copy[place]) for place in new]
    band = abs(len(old) - len(new)) + _BAND
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for row in range(len(old) + 1):
        for column in range(len(new) + 1):
            if (row, column) not in best or abs(row - column) > band:
                continue
            for height, width, cost in _steps(before[row:row + _MOST_PARTS], after[column:column + _MOST_PARTS]):
                there = (row + height, column + width)
                total = best[row, column][0] + cost
                if there not in best or total < best[there][0]:
                    best[there] = (total, height, width)
    pairs: list[_Pair] = []
    row, column = len(old), len(new)
    while row or column:
        _cost, height, width = best[row, column]
        pairs.insert(0, _Pair(old[row - height:row], new[column - width:column]))
        row, column = row - height, column - width
    return _rewritten(pairs)


def _steps(before: list[str], after: list[str]) -> Iterator[tuple[int, int, float]]:
    """What may come next, as (lines of the base, lines of the copy, cost)."""
    if before:
        yield 1, 0, len(before[0]) + _BROKEN
    if after:
        yield 0, 1, len(after[0]) + _BROKEN
    if not before or not after:
        return
    if Indel.normalized_similarity(before[0], after[0]) >= _ALIKE:
        yield 1, 1, Indel.distance(before[0], after[0])
    for parts in range(2, _MOST_PARTS + 1):
        for one, many, is_split in ((before[0], after[:parts], True), (after[0], before[:parts], False)):
            whole = " ".join(many)
            if len(many) == parts and Indel.normalized_similarity(one, whole) >= _SAME_PARTS:
                yield (1 if is_split else parts), (parts if is_split else 1), Indel.distance(one, whole) + _BROKEN


def _rewritten(pairs: list[_Pair]) -> list[_Pair]:
    """``pairs`` with as many lines taken as put at one place made replacements of one another."""
    told: list[_Pair] = []
    run: list[_Pair] = []
    for pair in [*pairs, None]:
        if pair is not None and (not pair.old or not pair.new):
            run.append(pair)
            continue
        taken, put = [one for one in run if one.old], [one for one in run if one.new]
        told += [_Pair(here.old, there.new) for here, there in zip(taken, put, strict=True)] \
            if len(taken) == len(put) else run
        run = []
        if pair is not None:
            told.append(pair)
    return told
