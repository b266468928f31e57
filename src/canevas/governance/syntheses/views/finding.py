"""What every page of a synthesis begins with: the thing that its address names, for who asks."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may
from canevas.governance.syntheses.models import StateChoices, Synthesis, Version
from canevas.governance.syntheses.permissions import SYNTHESIS_AMEND, SYNTHESIS_DECIDE, SYNTHESIS_VIEW, SYNTHESIS_WRITE
from canevas.governance.syntheses.queries.reading import base_of_amendments, synthesis_with_uid, version_numbered

REFUSED = 422
CONFLICT = 409


def synthesis_or_404(request: HttpRequest, uid: UUID) -> Synthesis:
    require_somewhere(request.user, SYNTHESIS_VIEW)
    found = synthesis_with_uid(uid, request.user)
    if found is None:
        raise Http404(_("This synthesis is not in the register."))
    return found


def version_or_404(request: HttpRequest, synthesis: Synthesis, number: int) -> Version:
    found = version_numbered(synthesis, number, request.user)
    if found is None:
        raise Http404(_("This version is not in the register."))
    return found


def rights(request: HttpRequest, synthesis: Synthesis) -> dict[str, bool]:
    """What the person may do with the synthesis as it stands: the buttons of its pages."""
    code = synthesis.body.code
    is_before = synthesis.state == StateChoices.AMENDING
    writes = may(request.user, SYNTHESIS_WRITE, body=code)
    return {"may_write": writes, "writes_now": writes and synthesis.state == StateChoices.DRAFTING,
            "may_settle": writes and is_before,
            "may_amend": is_before and may(request.user, SYNTHESIS_AMEND, body=code),
            "may_decide": is_before and may(request.user, SYNTHESIS_DECIDE, body=code)}


def base_or_404(synthesis: Synthesis) -> Version:
    found = base_of_amendments(synthesis)
    if found is None:
        raise Http404(_("This synthesis has no frozen version yet."))
    return found


def said(fault: ValidationError) -> str:
    """The sentences of a refusal."""
    return " ".join(fault.messages)


def number(value: Any, otherwise: int = -1) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else otherwise
