"""A bulletin for the public goes before it, and is taken back."""
from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User, others_who
from canevas.commons.audit.operations import record
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.permissions import RELEASE_APPROVE, RELEASE_PREPARE
from canevas.governance.bulletins.queries.groups import may_for
from canevas.governance.bulletins.queries.published import lets_out


class BulletinRefused(Exception):  # noqa: N818 (told to the person)
    """A step that may not be taken. ``str()`` is a sentence."""


@transaction.atomic
def publish_bulletin(*, by: User, bulletin: Bulletin) -> Bulletin:
    """Approve it as it is and put it before the public. Two persons look at what goes out: whoever made it does so only
    where nobody else could."""
    row = _held(by, bulletin, RELEASE_APPROVE)
    if row.audience != Bulletin.For.PUBLIC:
        raise BulletinRefused(_("This bulletin is for partners: make it for the public first."))
    if row.published_at or row.withdrawn_at:
        raise BulletinRefused(_("This bulletin was published or withdrawn already."))
    others = others_who(by, lambda one: may_for(one, RELEASE_APPROVE, row.region, row.body)
                        ) if row.made_by_id == by.pk else []
    if others:
        raise BulletinRefused(_("Another person must approve the bulletin that you made: %(names)s.") % {
            "names": ", ".join(others[:5])})
    if not lets_out(row):
        raise BulletinRefused(_("A release that it tells of is no longer public: make the bulletin again."))
    row.approved_by, row.published_at = by, timezone.now()
    row.save(update_fields=["approved_by", "published_at"])
    record(by=by, event="bulletin_published", target=row, details={
        "word": row.word.sha256, "pdf": row.pdf.sha256, "releases": row.releases})
    return row


@transaction.atomic
def withdraw_bulletin(*, by: User, bulletin: Bulletin, reason: str) -> Bulletin:
    """Take one for the public away, for a reason: before everybody it is then as if it had never been."""
    row = _held(by, bulletin, RELEASE_APPROVE if bulletin.published_at else RELEASE_PREPARE)
    if row.audience != Bulletin.For.PUBLIC or row.withdrawn_at:
        raise BulletinRefused(_("This bulletin does not stand before the public."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    row.withdrawn_at, row.reason = timezone.now(), reason.strip()[:500]
    row.save(update_fields=["withdrawn_at", "reason"])
    record(by=by, event="bulletin_withdrawn", target=row, details={"reason": row.reason})
    return row


def _held(by: User, bulletin: Bulletin, permission: str) -> Bulletin:
    if not may_for(by, permission, bulletin.region, bulletin.body):
        raise PermissionDenied(_("You may not decide on the bulletin of this region."))
    return Bulletin.objects.select_for_update(of=("self",)).select_related("word", "pdf").get(pk=bulletin.pk)
