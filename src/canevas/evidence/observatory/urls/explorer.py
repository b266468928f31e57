from __future__ import annotations

from django.urls import URLPattern, path

from canevas.evidence.observatory.views import explorer

urlpatterns: list[URLPattern] = [
    path("", explorer.explore, name="explorer"),
    path("cell/", explorer.cell, name="cell"),
    path("outlines.json", explorer.outlines, name="outlines"),
]
