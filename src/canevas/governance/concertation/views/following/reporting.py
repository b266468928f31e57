"""The form by which progress is reported: on the sheet of an action, and line by line on « Ma structure »."""
from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.directory.queries import organisations
from canevas.governance.concertation.forms import STATUS
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.progress import (
    Evidence,
    report_progress,
    reporter_of,
    require_report,
)
from canevas.governance.concertation.permissions import ACTION_POINT_REPORT
from canevas.governance.concertation.queries.answering import owing_codes
from canevas.governance.concertation.rules.action_progress import (
    LONGEST_LINK,
    LONGEST_NOTE,
    MAY_SET,
    Reporter,
    ReportRefused,
    shows_nothing,
)
from canevas.tools.documents.nodes import DocumentRefused

ACCEPTED = ".pdf,.docx,.doc,.odt,.xlsx,.xls,.ods,.pptx,.ppt,.odp,.jpg,.jpeg,.png,.gif,.tif,.tiff,.txt,.csv,.rtf"


class ReportForm(forms.Form):
    """How far an action is, a word, an evidence. ``sure``: asked once already about something done without any."""

    status = forms.ChoiceField(label=gettext_lazy("State"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What was done, where it stands, why: kept in the history."))
    evidence = forms.FileField(
        label=gettext_lazy("Evidence: a file"), required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("A photograph, a signed letter, a report: kept as it is."))
    evidence_url = forms.CharField(
        label=gettext_lazy("Evidence: a link"), required=False, max_length=LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}))
    done_on = forms.DateField(label=gettext_lazy("Done on"), required=False,
                              widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                              help_text=gettext_lazy("Where it was done on another day than today."))
    organisation = forms.ChoiceField(label=gettext_lazy("In the name of"), required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, user: Any, action: ActionPoint, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"id_{action.uid.hex[:8]}_%s")
        kwargs.setdefault("initial", {"status": action.status})
        super().__init__(*args, **kwargs)
        reporter = reporter_of(user, action) or Reporter.ANSWERER
        allowed = [action.status, *(one for one in MAY_SET[reporter] if one != action.status)]
        order = list(STATUS)
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(STATUS[value])) for value in sorted(allowed, key=order.index)]
        codes = owing_codes(user, ACTION_POINT_REPORT, action) if reporter is Reporter.ANSWERER else ()
        self.owing = list(organisations().filter(code__in=codes)) if len(codes) > 1 else []
        if len(self.owing) > 1:
            self.fields["organisation"].choices = [(one.code, str(one)) for one in self.owing]  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]

    def spoken_for(self) -> Any:
        code = self.cleaned_data.get("organisation")
        return next((one for one in self.owing if one.code == code), None)


def take_report(request: HttpRequest, action: ActionPoint) -> ReportForm | None:
    """Keep what the request reports; ``None`` when it was kept, else the form with what is wrong or asked."""
    require_report(request.user, action)  # type: ignore[arg-type]
    form = ReportForm(request.user, action, request.POST, request.FILES)
    if not form.is_valid():
        return form
    given, file = form.cleaned_data, form.cleaned_data["evidence"]
    if not given["sure"] and given["status"] != action.status and shows_nothing(
            given["status"], given["note"], given["evidence_url"], has_file=file is not None):
        return _asked_again(form)
    try:
        report_progress(
            by=request.user, action=action, status=given["status"], note=given["note"],  # type: ignore[arg-type]
            evidence=Evidence(file.name, file.read()) if file else None, evidence_url=given["evidence_url"],
            organisation=form.spoken_for(), done_on=given["done_on"])
    except DocumentRefused as problem:
        form.add_error("evidence", str(problem))
    except (ReportRefused, NotNow) as problem:
        form.add_error(None, str(problem))
    else:
        return None
    return form


def _asked_again(form: ReportForm) -> ReportForm:
    """Done without a word or an evidence is asked about once; saying it again is enough."""
    form.data = form.data.copy()
    form.data["sure"] = "1"  # type: ignore[index]
    form.add_error(None, _("Nothing shows yet that it is done. Add a word, a file or a link; or save once more as it "
                           "is."))
    return form
