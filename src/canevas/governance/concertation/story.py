"""The events of bodies, sessions, minutes and actions, as the journal and the sheets tell them."""
from __future__ import annotations

from datetime import date, time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.queries import may
from canevas.commons.audit.sentences import shortened, words_of
from canevas.commons.design.formats import hour, medium_date
from canevas.governance.concertation.forms import STATUS
from canevas.governance.concertation.models import (
    Adoption,
    AgendaItem,
    Attendance,
    Body,
    Intake,
    Reservation,
    Session,
    SessionDocument,
    StageChoices,
)
from canevas.governance.concertation.queries import body_telling, visible
from canevas.governance.concertation.rules.session_states import Move


def _confirmed(entry: Any) -> str:
    facts = {"version": entry.details.get("version", 1), "file": entry.details.get("file", "")}
    if facts["version"] == 1:
        return _("confirmed the minutes “%(file)s”: the meeting entered the register.") % facts
    return _("confirmed “%(file)s”, version %(version)s of the minutes, which replaces the one before.") % facts


def _action(entry: Any) -> dict[str, Any]:
    return {"action": shortened(entry.object_label),
            "before": STATUS.get(entry.details.get("before"), entry.details.get("before")),
            "after": STATUS.get(entry.details.get("after"), entry.details.get("after"))}


def _changed(entry: Any) -> str:
    return _("moved the action “%(action)s” from “%(before)s” to “%(after)s”.") % _action(entry)


def _undone(entry: Any) -> str:
    return _("took back a change: the action “%(action)s” is “%(after)s” again.") % _action(entry)


def _noted(entry: Any) -> str:
    return _("wrote about the action “%(action)s”:") % {"action": shortened(entry.object_label)}


_MOVES = {
    Move.CONVENE: gettext_lazy("convened the meeting “%(label)s”."),
    Move.HOLD: gettext_lazy("said that the meeting “%(label)s” was held."),
    Move.CIRCULATE: gettext_lazy("circulated the minutes of “%(label)s”."),
    Move.ADOPT: gettext_lazy("adopted the minutes of “%(label)s”."),
    Move.ADOPT_RESERVED: gettext_lazy("adopted the minutes of “%(label)s” under reservation."),
    Move.FINALISE: gettext_lazy("made the minutes of “%(label)s” final."),
    Move.POSTPONE: gettext_lazy("postponed the meeting “%(label)s”."),
    Move.PLAN_AGAIN: gettext_lazy("planned the meeting “%(label)s” again."),
    Move.CANCEL: gettext_lazy("cancelled the meeting “%(label)s”."),
    Move.REOPEN: gettext_lazy("opened the minutes of “%(label)s” again for correction."),
}


def _moved(entry: Any) -> str:
    move = entry.details.get("move", "")
    template = _MOVES[Move(move)] if move in list(Move) else gettext_lazy("moved the meeting “%(label)s” on.")
    return str(template) % words_of(entry)


def _facts(values: dict[str, Any]) -> str:
    """« début : 9 h, lieu : – »: facts of a session as its journal row keeps them, in the words of the screen."""
    return ", ".join(f"{Session._meta.get_field(name).verbose_name} : {_fact(name, value)}"
                     for name, value in values.items())


def _fact(name: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, list):
        return " ; ".join(map(str, value))
    if name == "date":
        return medium_date(date.fromisoformat(value))
    if name in ("start", "end"):
        return hour(time.fromisoformat(value))
    return str(dict(StageChoices.choices).get(value, value)) if name == "stage" else shortened(str(value))


def _planned(entry: Any) -> str:
    day = entry.details.get("day")
    return _("planned the meeting “%(label)s” for %(day)s.") % {
        "label": shortened(entry.object_label), "day": medium_date(date.fromisoformat(day)) if day else "…"}


def _edited(entry: Any) -> str:
    return _("corrected the meeting “%(label)s”: %(after)s (before: %(before)s).") % {
        "label": shortened(entry.object_label), "after": _facts(entry.details.get("after") or {}),
        "before": _facts(entry.details.get("before") or {})}


