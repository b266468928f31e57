from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from canevas.commons.files.models import StoredFile
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
