"""The events of syntheses, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.governance.syntheses.models import AmendmentState, OutcomeChoices, StageChoices
from canevas.governance.syntheses.queries import visible


def _decided(entry: Any) -> str:
    said = {"stage": dict(StageChoices.choices).get(entry.details.get("stage"), ""),
            "outcome": dict(OutcomeChoices.choices).get(entry.details.get("outcome"), ""),
            "version": entry.details.get("version", "")}
    return _("wrote the decision of the %(stage)s stage on version %(version)s: %(outcome)s.") % said


def _amendment(entry: Any) -> str:
    if entry.details.get("state") == AmendmentState.PROPOSED:
        return _("took back the decision on amendment %(number)s.") % entry.details
    said = {**entry.details, "state": dict(AmendmentState.choices).get(entry.details.get("state"), "")}
    return _("decided amendment %(number)s: %(state)s.") % said


def _discharged(entry: Any) -> str:
    if entry.details.get("version"):
        return _("integrated the reservation “%(reservation)s” by version %(version)s.") % entry.details
    return _("declined the reservation “%(reservation)s”: %(answer)s") % entry.details


SENTENCES = {
    "synthesis_opened": gettext_lazy("opened the synthesis “%(label)s”."),
    "synthesis_frozen": gettext_lazy(
        "froze version %(version)s: it changes no more, and amendments are proposed to it."),
    "synthesis_reopened": gettext_lazy("began version %(version)s, to be written again: %(reason)s"),
    "synthesis_written": gettext_lazy("changed the table of version %(version)s."),
    "synthesis_edit_undone": gettext_lazy("undid the last change of the table of version %(version)s."),
    "amendment_proposed": gettext_lazy("proposed amendment %(number)s to version %(version)s."),
    "amendment_withdrawn": gettext_lazy("withdrew amendment %(number)s."),
    "amendment_decided": _amendment,
    "amendments_applied": gettext_lazy("integrated %(count)s amendments: version %(version)s."),
    "synthesis_decided": _decided,
    "synthesis_reservation_discharged": _discharged,
}
SEEN = {"syntheses.synthesis": visible.syntheses}
SCOPES = {"syntheses.synthesis": "body__code"}
