"""The versions of a session's minutes: what each says, where it came from, and what the register says now."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from canevas.commons.files.queries import document_of
from canevas.governance.concertation.models import Adoption, Intake, IntakeLine, Minutes, Reservation, Session
from canevas.governance.concertation.queries.known import current_minutes, register_lines
from canevas.governance.concertation.rules.lines import Draft, Kind
from canevas.governance.concertation.rules.snapshot import Snapshot, digest, freeze, of_text
from canevas.governance.concertation.rules.versions import Row, compare_versions


@dataclass(slots=True)
class Version:
    """One version as its list shows it. ``intake``: the file that it came in by; ``None`` where it was frozen here."""

    minutes: Minutes
    intake: Intake | None = None
    is_current: bool = False
    adoptions: list[Adoption] = field(default_factory=list)
    final_of: list[Adoption] = field(default_factory=list)
    integrated: list[Reservation] = field(default_factory=list)


def text_now(session: Session) -> Snapshot:
    """The whole text of the minutes as the register has it now."""
    return freeze(register_lines(session))


def differs_from_last(session: Session) -> bool:
    """Whether the register says anything else than the last version of the minutes, or there is none yet."""
    last = current_minutes(session)
    return last is None or digest(text_now(session)) != digest(content_of(last))


def content_of(minutes: Minutes) -> Snapshot:
    """What a version says: as it was frozen; of those before there was freezing, what the register says of the current
    one, what was understood of the file of an older one, or at least the words of that file."""
    if minutes.content:
        return dict(minutes.content)
    if not Minutes.objects.filter(session=minutes.session_id, version__gt=minutes.version).exists():
        return text_now(minutes.session)
    lines = IntakeLine.objects.filter(intake__known_minutes=minutes, intake__state=Intake.State.CONFIRMED)
    if drafts := _drafts(lines):
        return freeze(drafts)
    if minutes.file is not None:
        return of_text([node.text for node in document_of(minutes.file).root.walk() if node.text])
    return of_text([])


def _drafts(lines: Iterable[IntakeLine]) -> list[Draft]:
    """The tree of what stood of a file."""
    made: dict[int, Draft] = {}
    tops: list[Draft] = []
    rows = [line for line in lines if line.state != IntakeLine.State.DROPPED
            and line.change != IntakeLine.Change.REMOVED]
    for line in rows:
        made[line.pk] = Draft(Kind(line.kind), line.value, uids=[line.uid.hex] if line.uid else [])
    for line in rows:
        if line.parent_id is None:
            tops.append(made[line.pk])
        elif line.parent_id in made:
            made[line.parent_id].children.append(made[line.pk])
    return tops


def versions_of(session: Session) -> list[Version]:
    """Every version, the last first, in a bounded number of queries."""
    rows = list(session.minutes.select_related("file", "confirmed_by").defer("content").order_by("-version"))
    out = {row.pk: Version(row, is_current=place == 0) for place, row in enumerate(rows)}
    for intake in Intake.objects.filter(known_minutes__in=out, state=Intake.State.CONFIRMED):
        out[intake.known_minutes_id or 0].intake = intake
    for adoption in session.adoptions.select_related("at_session__body"):
        if adoption.minutes_id in out:
            out[adoption.minutes_id].adoptions.append(adoption)
        if adoption.final_minutes_id in out:
            out[adoption.final_minutes_id].final_of.append(adoption)
    for reservation in Reservation.objects.filter(integrated_in__in=out).select_related("organisation"):
        out[reservation.integrated_in_id or 0].integrated.append(reservation)
    return list(out.values())


def version_of(session: Session, number: int) -> Minutes | None:
    return session.minutes.select_related("file", "confirmed_by", "session__body").filter(version=number).first()


def compared(before: Minutes, after: Minutes | None) -> list[Row]:
    """Two versions side by side; without ``after``, a version and what the register says now."""
    new: dict[str, Any] = text_now(before.session) if after is None else content_of(after)
    return compare_versions(content_of(before), new)
