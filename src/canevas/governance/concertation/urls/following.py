"""Actions: progress, sheets of organisations, reminders, calendars."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views import standing
from canevas.governance.concertation.views.following import calendars, editing, owed, sessions

urlpatterns: list[URLPattern] = [
    path("standing/", standing.standing, name="standing"),
    path("owed/", owed.owed, name="owed"),
    path("owed/<str:code>/", owed.owed_by, name="owed-by"),
    path("owed/<str:code>/<uuid:uid>/", owed.report, name="owed-report"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/<uuid:uid>/revoke/", calendars.revoke, name="calendar-revoke"),
    path("calendar/<str:secret>.ics", calendars.feed, name="calendar-feed"),
    path("actions/<uuid:uid>/edit/", editing.edit, name="action-edit"),
    path("sessions/<uuid:uid>/review/", sessions.session_review, name="session-review"),
    path("sessions/<uuid:uid>/review/refresh/", sessions.refresh, name="session-review-refresh"),
    path("sessions/<uuid:uid>/review/<uuid:action>/", sessions.record, name="session-review-record"),
]
