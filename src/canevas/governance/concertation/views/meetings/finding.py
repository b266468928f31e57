"""What an address names, for whoever may see it: what is not to be seen answers as what does not exist."""
from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require, require_somewhere
from canevas.governance.concertation.models import Body, Session
from canevas.governance.concertation.permissions import BODY_VIEW, MINUTES_VIEW
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.body_sheet import body_with_code


def session_or_404(request: HttpRequest, uid: UUID) -> Session:
    require_somewhere(request.user, MINUTES_VIEW)
    found: Session | None = visible.sessions(request.user).select_related(
        "body__region", "source", "recommendation_set").filter(uid=uid).first()
    if found is None:
        raise Http404(_("This meeting is not in the register."))
    return found


def body_or_404(request: HttpRequest, code: str) -> Body:
    """Names of bodies are a reference that everybody with a role may see."""
    require(request.user, BODY_VIEW)
    found = body_with_code(code)
    if found is None:
        raise Http404(_("This body is not in the register."))
    return found
