"""Actions typed by a person: added, edited and removed while the minutes of their session may be edited."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.operations import propose_name
from canevas.commons.search.operations import remove_entries
from canevas.governance.concertation.models import ActionPoint, ActionResponsible, AgendaItem, Session
from canevas.governance.concertation.operations.errors import Conflict
from canevas.governance.concertation.operations.indexing import index_action
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.operations.resolving import SURE_MATCH, Attachment, Resolver
from canevas.governance.concertation.permissions import ACTION_POINT_EDIT
from canevas.governance.concertation.rules.deadline import UnderstoodDeadline, understand_deadline
from canevas.governance.concertation.rules.lines import Kind
from canevas.governance.concertation.rules.responsibles import named_parts
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS, Part
from canevas.tools.text.resolve import EXACT

LONGEST_DEADLINE = 250


@transaction.atomic
def add_action_point(*, by: User, session: Session, item: AgendaItem | None, text: str, responsibles: Sequence[str],
                     deadline_text: str = "", axis: Any = None) -> ActionPoint:
    """Write down something to be done, at the end of its agenda item (``None``: of the session).

    ``responsibles``: names as typed, one or several in each; the first leads. Raises ``PermissionDenied``,
    :class:`~.errors.NotNow` where the session's state does not allow it, and ``ValidationError`` on an empty text.
    """
    require(by, ACTION_POINT_EDIT, body=session.body.code)
    session = _held(session)
    require_editable(session, Part.MINUTES)
    if item is not None and item.session_id != session.pk:
        raise ValidationError(_("This agenda item belongs to another meeting."))
    last = session.actions.filter(item=item).order_by("-order").values_list("order", flat=True).first()
    deadline = _clean_deadline(deadline_text)
    meaning = understand_deadline(deadline, session.date)
    action = ActionPoint.objects.create(
        session=session, item=item, axis=axis, text=_clean_text(text), order=0 if last is None else last + 1,
        deadline_text=deadline, deadline_date=meaning.day, deadline_kind=meaning.kind, due_on=meaning.due_on)
    names = _write_responsibles(by, action, responsibles)
    record(by=by, event="action_point_added", target=action, details={"responsibles": names, "deadline": deadline})
    index_action(action, session)
    return action


@transaction.atomic
def edit_action_point(*, by: User, action: ActionPoint, base_revision: int, text: str, responsibles: Sequence[str],
                      deadline_text: str) -> ActionPoint:
    """Change the words, those responsible and the deadline of an action; what stays the same leaves no trace.

    Raises :class:`~.errors.Conflict` when the action was changed since ``base_revision``, and what
    :func:`add_action_point` raises.
    """
    require(by, ACTION_POINT_EDIT, body=action.session.body.code)
    session = _held(action.session)
    require_editable(session, Part.MINUTES)
    row = ActionPoint.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if row.revision != base_revision or row.withdrawn_at is not None:
        raise Conflict(_("Somebody changed this action in between: nothing was overwritten. Read it again, then write "
                         "your change once more."))
    before = {"text": row.text, "deadline": row.deadline_text, "responsibles": _names_of(row)}
    text, deadline = _clean_text(text), _clean_deadline(deadline_text)
    if text != row.text:  # the passage of the file no longer says this; the journal keeps what it said
        row.text, row.source, row.passages = text, None, []
    if deadline != row.deadline_text:
        row.deadline_text, row.deadline_date = deadline, None
        set_due(row, session.date, fresh=True)
    wanted = [one.verbatim[:250] for one in named_parts(responsibles, _is_known)]
    if wanted != before["responsibles"]:
        row.responsibles.all().delete()
        _write_responsibles(by, row, responsibles)
    after = {"text": text, "deadline": deadline, "responsibles": wanted}
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changes:
        return row
    row.revision += 1
    row.save()
    record(by=by, event="action_point_edited", target=row, details=changes)
    index_action(row, session)
    return row


@transaction.atomic
def remove_action_point(*, by: User, action: ActionPoint) -> ActionPoint | None:
    """Take an action out of the minutes. What was ever circulated, reported on or reviewed is withdrawn and stays,
    since it was once said; otherwise it is deleted, and ``None`` is given."""
    require(by, ACTION_POINT_EDIT, body=action.session.body.code)
    session = _held(action.session)
    require_editable(session, Part.MINUTES)
    row = ActionPoint.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if row.withdrawn_at is not None:
        return row
    record(by=by, event="action_point_removed", target=row, details={
        "text": row.text, "deadline": row.deadline_text, "responsibles": _names_of(row)})
    if was_circulated(session) or row.progress.exists() or row.reviews.exists():
        row.withdrawn_at = timezone.now()
        row.revision += 1
        row.save(update_fields=["withdrawn_at", "revision", "changed_at"])
        index_action(row, session)
        return row
    remove_entries("action_point", [row.pk])
    row.delete()
    return None


def was_circulated(session: Session) -> bool:
    """Whether what the minutes say was ever before anybody but those who write them."""
    shown = sorted(OPEN_TO_READERS)
    return session.state in OPEN_TO_READERS or session.moves.filter(after__in=shown).exists()


def set_due(action: ActionPoint, said_on: date | None, *, fresh: bool = False) -> UnderstoodDeadline:
    """Work out of the words what ``action`` (unsaved) is due; ``fresh``: the words are new, whatever day was given."""
    given = None if fresh else action.deadline_date
    meaning = understand_deadline(action.deadline_text, said_on, given=given, reports=report_days(action))
    action.deadline_date, action.deadline_kind, action.due_on = meaning.day, meaning.kind, meaning.due_on
    return meaning


def report_days(action: ActionPoint) -> list[date]:
    """The days on which somebody reported on ``action``, reports that were taken back left out."""
    if action.pk is None:
        return []
    standing = action.progress.filter(takes_back=None, taken_back_by=None)
    return [timezone.localtime(at).date() for at in standing.values_list("at", flat=True)]


def _held(session: Session) -> Session:
    """The session as it stands now, so that nothing is written into one that was finished meanwhile."""
    return Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)


def _clean_text(text: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not clean:
        raise ValidationError(_("Write what is to be done."))
    return clean


def _clean_deadline(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST_DEADLINE]


def _names_of(action: ActionPoint) -> list[str]:
    return [who.verbatim for who in action.responsibles.all()]


def _meaning(name: str) -> Attachment:
    found = Resolver().meaning(Kind.RESPONSIBLE, name)
    return found if found is not None and found.score >= SURE_MATCH else Attachment()


def _is_known(name: str) -> bool:
    return _meaning(name).score >= EXACT


def _write_responsibles(by: User, action: ActionPoint, written: Iterable[str]) -> list[str]:
    """Attach those named; the directory is asked once about a name that it does not know."""
    rows = []
    for order, one in enumerate(named_parts(list(written), _is_known)):
        found = _meaning(one.name)
        rows.append(ActionResponsible(
            action=action, order=order, verbatim=one.verbatim[:250], part=one.part, organisation_id=found.organisation,
            territory_id=found.territory, quantifier=found.quantifier, resolved_by=found.reason[:250],
            confidence=found.score))
        if not found.score and any(sign.isalpha() for sign in one.name) and len(one.name) <= 120:
            propose_name(by=by, kind="organisation", text=one.name, occurrences=1)
    ActionResponsible.objects.bulk_create(rows)
    return [row.verbatim for row in rows]
