"""Actions: progress, sheets of organisations, reminders, calendars."""
from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
