"""A session is planned, its facts corrected, its blanks completed, files put beside its minutes."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require, require_somewhere
from canevas.governance.concertation.models import Body, Session, StageChoices
from canevas.governance.concertation.operations.errors import MeetingRefused, NotNow
from canevas.governance.concertation.operations.planning import (
    BLANKS,
    attach_document,
    complete_attendance,
    complete_session,
    detach_document,
    edit_facts,
    plan_session,
)
from canevas.governance.concertation.permissions import SESSION_EDIT, SESSION_PLAN
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.meeting import next_number
from canevas.governance.concertation.rules.session_states import Part, may_edit
from canevas.governance.concertation.views.meetings.finding import session_or_404
from canevas.governance.concertation.views.meetings.forms import BlanksForm, DocumentForm, FactsForm, PlanForm
from canevas.governance.concertation.views.naming import meeting_name

REFUSED = 422
_IN_ADVANCE = timedelta(days=14)


def plan(request: HttpRequest) -> HttpResponse:
    """A new session of a body, with its agenda at once."""
    require_somewhere(request.user, SESSION_PLAN)
    today = timezone.localdate()
    bodies = visible.bodies(request.user, SESSION_PLAN).exclude(valid_to__lt=today)
    body = bodies.filter(code=request.GET.get("body", "")).first()
    stage = request.GET.get("stage", "")
    stage = stage if stage in StageChoices.values else StageChoices.ORDINARY
    form = PlanForm(request.POST or None, bodies=bodies, initial={
        "body": body, "stage": stage, "date": _usual_day(today), "start": "09:00",
        "number": next_number(body, stage) if body else None})
    if request.method == "POST" and form.is_valid():
        try:
            made = _plan(request, dict(form.cleaned_data))
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting is planned. Its agenda is made of the outline: complete it."))
            return redirect("concertation:session-agenda", made.uid)
    return render(request, "concertation/meetings/form.html", {
        "form": form, "title": _("New meeting"), "label": _("Plan the meeting"), "body": body,
        "hint": _("The agenda is built from the outline of the body, with the minutes to adopt and the open actions; "
                  "its members are noted as expected. Nobody is told before the meeting is convened.")},
        status=REFUSED if form.errors else 200)


def _usual_day(today: date) -> date:
    """In two weeks; the Monday after, where that is at a week-end."""
    day = today + _IN_ADVANCE
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _plan(request: HttpRequest, values: dict[str, Any]) -> Session:
    body: Body = values.pop("body")
    number = values.pop("number")
    return plan_session(by=request.user, body=body, day=values.pop("date"),
                        number=number if number is not None else next_number(body, values["stage"]),
                        **{**values, "chairs": values["chairs"] or None})


def facts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Day, hours, place, stage, number, who chairs and signs."""
    session = session_or_404(request, uid)
    require(request.user, SESSION_EDIT, body=session.body.code)
    if not may_edit(Part.FACTS, session.state):
        return redirect("concertation:session-complete", uid)
    form = FactsForm(request.POST or None, initial={name: getattr(session, name) for name in FactsForm.base_fields})
    if session.date is None:
        form.fields["date"].initial = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_facts(by=request.user, session=session, changes=form.cleaned_data)
        except (MeetingRefused, NotNow) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(session)
    return render(request, "concertation/meetings/form.html", {
        "form": form, "title": _("Day, place, chairs"), "label": _("Save"), "session": session,
        "name": meeting_name(session)}, status=REFUSED if form.errors else 200)


def complete(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was left blank of a session: its facts, and the names and functions of its participants."""
    session = session_or_404(request, uid)
    require(request.user, SESSION_EDIT, body=session.body.code)
    people = list(session.attendance.filter(withdrawn_at=None).select_related("organisation"))
    lacking = [row for row in people if not (row.person and row.function)]
    form = BlanksForm(request.POST or None, session=session, blanks=BLANKS)
    if request.method == "POST" and form.is_valid():
        try:
            complete_session(by=request.user, session=session, values=form.cleaned_data)
            _complete_people(request, session, lacking)
        except (MeetingRefused, NotNow) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Completed. What was written before stays as it was."))
            return redirect(session)
    return render(request, "concertation/meetings/complete.html", {
        "form": form, "session": session, "name": meeting_name(session), "lacking": lacking,
        "can_complete": may_edit(Part.BLANKS, session.state)}, status=REFUSED if form.errors else 200)


def _complete_people(request: HttpRequest, session: Session, lacking: list[Any]) -> None:
    for row in lacking:
        person = "" if row.person else request.POST.get(f"person-{row.pk}", "")
        function = "" if row.function else request.POST.get(f"function-{row.pk}", "")
        if person.strip() or function.strip():
            complete_attendance(by=request.user, session=session, row_id=row.pk, person=person, function=function)


def documents(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Files beside the minutes: presentations, signed lists."""
    session = session_or_404(request, uid)
    require(request.user, SESSION_EDIT, body=session.body.code)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "remove" in request.POST:
        return _removed(request, session, request.POST["remove"])
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > settings.CANEVAS_MAX_UPLOAD_BYTES:
                raise MeetingRefused(_("“%(name)s” is larger than %(size)s: it was left out.") % {
                    "name": file.name, "size": filesizeformat(settings.CANEVAS_MAX_UPLOAD_BYTES)})
            attach_document(by=request.user, session=session, name=file.name, content=file.read(),
                            label=form.cleaned_data["label"])
        except (MeetingRefused, NotNow) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“%(name)s” stands beside the minutes.") % {"name": file.name})
            return redirect(f"{session.get_absolute_url()}#documents")
    return render(request, "concertation/meetings/form.html", {
        "form": form, "title": _("Add a file"), "label": _("Add"), "session": session, "takes_files": True,
        "name": meeting_name(session)}, status=REFUSED if form.errors else 200)


def _removed(request: HttpRequest, session: Session, uid: str) -> HttpResponse:
    try:
        document = session.documents.select_related("file", "session__body").filter(uid=UUID(uid)).first()
    except ValueError:
        document = None
    if document is not None:
        try:
            detach_document(by=request.user, document=document)
            messages.success(request, _("“%(name)s” no longer stands there. The file itself is kept.")
                             % {"name": document.label})
        except NotNow as refused:
            messages.error(request, str(refused))
    return redirect(f"{session.get_absolute_url()}#documents")


