from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.syntheses.views import amendments as views
from canevas.governance.syntheses.views import session_screen as screen

urlpatterns: list[URLPattern] = [
    path("<uuid:uid>/amendments/", views.amendments, name="synthesis-amendments"),
    path("<uuid:uid>/amendments/propose/", views.propose, name="synthesis-amendments-propose"),
    path("amendments/<uuid:uid>/", views.amendment, name="amendment"),
    path("amendments/<uuid:uid>/withdraw/", views.withdraw, name="amendment-withdraw"),
    path("<uuid:uid>/room/", screen.room, name="synthesis-room"),
    path("<uuid:uid>/room/apply/", screen.apply, name="synthesis-room-apply"),
]
