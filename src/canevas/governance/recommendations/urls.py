from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.recommendations import views

app_name = "recommendations"
urlpatterns: list[URLPattern] = [
    path("", views.recommendations, name="recommendations"),
    path("<uuid:uid>/", views.recommendation, name="recommendation"),
    path("<uuid:uid>/status/", views.change_status, name="recommendation-status"),
    path("sets/<uuid:uid>/", views.recommendation_set, name="set"),
]
