"""A bulletin put together: figures from the observatory, actions and recommendations of the region's group."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from canevas.commons.directory.queries import regions
from canevas.evidence.observatory.queries import explorer, labels
from canevas.evidence.observatory.queries.gate import kept_to
from canevas.evidence.observatory.queries.partners import codes_for_partners
from canevas.evidence.observatory.rules.periods import Grain, Period, periods_between
from canevas.evidence.observatory.rules.statistics.explorer import SourceNote
from canevas.evidence.observatory.rules.statistics.series import UNWATCHED
from canevas.governance.bulletins.queries.figures import (
    NEEDED,
    OTHERS,
    Sources,
    account_of_flows,
    blocks_of,
    series_of,
    set_aside,
    shareable_sources,
    telling_sources,
)
from canevas.governance.bulletins.queries.groups import group_of
from canevas.governance.bulletins.queries.owed import open_actions, open_recommendations
from canevas.governance.bulletins.queries.told import ToldPublicly
from canevas.governance.bulletins.rules.bulletin import Bulletin, Foreseen, Spot
from canevas.governance.bulletins.rules.figures import POINTS, Block
from canevas.tools.engines.forecasting import forecast

SEEN_BACK = 72
"""Months from which the next ones are foreseen."""
AHEAD, LEVEL = 3, 80
BREAK = "Rupture de série"
"""How a release notes a break; a bulletin tells those of its own year."""


def compose(user: Any, region: str, period: Period) -> Bulletin:
    """Everything that a bulletin says, of what ``user`` may see and every partner may see too."""
    with override("fr"):
        return _composed(user, region, period)


def compose_for_public(region: str, period: Period) -> tuple[Bulletin, list[str]] | None:
    """What the releases that stand before the public tell of a region and a period, and which releases these are
    (identifiers); ``None`` where they tell nothing. Actions and recommendations of a group are not for the public."""
    with override("fr"):
        told = ToldPublicly(region, period)
        blocks = told.blocks()
        if not blocks:
            return None
        points = next((block for block in blocks if block.name in POINTS), None)
        group, known, out = group_of(region), explorer.indicators(), list(told.used.values())
        notes = dict.fromkeys(note for one in out for note in one.table.notes
                              if note not in kept_to(one.question, {}) and not note.startswith(BREAK))
        sources = dict.fromkeys(name for one in out for name in one.table.sources)
        months = told.whole_flow(periods_between(period.moved(-SEEN_BACK), period))
        return Bulletin(
            region, region_words(region), group.code if group else "", period, timezone.localdate(), blocks, points,
            _spots(points), [(known[code].name.fr, known[code].definition.fr) for code in dict.fromkeys(
                one.question.indicator.code for one in out)],
            [SourceNote(name, "", "", next((note.removeprefix(f"{name} : ") for note in notes if note.startswith(
                f"{name} : ")), "")) for name in sources],
            (), (), _ahead(period, months), _silent(points, period),
            releases=[f"{one.table.title} ({one.release.code}, version {one.release.version})" for one in out],
            notes=[note for note in notes if not any(note.startswith(f"{name} : ") for name in sources)],
        ), list(told.used)


def region_words(region: str) -> str:
    """« région de Tahoua », « région d’Agadez », « Niger »."""
    name = next((one.name for one in regions() if one.pcode == region), "")
    if not name:
        return "Niger"
    return f"région d’{name}" if name[:1].casefold() in "aeiouyéè" else f"région de {name}"


def _composed(user: Any, region: str, period: Period) -> Bulletin:
    sources = shareable_sources(user)
    codes = Sources([one.code for one in sources], account_of_flows(codes_for_partners(NEEDED, timezone.localdate())))
    blocks = blocks_of(user, region, period, codes)
    points = next((block for block in blocks if block.name in ("flow_point", "region")), None)
    group, told = group_of(region), telling_sources(user, region, period, codes)
    known = explorer.indicators()
    shown = ["FLOW", *(one.code for one in OTHERS if any(block.name == one.code for block in blocks))]
    return Bulletin(
        region, region_words(region), group.code if group else "", period, timezone.localdate(), blocks, points,
        _spots(points), [(known[code].name.fr, known[code].definition.fr) for code in shown],
        [SourceNote(one.name, str(one.organisation or ""), one.definition, one.coverage) for one in sources
         if one.code in told],
        open_actions(user, region), open_recommendations(user, region),
        _foreseen(user, region, period, codes), _silent(points, period),
        set_aside(user, region, period, codes.account), str(group or ""))


def _spots(block: Block | None) -> list[Spot]:
    found = []
    for line in block.lines if block else ():
        position = explorer.position(line.code) if line.code else None
        if position and line.code:
            found.append(Spot(line.code, *position))
    return found


def _silent(block: Block | None, period: Period) -> list[str]:
    """Who was watched, gave a figure within the year and none now."""
    if block is None:
        return []
    shown = [(line.label, line.at(period).shown) for line in block.lines if line.code]
    return [label for label, one in shown if one.value is None and one.standing not in UNWATCHED]


def _foreseen(user: Any, region: str, period: Period, sources: Sources) -> Foreseen:
    return _ahead(period, series_of(user, region, period.moved(-SEEN_BACK), period, sources))


def _ahead(period: Period, series: Sequence[float | None]) -> Foreseen:
    if period.grain is not Grain.MONTH:
        return Foreseen(reason="quarter")
    found = forecast(list(series), horizon=AHEAD)
    if not found.is_shown:
        return Foreseen(model=found.model, reason=found.reason)
    return Foreseen(tuple((labels.period(period.moved(step).iso), one.value, *one.intervals[LEVEL])
                          for step, one in enumerate(found.ahead, 1)), found.model)
