from __future__ import annotations

from django.urls import path

from canevas.commons.directory.views import organisations, proposals, territories

app_name = "directory"
urlpatterns = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/add/", organisations.add, name="organisation-add"),
    path("organisations/<str:code>/", organisations.organisation, name="organisation"),
    path("organisations/<str:code>/edit/", organisations.edit, name="organisation-edit"),
    path("organisations/<str:code>/names/", organisations.add_name, name="organisation-name-add"),
    path("organisations/<str:code>/names/<int:pk>/remove/", organisations.remove_name,
         name="organisation-name-remove"),
    path("territories/", territories.territories, name="territories"),
    path("territories/add/", territories.add, name="locality-add"),
    path("territories/<str:pcode>/", territories.territory, name="territory"),
    path("territories/<str:pcode>/names/", territories.add_name, name="territory-name-add"),
    path("territories/<str:pcode>/names/<int:pk>/remove/", territories.remove_name, name="territory-name-remove"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<uuid:uid>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:uid>/decide/", proposals.decide, name="proposal-decide"),
]
