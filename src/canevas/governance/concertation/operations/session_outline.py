"""The outline (« canevas ») of a body's meetings: saved for it, or given back to the common one."""
from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import Body, Outline
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused
from canevas.governance.concertation.permissions import BODY_EDIT
from canevas.governance.concertation.rules.outline import Fault, Section, faults, to_json


@transaction.atomic
def save_outline(*, by: User, body: Body | None, sections: Sequence[Section], seen: str | None = None) -> Outline:
    """Let ``body`` (all bodies without one of their own, with ``None``) follow these sections from its next agenda on;
    agendas that are made already stay.

    ``seen``: when the outline shown was saved (ISO, "" where it was not its own); another moment now raises
    :class:`ChangedMeanwhile`. Raises :class:`MeetingRefused` with a sentence where the sections cannot serve.
    """
    require(by, BODY_EDIT, body=body.code if body else "")
    if wrong := faults(tuple(sections)):
        raise MeetingRefused(" ".join(dict.fromkeys(_sentence(place, fault) for place, fault in wrong)))
    row = Outline.objects.select_for_update().filter(body=body).first()
    _check_seen(row, seen)
    before = row.sections if row else None
    row = row or Outline(body=body)
    row.sections, row.saved_by = to_json(sections), by
    row.save()
    record(by=by, event="outline_saved", target=body or row, details={"before": before, "after": row.sections})
    return row


@transaction.atomic
def reset_outline(*, by: User, body: Body | None, seen: str | None = None) -> None:
    """Follow the outline of the body above, or the common one, again."""
    require(by, BODY_EDIT, body=body.code if body else "")
    row = Outline.objects.select_for_update().filter(body=body).first()
    if row is None:
        return
    _check_seen(row, seen)
    record(by=by, event="outline_reset", target=body or row, details={"before": row.sections})
    row.delete()


def mark_of_outline(row: Outline | None) -> str:
    """What ``seen`` is: when the outline was saved, "" for one that is not its own."""
    return row.changed_at.isoformat() if row else ""


def _check_seen(row: Outline | None, seen: str | None) -> None:
    if seen is not None and seen != mark_of_outline(row):
        raise ChangedMeanwhile(_("%(who)s changed this outline meanwhile. It is shown below as it is now; what you "
                                 "wanted was not written: make your change again.") % {
            "who": row.saved_by if row else _("Somebody")})


def _sentence(place: int, fault: Fault) -> str:
    return {
        Fault.EMPTY: _("An outline has at least one section."),
        Fault.TOO_MANY: _("An outline has at most 30 sections."),
        Fault.UNTITLED: _("Section %(number)s has no title."),
        Fault.TOO_LONG: _("The title of section %(number)s is too long: 250 characters at most."),
        Fault.TWICE: _("Section %(number)s stands there twice."),
        Fault.ADOPTION_LATER: _("The adoption of the previous minutes is always the first section."),
    }[fault] % {"number": place + 1}
