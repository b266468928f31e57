"""The events of recommendations, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import words_of
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.rules.story import recommendation_sentence


def _told(entry: Any) -> str:
    return recommendation_sentence(entry.event, entry.object_label, entry.details)


def _milestone(entry: Any) -> str:
    if entry.details.get("reached"):
        return gettext("noted that the milestone “%(milestone)s” was reached.") % words_of(entry)
    return gettext("noted that the milestone “%(milestone)s” is not reached.") % words_of(entry)


SENTENCES = {
    "recommendation_status_changed": _told,
    "recommendation_status_undone": _told,
    "recommendation_noted": _told,
    "recommendation_set_written": _told,
    "recommendation_added": _("added the recommendation “%(label)s”."),
    "recommendation_edited": _("reworded the recommendation “%(label)s”."),
    "recommendation_reported": _told,
    "recommendation_milestone_set": _("set the milestone “%(milestone)s”."),
    "recommendation_milestone_reached": _milestone,
    "recommendation_milestone_removed": _("removed the milestone “%(milestone)s”."),
    "recommendation_target_set": _("set the indicator “%(indicator)s”, target: %(target)s %(unit)s."),
    "recommendation_value_recorded": _("measured “%(indicator)s”: %(value)s %(unit)s."),
    "recommendation_target_removed": _("removed the indicator “%(indicator)s”."),
    "recommendation_linked": _("put right what the recommendation “%(label)s” is tied to."),
    "recommendation_removed": _("removed the recommendation “%(label)s”."),
}
SEEN = {"recommendations.recommendation": visible.recommendations, "recommendations.recommendationset": visible.sets}
SCOPES = {"recommendations.recommendation": "set__origin_body", "recommendations.recommendationset": "origin_body"}
