"""One act of a reviewer: checked, written with its journal row, and with the lines as they were, so that it can be
undone."""
from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import Intake, IntakeLine, IntakeStep
from canevas.governance.concertation.operations.comparing import compare_with_register, drafts_of
from canevas.governance.concertation.operations.errors import ReviewRefused
from canevas.governance.concertation.permissions import MINUTES_REVIEW
from canevas.governance.concertation.queries.intakes import lines_of
from canevas.governance.concertation.queries.visible import may_review
from canevas.governance.concertation.rules.lines import Kind

COLUMNS = [field.attname for field in IntakeLine._meta.concrete_fields]
TELLS_THE_SESSION = (Kind.BODY, Kind.DATE, Kind.STAGE)


@dataclass(slots=True)
class Act:
    """An act under way. ``touch`` before changing a line, ``made`` after adding one."""

    by: User
    intake: Intake
    before: dict[int, dict[str, Any]] = field(default_factory=dict)
    created: list[int] = field(default_factory=list)

    def touch(self, *lines: IntakeLine) -> None:
        for line in lines:
            self.before.setdefault(line.pk, snapshot(line))

    def made(self, line: IntakeLine) -> IntakeLine:
        self.created.append(line.pk)
        return line

    def save(self, line: IntakeLine) -> None:
        line.changed_by = self.by
        line.save()


@contextmanager
def act(*, by: User, intake: Intake, event: str) -> Iterator[Act]:
    """The transaction of one act on an open intake. Raises :class:`ReviewRefused` when the intake is closed."""
    with transaction.atomic():
        fresh = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
        require_review(by, fresh)
        if not fresh.is_open:
            raise ReviewRefused(_("This file is no longer being reviewed: nothing was changed."))
        under_way = Act(by, fresh)
        yield under_way
        if under_way.before or under_way.created:
            IntakeStep.objects.create(intake=fresh, event=event, before=list(under_way.before.values()),
                                      created=under_way.created, by=by)
            record(by=by, event=event, target=fresh, details={
                "lines": sorted({*under_way.before, *under_way.created})})
            if any(row["kind"] in TELLS_THE_SESSION for row in under_way.before.values()):
                recompare(fresh, by)
        intake.refresh_from_db()


def snapshot(line: IntakeLine) -> dict[str, Any]:
    """The columns of a line as plain JSON."""
    row = {name: getattr(line, name) for name in COLUMNS}
    row["uid"] = str(line.uid) if line.uid else None
    return row


def require_review(by: User, intake: Intake) -> None:
    """Raise ``PermissionDenied`` unless ``by`` reviews the files of this body; one's own file one may always prepare,
    whatever body it is of."""
    if not may_review(by, intake):
        require(by, MINUTES_REVIEW, body=intake.body.code if intake.body else "")


def recompare(intake: Intake, by: User) -> None:
    """Look in the register again, after the body, the day or the stage was changed."""
    drafts, back = drafts_of(lines_of(intake))
    compare_with_register(intake, drafts, back, user=by)
    if intake.state == Intake.State.UNCHANGED:
        # Somebody is at work on it: it stays open until that person confirms.
        intake.state = Intake.State.SUPERSEDING
        intake.save(update_fields=["state"])


def undo_last(*, by: User, intake: Intake) -> bool:
    """Put the lines back as they were before the last act; ``False`` when there is nothing to undo."""
    with transaction.atomic():
        fresh = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
        require_review(by, fresh)
        if not fresh.is_open:
            raise ReviewRefused(_("This file is no longer being reviewed: nothing was changed."))
        step = fresh.steps.order_by("-pk").first()
        if step is None:
            return False
        IntakeLine.objects.filter(pk__in=step.created, intake=fresh).delete()
        for row in step.before:
            _restore(row)
        kinds = {row["kind"] for row in step.before}
        event = step.event
        step.delete()
        record(by=by, event="review_step_undone", target=fresh, details={"event": event})
        if kinds & set(TELLS_THE_SESSION):
            recompare(fresh, by)
        intake.refresh_from_db()
        return True


def _restore(row: dict[str, Any]) -> None:
    values = {**row, "uid": uuid.UUID(row["uid"]) if row["uid"] else None}
    line = IntakeLine(**values)
    line._state.adding = not IntakeLine.objects.filter(pk=line.pk).exists()
    line.save()


def family(lines: Iterable[IntakeLine], line: IntakeLine) -> list[IntakeLine]:
    """``line`` and all below it."""
    below: dict[int | None, list[IntakeLine]] = {}
    for row in lines:
        below.setdefault(row.parent_id, []).append(row)
    out = [line]
    for row in out:  # grows while it is walked
        out.extend(below.get(row.pk, []))
    return out
