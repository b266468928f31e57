from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import decisions as views
from canevas.governance.syntheses.views import publishing

urlpatterns: list[URLPattern] = [
    path("<uuid:uid>/decide/", views.decide, name="synthesis-decide"),
    path("<uuid:uid>/publication/", publishing.publication, name="synthesis-publication"),
    path("<uuid:uid>/reservations/", views.discharge, name="synthesis-discharge"),
]
