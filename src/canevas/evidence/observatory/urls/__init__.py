"""Addresses of the observatory: one file per chapter."""
from __future__ import annotations

from django.urls import URLPattern

from canevas.evidence.observatory.urls import explorer, harmonise, releases

app_name = "observatory"
urlpatterns: list[URLPattern] = [*explorer.urlpatterns, *harmonise.urlpatterns, *releases.urlpatterns]
