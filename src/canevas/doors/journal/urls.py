from __future__ import annotations

from django.urls import path

from canevas.doors.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("verify/", views.verify, name="verify"),
    path("of/<str:label>/<str:key>/", views.story, name="story"),
]
