"""The bodies that meet: brought from the vocabulary, added, edited, closed by persons."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import territory_id, vocabulary
from canevas.governance.concertation.models import Body, QuorumRule, SessionState
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.permissions import BODY_EDIT, BODY_LOAD, MINUTES_CONFIRM
from canevas.governance.concertation.queries.bodies import body_named
from canevas.governance.concertation.queries.meeting import lineage
from canevas.governance.concertation.rules.quorum import Quorum, Rule, is_complete
from canevas.tools.text.normalise import key
from canevas.tools.vocabulary.entries import BodyEntry

_LOADED = ("name", "short_name", "kind", "region_id", "aliases", "parent_id")
EDITED = ("name", "short_name", "kind", "parent_id", "region_id", "aliases", "valid_from")
"""What a person may edit of a body; what they changed is theirs from then on (``own_fields``)."""


@transaction.atomic
def load_bodies(*, by: User) -> int:
    """Bring the bodies of the country's vocabulary into the register; how many are new. Safe to repeat.

    What a person edited stays as they left it, field by field; members, quorum, outline and the days of validity are
    never touched.
    """
    require(by, BODY_LOAD)
    entries = vocabulary().bodies
    known = {body.code: body for body in Body.objects.all()}
    fresh = [Body(**_fields(entry)) for entry in entries if entry.code not in known]
    Body.objects.bulk_create(fresh)
    known |= {body.code: body for body in fresh}
    changed = []
    for entry in entries:
        body = known[entry.code]
        parent = known.get(entry.parent)
        wanted = {**_fields(entry), "parent_id": parent.pk if parent else None}
        wanted = {name: value for name, value in wanted.items() if name not in body.own_fields}
        if any(getattr(body, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(body, name, value)
            changed.append(body)
    Body.objects.bulk_update(changed, [name.removesuffix("_id") for name in _LOADED])
    if fresh:
        record(by=by, event="bodies_loaded", target=fresh[0], details={"added": [body.code for body in fresh]})
    return len(fresh)


def _fields(entry: BodyEntry) -> dict[str, object]:
    return {"code": entry.code, "name": entry.name, "short_name": entry.short or entry.code,
            "region_id": territory_id(entry.region) if entry.region else None,
            "kind": entry.kind if entry.kind in Body.Kind.values else Body.Kind.OTHER, "aliases": list(entry.aliases)}


@transaction.atomic
def body_for(*, by: User, text: str) -> Body:
    """The body that ``text`` names, or a new one of that name, for a person who confirmed it."""
    known = body_named(text)
    require(by, MINUTES_CONFIRM, body=known.code if known else "")
    if known is not None:
        return known
    body = Body.objects.create(code=text[:60], name=text[:250], short_name=text[:60], kind=Body.Kind.OTHER)
    record(by=by, event="body_added", target=body)
    return body


@transaction.atomic
def add_body(*, by: User, name: str, short_name: str = "", kind: str = Body.Kind.OTHER, parent: Body | None = None,
             region: Any = None, valid_from: date | None = None) -> Body:
    """A body that the vocabulary does not know: a commission, a group. It inherits outline and quorum from ``parent``.

    Whoever may edit ``parent`` may add below it; a body below none is added by who may edit everything. Raises
    :class:`MeetingRefused` where a body already bears this name.
    """
    require(by, BODY_EDIT, body=parent.code if parent else "")
    name, short_name = " ".join(name.split()), " ".join(short_name.split())
    if not name:
        raise MeetingRefused(_("Give the body a name."))
    for text in filter(None, (name, short_name)):
        if (known := body_named(text)) is not None:
            raise MeetingRefused(_("“%(text)s” already names a body: %(body)s.") % {"text": text, "body": known.name})
    code = _code_for(short_name or name)
    if region is None and parent is not None:
        region = parent.region
    body = Body.objects.create(code=code, name=name[:250], short_name=(short_name or code)[:60], kind=kind,
                               parent=parent, region=region, valid_from=valid_from)
    record(by=by, event="body_added", target=body, details={
        "parent": parent.code if parent else "", "kind": str(kind)})
    return body


def _code_for(text: str) -> str:
    """A code that may stand in an address: « Groupe thématique Diaspora » gives GROUPE-THEMATIQUE-DIASPORA."""
    stem = key(text).upper().replace(" ", "-")[:50] or "INSTANCE"
    taken = set(Body.objects.filter(code__startswith=stem).values_list("code", flat=True)) | {"ADD", "OUTLINE"}
    return next(code for code in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if code not in taken)


@transaction.atomic
def edit_body(*, by: User, body: Body, changes: Mapping[str, Any]) -> Body:
    """Change fields of :data:`EDITED`; what already is so is left. Raises :class:`MeetingRefused` with a sentence."""
    require(by, BODY_EDIT, body=body.code)
    row = Body.objects.select_for_update().get(pk=body.pk)
    wanted = {name: value for name, value in changes.items() if name in EDITED and getattr(row, name) != value}
    if not wanted:
        return row
    if "name" in wanted and not str(wanted["name"]).strip():
        raise MeetingRefused(_("Give the body a name."))
    if "parent_id" in wanted:
        _check_parent(by, row, wanted["parent_id"])
    _check_names(row, wanted)
    before = {name: _said(getattr(row, name)) for name in wanted}
    for name, value in wanted.items():
        setattr(row, name, value)
    row.own_fields = sorted({*row.own_fields, *wanted})
    row.save()
    record(by=by, event="body_edited", target=row, details={
        "before": before, "after": {name: _said(value) for name, value in wanted.items()}})
    return row


def _said(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _check_parent(by: User, row: Body, parent_id: int | None) -> None:
    """A body never lies below itself; who moves it must be allowed where it goes, too."""
    parent = Body.objects.filter(pk=parent_id).first() if parent_id else None
    require(by, BODY_EDIT, body=parent.code if parent else "")
    if parent is not None and row.pk in {one.pk for one in lineage(parent)}:
        raise MeetingRefused(_("%(parent)s is %(body)s itself or lies below it: choose another body above.") % {
            "parent": parent.name, "body": row.name})


def _check_names(row: Body, wanted: Mapping[str, Any]) -> None:
    texts = [wanted.get("name", ""), wanted.get("short_name", ""), *(wanted.get("aliases") or ())]
    for text in filter(None, texts):
        known = body_named(text)
        if known is not None and known.pk != row.pk:
            raise MeetingRefused(_("“%(text)s” already names a body: %(body)s.") % {"text": text, "body": known.name})


@transaction.atomic
def set_quorum(*, by: User, body: Body, rule: str, value: int | None = None) -> Body:
    """Say how many members must be there; ``rule`` "" goes back to that of the body above."""
    require(by, BODY_EDIT, body=body.code)
    if rule and rule not in QuorumRule.values:
        raise MeetingRefused(_("Choose one of the rules of the list."))
    value = value if rule in (QuorumRule.SHARE, QuorumRule.NUMBER) else None
    if rule and not is_complete(Rule(Quorum(rule), value)):
        raise MeetingRefused(_("Give the percentage (1 to 100) or the number of members of this rule."))
    row = Body.objects.select_for_update().get(pk=body.pk)
    if (row.quorum_rule, row.quorum_value) == (rule, value):
        return row
    before = [row.quorum_rule, row.quorum_value]
    row.quorum_rule, row.quorum_value = rule, value
    row.save(update_fields=["quorum_rule", "quorum_value"])
    record(by=by, event="body_quorum_set", target=row, details={"before": before, "after": [rule, value]})
    return row


@transaction.atomic
def close_body(*, by: User, body: Body, day: date) -> Body:
    """The body ends on ``day``, and with it the memberships that are still open. Its sessions stay.

    Refused while a session after that day is planned, or a body below it still lives.
    """
    require(by, BODY_EDIT, body=body.code)
    row = Body.objects.select_for_update().get(pk=body.pk)
    if row.valid_from and day < row.valid_from:
        raise MeetingRefused(_("The body would end before it begins: correct the day."))
    if row.sessions.filter(date__gt=day).exclude(state=SessionState.CANCELLED).exists():
        raise MeetingRefused(_("A meeting of this body is planned after that day: cancel it or move it first."))
    if below := row.children.filter(valid_to=None).first():
        raise MeetingRefused(_("%(body)s lies below it and still meets: close it first, or put it elsewhere.") % {
            "body": below.name})
    row.valid_to = day
    row.save(update_fields=["valid_to"])
    row.members.filter(ends_on=None, starts_on__gt=day).delete()
    ended = row.members.filter(ends_on=None).update(ends_on=day)
    record(by=by, event="body_closed", target=row, details={"day": day.isoformat(), "members": ended})
    return row


@transaction.atomic
def reopen_body(*, by: User, body: Body) -> Body:
    """The body meets again. Memberships that ended with it are not taken up by themselves."""
    require(by, BODY_EDIT, body=body.code)
    row = Body.objects.select_for_update().get(pk=body.pk)
    if row.valid_to is not None:
        row.valid_to = None
        row.save(update_fields=["valid_to"])
        record(by=by, event="body_opened_again", target=row)
    return row
