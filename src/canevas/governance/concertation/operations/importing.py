"""Many files at once: read by several processes, written by this one in batches, resumable at any point."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.access.queries import User
from canevas.commons.files.operations import full_in_words, is_full
from canevas.governance.concertation.models import Intake, IntakeLine, Session
from canevas.governance.concertation.operations.confirming import confirm_fresh
from canevas.governance.concertation.operations.errors import ReviewRefused
from canevas.governance.concertation.operations.indexing import index_sessions
from canevas.governance.concertation.operations.organisation_sheets import enter_sheet
from canevas.governance.concertation.operations.reading_pool import ReadingPool
from canevas.governance.concertation.operations.resolving import Resolver
from canevas.governance.concertation.operations.taking_in import enter, upload_limits
from canevas.governance.concertation.permissions import MINUTES_CONFIRM, MINUTES_IMPORT
from canevas.governance.concertation.queries.intakes import known_fingerprints
from canevas.governance.concertation.rules.intake import Reading, fingerprint, unreadable

BATCH = 20
"""Files written in one transaction: what an interruption may lose, and read again the next time."""
Outcome = Literal["confirmed", "to_review", "superseding", "unchanged", "known", "refused", "sheet"]


@dataclass(slots=True)
class Imported:
    """What became of one file. ``sentence`` says why it was refused, or what is left to do."""

    path: str
    outcome: Outcome
    sentence: str = ""
    code: str = ""
    intake: str = ""
    """uid of the intake, where there is one; of a sheet that came back, its own."""
    doubts: int = 0


@dataclass(slots=True)
class _Batch:
    """What waits to be written together."""

    by: User
    confirm: bool
    resolver: Resolver
    readings: list[tuple[Path, Reading, bytes]] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)


def import_files(
    *, by: User, paths: Iterable[Path], confirm_sure: bool = False, processes: int | None = None,
    timeout: float | None = None, progress: Callable[[Imported], None] | None = None,
) -> list[Imported]:
    """Take many files in; with ``confirm_sure``, confirm at once those that leave nothing to check.

    A file that is refused, crashes its reader or takes longer than ``timeout`` seconds never stops the others. Files
    that came in before are told from their bytes and not read again, so an interrupted import goes on where it was.
    ``progress`` is called for each file as its fate is known.
    """
    require(by, MINUTES_IMPORT)
    if confirm_sure:
        require_somewhere(by, MINUTES_CONFIRM)  # each file is then confirmed on the scope of its own body
    report: list[Imported] = []

    def tell(done: Iterable[Imported]) -> None:
        for one in done:
            report.append(one)
            if progress is not None:
                progress(one)

    every = list(paths)
    known = _already_known(every, by)
    tell(Imported(str(path), "known", intake=intake) for path, intake in known.items())
    pool = ReadingPool(limits=upload_limits())
    pool.size = processes or pool.size
    pool.timeout = timeout or pool.timeout
    batch = _Batch(by, confirm_sure, Resolver.fresh())
    with pool:
        for path, reading in pool.read(path for path in every if path not in known):
            batch.readings.append((path, reading, _content(path, reading)))
            if len(batch.readings) >= BATCH:
                tell(_write(batch))
        tell(_write(batch))
    return report


def _already_known(paths: list[Path], by: User) -> dict[Path, str]:
    """Those of ``paths`` whose bytes came in before, with the uid of their intake."""
    out: dict[Path, str] = {}
    for start in range(0, len(paths), 500):
        digests = {path: fingerprint(path.read_bytes()) for path in paths[start:start + 500]
                   if path.is_file() and path.stat().st_size <= settings.CANEVAS_MAX_UPLOAD_BYTES}
        known = known_fingerprints(list(digests.values()), by)
        out |= {path: known[digest] for path, digest in digests.items() if digest in known}
    return out


def _content(path: Path, reading: Reading) -> bytes:
    """The bytes that were read; a file that changed meanwhile counts as refused, and comes in the next time."""
    if reading.document is None:
        return b""
    content = path.read_bytes()
    if fingerprint(content) != reading.sha256:
        reading.document = None
        reading.code = "changed"
        reading.error = _("“%(name)s” was changed while it was being read: import it again.") % {"name": path.name}
    return content


def _write(batch: _Batch) -> Iterator[Imported]:
    """Write what was read: all in one transaction, or, should one fail, each in its own."""
    if not batch.readings:
        return
    todo, batch.readings = batch.readings, []
    try:
        with transaction.atomic():
            done = [_write_one(batch, *one) for one in todo]
            _finish(batch)
    except Exception:
        batch.sessions.clear()
        batch.resolver = Resolver.fresh()
        done = [_write_alone(batch, *one) for one in todo]
    yield from done


def _write_alone(batch: _Batch, path: Path, reading: Reading, content: bytes) -> Imported:
    try:
        with transaction.atomic():
            done = _write_one(batch, path, reading, content)
            _finish(batch)
    except Exception as fault:
        batch.sessions.clear()
        if is_full(fault):
            return Imported(str(path), "refused", f"{path.name} – {full_in_words()}", "disk-full")
        return Imported(str(path), "refused", unreadable(path.name, fault), "fault")
    return done


def _finish(batch: _Batch) -> None:
    index_sessions(batch.sessions)
    batch.sessions.clear()
    batch.resolver.propose(batch.by)


def _write_one(batch: _Batch, path: Path, reading: Reading, content: bytes) -> Imported:
    if reading.kind == "sheet" and not reading.error:
        sheet = enter_sheet(by=batch.by, reading=reading, content=content)
        return Imported(str(path), "sheet", intake=str(sheet.uid))
    intake = enter(by=batch.by, reading=reading, content=content, resolver=batch.resolver)
    if intake.was_known:
        return Imported(str(path), "known", intake=str(intake.uid))
    if intake.state == Intake.State.REFUSED:
        return Imported(str(path), "refused", intake.error, intake.error_code, str(intake.uid))
    lines = intake.fresh_lines or []
    doubts = sum(line.state == IntakeLine.State.DOUBTFUL for line in lines)
    if batch.confirm and not doubts and intake.state == Intake.State.TO_REVIEW:
        try:
            with transaction.atomic():
                intake = confirm_fresh(by=batch.by, intake=intake, lines=lines, indexed=batch.sessions)
        except (ReviewRefused, PermissionDenied) as refusal:
            intake.refresh_from_db()
            return Imported(str(path), "to_review", str(refusal), "", str(intake.uid))
    return Imported(str(path), intake.state, "", "", str(intake.uid), doubts)  # type: ignore[arg-type]
