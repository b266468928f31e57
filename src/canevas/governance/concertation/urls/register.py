"""What was taken in and confirmed: the registers, the intake, the templates."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views import actions, export, intake, outlines, review, sessions, sheets

urlpatterns: list[URLPattern] = [
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/<uuid:uid>/", sheets.session, name="session"),
    path("sessions/<uuid:uid>/compte-rendu.docx", export.session_docx, name="session-docx"),
    path("sessions/<uuid:uid>/compte-rendu.pdf", export.session_pdf, name="session-pdf"),
    path("outlines/", outlines.outlines, name="outlines"),
    path("outlines/usual/<slug:what>/", outlines.outline_file, name="outline-usual"),
    path("outlines/<uuid:uid>/act/", outlines.outline_act, name="outline-act"),
    path("outlines/<uuid:uid>/<slug:what>/", outlines.outline_file, name="outline-file"),
    path("minutes/", sessions.minutes, name="minutes"),
    path("decisions/", sessions.decisions, name="decisions"),
    path("actions/", actions.actions, name="actions"),
    path("actions/<uuid:uid>/", actions.action, name="action"),
    path("actions/<uuid:uid>/status/", actions.change_status, name="action-status"),
    path("intake/", intake.deposit, name="deposit"),
    path("intake/all/", intake.intakes, name="intakes"),
    path("intake/<uuid:uid>/", review.review, name="review"),
    path("intake/<uuid:uid>/act/", review.act, name="review-act"),
    path("intake/<uuid:uid>/page/", review.page_picture, name="review-page"),
]