def _completed(entry: Any) -> str:
    return _("completed the meeting “%(label)s”: %(after)s.") % {
        "label": shortened(entry.object_label), "after": _facts(entry.details.get("after") or {})}


_SEATS = dict(Attendance.Status.choices)
_LETTERS = {"convene": gettext_lazy("made the letter of invitation to “%(label)s”."),
            "change": gettext_lazy("made the letter that says what changed for “%(label)s”."),
            "cancel": gettext_lazy("made the letter that calls “%(label)s” off.")}


def _attended(entry: Any) -> str:
    """« OIM : état : attendue → présente »: each fact of a line before and after."""
    before, after = entry.details.get("before", {}), entry.details.get("after", {})
    told = ", ".join(f"{Attendance._meta.get_field(name).verbose_name} : {_seat(before.get(name, ''))} → {_seat(value)}"
                     for name, value in after.items())
    return _("noted on the attendance list of “%(label)s”: %(who)s (%(told)s).") % {
        "label": shortened(entry.object_label), "who": entry.details.get("who", ""), "told": told}


def _rest_attended(entry: Any) -> str:
    return _("noted all who were still expected at “%(label)s” as “%(status)s”: %(who)s.") % {
        "label": shortened(entry.object_label), "status": _seat(entry.details.get("status", "")),
        "who": ", ".join(entry.details.get("who", []))}


def _seat(value: str) -> str:
    return str(_SEATS.get(value, value)) or "–"


def _letter_made(entry: Any) -> str:
    return str(_LETTERS[entry.details.get("kind", "convene")]) % {"label": shortened(entry.object_label)}


