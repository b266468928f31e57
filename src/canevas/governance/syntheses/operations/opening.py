"""A synthesis begins, and its versions open, freeze and follow one another."""
from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.policy import queries as policy
from canevas.governance.syntheses.models import StateChoices, Synthesis, Version
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.rules.digests import digest_of
from canevas.governance.syntheses.rules.table import Section, Table, table_to_json


@transaction.atomic
def open_synthesis(*, by: User, title: str, body_id: int, session_id: int | None = None, since: date | None = None,
                   table: Table | None = None) -> Synthesis:
    """Begin a synthesis for a body, with an open first version: ``table``, or the empty bands of the policy in force.

    ``ValidationError`` where the title is empty.
    """
    found = Synthesis(title=_words(title), body_id=body_id, session_id=session_id, since=since)
    require(by, SYNTHESIS_WRITE, body=found.body.code)
    found.save()
    Version.objects.create(synthesis=found, number=1, stage=found.stage, made_by=by,
                           content=table_to_json(table or empty_table()))
    record(by=by, event="synthesis_opened", target=found, details={"since": since.isoformat() if since else ""})
    return found


def empty_table() -> Table:
    """The bands that the official table has: what is general, then each axis of the policy in force."""
    return Table((Section(None, ""), *(Section(axis.number, axis.title) for axis in policy.axes())))


@transaction.atomic
def freeze_version(*, by: User, synthesis: Synthesis, seen: int, note: str = "") -> Version | None:
    """Close the open version: from now on it never changes, it has its digest, and amendments are proposed to it.

    ``seen`` is the revision that was before one's eyes; ``None`` where it changed in between, and nothing is written.
    ``ValidationError`` where no version is open, or the table has no line yet.
    """
    row = locked(by, synthesis)
    version = open_version(row)
    if version is None:
        raise ValidationError(_("No version of this synthesis is being written: the last one is already frozen."))
    if version.revision != seen:
        return None
    if not any(section.get("blocks") for section in version.content["sections"]):
        raise ValidationError(_("The table is empty: write at least one challenge before you freeze it."))
    _freeze(version, note)
    row.state = StateChoices.AMENDING
    row.save(update_fields=["state", "changed_at"])
    record(by=by, event="synthesis_frozen", target=row, details={"version": version.number, "digest": version.digest})
    return version


@transaction.atomic
def reopen_synthesis(*, by: User, synthesis: Synthesis, reason: str) -> Version:
    """Begin a new open version from the frozen one, to be written again. ``ValidationError`` without a reason."""
    row = locked(by, synthesis)
    if row.state != StateChoices.AMENDING:
        raise ValidationError(_("Only a synthesis that is open to amendments can be written again."))
    version = follow(by=by, synthesis=row, table_json=None, note=_words(reason))
    row.state = StateChoices.DRAFTING
    row.save(update_fields=["state", "changed_at"])
    record(by=by, event="synthesis_reopened", target=row, details={"version": version.number, "reason": version.note})
    return version


def follow(by: User, synthesis: Synthesis, *, table_json: dict[str, object] | None, note: str,
           is_frozen: bool = False) -> Version:
    """The version after the last: with ``table_json``, or with what the last one says. For this room's operations,
    which have asked for the permission and hold the synthesis."""
    last = synthesis.versions.order_by("number").last()
    if last is None or last.frozen_at is None:
        raise ValueError("a version follows a frozen one")
    version = Version.objects.create(
        synthesis=synthesis, number=last.number + 1, stage=synthesis.stage, based_on=last, note=note[:250], made_by=by,
        content=table_json or last.content)
    if is_frozen:
        _freeze(version, note)
    return version


def locked(by: User, synthesis: Synthesis) -> Synthesis:
    """The synthesis, held until the end of the transaction, for somebody who may write it."""
    row = Synthesis.objects.select_for_update(of=("self",)).select_related("body").get(pk=synthesis.pk)
    require(by, SYNTHESIS_WRITE, body=row.body.code)
    return row


def open_version(synthesis: Synthesis) -> Version | None:
    return synthesis.versions.filter(frozen_at=None).last()


def _freeze(version: Version, note: str) -> None:
    version.frozen_at, version.digest = timezone.now(), digest_of(version.content)
    if note:
        version.note = note[:250]
    version.save(update_fields=["frozen_at", "digest", "note"])


def _words(text: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not clean:
        raise ValidationError(_("Write it in a few words: an empty line says nothing."))
    return clean
