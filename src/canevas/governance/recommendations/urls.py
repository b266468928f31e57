from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.recommendations.views import lineage, links, progress, register

app_name = "recommendations"
urlpatterns: list[URLPattern] = [
    path("", register.recommendations, name="recommendations"),
    path("<uuid:uid>/", register.recommendation, name="recommendation"),
    path("<uuid:uid>/status/", register.change_status, name="recommendation-status"),
    path("<uuid:uid>/lineage/", lineage.lineage, name="recommendation-lineage"),
    path("<uuid:uid>/progress/", progress.progress, name="recommendation-progress"),
    path("<uuid:uid>/links/", links.links, name="recommendation-links"),
    path("sets/<uuid:uid>/", register.recommendation_set, name="set"),
]
