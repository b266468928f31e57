"""Addresses of the observatory: one file per chapter."""
from __future__ import annotations

from django.urls import URLPattern

app_name = "observatory"
urlpatterns: list[URLPattern] = []
