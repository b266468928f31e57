"""What is proposed for recommendations that come in: which group they join, how the line may read, where it may go."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from canevas.governance.recommendations.rules.federating import AxisProposal, Group
from canevas.governance.syntheses.rules.table import Block, Section
from canevas.tools.text.normalise import fold
from canevas.tools.text.stems import stem

_BULLET = re.compile(r"^[\s•●▪◦*·–—-]+")
_END = re.compile(r"[\s;,]+$")
_WORD = re.compile(r"[a-z]{4,}")
SHARED = 0.4
"""From this share of its words on a line is proposed under a challenge that stands in the table already."""
_LEAST_SHARED = 2
_BEGINNING = 7
"""Letters of a word that its other forms share with it."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """New recommendations that say the same. ``joins`` is the key of the group that they join, which waits to be
    treated; ``near`` that of one that was treated and says the same; ``is_whole`` tells that group and newcomers are
    what ``found`` says, no more and no less."""

    members: tuple[str, ...]
    found: Group
    joins: int | None = None
    near: int | None = None
    is_whole: bool = True


def incoming(groups: Sequence[Group], known: Mapping[str, int], waiting: Iterable[int]) -> list[Incoming]:
    """What of ``groups`` is new. ``known``: by recommendation the key of the group where it stands already, from which
    nothing takes it away; ``waiting``: keys of the groups that still wait to be treated."""
    open_keys, sizes = set(waiting), Counter(known.values())
    out = []
    for one in groups:
        new = tuple(member for member in one.members if member not in known)
        if not new:
            continue
        there = Counter(known[member] for member in one.members if member in known)
        key = max(there, key=lambda group: (group in open_keys, there[group], -group), default=None)
        joins = key if key in open_keys else None
        out.append(Incoming(
            new, one, joins, key if joins is None else None,
            is_whole=len(there) <= 1 and (joins is None or sizes[joins] == there[joins])))
    return out


def tidy(text: str) -> str:
    """``text`` as a line of the table: without its bullet, nor the comma that led to the next one."""
    return _END.sub("", _BULLET.sub("", " ".join(text.split())))


def most_complete(texts: Sequence[str]) -> int:
    """The place of the text that says most: the most different words, the first of equals. At least one text."""
    return max(range(len(texts)), key=lambda place: (len(stems(texts[place])), -place))


def stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(fold(text)))


def best_axis(proposals: Sequence[Sequence[AxisProposal]]) -> AxisProposal | None:
    """Where most members of a group seem to belong; ``None`` where no word of any tells. ``proposals``: those of each
    member, the likeliest first. Sure only where no member is surely of another axis."""
    weights: Counter[int | None] = Counter()
    for one in proposals:
        for proposal in one:
            weights[proposal.axis] += round(proposal.confidence * 100)
    axis, weight = max(weights.items(), key=lambda pair: (pair[1], -(pair[0] or 0)), default=(None, 0))
    if not weight:
        return None
    own = [proposal for one in proposals for proposal in one if proposal.axis == axis]
    parts = Counter(proposal.subprogramme for proposal in own if proposal.subprogramme)
    words = tuple(dict.fromkeys(word for proposal in own for word in proposal.words))
    contrary = any(proposal.is_sure and proposal.axis != axis for one in proposals for proposal in one)
    mean = sum(proposal.confidence for proposal in own) / len(proposals)
    return AxisProposal(axis, parts.most_common(1)[0][0] if parts else "", round(mean, 2), words[:8],
                        any(proposal.is_sure for proposal in own) and not contrary)


def longest_words(texts: Iterable[str], most: int) -> list[str]:
    """The beginnings of the longest words of ``texts``, as written: what to look for in others."""
    words = dict.fromkeys(word[:_BEGINNING].casefold() for text in texts for word in sorted(
        re.findall(r"\w{5,}", text), key=len, reverse=True)[:most])
    return list(words)[:most]


@dataclass(frozen=True, slots=True)
class ChallengeProposal:
    """The challenge that a line may stand under: that of a block (``uid``) or new words; ``words`` are what it shares
    with the block."""

    text: str
    uid: str = ""
    words: tuple[str, ...] = ()


def challenge_for(section: Section, text: str, stood_under: Sequence[str], otherwise: str) -> ChallengeProposal:
    """Under which challenge ``text`` may go.

    The one that it stood under in its region (``stood_under``), where the table has it; else the block that shares
    most of its words; else a new one: as the region had it, or ``otherwise`` (the sub-programme's title).
    """
    named = {key(block.challenge.text): block for block in section.blocks}
    for challenge in stood_under:
        if block := named.get(key(challenge)):
            return ChallengeProposal(block.challenge.text, block.challenge.uid)
    near = _nearest(section, text)
    if near is not None:
        return near
    words = stood_under[0] if stood_under else otherwise
    if block := named.get(key(words)):
        return ChallengeProposal(block.challenge.text, block.challenge.uid)
    return ChallengeProposal(tidy(words))


def key(text: str) -> str:
    """Two challenges that differ in blanks, accents, capitals and what ends them alone are one."""
    return " ".join(_WORD.findall(fold(text))) or fold(text).strip()


def _nearest(section: Section, text: str) -> ChallengeProposal | None:
    wanted = stems(text)
    best: tuple[float, Block, frozenset[str]] | None = None
    for block in section.blocks:
        shared = wanted & stems(" ".join(line.text for line in (
            block.challenge, *(line for row in block.rows for line in (*row.priorities, *row.strategies)))))
        share = len(shared) / len(wanted) if wanted else 0.0
        if len(shared) >= _LEAST_SHARED and share >= SHARED and (best is None or share > best[0]):
            best = share, block, shared
    if best is None:
        return None
    said = [word for word in re.findall(r"\w{4,}", text) if stem(fold(word)) in best[2]]
    return ChallengeProposal(best[1].challenge.text, best[1].challenge.uid, tuple(dict.fromkeys(said))[:6])


def marked_parts(text: str, words: Iterable[str]) -> list[tuple[str, bool]]:
    """``text`` in pieces, each with whether it is one of ``words`` (" = " parts what is said alike)."""
    said = sorted({one for word in words for one in word.split(" = ") if one}, key=len, reverse=True)
    if not said:
        return [(text, False)]
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in said), re.IGNORECASE)
    parts: list[tuple[str, bool]] = []
    at = 0
    for found in pattern.finditer(text):
        parts += [(text[at:found.start()], False)] if found.start() > at else []
        parts.append((found.group(), True))
        at = found.end()
    return [*parts, (text[at:], False)] if at < len(text) else parts
