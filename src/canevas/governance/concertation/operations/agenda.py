"""The agenda of a session: built from the outline of its body, then named, added to, put in order by people.

Every act takes ``seen``, the mark of the agenda that the person had before them (``queries.meeting.mark_of``): where
somebody else changed it since, nothing is written and :class:`~.errors.ChangedMeanwhile` says so.
"""
from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.audit.queries import stories_of
from canevas.governance.concertation.models import AgendaItem, Session
from canevas.governance.concertation.operations.carrying_over import bring_back_open_actions
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.permissions import SESSION_EDIT
from canevas.governance.concertation.queries.meeting import (
    agenda_of,
    is_from_file,
    mark_of,
    minutes_to_adopt,
    open_action_count,
    outline_of,
)
from canevas.governance.concertation.rules.agenda_plan import (
    adoption_title,
    moved,
    ordered,
    place_of_new,
    planned_items,
)
from canevas.governance.concertation.rules.outline import LONGEST_TITLE, SectionKind
from canevas.governance.concertation.rules.session_states import Part, State

MOST_ITEMS = 60


@transaction.atomic
def build_agenda(*, by: User, session: Session) -> list[AgendaItem]:
    """Make the agenda of ``session`` from the outline of its body: the minutes to adopt, the open actions to review,
    what the outline names. Only where it has no items yet; open actions are brought back each time."""
    row = _opened(by, session)
    items = agenda_of(row)
    if not items:
        planned = planned_items(outline_of(row.body).sections, minutes_to_adopt(row),
                                open_action_count(row.body, row.date))
        items = AgendaItem.objects.bulk_create(
            AgendaItem(session=row, number=number, title=one.title, kind=one.kind)
            for number, one in enumerate(planned, 1))
        record(by=by, event="agenda_built", target=row, details={"items": [one.title for one in items]})
    if row.state != State.POSTPONED:
        bring_back_open_actions(by=by, session=row)
    return items


@transaction.atomic
def add_item(*, by: User, session: Session, title: str, seen: str | None = None) -> AgendaItem:
    """A new point, where the outline has its free points."""
    row = _opened(by, session, seen)
    title = _checked(title)
    items = agenda_of(row)
    if len(items) >= MOST_ITEMS:
        raise MeetingRefused(_("An agenda has at most %(count)s items.") % {"count": MOST_ITEMS})
    made = AgendaItem(session=row, number=len(items) + 1, title=title, kind=SectionKind.FREE)
    made.save()
    items.insert(place_of_new([one.kind for one in items], outline_of(row.body).sections), made)
    _number(items)
    record(by=by, event="agenda_item_added", target=row, details={"title": title})
    return made


@transaction.atomic
def rename_item(*, by: User, item: AgendaItem, title: str, seen: str | None = None) -> AgendaItem:
    """Give an item other words; its text and its actions stay with it."""
    row = _opened(by, item.session, seen)
    title, found = _checked(title), _standing(row, item)
    if found.title != title:
        before, found.title = found.title, title
        found.save(update_fields=["title"])
        record(by=by, event="agenda_item_renamed", target=row, details={"before": before, "after": title})
    return found


@transaction.atomic
def remove_item(*, by: User, item: AgendaItem, seen: str | None = None) -> AgendaItem:
    """Take an item off the agenda; :func:`restore_item` puts it back. Refused once something was written under it."""
    row = _opened(by, item.session, seen)
    found = _standing(row, item)
    if (found.discussion.filter(withdrawn_at=None).exists() or found.actions.filter(withdrawn_at=None).exists()
            or found.decisions.filter(withdrawn_at=None).exists()):
        raise MeetingRefused(_("Something was written under “%(title)s”: move or delete that text first.")
                             % {"title": found.title})
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    _number(agenda_of(row))
    record(by=by, event="agenda_item_removed", target=row, details={"title": found.title})
    return found


@transaction.atomic
def restore_item(*, by: User, item: AgendaItem) -> AgendaItem:
    """Put an item that was taken off back, where it stood."""
    row = _opened(by, item.session)
    found = AgendaItem.objects.get(pk=item.pk, session=row)
    if found.withdrawn_at is None:
        return found
    items = agenda_of(row)
    adoptions = sum(one.kind == SectionKind.ADOPTION for one in items)
    place = min(max(found.number - 1, 0 if found.kind == SectionKind.ADOPTION else adoptions), len(items))
    found.withdrawn_at = None
    found.save(update_fields=["withdrawn_at"])
    items.insert(min(place, adoptions) if found.kind == SectionKind.ADOPTION else place, found)
    _number(items)
    record(by=by, event="agenda_item_restored", target=row, details={"title": found.title})
    return found


