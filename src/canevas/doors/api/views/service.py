"""The interface put together: one description, one address space, mistakes always as problems."""
from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver, reverse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.throttling import AuthRateThrottle

from canevas.doors.api.views import (
    actions,
    attendance,
    bodies,
    figures,
    meetings,
    once,
    problems,
    recommendations,
    references,
    writing,
)

REGISTERS = ("meetings", "actions", "recommendations", "directory", "intake", "figures", "administration")
RATE = "1200/m"
DESCRIPTION = """Les registres de Canevas pour les programmes. Chaque réponse est celle que verrait, sur les pages, la
personne qui a fait le jeton ; chaque écriture est le geste de la page. Les listes avancent par `after` et `next`."""


class Throttle(AuthRateThrottle):
    """Each token by itself (others may bear the same name); of who brings none, each address."""

    def get_cache_key(self, request: HttpRequest) -> str:
        asker = getattr(getattr(request, "auth", None), "fingerprint", "") or self.get_ident(request)
        return f"api-throttle-{asker}"


class Interface(NinjaAPI):
    """django-ninja, with mistakes described as what they are: ``application/problem+json``."""

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where the addresses hang: django-ninja would look for a namespace of its own at the top."""
        return reverse("api:docs").removesuffix("docs/")

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                answers = operation.get("responses", {})
                if 400 in answers:
                    answers |= {status: deepcopy(answers[400]) | {"description": HTTPStatus(status).phrase}
                                for status in problems.STATUSES}
                for status, answer in answers.items():
                    described = answer.get("content", {}).pop("application/json", None)
                    if described is not None:
                        is_problem = described["schema"].get("$ref", "").endswith("/Problem")
                        answer["content"][problems.CONTENT_TYPE if is_problem else "application/json"] = described
                    answer["description"] = answer.get("description") or str(status)
        once.described(schema)
        return schema


api = Interface(title="Canevas", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="interface",
                throttle=[Throttle(RATE)])
api.add_router("", meetings.router)
api.add_router("", bodies.router)
api.add_router("", attendance.router)
api.add_router("", writing.router)
api.add_router("/actions", actions.router)
api.add_router("", recommendations.router)
api.add_router("", references.directory_router)
api.add_router("/intakes", references.intake_router)
api.add_router("/figures", figures.router)
api.add_router("/public", figures.public_router)
api.add_router("", references.administration_router)
problems.answer_mistakes(api)


def patterns() -> list[URLPattern]:
    """The interface's addresses, open to whoever brings a token and to nobody's session cookie."""
    found: list[URLPattern] = []
    for pattern in api.urls[0]:
        assert not isinstance(pattern, URLResolver)
        pattern.callback = _plain(pattern.callback)
        found.append(pattern)
    return found


def _plain(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = once.once(request, lambda: view(request, *args, **kwargs))
        if isinstance(response, HttpResponseNotAllowed):
            refused = problems.problem(405)
            refused["Allow"] = response["Allow"]
            return refused
        return response
    shown: Callable[..., HttpResponse] = csrf_exempt(login_not_required(answer))
    return shown
