from __future__ import annotations

from django.urls import path

from canevas.commons.files import views

app_name = "files"
urlpatterns = [
    path("<uuid:uid>/", views.download, name="download"),
    path("<uuid:uid>/source/", views.source, name="source"),
]
