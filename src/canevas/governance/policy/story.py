"""The events of the policy, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.queries import may
from canevas.governance.policy.models import Framework
from canevas.governance.policy.permissions import POLICY_VIEW

SENTENCES = {
    "framework_loaded": _("loaded the policy “%(label)s”."),
    "region_axes_chosen": _("chose the axes of the region %(label)s: %(after)s (before: %(before)s)."),
    "indicator_added": _("added the indicator “%(indicator)s” to the policy “%(label)s”."),
    "indicator_retired": _("no longer uses the indicator “%(indicator)s” of the policy “%(label)s”."),
    "indicator_taken_back": _("uses the indicator “%(indicator)s” of the policy “%(label)s” again."),
}


def _frameworks(user: Any) -> QuerySet[Framework]:
    return Framework.objects.all() if may(user, POLICY_VIEW) else Framework.objects.none()


SEEN = {"policy.framework": _frameworks}
