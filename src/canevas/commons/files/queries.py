from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings

from canevas.commons.access import scopes
from canevas.commons.access.queries import may_somewhere
from canevas.commons.files.models import StoredFile
from canevas.commons.files.permissions import FILE_VIEW
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.packing import unpack


def content_path(sha256: str) -> Path:
    return Path(settings.CANEVAS_HOME) / "files" / sha256[:2] / sha256


def content_of(file: StoredFile) -> bytes:
    """The bytes of a file as it came in."""
    return content_path(file.sha256).read_bytes()


def document_of(file: StoredFile) -> Document:
    """The tree that was read from ``file``."""
    return unpack(bytes(file.tree.content))


def file_with_content(content: bytes) -> StoredFile | None:
    """The stored file that has exactly these bytes."""
    return StoredFile.objects.filter(sha256=hashlib.sha256(content).hexdigest()).first()


def file_seen_by(user: Any, uid: object) -> StoredFile | None:
    """The file ``uid`` where ``user`` may see it: brought by themselves, or used by something that they see (minutes, a
    file on its way in, an evidence, a document of a session). The rooms above know what uses it (``access.scopes``)."""
    if not may_somewhere(user, FILE_VIEW):
        return None
    file = StoredFile.objects.select_related("added_by", "tree").filter(uid=uid).first()
    if file is None or file.added_by_id == user.pk:
        return file
    return file if any(uses(user, file.pk) for uses in scopes.answers(scopes.FILE_USES)) else None
