"""An adopted table is put before the public, and taken back."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.governance.syntheses.operations.publishing import publish_synthesis, withdraw_publication
from canevas.governance.syntheses.views.finding import said, synthesis_or_404


@require_POST
def publication(request: HttpRequest, uid: UUID) -> HttpResponse:
    """``act`` "publish", or "withdraw" with a ``reason``."""
    found = synthesis_or_404(request, uid)
    try:
        if request.POST.get("act") == "withdraw":
            withdraw_publication(by=request.user, synthesis=found,  # type: ignore[arg-type]
                                 reason=request.POST.get("reason", ""))
            messages.success(request, _("The table is no longer before the public."))
        else:
            publish_synthesis(by=request.user, synthesis=found)  # type: ignore[arg-type]
            messages.success(request, _("The table is before the public."))
    except ValidationError as refused:
        messages.error(request, said(refused))
    return redirect(found)
