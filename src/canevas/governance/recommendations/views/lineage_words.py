"""The words of a lineage: levels, steps, places."""
from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from canevas.governance.recommendations.rules.lineage import EdgeKind


def level_word(level: str) -> str:
    words = {"region": _("Region"), "preparatory": _("Preparatory stage"), "technical": _("Technical stage"),
             "political": _("Political stage")}
    return words.get(level, "")


def step_word(kind: EdgeKind) -> str:
    """What a step did, seen from the line that it starts at: short, for the picture."""
    words = {
        EdgeKind.DERIVED: pgettext("lineage", "taken up"), EdgeKind.MERGED: pgettext("lineage", "merged"),
        EdgeKind.SPLIT: pgettext("lineage", "split"), EdgeKind.MOVED: pgettext("lineage", "moved"),
        EdgeKind.REFORMULATED: pgettext("lineage", "reworded"), EdgeKind.CARRIED: pgettext("lineage", "carried over")}
    return words[kind]


def below_word(kind: EdgeKind | None) -> str:
    """How the line above comes from this one."""
    words = {
        EdgeKind.DERIVED: _("taken up from"), EdgeKind.MERGED: _("merged from"), EdgeKind.SPLIT: _("split from"),
        EdgeKind.CARRIED: _("carried over from")}
    return words.get(kind, "") if kind else ""


def above_word(kind: EdgeKind | None) -> str:
    """What the line above became in this one."""
    words = {
        EdgeKind.DERIVED: _("taken up in"), EdgeKind.MERGED: _("merged into"), EdgeKind.SPLIT: _("split into"),
        EdgeKind.CARRIED: _("carried over as")}
    return words.get(kind, "") if kind else ""


def place_word(place: str) -> str:
    """« axis 1 3 strategies » in the words of the page: the axis, which is what a move is about."""
    if place.startswith("axis "):
        number = place.split()[1] if len(place.split()) > 1 else ""
        return _("axis %(number)s") % {"number": number}
    return _("the general recommendations") if place.startswith("general") else place
