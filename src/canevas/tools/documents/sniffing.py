"""What a file really is, told from its bytes and never from its name."""
from __future__ import annotations

import io
import re
import zipfile

import olefile

from canevas.tools.documents.encodings import decode

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OTHERS = (
    (b"{\\rtf", "rtf"), (b"\x7fELF", "program"), (b"MZ", "program"), (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"), (b"\x1f\x8b\x08", "archive"), (b"BZh", "archive"), (b"\xfd7zXZ", "archive"),
    (b"GIF8", "picture"), (b"BM", "picture"), (b"RIFF", "media"), (b"ID3", "media"), (b"OggS", "media"),
    (b"SQLite format 3", "binary"), (b"%!PS", "postscript"), (b"\x00\x00\x00\x0cJXL", "picture"),
)
_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
                   re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(r"\s*<(?:h[1-6]|p|div|table|ul|ol|center|section|article)\b[^<>]*>", re.IGNORECASE)
"""The part of a page that was copied out of it: no head, but nothing outside its tags either."""
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    "application/vnd.oasis.opendocument.presentation": "slides",
}
_PDF_REACH = 1024
_MIMETYPE_REACH = 200


def sniff(content: bytes, name: str = "") -> str:
    """The format of ``content``: ``docx``, ``pdf``, ``odt``, ``html``, ``text``, ``image``, ``doc``; or what is not
    read here: ``spreadsheet``, ``slides``, ``archive``, ``rtf``, ``program``, ``picture``, ``media``, ``postscript``,
    ``encrypted-office``, ``broken-zip``, ``broken-ole``, ``ole``, ``xml``, ``binary``. ``name`` is not looked at."""
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _container(content)
    if content.startswith(olefile.MAGIC):
        return _compound(content)
    if b"%PDF-" in content[:_PDF_REACH]:
        return "pdf"
    if content.startswith(_IMAGES):
        return "image"
    text = decode(content)
    if text is None:
        return next((kind for magic, kind in _OTHERS if content.startswith(magic)), "binary")
    if text.startswith("{\\rtf"):
        return "rtf"
    if text.startswith("%!PS"):
        return "postscript"
    if _HTML.match(text) or (_FRAGMENT.match(text) and re.search(r"</\w+>\s*$", text)):
        return "html"
    return "xml" if text.lstrip().startswith("<?xml") else "text"


def _container(content: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "broken-zip"
    if "mimetype" in names:
        start = content[:_MIMETYPE_REACH]
        for kind, name in sorted(_OPEN_DOCUMENT.items(), key=lambda pair: -len(pair[0])):
            if kind.encode() in start:
                return name
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "odt"
    if "[Content_Types].xml" in names:
        for folder, name in (("word/", "docx"), ("xl/", "spreadsheet"), ("ppt/", "slides")):
            if any(part.startswith(folder) for part in names):
                return name
    return "archive"


def _compound(content: bytes) -> str:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            if file.exists("EncryptedPackage"):
                return "encrypted-office"
            for stream, kind in (("WordDocument", "doc"), ("Workbook", "spreadsheet"), ("Book", "spreadsheet"),
                                 ("PowerPoint Document", "slides")):
                if file.exists(stream):
                    return kind
    except Exception:  # olefile lets many kinds of fault through on damaged files
        return "broken-ole"
    return "ole"
