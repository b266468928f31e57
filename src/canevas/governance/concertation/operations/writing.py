"""The confirmed lines of one file become rows of the register, new or brought up to date in place."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import (
    ActionPoint,
    ActionResponsible,
    AgendaItem,
    Attendance,
    Contribution,
    Decision,
    DiscussionPoint,
    IntakeLine,
    PlaceMention,
    PolicyMention,
    RelatedSession,
    Session,
)
from canevas.governance.concertation.operations.action_points import set_due
from canevas.governance.concertation.operations.tree import Tree
from canevas.governance.concertation.rules.deadline import understand_deadline
from canevas.governance.concertation.rules.lines import Kind, printed, seat_uid, wording
from canevas.governance.concertation.rules.outline import SectionKind, kind_of_title
from canevas.governance.concertation.rules.responsibles import part_of_each


@dataclass(slots=True)
class RegisterWriter:
    """Writes what hangs on one session. ``is_new``: nothing of it is in the register yet, so nothing is looked for.

    ``kept`` holds the ids of rows that the new version lacks but that the person wants to keep.
    """

    session: Session
    source_id: int | None
    tree: Tree
    now: datetime
    is_new: bool
    kept: set[str] = field(default_factory=set)
    by: User | None = None
    items: dict[int, AgendaItem] = field(default_factory=dict)
    written: dict[type[Model], list[int]] = field(default_factory=dict)

    def write(self) -> None:
        before = {} if self.is_new else _texts_of(self.session)
        self._attendance()
        self._items()
        self._rows(DiscussionPoint, Kind.DISCUSSION, lambda line: {"item": self._item_of(line), **_form_of(line)})
        self._actions()
        self._rows(Decision, Kind.DECISION, lambda line: {
            "session": self.session, "item": self._item_of(line), "outcome": line.value.get("outcome") or "",
            "stage": line.value.get("stage") or "", "is_main": bool(line.value.get("main"))})
        self._rows(Contribution, Kind.CONTRIBUTION, lambda line: {"session": self.session})
        self._mentions()
        if not self.is_new:
            self._withdraw()
            self._count_revisions(before)

    def _count_revisions(self, before: dict[int, Any]) -> None:
        """An item that says something else is of another revision: whoever is typing it is told, not overwritten."""
        after = _texts_of(self.session)
        changed = [key for key in {*before, *after} if before.get(key) != after.get(key)]
        AgendaItem.objects.filter(pk__in=changed).update(
            revision=F("revision") + 1, edited_by=self.by, edited_at=self.now)

    def _known(self, model: Any) -> dict[str, Any]:
        if self.is_new:
            return {}
        path = {DiscussionPoint: "item__session"}.get(model, "session")
        return {str(row.uid): row for row in model.objects.filter(**{path: self.session})}

    def _save(self, model: Any, rows: list[Any], fields: Iterable[str]) -> None:
        """Make the new rows and bring the others up to date, in two statements."""
        fresh = [row for row in rows if row.pk is None]
        stale = [row for row in rows if row.pk is not None]
        model.objects.bulk_create(fresh)
        if stale:
            model.objects.bulk_update(stale, sorted(set(fields)))
        self.written[model] = [row.pk for row in rows]

    def _rows(self, model: Any, kind: Kind, more: Any) -> list[tuple[Any, IntakeLine]]:
        """Rows with a text, their source and an order, one for each line of ``kind``."""
        known = self._known(model)
        out: list[tuple[Any, IntakeLine]] = []
        fields: set[str] = {"text", "order", "source", "passages", "withdrawn_at"}
        for order, line in enumerate(self.tree.all(kind)):
            row = known.get(str(line.uid)) or model(uid=uuid.uuid4())
            extra = more(line)
            fields |= set(extra)
            for name, value in extra.items():
                setattr(row, name, value)
            row.text, row.order, row.withdrawn_at = line.value["text"], order, None
            row.source_id, row.passages = self.source_id if line.passages else None, line.passages
            out.append((row, line))
        self._save(model, [row for row, _line in out], fields)
        return out

    def _item_of(self, line: IntakeLine) -> AgendaItem | None:
        number = self.tree.item_number(line)
        return self.items.get(number) if number is not None else None

    def _items(self) -> None:
        known = self._known(AgendaItem)
        agenda = {line.value.get("number"): line for line in self.tree.all(Kind.AGENDA)}
        treated = {line.value.get("number"): line for line in self.tree.all(Kind.ITEM)}
        for number in sorted({number for number in [*agenda, *treated] if number}):
            announced, item = agenda.get(number), treated.get(number)
            uid = str((item and item.uid) or (announced and announced.uid) or "")
            row = known.pop(uid, None) or AgendaItem(session=self.session, uid=uuid.uuid4())
            shown = announced or item
            assert shown is not None
            row.number, row.title, row.on_agenda = number, shown.value["text"], announced is not None
            said = item.value["text"] if item else ""
            if row.pk is None or row.treated_title or printed(said) != printed(row.title):
                row.treated_title = said
            if row.kind == SectionKind.FREE:  # an agenda that was built here knows better than its titles
                row.kind = kind_of_title(row.title)
            row.treated_passages = item.passages if item else []
            row.source_id = self.source_id if shown.passages else None
            row.passages, row.withdrawn_at = shown.passages, None
            self.items[number] = row
        self._save(AgendaItem, list(self.items.values()), (
            "number", "title", "on_agenda", "treated_title", "treated_passages", "source", "passages", "withdrawn_at",
            "kind"))

    def _actions(self) -> None:
        def more(line: IntakeLine) -> dict[str, Any]:
            text, day = self.tree.deadline(line)
            meaning = understand_deadline(text, self.session.date, given=day)
            return {"session": self.session, "item": self._item_of(line), "deadline_text": text[:250],
                    "deadline_date": day, "deadline_kind": meaning.kind, "due_on": meaning.due_on,
                    "axis_id": line.axis_id, "changed_at": self.now}

        before = {} if self.is_new else _actions_of(self.session)
        parts = {} if self.is_new else _parts_of(self.session)
        rows = self._rows(ActionPoint, Kind.ACTION, more)
        if not self.is_new:
            ActionResponsible.objects.filter(action__in=[row for row, _line in rows]).delete()
            for row in (row for row, _line in rows if row.deadline_kind == "rhythm"):
                set_due(row, self.session.date)  # reports have moved it on
                row.save(update_fields=["due_on"])
        owners = [who for row, line in rows for who in self._responsibles(row, line)]
        for owner in owners:  # a person may have said otherwise than the words do
            owner.part = parts.get((owner.action_id, wording(owner.verbatim)), owner.part)
        ActionResponsible.objects.bulk_create(owners)
        after = _actions_of(self.session) if before else {}
        changed = [key for key in before if before[key] != after.get(key)]
        ActionPoint.objects.filter(pk__in=changed).update(revision=F("revision") + 1)

    def _responsibles(self, action: ActionPoint, line: IntakeLine) -> Iterable[ActionResponsible]:
        named = self.tree.below(line, Kind.RESPONSIBLE)
        parts = part_of_each([who.value["text"] for who in named])
        for order, (who, part) in enumerate(zip(named, parts, strict=True)):
            yield ActionResponsible(
                action=action, order=order, verbatim=who.value["text"][:250], part=part,
                organisation_id=who.organisation_id, territory_id=who.territory_id, quantifier=who.quantifier,
                resolved_by=who.resolved_by, confidence=who.resolution)

    def _attendance(self) -> None:
        """An attendance line has no id of its own: the same words are the same line."""
        seats = [] if self.is_new else list(self.session.attendance.all())
        by_uid = {seat_uid(self.session.uid, row.pk): row for row in seats}
        by_words = {wording(row.verbatim): row for row in seats}
        taken: set[int] = set()
        rows: list[Attendance] = []
        for order, line in enumerate(self.tree.all(Kind.ATTENDANCE)):
            row = by_uid.get(str(line.uid)) or by_words.get(wording(line.value["text"]))
            if row is None or row.pk in taken:
                row = Attendance(session=self.session)
            taken.add(row.pk)
            row.verbatim, row.order, row.withdrawn_at = line.value["text"][:500], order, None
            row.organisation_id, row.resolved_by, row.confidence = (
                line.organisation_id, line.resolved_by, line.resolution)
            row.person, row.status = line.value.get("person") or row.person, line.value.get("status") or "present"
            row.passages = line.passages
            rows.append(row)
        self._save(Attendance, rows, ("verbatim", "order", "withdrawn_at", "organisation", "resolved_by", "confidence",
                                      "person", "status", "passages"))

    def _mentions(self) -> None:
        """What has no life of its own is made anew."""
        session, tree = self.session, self.tree
        if not self.is_new:
            for model in (RelatedSession, PolicyMention, PlaceMention):
                model.objects.filter(session=session).delete()
        RelatedSession.objects.bulk_create([
            RelatedSession(session=session, stage=line.value.get("stage") or "ordinary",
                           date=date.fromisoformat(line.value["date"]), passages=line.passages)
            for line in tree.all(Kind.RELATED) if line.value.get("date")])
        PolicyMention.objects.bulk_create([
            PolicyMention(session=session, order=order, axis_number=line.value["axis"], axis_id=line.axis_id,
                          title=line.value.get("text") or "", programme=line.value.get("programme") or "",
                          subprogrammes=line.value.get("subprogrammes") or [], source_id=self.source_id,
                          passages=line.passages)
            for order, line in enumerate(tree.all(Kind.POLICY)) if line.value.get("axis")])
        PlaceMention.objects.bulk_create([
            PlaceMention(session=session, order=order, verbatim=line.value["text"][:250],
                         territory_id=line.territory_id, resolved_by=line.resolved_by, confidence=line.resolution,
                         passages=line.passages)
            for order, line in enumerate(tree.all(Kind.PLACE))])

    def _withdraw(self) -> None:
        """Mark what this version no longer says."""
        for model, path in ((AgendaItem, "session"), (DiscussionPoint, "item__session"), (ActionPoint, "session"),
                            (Decision, "session"), (Contribution, "session")):
            rows = model.objects.filter(**{path: self.session}, withdrawn_at=None)
            rows.exclude(pk__in=self.written.get(model, [])).exclude(uid__in=self.kept).update(withdrawn_at=self.now)
        gone = self.session.attendance.filter(withdrawn_at=None).exclude(pk__in=self.written.get(Attendance, []))
        pks = [row.pk for row in gone.exclude(status=Attendance.Status.EXPECTED)
               if self.kept.isdisjoint((wording(row.verbatim), seat_uid(self.session.uid, row.pk)))]
        Attendance.objects.filter(pk__in=pks).update(withdrawn_at=self.now)


def _form_of(line: IntakeLine) -> dict[str, Any]:
    """How a block is written: paragraph, bullet, table."""
    form = line.value.get("form") or DiscussionPoint.Form.PARAGRAPH
    return {"form": form, "level": line.value.get("level") or 0, "cells": line.value.get("cells") or []}


def _texts_of(session: Session) -> dict[int, Any]:
    """What each item of ``session`` says, by its key."""
    texts: dict[int, list[Any]] = {pk: [title, treated] for pk, title, treated in session.items.filter(
        withdrawn_at=None).values_list("pk", "title", "treated_title")}
    for item, *block in DiscussionPoint.objects.filter(item__session=session, withdrawn_at=None).order_by(
            "order", "pk").values_list("item", "uid", "form", "level", "text", "cells"):
        texts.setdefault(item, []).append(block)
    return texts


def _actions_of(session: Session) -> dict[int, Any]:
    """What each action of ``session`` says, by when, and who answers for it, by its key."""
    actions: dict[int, list[Any]] = {pk: [text, deadline] for pk, text, deadline in session.actions.filter(
        withdrawn_at=None).values_list("pk", "text", "deadline_text")}
    for action, verbatim in ActionResponsible.objects.filter(action__session=session).order_by(
            "order", "pk").values_list("action", "verbatim"):
        if action in actions:
            actions[action].append(verbatim)
    return actions


def _parts_of(session: Session) -> dict[tuple[int, str], str]:
    """The part of each one that answers, by action and words."""
    return {(action, wording(verbatim)): part for action, verbatim, part in ActionResponsible.objects.filter(
        action__session=session).values_list("action", "verbatim", "part")}