SENTENCES = {
    "minutes_confirmed": _confirmed,
    "minutes_frozen": gettext_lazy("froze version %(version)s of the minutes (%(label)s)."),
    "minutes_adopted": gettext_lazy("wrote down the adoption of the minutes, version %(version)s (%(label)s)."),
    "minutes_adoption_told": gettext_lazy("noted an adoption that the minutes of %(at)s tell of (%(label)s)."),
    "minutes_adoption_taken_back": gettext_lazy("took back an adoption that the minutes of %(at)s no longer tell of "
                                                "(%(label)s)."),
    "minutes_final": gettext_lazy("lifted the last reservation: version %(version)s is final (%(label)s)."),
    "official_minutes_exported": gettext_lazy("exported the official document of “%(label)s” (%(format)s)."),
    "attendance_exported": gettext_lazy("exported the attendance (%(label)s)."),
    "synthesis_confirmed": gettext_lazy("confirmed the synthesis “%(file)s”."),
    "action_point_added": gettext_lazy("added the action “%(label)s”."),
    "action_point_edited": gettext_lazy("corrected the action “%(label)s”."),
    "action_point_removed": gettext_lazy("removed the action “%(label)s”."),
    "action_point_status_changed": _changed,
    "action_point_status_undone": _undone,
    "action_point_noted": _noted,
    "action_reviewed": gettext_lazy("reviewed the action “%(text)s” at the meeting “%(label)s”."),
    "actions_brought_back": gettext_lazy("brought the open actions back to “%(label)s” (%(added)s more, %(dropped)s "
                                         "fewer)."),
    "agenda_built": gettext_lazy("built the agenda of “%(label)s”: %(items)s."),
    "agenda_item_added": gettext_lazy("added “%(title)s” to the agenda of “%(label)s”."),
    "agenda_item_renamed": gettext_lazy("renamed “%(before)s” to “%(after)s” in the agenda of “%(label)s”."),
    "agenda_item_removed": gettext_lazy("took “%(title)s” off the agenda of “%(label)s”."),
    "agenda_item_restored": gettext_lazy("put “%(title)s” back on the agenda of “%(label)s”."),
    "agenda_reordered": gettext_lazy("reordered the agenda of “%(label)s”: %(order)s."),
    "agenda_adoptions_renewed": gettext_lazy("brought the minutes to adopt in the agenda of “%(label)s” up to date."),
    "attendance_completed": gettext_lazy("completed the attendance of “%(label)s”: %(who)s."),
    "attendance_noted": _attended,
    "attendance_rest_noted": _rest_attended,
    "attendance_added": gettext_lazy("put “%(who)s” on the attendance list of “%(label)s”."),
    "attendance_attached": gettext_lazy("said which organisation “%(who)s” is on the attendance list of “%(label)s”."),
    "attendance_removed": gettext_lazy("took “%(who)s” off the attendance list of “%(label)s”."),
    "attendance_restored": gettext_lazy("put “%(who)s” back on the attendance list of “%(label)s”."),
    "attendance_reordered": gettext_lazy("moved “%(who)s” in the attendance list of “%(label)s”."),
    "invitation_made": _letter_made,
    "invitation_sending": gettext_lazy("had the letter about “%(label)s” sent to %(organisation)s."),
    "invitation_refused": gettext_lazy("could not send the letter about “%(label)s” to %(organisation)s: %(why)s"),
    "session_planned": _planned,
    "session_edited": _edited,
    "session_completed": _completed,
    "session_moved": _moved,
    "session_document_added": gettext_lazy("added the document “%(file)s” to the meeting “%(label)s”."),
    "session_document_removed": gettext_lazy("took the document “%(file)s” away from the meeting “%(label)s”."),
    "item_written": gettext_lazy("wrote in the minutes, under “%(label)s”."),
    "item_restored": gettext_lazy("brought an earlier wording back, under “%(label)s”."),
    "item_conflict_settled": gettext_lazy("settled two wordings that differed, under “%(label)s”."),
    "decision_added": gettext_lazy("added the decision “%(label)s”."),
    "decision_edited": gettext_lazy("corrected the decision “%(label)s”."),
    "decision_removed": gettext_lazy("removed the decision “%(label)s”."),
    "reservation_made": gettext_lazy("made a reservation on “%(session)s”: “%(label)s”."),
    "reservation_reworded": gettext_lazy("reworded the reservation “%(label)s”."),
    "reservation_taken_back": gettext_lazy("took the reservation “%(label)s” back."),
    "reservation_integrated": gettext_lazy("integrated the reservation “%(label)s” in version %(version)s."),
    "reservation_declined": gettext_lazy("declined the reservation “%(label)s”:"),
    "reservation_brought_again": gettext_lazy(
        "brought the reservation “%(label)s”, still open when the minutes were reopened, before the new adoption."),
    "reservation_opened_again": gettext_lazy("opened the reservation “%(label)s” again."),
    "reminder_sent": gettext_lazy("sent a reminder to %(address)s (%(organisation)s)."),
    "reminder_refused": gettext_lazy("could not send a reminder to %(address)s (%(organisation)s)."),
    "reminder_asked_again": gettext_lazy("asked for a reminder to %(address)s to be sent again."),
    "reminders_planned": gettext_lazy("changed when reminders go out."),
    "reminders_stopped": gettext_lazy("stopped the reminders to “%(label)s”."),
    "reminders_resumed": gettext_lazy("resumed the reminders to “%(label)s”."),
    "organisation_sheet_taken_in": gettext_lazy("brought a sheet back: “%(label)s” (%(organisation)s)."),
    "organisation_sheet_confirmed": gettext_lazy("took over %(count)s reports of the sheet “%(label)s” "
                                                 "(%(organisation)s)."),
    "calendar_made": gettext_lazy("made a calendar address: “%(label)s”."),
    "calendar_revoked": gettext_lazy("revoked the calendar address “%(label)s”."),
    "bodies_loaded": gettext_lazy("loaded bodies: %(added)s."),
    "body_added": gettext_lazy("added the body “%(label)s”."),
    "body_edited": body_telling.body_edited,
    "body_closed": body_telling.body_closed,
    "body_opened_again": gettext_lazy("opened the body “%(label)s” again."),
    "body_quorum_set": body_telling.quorum_set,
    "body_member_added": gettext_lazy("added a member to “%(label)s”: %(name)s."),
    "body_member_changed": body_telling.member_changed,
    "body_member_removed": gettext_lazy("took a member away from “%(label)s”: %(name)s."),
    "outline_saved": body_telling.outline_saved,
    "outline_reset": gettext_lazy("gave “%(label)s” the canevas of its parent back."),
    "outline_template_saved": gettext_lazy("brought the Word template “%(label)s”."),
    "outline_template_used": gettext_lazy("put the Word template “%(label)s” into use."),
    "outline_template_retired": gettext_lazy("retired the Word template “%(label)s”."),
    "intake_taken_in": gettext_lazy("brought “%(label)s” to be read: %(lines)s values."),
    "intake_refused": gettext_lazy("brought “%(label)s”, which could not be read (%(code)s)."),
    "line_value_set": gettext_lazy("corrected a value in the review of “%(label)s”."),
    "line_added": gettext_lazy("added a value in the review of “%(label)s”."),
    "line_split": gettext_lazy("split a value in the review of “%(label)s”."),
    "line_merged": gettext_lazy("joined two values in the review of “%(label)s”."),
    "line_moved": gettext_lazy("moved a value in the review of “%(label)s”."),
    "line_kind_changed": gettext_lazy("changed the kind of a value in the review of “%(label)s”."),
    "line_attached": gettext_lazy("tied a name to the directory in the review of “%(label)s”."),
    "line_confirmed": gettext_lazy("confirmed a value in the review of “%(label)s”."),
    "line_dropped": gettext_lazy("dropped a value in the review of “%(label)s”."),
    "line_restored": gettext_lazy("took a dropped value in again in the review of “%(label)s”."),
    "sure_lines_confirmed": gettext_lazy("confirmed all the sure values of “%(label)s”."),
    "known_value_kept": gettext_lazy("kept what the register says in the review of “%(label)s”."),
    "review_step_undone": gettext_lazy("took a step of the review of “%(label)s” back."),
}


