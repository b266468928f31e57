"""How an understood value is shown, and with which fields it is corrected."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.design.formats import long_date, medium_date
from canevas.governance.concertation.models import Attendance, IntakeLine
from canevas.governance.concertation.models.sessions import Outcome, StageChoices
from canevas.governance.concertation.rules.lines import Kind

LABELS: dict[str, str | Promise] = {
    Kind.BODY: gettext_lazy("Body"), Kind.NUMBER: gettext_lazy("Number of the session"),
    Kind.STAGE: gettext_lazy("Stage"), Kind.DATE: gettext_lazy("Day"), Kind.START: gettext_lazy("Start"),
    Kind.END: gettext_lazy("End"), Kind.PLACE_OF_MEETING: gettext_lazy("Place of the meeting"),
    Kind.CHAIR: gettext_lazy("Chair"), Kind.SIGNATORY: gettext_lazy("Signatory"),
    Kind.PREVIOUS: gettext_lazy("Minutes adopted"), Kind.RELATED: gettext_lazy("Related session"),
    Kind.ATTENDANCE: gettext_lazy("Attendance"), Kind.AGENDA: gettext_lazy("Agenda item"),
    Kind.ITEM: gettext_lazy("Item treated"), Kind.DISCUSSION: gettext_lazy("Discussion point"),
    Kind.ACTION: gettext_lazy("Action point"), Kind.RESPONSIBLE: gettext_lazy("Responsible"),
    Kind.DEADLINE: gettext_lazy("Deadline"), Kind.RECOMMENDATION: gettext_lazy("Recommendation"),
    Kind.DECISION: gettext_lazy("Decision"), Kind.CONTRIBUTION: gettext_lazy("Contribution"),
    Kind.PLACE: gettext_lazy("Place named"), Kind.POLICY: gettext_lazy("Axis of the policy"),
    Kind.SECTION: gettext_lazy("Section"), Kind.CHALLENGE: gettext_lazy("Challenge"), Kind.ROW: gettext_lazy("Row"),
    Kind.PRIORITY: gettext_lazy("Priority"), Kind.STRATEGY: gettext_lazy("Recommended strategy"),
    Kind.REGION: gettext_lazy("Region"), Kind.ACTOR: gettext_lazy("Actor"), Kind.STRAY: gettext_lazy("Stray strategy"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the editor. ``widget``: area, line, date, time, number or choice."""

    name: str
    label: str | Promise
    widget: str
    value: Any = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()


def label_of(kind: str) -> str | Promise:
    return LABELS.get(kind, kind)


def shown(kind: str, value: dict[str, Any]) -> str:
    """The value in one line, as a person would write it."""
    text = str(value.get("text") or "")
    day = date.fromisoformat(value["date"]) if value.get("date") else None
    if kind == Kind.DATE:
        return long_date(day)
    if kind == Kind.DEADLINE:
        return f"{text} ({medium_date(day)})" if day and text else text or medium_date(day)
    if kind == Kind.STAGE:
        return _choice(StageChoices, value.get("stage"))
    if kind in (Kind.PREVIOUS, Kind.RELATED):
        words = _choice(Outcome, value.get("outcome")) or _choice(StageChoices, value.get("stage"))
        return " – ".join(part for part in (medium_date(day), words) if part)
    if kind == Kind.NUMBER:
        return str(value.get("number") or "")
    if kind in (Kind.START, Kind.END):
        return str(value.get("time") or "")
    if kind in (Kind.AGENDA, Kind.ITEM):
        return f"{value.get('number')}. {text}" if value.get("number") else text
    return _with_more(kind, text, value)


def _with_more(kind: str, text: str, value: dict[str, Any]) -> str:
    if kind == Kind.DECISION:
        more = _choice(Outcome, value.get("outcome"))
        return f"{text} ({more})" if more else text
    if kind == Kind.RECOMMENDATION and value.get("addressee"):
        return f"{text} ({value['addressee']})"
    if kind == Kind.POLICY:
        codes = ", ".join(value.get("subprogrammes") or [])
        parts = [f"{value.get('axis')}. {text}", value.get("programme") or "", codes]
        return " – ".join(part for part in parts if part)
    if kind == Kind.ATTENDANCE and value.get("status") not in (None, "", "present"):
        return f"{text} ({_choice(Attendance.Status, value['status'])})"
    if kind == Kind.SECTION:
        return text or (_("General") if value.get("scope") == "general" else _("Axis %(number)s") % {
            "number": value.get("axis")})
    return text


def _choice(choices: Any, code: str | None) -> str:
    return str(dict(choices.choices).get(code, code or ""))


def fields_of(line: IntakeLine) -> list[Field]:
    """The fields with which the value of ``line`` is corrected."""
    value = line.value
    kind = Kind(line.kind)
    made = {
        "text": Field("text", _("Text"), "area", value.get("text") or ""),
        "number": Field("number", _("Number"), "number", value.get("number") or ""),
        "date": Field("date", _("Day"), "date", value.get("date") or ""),
        "time": Field("time", _("Hour"), "time", value.get("time") or ""),
        "stage": Field("stage", _("Stage"), "choice", value.get("stage") or "", _choices(StageChoices)),
        "outcome": Field("outcome", _("Outcome"), "choice", value.get("outcome") or "", _choices(Outcome)),
        "status": Field("status", _("Presence"), "choice", value.get("status") or "present",
                        tuple(Attendance.Status.choices)),
        "addressee": Field("addressee", _("Addressed to"), "line", value.get("addressee") or ""),
        "programme": Field("programme", _("Programme"), "line", value.get("programme") or ""),
        "axis": Field("axis", _("Axis"), "number", value.get("axis") or ""),
    }
    return [made[name] for name in FIELDS.get(kind, ("text",))]


def _choices(choices: Any) -> tuple[tuple[str, str | Promise], ...]:
    return (("", "—"), *choices.choices)


FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.NUMBER: ("number",), Kind.STAGE: ("stage",), Kind.DATE: ("date",), Kind.START: ("time",), Kind.END: ("time",),
    Kind.PREVIOUS: ("date", "outcome"), Kind.RELATED: ("date", "stage"), Kind.ATTENDANCE: ("text", "status"),
    Kind.AGENDA: ("number", "text"), Kind.ITEM: ("number", "text"), Kind.DEADLINE: ("text", "date"),
    Kind.RECOMMENDATION: ("text", "addressee"), Kind.DECISION: ("text", "outcome", "stage"),
    Kind.POLICY: ("axis", "text", "programme"), Kind.SECTION: ("axis", "text"), Kind.ROW: (),
}
