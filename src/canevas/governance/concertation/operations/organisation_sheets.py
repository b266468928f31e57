"""Sheets of organisations that come back: kept as they came, then confirmed all at once."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import User, may_somewhere
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import organisation_by_code
from canevas.commons.files.operations import store_file
from canevas.commons.files.queries import content_of
from canevas.governance.concertation.models import ActionProgress, OrganisationSheet
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.progress import Evidence, report_progress
from canevas.governance.concertation.operations.taking_in import upload_limits
from canevas.governance.concertation.permissions import ACTION_POINT_REPORT, ACTION_POINT_STATUS
from canevas.governance.concertation.queries.organisation_sheets import proposals
from canevas.governance.concertation.rules.intake import Reading
from canevas.governance.concertation.rules.organisation_sheet import Filled, is_sheet, read_sheet
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.reading import read_document


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person takes over of one row, perhaps corrected."""

    state: str
    note: str = ""
    link: str = ""


def take_in_sheet(*, by: User, name: str, content: bytes, organisation: Any = None) -> OrganisationSheet:
    """Keep a filled-in sheet, to be confirmed. ``organisation``: whose page it was brought to.

    The same bytes by the same person give back the same sheet. Raises ``DocumentRefused`` for a file that cannot be
    read and :class:`NotNow` for one that is no sheet.
    """
    _require(by)
    document = read_document(content, name, limits=upload_limits())
    if not is_sheet(document) and document.notices:
        raise NotNow(_("No code “ACT-…” could be read on “%(name)s”. Photograph the sheet again, flat, whole and in "
                       "full light, or scan it; or report on the page of each action.") % {"name": name})
    if not is_sheet(document):
        raise NotNow(_("“%(name)s” is no sheet of an organisation: none of its codes was found. Minutes are brought on "
                       "the page “Bring minutes”.") % {"name": name})
    reading = Reading(name, "", kind="sheet", document=document, sheet=read_sheet(document))
    return enter_sheet(by=by, reading=reading, content=content, organisation=organisation)


@transaction.atomic
def enter_sheet(*, by: User, reading: Reading, content: bytes, organisation: Any = None) -> OrganisationSheet:
    """Write down a sheet that was read (perhaps by another process). See :func:`take_in_sheet`."""
    _require(by)
    if reading.document is None or reading.sheet is None:
        raise DocumentRefused("unreadable", reading.error)
    file, _new = store_file(by=by, name=reading.name, content=content, document=reading.document)
    known = OrganisationSheet.objects.filter(file=file, brought_by=by).first()
    if known is not None:
        return known
    read = reading.sheet
    whose = organisation_by_code(read.organisation) if read.organisation else None
    sheet = OrganisationSheet.objects.create(
        organisation=whose or organisation, file=file, name=reading.name[:255], day=_day(read.day), brought_by=by,
        rows=[_plain(row) for row in read.rows])
    record(by=by, event="organisation_sheet_taken_in", target=sheet, details={
        "organisation": str(sheet.organisation or ""), "rows": len(read.rows)})
    return sheet


def _require(by: User) -> None:
    if not may_somewhere(by, ACTION_POINT_STATUS):
        require_somewhere(by, ACTION_POINT_REPORT)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _plain(row: Filled) -> dict[str, Any]:
    return {**asdict(row), "uid": str(row.uid) if row.uid else ""}


@transaction.atomic
def confirm_sheet(*, by: User, sheet: OrganisationSheet, kept: Mapping[int, Kept]) -> list[ActionProgress]:
    """Report what was kept of ``sheet`` (by number of its row), all of it or nothing.

    Raises ``PermissionDenied`` or ``ReportRefused`` for what may not stand, :class:`NotNow` for a row that is not one
    of this organisation.
    """
    _require(by)
    row = OrganisationSheet.objects.select_for_update(of=("self",)).select_related("organisation", "file").get(
        pk=sheet.pk)
    if row.confirmed_at is not None:
        raise NotNow(_("This sheet was confirmed already."))
    found = {one.number: one for one in proposals(row, by)}
    made = []
    content = content_of(row.file)
    for number, words in kept.items():
        one = found.get(number)
        if one is None or one.action is None or not one.may_be_kept:
            raise NotNow((one.why if one else "") or _("This action is not one of this organisation."))
        made.append(report_progress(
            by=by, action=one.action, status=words.state, note=words.note, evidence_url=words.link,
            evidence=Evidence(row.name, content), organisation=row.organisation, channel=ActionProgress.Channel.SHEET))
    row.confirmed_by, row.confirmed_at = by, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    record(by=by, event="organisation_sheet_confirmed", target=row, details={
        "file": row.name, "count": len(made), "organisation": str(row.organisation or "")})
    return made
