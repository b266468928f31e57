from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.bulletins import views

app_name = "bulletins"
urlpatterns: list[URLPattern] = [
    path("", views.bulletins, name="bulletins"),
    path("template/", views.template, name="template"),
    path("template/<str:what>/", views.template_file, name="template-file"),
    path("<uuid:uid>/", views.bulletin, name="bulletin"),
    path("<uuid:uid>/<str:kind>/", views.bulletin_file, name="bulletin-file"),
]
