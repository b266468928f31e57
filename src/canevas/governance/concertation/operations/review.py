"""What a reviewer does to the lines of a file. Each verb is one operation that can be undone."""
from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisations, territories
from canevas.commons.files.queries import document_of
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.operations.errors import ReviewRefused
from canevas.governance.concertation.operations.resolving import Resolver
from canevas.governance.concertation.operations.steps import Act, act, family
from canevas.governance.concertation.queries.intakes import lines_of
from canevas.governance.concertation.rules.lines import INTERCHANGEABLE, Kind
from canevas.governance.concertation.rules.values import BadValue, clean_value
from canevas.governance.policy.queries import axes

State = IntakeLine.State
HANG_ON_AN_ITEM = (*INTERCHANGEABLE,)
_AT_ONCE = 500


def set_line_value(*, by: User, line: IntakeLine, value: dict[str, Any]) -> IntakeLine:
    """Write what the line really says; it counts as checked. :class:`ReviewRefused` for a value that cannot be."""
    with act(by=by, intake=line.intake, event="line_value_set") as under_way:
        fresh = _fresh(line)
        under_way.touch(fresh)
        before = fresh.value
        fresh.value = _cleaned(Kind(fresh.kind), value, before)
        if fresh.value.get("text") != before.get("text"):
            fresh.value.pop("all", None)
            Resolver.fresh().attach(fresh)
        fresh.state = State.CONFIRMED
        under_way.save(fresh)
    return fresh


def add_line(*, by: User, intake: Intake, kind: str, value: dict[str, Any], parent: IntakeLine | None = None,
             after: IntakeLine | None = None) -> IntakeLine:
    """Add what the reading missed, under ``parent``, behind ``after`` (else last)."""
    with act(by=by, intake=intake, event="line_added") as under_way:
        rows = lines_of(intake)
        place = after or (family(rows, parent)[-1] if parent else None) or _last_of(rows, kind)
        line = IntakeLine(intake=intake, kind=Kind(kind).value, parent=parent, state=State.CONFIRMED, changed_by=by,
                          value=_cleaned(Kind(kind), {"text": "", **value}, {}) if kind else {},
                          order=_room_after(intake, place))
        Resolver.fresh().attach(line)
        line.save()
        under_way.made(line)
    return line


def split_line(*, by: User, line: IntakeLine, at: int) -> tuple[IntakeLine, IntakeLine]:
    """Cut the text at character ``at``: two lines of the same kind, each with its part of the source passage.

    Who answers and by when is said of both.
    """
    with act(by=by, intake=line.intake, event="line_split") as under_way:
        fresh = _fresh(line)
        text = str(fresh.value.get("text") or "")
        left, right = text[:at].rstrip(" ;,\n"), text[at:].lstrip(" ;,-–•\n")
        if not left or not right:
            raise ReviewRefused(_("Put the cursor between two words of the text, where the second line begins."))
        under_way.touch(fresh)
        first, second = _cut_passages(fresh, text, at)
        children = list(fresh.children.all())
        order = _room_after(fresh.intake, family(lines_of(fresh.intake), fresh)[-1])
        fresh.value, fresh.passages, fresh.state = {**fresh.value, "text": left}, first, State.CONFIRMED
        resolver = Resolver.fresh()
        resolver.attach(fresh)
        under_way.save(fresh)
        other = _copy(fresh, value={**fresh.value, "text": right}, passages=second, order=order, uid=None,
                      change="added" if fresh.intake.session_id else "", before=None)
        resolver.attach(other)
        other.save()
        under_way.made(other)
        for child in children:
            twin = _copy(child, parent=other, order=order, uid=None)
            twin.save()
            under_way.made(twin)
    return fresh, other


def merge_with_next(*, by: User, line: IntakeLine) -> IntakeLine:
    """Join the next line of the same kind under the same parent to this one."""
    with act(by=by, intake=line.intake, event="line_merged") as under_way:
        fresh = _fresh(line)
        following = [row for row in fresh.intake.lines.filter(kind=fresh.kind, parent=fresh.parent).exclude(
            state=State.DROPPED).exclude(change="removed") if (row.order, row.pk) > (fresh.order, fresh.pk)]
        if not following:
            raise ReviewRefused(_("There is no line after this one to join it with."))
        other = following[0]
        children = list(other.children.all())
        under_way.touch(fresh, other, *children)
        fresh.value = {**fresh.value, "text": f"{fresh.value.get('text', '')} {other.value.get('text', '')}".strip()}
        fresh.passages, fresh.state = [*fresh.passages, *other.passages], State.CONFIRMED
        Resolver.fresh().attach(fresh)
        _adopt(under_way, fresh, children)
        under_way.save(fresh)
        other.delete()
    return fresh


