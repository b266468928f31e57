from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import writing as views

urlpatterns: list[URLPattern] = [
    path("<uuid:uid>/table/", views.table, name="synthesis-table"),
]
