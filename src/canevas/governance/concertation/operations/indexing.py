"""What was confirmed can be found: one entry of the search for each thing that somebody may look for."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.urls import NoReverseMatch

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.directory.queries import findable
from canevas.commons.search.operations import SearchDocument, index_entries, rebuild
from canevas.commons.search.rules import draft_of, of_body, of_organisation, of_region
from canevas.governance.concertation.models import (
    ActionPoint,
    AgendaItem,
    Contribution,
    Decision,
    DiscussionPoint,
    Session,
)
from canevas.governance.concertation.permissions import MINUTES_CONFIRM
from canevas.governance.concertation.queries.answering import signs_of
from canevas.governance.concertation.rules.session_states import ANNOUNCED, OPEN_TO_READERS, State
from canevas.governance.recommendations.queries import recommendations_of_sets, sets_without_session

BATCH = 200


def index_session(session: Session) -> None:
    index_sessions([session])


def index_set(recommendation_set: Any) -> None:
    index_entries(_recommendations([recommendation_set]))


def index_sessions(sessions: Sequence[Session]) -> None:
    """(Re)index these sessions with all that hangs on them, in a handful of queries however many they are."""
    index_entries(documents_of(sessions))


def index_action(action: ActionPoint, session: Session) -> None:
    """(Re)index one action of ``session`` alone, where nothing else changed."""
    index_entries(_action_documents(ActionPoint.objects.filter(pk=action.pk), {session.pk: session}))


def index_sheet(session: Session) -> None:
    """(Re)index what is found of the session itself: its name, place, chairs, those who came."""
    index_entries(_sheets([session]))


def index_discussion(item: AgendaItem, points: Sequence[DiscussionPoint]) -> None:
    """(Re)index some points of one item alone: what is typed is saved every second."""
    index_entries(_said(row, item, item.session) for row in points)


def index_decision(decision: Decision) -> None:
    index_entries([_anchored("decision", decision, decision.session)])


@transaction.atomic
def reindex_everything(*, by: User) -> int:
    """Make the whole index again from the register and the directory; how many entries it holds now."""
    require(by, MINUTES_CONFIRM)
    return rebuild(_everything())


def _everything() -> Iterator[SearchDocument]:
    yield from findable()
    sessions = Session.objects.select_related("body", "recommendation_set").order_by("pk")
    last = 0
    while batch := list(sessions.filter(pk__gt=last)[:BATCH]):
        yield from documents_of(batch)
        last = batch[-1].pk
    yield from _recommendations(sets_without_session())


def documents_of(sessions: Sequence[Session]) -> Iterator[SearchDocument]:
    """The search entries of these sessions. What was withdrawn stays findable: it was once said."""
    by_pk = {session.pk: session for session in sessions}
    yield from _sheets(sessions)
    for row in DiscussionPoint.objects.filter(item__session__in=by_pk).select_related("item"):
        yield _said(row, row.item, by_pk[row.item.session_id])
    yield from _action_documents(ActionPoint.objects.filter(session__in=by_pk), by_pk)
    for kind, model in (("decision", Decision), ("contribution", Contribution)):
        for row in model.objects.filter(session__in=by_pk):
            yield _anchored(kind, row, by_pk[row.session_id])
    yield from _recommendations([session.recommendation_set for session in sessions if session.recommendation_set_id])


def _sheets(sessions: Sequence[Session]) -> Iterator[SearchDocument]:
    names: dict[int, list[str]] = {}
    for session in Session.objects.filter(pk__in=[one.pk for one in sessions]).prefetch_related("attendance"):
        names[session.pk] = [row.verbatim for row in session.attendance.all()]
    for session in sessions:
        yield SearchDocument(
            "session", session.pk, str(session), session.place, address(session), session.date,
            "\n".join([session.body.name, session.signatory, *session.chairs,
                       *(names.get(session.pk, []) if session.state in OPEN_TO_READERS else ())]),
            _seen_by(session, ANNOUNCED))


def _action_documents(rows: Any, by_pk: dict[int, Session]) -> Iterator[SearchDocument]:
    for action in rows.prefetch_related("responsibles__organisation"):
        yield _document("action_point", action, str(by_pk[action.session_id]), by_pk[action.session_id],
                        address(action), " ".join(who.verbatim for who in action.responsibles.all()),
                        action.responsibles.all())


def _said(row: DiscussionPoint, item: AgendaItem, session: Session) -> SearchDocument:
    return _document("discussion_point", row, str(session), session, f"{address(session)}#d-{row.uid}", str(item))


def _anchored(kind: str, row: Any, session: Session) -> SearchDocument:
    return _document(kind, row, str(session), session, f"{address(session)}#{kind[0]}-{row.uid}")


def _document(kind: str, row: Any, title: str, session: Session, url: str, body: str = "",
              answering: Iterable[Any] = ()) -> SearchDocument:
    return SearchDocument(kind, row.pk, title, row.text, url, session.date, body,
                          _seen_by(session, OPEN_TO_READERS, answering))


def _seen_by(session: Session, states: frozenset[State], answering: Iterable[Any] = ()) -> tuple[str, ...]:
    """The same truth as ``queries.visible``: the body's readers once the session is in one of ``states``, and the
    organisations that answer for the row; before, those who write drafts."""
    if session.state not in states:
        return draft_of(session.body.code)
    return of_body(session.body.code), *sorted(signs_of(answering, session.body))


def _of_organisations(answering: Iterable[Any]) -> list[str]:
    return sorted({of_organisation(who.organisation.code) for who in answering if who.organisation})


def _recommendations(sets: Iterable[Any]) -> Iterator[SearchDocument]:
    every = list(sets)
    drafts = set(Session.objects.filter(recommendation_set__in=every).exclude(
        state__in=sorted(OPEN_TO_READERS)).values_list("recommendation_set", flat=True))
    for row in recommendations_of_sets(every):
        who = " ".join(one.verbatim for one in row.responsibilities.all())
        over = row.row.challenge.text if row.row else ""
        yield SearchDocument("recommendation", row.pk, row.set.origin_label, row.text, address(row),
                             row.set.origin_date, f"{row.addressee} {who}\n{over}".strip(),
                             _recommendation_seen_by(row, row.set_id in drafts))


def _recommendation_seen_by(row: Any, is_draft: bool) -> tuple[str, ...]:
    found = row.set
    if is_draft:
        return draft_of(found.origin_body)
    of_set = [of_body(found.origin_body)] if found.origin_body else (
        [of_region(found.region.pcode)] if found.region else [])
    return *of_set, *_of_organisations(row.responsibilities.all())


def address(row: Any) -> str:
    """The page of a row; "" where the installation has none."""
    try:
        return str(row.get_absolute_url())
    except NoReverseMatch:
        return ""
