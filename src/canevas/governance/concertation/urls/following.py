"""Actions: progress, sheets of organisations, reminders, calendars."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views import standing

urlpatterns: list[URLPattern] = [
    path("standing/", standing.standing, name="standing"),
]
