"""The sheet of one session."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may
from canevas.commons.design import components, formats
from canevas.commons.design.formats import capital
from canevas.governance.concertation.models import Attendance, Session
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS, MINUTES_VIEW, MINUTES_WRITE
from canevas.governance.concertation.queries.sheet import SessionSheet, session_with_uid, sheet_of, story_of_session
from canevas.governance.concertation.rules.session_states import Part, may_edit
from canevas.governance.concertation.views.meetings.states import panel_of
from canevas.governance.concertation.views.naming import meeting_link, meeting_name
from canevas.governance.concertation.views.story import told


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the header: ``passages`` is where it is written."""

    label: str | Promise
    value: str
    passages: list[Any] = field(default_factory=list)


def session(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everything that the register knows of one meeting, each fact with the way to where it is written."""
    require_somewhere(request.user, MINUTES_VIEW)
    found = session_with_uid(uid, request.user)
    if found is None:
        raise Http404(_("This meeting is not in the register."))
    sheet = sheet_of(found, request.user)
    return render(request, "concertation/session.html", {
        "sheet": sheet, "session": found, "name": meeting_name(found), "subtitle": subtitle(found),
        "panel": panel_of(request.user, found), "facts": list(facts(sheet)), "attendance": by_status(sheet.attendance),
        "downloads": downloads(found) if sheet.shows_content else [],
        "may_change": may(request.user, ACTION_POINT_STATUS, body=found.body.code),
        "may_write": may(request.user, MINUTES_WRITE, body=found.body.code) and may_edit(Part.MINUTES, found.state),
        "story": told(story_of_session(sheet))})


def subtitle(session: Session) -> str:
    """« Réunion ordinaire n° 7 du mardi 17 mai 2022 »."""
    parts = {"stage": session.get_stage_display(), "number": session.number, "day": formats.long_date(session.date)}
    if session.number and session.date:
        return _("%(stage)s meeting no. %(number)s of %(day)s") % parts
    return (_("%(stage)s meeting of %(day)s") if session.date else _("%(stage)s meeting")) % parts


def facts(sheet: SessionSheet) -> Iterator[Fact]:
    """The header, empty values left out."""
    one, where = sheet.session, sheet.session.field_passages
    lines: list[tuple[str, str, str]] = [
        ("body", _("Body"), _body(one)),
        ("region", _("Region"), _region(one)),
        ("stage", _("Stage"), capital(one.get_stage_display())),
        ("number", _("Number"), str(one.number or "")),
        ("date", _("Date"), components.day(one.date)),
        ("start", _("Start"), formats.hour(one.start)),
        ("end", _("End"), formats.hour(one.end)),
        ("place", _("Place"), one.place),
        ("chairs", _("Chaired by"), ", ".join(one.chairs)),
        ("signatory", _("Signed by"), one.signatory),
        ("previous", _("Previous minutes"), _previous(sheet)),
    ]
    return (Fact(label, value, where.get(name, [])) for name, label, value in lines if value)


def _body(session: Session) -> str:
    body = session.body
    link = format_html('<a href="{}">{}</a>', body.get_absolute_url(), body.name)
    return link if body.name == body.code else format_html("{} ({})", link, body)


def _region(session: Session) -> str:
    region = session.body.region
    return format_html('<a href="{}">{}</a>', region.get_absolute_url(), region.name) if region else ""


def _previous(sheet: SessionSheet) -> str:
    """What became of the minutes of the meeting before, with the way to it where it is known."""
    one = sheet.session
    if one.previous_date is None and not one.previous_outcome:
        return ""
    when: str = meeting_link(sheet.previous) if sheet.previous else components.day(one.previous_date)
    return format_html("{}{}{}", when, " – " if when and one.previous_outcome else "",
                       one.get_previous_outcome_display())


def by_status(rows: list[Attendance]) -> list[tuple[str, list[Attendance]]]:
    """Those expected, present, excused and absent, in this order; a status without anybody is left out."""
    titles = {Attendance.Status.EXPECTED: _("Expected"), Attendance.Status.PRESENT: _("Present"),
              Attendance.Status.LATE: _("Came late"), Attendance.Status.REPLACED: _("Replaced"),
              Attendance.Status.EXCUSED: _("Excused"), Attendance.Status.ABSENT: _("Absent")}
    return [(title, found) for status, title in titles.items() if (found := [row for row in rows
                                                                             if row.status == status])]


def downloads(session: Session) -> list[tuple[str, str]]:
    """The official documents that this installation can make of the meeting: label and address."""
    found = []
    for label, route in ((_("Word"), "concertation:session-docx"), (_("PDF"), "concertation:session-pdf")):
        try:
            found.append((label, reverse(route, args=[session.uid])))
        except NoReverseMatch:
            continue
    return found
