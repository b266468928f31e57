from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.files.full import full_in_words, is_full
from canevas.commons.files.models import ReadTree, StoredFile
from canevas.commons.files.permissions import FILE_ADD
from canevas.commons.files.queries import content_path
from canevas.tools.archive.writing import sync_folder
from canevas.tools.documents import refusals
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.documents.packing import PackedDocument, pack
from canevas.tools.documents.reading import EXTENSIONS, describe
from canevas.tools.documents.sniffing import sniff

__all__ = ["full_in_words", "is_full", "keep_attachment", "store_file", "sweep_unfinished", "write_whole"]
KEPT_UNREAD = ("docx", "pdf", "odt", "text", "image", "picture", "doc", "spreadsheet", "slides", "rtf")
"""What may go with a record without being read: writings, tables and pictures, nothing that runs or unpacks."""


def store_file(*, by: User, name: str, content: bytes, document: Document | PackedDocument) -> tuple[StoredFile, bool]:
    """Keep a file that was read, with its tree. The same bytes are kept once; ``True`` when they are new.

    The bytes are on disk, whole, before the row is written: a row without its file cannot exist, and a file without
    its row (a crash between the two) is found again under the same name by the next attempt.
    """
    require(by, FILE_ADD)
    digest = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=digest).first()
    if known:
        return known, False
    write_whole(content_path(digest), content)
    with transaction.atomic():
        file, created = StoredFile.objects.get_or_create(
            sha256=digest,
            defaults={"name": name[:255], "size": len(content), "format": document.format, "added_by": by},
        )
        if created:
            packed = document if isinstance(document, PackedDocument) else pack(document)
            ReadTree.objects.create(file=file, content=packed.content, page_count=packed.page_count)
            record(by=by, event="file_added", target=file, details={"sha256": digest, "size": len(content)})
    return file, created


def keep_attachment(*, by: User, name: str, content: bytes) -> StoredFile:
    """Keep a file that goes with a record as it is (a photograph, a signed list, an evidence) without reading it.

    Raises ``DocumentRefused`` with a sentence when it is empty, too large or of a kind that is not kept.
    """
    require(by, FILE_ADD)
    name = PurePath(name.replace("\\", "/")).name or "fichier"
    if not content.strip(b"\x00 \t\r\n"):
        raise refusals.empty(name)
    if len(content) > settings.CANEVAS_MAX_UPLOAD_BYTES:
        raise refusals.too_large(name, len(content), settings.CANEVAS_MAX_UPLOAD_BYTES)
    kind = sniff(content, name)
    if kind not in KEPT_UNREAD:
        raise refusals.not_kept(name)
    if PurePath(name).suffix.lower() not in EXTENSIONS[kind]:
        raise refusals.mislabelled(name, describe(kind), EXTENSIONS[kind][0])
    if _has_macros(content):
        raise refusals.macros(name)
    nothing_read = Document(kind, Node("root", NodeKind.DOCUMENT))
    return store_file(by=by, name=name, content=content, document=nothing_read)[0]


def _has_macros(content: bytes) -> bool:
    """Whether an Office file brings a program with it."""
    if not content.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(PurePath(name).name.lower().startswith("vbaproject") for name in archive.namelist())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())  # the row that names it must never outlive it, whatever happens to the machine
        os.replace(temporary, path)
        sync_folder(path.parent)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sweep_unfinished() -> int:
    """Take away what was being written when the server was killed: files under a temporary name; how many there were.

    To be called while nothing else writes files.
    """
    unfinished = [path for path in (Path(settings.CANEVAS_HOME) / "files").glob("*/*") if len(path.name) != 64]
    for path in unfinished:
        path.unlink(missing_ok=True)
    return len(unfinished)
