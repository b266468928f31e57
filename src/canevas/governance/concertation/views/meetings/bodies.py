"""The bodies: the federation, the sheet of one, what is edited of it."""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.access.queries import may, may_somewhere
from canevas.commons.directory.queries import organisations
from canevas.governance.concertation.models import Body, BodyMember
from canevas.governance.concertation.operations.bodies import add_body, close_body, edit_body, reopen_body, set_quorum
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.operations.membership import (
    add_member,
    change_member,
    end_member,
    remove_member,
    said_days,
)
from canevas.governance.concertation.permissions import BODY_EDIT, BODY_VIEW, SESSION_PLAN
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.body_sheet import federation, sheet_of_body, story_of_body
from canevas.governance.concertation.queries.meeting import quorum_of
from canevas.governance.concertation.rules.quorum import needed
from canevas.governance.concertation.views.meetings.finding import body_or_404
from canevas.governance.concertation.views.meetings.forms import (
    BodyForm,
    DayForm,
    MemberForm,
    NewMemberForm,
    QuorumForm,
)
from canevas.governance.concertation.views.story import told

REFUSED = 422


def bodies(request: HttpRequest) -> HttpResponse:
    """The country's bodies, then region by region, with what the person may see of each."""
    require(request.user, BODY_VIEW)
    branches, closed = federation(request.user)
    return render(request, "concertation/meetings/bodies.html", {
        "branches": branches, "closed": closed, "may_add": may_somewhere(request.user, BODY_EDIT),
        "may_plan": may_somewhere(request.user, SESSION_PLAN)})


def body(request: HttpRequest, code: str) -> HttpResponse:
    """One body: its facts, who sits in it, how it decides, its meetings, its story."""
    found = body_or_404(request, code)
    sheet = sheet_of_body(request.user, found)
    for one in (*sheet.members, *sheet.past, *sheet.later):
        one.days = said_days(one)
    voting = [one for one in sheet.members if one.role != BodyMember.Role.OBSERVER]
    return render(request, "concertation/meetings/body.html", {
        "body": found, "sheet": sheet, "may_edit": may(request.user, BODY_EDIT, body=found.code),
        "may_plan": may(request.user, SESSION_PLAN, body=found.code) and not is_closed(found),
        "is_closed": is_closed(found), "needed": needed(sheet.quorum.rule, len(voting)), "voting": len(voting),
        "story": told(story_of_body(found))})


def is_closed(found: Body) -> bool:
    return found.valid_to is not None and found.valid_to < timezone.localdate()


def add(request: HttpRequest) -> HttpResponse:
    """A body that the country's reference does not know."""
    require_somewhere(request.user, BODY_EDIT)
    above = Body.objects.filter(code=request.GET.get("below", "")).first()
    form = BodyForm(request.POST or None, within=visible.bodies(request.user, BODY_EDIT), initial={
        "parent": above, "region": above.region if above else None, "kind": Body.Kind.COMMISSION})
    del form.fields["aliases"]
    if request.method == "POST" and form.is_valid():
        try:
            made = add_body(by=request.user, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("“%(name)s” is in the register. Say who sits in it.") % {"name": made.name})
            return redirect(made)
    return _form(request, form, _("Add a body"), _("Add it"), above)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The facts of a body, its quorum, and its end."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    form = BodyForm(request.POST or None, within=visible.bodies(request.user, BODY_EDIT), body=found, initial={
        "name": found.name, "short_name": found.short_name, "kind": found.kind, "parent": found.parent,
        "region": found.region, "aliases": found.aliases, "valid_from": found.valid_from})
    if request.method == "POST" and form.is_valid():
        try:
            edit_body(by=request.user, body=found, changes=form.changes())
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _form(request, form, _("Edit the body"), _("Save"), found)


def _form(request: HttpRequest, form: Any, title: str, label: str, found: Body | None, **more: Any) -> HttpResponse:
    return render(request, "concertation/meetings/form.html", {
        "form": form, "title": title, "label": label, "body": found, **more}, status=REFUSED if form.errors else 200)