def move_line(*, by: User, line: IntakeLine, item: IntakeLine | None) -> IntakeLine:
    """Put the line under another agenda item, at its end; ``None``: under none."""
    with act(by=by, intake=line.intake, event="line_moved") as under_way:
        fresh = _fresh(line)
        if fresh.kind not in HANG_ON_AN_ITEM:
            raise ReviewRefused(_("Only what was said, decided, recommended or to be done belongs to an agenda item."))
        if item is None and fresh.kind == Kind.DISCUSSION:
            raise ReviewRefused(_("A discussion point belongs to an agenda item: choose which."))
        if item is not None and (item.kind != Kind.ITEM or item.intake_id != fresh.intake_id):
            raise ReviewRefused(_("Choose an agenda item of this document."))
        rows = lines_of(fresh.intake)
        group = family(rows, fresh)
        under_way.touch(*group)
        inside = {row.pk for row in group}
        place = [row for row in family(rows, item) if row.pk not in inside][-1] if item else _last_of(rows, fresh.kind)
        order = _room_after(fresh.intake, place)
        for row in group:
            row.order = order
            if row.pk == fresh.pk:
                row.parent, row.state = item, State.CONFIRMED
            under_way.save(row)
    return _fresh(line)


def change_line_kind(*, by: User, line: IntakeLine, kind: str) -> IntakeLine:
    """A discussion point becomes an action, a recommendation or a decision, or the other way round."""
    with act(by=by, intake=line.intake, event="line_kind_changed") as under_way:
        fresh = _fresh(line)
        if fresh.kind not in INTERCHANGEABLE or kind not in INTERCHANGEABLE:
            raise ReviewRefused(_("This line cannot become a line of that kind."))
        if kind == Kind.DISCUSSION and fresh.parent_id is None:
            raise ReviewRefused(_("A discussion point belongs to an agenda item: move the line to its item first."))
        children = list(fresh.children.all())
        under_way.touch(fresh, *children)
        more = {"outcome": "", "stage": ""} if kind == Kind.DECISION else (
            {"addressee": ""} if kind == Kind.RECOMMENDATION else {})
        fresh.value = {"text": fresh.value.get("text", ""), **more}
        fresh.kind, fresh.state, fresh.uid, fresh.before = kind, State.CONFIRMED, None, None
        fresh.change = "added" if fresh.intake.session_id else ""
        under_way.save(fresh)
        if kind in (Kind.DISCUSSION, Kind.DECISION):
            for child in children:
                child.delete()
    return fresh


def attach_line(*, by: User, line: IntakeLine, organisation_id: int | None = None, territory_id: int | None = None,
                axis_id: int | None = None, quantifier: str = "") -> IntakeLine:
    """Say what a name means: an organisation, a territory, a whole class of them; or under which axis a line falls.

    All empty: detach. The words stay as written.
    """
    with act(by=by, intake=line.intake, event="line_attached") as under_way:
        fresh = _fresh(line)
        for rows, pk in ((organisations(), organisation_id), (territories(), territory_id), (axes(), axis_id)):
            if pk and not rows.filter(pk=pk).exists():
                raise ReviewRefused(_("This entry is no longer in the directory: choose another."))
        under_way.touch(fresh)
        if axis_id is not None:
            fresh.axis_id = axis_id or None
        else:
            fresh.organisation_id, fresh.territory_id, fresh.quantifier = organisation_id, territory_id, quantifier
            attached = bool(organisation_id or territory_id or quantifier)
            fresh.resolved_by = str(by)[:250] if attached else ""
            fresh.resolution = 1.0 if attached else 0.0
        under_way.save(fresh)
    return _fresh(fresh)


def drop_line(*, by: User, line: IntakeLine) -> IntakeLine:
    """Leave the line and all below it out of the register. On a line marked as removed: keep the register's row."""
    return _with_state(by, line, State.DROPPED, "line_dropped")


def restore_line(*, by: User, line: IntakeLine) -> IntakeLine:
    """Take a dropped line in again; it counts as checked."""
    return _with_state(by, line, State.CONFIRMED, "line_restored")


def confirm_line(*, by: User, line: IntakeLine) -> IntakeLine:
    """The line is right as it stands."""
    with act(by=by, intake=line.intake, event="line_confirmed") as under_way:
        fresh = _fresh(line)
        under_way.touch(fresh)
        fresh.value = _cleaned(Kind(fresh.kind), {}, fresh.value)
        fresh.state = State.CONFIRMED
        under_way.save(fresh)
    return fresh


