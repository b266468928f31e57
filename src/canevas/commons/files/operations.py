from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.files.models import ReadTree, StoredFile
from canevas.commons.files.permissions import FILE_ADD
from canevas.commons.files.queries import content_path
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.packing import PackedDocument, pack


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