def quorum(request: HttpRequest, code: str) -> HttpResponse:
    """How many members must be there."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    form = QuorumForm(request.POST or None, initial={"rule": found.quorum_rule, "value": found.quorum_value})
    if request.method == "POST" and form.is_valid():
        try:
            set_quorum(by=request.user, body=found, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _form(request, form, _("Quorum"), _("Save"), found, hint=_quorum_hint(found))


def _quorum_hint(found: Body) -> str:
    above = quorum_of(found.parent) if found.parent else None
    if above is None or above.owner is None:
        return _("No body above has a quorum: without one of its own, this body has none either.")
    return _("%(body)s above has this one: %(rule)s.") % {
        "body": above.owner, "rule": above.owner.get_quorum_rule_display()}


def close(request: HttpRequest, code: str) -> HttpResponse:
    """The last day of a body; or, of a closed one, that it meets again."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    if request.method == "POST" and request.POST.get("act") == "reopen":
        reopen_body(by=request.user, body=found)
        messages.success(request, _("%(body)s meets again. Add its members anew.") % {"body": found.name})
        return redirect(found)
    form = DayForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            close_body(by=request.user, body=found, day=form.cleaned_data["day"])
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The body is closed. Its meetings and minutes stay."))
            return redirect(found)
    return _form(request, form, _("Close the body"), _("Close it"), found, is_danger=True, hint=_(
        "After its last day the body no longer meets and its memberships end. Its meetings, minutes and actions stay; "
        "it can be opened again."))


def member_add(request: HttpRequest, code: str) -> HttpResponse:
    """An organisation that sits in the body."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    form = NewMemberForm(request.POST or None, initial={"role": BodyMember.Role.MEMBER})
    if request.method == "POST" and form.is_valid():
        try:
            made = add_member(by=request.user, body=found, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s sits in %(body)s.") % {"name": made.organisation, "body": found})
            return redirect("concertation:body-member-add" if "another" in request.POST else "concertation:body",
                            found.code)
    return _form(request, form, _("Add a member"), _("Add"), found, another=_("Add and enter another"),
                 listed_organisations=organisations())


def member(request: HttpRequest, code: str, uid: Any) -> HttpResponse:
    """One membership: corrected, ended, or taken back where it was a mistake."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    row = found.members.select_related("organisation").filter(uid=uid).first()
    if row is None:
        messages.warning(request, _("This membership is no longer there."))
        return redirect(found)
    form = MemberForm(request.POST or None, initial={
        "role": row.role, "person": row.person, "starts_on": row.starts_on, "ends_on": row.ends_on})
    if request.method == "POST" and form.is_valid():
        try:
            change_member(by=request.user, member=row, **form.cleaned_data)
        except MeetingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _form(request, form, str(row.organisation), _("Save"), found, member=row, today=timezone.localdate())


@require_POST
def member_end(request: HttpRequest, code: str, uid: Any) -> HttpResponse:
    """The membership ends on a day; or it was a mistake and goes."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    row = found.members.select_related("organisation", "body").filter(uid=uid).first()
    form = DayForm(request.POST)
    try:
        if row is None:
            messages.warning(request, _("This membership is no longer there."))
        elif request.POST.get("act") == "mistake":
            remove_member(by=request.user, member=row)
            messages.success(request, _("The membership of %(name)s is taken back.") % {"name": row.organisation})
        elif form.is_valid():
            end_member(by=request.user, member=row, day=form.cleaned_data["day"])
            messages.success(request, _("The membership of %(name)s ends.") % {"name": row.organisation})
        else:
            messages.error(request, _("Say on which day the membership ends."))
            return redirect("concertation:body-member", found.code, uid)
    except MeetingRefused as refused:
        messages.error(request, str(refused))
        return redirect("concertation:body-member", found.code, uid)
    return redirect(found)
