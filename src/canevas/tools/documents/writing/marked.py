"""Texts that carry ids: how an exported Word file tells, at its next coming in, which row each of its texts is.

While a template is filled, a :class:`Marked` text is written with its ids before it, between two private signs that no
keyboard has; afterwards :func:`place_marks` turns them into bookmarks. So whoever edits the template writes
``{{ action.texte }}`` and need not know of ids.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Self

from lxml import etree

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
FORM, CELL, ROW = "\ue0f3", "\ue0f4", "\ue0f5"
"""Around the form of a text and at its end; between the cells and the rows of a table."""


class _Sign(str):
    """A text that is told by being itself, so that no text of a document can be taken for it."""

    __slots__ = ()


SAME_AS_ABOVE = _Sign("\ue0f2")
"""Stands for a table cell that goes on from the row above: the two are merged when the file is written."""
_TOKEN = re.compile(f"{_OPEN}([0-9A-Za-z_]{{1,40}}){_CLOSE}")
_PRIVATE = re.compile(f"[{_OPEN}{_CLOSE}{SAME_AS_ABOVE}{FORM}{CELL}{ROW}]")
_FORBIDDEN = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any


class Marked(str):
    """A text with the names of the bookmarks (40 signs at most: letters, digits, ``_``) to set where it is written."""

    __slots__ = ("marks",)
    marks: tuple[str, ...]

    def __new__(cls, text: str, *marks: str) -> Self:
        made = super().__new__(cls, text)
        made.marks = tuple(mark.lower() for mark in marks)
        return made


class FormedText(Marked):
    """A marked text that is a paragraph, a bullet or a table wherever a template shows it: ``form`` is ``paragraph``,
    ``bullet`` (``level`` 0 the outermost) or ``table`` (``cells``: rows of texts). See :mod:`.formed`."""

    __slots__ = ("cells", "form", "level")
    form: str
    level: int
    cells: tuple[tuple[str, ...], ...]

    def __new__(cls, text: str, *marks: str, form: str = "paragraph", level: int = 0,
                cells: Iterable[Iterable[str]] = ()) -> Self:
        made = super().__new__(cls, text, *marks)
        made.form, made.level = form, level
        made.cells = tuple(tuple(str(cell) for cell in row) for row in cells)
        return made

    def with_marks(self, *marks: str) -> FormedText:
        return FormedText(str(self), *marks, form=self.form, level=self.level, cells=self.cells)


def clean(text: str) -> str:
    """``text`` without the signs that an XML file cannot hold, nor those that this module keeps for itself."""
    return _PRIVATE.sub("", _FORBIDDEN.sub("", text))


def with_tokens(text: str) -> str:
    """``text`` as a template writes it, its ids before it."""
    if text is SAME_AS_ABOVE:
        return SAME_AS_ABOVE
    marks = text.marks if isinstance(text, Marked) else ()
    ids = "".join(f"{_OPEN}{mark}{_CLOSE}" for mark in marks)
    if isinstance(text, FormedText):
        words = ROW.join(CELL.join(clean(cell) for cell in row) for row in text.cells) if text.cells else clean(text)
        return f"{ids}{FORM}{text.form}:{text.level}{FORM}{words}{FORM}"
    return ids + clean(text)


def place_marks(root: Element) -> None:
    """Replace the ids written in the texts below ``root`` (an lxml element of a Word file) by bookmarks.

    A name is set once, at its first place: Word accepts no two bookmarks of one name.
    """
    used = {str(mark.get(f"{W}name")).lower() for mark in root.iter(f"{W}bookmarkStart")}
    number = max((int(mark.get(f"{W}id") or 0) for mark in root.iter(f"{W}bookmarkStart")), default=0)
    for text in list(root.iter(f"{W}t")):
        names = [name.lower() for name in _TOKEN.findall(text.text or "")]
        if not names:
            continue
        text.text = _TOKEN.sub("", text.text)
        run = text.getparent()
        for name in names:
            if name in used:
                continue
            used.add(name)
            number += 1
            start = etree.Element(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": name})
            run.addprevious(start)
            run.addnext(etree.Element(f"{W}bookmarkEnd", {f"{W}id": str(number)}))


def merge_cells(root: Element) -> None:
    """Merge each cell that only says :data:`SAME_AS_ABOVE` with the one above it."""
    for table in root.iter(f"{W}tbl"):
        above: dict[int, Element] = {}
        for row in table.iterchildren(f"{W}tr"):
            column, here = 0, {}
            for cell in row.iterchildren(f"{W}tc"):
                here[column] = cell
                if _continues(cell) and column in above:
                    _set_merge(above[column], "restart", keep=True)
                    _empty(cell)
                    _set_merge(cell, "continue", keep=False)
                column += _span(cell)
            above = here


def mend_cells(root: Element) -> None:
    """Give a paragraph to each cell that a loop left without one: Word opens no file that has an empty cell."""
    for cell in root.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            cell.append(etree.Element(f"{W}p"))


def _continues(cell: Element) -> bool:
    return "".join(text.text or "" for text in cell.iter(f"{W}t")).strip() == SAME_AS_ABOVE


def _span(cell: Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    return int(found.get(f"{W}val")) if found is not None else 1


def _set_merge(cell: Element, value: str, *, keep: bool) -> None:
    """Say that ``cell`` begins or continues a merged one; with ``keep``, what it says already stays."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = etree.Element(f"{W}tcPr")
        cell.insert(0, properties)
    merge = properties.find(f"{W}vMerge")
    if merge is None:
        merge = etree.Element(f"{W}vMerge")
        before = [properties.find(f"{W}{name}") for name in ("gridSpan", "tcW", "cnfStyle")]
        anchor = next((element for element in before if element is not None), None)
        if anchor is None:
            properties.insert(0, merge)
        else:
            anchor.addnext(merge)
    elif keep:
        return
    merge.set(f"{W}val", value)


def _empty(cell: Element) -> None:
    """Leave one empty paragraph: a cell without any is refused by Word."""
    first, *others = cell.findall(f"{W}p")
    for paragraph in others:
        cell.remove(paragraph)
    for child in list(first):
        if child.tag != f"{W}pPr":
            first.remove(child)
