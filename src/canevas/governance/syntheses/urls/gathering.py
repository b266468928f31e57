from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views.gathering import opening, workbench

urlpatterns: list[URLPattern] = [
    path("new/", opening.open_page, name="synthesis-open"),
    path("<uuid:uid>/gathering/", workbench.gathering, name="synthesis-gathering"),
    path("<uuid:uid>/gathering/begin/", workbench.begin, name="synthesis-gathering-begin"),
    path("<uuid:uid>/gathering/act/", workbench.act, name="synthesis-gathering-act"),
]
