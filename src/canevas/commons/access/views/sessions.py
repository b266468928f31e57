"""Ending one's own sessions."""
from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import end_session, end_sessions


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    is_this_one = session.session_key == request.session.session_key
    end_session(by=request.user, session=session)
    if is_this_one:
        request.session.flush()
        return redirect("access:sign-in")
    messages.success(request, _("That device is signed out."))
    return redirect("access:security")


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    count = end_sessions(by=request.user, user=request.user, keep=request.session.session_key)
    messages.success(request, ngettext("%(count)s other session is signed out.",
                                       "%(count)s other sessions are signed out.", count) % {"count": count}
                     if count else _("You were signed in nowhere else."))
    return redirect("access:security")
