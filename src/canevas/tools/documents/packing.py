"""A tree as it is kept and handed between processes: compressed JSON, a tenth of its size in memory."""
from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from canevas.tools.documents.nodes import Document


@dataclass(frozen=True, slots=True)
class PackedDocument:
    """``content`` is zlib-compressed JSON of :meth:`Document.to_dict`."""

    format: str
    page_count: int | None
    content: bytes


def pack(document: Document) -> PackedDocument:
    text = json.dumps(document.to_dict(), ensure_ascii=False)
    return PackedDocument(document.format, document.page_count, zlib.compress(text.encode(), 6))


def unpack(content: bytes) -> Document:
    """The inverse of :func:`pack`, from ``PackedDocument.content``."""
    return Document.from_dict(json.loads(zlib.decompress(content)))
