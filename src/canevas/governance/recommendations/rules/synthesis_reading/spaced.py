"""A synthesis whose columns are parted by nothing but a blank: the header is one line, and so is each row.

The regions and actors are the known names that close a row; the actions before them are told apart by their verbs: the
first is the challenge, the second the priority, the others are strategies. Always doubtful.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from canevas.governance.recommendations.rules.action_lexicon import FUNCTION_WORDS
from canevas.governance.recommendations.rules.synthesis_reading.columns import Role
from canevas.governance.recommendations.rules.synthesis_reading.concerned import read_concerned
from canevas.governance.recommendations.rules.synthesis_reading.entries import BodyRow, SpacedLines
from canevas.governance.recommendations.rules.synthesis_reading.items import read_items
from canevas.governance.recommendations.rules.synthesis_reading.lines import Line, without_bullet
from canevas.tools.documents.markup import Traced, join
from canevas.tools.text.folding import fold
from canevas.tools.vocabulary import Vocabulary

_MOST_NAMES, _KNOWN, _LONGEST_ROW = 14, 0.9, 3000


@dataclass(slots=True)
class _Open:
    """A row that is being put together: its text so far, and where the names that close it begin (-1: not yet)."""

    text: Traced
    names: int = -1


def body_rows(spaced: SpacedLines, vocabulary: Vocabulary) -> list[BodyRow]:
    """The rows of a run of lines."""
    rows: list[_Open] = []
    for line in spaced.lines:
        last = rows[-1] if rows else None
        if last is not None and len(last.text.text) < _LONGEST_ROW and (
                line.text[:1].islower() or (last.names < 0 and len(_actions(last)) < spaced.texts)):
            last.text = join((last.text, line))
            last.names = _names_start(last.text, vocabulary)
        else:
            rows.append(_Open(line, _names_start(line, vocabulary)))
    return [_body(row, spaced.texts, first=place == 0) for place, row in enumerate(rows)]


def _names_start(text: Traced, vocabulary: Vocabulary) -> int:
    """Where the known names that close ``text`` begin, the earliest place that will do; -1 without any."""
    for match in list(re.finditer(r"(?:^|(?<=\s))\S", text.text))[-_MOST_NAMES:]:
        before = re.split(r"[\s'’]+", fold(text.text[:match.start()]).strip())[-1]
        tail = text.slice(match.start())
        if before in FUNCTION_WORDS or not (tail.text[0].isupper() or fold(tail.text).startswith(("toutes", "les "))):
            continue
        read = read_concerned({Role.CONCERNED: [Line(tail, opens_row=True)]}, [], vocabulary)
        named = [*read.regions, *read.actors]
        if named and read.stray is None and all(found.confidence >= _KNOWN for found in named):
            return match.start()
    return -1


def _actions(row: _Open) -> list[Line]:
    text = row.text.slice(0, row.names if row.names >= 0 else None)
    lines = [Line(*without_bullet(part)) for part in text.split(re.compile(r"\n")) if part.text.strip()]
    return [Line(item.text, bulleted=True) for item in read_items(lines)]


def _body(row: _Open, texts: int, *, first: bool) -> BodyRow:
    """The row's actions in its columns; where some are missing, the first columns go on from above."""
    actions = _actions(row)
    columns = (Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY) if texts > 2 else (Role.CHALLENGE, Role.STRATEGY)
    missing = max(0, len(columns) - len(actions))
    kept = columns[missing:] if not first else (columns[0], *columns[missing + 1:])
    cells: dict[Role, list[Line]] = {}
    for place, role in enumerate(kept):
        last = place == len(kept) - 1
        cells[role] = actions[place:] if last else actions[place:place + 1]
    if row.names >= 0:
        cells[Role.CONCERNED] = [Line(row.text.slice(row.names), opens_row=True)]
    return BodyRow({role: lines for role, lines in cells.items() if lines}, spaced=True)
