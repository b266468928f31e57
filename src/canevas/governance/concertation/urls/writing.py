"""Minutes being typed, their versions, adoption and reservations."""
from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
