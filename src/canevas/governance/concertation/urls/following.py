"""Actions: progress, sheets of organisations, reminders, calendars."""
from __future__ import annotations

from django.urls import URLPattern, path

from canevas.governance.concertation.views import standing
from canevas.governance.concertation.views.following import calendars, editing, owed, reminders, sessions, sheets

urlpatterns: list[URLPattern] = [
    path("standing/", standing.standing, name="standing"),
    path("owed/", owed.owed, name="owed"),
    path("owed/fiches.zip", sheets.every_sheet, name="owed-sheets"),
    path("owed/<str:code>/fiche.<str:kind>", sheets.sheet, name="owed-sheet"),
    path("owed/<str:code>/back/", sheets.bring, name="owed-bring"),
    path("sheets/<uuid:uid>/", sheets.back, name="sheet-back"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/letters/<int:number>/", reminders.file, name="reminder-file"),
    path("reminders/letters/<int:number>/again/", reminders.again, name="reminder-again"),
    path("reminders/<str:code>/", reminders.reminder, name="reminder"),
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
