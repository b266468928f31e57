from __future__ import annotations

from django.urls import path

from canevas.doors.portal.views import figures, news, tables

app_name = "portal"
urlpatterns = [
    path("", tables.tables, name="tables"),
    path("news.atom", news.news, name="news"),
    path("data/<str:name>", tables.data, name="data"),
    path("figures/", figures.figures, name="figures"),
    path("figures/catalogue.jsonld", figures.catalogue, name="catalogue"),
    path("figures/<slug:code>/", figures.newest, name="newest-release"),
    path("figures/<slug:code>/<int:version>/", figures.release, name="release"),
    path("figures/<slug:code>/<int:version>/<str:name>", figures.release_file, name="release-file"),
    path("bulletins/<uuid:uid>/<str:kind>", figures.bulletin_file, name="bulletin-file"),
    path("<uuid:uid>/", tables.table, name="table"),
    path("<uuid:uid>/<str:name>", tables.table_file, name="table-file"),
]
