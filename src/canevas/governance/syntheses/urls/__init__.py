"""The addresses of syntheses; each module has those of its own pages."""
from __future__ import annotations

from django.urls import URLPattern

from canevas.governance.syntheses.urls import amendments, copies, decisions, gathering, pack, syntheses, writing

app_name = "syntheses"
urlpatterns: list[URLPattern] = [
    *syntheses.urlpatterns, *gathering.urlpatterns, *writing.urlpatterns, *copies.urlpatterns,
    *amendments.urlpatterns, *decisions.urlpatterns, *pack.urlpatterns,
]
