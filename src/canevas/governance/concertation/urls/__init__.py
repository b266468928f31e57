from __future__ import annotations

from django.urls import URLPattern

from canevas.governance.concertation.urls import following, meetings, register, writing

app_name = "concertation"
urlpatterns: list[URLPattern] = [
    *register.urlpatterns, *meetings.urlpatterns, *writing.urlpatterns, *following.urlpatterns]
