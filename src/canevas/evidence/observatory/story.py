"""The events of the figures, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.queries import may_somewhere
from canevas.evidence.observatory.models import Disagreement, FlowPoint, Recipe, SharingAgreement
from canevas.evidence.observatory.permissions import DATA_AGREE, DATA_VIEW
from canevas.evidence.observatory.queries import releases, tellings, visible

SENTENCES = {
    "source_registered": _("registered the source of figures “%(label)s”."),
    "source_edited": _("changed the source of figures “%(label)s”: %(after)s (before: %(before)s)."),
    "recipe_kept": _("kept version %(version)s of the recipe “%(label)s”."),
    "figures_added": _("added %(rows)s figures of “%(label)s” (%(rejects)s cells rejected)."),
    "figures_corrected": _("corrected the figures of “%(label)s”: %(added)s added, %(corrected)s changed, "
                           "%(withdrawn)s gone."),
    "figures_withdrawn": _("withdrew the %(rows)s figures of “%(label)s”:"),
    "cells_corrected": _("said what %(cells)s cells of “%(label)s” hold."),
    "workbench_opened": _("put “%(label)s” on the workbench."),
    "workbench_answered": _("answered questions about “%(label)s” (%(left)s left)."),
    "workbench_left": _("left “%(label)s” aside."),
    "workbench_confirmed": _("brought %(rows)s figures of “%(label)s” in, by the recipe %(recipe)s."),
    "sharing_agreed": _("wrote down a sharing agreement: %(label)s, %(geography)s, %(grain)s, from %(valid_from)s to "
                        "%(valid_to)s."),
    "sharing_ended": _("ended the sharing agreement %(label)s on %(valid_to)s."),
    "release_prepared": _("prepared the release %(label)s."),
    "release_protected": _("passed the release %(label)s through the gate: %(hidden)s of %(cells)s figures hidden."),
    "release_refused": _("brought the release %(label)s to the gate, which refused it: %(why)s"),
    "release_approved": _("approved and signed the release %(label)s."),
    "release_published": _("published the release %(label)s."),
    "release_withdrawn": _("withdrew the release %(label)s: %(reason)s"),
    "figures_told": _("kept what documents for partners tell of %(indicator)s: %(periods)s."),
    "flow_point_added": _("added the flow point “%(label)s” (%(code)s), watched from %(opened)s. %(because)s"),
    "flow_point_edited": _("changed the names of the flow point “%(name)s”: %(aliases)s."),
    "flow_point_closed": _("closed the flow point “%(label)s” after %(closed)s: %(because)s"),
    "flow_point_reopened": _("opened the flow point “%(label)s” again on %(opened)s: %(because)s"),
    "watch_period_corrected": _("corrected a period of the flow point “%(label)s”: %(after)s (before: %(before)s)."),
    "watch_period_removed": _("took away a period of the flow point “%(label)s”: %(days)s."),
    "disagreement_explained": _("said why two sources differ (%(label)s): %(explanation)s"),
}


def _disagreements(user: Any) -> QuerySet[Disagreement]:
    seen = visible.batches(user).order_by().values("pk")
    return Disagreement.objects.filter(first__in=seen, second__in=seen)


SEEN = {
    "observatory.source": visible.sources,
    "observatory.batch": visible.batches,
    "observatory.workbench": visible.workbenches,
    "observatory.recipe": lambda user: Recipe.objects.filter(source__in=visible.whole_sources(user)),
    "observatory.sharingagreement": lambda user: SharingAgreement.objects.filter(
        source__in=visible.answered_for(user, DATA_AGREE)),
    "observatory.disagreement": _disagreements,
    "observatory.flowpoint": lambda user: (
        FlowPoint.objects.all() if may_somewhere(user, DATA_VIEW) else FlowPoint.objects.none()),
    "observatory.release": releases.releases,
    "observatory.telling": tellings.tellings,
}
