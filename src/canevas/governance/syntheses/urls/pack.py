from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import pack

urlpatterns: list[URLPattern] = [
    path("verify/", pack.verify_files, name="verify"),
    path("<uuid:uid>/pack/", pack.pack, name="pack"),
    path("<uuid:uid>/pack/<str:kind>/", pack.pack_download, name="pack-download"),
]
