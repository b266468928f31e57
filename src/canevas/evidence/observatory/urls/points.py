"""Addresses of the flow points."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.evidence.observatory.views import points

urlpatterns: list[URLPattern] = [
    path("points/", points.points, name="points"),
    path("points/add/", points.add, name="point-add"),
    path("points/<str:code>/", points.point, name="point"),
    path("points/<str:code>/edit/", points.edit, name="point-edit"),
    path("points/<str:code>/close/", points.close, name="point-close"),
    path("points/<str:code>/reopen/", points.reopen, name="point-reopen"),
    path("points/<str:code>/periods/<uuid:uid>/", points.period, name="point-period"),
]
