"""What is reported of actions: a state, a word, an evidence. Reports are only ever added; an undo is one more."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User, may
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import organisation_by_code
from canevas.commons.files.operations import keep_attachment
from canevas.governance.concertation.models import ActionPoint, ActionProgress, Session
from canevas.governance.concertation.operations.action_points import set_due
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.permissions import ACTION_POINT_REPORT, ACTION_POINT_STATUS
from canevas.governance.concertation.queries.answering import owing_codes
from canevas.governance.concertation.rules.action_progress import (
    MAY_SET,
    Reporter,
    ReportRefused,
    clean_report,
    last_standing,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file as it was handed over: what shows that something was done."""

    name: str
    content: bytes


def reporter_of(user: Any, action: ActionPoint) -> Reporter | None:
    """As what ``user`` may report on ``action``; ``None``: not at all."""
    if may(user, ACTION_POINT_STATUS, body=action.session.body.code):
        return Reporter.FOLLOWER
    return Reporter.ANSWERER if owing_codes(user, ACTION_POINT_REPORT, action) else None


@transaction.atomic
def report_progress(*, by: User, action: ActionPoint, status: str = "", note: str = "",
                    evidence: Evidence | None = None, evidence_url: str = "", organisation: Any = None,
                    session: Session | None = None, channel: str = ActionProgress.Channel.PAGE,
                    done_on: date | None = None) -> ActionProgress:
    """Write down what was done: a state (one of ``ActionPoint.Status``, "" for none), a word, a file or a link.

    Who follows the actions of the body may set any state; who speaks for an organisation that owes the action, that it
    is under way or done. ``organisation``: in whose name (of a focal point with several; by itself where it has one).
    ``session``: the meeting at which it was said; ``done_on``: the day on which it was done, today where it is not
    said. Raises ``PermissionDenied``, ``ReportRefused``,
    :class:`~.errors.NotNow` on a withdrawn action, and ``DocumentRefused`` for the file.
    """
    row = ActionPoint.objects.select_for_update(of=("self",)).select_related("session__body").get(pk=action.pk)
    reporter = require_report(by, row)
    if row.withdrawn_at is not None:
        raise NotNow(_("A corrected version of the minutes no longer says this: nothing can be reported on it."))
    report = clean_report(status, note, evidence_url, current=row.status, reporter=reporter,
                          has_file=evidence is not None)
    if reporter is Reporter.ANSWERER and row.status not in MAY_SET[reporter] and row.status != ActionPoint.Status.OPEN:
        raise ReportRefused(_("This action was cancelled. Ask those who follow it to open it again."))
    file = keep_attachment(by=by, name=evidence.name, content=evidence.content) if evidence else None
    made = ActionProgress.objects.create(
        action=row, status=report.status, note=report.note, evidence=file, evidence_url=report.link, session=session,
        organisation=organisation or _spoken_for(by, row, reporter), channel=channel, by=by)
    before = row.status
    _settle(row, report.status or row.status, done_on)
    if report.status:
        record(by=by, event="action_point_status_changed", target=row, details={
            "before": before, "after": report.status, **_said(made)})
    else:
        record(by=by, event="action_point_noted", target=row, details=_said(made))
    return made


@transaction.atomic
def take_back_progress(*, by: User, action: ActionPoint) -> ActionProgress | None:
    """Undo the last report that stands; the state that was before comes back. ``None`` where there is none, or where it
    is somebody else's and ``by`` does not follow the actions of the body."""
    row = ActionPoint.objects.select_for_update(of=("self",)).select_related("session__body").get(pk=action.pk)
    reporter = require_report(by, row)
    last = last_report(row)
    if last is None or (reporter is Reporter.ANSWERER and last.by_id != by.pk):
        return None
    before, after = row.status, _status_without(row, last)
    made = ActionProgress.objects.create(action=row, status=after if after != before else "", takes_back=last, by=by,
                                         organisation=last.organisation, session=last.session)
    _settle(row, after)
    record(by=by, event="action_point_status_undone", target=row, details={"before": before, "after": after})
    return made


def last_report(action: ActionPoint) -> ActionProgress | None:
    """The last report on ``action`` that stands; ``None`` too where its state was changed since by something else."""
    last = action.progress.filter(takes_back=None, taken_back_by=None).order_by("at", "pk").last()
    return None if last is not None and last.status and last.status != action.status else last


def _status_without(action: ActionPoint, last: ActionProgress) -> str:
    """The state before ``last`` was reported."""
    if not last.status:
        return action.status
    standing = action.progress.filter(takes_back=None, taken_back_by=None).exclude(pk=last.pk)
    return last_standing(list(standing.order_by("at", "pk").values_list("status", flat=True)))


def require_report(by: User, action: ActionPoint) -> Reporter:
    """As what ``by`` reports on ``action``; raises ``PermissionDenied`` where not at all."""
    reporter = reporter_of(by, action)
    if reporter is None:
        require(by, ACTION_POINT_REPORT, organisations=owing_codes(by, ACTION_POINT_REPORT, action))
        raise PermissionDenied(_("Your role does not allow this. Ask your secretariat for the right to do it."))
    return reporter


def _spoken_for(by: User, action: ActionPoint, reporter: Reporter) -> Any:
    """The organisation in whose name a focal point reports, where it can be only one."""
    if reporter is not Reporter.ANSWERER:
        return None
    codes = owing_codes(by, ACTION_POINT_REPORT, action)
    named = [who.organisation for who in action.responsibles.select_related("organisation")
             if who.organisation and who.organisation.code in codes]
    return named[0] if named else organisation_by_code(sorted(codes)[0])


def _settle(action: ActionPoint, status: str, done_on: date | None = None) -> None:
    """The state, the day it was done, and when it is due next, after a report."""
    today = timezone.localdate()
    if done_on is not None and done_on > today:
        raise ReportRefused(_("What is done was done today at the latest: correct the day."))
    if status != action.status:
        action.status = status
        action.done_on = (done_on or today) if status == ActionPoint.Status.DONE else None
    set_due(action, action.session.date)
    action.save(update_fields=["status", "done_on", "deadline_kind", "deadline_date", "due_on", "changed_at"])


def _said(made: ActionProgress) -> dict[str, str]:
    details = {"note": made.note, "link": made.evidence_url, "file": str(made.evidence or ""),
               "organisation": str(made.organisation or ""), "channel": made.channel}
    return {name: value for name, value in details.items() if value}
