"""The actions that come back at a session: one list to read from, to project, and to write in what is said."""
from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.access.queries import may
from canevas.governance.concertation.forms import STATUS
from canevas.governance.concertation.models import ActionPoint, Session
from canevas.governance.concertation.operations.carrying_over import bring_back_open_actions, record_review
from canevas.governance.concertation.operations.errors import Conflict, NotNow
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS, MINUTES_VIEW, SESSION_EDIT
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.carrying_over import Reviewed, reviewed
from canevas.governance.concertation.queries.sheet import session_with_uid
from canevas.governance.concertation.rules.action_progress import LONGEST_NOTE, ReportRefused
from canevas.governance.concertation.rules.session_states import Part, may_edit
from canevas.governance.concertation.views.following.words import age_words, answering_chips, passage_words
from canevas.governance.concertation.views.naming import meeting_cell, meeting_name


class ReviewForm(forms.Form):
    """What is said of one action. ``base``: the note as the page had it, so that nobody is overwritten."""

    status = forms.ChoiceField(label=gettext_lazy("State"), widget=forms.RadioSelect, choices=lambda: [
        (value, capfirst(word)) for value, word in STATUS.items()])
    note = forms.CharField(label=gettext_lazy("What was said"), required=False, max_length=LONGEST_NOTE,
                           widget=forms.Textarea(attrs={"rows": 2}))
    base = forms.CharField(required=False, widget=forms.HiddenInput)


@dataclass(slots=True)
class Line:
    """One action under review; ``problem``: why what was written was not kept, ``theirs`` what stands instead."""

    one: Reviewed
    age: str
    passage: str
    meeting: SafeString
    answering: SafeString
    form: ReviewForm | None
    number: int
    problem: str = ""
    is_saved: bool = False

    @property
    def action(self) -> ActionPoint:
        return self.one.action


def session_review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The list of one session."""
    require_somewhere(request.user, MINUTES_VIEW)
    session = _found(request, uid)
    lines = _lines(request, session)
    follows_agenda = may(request.user, SESSION_EDIT, body=session.body.code)
    return render(request, "concertation/following/session_review.html", {
        "session": session, "name": meeting_name(session), "lines": lines,
        "said": sum(line.one.is_settled for line in lines), "may_write": _may_write(request, session),
        "may_refresh": follows_agenda and may_edit(Part.AGENDA, session.state)})


@require_POST
def refresh(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Bring the open actions back: new ones come in, done ones drop out while the session is still to come."""
    session = _found(request, uid)
    try:
        count = bring_back_open_actions(by=request.user, session=session)  # type: ignore[arg-type]
    except NotNow as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, ngettext("%(count)s action is under review.", "%(count)s actions are under review.",
                                           count) % {"count": count})
    return redirect("concertation:session-review", session.uid)


@require_POST
def record(request: HttpRequest, uid: UUID, action: UUID) -> HttpResponse:
    """What was said of one action. Asked by htmx it gives the line back, else the page."""
    session = _found(request, uid)
    line = next((line for line in _lines(request, session) if line.action.uid == action), None)
    if line is None:
        raise Http404(_("This action is not under review at this meeting."))
    require(request.user, ACTION_POINT_STATUS, body=session.body.code)  # type: ignore[arg-type]
    form = ReviewForm(request.POST, auto_id=_ids(line.number))
    problem = "" if form.is_valid() else _("Choose one of the states.")
    if not problem:
        try:
            record_review(by=request.user, review=line.one.review,  # type: ignore[arg-type]
                          status=form.cleaned_data["status"], note=form.cleaned_data["note"],
                          base_note=form.cleaned_data["base"])
        except (Conflict, NotNow, ReportRefused) as refused:
            problem = str(refused)
    if "HX-Request" in request.headers:
        fresh = next(one for one in _lines(request, session) if one.action.uid == action)
        if problem:
            fresh.form, fresh.problem = _kept(form, fresh), problem
        fresh.is_saved = not problem
        return render(request, "concertation/following/review_line.html", {
            "line": fresh, "session": session, "may_write": True})
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("Saved."))
    return redirect(f"{_address(session)}#a-{action}")


def _kept(form: ReviewForm, fresh: Line) -> ReviewForm:
    """What the person wrote stays in front of them, on the note that stands now: saving again is a choice."""
    form.data = form.data.copy()
    form.data["base"] = fresh.one.review.note  # type: ignore[index]
    return form


def _address(session: Session) -> str:
    return str(redirect("concertation:session-review", session.uid).url)


def _found(request: HttpRequest, uid: UUID) -> Session:
    found = session_with_uid(uid, request.user)
    if found is None or not visible.shows_content(request.user, found):
        raise Http404(_("This meeting is not in the register."))
    return found


def _may_write(request: HttpRequest, session: Session) -> bool:
    return may(request.user, ACTION_POINT_STATUS, body=session.body.code) and may_edit(Part.MINUTES, session.state)


def _lines(request: HttpRequest, session: Session) -> list[Line]:
    may_write = _may_write(request, session)
    return [_line(one, number, may_write) for number, one in enumerate(reviewed(session), 1)]


def _line(one: Reviewed, number: int, may_write: bool) -> Line:
    form = ReviewForm(auto_id=_ids(number), initial={
        "status": one.action.status, "note": one.review.note, "base": one.review.note}) if may_write else None
    return Line(one, age_words(one.age), passage_words(one.passage), meeting_cell(one.action.session),
                answering_chips(one.action.responsibles.all()), form, number)


def _ids(number: int) -> str:
    return f"id_{number}_%s"

