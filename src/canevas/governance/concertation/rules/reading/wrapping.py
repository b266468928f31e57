"""Wrapped lines of plain text made whole again."""

from __future__ import annotations

import re
from itertools import pairwise

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Line, Piece
from canevas.tools.text.dates import MONTHS

_CLOSED = re.compile(r"[.;:!?…»\"][)\s]*$")
_UNFINISHED = re.compile(r"\b(?:de|du|des|d'|la|le|les|l'|et|ou|a|aux?|en|pour|par|sur|avec|dans|un|une|que|qui)\s*$")
_DANGLING = re.compile(r"(?:\b(?:de|du|des|la|les|aux?|par|sur|avec|dans)|\b[dl]['’])\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d[ .;:]*")
_BEFORE_YEAR = re.compile(rf"\b(?:{'|'.join(MONTHS)})\s*$")
_NARROWEST, _WIDEST = 50, 140


def unwrapped(blocks: list[Block]) -> list[Block]:
    """``blocks`` with every line that only continues the one before joined to it."""
    width = _width(blocks)
    out: list[Block] = []
    previous_length = 0
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, Line) and isinstance(last, Line) and _continues(last, block, previous_length, width):
            out[-1] = joined(last, block)
        else:
            out.append(block)
        previous_length = len(block.text) if isinstance(block, Line) else 0
    return out


def _width(blocks: list[Block]) -> int | None:
    """The column at which the text was wrapped, from the lines that plainly run on; ``None`` when it was not."""
    widest, long = 0, sum(isinstance(block, Line) for block in blocks) / 5
    for last, line in pairwise(blocks):
        if (
            isinstance(last, Line)
            and isinstance(line, Line)
            and line.number
            and not line.gap
            and not line.is_item
            and line.text[:1].islower()
            and not _CLOSED.search(last.text)
        ):
            widest = max(widest, len(last.text))
    over = sum(isinstance(block, Line) and len(block.text) > widest + 3 for block in blocks)
    return widest if _NARROWEST <= widest <= _WIDEST and over <= long else None


def _continues(last: Line, line: Line, last_length: int, width: int | None) -> bool:
    if line.number is None or line.is_item or line.heading or last.heading or line.bold != last.bold:
        return False
    lower = line.text[:1].islower()
    if _left_open(last) and not (line.gap or line.cut or read_enumerator(line.whole) or _stands_alone(line)):
        return True
    if (
        read_enumerator(line.whole)
        or _stands_alone(last, tail=lower and last_length >= 60)
        or (
            not lower
            and (
                line.text.isupper()
                or _stands_alone(line)
                or (last.text.isupper() and not last.is_item and not read_enumerator(last.whole))
            )
        )
    ):
        return False
    open_end = not _CLOSED.search(last.text)
    if _YEAR.fullmatch(line.folded.strip()) and _BEFORE_YEAR.search(last.folded):
        return not line.gap
    if line.cut:
        return lower and open_end
    if last.text.rstrip().endswith(",") and not line.gap and not lower:
        return last_length >= 40
    if line.gap:
        return False
    if lower and open_end:
        return last_length >= (60 if last.text[:1].islower() else 25) or bool(_UNFINISHED.search(last.folded))
    first_word = line.text.split(" ", 1)[0]
    return width is not None and last_length + 1 + len(first_word) > width and last_length <= width + 3


def _left_open(line: Line) -> bool:
    """It ends with a word that calls for another ("la Garde Nationale du", "la mission à")."""
    return bool(_DANGLING.search(line.folded) or line.text.rstrip().endswith(" à")) and not forms.key(line.folded)


def _stands_alone(line: Line, *, tail: bool = False) -> bool:
    """A header key, a marker or the header of typed columns: never the head nor the tail of a sentence.

    With ``tail`` a key may be followed by the rest of a long value."""
    folded = line.whole.folded
    value = forms.key_value(line.whole)
    return bool(forms.marker(folded) or (value and not (tail and value[1].text)) or forms.column_words(folded))


def joined(last: Line, line: Line) -> Line:
    """``line`` at the end of ``last``; a word cut by a hyphen is mended."""
    glue = "" if last.text.endswith("-") and last.text[-2:-1].isalpha() and line.text[:1].islower() else " "
    shift = len(last.text) + len(glue)
    moved = tuple(Piece(piece.start + shift, piece.node, piece.offset, piece.length) for piece in line.pieces)
    return Line(
        last.text + glue + line.text,
        last.pieces + moved,
        last.marker,
        last.bold,
        last.heading,
        line.number,
        last.page,
        last.gap,
        last.cut,
        last.in_cell,
        min(last.quality, line.quality),
    )