def _reviewed(user: Any) -> QuerySet[Intake]:
    """Whoever reads the whole journal may read there which file it was, though not review it."""
    return Intake.objects.all() if may(user, "JOURNAL_VIEW") else visible.intakes(user)


def _adoptions(user: Any) -> QuerySet[Adoption]:
    return Adoption.objects.filter(visible.session_condition(user, content=True, path="session__"))


def _reservations(user: Any) -> QuerySet[Reservation]:
    return Reservation.objects.filter(adoption__in=_adoptions(user))


def _items(user: Any) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(visible.session_condition(user, content=True, path="session__"))


def _documents(user: Any) -> QuerySet[SessionDocument]:
    return SessionDocument.objects.filter(session__in=visible.sessions(user))


def _bodies(user: Any) -> QuerySet[Body]:
    return Body.objects.all() if may(user, "BODY_VIEW") else visible.bodies(user)


SEEN = {
    "concertation.session": visible.sessions,
    "concertation.minutes": visible.minutes,
    "concertation.actionpoint": visible.actions,
    "concertation.decision": visible.decisions,
    "concertation.adoption": _adoptions,
    "concertation.agendaitem": _items,
    "concertation.reservation": _reservations,
    "concertation.sessiondocument": _documents,
    "concertation.intake": _reviewed,
    "concertation.body": _bodies,
    "concertation.outlinetemplate": visible.templates,
}
SCOPES = {
    "concertation.session": "body__code", "concertation.minutes": "session__body__code",
    "concertation.actionpoint": "session__body__code", "concertation.decision": "session__body__code",
    "concertation.adoption": "session__body__code", "concertation.reservation": "adoption__session__body__code",
    "concertation.agendaitem": "session__body__code", "concertation.sessiondocument": "session__body__code",
    "concertation.intake": "body__code", "concertation.body": "code",
    "concertation.outlinetemplate": "body__code",
}
