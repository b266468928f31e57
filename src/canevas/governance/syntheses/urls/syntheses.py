from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import syntheses as views

urlpatterns: list[URLPattern] = [
    path("", views.syntheses, name="syntheses"),
    path("<uuid:uid>/", views.synthesis, name="synthesis"),
    path("<uuid:uid>/freeze/", views.freeze, name="synthesis-freeze"),
    path("<uuid:uid>/reopen/", views.reopen, name="synthesis-reopen"),
    path("<uuid:uid>/versions/<int:number>/", views.version, name="version"),
    path("<uuid:uid>/versions/<int:number>/docx/", views.version_docx, name="version-docx"),
]
