"""An action table whose columns are only separated by a blank: rows told apart by the deadline that closes them."""

from __future__ import annotations

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Cell, Grid, Line, Span
from canevas.governance.concertation.rules.reading.names import are_structures, trailing_structures
from canevas.governance.concertation.rules.reading.typed_columns import line_of
from canevas.governance.concertation.rules.reading.wrapping import joined
from canevas.tools.text.deadlines import trailing_deadline
from canevas.tools.vocabulary import Vocabulary


def with_plain_grids(blocks: list[Block], vocabulary: Vocabulary, known: frozenset[str]) -> list[Block]:
    """``blocks`` with every header "Points d'action Structures responsables Date limite" and its rows as a grid.

    ``known`` holds the folded names of the structures that were present.
    """
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if isinstance(block, Line) and forms.column_words(block.whole.folded):
            rows, taken = _rows(blocks, index + 1, vocabulary, known)
            out.append(Grid(block.pieces[0].node if block.pieces else "", [_header(block), *rows], width=3))
            index += taken + 1
            continue
        out.append(block)
        index += 1
    return out


def _header(line: Line) -> list[Cell]:
    spans = forms.split_column_words(line.whole)
    return [Cell(column, [line_of(span)]) for column, span in enumerate(spans)]


def _rows(
    blocks: list[Block], start: int, vocabulary: Vocabulary, known: frozenset[str]
) -> tuple[list[list[Cell]], int]:
    rows: list[list[Cell]] = []
    open_line: Line | None = None
    last: Line | None = None
    taken = 0
    for block in blocks[start:]:
        if not isinstance(block, Line) or _leaves(block, open_line, bool(rows)):
            break
        taken += 1
        if open_line is None and last is not None and _continues(block, vocabulary, known):
            last = _carry_on(rows, last, block, vocabulary, known)
            continue
        open_line = last = joined(open_line, block) if open_line else block
        if _complete(open_line):
            rows.append(_cells(open_line.body, vocabulary, known))
            open_line = None
    if open_line is not None:
        if rows and trailing_structures(open_line.body, vocabulary, known) is None and not open_line.text[:1].islower():
            return rows, taken - 1
        rows.append(_cells(open_line.body, vocabulary, known))
    return rows, taken


def _continues(line: Line, vocabulary: Vocabulary, known: frozenset[str]) -> bool:
    """After a row that is complete: words without a capital, or structures alone, still belong to it."""
    return not line.is_item and (
        line.text[:1].islower() or (not _complete(line) and are_structures(line.body, vocabulary, known))
    )


def _carry_on(rows: list[list[Cell]], last: Line, line: Line, vocabulary: Vocabulary, known: frozenset[str]) -> Line:
    """Add a wrapped line to the last row: to its deadline where that goes on, to its owners, else to its text."""
    whole = joined(last, line)
    before, after = trailing_deadline(last.body.text), trailing_deadline(whole.body.text)
    if before and after and after[0] <= before[0]:
        rows[-1] = _cells(whole.body, vocabulary, known)
        return whole
    column = 1 if not line.text[:1].islower() and are_structures(line.body, vocabulary, known) else 0
    rows[-1][column].lines.append(line_of(line.body))
    return last


def _leaves(line: Line, open_line: Line | None, any_row: bool) -> bool:
    if forms.marker(line.body.folded) or forms.key_value(line.body) or line.heading:
        return True
    number = read_enumerator(line.whole)
    if number and not _complete(line) and (open_line is None or number.value == 1):
        return True
    return line.gap and not line.cut and open_line is None and (any_row or not _complete(line))


def _complete(line: Line) -> bool:
    folded = line.body.folded
    return trailing_deadline(line.body.text) is not None or all(forms.is_nothing(word) for word in folded.split())


def _cells(span: Span, vocabulary: Vocabulary, known: frozenset[str]) -> list[Cell]:
    """Text, structures and deadline of one row."""
    if all(forms.is_nothing(word) for word in span.folded.split()):
        return [Cell(0, [line_of(span.part(0, len(span.text.split()[0])))]), Cell(1), Cell(2)]
    deadline = trailing_deadline(span.text)
    text, last = span, None
    if deadline:
        text, last = span.part(0, deadline[0]).strip(" ,;"), span.part(*deadline)
    start = trailing_structures(text, vocabulary, known)
    owners = text.part(start) if start is not None else None
    text = text.part(0, start).strip() if start is not None else text
    return [
        Cell(0, [line_of(text)] if text.text else []),
        Cell(1, [line_of(owners)] if owners else []),
        Cell(2, [line_of(last)] if last else []),
    ]
