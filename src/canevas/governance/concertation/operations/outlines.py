"""Templates of the official documents: brought, checked, put to use, returned to."""
from __future__ import annotations

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.export.example import example_form
from canevas.governance.concertation.models import Body, OutlineTemplate
from canevas.governance.concertation.permissions import OUTLINE_EDIT
from canevas.tools.documents.writing.template_check import Flaw, check_template


class OutlineRefused(Exception):  # noqa: N818 (an answer, not a fault)
    """A template with wrong tags. ``flaws`` names each by its place."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__("\n".join(str(flaw) for flaw in flaws))
        self.flaws = flaws


def save_outline_template(*, by: User, name: str, body: Body | None = None, letterhead: str = "",
                          content: bytes | None = None, file_name: str = "") -> OutlineTemplate:
    """Put a template to use for ``body`` (for all without one); the one in use so far stays, inactive.

    Without ``content`` the Word file in use so far stays and only the letterhead changes. Raises
    :class:`OutlineRefused` when a tag of the Word file is wrong: nothing changes then.
    """
    require(by, OUTLINE_EDIT, body=body.code if body else "")
    if content is not None and (flaws := check_template(content, example_form())):
        raise OutlineRefused(flaws)
    with transaction.atomic():
        before = OutlineTemplate.objects.select_for_update().filter(body=body, is_active=True).first()
        if before is not None:
            before.is_active = False
            before.save(update_fields=["is_active", "changed_at"])
        if content is None and before is not None:
            content, file_name = before.content, before.file_name
        made = OutlineTemplate.objects.create(name=name[:120], body=body, letterhead=letterhead, content=content,
                                              file_name=file_name[:255], saved_by=by)
        record(by=by, event="outline_template_saved", target=made, details={
            "body": body.code if body else "", "file": file_name, "replaces": str(before.uid) if before else ""})
    return made


@transaction.atomic
def use_outline_template(*, by: User, template: OutlineTemplate) -> OutlineTemplate:
    """Return to an earlier template: it serves again, in the place of the one in use."""
    row = OutlineTemplate.objects.select_for_update().get(pk=template.pk)
    require(by, OUTLINE_EDIT, body=row.body.code if row.body else "")
    if row.is_active:
        return row
    OutlineTemplate.objects.filter(body=row.body, is_active=True).update(is_active=False)
    row.is_active = True
    row.save(update_fields=["is_active", "changed_at"])
    record(by=by, event="outline_template_used", target=row)
    return row


@transaction.atomic
def retire_outline_template(*, by: User, template: OutlineTemplate) -> OutlineTemplate:
    """Stop using a template; what is above it serves: the one for all, or the one of the program."""
    row = OutlineTemplate.objects.select_for_update().get(pk=template.pk)
    require(by, OUTLINE_EDIT, body=row.body.code if row.body else "")
    if row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active", "changed_at"])
        record(by=by, event="outline_template_retired", target=row)
    return row
