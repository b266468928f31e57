"""The characters of a plain text file, whatever program of the last forty years wrote it."""
from __future__ import annotations

import codecs
import re
from itertools import pairwise

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FRENCH = ["cp1252", "mac_roman", "cp850", "iso8859_15"]
"""What French files are in when they are not in Unicode, the likeliest first."""
_SPOKEN = {"cp1252": "windows-1252", "utf-8-sig": "utf-8", "mac_roman": "Mac", "cp850": "DOS 850",
           "iso8859_15": "iso-8859-15"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_CONTROL_BYTE = re.compile(_CONTROL.pattern.encode())
_MOST_CONTROLS = 0.005
_SAMPLE = 200_000
_HALF_EMPTY = 0.3
_FEW = 60
"""Bytes beyond ASCII: with fewer, statistics tell nothing."""
_LETTERS = "éèêëàâçùûüôöîïœÉÈÊÀÂÇÔÎ"
_SIGNS = "’‘“”«»°–—…€\u00a0ñáíóú"


Decoded = tuple[str, str]
"""A text and the name of its encoding: "utf-8", "windows-1252"."""


def decode(content: bytes) -> str | None:
    """The text of ``content``, or ``None`` where it is not text."""
    decoded = decode_named(content)
    return decoded[0] if decoded is not None else None


def decode_named(content: bytes) -> Decoded | None:
    """The text of ``content`` and the encoding that it is in, or ``None`` where it is not text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _named(_as_text(content, encoding), encoding)
    if (wide := _wide_encoding(content)) is not None:
        return _named(_as_text(content, wide), wide)
    if len(_CONTROL_BYTE.findall(content[:_SAMPLE])) > _MOST_CONTROLS * len(content[:_SAMPLE]):
        return None
    return _named(_as_text(content, "utf-8"), "utf-8") or _old_french(content)


def _named(text: str | None, encoding: str) -> Decoded | None:
    return None if text is None else (text, _SPOKEN.get(encoding, encoding.replace("_", "-")))


def _as_text(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeError:
        return None
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROLS * len(sample):
        return None
    return text.replace("\x00", "")


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin text is zero."""
    sample = content[:4096]
    half = max(len(sample) // 2, 1)
    if len(sample) < 4:
        return None
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _HALF_EMPTY > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > _HALF_EMPTY > 10 * odd else None


def _old_french(content: bytes) -> Decoded | None:
    strange = [place for place, byte in enumerate(content[:_SAMPLE]) if byte > 127]
    if len(strange) < _FEW and _is_mostly_letters(content):
        encoding = max(_FRENCH, key=lambda name: _frenchness(content.decode(name, errors="replace")[:_SAMPLE]))
        return _named(content.decode(encoding, errors="replace"), encoding)
    best = from_bytes(content[:_SAMPLE], cp_isolation=_FRENCH, threshold=0.5).best()
    encoding = best.encoding if best is not None else _FRENCH[0]
    if best is None and not _is_mostly_letters(content):
        return None
    return _named(content.decode(encoding, errors="replace"), encoding)


def _frenchness(text: str) -> int:
    """How many of the signs beyond ASCII are those of French, and where French has them."""
    return sum((2 if sign in _LETTERS else 1 if sign in _SIGNS else -1) - (2 * (sign.isupper() and before.islower()))
               for before, sign in pairwise(" " + text) if sign > "\x7f")


def _is_mostly_letters(content: bytes) -> bool:
    sample = content[:_SAMPLE]
    plain = sum((chr(code).isalpha() and code < 128) or code in b" \t\r\n.,;:'-()" for code in sample)
    return plain > 0.7 * len(sample)
