"""Bodies, planned sessions and their life, agenda, attendance, what goes out before a meeting."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views.meetings import (
    across,
    agenda,
    attendance,
    bodies,
    invitations,
    outline,
    planning,
    states,
)

# the code of a body may hold anything that minutes were seen to write, a stroke too: « path » comes last
urlpatterns: list[URLPattern] = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/add/", bodies.add, name="body-add"),
    path("bodies/outline/", outline.common_outline, name="outline-common"),
    path("bodies/<path:code>/edit/", bodies.edit, name="body-edit"),
    path("bodies/<path:code>/quorum/", bodies.quorum, name="body-quorum"),
    path("bodies/<path:code>/close/", bodies.close, name="body-close"),
    path("bodies/<path:code>/outline/", outline.outline, name="body-outline"),
    path("bodies/<path:code>/members/add/", bodies.member_add, name="body-member-add"),
    path("bodies/<path:code>/members/<uuid:uid>/", bodies.member, name="body-member"),
    path("bodies/<path:code>/members/<uuid:uid>/end/", bodies.member_end, name="body-member-end"),
    path("bodies/<path:code>/attendance/", across.of_body, name="body-attendance"),
    path("bodies/<path:code>/", bodies.body, name="body"),
    path("attendance/<str:code>/", across.of_organisation, name="attendance-of"),
    path("sessions/plan/", planning.plan, name="session-plan"),
    path("sessions/<uuid:uid>/facts/", planning.facts, name="session-facts"),
    path("sessions/<uuid:uid>/complete/", planning.complete, name="session-complete"),
    path("sessions/<uuid:uid>/documents/", planning.documents, name="session-documents"),
    path("sessions/<uuid:uid>/agenda/", agenda.agenda, name="session-agenda"),
    path("sessions/<uuid:uid>/move/", states.move, name="session-move"),
    path("sessions/<uuid:uid>/attendance/", attendance.attendance, name="session-attendance"),
    path("sessions/<uuid:uid>/feuille-de-presence.pdf", across.sign_in_pdf, name="session-sign-in-pdf"),
    path("sessions/<uuid:uid>/feuille-de-presence.docx", across.sign_in_docx, name="session-sign-in-docx"),
    path("sessions/<uuid:uid>/invitation/", invitations.invitation, name="session-invitation"),
    path("sessions/<uuid:uid>/invitation.docx", invitations.letter_docx, name="session-invitation-docx"),
    path("sessions/<uuid:uid>/invitation.pdf", invitations.letter_pdf, name="session-invitation-pdf"),
    path("sessions/<uuid:uid>/invitations.zip", invitations.letters_zip, name="session-invitation-zip"),
    path("sessions/<uuid:uid>/invitation.ics", invitations.event_ics, name="session-invitation-ics"),
]
