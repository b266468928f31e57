"""A session of the register, told in the lines of :mod:`rules.lines`: what a new version is compared with."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from canevas.governance.concertation.models import AgendaItem, Attendance, DiscussionPoint, Minutes, Session
from canevas.governance.concertation.rules.changes import Known
from canevas.governance.concertation.rules.lines import Kind, seat_uid
from canevas.governance.recommendations.queries import challenges_of, flat_recommendations_of


def session_held(body_id: int, day: date, stage: str) -> Session | None:
    return Session.objects.filter(body_id=body_id, date=day, stage=stage).first()


def current_minutes(session: Session) -> Minutes | None:
    return session.minutes.order_by("-version").first()


def session_with_document(document_id: str) -> Session | None:
    """The session that our exported file with this id was made from.

    The id is that of the session or of one version of its minutes.
    """
    if not document_id:
        return None
    session = Session.objects.filter(uid=document_id).first()
    if session is None:
        minutes = Minutes.objects.filter(uid=document_id).select_related("session").first()
        session = minutes.session if minutes else None
    return session


def register_lines(session: Session) -> list[Known]:
    """Everything that stands in the register for ``session``, as lines."""
    return [
        *_header(session),
        *_attendance(session),
        *_items(session),
        *(_action(row) for row in _standing(session.actions).filter(item=None).prefetch_related("responsibles")),
        *_recommendations(session),
        *(Known(Kind.DECISION, {"text": row.text, "outcome": row.outcome, "stage": row.stage, "main": row.is_main},
                uid=str(row.uid)) for row in _standing(session.decisions)),
        *(_text(Kind.CONTRIBUTION, row) for row in _standing(session.contributions)),
        *(Known(Kind.POLICY, {"axis": row.axis_number, "text": row.title, "programme": row.programme or None,
                              "subprogrammes": row.subprogrammes}) for row in session.policy_mentions.all()),
        *(Known(Kind.PLACE, {"text": row.verbatim}) for row in session.place_mentions.all()),
    ]


def _standing(rows: Any) -> QuerySet[Any]:
    return rows.filter(withdrawn_at=None)


def _text(kind: Kind, row: Any, **more: Any) -> Known:
    return Known(kind, {"text": row.text, **more}, uid=str(row.uid))


def _header(session: Session) -> Iterable[Known]:
    yield Known(Kind.BODY, {"text": session.body.code})
    yield Known(Kind.STAGE, {"stage": session.stage})
    if session.date:
        yield Known(Kind.DATE, {"date": session.date.isoformat()})
    if session.number:
        yield Known(Kind.NUMBER, {"number": session.number})
    for kind, hour in ((Kind.START, session.start), (Kind.END, session.end)):
        if hour:
            yield Known(kind, {"time": hour.strftime("%H:%M")})
    for kind, text in ((Kind.PLACE_OF_MEETING, session.place), (Kind.SIGNATORY, session.signatory)):
        if text:
            yield Known(kind, {"text": text})
    yield from (Known(Kind.CHAIR, {"text": name}) for name in session.chairs)
    if session.previous_date or session.previous_outcome:
        yield Known(Kind.PREVIOUS, {
            "date": session.previous_date.isoformat() if session.previous_date else None,
            "outcome": session.previous_outcome or None})
    for row in session.related_sessions.all():
        yield Known(Kind.RELATED, {"stage": row.stage, "date": row.date.isoformat()})


def _items(session: Session) -> Iterable[Known]:
    items: list[AgendaItem] = list(_standing(session.items).prefetch_related(
        "discussion", "actions__responsibles"))
    for item in items:
        if item.on_agenda:
            yield _agenda(item)
    for item in items:
        line = Known(Kind.ITEM, {"number": item.number, "text": item.treated_title or item.title}, uid=str(item.uid))
        line.children = [
            *(_block(row) for row in item.discussion.all() if not row.withdrawn_at),
            *(_action(row) for row in item.actions.all() if not row.withdrawn_at)]
        # an item of minutes that came from a file and only announced it was not treated; one of an agenda that was made
        # here is there to be written under
        if item.treated_title or line.children or item.source_id is None:
            yield line


def _attendance(session: Session) -> Iterable[Known]:
    """Who was there, or excused, or absent. Those who are only expected are no part of minutes."""
    for row in session.attendance.filter(withdrawn_at=None).exclude(status=Attendance.Status.EXPECTED):
        more = {key: value for key, value in (("person", row.person), ("function", row.function)) if value}
        yield Known(Kind.ATTENDANCE, {"text": row.verbatim, "status": row.status, **more},
                    uid=seat_uid(session.uid, row.pk))


def _block(row: DiscussionPoint) -> Known:
    line = _text(Kind.DISCUSSION, row, form=row.form)
    if row.form == DiscussionPoint.Form.BULLET:
        line.value["level"] = row.level
    if row.form == DiscussionPoint.Form.TABLE:
        line.value["cells"] = row.cells
    return line


def _agenda(item: AgendaItem) -> Known:
    return Known(Kind.AGENDA, {"number": item.number, "text": item.title}, uid=str(item.uid))


def _action(row: Any) -> Known:
    return _followed(_text(Kind.ACTION, row), row, row.responsibles.all())


def _followed(line: Known, row: Any, owners: Iterable[Model]) -> Known:
    line.children = [Known(Kind.RESPONSIBLE, {"text": owner.verbatim}) for owner in owners]  # type: ignore[attr-defined]
    if row.deadline_text or row.deadline_date:
        line.children.append(Known(Kind.DEADLINE, {
            "text": row.deadline_text, "date": row.deadline_date.isoformat() if row.deadline_date else None}))
    return line


def _recommendations(session: Session) -> Iterable[Known]:
    if session.recommendation_set is not None:
        yield from set_lines(session.recommendation_set)


def set_lines(recommendation_set: Any) -> list[Known]:
    """Everything that stands in one set of recommendations: the flat list, then the synthesis."""
    flat = [_followed(_text(Kind.RECOMMENDATION, row, addressee=row.addressee), row, row.responsibilities.all())
            for row in flat_recommendations_of(recommendation_set)]
    return [*flat, *synthesis_lines(recommendation_set)]


def synthesis_lines(recommendation_set: Any) -> list[Known]:
    """The sections of a synthesis with their challenges and rows."""
    sections: dict[tuple[str, int | None], Known] = {}
    for challenge in challenges_of(recommendation_set):
        band = (challenge.scope, challenge.axis_number)
        if band not in sections:
            sections[band] = Known(Kind.SECTION, {
                "scope": challenge.scope, "axis": challenge.axis_number, "text": challenge.axis_title})
        line = _text(Kind.CHALLENGE, challenge)
        line.children = [_row(row) for row in challenge.rows.all()]
        sections[band].children.append(line)
    return list(sections.values())


def _row(row: Any) -> Known:
    line = Known(Kind.ROW, {"flags": row.flags})
    line.children = [
        *(_text(Kind.PRIORITY, one) for one in row.priorities.all()),
        *(_text(Kind.STRATEGY, one) for one in row.strategies.all()),
        *(Known(Kind(who["kind"]), {"text": who["text"]}) for who in row.concerned)]
    if row.stray:
        line.children.append(Known(Kind.STRAY, {"text": row.stray}))
    return line
