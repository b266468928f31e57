"""What went wrong, as ``application/problem+json`` (RFC 9457)."""
from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from canevas.doors.api.views.faults import why
from canevas.governance.concertation.operations.errors import (
    ChangedMeanwhile,
    Conflict,
    MeetingRefused,
    MoveRefused,
    NotNow,
    ReviewRefused,
)
from canevas.governance.concertation.rules.action_progress import ReportRefused
from canevas.governance.concertation.rules.blocks import WrongBlocks
from canevas.governance.recommendations.rules.implementation import ReportRefused as ImplementationRefused
from canevas.tools.documents.refusals import DocumentRefused

CONTENT_TYPE = "application/problem+json"
STATUSES = (400, 401, 403, 404, 405, 409, 413, 422, 429)
REFUSALS = (MoveRefused, NotNow, Conflict, MeetingRefused, ChangedMeanwhile, ReviewRefused)
log = logging.getLogger(__name__)
Thing = TypeVar("Thing")


class Fault(Schema):
    """One value that cannot be: ``where`` is the way to it ("body.day")."""

    where: str
    why: str


class Problem(Schema):
    """A mistake, in words."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    faults: list[Fault] = []
    current: dict[str, Any] | None = None
    """Of a conflict: the thing as it stands."""


class WrongValues(Exception):  # noqa: N818 (told to the program)
    """Values that cannot be: by their names in the query, a sentence each."""

    def __init__(self, why: dict[str, str]) -> None:
        super().__init__(" ".join(why.values()))
        self.faults = [{"where": f"query.{name}", "why": sentence} for name, sentence in why.items()]


def problem(status: int, detail: str = "", faults: list[dict[str, str]] | None = None,
            current: dict[str, Any] | None = None) -> HttpResponse:
    title = {
        400: _("The request cannot be read."), 401: _("A valid token is needed."),
        403: _("This is not allowed to you."), 404: _("There is nothing here."),
        405: _("This address does not take this method."),
        409: _("This cannot be done as things stand."), 413: _("This is too large."),
        422: _("Some values cannot be."), 429: _("Too many requests: wait a little."),
        500: _("Something broke on our side. Nothing was written.")}.get(status) or HTTPStatus(status).phrase
    return JsonResponse({"type": "about:blank", "title": title, "status": status, "detail": detail,
                         "faults": faults or [], "current": current}, status=status, content_type=CONTENT_TYPE)


def found(thing: Thing | None) -> Thing:
    """``thing``; where there is none, or none that may be seen, the answer for what never existed."""
    if thing is None:
        raise Http404
    return thing


def _faults(error: ValidationError) -> list[dict[str, str]]:
    return [{"where": ".".join(str(part) for part in one.get("loc", ())), "why": why(one)} for one in error.errors]


def answer_mistakes(api: NinjaAPI) -> None:
    """Let ``api`` answer every mistake with a problem."""
    def on(kind: type[Exception], answer: Callable[[Any], HttpResponse]) -> None:
        api.add_exception_handler(kind, lambda _request, error: answer(error))

    on(ValidationError, lambda error: problem(422, faults=_faults(error)))
    on(WrongValues, lambda error: problem(422, faults=error.faults))
    on(Invalid, lambda error: problem(422, " ".join(error.messages)))
    on(AuthenticationError, lambda _error: problem(401))
    on(PermissionDenied, lambda error: problem(403, str(error)))
    on(Http404, lambda error: problem(404))
    on(ObjectDoesNotExist, lambda error: problem(404))
    on(Throttled, lambda error: problem(429))
    on(HttpError, lambda error: problem(error.status_code, str(error) if error.status_code < 500 else ""))
    on(WrongBlocks, lambda error: problem(422, faults=[{"where": f"body.blocks.{error.place}", "why": error.code}]))
    on(DocumentRefused, lambda error: problem(422, str(error)))
    on(ReportRefused, lambda error: problem(422, str(error)))
    on(ImplementationRefused, lambda error: problem(422, str(error)))
    for refusal in REFUSALS:
        on(refusal, lambda error: problem(409, str(error)))
    on(Exception, _broke)


def _broke(error: Exception) -> HttpResponse:
    log.error("the interface broke", exc_info=error)
    return problem(500)


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any address that is not one of the interface's."""
    return problem(404)
