"""The page on which minutes are typed, and what it asks every few seconds."""
from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from canevas.governance.concertation.models import Session
from canevas.governance.concertation.models.sessions import Outcome
from canevas.governance.concertation.queries.writing import WritingItem, standings, writing_items
from canevas.governance.concertation.rules.blocks import to_json
from canevas.governance.concertation.rules.notation import to_notation
from canevas.governance.concertation.views.naming import meeting_name
from canevas.governance.concertation.views.writing.common import person, session_or_404, title_of, told, why_closed
from canevas.governance.concertation.views.writing.outcomes import outcomes_of_items
from canevas.governance.concertation.views.writing.wordings import wordings


@require_GET
@ensure_csrf_cookie
def session_writing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every item of the agenda with its text, to be typed; a plain form each where there is no script."""
    session = session_or_404(request, uid)
    items = writing_items(session)
    closed = why_closed(session)
    outcomes = outcomes_of_items(session, [one.item for one in items])
    answer = render(request, "concertation/writing/page.html", {
        "session": session, "name": meeting_name(session), "closed": closed, "choices": Outcome.choices,
        "items": [{"item": one.item, "title": title_of(one.item), "notation": to_notation(one.blocks),
                   "blocks": one.blocks, "outcomes": outcomes[one.item.pk]} for one in items],
        "data": _data(request, session, items, closed)})
    answer["X-Canevas-Person"] = person(request)
    patch_cache_control(answer, private=True, no_cache=True)
    return answer


def _data(request: HttpRequest, session: Session, items: list[WritingItem], closed: str) -> dict[str, Any]:
    return {
        "person": person(request), "session": str(session.uid), "editable": not closed, "words": wordings(),
        "state_url": reverse("concertation:session-writing-state", args=[session.uid]),
        "worker_url": reverse("concertation:writing-worker"), "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "sign_in": f'{reverse("access:sign-in")}?next={request.path}',
        "items": [{
            "uid": str(one.item.uid), "title": title_of(one.item), "revision": one.item.revision,
            "by": told(one.item.edited_by), "at": one.item.edited_at, "blocks": to_json(one.blocks),
            "save_url": reverse("concertation:item-blocks", args=[one.item.uid])} for one in items]}


@require_GET
@ensure_csrf_cookie
def session_writing_state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Where each item stands: one small answer for the whole page, none where nothing changed."""
    session = session_or_404(request, uid)
    closed = why_closed(session)
    state = {"person": person(request), "editable": not closed, "why": closed,
             "items": {one.uid: [one.revision, one.by, one.at] for one in standings(session)}}
    answer = JsonResponse(state)
    etag = f'"{sha256(answer.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def writing_worker(request: HttpRequest) -> HttpResponse:
    """The script that serves the page without a network. Its address says how far it may reach."""
    path = finders.find("concertation/writing/worker.js")
    with open(path, encoding="utf-8") as script:
        return HttpResponse(script.read(), content_type="text/javascript; charset=utf-8", headers={
            "Service-Worker-Allowed": reverse("concertation:sessions"), "Cache-Control": "no-cache"})
