"""Addresses of what is let out."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.evidence.observatory.views import records, releases

urlpatterns: list[URLPattern] = [
    path("releases/", releases.listed, name="releases"),
    path("releases/new/", releases.prepare, name="release-new"),
    path("releases/records/new/", records.prepare, name="records-new"),
    path("releases/<uuid:uid>/", releases.release, name="release"),
    path("releases/<uuid:uid>/<str:name>/", releases.step, name="release-step"),
]
