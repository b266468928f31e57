"""What is typed about bodies and planned sessions."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from canevas.commons.design.formats import capital
from canevas.commons.directory.queries import organisation_by_code, regions, resolve_organisation
from canevas.governance.concertation.models import Body, BodyMember, QuorumRule, Session, StageChoices
from canevas.governance.concertation.queries.meeting import lineage
from canevas.tools.text.resolve import EXACT


def day_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


def hour_input() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


def capitals(choices: Any) -> list[tuple[str, str]]:
    return [(str(value), capital(word)) for value, word in choices]


def long_name(body: Body) -> str:
    """« GTM-Tahoua – Groupe Technique Migration de Tahoua »."""
    return body.name if body.name == str(body) else f"{body} – {body.name}"


class Lines(forms.CharField):
    """One value a line: a list of the lines that say something."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [text for line in super().to_python(value).splitlines() if (text := " ".join(line.split()))]


class OrganisationField(forms.CharField):
    """The name, acronym or code of an organisation of the directory; gives the organisation. The page shows the list
    of suggestions ``organisations``."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": "organisations", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = resolve_organisation(text)
        sure = [candidate.code for candidate in found if candidate.score >= EXACT]
        entry = organisation_by_code(text) or (organisation_by_code(sure[0]) if len(sure) == 1 else None)
        if entry is not None:
            return entry
        if found:
            near = ", ".join(f"{candidate.label} ({candidate.code})" for candidate in found)
            raise forms.ValidationError(gettext("“%(text)s” may mean: %(near)s. Write one of these codes.")
                                        % {"text": text, "near": near})
        raise forms.ValidationError(gettext("“%(text)s” is not in the directory. Add it there first.") % {"text": text})


class BodyForm(forms.Form):
    """The facts of a body. ``within``: the bodies that the person may put it under."""

    name = forms.CharField(label=_("Name"), max_length=250)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False,
                                 help_text=_("As minutes write it, for instance GTM-Tahoua."))
    kind = forms.ChoiceField(label=_("Kind of body"), choices=lambda: capitals(Body.Kind.choices))
    parent = forms.ModelChoiceField(label=_("Below"), queryset=Body.objects.none(), required=False,
                                    to_field_name="code", empty_label=_("no other body"))
    region = forms.ModelChoiceField(label=_("Region"), queryset=Body.objects.none(), required=False,
                                    to_field_name="pcode", empty_label=_("the whole country"))
    aliases = Lines(label=_("Other names"), required=False, max_length=4000,
                    help_text=_("One a line: ways in which minutes name it. They are recognised from then on."))
    valid_from = forms.DateField(label=_("Exists since"), required=False, widget=day_input())

    def __init__(self, *args: Any, within: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aliases"].widget.attrs["rows"] = 4
        self.fields["region"].queryset = regions()
        above = within.order_by("code")
        if body is not None:
            below = [one.pk for one in Body.objects.defer("aliases") if body.pk in {up.pk for up in lineage(one)}]
            above = above.exclude(pk__in=below) | Body.objects.filter(pk=body.parent_id).order_by("code")
        self.fields["parent"].queryset = above
        self.fields["parent"].label_from_instance = long_name

    def changes(self) -> dict[str, Any]:
        """What :func:`~canevas.governance.concertation.operations.bodies.edit_body` takes."""
        values = dict(self.cleaned_data)
        parent, region = values.pop("parent"), values.pop("region")
        return {**values, "parent_id": parent.pk if parent else None, "region_id": region.pk if region else None}


class QuorumForm(forms.Form):
    rule = forms.ChoiceField(label=_("Quorum"), required=False, choices=lambda: [
        ("", gettext("As in the body above")), *capitals(QuorumRule.choices)])
    value = forms.IntegerField(label=_("Percentage or number"), required=False, min_value=1, max_value=1000,
                               help_text=_("Only for a percentage or a number of members."))


class DayForm(forms.Form):
    """A single day: of the end of a body or of a membership."""

    day = forms.DateField(label=_("Last day"), widget=day_input())


class MemberForm(forms.Form):
    """Days and role of a membership."""

    role = forms.ChoiceField(label=_("Role"), choices=lambda: capitals(BodyMember.Role.choices))
    person = forms.CharField(label=_("Person"), max_length=250, required=False,
                             help_text=_("Only where the body wants a name: who sits for the organisation."))
    starts_on = forms.DateField(label=_("From"), required=False, widget=day_input(),
                                help_text=_("Leave empty where it has always been a member."))
    ends_on = forms.DateField(label=_("To"), required=False, widget=day_input(),
                              help_text=_("Its last day. Leave empty as long as it sits there."))


class NewMemberForm(MemberForm):
    organisation = OrganisationField(label=_("Organisation"), max_length=300,
                                     help_text=_("Name, acronym or code, as in the directory."))
    field_order = ["organisation", "role", "person", "starts_on", "ends_on"]


class FactsForm(forms.Form):
    """Day, hours, place, stage, number, who chairs and signs."""

    date = forms.DateField(label=_("Day"), widget=day_input())
    start = forms.TimeField(label=_("Start"), required=False, widget=hour_input())
    end = forms.TimeField(label=_("End"), required=False, widget=hour_input())
    place = forms.CharField(label=_("Place"), required=False, max_length=500)
    stage = forms.ChoiceField(label=_("Stage"), choices=lambda: capitals(StageChoices.choices))
    number = forms.IntegerField(label=_("Number"), required=False, min_value=1, max_value=9999)
    chairs = Lines(label=_("Chaired by"), required=False, max_length=2000, help_text=_("One name a line."))
    signatory = forms.CharField(label=_("Signed by"), required=False, max_length=250,
                                help_text=_("Who signs the minutes, with the function."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chairs"].widget.attrs["rows"] = 2


class PlanForm(FactsForm):
    """A session to plan. ``bodies``: those that the person may plan for."""

    body = forms.ModelChoiceField(label=_("Body"), queryset=Body.objects.none(), to_field_name="code",
                                  empty_label=_("Choose the body…"))
    field_order = ["body", "stage", "date", "start", "end", "place", "number", "chairs", "signatory"]

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies.order_by("code")
        self.fields["body"].label_from_instance = long_name
        self.fields["number"].help_text = _("Leave empty to take the number after the last one of this stage.")
        self.fields["chairs"].help_text = _("One name a line. Leave empty for the chairs of the body.")


class BlanksForm(FactsForm):
    """Only what was left blank of a session."""

    def __init__(self, *args: Any, session: Session, blanks: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in blanks or getattr(session, name) not in (None, "", []):
                del self.fields[name]
            else:
                self.fields[name].required = False


class DocumentForm(forms.Form):
    file = forms.FileField(label=_("File"))
    label = forms.CharField(label=_("What it is"), required=False, max_length=250,
                            help_text=_("For instance “signed attendance list”. The file's name without it."))


class MoveForm(forms.Form):
    """What a move asks for; each move asks for less."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))
    day = forms.DateField(label=_("New day"), required=False, widget=day_input())
