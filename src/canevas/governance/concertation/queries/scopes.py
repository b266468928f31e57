"""Which bodies lie in a scope that a role is held on."""
from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import Body, BodyMember


def bodies_in(wanted: Sequence[Scope]) -> frozenset[str]:
    """Codes of the bodies within ``wanted``: a body and those below it, those of a region and below, and those that an
    organisation is a member of today."""
    keys = {kind: {scope.key for scope in wanted if scope.kind is kind} for kind in ScopeKind}
    rows = list(Body.objects.values_list("pk", "code", "parent_id", "region__pcode"))
    found = {pk for pk, code, _parent, region in rows
             if code in keys[ScopeKind.BODY] or (region and region in keys[ScopeKind.REGION])}
    below: dict[int | None, list[int]] = {}
    for pk, _code, parent, _region in rows:
        below.setdefault(parent, []).append(pk)
    waiting = list(found)
    while waiting:
        for child in below.get(waiting.pop(), []):
            if child not in found:
                found.add(child)
                waiting.append(child)
    if keys[ScopeKind.ORGANISATION]:
        found |= _of_members(keys[ScopeKind.ORGANISATION])
    return frozenset(code for pk, code, _parent, _region in rows if pk in found)


def _of_members(organisations: set[str]) -> set[int]:
    today = timezone.localdate()
    return set(BodyMember.objects.filter(organisation__code__in=organisations).filter(
        Q(starts_on=None) | Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gte=today),
    ).values_list("body", flat=True))


def bodies_to_choose(kind: ScopeKind) -> list[tuple[str, str]]:
    """Code and name of the bodies that a role may be held on."""
    if kind is not ScopeKind.BODY:
        return []
    return [(body.code, str(body)) for body in Body.objects.order_by("code")]
