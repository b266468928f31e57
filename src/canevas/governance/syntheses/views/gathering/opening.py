"""A synthesis begins: for a body and a session, empty or with a table of the register."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design.formats import long_date
from canevas.governance.concertation.queries import visible as meetings
from canevas.governance.recommendations.queries.register import set_with_uid
from canevas.governance.syntheses.operations.continuing import continue_synthesis
from canevas.governance.syntheses.operations.opening import open_synthesis
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries import gathering as queries
from canevas.governance.syntheses.views.finding import REFUSED, said
from canevas.governance.syntheses.views.gathering.forms import BodyForm, OpenForm

_MOST = 40


def open_page(request: HttpRequest) -> HttpResponse:
    """Which body first; then its session, a title and a day, proposed. ``?set=``: go on with that table."""
    require_somewhere(request.user, SYNTHESIS_WRITE)
    found_set = _set(request)
    bodies = list(meetings.bodies(request.user, SYNTHESIS_WRITE).exclude(
        valid_to__lt=timezone.localdate()).select_related("parent", "region"))
    order = {"framework": 0, "secretariat": 1, "steering": 2}
    bodies.sort(key=lambda one: (order.get(one.kind, 3), one.code))
    wanted = request.GET.get("body") or (found_set.origin_body if found_set else "")
    body = next((one for one in bodies if one.code == wanted), bodies[0] if len(bodies) == 1 else None)
    if body is None:
        form = BodyForm(bodies=[(one.code, one.name) for one in bodies])
        return render(request, "syntheses/gathering/open.html", {
            "body_form": form, "set": found_set, "tables": [] if found_set else _tables(request)})
    form_open = _form(request, body, found_set)
    if request.method == "POST" and form_open.is_valid():
        try:
            made = _open(request, body, found_set, form_open.cleaned_data)
        except ValidationError as refused:
            form_open.add_error(None, said(refused))
        else:
            messages.success(request, _("The synthesis is open. Only those who write it see it until it is frozen."))
            return redirect("syntheses:synthesis-gathering", made.uid)
    return render(request, "syntheses/gathering/open.html", {
        "form": form_open, "body": body, "set": found_set, "several": len(bodies) > 1},
        status=REFUSED if form_open.errors else 200)


def _set(request: HttpRequest) -> Any:
    """The table to go on with, of those that the person may see."""
    asked = request.GET.get("set", "")
    if not asked:
        return None
    try:
        found = set_with_uid(UUID(asked), request.user)
    except ValueError:
        found = None
    if found is None:
        raise Http404(_("This table is not in the register."))
    return found


def _tables(request: HttpRequest) -> list[Any]:
    return list(queries.tables_to_continue(request.user, SYNTHESIS_WRITE)[:_MOST])


def _form(request: HttpRequest, body: Any, found_set: Any) -> OpenForm:
    rows = list(meetings.sessions(request.user).filter(body=body).select_related("body").order_by("-date", "-pk")[:60])
    today = timezone.localdate()
    coming = [one for one in rows if one.date and one.date >= today]
    session = next((one for one in rows if str(one.uid) == request.GET.get("session")), coming[-1] if coming else None)
    day = session.date if session else None
    return OpenForm(request.POST or None, sessions=[(str(one.uid), _session_name(one)) for one in rows], initial={
        "session": str(session.uid) if session else "", "title": _title(body, session),
        "since": queries.proposed_since(request.user, body, day)})


def _session_name(session: Any) -> str:
    day = long_date(session.date) if session.date else _("no day")
    number = f" – n° {session.number}" if session.number else ""
    return f"{day} – {session.get_stage_display()}{number}"


def _title(body: Any, session: Any) -> str:
    if session is not None and session.number:
        return ngettext("Synthesis of the %(number)dst session of the %(body)s",
                        "Synthesis of the %(number)dth session of the %(body)s", session.number) % {
            "number": session.number, "body": body}
    return _("Synthesis of the %(body)s") % {"body": body}


def _open(request: HttpRequest, body: Any, found_set: Any, values: dict[str, Any]) -> Any:
    session = meetings.sessions(request.user).filter(body=body, uid=values["session"]).first(
        ) if values["session"] else None
    given = {"by": request.user, "title": values["title"], "body_id": body.pk, "since": values["since"],
             "session_id": session.pk if session else None}
    if found_set is not None:
        return continue_synthesis(recommendation_set=found_set, **given)
    return open_synthesis(**given)
