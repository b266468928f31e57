"""What django-axes asks of us: whose failures are counted together, and the page of who has to wait."""
from __future__ import annotations

from math import ceil
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from canevas.commons.access.queries import account_named_by
from canevas.commons.access.sign_in.address import client_address


def counted_name(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """The name under which failures are counted: the same whether a user name or an e-mail address is typed."""
    known = credentials or {}
    typed = str(known.get("username") or known.get("email") or (request.POST.get("login") if request else "") or "")
    account = account_named_by(typed) if "@" in typed else None
    return (account.username if account else typed).strip().lower()[:150]


def minutes_to_wait(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """At least 1. Counted from the last failure that was counted; trying again while it lasts adds nothing."""
    last = AccessAttempt.objects.filter(
        username=counted_name(request, credentials), ip_address=client_address(request)).first()
    since = last.attempt_time if last else timezone.now()
    return max(1, ceil((since + settings.AXES_COOLOFF_TIME - timezone.now()).total_seconds() / 60))


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: dict[str, Any] | None,
               ) -> HttpResponse:
    minutes = minutes_to_wait(request, credentials)
    answer = render(request, "access/locked.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer
