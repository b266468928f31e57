"""What stands watch once somebody is signed in."""
from __future__ import annotations

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import lacks_second_factor
from canevas.commons.access.sign_in.address import client_address

log = logging.getLogger(__name__)
FIRST = "access:second-factor-first"
ALLOWED = frozenset({
    FIRST, "access:sign-out", "access:language", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes",
    "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
"""What somebody may do who has yet to set up the second factor that their role asks for."""


class SecondFactorMiddleware:
    """Lead whoever must have a second factor and has none to setting one up, before anything else.

    It looks at the user of a *session*. A program that shows a token is nobody's session: its token is its factor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_arguments: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not lacks_second_factor(request.user):
            return None
        if request.resolver_match is not None and request.resolver_match.view_name in ALLOWED:
            return None
        if request.headers.get("HX-Request"):
            answer = HttpResponse(status=403)
            answer["HX-Redirect"] = reverse(FIRST)
            return answer
        if request.method in ("GET", "HEAD"):
            return redirect(FIRST)
        return render(request, "access/second_factor_first.html", status=403)


SEEN_EVERY = 300.0
"""Seconds between two notes that a session is in use: the list of sessions needs no better."""
_REMEMBERED = 5000


class LastSeenMiddleware:
    """Note now and then when and from where a session was last used. Costs nothing in between."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        key = request.session.session_key if request.user.is_authenticated else None
        if key and monotonic() - self.noted.get(key, -SEEN_EVERY) >= SEEN_EVERY:
            if len(self.noted) >= _REMEMBERED:
                self.noted.clear()
            self.noted[key] = monotonic()
            try:
                UserSession.objects.filter(session_key=key).update(
                    last_seen_at=timezone.now(), ip=client_address(request))
            except DatabaseError:
                log.warning("when a session was last used could not be noted")  # somebody else is writing: next time
        return answer
