"""Writes that are done once, however often a program asks: ``Idempotency-Key``, as the IETF drafts it.

What went well is kept with its key, in the transaction of the write itself; what was refused wrote nothing and keeps
nothing, so that the same key may try again.
"""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from canevas.commons.access.operations import claim_key, keep_answer
from canevas.commons.access.queries import token_with_secret
from canevas.doors.api.views.problems import problem
from canevas.doors.api.views.tokens import READING, secret_of

HEADER, REPLAYED = "Idempotency-Key", "Idempotent-Replayed"
LONGEST = 255


def once(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of ``answer``, or the one already given to this token under this key."""
    key = request.headers.get(HEADER)
    if key is None or request.method in READING:
        return answer()
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        return problem(400, _("An Idempotency-Key has 1 to %(most)s printable signs.") % {"most": LONGEST})
    token = token_with_secret(secret_of(request))
    if token is None:
        return answer()
    try:
        asked = _digest(request)
    except (SuspiciousOperation, MultiPartParserError):  # what cannot be read is refused below, in the usual words
        return answer()
    if _is_form(request):
        return _file_once(token, key, asked, answer)
    with transaction.atomic():
        claimed, is_new = claim_key(token=token, key=key, asked=asked)
        if is_new:
            response = answer()
            if response.status_code < 300:
                _keep(claimed, response)
            else:
                transaction.set_rollback(True)
            return response
    return _told(claimed, asked)


def _file_once(token: Any, key: str, asked: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The same for a file: it is read for long, and everybody else would wait for a transaction around that. The same
    bytes are taken in once whatever the key, so that the answer may be kept after."""
    with transaction.atomic():
        claimed, is_new = claim_key(token=token, key=key, asked=asked)
        transaction.set_rollback(is_new)
    if not is_new:
        return _told(claimed, asked)
    response = answer()
    if response.status_code < 300:
        with transaction.atomic():
            _keep(claim_key(token=token, key=key, asked=asked)[0], response)
    return response


def _keep(claimed: Any, response: HttpResponse) -> None:
    keep_answer(claimed=claimed, status=response.status_code, content=response.content,
                content_type=response.get("Content-Type", ""))


def _told(claimed: Any, asked: str) -> HttpResponse:
    if claimed.asked != asked:
        return problem(422, _("This Idempotency-Key served for another request already: take a new one."))
    told = HttpResponse(bytes(claimed.content), status=claimed.status, content_type=claimed.content_type or None)
    told[REPLAYED] = "true"
    return told


def _is_form(request: HttpRequest) -> bool:
    return (request.content_type or "").startswith("multipart/")


def _digest(request: HttpRequest) -> str:
    """SHA-256 of what is asked. Of a form its values and files, since its boundary is another at each attempt."""
    found = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    for part in _parts(request):
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _parts(request: HttpRequest) -> list[bytes]:
    if not _is_form(request):
        return [request.body]
    parts: list[bytes] = [str(one).encode() for pair in sorted(request.POST.lists()) for one in pair]
    for name, files in sorted(request.FILES.lists()):
        for one in files:
            parts += [str(name).encode(), str(one.name).encode(), one.read()]
            one.seek(0)
    return parts


def described(schema: dict[str, Any]) -> None:
    """Say in the description of every write that it takes the header."""
    for methods in schema["paths"].values():
        for method, operation in methods.items():
            if method.upper() not in READING:
                operation.setdefault("parameters", []).append({
                    "in": "header", "name": HEADER, "required": False,
                    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[ -~]+$"},
                    "description": "La même clé et la même demande : la même réponse, et rien n’est écrit deux fois."})
