"""What a recommendation is tied to, put right by a person: its programme and sub-programme, indicators of the policy,
its addressee, who leads and who is concerned. The words as written stay."""
from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.models import Recommendation, Responsibility
from canevas.governance.recommendations.permissions import RECOMMENDATION_WRITE
from canevas.governance.recommendations.queries.visible import region_of


@transaction.atomic
def link_recommendation(*, by: User, recommendation: Recommendation, axis: Any, subprogramme: Any,
                        addressee_kind: str, parts: Mapping[int, str], programme: Any = None,
                        indicators: Collection[Any] | None = None) -> Recommendation:
    """Tie it to ``axis``, ``programme`` and ``subprogramme`` of the policy (``None``: to none; a part brings what it is
    part of) and to its ``indicators`` (``None``: as they are), say to what kind of addressee it speaks ("" where none
    is known), and, by key of a responsibility, its part.

    ``ValidationError`` for a part of another axis or programme, and for what is no part of this recommendation.
    """
    row = Recommendation.objects.select_for_update(of=("self",)).select_related(
        "set__region", "axis", "programme", "subprogramme").get(pk=recommendation.pk)
    require(by, RECOMMENDATION_WRITE, body=row.set.origin_body, region=region_of(row.set))
    axis, programme = _above(axis, programme, subprogramme)
    if addressee_kind and addressee_kind not in Recommendation.AddresseeKind.values:
        raise ValidationError(_("This kind of addressee is not known."))
    before = _tied(row)
    row.axis, row.programme, row.subprogramme, row.addressee_kind = axis, programme, subprogramme, addressee_kind
    if indicators is not None:
        row.indicators.set(indicators)
    after = _tied(row)
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    named = _parts(row, parts)
    if not changed and not named:
        return row
    row.save(update_fields=["axis", "programme", "subprogramme", "addressee_kind", "changed_at"])
    record(by=by, event="recommendation_linked", target=row, details={**changed, **({"parts": named} if named else {})})
    return row


def _above(axis: Any, programme: Any, part: Any) -> tuple[Any, Any]:
    """The axis and the programme of what is chosen. ``ValidationError`` where one is not in the other."""
    if part is not None:
        if programme is not None and programme.pk != part.programme_id:
            raise ValidationError(_("This sub-programme belongs to another programme."))
        programme = part.programme
    if programme is not None:
        if axis is not None and axis.pk != programme.axis_id:
            raise ValidationError(_("This sub-programme belongs to another axis.") if part is not None else
                                  _("This programme belongs to another axis."))
        axis = programme.axis
    return axis, programme


def _tied(row: Recommendation) -> dict[str, str]:
    """What it is tied to, in words, for the journal."""
    return {"axis": str(row.axis or ""), "programme": str(row.programme or ""),
            "subprogramme": str(row.subprogramme or ""), "addressee": row.addressee_kind,
            "indicators": " ; ".join(sorted(str(one) for one in row.indicators.all()))}


def _parts(row: Recommendation, parts: Mapping[int, str]) -> dict[str, str]:
    """By name as written, the part that changed."""
    known = {one.pk: one for one in row.responsibilities.select_for_update()}
    if not parts.keys() <= known.keys() or not set(parts.values()) <= set(Responsibility.Part.values):
        raise ValidationError(_("This page no longer says who answers for it. Load it again."))
    changed = [known[key] for key, part in parts.items() if known[key].part != part]
    for one in changed:
        one.part = parts[one.pk]
        one.save(update_fields=["part"])
    return {one.verbatim: one.part for one in changed}
