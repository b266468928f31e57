"""tesseract: whether it is there, and the words that it recognises with how sure it is."""
from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import monotonic
from typing import Any

from PIL.Image import Image

from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.layout.page import Word
from canevas.tools.documents.refusals import needs_tesseract, too_slow
from canevas.tools.documents.typed import shown
from canevas.tools.engines.libraries import pytesseract

LANGUAGE = "fra"
_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")
_DESCENDING = set("gjpqyQ,;()[]{}|/çJ_")
_LARGE = 1.45
_CAP_HEIGHT = 0.72
_SCATTERED = "--psm 11"
"""Every word wherever it stands: columns and tables are understood by ``readers.layout``, which has the rules."""
_LEAST_SURE = 12.0
"""Below this confidence (in per cent) what is recognised is dirt and lines."""


@lru_cache(maxsize=1)
def program() -> str | None:
    """The tesseract program, also where its Windows installer leaves it without a path; ``None`` without French."""
    places = [Path(root, "Tesseract-OCR", "tesseract.exe") for name in _WINDOWS if (root := os.environ.get(name))]
    found = shutil.which("tesseract") or next((str(place) for place in places if place.exists()), None)
    if found is None:
        return None
    pytesseract.pytesseract.tesseract_cmd = found
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # its threads wait for one another: one is several times faster
    try:
        languages = pytesseract.get_languages()
    except (OSError, pytesseract.TesseractError, pytesseract.TesseractNotFoundError):
        return None
    return found if LANGUAGE in languages else None


def recognise(picture: Image, scale: float, source: Source) -> list[Word]:
    """The words of ``picture`` with their places in points (``scale``: points a pixel).

    Refused when tesseract or its French data are missing, or when all the time for recognition is used up.
    """
    if program() is None:
        raise needs_tesseract(source.name)
    left = source.limits.recognition_seconds - source.extra_seconds
    if left <= 0:
        raise too_slow(source.name, source.limits.recognition_seconds)
    began = monotonic()
    try:
        data = pytesseract.image_to_data(picture, lang=LANGUAGE, config=_SCATTERED, timeout=left,
                                         output_type=pytesseract.Output.DICT)
    except RuntimeError as fault:
        if isinstance(fault, pytesseract.TesseractError):
            raise
        raise too_slow(source.name, source.limits.recognition_seconds) from fault
    finally:
        source.extra_seconds += monotonic() - began
    return _words(data, scale)


def _words(data: dict[str, list[Any]], scale: float) -> list[Word]:
    lines: dict[tuple[int, int, int], list[int]] = {}
    for index, text in enumerate(data["text"]):
        if str(text).strip() and float(data["conf"][index]) >= _LEAST_SURE and not _is_border(str(text)):
            key = (data["block_num"][index], data["par_num"][index], data["line_num"][index])
            lines.setdefault(key, []).append(index)
    if not lines:
        return []
    heights = {key: median(data["height"][index] for index in indices) for key, indices in lines.items()}
    usual = median(data["height"][index] for indices in lines.values() for index in indices)
    words = []
    for key, indices in lines.items():
        height = heights[key] if heights[key] > _LARGE * usual else usual
        size = height * scale / _CAP_HEIGHT
        base = _baseline(data, indices) * scale
        words += [Word(shown(str(data["text"][index])).strip(), data["left"][index] * scale,
                       (data["left"][index] + data["width"][index]) * scale, base, size,
                       confidence=float(data["conf"][index]) / 100) for index in indices]
    return [word for word in words if word.text]


def _is_border(text: str) -> bool:
    """Whether the "word" is but the lines of a table."""
    return not any(map(str.isalnum, text)) and set(text.strip()) <= set("|_—[]{}¦=~°'‘’\"")


def _baseline(data: dict[str, list[Any]], indices: Iterable[int]) -> float:
    """Where the letters of a line stand, in pixels: the lower edge of words without a tail."""
    bottoms = [(data["top"][index] + data["height"][index], data["height"][index], str(data["text"][index]))
               for index in indices]
    standing = [bottom for bottom, _, text in bottoms if not _DESCENDING & set(text)]
    if standing:
        return float(median(standing))
    return float(median(bottom - 0.2 * height for bottom, height, _ in bottoms))
