"""An adopted table goes before the public, and is taken back."""
from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.syntheses.models import Publication, StateChoices, Synthesis
from canevas.governance.syntheses.permissions import SYNTHESIS_PUBLISH


@transaction.atomic
def publish_synthesis(*, by: User, synthesis: Synthesis) -> Publication:
    """Put the version that the last stage adopted before the public, with how far its recommendations are; published
    already, nothing happens. ``ValidationError`` where it is not adopted."""
    row = _held(by, synthesis)
    if row.state != StateChoices.ADOPTED:
        raise ValidationError(_("Only a table that the last stage adopted is published."))
    version = row.versions.exclude(frozen_at=None).last()
    if version is None:
        raise ValidationError(_("Only a table that the last stage adopted is published."))
    made, created = Publication.objects.get_or_create(synthesis=row, defaults={"version": version, "by": by})
    if created:
        record(by=by, event="synthesis_published", target=row, details={"version": version.number})
    return made


@transaction.atomic
def withdraw_publication(*, by: User, synthesis: Synthesis, reason: str) -> None:
    """Take a table back from the public. ``ValidationError`` without a reason; of one that is not published, nothing
    happens."""
    row = _held(by, synthesis)
    words = " ".join(reason.split())[:250]
    if not words:
        raise ValidationError(_("Say why the table is taken back: whoever has read it may ask."))
    if Publication.objects.filter(synthesis=row).delete()[0]:
        record(by=by, event="synthesis_publication_withdrawn", target=row, details={"reason": words})


def _held(by: User, synthesis: Synthesis) -> Synthesis:
    row = Synthesis.objects.select_for_update(of=("self",)).select_related("body").get(pk=synthesis.pk)
    require(by, SYNTHESIS_PUBLISH, body=row.body.code)
    return row
