"""The recommendation that an address names, for whoever may see it."""
from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.permissions import RECOMMENDATION_VIEW
from canevas.governance.recommendations.queries import register


def found_recommendation(request: HttpRequest, uid: UUID) -> Recommendation:
    """Raises ``Http404`` for what the person may not see as for what is not there."""
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    found = register.recommendation_with_uid(uid, request.user)
    if found is None:
        raise Http404(_("This recommendation is not in the register."))
    return found
