"""What a browser sends while minutes are typed. Every answer says its ``kind``, so that no text is ever dropped for an
answer that was not understood."""
from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from canevas.governance.concertation.models import AgendaItem
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.minutes_writing import Conflict, Saved, save_item, settle_item
from canevas.governance.concertation.queries.writing import blocks_of
from canevas.governance.concertation.rules.blocks import WrongBlocks, read_blocks, to_json
from canevas.governance.concertation.views.writing.common import item_or_404, person, sentence, told


@require_http_methods(["GET", "POST"])
@ensure_csrf_cookie
def item_blocks(request: HttpRequest, uid: UUID) -> JsonResponse:
    """GET: what the item says now. POST: let it say something else, on the revision that this began from."""
    try:
        item = item_or_404(request, uid)
        if request.method == "GET":
            return JsonResponse({"revision": item.revision, "blocks": to_json(blocks_of(item)),
                                 "by": told(item.edited_by), "at": item.edited_at})
        return _saved(request, item)
    except Http404 as gone:
        return _refusal(404, "gone", str(gone))
    except PermissionDenied as denied:
        return _refusal(403, "refused", str(denied).rstrip("."))
    except NotNow as closed:
        return _refusal(409, "closed", str(closed))
    except WrongBlocks as wrong:
        return _refusal(400, "refused", sentence(wrong))


def _saved(request: HttpRequest, item: AgendaItem) -> JsonResponse:
    sent = _read(request)
    if sent.get("as") != person(request):
        return _refusal(403, "other-person", "")
    facts = {"base_revision": sent["base_revision"], "blocks": read_blocks(sent.get("blocks")),
             "client_id": str(sent.get("client_id", ""))[:40], "nonce": str(sent.get("nonce", ""))[:40],
             "unanswered": [str(one) for one in sent.get("unanswered") or []][-500:]}
    if "mine" in sent:
        done = settle_item(by=request.user, item=item, mine=read_blocks(sent["mine"]), **facts)
    else:
        done = save_item(by=request.user, item=item, **facts)
    return _answer(done)


def _answer(done: Saved | Conflict) -> JsonResponse:
    if isinstance(done, Saved):
        return JsonResponse({"revision": done.revision, "uids": [block.uid for block in done.blocks], "at": done.at})
    return JsonResponse({"kind": "conflict", "revision": done.revision, "blocks": to_json(done.blocks),
                         "by": told(done.by), "at": done.at}, status=409)


def _read(request: HttpRequest) -> dict[str, Any]:
    """The body. A number where none stands is no number: ``WrongBlocks``."""
    try:
        sent = json.loads(request.body)
    except (ValueError, UnicodeDecodeError):
        raise WrongBlocks("not-json") from None
    if not isinstance(sent, dict) or type(sent.get("base_revision")) is not int:
        raise WrongBlocks("not-json")
    if not isinstance(sent.get("unanswered") or [], list):
        raise WrongBlocks("not-json")
    return sent


def _refusal(status: int, kind: str, message: str) -> JsonResponse:
    return JsonResponse({"kind": kind, "message": message or _("It was not saved.")}, status=status)
