from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import follow_up, pack

urlpatterns: list[URLPattern] = [
    path("follow-up/", follow_up.follow_up, name="follow-up"),
    path("open-data/", follow_up.open_data, name="open-data"),
    path("open-data/<str:name>", follow_up.open_data_file, name="open-data-file"),
    path("verify/", pack.verify_files, name="verify"),
    path("minutes/<uuid:uid>/akn/", pack.minutes_as_akn, name="minutes-akn"),
    path("<uuid:uid>/versions/<int:number>/akn/", pack.version_as_akn, name="version-akn"),
    path("<uuid:uid>/pack/", pack.pack, name="pack"),
    path("<uuid:uid>/pack/<str:kind>/", pack.pack_download, name="pack-download"),
]
