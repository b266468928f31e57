from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import pack

urlpatterns: list[URLPattern] = [
    path("verify/", pack.verify_files, name="verify"),
]
