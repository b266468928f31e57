"""For people: the description of the interface, and one's own tokens."""
from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access import queries as access
from canevas.commons.access.operations import issue_token, require, revoke_token
from canevas.doors.api.forms import REGISTERS, TokenForm
from canevas.doors.api.views.service import api

API_USE = "API_USE"


def description(request: HttpRequest) -> HttpResponse:
    """Every operation of the interface, from its own description."""
    require(request.user, API_USE)
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append({
                "method": method.upper(), "path": path, "summary": operation.get("summary", ""),
                "parameters": operation.get("parameters", []), "has_body": "requestBody" in operation})
    return render(request, "api/docs.html", {
        "groups": [(dict(REGISTERS).get(name, name), found) for name, found in groups.items()],
        "address": request.build_absolute_uri("/api/v1/")})


def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens; a secret is shown once, on the answer to its issue."""
    require(request.user, API_USE)
    form, secret, names = TokenForm(request.POST or None), "", dict(REGISTERS)
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = issue_token(by=request.user, **form.cleaned_data)
            form = TokenForm()
        except ValidationError as error:
            form.add_error(None, error)
    answer = render(request, "api/tokens.html", {
        "form": form, "secret": secret,
        "tokens": [(one, [names.get(name, name) for name in one.registers]) for one in access.tokens_of(request.user)],
    }, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    require(request.user, API_USE)
    found = access.tokens_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such token."))
    revoke_token(by=request.user, token=found)
    return redirect("api:tokens")
