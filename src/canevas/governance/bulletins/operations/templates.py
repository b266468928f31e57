"""The Word template of bulletins: one's own is checked tag by tag before it serves."""
from __future__ import annotations

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.bulletins.export.words import example_form
from canevas.governance.bulletins.models import BulletinTemplate
from canevas.governance.bulletins.permissions import OUTLINE_EDIT
from canevas.tools.documents.writing.template_check import Flaw, check_template


class TemplateRefused(Exception):  # noqa: N818 (told to the person)
    """A template with wrong tags: ``flaws`` names each with its place."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__("\n".join(str(flaw) for flaw in flaws))
        self.flaws = flaws


def save_bulletin_template(*, by: User, name: str, file_name: str, content: bytes) -> BulletinTemplate:
    """Put a Word template to use for all bulletins; the one in use so far stays, inactive.

    Raises :class:`TemplateRefused`: nothing changes then.
    """
    require(by, OUTLINE_EDIT)
    if flaws := check_template(content, example_form()):
        raise TemplateRefused(flaws)
    with transaction.atomic():
        BulletinTemplate.objects.select_for_update().filter(is_active=True).update(is_active=False)
        made = BulletinTemplate.objects.create(name=name[:120], file_name=file_name[:255], content=content, saved_by=by)
        record(by=by, event="bulletin_template_saved", target=made, details={"file": file_name})
    return made


@transaction.atomic
def retire_bulletin_template(*, by: User, template: BulletinTemplate) -> BulletinTemplate:
    """Stop using a template: the one that comes with the program serves again."""
    require(by, OUTLINE_EDIT)
    row = BulletinTemplate.objects.select_for_update().get(pk=template.pk)
    if row.is_active:
        row.is_active = False
        row.save(update_fields=["is_active", "changed_at"])
        record(by=by, event="bulletin_template_retired", target=row)
    return row
