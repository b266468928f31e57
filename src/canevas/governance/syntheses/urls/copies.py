from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import copies as views

urlpatterns: list[URLPattern] = [
    path("<uuid:uid>/copies/", views.copies, name="copies"),
    path("copies/<uuid:uid>/organisation/", views.copy_organisation, name="copy-organisation"),
    path("<uuid:uid>/versions/<int:number>/redline/", views.version_redline, name="version-redline"),
]