@transaction.atomic
def move_item(*, by: User, item: AgendaItem, places: int, seen: str | None = None) -> list[AgendaItem]:
    """Move an item by so many places (-1: up); never before the adoption of minutes. The agenda as it is then."""
    row = _opened(by, item.session, seen)
    items = agenda_of(row)
    found = _standing(row, item)
    pinned = {str(one.uid) for one in items if one.kind == SectionKind.ADOPTION}
    return _put_in_order(by, row, items, moved([str(one.uid) for one in items], str(found.uid), places, pinned))


@transaction.atomic
def reorder_agenda(*, by: User, session: Session, order: Sequence[str], seen: str | None = None) -> list[AgendaItem]:
    """Put the items in this order of their identifiers; the adoption of minutes stays first, numbers follow.

    Raises :class:`ChangedMeanwhile` where ``order`` does not name exactly the items that stand.
    """
    row = _opened(by, session, seen)
    items = agenda_of(row)
    try:
        wanted = ordered(list(order), {str(one.uid): one.kind for one in items})
    except ValueError:
        raise ChangedMeanwhile(_changed(row)) from None
    return _put_in_order(by, row, items, wanted)


@transaction.atomic
def renew_adoptions(*, by: User, session: Session, seen: str | None = None) -> list[AgendaItem]:
    """Bring the adoption of previous minutes up to what is due today: a line for each, none for what was adopted since.
    A line with something written under it stays."""
    row = _opened(by, session, seen)
    items = agenda_of(row)
    section = next((one for one in outline_of(row.body).sections if one.kind is SectionKind.ADOPTION), None)
    wanted = [adoption_title(section.title, one.day) for one in minutes_to_adopt(row)] if section else []
    here = [one for one in items if one.kind == SectionKind.ADOPTION]
    gone = [one for one in here if one.title not in wanted and not one.discussion.filter(withdrawn_at=None).exists()]
    AgendaItem.objects.filter(pk__in=[one.pk for one in gone]).update(withdrawn_at=timezone.now())
    kept = [one for one in here if one not in gone]
    fresh = AgendaItem.objects.bulk_create(
        AgendaItem(session=row, number=1, title=title, kind=SectionKind.ADOPTION)
        for title in wanted if title not in {one.title for one in here})
    if gone or fresh:
        order = {title: place for place, title in enumerate(wanted)}
        first = sorted([*kept, *fresh], key=lambda one: order.get(one.title, -1))
        items = [*first, *(one for one in items if one.kind != SectionKind.ADOPTION)]
        _number(items)
        record(by=by, event="agenda_adoptions_renewed", target=row, details={
            "added": [one.title for one in fresh], "removed": [one.title for one in gone]})
    return items


def _opened(by: User, session: Session, seen: str | None = None) -> Session:
    """The session, locked, where ``by`` may edit its agenda now and it is as they saw it."""
    require(by, SESSION_EDIT, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    require_editable(row, Part.AGENDA)
    if is_from_file(row):
        raise MeetingRefused(_("This agenda came in with the minutes. To change it, bring a corrected file, or reopen "
                               "the meeting and say why."))
    if seen is not None and seen != mark_of(agenda_of(row)):
        raise ChangedMeanwhile(_changed(row))
    return row


def _changed(session: Session) -> str:
    last = stories_of({"concertation.session": [session.pk]}).filter(event__startswith="agenda_").last()
    return _("%(who)s changed this agenda meanwhile. It is shown as it is now; your change was not written: make it "
             "again.") % {"who": last.by if last else _("Somebody")}


def _standing(session: Session, item: AgendaItem) -> AgendaItem:
    found = AgendaItem.objects.filter(pk=item.pk, session=session, withdrawn_at=None).first()
    if found is None:
        raise ChangedMeanwhile(_changed(session))
    return found


def _checked(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise MeetingRefused(_("Write what the item is about."))
    if len(title) > LONGEST_TITLE:
        raise MeetingRefused(_("This title is too long: 250 characters at most."))
    return title


def _put_in_order(by: User, session: Session, items: list[AgendaItem], order: list[str]) -> list[AgendaItem]:
    if order == [str(one.uid) for one in items]:
        return items
    by_uid = {str(one.uid): one for one in items}
    items = [by_uid[uid] for uid in order]
    _number(items)
    record(by=by, event="agenda_reordered", target=session, details={"order": [one.title for one in items]})
    return items


def _number(items: Sequence[AgendaItem]) -> None:
    """Numbers follow the order; only what changes is written."""
    wrong = [(number, one) for number, one in enumerate(items, 1) if one.number != number]
    for number, one in wrong:
        one.number = number
    AgendaItem.objects.bulk_update([one for _n, one in wrong], ["number"])
