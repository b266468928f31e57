"""The journal of the meetings, told in sentences."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.audit.rules import Told
from canevas.governance.concertation.forms import STATUS
from canevas.governance.recommendations.rules.story import recommendation_sentence, shortened


def _confirmed(entry: Any) -> str:
    facts = {"version": entry.details.get("version", 1), "file": entry.details.get("file", "")}
    if facts["version"] == 1:
        return _("confirmed the minutes “%(file)s”: the meeting entered the register.") % facts
    return _("confirmed “%(file)s”, version %(version)s of the minutes, which replaces the one before.") % facts


def _words(entry: Any) -> dict[str, Any]:
    return {"action": shortened(entry.object_label),
            "before": STATUS.get(entry.details.get("before"), entry.details.get("before")),
            "after": STATUS.get(entry.details.get("after"), entry.details.get("after"))}


def _changed(entry: Any) -> str:
    return _("moved the action “%(action)s” from “%(before)s” to “%(after)s”.") % _words(entry)


def _undone(entry: Any) -> str:
    return _("took back a change: the action “%(action)s” is “%(after)s” again.") % _words(entry)


def _noted(entry: Any) -> str:
    return _("wrote about the action “%(action)s”:") % {"action": shortened(entry.object_label)}


SENTENCES: dict[str, Callable[[Any], str]] = {
    "minutes_confirmed": _confirmed,
    "action_point_status_changed": _changed,
    "action_point_status_undone": _undone,
    "action_point_noted": _noted,
}
"""An event without a sentence of its own is told by its name."""
OTHER = gettext_lazy("wrote in the register: %(event)s.")


def told(entries: Iterable[Any]) -> list[Told]:
    """Rows of the journal as the sheets tell them, in the order given."""
    return [Told(entry.at, str(entry.by), sentence(entry), str(entry.details.get("note") or "")) for entry in entries]


def sentence(entry: Any) -> str:
    if entry.event in SENTENCES:
        return SENTENCES[entry.event](entry)
    return recommendation_sentence(entry.event, entry.object_label, entry.details) or str(OTHER) % {
        "event": entry.event}
