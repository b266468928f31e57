"""« Mes calendriers »: addresses that telephones and Outlook read, and what they read there."""
from __future__ import annotations

import hashlib
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from canevas.commons.access.operations import require_somewhere
from canevas.governance.concertation.operations.calendars import make_calendar, note_calendar_read, revoke_calendar
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.permissions import CALENDAR_VIEW
from canevas.governance.concertation.queries.outreach import calendar_events, calendar_with_secret, calendars_of
from canevas.governance.concertation.rules.calendar import calendar

MOST_A_MINUTE = 30


def calendars(request: HttpRequest) -> HttpResponse:
    """One's addresses; a new one is shown with its secret, once."""
    require_somewhere(request.user, CALENDAR_VIEW)  # type: ignore[arg-type]
    address = ""
    if request.method == "POST":
        try:
            _feed, secret = make_calendar(by=request.user, label=request.POST.get("label", ""))  # type: ignore[arg-type]
        except NotNow as problem:
            messages.error(request, str(problem))
        else:
            address = f"{_site(request)}{reverse('concertation:calendar-feed', args=[secret])}"
    response = render(request, "concertation/outreach/calendars.html", {
        "feeds": list(calendars_of(request.user)), "address": address,
        "subscribe": "webcal://" + address.partition("://")[2] if address else ""})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, uid: UUID) -> HttpResponse:
    require_somewhere(request.user, CALENDAR_VIEW)  # type: ignore[arg-type]
    feed = calendars_of(request.user).filter(uid=uid).first()
    if feed is None:
        raise Http404(_("There is no calendar at this address."))
    revoke_calendar(by=request.user, feed=feed)  # type: ignore[arg-type]
    messages.success(request, _("“%(label)s” no longer answers.") % {"label": feed.label})
    return redirect("concertation:calendars")


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """What a calendar program reads. An address that is unknown, revoked or of a closed account: the same 404."""
    found = calendar_with_secret(secret)
    if found is None:
        raise Http404(_("There is no calendar at this address."))
    if _too_often(found.fingerprint):
        return HttpResponse(_("Read less often, please: once an hour is enough."), status=429,
                            content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})
    with override("fr"):
        content = calendar(f"Canevas – {found.label}", calendar_events(found.user, settings.CANEVAS_URL))
    note_calendar_read(feed=found)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers={
        "ETag": etag, "Cache-Control": "private, max-age=0, must-revalidate", "Referrer-Policy": "no-referrer",
        "Content-Disposition": 'inline; filename="canevas.ics"', "X-Robots-Tag": "noindex"})
    return get_conditional_response(request, etag=etag, response=response) or response


def _too_often(fingerprint: str) -> bool:
    key = f"calendar-read-{fingerprint}"
    return not cache.add(key, 1, 60) and cache.incr(key) > MOST_A_MINUTE


def _site(request: HttpRequest) -> str:
    return settings.CANEVAS_URL.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
