"""The words of an action, who answers and the deadline, edited by those who write the minutes."""
from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import require, require_somewhere
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.operations.action_points import (
    LONGEST_DEADLINE,
    edit_action_point,
    remove_action_point,
)
from canevas.governance.concertation.operations.errors import Conflict, NotNow
from canevas.governance.concertation.permissions import ACTION_POINT_EDIT, ACTION_POINT_VIEW
from canevas.governance.concertation.queries.action_sheet import deadline_of
from canevas.governance.concertation.queries.sheet import action_with_uid
from canevas.governance.concertation.views.naming import meeting_name


class ActionForm(forms.Form):
    """``revision``: the one that the person began from."""

    text = forms.CharField(label=gettext_lazy("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}))
    responsibles = forms.CharField(
        label=gettext_lazy("Who answers"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One on each line, as the minutes write it. The first leads, unless it is written: "
                               "“OIM (chef de file)”, “en collaboration avec le HCR”."))
    deadline_text = forms.CharField(
        label=gettext_lazy("Deadline"), required=False, max_length=LONGEST_DEADLINE,
        help_text=gettext_lazy("In words or figures: 31/03/2026, fin mars, chaque trimestre, dès que possible."))
    revision = forms.IntegerField(widget=forms.HiddenInput)


def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The form; ``remove`` takes the action out of the minutes."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    found = action_with_uid(uid, request.user)
    if found is None:
        raise Http404(_("This action is not in the register."))
    require(request.user, ACTION_POINT_EDIT, body=found.session.body.code)  # type: ignore[arg-type]
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, found)
    form = ActionForm(request.POST if request.method == "POST" else None, initial={
        "text": found.text, "deadline_text": found.deadline_text, "revision": found.revision,
        "responsibles": "\n".join(who.verbatim for who in found.responsibles.all())})
    conflict: ActionPoint | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            changed = edit_action_point(
                by=request.user, action=found, base_revision=given["revision"],  # type: ignore[arg-type]
                text=given["text"], responsibles=given["responsibles"].splitlines(),
                deadline_text=given["deadline_text"])
        except Conflict as problem:
            form.add_error(None, str(problem))
            form.data = form.data.copy()
            form.data["revision"] = str(found.revision)  # type: ignore[index]
            conflict = found
        except (NotNow, ValidationError) as problem:
            form.add_error(None, problem.messages[0] if isinstance(problem, ValidationError) else str(problem))
        else:
            messages.success(request, _("The action was changed."))
            return redirect(changed)
    return render(request, "concertation/following/action_edit.html", {
        "action": found, "form": form, "conflict": conflict, "meeting": meeting_name(found.session),
        "meaning": deadline_of(found)}, status=422 if form.errors else 200)


def _remove(request: HttpRequest, found: ActionPoint) -> HttpResponse:
    try:
        kept = remove_action_point(by=request.user, action=found)  # type: ignore[arg-type]
    except NotNow as problem:
        messages.error(request, str(problem))
        return redirect(found)
    if kept is None:
        messages.success(request, _("The action was deleted: it had never been circulated."))
        return redirect("concertation:session", found.session.uid)
    messages.success(request, _("The action was withdrawn. It stays findable, because it was once said."))
    return redirect(kept)
