from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt

from canevas.doors.api.views import pages, problems, service

app_name = "api"
urlpatterns = [
    path("v1/docs/", pages.description, name="docs"),
    path("tokens/", pages.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", pages.revoke, name="token-revoke"),
    path("v1/", include((service.patterns(), "interface"))),
    re_path(r"^[\s\S]+$", csrf_exempt(login_not_required(problems.nothing_here))),
]
