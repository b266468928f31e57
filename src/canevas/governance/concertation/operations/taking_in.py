"""A file comes in: read, understood, kept with its lines until a person confirms them."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import vocabulary
from canevas.commons.files.operations import store_file
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.operations.comparing import compare_with_register
from canevas.governance.concertation.operations.resolving import Resolver
from canevas.governance.concertation.permissions import MINUTES_IMPORT
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.bodies import BodyFinder
from canevas.governance.concertation.queries.intakes import intake_of_bytes
from canevas.governance.concertation.rules.intake import Reading, fingerprint, read_intake
from canevas.governance.concertation.rules.lines import REQUIRED, Draft, Kind
from canevas.tools.documents.found import SURE
from canevas.tools.documents.reading import ReadingLimits


def take_in(*, by: User, name: str, content: bytes) -> Intake:
    """Read one file and keep what was understood, to be reviewed.

    A file that cannot be read or is no minutes gives an intake in state ``refused`` with a sentence, and nothing is
    stored of it. Bytes that came in before give back their intake, with ``was_known`` set, and change nothing.
    """
    require(by, MINUTES_IMPORT)
    known = intake_of_bytes(fingerprint(content), by)
    if known is not None:
        known.was_known = True
        return known
    reading = read_intake(name, content, vocabulary=vocabulary(), limits=upload_limits())
    return enter(by=by, reading=reading, content=content)


def upload_limits() -> ReadingLimits:
    """The limits of this installation."""
    return ReadingLimits(max_bytes=settings.CANEVAS_MAX_UPLOAD_BYTES)


@transaction.atomic
def enter(*, by: User, reading: Reading, content: bytes, resolver: Resolver | None = None) -> Intake:
    """Write down a file that was read (perhaps by another process). See :func:`take_in`."""
    require(by, MINUTES_IMPORT)
    before = visible.intakes(by).filter(sha256=reading.sha256).first()
    if before is not None and before.state != Intake.State.REFUSED:
        before.was_known = True
        return before
    intake = before or Intake(sha256=reading.sha256)
    intake.name, intake.added_by = reading.name[:255], by
    intake.error, intake.error_code = reading.error, reading.code
    if reading.kind == "sheet" and reading.document is not None:
        reading.document, reading.code = None, "sheet"
        intake.error, intake.error_code = _("This is a sheet of an organisation, not minutes: bring it on the page of "
                                            "that organisation."), reading.code
    if reading.document is None:
        intake.state = Intake.State.REFUSED
        intake.save()
        record(by=by, event="intake_refused", target=intake, details={"code": reading.code})
        return intake
    intake.file, _new = store_file(by=by, name=reading.name, content=content, document=reading.document)
    intake.kind, intake.notices, intake.document_id = reading.kind, reading.notices, reading.document_id
    intake.state = Intake.State.TO_REVIEW
    intake.save()
    own = resolver or Resolver.fresh()
    lines = write_lines(intake, reading.lines, own)
    compare_with_register(intake, reading.lines, lines, own.bodies, user=by)
    if resolver is None:
        own.propose(by)
    record(by=by, event="intake_taken_in", target=intake, details={"lines": len(lines), "state": intake.state})
    intake.fresh_lines = list(lines.values())
    return intake


def refuse(*, by: User, name: str, sha256: str, sentence: str, code: str) -> Intake:
    """Note that a file could not be taken in (it crashed or outlasted its reader)."""
    return enter(by=by, reading=Reading(name, sha256, error=sentence, code=code), content=b"")


def write_lines(intake: Intake, drafts: Iterable[Draft], resolver: Resolver) -> dict[int, IntakeLine]:
    """Write the tree of drafts, level after level; the line of each draft by ``id(draft)``."""
    made: dict[int, IntakeLine] = {}
    order: dict[int, int] = {}
    tops = list(drafts)
    for top in tops:
        for draft in top.walk():
            order[id(draft)] = len(order) * ORDER_STEP
    level: Sequence[tuple[Draft, IntakeLine | None]] = [(top, None) for top in tops]
    while level:
        rows = [_line(intake, draft, parent, order[id(draft)]) for draft, parent in level]
        for row in rows:
            resolver.attach(row)
            _weigh(row, resolver.bodies)
        IntakeLine.objects.bulk_create(rows)
        made.update({id(draft): row for (draft, _parent), row in zip(level, rows, strict=True)})
        level = [(child, made[id(draft)]) for draft, _parent in level for child in draft.children]
    return made


def _weigh(line: IntakeLine, bodies: BodyFinder) -> None:
    """What the directory knows about a line counts too: a body nobody knows is asked, a known place is not."""
    text = str(line.value.get("text") or "")
    if line.kind == Kind.BODY and text and bodies.find(text) is None:
        line.state = IntakeLine.State.DOUBTFUL
        line.reason = line.reason or _("The register does not know this body: correct it, or confirm to add it.")
    elif line.kind == Kind.PLACE and line.territory_id:
        line.state = IntakeLine.State.SURE


ORDER_STEP = 16
"""Room between two lines, so that one may be put between them."""


def _line(intake: Intake, draft: Draft, parent: IntakeLine | None, order: int) -> IntakeLine:
    sure = draft.confidence >= SURE and not (draft.kind in REQUIRED and not any(draft.value.values()))
    return IntakeLine(
        intake=intake, parent=parent, order=order, kind=draft.kind.value, value=draft.value,
        passages=[{"node": passage.node, "start": passage.start, "end": passage.end} for passage in draft.passages],
        confidence=round(draft.confidence, 4), reason=draft.reason,
        state=IntakeLine.State.SURE if sure else IntakeLine.State.DOUBTFUL)
