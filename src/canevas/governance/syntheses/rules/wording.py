"""From the words that a person leaves in a line to the edits that make them, touching no more than what changed."""
from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from canevas.governance.syntheses.rules.table import Edit, ReplaceText, SplitLine


def replaced(line: str, base: str, text: str) -> ReplaceText | None:
    """The one stretch of ``base`` that differs from ``text``, whole words of it; None where nothing does."""
    return _between(line, base, 0, len(base), text)


def reworded(line: str, base: str, texts: Sequence[str]) -> list[Edit]:
    """``base`` becomes ``texts``: the first keeps the identifier of the line, each further one is cut from it where
    its words stood. Applied to ``base`` the edits give exactly ``texts``."""
    possible = max(1, sum(1 for sign in base[1:] if not sign.isspace()) + 1)
    if len(texts) > possible:  # fewer signs than lines: nothing left to cut
        texts = [*texts[:possible - 1], " ".join(texts[possible - 1:])]
    cuts = _cuts(base, texts)
    edits: list[Edit] = [SplitLine(line, cut) for cut in cuts]
    for (start, end), text in zip(pairwise((0, *cuts, len(base))), texts, strict=True):
        while start < end and base[start].isspace() and len(texts) > 1:
            start += 1
        while start < end and base[end - 1].isspace() and len(texts) > 1:
            end -= 1
        found = _between(line, base, start, end, text)
        if found is not None:
            edits.append(_off_the_cuts(found, base, start, end, cuts))
    return edits


def _between(line: str, base: str, start: int, end: int, text: str) -> ReplaceText | None:
    part = base[start:end]
    if part == text:
        return None
    head = 0
    while head < min(len(part), len(text)) and part[head] == text[head]:
        head += 1
    while head and not (part[head - 1].isspace() or ((head == len(part) or part[head].isspace())
                        and (head == len(text) or text[head].isspace()))):
        head -= 1
    tail = 0
    while tail < min(len(part), len(text)) - head and part[-1 - tail] == text[-1 - tail]:
        tail += 1
    while tail and not (part[-tail].isspace() or ((tail == len(part) or part[-tail - 1].isspace())
                        and (tail == len(text) or text[-tail - 1].isspace()))):
        tail -= 1
    return ReplaceText(line, start + head, end - tail, text[head:len(text) - tail])


def _off_the_cuts(found: ReplaceText, base: str, start: int, end: int, cuts: Sequence[int]) -> ReplaceText:
    """An insertion just where the line is cut would not say on which side it stands: it takes a sign along."""
    if found.start != found.end or found.start not in cuts:
        return found
    at = found.start
    if at == end and at > start:
        return ReplaceText(found.line, at - 1, at, base[at - 1] + found.text)
    if at == start and at < end:
        return ReplaceText(found.line, at, at + 1, found.text + base[at])
    return found


def _cuts(base: str, texts: Sequence[str]) -> list[int]:
    """Where ``base`` is cut so that each part has most of the words of its text, before words; no part is blank."""
    if len(texts) < 2:
        return []
    starts = [found.start() for found in re.finditer(r"(?<=\s)\S", base)]
    if len(starts) < len(texts) - 1:
        starts = [at for at in range(1, len(base)) if not base[at].isspace()]
    whole = "".join(texts)
    blocks = SequenceMatcher(None, base, whole, autojunk=False).get_matching_blocks()
    cuts: list[int] = []
    passed = 0
    for place, text in enumerate(texts[:-1]):
        passed += len(text)
        at = next((block.a + max(0, passed - block.b) for block in blocks
                   if block.size and passed < block.b + block.size), len(base))
        free = [start for start in starts if not cuts or start > cuts[-1]]
        still = len(texts) - 2 - place  # cuts that come after this one
        cuts.append(min(free[:len(free) - still], key=lambda start: abs(start - at)))
    return cuts
