"""The page of reminders: when they go out, to whom, what became of each; the letters where there is no mail server."""
from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.access.queries import may, may_somewhere
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.concertation.jobs import start_again, start_reminding
from canevas.governance.concertation.models import Reminder
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.reminding import (
    choose_reminders,
    mail_folder,
    plan_reminders,
    subject_of,
)
from canevas.governance.concertation.permissions import REMINDER_SEND, REMINDER_VIEW
from canevas.governance.concertation.queries.reminders import (
    addresses_of,
    digest_of,
    has_opted_out,
    is_doubtful,
    plan,
    reminded,
    reminder_with,
    reminding_bodies,
    sent_reminders,
)

DAYS = [(0, gettext_lazy("Monday")), (1, gettext_lazy("Tuesday")), (2, gettext_lazy("Wednesday")),
        (3, gettext_lazy("Thursday")), (4, gettext_lazy("Friday")), (5, gettext_lazy("Saturday")),
        (6, gettext_lazy("Sunday"))]


class PlanForm(forms.Form):
    """When reminders go out by themselves."""

    is_on = forms.BooleanField(label=gettext_lazy("Send reminders by themselves every week"), required=False)
    weekday = forms.TypedChoiceField(label=gettext_lazy("Day"), choices=DAYS, coerce=int)
    hour = forms.IntegerField(label=gettext_lazy("From what hour on"), min_value=0, max_value=23)
    days_ahead = forms.IntegerField(label=gettext_lazy("Tell what is due within (days)"), min_value=1, max_value=90)


def reminders(request: HttpRequest) -> HttpResponse:
    """The plan, the organisations, the letters."""
    require_somewhere(request.user, REMINDER_VIEW)  # type: ignore[arg-type]
    if request.method == "POST":
        require(request.user, REMINDER_SEND)  # type: ignore[arg-type]
    found, bodies = plan(), reminding_bodies(request.user, REMINDER_VIEW)
    form = PlanForm(request.POST or None, initial={
        "is_on": found.is_on, "weekday": found.weekday, "hour": found.hour, "days_ahead": found.days_ahead})
    if request.method == "POST" and form.is_valid():
        plan_reminders(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("concertation:reminders")
    return render(request, "concertation/outreach/reminders.html", {
        "form": form, "rows": reminded(bodies), "sends_mail": settings.CANEVAS_SENDS_MAIL,
        "letters": [{"one": one, "is_doubtful": is_doubtful(one)} for one in sent_reminders(bodies)],
        "may_send": may_somewhere(request.user, REMINDER_SEND), "may_plan": may(request.user, REMINDER_SEND),
        "is_part": bodies is not None}, status=422 if form.is_bound else 200)


def reminder(request: HttpRequest, code: str) -> HttpResponse:
    """What a letter to one organisation would say, and to whom; sent at once when asked."""
    require_somewhere(request.user, REMINDER_SEND)  # type: ignore[arg-type]
    organisation, bodies = _organisation(code), reminding_bodies(request.user, REMINDER_SEND)
    if request.method == "POST":
        return _act(request, organisation)
    digest = digest_of(organisation, bodies=bodies)
    return render(request, "concertation/outreach/reminder_preview.html", {
        "organisation": organisation, "digest": digest, "subject": subject_of(digest) if digest else "",
        "addresses": addresses_of(organisation), "is_off": has_opted_out(organisation),
        "sends_mail": settings.CANEVAS_SENDS_MAIL, "site": settings.CANEVAS_URL,
        "may_plan": may(request.user, REMINDER_SEND), "is_part": bodies is not None,
        "earlier": [one for one in sent_reminders(bodies) if one.organisation == organisation][:5]})


def _act(request: HttpRequest, organisation: Any) -> HttpResponse:
    verb = request.POST.get("verb")
    if verb in ("stop", "resume"):
        choose_reminders(by=request.user, organisation=organisation, is_off=verb == "stop")  # type: ignore[arg-type]
        messages.success(request, _("Saved."))
        return redirect("concertation:reminder", organisation.code)
    return redirect(start_reminding(by=request.user, organisation=organisation))  # type: ignore[arg-type]


@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """A letter is sent again at a person's wish."""
    require_somewhere(request.user, REMINDER_SEND)  # type: ignore[arg-type]
    found = _letter(request, number, REMINDER_SEND)
    try:
        return redirect(start_again(by=request.user, reminder=found))  # type: ignore[arg-type]
    except NotNow as problem:
        messages.error(request, str(problem))
    return redirect("concertation:reminders")


@require_GET
def file(request: HttpRequest, number: int) -> HttpResponseBase:
    """A letter as a file that a mail program opens and sends."""
    require_somewhere(request.user, REMINDER_VIEW)  # type: ignore[arg-type]
    found = _letter(request, number, REMINDER_VIEW)
    path = mail_folder() / found.file
    if not found.file or not path.is_file():
        raise Http404(_("This letter is no longer there."))
    return FileResponse(path.open("rb"), as_attachment=True, filename=found.file, content_type="message/rfc822")


def _letter(request: HttpRequest, number: int, permission: str) -> Reminder:
    found = reminder_with(number, reminding_bodies(request.user, permission))
    if found is None:
        raise Http404(_("This letter is no longer there."))
    return found


def _organisation(code: str) -> Any:
    found = organisation_by_code(code)
    if found is None:
        raise Http404(_("This organisation is not in the directory."))
    return found
