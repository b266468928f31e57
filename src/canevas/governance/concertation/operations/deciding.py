"""What came out of an agenda item: decisions and recommendations typed by a person."""
from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.search.operations import remove_entries
from canevas.governance.concertation.models import AgendaItem, Decision, Session
from canevas.governance.concertation.models.sessions import Outcome
from canevas.governance.concertation.operations.action_points import was_circulated
from canevas.governance.concertation.operations.errors import Conflict
from canevas.governance.concertation.operations.indexing import index_decision, index_set
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.permissions import MINUTES_WRITE
from canevas.governance.concertation.rules.session_states import Part
from canevas.governance.recommendations.operations import editing
from canevas.governance.recommendations.rules.seen import fingerprint


@transaction.atomic
def add_decision(*, by: User, item: AgendaItem, text: str, outcome: str = "") -> Decision:
    """Write down what was decided on ``item``. Raises ``PermissionDenied``, ``NotNow``, and ``ValidationError`` on an
    empty text or an unknown outcome."""
    session = _open(by, item.session)
    last = session.decisions.order_by("-order").values_list("order", flat=True).first()
    row = Decision.objects.create(session=session, item=item, text=_words(text), outcome=_outcome(outcome),
                                  order=0 if last is None else last + 1, stage=session.stage)
    record(by=by, event="decision_added", target=row, details={"outcome": row.outcome})
    index_decision(row)
    return row


@transaction.atomic
def edit_decision(*, by: User, decision: Decision, seen: str, text: str, outcome: str) -> Decision:
    """Change a decision, if it still is what was ``seen`` (:func:`decision_mark`); else ``errors.Conflict``."""
    session = _open(by, decision.session)
    row = _as_seen(decision, seen)
    before = {"text": row.text, "outcome": row.outcome}
    after = {"text": _words(text), "outcome": _outcome(outcome)}
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changes:
        return row
    if after["text"] != row.text:  # the passage of the file no longer says this; the journal keeps what it said
        row.source, row.passages = None, []
    row.text, row.outcome, row.session = after["text"], after["outcome"], session
    row.save()
    record(by=by, event="decision_edited", target=row, details=changes)
    index_decision(row)
    return row


@transaction.atomic
def remove_decision(*, by: User, decision: Decision, seen: str) -> None:
    """Take a decision out of the minutes; what was once circulated or came from a file is only withdrawn."""
    session = _open(by, decision.session)
    row = _as_seen(decision, seen)
    record(by=by, event="decision_removed", target=row, details={"text": row.text, "outcome": row.outcome})
    if row.source_id or was_circulated(session):
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
    else:
        remove_entries("decision", [row.pk])
        row.delete()


@transaction.atomic
def add_item_recommendation(*, by: User, item: AgendaItem, text: str, addressee: str = "") -> object:
    """Write down what was recommended on ``item``, in the set of its session."""
    session = _open(by, item.session)
    if session.recommendation_set is None:
        session.recommendation_set = editing.open_set(
            by=by, origin_key=f"session:{session.uid}", origin_label=str(session), origin_body=session.body.code,
            origin_date=session.date, region_id=session.body.region_id)
        session.save(update_fields=["recommendation_set", "changed_at"])
    row = editing.add_recommendation(by=by, recommendation_set=session.recommendation_set, text=text,
                                     addressee=addressee, agenda_number=item.number)
    index_set(session.recommendation_set)
    return row


@transaction.atomic
def edit_item_recommendation(*, by: User, session: Session, uid: str, seen: str, text: str, addressee: str) -> object:
    """Change a recommendation of ``session``, if it still is what was ``seen``; else ``errors.Conflict``."""
    held = _open(by, session)
    row = editing.edit_recommendation(by=by, recommendation=_recommendation(held, uid), seen=seen, text=text,
                                      addressee=addressee)
    if row is None:
        raise _changed()
    index_set(held.recommendation_set)
    return row


@transaction.atomic
def remove_item_recommendation(*, by: User, session: Session, uid: str, seen: str) -> None:
    held = _open(by, session)
    if not editing.remove_recommendation(by=by, recommendation=_recommendation(held, uid), seen=seen,
                                         is_kept=was_circulated(held)):
        raise _changed()


def decision_mark(row: Decision) -> str:
    return fingerprint(row.text, row.outcome)


def _open(by: User, session: Session) -> Session:
    held = Session.objects.select_for_update(of=("self",)).select_related("body", "recommendation_set").get(
        pk=session.pk)
    require(by, MINUTES_WRITE, body=held.body.code)
    require_editable(held, Part.MINUTES)
    return held


def _as_seen(decision: Decision, seen: str) -> Decision:
    row = Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk, withdrawn_at=None).first()
    if row is None or decision_mark(row) != seen:
        raise _changed()
    return row


def _recommendation(session: Session, uid: str) -> object:
    found = session.recommendation_set and session.recommendation_set.recommendations.filter(uid=uid).first()
    if not found:
        raise _changed()
    return found


def _changed() -> Conflict:
    return Conflict(_("Somebody changed this in between: nothing was overwritten. Here it is as it stands now; write "
                      "your change once more."))


def _words(text: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not clean:
        raise ValidationError(_("Write what was decided."))
    return clean


def _outcome(outcome: str) -> str:
    if outcome and outcome not in Outcome.values:
        raise ValidationError(_("There is no such outcome."))
    return outcome
