from __future__ import annotations

from django.urls import path

from canevas.doors.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.tables, name="tables"),
    path("data/<str:name>", views.data, name="data"),
    path("<uuid:uid>/", views.table, name="table"),
    path("<uuid:uid>/<str:name>", views.table_file, name="table-file"),
]
