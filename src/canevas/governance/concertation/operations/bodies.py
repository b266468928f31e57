from __future__ import annotations

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import territory_id, vocabulary
from canevas.governance.concertation.models import Body
from canevas.governance.concertation.permissions import BODY_LOAD, MINUTES_CONFIRM
from canevas.governance.concertation.queries.bodies import body_named
from canevas.tools.vocabulary.entries import BodyEntry


@transaction.atomic
def load_bodies(*, by: User) -> int:
    """Bring the bodies of the country's vocabulary into the register; how many are new. Safe to repeat."""
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
        if any(getattr(body, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(body, name, value)
            changed.append(body)
    Body.objects.bulk_update(changed, ["name", "short_name", "kind", "region", "aliases", "parent"])
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
    require(by, MINUTES_CONFIRM)
    known = body_named(text)
    if known is not None:
        return known
    body = Body.objects.create(code=text[:60], name=text[:250], short_name=text[:60], kind=Body.Kind.OTHER)
    record(by=by, event="body_added", target=body)
    return body
