from __future__ import annotations

from django.urls import path

from canevas.doors.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
]
