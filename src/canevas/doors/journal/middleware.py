"""Nothing is written without its row in the journal: where the journal cannot be written, a page says why."""
from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from canevas.commons.audit.queries import JournalUnavailable


class JournalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, JournalUnavailable):
            return None
        return render(request, "journal/unavailable.html", {"why": str(fault)}, status=503)