def confirm_sure(*, by: User, intake: Intake, lines: list[int] | None = None) -> int:
    """Confirm every line that is sure (among these, where given) at once; how many there were."""
    with act(by=by, intake=intake, event="sure_lines_confirmed") as under_way:
        rows = intake.lines.filter(state=State.SURE).exclude(change="removed")
        if lines is not None:
            rows = rows.filter(pk__in=lines)
        sure = list(rows)
        under_way.touch(*sure)
        _set_state(by, sure, State.CONFIRMED)
    return len(sure)


def keep_known(*, by: User, line: IntakeLine) -> IntakeLine:
    """Of a line that this version changes, keep what the register says."""
    with act(by=by, intake=line.intake, event="known_value_kept") as under_way:
        fresh = _fresh(line)
        if fresh.change != "changed" or not fresh.before:
            raise ReviewRefused(_("This line changes nothing in the register."))
        under_way.touch(fresh)
        fresh.value, fresh.before, fresh.change, fresh.state = fresh.before, None, "", State.CONFIRMED
        Resolver.fresh().attach(fresh)
        under_way.save(fresh)
    return fresh


def _with_state(by: User, line: IntakeLine, state: str, event: str) -> IntakeLine:
    with act(by=by, intake=line.intake, event=event) as under_way:
        fresh = _fresh(line)
        group = family(lines_of(fresh.intake), fresh)
        under_way.touch(*group)
        _set_state(by, group, state)
    return _fresh(line)


def _set_state(by: User, lines: list[IntakeLine], state: str) -> None:
    """One state for all: said once, not in a case for each line."""
    for start in range(0, len(lines), _AT_ONCE):
        part = IntakeLine.objects.filter(pk__in=[line.pk for line in lines[start:start + _AT_ONCE]])
        part.update(state=state, changed_by=by)


def _fresh(line: IntakeLine) -> IntakeLine:
    return IntakeLine.objects.select_related("intake__file", "organisation", "territory", "axis").get(pk=line.pk)


def _cleaned(kind: Kind, value: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    try:
        return clean_value(kind, value, before)
    except BadValue as bad:
        raise ReviewRefused(str(bad)) from bad


def _room_after(intake: Intake, place: IntakeLine | None) -> int:
    """An order right behind ``place``; what comes later moves on by one."""
    if place is None:
        return 0
    later = IntakeLine.objects.filter(intake=intake, order__gt=place.order)
    if later.filter(order=place.order + 1).exists():
        later.update(order=F("order") + 1)
    return place.order + 1


def _last_of(rows: list[IntakeLine], kind: str) -> IntakeLine | None:
    """The last line of a kind with all below it; else the last line of all."""
    same = [row for row in rows if row.kind == kind and row.change != "removed"]
    return family(rows, same[-1])[-1] if same else (rows[-1] if rows else None)


def _copy(line: IntakeLine, **values: Any) -> IntakeLine:
    columns = {field.attname: getattr(line, field.attname) for field in IntakeLine._meta.concrete_fields}
    columns.pop("id")
    if "parent" in values:
        columns.pop("parent_id")
    return IntakeLine(**{**columns, **values})


def _adopt(under_way: Act, line: IntakeLine, children: list[IntakeLine]) -> None:
    """Hang ``children`` under ``line``, those that it has already left out."""
    own = {(child.kind, str(child.value.get("text"))) for child in line.children.all()}
    has_deadline = any(kind == Kind.DEADLINE for kind, _text in own)
    for child in children:
        known = (child.kind, str(child.value.get("text"))) in own
        if not known and not (has_deadline and child.kind == Kind.DEADLINE):
            child.parent = line
            under_way.save(child)


def _cut_passages(line: IntakeLine, text: str, at: int) -> tuple[list[Any], list[Any]]:
    """The source of each part: cut where the text stands word for word in one node, else the whole for both."""
    if len(line.passages) != 1 or line.intake.file is None:
        return line.passages, line.passages
    passage = line.passages[0]
    node = document_of(line.intake.file).nodes().get(passage["node"])
    start = node.text.find(text, passage["start"]) if node else -1
    if start < 0:
        return line.passages, line.passages
    end = passage["end"] if passage["end"] is not None else start + len(text)
    return ([{**passage, "start": start, "end": start + at}],
            [{**passage, "start": start + at, "end": max(end, start + len(text))}])
