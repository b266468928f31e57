"""Where a recommendation comes from and what became of it: a picture, and the same as a nested list."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from canevas.governance.recommendations.queries.lineage import Change, Lineage, LineageLine, lineage_of
from canevas.governance.recommendations.rules.lineage import Branch, EdgeKind, branches_of, chain
from canevas.governance.recommendations.rules.rewording import Piece, reworded
from canevas.governance.recommendations.rules.story import status_word
from canevas.governance.recommendations.views.finding import found_recommendation
from canevas.governance.recommendations.views.lineage_picture import picture
from canevas.governance.recommendations.views.lineage_words import above_word, below_word, level_word, place_word

OPEN_UP_TO = 12
"""Branches of one line that are shown at once; more are folded."""


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a line in words. ``pieces`` of a rewording; ``said`` of a move."""

    at: Any
    said: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the nested list: ``step`` is what led to it, ``words`` those that matched."""

    line: LineageLine
    step: str
    words: tuple[str, ...]
    stages: tuple[tuple[str, Any], ...]
    changes: tuple[Told, ...]
    branches: tuple[Listed, ...] = ()
    is_again: bool = False

    @property
    def is_wide(self) -> bool:
        return len(self.branches) > OPEN_UP_TO


@dataclass(frozen=True, slots=True)
class Moment:
    """One row of the history across sessions."""

    day: date | None
    label: str
    url: str
    level: str
    pieces: tuple[Piece, ...]
    said: str
    is_here: bool


def lineage(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = found_recommendation(request, uid)
    whole = lineage_of(found, request.user)
    here = whole.lines[whole.start]
    return render(request, "recommendations/lineage.html", {
        "recommendation": found, "is_set_shown": here.shows_set, "picture": picture(whole, "below"), "lineage": whole,
        "below": _listed(whole, branches_of(whole.edges, whole.start, up=False), up=False),
        "above": _listed(whole, branches_of(whole.edges, whole.start, up=True), up=True), "here": _own(here),
        "counts": {"below": len(whole.below), "above": len(whole.above)},
        "history": list(_history(whole)), "today": _today(whole), "limit": OPEN_UP_TO})


def _own(line: LineageLine) -> Listed:
    return Listed(line, "", (), _stages(line), tuple(_told(one) for one in line.changes))


def _listed(whole: Lineage, branches: tuple[Branch, ...], *, up: bool) -> tuple[Listed, ...]:
    say = above_word if up else below_word
    return tuple(Listed(
        whole.lines[one.line], say(one.kind), one.words, _stages(whole.lines[one.line]),
        tuple(_told(change) for change in whole.lines[one.line].changes), _listed(whole, one.branches, up=up),
        one.is_again) for one in branches)


def _stages(line: LineageLine) -> tuple[tuple[str, Any], ...]:
    return tuple((level_word(one.stage), one) for one in line.stages)


def _told(change: Change) -> Told:
    if change.kind is EdgeKind.MOVED:
        before, after = place_word(change.before), place_word(change.after)
        said = _("moved within its table") if before == after else (
            _("moved from %(before)s to %(after)s") % {"before": before, "after": after})
        return Told(change.at, said)
    return Told(change.at, _("reworded"), tuple(reworded(change.before, change.after)))


def _today(whole: Lineage) -> list[tuple[LineageLine, str]]:
    """What stands last in each way up, and its state today: what became of it."""
    ends = {edge.source for edge in whole.edges}
    return [(line, status_word(line.recommendation.status)) for line in whole.above
            if line.uid not in ends and line.recommendation is not None and line.recommendation.withdrawn_at is None]


def _history(whole: Lineage) -> Iterator[Moment]:
    """From session to session: in which words, and what was decided; nothing where there is one moment only."""
    moments: list[tuple[LineageLine, str, Any]] = []
    for uid in chain(whole.edges, whole.start):
        line = whole.lines[uid]
        moments += [(line, one.text, one) for one in line.stages] or [(line, line.text, None)]
    if len(moments) < 2:
        return
    before = ""
    for line, text, stage in moments:
        pieces = tuple(reworded(before, text)) if before and before != text else (Piece(text),)
        state = stage.said if stage else status_word(line.recommendation.status) if line.recommendation else ""
        yield Moment(stage.day if stage else line.day, stage.label if stage else line.label,
                     (stage.url if stage else "") or line.url, level_word(stage.stage) if stage else "", pieces, state,
                     line.uid == whole.start)
        before = text
