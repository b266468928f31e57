"""Addresses of the observatory: one file per chapter."""
from __future__ import annotations

from django.urls import URLPattern

from canevas.evidence.observatory.urls import explorer, harmonise, points, releases

app_name = "observatory"
urlpatterns: list[URLPattern] = [*explorer.urlpatterns, *harmonise.urlpatterns, *points.urlpatterns,
                                 *releases.urlpatterns]
