"""The events of syntheses, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.audit.sentences import words_of
from canevas.governance.syntheses.models import AmendmentState, OutcomeChoices, StageChoices
from canevas.governance.syntheses.queries import visible


def _decided(entry: Any) -> str:
    said = {"stage": dict(StageChoices.choices).get(entry.details.get("stage"), ""),
            "outcome": dict(OutcomeChoices.choices).get(entry.details.get("outcome"), ""),
            "version": entry.details.get("version", "")}
    return _("wrote the decision of the %(stage)s stage on version %(version)s: %(outcome)s.") % said


def _amendment(entry: Any) -> str:
    if entry.details.get("state") == AmendmentState.PROPOSED:
        return _("took back the decision on amendment %(number)s.") % words_of(entry)
    said = {"number": words_of(entry)["number"],
            "state": dict(AmendmentState.choices).get(entry.details.get("state"), "")}
    return _("decided amendment %(number)s: %(state)s.") % said


def _discharged(entry: Any) -> str:
    if entry.details.get("version"):
        return _("integrated the reservation “%(reservation)s” by version %(version)s.") % words_of(entry)
    return _("declined the reservation “%(reservation)s”: %(answer)s") % words_of(entry)


SENTENCES = {
    "synthesis_opened": gettext_lazy("opened the synthesis “%(label)s”."),
    "synthesis_frozen": gettext_lazy(
        "froze version %(version)s: it changes no more, and amendments are proposed to it."),
    "synthesis_reopened": gettext_lazy("began version %(version)s, to be written again: %(reason)s"),
    "synthesis_continued": gettext_lazy("went on with the table of “%(label)s” (%(lines)s lines)."),
    "synthesis_gathered": gettext_lazy("gathered %(count)s recommendations, in %(groups)s new groups."),
    "gathered_taken": gettext_lazy("put group %(number)s into the table (%(count)s recommendations): “%(text)s”"),
    "gathered_joined": gettext_lazy("attached later recommendations to the line “%(text)s” of the table."),
    "gathered_attached": gettext_lazy("attached group %(number)s (%(count)s recommendations) to the line “%(text)s”, "
                                      "which stood in the table."),
    "gathered_left_out": gettext_lazy("left group %(number)s out of the table (%(count)s recommendations): %(reason)s"),
    "gathered_put_back": gettext_lazy("decided to treat group %(number)s again."),
    "gathered_split": gettext_lazy("set %(count)s recommendations of group %(number)s apart, as group %(into)s."),
    "gathered_moved": gettext_lazy("moved %(count)s recommendations from group %(number)s to group %(into)s."),
    "synthesis_written": gettext_lazy("changed the table of version %(version)s."),
    "synthesis_edit_undone": gettext_lazy("undid the last change of the table of version %(version)s."),
    "amendment_proposed": gettext_lazy("proposed amendment %(number)s to version %(version)s."),
    "synthesis_copy_taken": gettext_lazy("took in the copy “%(name)s” on version %(version)s: %(count)s changes."),
    "synthesis_copy_named": gettext_lazy("said that the copy “%(name)s” is that of %(organisation)s."),
    "amendment_withdrawn": gettext_lazy("withdrew amendment %(number)s."),
    "amendment_decided": _amendment,
    "amendments_applied": gettext_lazy("integrated %(count)s amendments: version %(version)s."),
    "synthesis_published": gettext_lazy("put version %(version)s before the public."),
    "synthesis_publication_withdrawn": gettext_lazy("took the table back from the public: %(reason)s"),
    "synthesis_decided": _decided,
    "synthesis_reservation_discharged": _discharged,
}
SEEN = {"syntheses.synthesis": visible.syntheses}
SCOPES = {"syntheses.synthesis": "body__code"}
