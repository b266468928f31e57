"""Sharing agreements are written down and ended; one that was in force is never taken away."""
from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.evidence.observatory.models import SharingAgreement, Source
from canevas.evidence.observatory.permissions import DATA_AGREE
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.sharing import CHOOSABLE, Party


@transaction.atomic
def agree_sharing(*, by: User, source: Source, party: str, key: str = "", fields: Collection[str] = (),
                  geography: str = "region", grain: str = "month", valid_from: date, valid_to: date | None = None,
                  text: str = "") -> SharingAgreement:
    """Write down who (``party`` and ``key``) may see ``source``, by which breakdowns, how finely, between which days
    (both in). Raises ``ValidationError`` with sentences."""
    require(by, DATA_AGREE, **scope_of(source))
    if unknown := sorted(set(fields) - set(CHOOSABLE)):
        raise ValidationError(_("An agreement cannot name these breakdowns: %(fields)s.") % {
            "fields": ", ".join(unknown)})
    agreement = SharingAgreement(
        source=source, party=party, key="" if party == Party.PARTNERS else key, fields=sorted(set(fields)),
        geography=geography, grain=grain, valid_from=valid_from, valid_to=valid_to, text=text, made_by=by)
    if party != Party.PARTNERS and not key:
        raise ValidationError({"key": _("Say with whom the agreement is made.")})
    if valid_to and valid_to < valid_from:
        raise ValidationError({"valid_to": _("The agreement ends before it begins.")})
    agreement.full_clean()
    agreement.save()
    record(by=by, event="sharing_agreed", target=agreement, details={
        "source": source.code, "party": party, "key": key, "fields": agreement.fields, "geography": geography,
        "grain": grain, "valid_from": valid_from.isoformat(), "valid_to": valid_to.isoformat() if valid_to else ""})
    return agreement


@transaction.atomic
def end_sharing(*, by: User, agreement: SharingAgreement, on: date) -> SharingAgreement:
    """The agreement holds to the day ``on`` and no longer."""
    require(by, DATA_AGREE, **scope_of(agreement.source))
    kept = SharingAgreement.objects.select_for_update().get(pk=agreement.pk)
    if kept.valid_to and kept.valid_to <= on:
        raise ValidationError(_("This agreement ends already on that day or before."))
    if on < kept.valid_from:
        raise ValidationError(_("The agreement ends before it begins."))
    kept.valid_to = on
    kept.save(update_fields=["valid_to", "changed_at"])
    record(by=by, event="sharing_ended", target=kept, details={"valid_to": on.isoformat()})
    return kept
