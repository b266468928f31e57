"""The one door by which files come in: a :class:`Document`, or a :class:`DocumentRefused` that says why not."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePath

from canevas.tools.documents import refusals
from canevas.tools.documents.limits import ReadingLimits, Source
from canevas.tools.documents.nodes import Document, DocumentRefused
from canevas.tools.documents.readers.docx.reader import read_docx
from canevas.tools.documents.readers.html import read_html
from canevas.tools.documents.readers.legacy import read_doc
from canevas.tools.documents.readers.odt.reader import read_odt
from canevas.tools.documents.readers.pdf.reader import read_pdf
from canevas.tools.documents.readers.scans.reader import read_image
from canevas.tools.documents.readers.text import read_text
from canevas.tools.documents.sniffing import sniff
from canevas.tools.text.sentences import say

__all__ = ["ReadingLimits", "read_document", "read_file", "sniff"]

READERS: dict[str, Callable[[Source], Document]] = {
    "docx": read_docx,
    "pdf": read_pdf,
    "odt": read_odt,
    "html": read_html,
    "text": read_text,
    "image": read_image,
    "doc": read_doc,
}

EXTENSIONS = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"), "pdf": (".pdf",), "odt": (".odt", ".ott"),
    "html": (".html", ".htm", ".xhtml"), "text": (".txt", ".text", ".md", ".csv", ".tsv", ".log"),
    "image": (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "doc": (".doc", ".dot"),
    "spreadsheet": (".xlsx", ".xls", ".xlsm", ".ods"), "slides": (".pptx", ".ppt", ".pptm", ".odp"),
    "rtf": (".rtf",), "archive": (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz"), "xml": (".xml",),
    "picture": (".gif", ".bmp", ".jxl"), "media": (".avi", ".wav", ".webp", ".mp3", ".ogg"), "program": (".exe",),
    "postscript": (".ps", ".eps"),
}
"""What each format's files are usually called; the first is what we propose."""
_KNOWN = {extension for extensions in EXTENSIONS.values() for extension in extensions}
_DAMAGED = {"broken-zip": {"docx", "odt", "spreadsheet", "slides", "archive"}, "broken-ole": {"doc", "spreadsheet"}}


def read_file(path: str | Path, *, limits: ReadingLimits | None = None) -> Document:
    """:func:`read_document` for a file on disk; one over the size limit is refused before it is loaded."""
    path, limits = Path(path), limits or ReadingLimits()
    size = path.stat().st_size
    if size > limits.max_bytes:
        raise refusals.too_large(path.name, size, limits.max_bytes)
    return read_document(path.read_bytes(), path.name, limits=limits)


def read_document(content: bytes, name: str, *, limits: ReadingLimits | None = None) -> Document:
    """Read ``content``, whose format is told from its bytes; ``name`` is what people know the file by.

    Raises :class:`DocumentRefused` and nothing else: a fault inside a reader means that the file is damaged, and is
    kept as the cause of the refusal.
    """
    source = Source(content, PurePath(name.replace("\\", "/")).name or name, limits or ReadingLimits())
    try:
        return _read(source)
    except DocumentRefused:
        raise
    except (Exception, RecursionError) as fault:
        raise refusals.truncated(source.name) from fault


def _read(source: Source) -> Document:
    if not source.content.strip(b"\x00 \t\r\n"):
        raise refusals.empty(source.name)
    if len(source.content) > source.limits.max_bytes:
        raise refusals.too_large(source.name, len(source.content), source.limits.max_bytes)
    kind = sniff(source.content, source.name)
    _check_name(source.name, kind)
    document = READERS[kind](source)
    if not any(node.text for node in document.root.walk()):
        raise refusals.no_text(source.name)
    return document


def _check_name(name: str, kind: str) -> None:
    """Refuse what cannot be read, and what is called something that it is not."""
    extension = PurePath(name).suffix.lower()
    if kind == "encrypted-office":
        raise refusals.encrypted(name)
    if kind in _DAMAGED:
        if extension not in _KNOWN or any(extension in EXTENSIONS[owner] for owner in _DAMAGED[kind]):
            raise refusals.truncated(name)
        raise refusals.mislabelled_unreadable(name, describe(kind))
    misleading = extension in _KNOWN and extension not in EXTENSIONS.get(kind, ())
    if kind in READERS:
        if misleading and not (kind == "html" and extension in EXTENSIONS["text"]):
            raise refusals.mislabelled(name, describe(kind), EXTENSIONS[kind][0])
        return
    if misleading:
        raise refusals.mislabelled_unreadable(name, describe(kind))
    raise refusals.unknown_format(name, describe(kind))


def describe(kind: str) -> str:
    """A format in words, for the person."""
    words = {
        "docx": say("a Word document"), "pdf": say("a PDF"), "odt": say("an OpenDocument text"),
        "html": say("a web page"), "text": say("a plain text"), "image": say("a picture"),
        "doc": say("a document of the old Word format"), "spreadsheet": say("a spreadsheet"),
        "slides": say("a slide show"), "rtf": say("an RTF text"), "archive": say("a compressed archive"),
        "broken-zip": say("a damaged archive"), "broken-ole": say("a damaged Office file"), "xml": say("XML data"),
        "picture": say("a picture of a kind that is not read"), "media": say("a sound or video"),
        "program": say("a program"), "postscript": say("a PostScript file"), "ole": say("an unknown Office file"),
    }
    return words.get(kind, say("data that are not a document"))
