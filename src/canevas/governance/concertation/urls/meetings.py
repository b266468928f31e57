"""Bodies, planned sessions and their life, agenda, attendance, what goes out before a meeting."""
from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
