"""Reads the outline of a policy framework out of a document: axes, their programme, their sub-programmes.

Two forms are recognised: headings that follow one another in the text, lists or cells ("Axe stratégique 1 : …",
"Programme 1 : …", "Sous-programme 1.1 : …"), and tables with a header (Axes | Programmes | Sous-programmes).
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from canevas.governance.policy.rules.headings import Heading, number_of, read_headings, unnumbered_programme
from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.policy.rules.outline_table import OutlineColumns, outline_columns, table_lines
from canevas.tools.documents.found import Found
from canevas.tools.documents.markup import Traced, readable_node
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.text.folding import fold
from canevas.tools.text.sentences import say

_CLOSING = " \n\t;:,.-–—"
_BARE_CODE = re.compile(r"^\W*(?P<code>\d{1,2}\s?\.\s?\d{1,2})(?![\d/]|\.\d)\s?[.:)–—-]*\s+(?=\w)")
_SUITE = re.compile(r"\s*\(\s*suite(?: et fin)?\s*\)\s*$", re.I)
_LONGEST_TITLE = 220


@dataclass(slots=True)
class _Reading:
    """The axes met so far, by number; ``current`` is the one under which a line stands."""

    axes: dict[int, AxisOutline] = field(default_factory=dict)
    current: int = 0
    awaits: AxisOutline | None = None
    """The axis whose title stands on the next line."""
    in_a_row: int = 0
    """How many axes followed one another without any other text."""
    enumerated: set[int] = field(default_factory=set)


def read_policy_outline(document: Document, ignored: Set[str] = frozenset()) -> list[AxisOutline]:
    """The axes in the order of their numbers; empty where the document presents no framework.

    ``ignored`` are ids of nodes to pass over, such as those of a synthesis table, whose bands are named after axes.
    An axis that has neither programme nor sub-programmes counts only where axes are enumerated, one after the other.
    """
    reading = _Reading()
    for line in _lines(document.root, ignored):
        _read_line(reading, line)
    return [axis for number, axis in sorted(reading.axes.items())
            if axis.title.value and (axis.programme or axis.subprogrammes or number in reading.enumerated)]


def _lines(root: Node, ignored: Set[str]) -> Iterator[Traced]:
    """Every paragraph, list item and cell text in reading order; tables with an outline's header are spelt out."""
    for node in root.children:
        if node.id in ignored:
            continue
        columns = outline_columns(node) if node.kind is NodeKind.TABLE else OutlineColumns()
        if columns:
            yield from table_lines(node, columns)
            continue
        if node.text:
            yield readable_node(node)
        yield from _lines(node, ignored)


def _read_line(reading: _Reading, line: Traced) -> None:
    headings = list(read_headings(line.text))
    if not headings:
        _read_plain(reading, line)
        return
    reading.awaits = None
    for place, heading in enumerate(headings):
        title = _title(line, heading)
        if heading.level == "axis":
            _open_axis(reading, heading, title, line, follows=place > 0)
        elif heading.level == "programme":
            reading.in_a_row = 0
            _set_programme(reading, title, int(heading.number))
        else:
            reading.in_a_row = 0
            _add_subprogramme(reading, line.slice(heading.start, heading.title_start), heading.number, title)


def _title(line: Traced, heading: Heading) -> Traced:
    title = line.slice(heading.title_start, heading.title_end).strip(_CLOSING, _CLOSING)
    suite = _SUITE.search(title.text)
    return title.slice(0, suite.start()) if suite else title


def _open_axis(reading: _Reading, heading: Heading, title: Traced, line: Traced, *, follows: bool) -> None:
    number = int(heading.number)
    reading.current = number
    known = reading.axes.get(number)
    reading.in_a_row = reading.in_a_row + 1 if number == reading.in_a_row + 1 else int(number == 1)
    if known is None:
        known = reading.axes[number] = AxisOutline(number, Found("", line.passages()))
    if not known.title.value and title:
        known.title = _found(title, 0.95)
    if not title and not known.title.value:
        reading.awaits = known
    if reading.in_a_row > 1:
        reading.enumerated |= set(range(1, reading.in_a_row + 1))


def _read_plain(reading: _Reading, line: Traced) -> None:
    """A line without heading: a title that was awaited, a bare code, a programme without number, or other text."""
    text = line.text
    if reading.awaits is not None and len(text) < _LONGEST_TITLE:
        reading.awaits.title = _found(line.strip(_CLOSING, _CLOSING), 0.8, say("The title stands on the next line."))
        reading.awaits = None
        return
    reading.awaits = None
    axis = reading.axes.get(reading.current)
    bare = _BARE_CODE.match(text)
    if axis and bare and int(bare["code"].split(".")[0]) == reading.current and (axis.programme or axis.subprogrammes):
        code = re.sub(r"\s", "", bare["code"])
        _add_subprogramme(reading, line.slice(bare.start("code"), bare.end("code")), code,
                          line.slice(bare.end()).strip(_CLOSING, _CLOSING), confidence=0.85)
        return
    start = unnumbered_programme(text)
    if axis and start is not None and axis.programme is None:
        _set_programme(reading, line.slice(start).strip(_CLOSING, _CLOSING), reading.current)
    elif len(fold(text)) > 3:
        reading.in_a_row = 0


def _set_programme(reading: _Reading, title: Traced, number: int) -> None:
    """Programmes are numbered like their axis in some frameworks, on their own in others: the axis above decides."""
    axis = reading.axes.get(reading.current)
    if axis is None or not title or axis.programme is not None:
        return
    if number == axis.axis:
        axis.programme = _found(title, 0.95)
    else:
        axis.programme = _found(title, 0.8, say("The programme's number is not the axis's: taken by its place."))


def _add_subprogramme(reading: _Reading, where: Traced, written: str, title: Traced, confidence: float = 0.95) -> None:
    code, reason = written, ""
    if "." not in code:
        code = f"{reading.current}.{number_of(code)}"
        confidence, reason = 0.8, say("The axis's number is added to that of the sub-programme.")
    axis = reading.axes.get(int(code.split(".")[0])) or reading.axes.get(reading.current)
    if axis is None or any(known.value == code for known in axis.subprogrammes):
        return
    axis.subprogrammes.append(Found(code, where.passages(), confidence, reason))
    if title:
        axis.subprogramme_titles[code] = _found(title, confidence)


def _found(piece: Traced, confidence: float, reason: str = "") -> Found[str]:
    return Found(piece.text, piece.passages(), confidence, reason)
