from __future__ import annotations

from django.urls import path

from canevas.governance.policy import views

app_name = "policy"
urlpatterns = [
    path("", views.framework, name="framework"),
    path("regions/<str:pcode>/", views.region, name="region"),
    path("indicators/", views.indicators, name="indicators"),
    path("<str:code>/", views.framework, name="framework-of"),
]
