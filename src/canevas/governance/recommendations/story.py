"""The events of recommendations, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.rules.story import recommendation_sentence


def _told(entry: Any) -> str:
    return recommendation_sentence(entry.event, entry.object_label, entry.details)


SENTENCES = {
    "recommendation_status_changed": _told,
    "recommendation_status_undone": _told,
    "recommendation_noted": _told,
    "recommendation_set_written": _told,
    "recommendation_added": _("added the recommendation “%(label)s”."),
    "recommendation_edited": _("reworded the recommendation “%(label)s”."),
    "recommendation_removed": _("removed the recommendation “%(label)s”."),
}
SEEN = {"recommendations.recommendation": visible.recommendations, "recommendations.recommendationset": visible.sets}
SCOPES = {"recommendations.recommendation": "set__origin_body", "recommendations.recommendationset": "origin_body"}
