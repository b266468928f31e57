from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views import actions, intake, review, sessions, sheets

app_name = "concertation"
urlpatterns: list[URLPattern] = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/<uuid:uid>/", sheets.session, name="session"),
    path("minutes/", sessions.minutes, name="minutes"),
    path("decisions/", sessions.decisions, name="decisions"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<uuid:uid>/", actions.action, name="action"),
    path("actions/<uuid:uid>/status/", actions.change_status, name="action-status"),
    path("intake/", intake.deposit, name="deposit"),
    path("intake/all/", intake.intakes, name="intakes"),
    path("intake/<uuid:uid>/", review.review, name="review"),
    path("intake/<uuid:uid>/act/", review.act, name="act"),
    path("intake/<uuid:uid>/lines/<int:line>/", review.act, name="line"),
    path("intake/<uuid:uid>/pages/<int:page>.png", review.page_picture, name="page"),
]
