"""The words of a PDF page, from its letters: where a space really is, the space between the letters says."""
from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from pypdfium2 import raw

from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.layout.page import Word
from canevas.tools.documents.readers.pdf.frame import Frame
from canevas.tools.documents.refusals import too_much_content
from canevas.tools.documents.typed import shown

_GAP = 0.2
"""In sizes: a wider gap between letters is a space, written or not."""
_NO_GAP = 0.04
"""A written space narrower than this shows no gap: the word was split by the program that made the file."""
_HYPHENS = {0x02, 0xFFFE, 0xAD}
_BOLD_WEIGHT = 600
_BOLD_NAMES = (b"bold", b"black", b"heavy", b"gras")
_EVERY = 2_000
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\x00": None})


@dataclass(slots=True)
class _Letter:
    text: str
    x0: float
    x1: float
    base: float
    size: float
    index: int


class _Letters:
    """pdfium's letters of one page, one after the other, in the order of the file."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        self._page, self._frame = text_page, frame
        self._box = raw.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()

    def letter(self, index: int) -> _Letter | None:
        """The letter at ``index``; ``None`` for white space and for what has no place."""
        code = raw.FPDFText_GetUnicode(self._page, index)
        text = "-" if code in _HYPHENS else chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not text.strip():
            return None
        if not raw.FPDFText_GetLooseCharBox(self._page, index, self._box):
            return None
        raw.FPDFText_GetCharOrigin(self._page, index, self._x, self._y)
        x0, top, x1, bottom = self._frame.box(self._box.left, self._box.bottom, self._box.right, self._box.top)
        _, base = self._frame.point(self._x.value, self._y.value)
        size = raw.FPDFText_GetFontSize(self._page, index)
        height = bottom - top
        if not 0.5 * height <= size <= 3 * height:
            size = height or size
        return _Letter(text.translate(_LIGATURES), x0, x1, base, max(size, 1.0), index)

    def is_bold(self, index: int) -> bool:
        if raw.FPDFText_GetFontWeight(self._page, index) >= _BOLD_WEIGHT:
            return True
        raw.FPDFText_GetFontInfo(self._page, index, self._name, len(self._name), self._flags)
        name = self._name.value.lower()
        return any(sign in name for sign in _BOLD_NAMES)


def words_of(text_page: Any, frame: Frame, source: Source) -> list[Word]:
    """Every word of the page, in the order of the file."""
    count = raw.FPDFText_CountChars(text_page)
    if count > source.limits.max_page_characters:
        raise too_much_content(source.name)
    letters = _Letters(text_page, frame)
    words: list[Word] = []
    gathered: list[_Letter] = []
    spaced = pending = True
    for index in range(count):
        if index % _EVERY == 0:
            source.check_time()
        letter = letters.letter(index)
        if letter is None:
            pending = True
            continue
        if gathered and _begins_word(gathered[-1], letter, pending):
            words.append(_word(gathered, letters, spaced))
            gathered, spaced = [], pending
        elif not gathered:
            spaced = pending
        gathered.append(letter)
        pending = False
    if gathered:
        words.append(_word(gathered, letters, spaced))
    return [word for word in words if word.text]


def _begins_word(before: _Letter, letter: _Letter, has_space: bool) -> bool:
    size = min(before.size, letter.size)
    gap = letter.x0 - before.x1
    if abs(letter.base - before.base) > 0.2 * size or gap > _GAP * size or gap < -0.6 * size:
        return True
    return has_space and (gap > _NO_GAP * size or before.x1 - before.x0 <= 0)


def _word(letters: list[_Letter], reader: _Letters, spaced: bool) -> Word:
    text = shown("".join(letter.text for letter in letters))
    return Word(text, letters[0].x0, max(letter.x1 for letter in letters), letters[0].base,
                max(letter.size for letter in letters), reader.is_bold(letters[0].index), spaced)
