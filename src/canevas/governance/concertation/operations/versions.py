"""A version of minutes is frozen: its whole text, and the official document that goes out."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.files.operations import store_file
from canevas.governance.concertation.models import Minutes, Session
from canevas.governance.concertation.operations.errors import MoveRefused
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.permissions import MINUTES_WRITE
from canevas.governance.concertation.queries.before_circulation import checks_for
from canevas.governance.concertation.queries.known import current_minutes
from canevas.governance.concertation.queries.official import official_file
from canevas.governance.concertation.queries.versions import content_of, text_now
from canevas.governance.concertation.rules.session_states import Move
from canevas.governance.concertation.rules.snapshot import Snapshot, digest
from canevas.tools.documents.reading import read_document
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault


@transaction.atomic
def freeze_minutes(*, by: User, session: Session) -> tuple[Minutes, bool]:
    """Keep the present text as a version with its official Word file; ``False`` where the last version says the same.

    Raises :class:`MoveRefused` with a sentence where the template of the body cannot be filled.
    """
    row = _to_write(by, session)
    return _frozen(by, row, text_now(row))


def _to_write(by: User, session: Session) -> Session:
    """The session as it stands, held until the text that is read of it is frozen."""
    require(by, MINUTES_WRITE, body=session.body.code)
    return Session.objects.select_for_update(of=("self",)).select_related("body__region").get(pk=session.pk)


def _frozen(by: User, row: Session, text: Snapshot) -> tuple[Minutes, bool]:
    last = current_minutes(row)
    if last is not None and digest(text) == digest(content_of(last)):
        return keep_content(last, text), False
    try:
        made = official_file(row, "docx")
    except (TemplateFault, PdfFault) as fault:
        raise MoveRefused(str(fault)) from fault
    file, _new = store_file(by=by, name=made.name, content=made.content,
                            document=read_document(made.content, made.name))
    minutes = Minutes.objects.create(
        session=row, version=last.version + 1 if last else 1, file=file, document_id=str(row.uid), confirmed_by=by,
        confirmed_at=timezone.now(), content=text, previous=last)
    record(by=by, event="minutes_frozen", target=minutes, details={"version": minutes.version, "file": made.name})
    return minutes, True


def keep_content(minutes: Minutes, content: Snapshot | None = None) -> Minutes:
    """Freeze what a version says that came in before versions were frozen, as long as the register still says it."""
    if not minutes.content:
        minutes.content = content or content_of(minutes)
        minutes.save(update_fields=["content"])
    return minutes


@transaction.atomic
def circulate_minutes(*, by: User, session: Session) -> Session:
    """Send the minutes before the members: the text is frozen as a version, and the session is circulated.

    Raises :class:`MoveRefused` where the state does not allow it, where there is nothing to read, or where a check
    before circulation says that the document would be wrong (no day, a day to come).
    """
    row = _to_write(by, session)
    text = text_now(row)
    if not _says_something(text):
        raise MoveRefused(_("There is nothing to read in these minutes yet: write them, or bring them from Word."))
    wrong = [check.sentence for check in checks_for(row) if check.is_blocking]
    if wrong:
        raise MoveRefused(" ".join(str(sentence) for sentence in wrong))
    _frozen(by, row, text)
    return move_session(by=by, session=row, move=Move.CIRCULATE)


def _says_something(content: dict[str, Any]) -> bool:
    parts = ("actions", "decisions", "contributions", "recommendations", "synthesis")
    return any(content.get(part) for part in parts) or any(
        item.get("blocks") or item.get("actions") for item in content.get("items", []))
