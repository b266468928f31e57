"""The versions of minutes: their list, and any two side by side."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from canevas.commons.access.queries import may
from canevas.commons.design.formats import medium_date
from canevas.governance.concertation.models import Minutes, StageChoices
from canevas.governance.concertation.permissions import MINUTES_WRITE
from canevas.governance.concertation.queries.versions import compared, differs_from_last, version_of, versions_of
from canevas.governance.concertation.rules.session_states import Part, may_edit
from canevas.governance.concertation.rules.versions import Piece, Row, Sort, counts, only_changes
from canevas.governance.concertation.views.naming import meeting_name
from canevas.governance.concertation.views.writing.adopting import with_minutes

LABELS: dict[Sort, str | Promise] = {
    Sort.BODY: gettext_lazy("Body"), Sort.NUMBER: gettext_lazy("Number"), Sort.STAGE: gettext_lazy("Stage"),
    Sort.DATE: gettext_lazy("Date"), Sort.HOURS: gettext_lazy("Hours"), Sort.PLACE: gettext_lazy("Place"),
    Sort.CHAIRS: gettext_lazy("Chaired by"), Sort.SIGNATORY: gettext_lazy("Signed by"),
    Sort.PREVIOUS: gettext_lazy("Previous minutes"), Sort.RELATED: gettext_lazy("Meetings named"),
    Sort.ATTENDANCE: gettext_lazy("Attendance"), Sort.AGENDA: gettext_lazy("Agenda"), Sort.ITEM: gettext_lazy("Item"),
    Sort.BLOCK: gettext_lazy("Text"), Sort.ACTION: gettext_lazy("Action"), Sort.DECISION: gettext_lazy("Decision"),
    Sort.CONTRIBUTION: gettext_lazy("Contribution"), Sort.RECOMMENDATION: gettext_lazy("Recommendation"),
    Sort.SECTION: gettext_lazy("Synthesis"), Sort.CHALLENGE: gettext_lazy("Challenge"),
    Sort.PRIORITY: gettext_lazy("Priority"), Sort.STRATEGY: gettext_lazy("Strategy"),
    Sort.CONCERNED: gettext_lazy("Concerned"), Sort.POLICY: gettext_lazy("Policy recalled"),
    Sort.TEXT: gettext_lazy("Text"),
}
MORE: dict[str, str | Promise] = {
    "status": gettext_lazy("presence"), "person": gettext_lazy("person"), "function": gettext_lazy("function"),
    "responsibles": gettext_lazy("responsible"), "deadline": gettext_lazy("deadline"),
    "addressee": gettext_lazy("addressee"), "outcome": gettext_lazy("outcome"),
}
VALUES: dict[str, str | Promise] = {
    "present": gettext_lazy("present"), "late": gettext_lazy("late"), "replaced": gettext_lazy("replaced"),
    "excused": gettext_lazy("excused"), "absent": gettext_lazy("absent"), "adopted": gettext_lazy("adopted"),
    "adopted-with-reservations": gettext_lazy("adopted with reservations"), "validated": gettext_lazy("validated"),
    "validated-with-reservations": gettext_lazy("validated with reservations"), "rejected": gettext_lazy("rejected"),
    "postponed": gettext_lazy("postponed"),
}
NOW = "now"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the comparison as the page shows it. ``facts``: those beside the words that differ."""

    row: Row
    label: str
    facts: list[tuple[str, str, str]]
    is_heading: bool
    reformed: bool


@require_GET
def session_versions(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Every version of the minutes of a session: who kept it, when, where it came from, what was adopted."""
    session = with_minutes(request, uid)
    versions = versions_of(session)
    writes = may(request.user, MINUTES_WRITE, body=session.body.code)
    return render(request, "concertation/adoption/versions.html", {
        "session": session, "name": meeting_name(session), "versions": versions,
        "changed": writes and bool(versions) and differs_from_last(session),
        "may_freeze": writes and may_edit(Part.MINUTES, session.state)})


@require_GET
def session_compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Two versions side by side, or one and what the register says now (for who writes the minutes)."""
    session = with_minutes(request, uid)
    versions = versions_of(session)
    if not versions:
        raise Http404(_("These minutes have no version yet."))
    writes = may(request.user, MINUTES_WRITE, body=session.body.code)
    numbers = [one.minutes.version for one in versions]
    right = request.GET.get("right") or (str(numbers[0]))
    left = request.GET.get("left") or str(numbers[1] if len(numbers) > 1 else numbers[0])
    before = _version(session, left)
    after = None if right == NOW and writes else _version(session, right)
    rows = compared(before, after)
    narrow = request.GET.get("only") == "changes"
    return render(request, "concertation/adoption/compare.html", {
        "session": session, "name": meeting_name(session), "versions": versions, "writes": writes,
        "left": left, "right": right, "before": before, "after": after, "narrow": narrow, "counts": counts(rows),
        "rows": [_shown(row) for row in (only_changes(rows) if narrow else rows)],
        "differs": any(row.is_change for row in rows)})


def _version(session: Any, number: str) -> Minutes:
    found = version_of(session, int(number)) if number.isdecimal() and len(number) < 9 else None
    if found is None:
        raise Http404(_("These minutes have no version of this number."))
    return found


def _shown(row: Row) -> Shown:
    left, right = row.left, row.right
    before, after = dict(left.more) if left else {}, dict(right.more) if right else {}
    names = [*before, *(name for name in after if name not in before)]
    facts = [(str(MORE.get(name, name)), _said(before.get(name, "")), _said(after.get(name, "")))
             for name in names if left is None or right is None or before.get(name) != after.get(name)]
    _in_words(row)
    reformed = bool(left and right and left.text == right.text and not facts and left.says != right.says)
    return Shown(row, str(LABELS[row.passage.sort]), facts, row.passage.sort is Sort.ITEM, reformed)


def _in_words(row: Row) -> None:
    """Days and codes of the header as a person reads them."""
    if row.passage.sort not in (Sort.STAGE, Sort.DATE, Sort.PREVIOUS, Sort.RELATED):
        return
    if row.left is not None:
        row.left_pieces = [Piece("same" if row.kind == "same" else "removed", _worded(row.left.text))]
    if row.right is not None:
        row.right_pieces = [Piece("same" if row.kind == "same" else "added", _worded(row.right.text))]


def _worded(text: str) -> str:
    stages = dict(StageChoices.choices)
    words = []
    for word in text.split():
        try:
            words.append(medium_date(date.fromisoformat(word)))
        except ValueError:
            words.append(str(stages.get(word) or VALUES.get(word, word)))
    return " ".join(words)


def _said(value: str) -> str:
    return str(VALUES.get(value, value))

