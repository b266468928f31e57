"""Where a tag stands in a Word template, in the words of a person who looks for it in Word."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from canevas.tools.documents.writing.marked import W
from canevas.tools.text.sentences import say

Element = Any
AROUND = 30
"""Signs of the text shown before and after a tag."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of the template. ``cell`` and ``row`` are the elements that hold it, ``None`` outside tables."""

    text: str
    story: str
    paragraph: int
    table: int = 0
    row_number: int = 0
    column: int = 0
    cell: Any = None
    row: Any = None
    grid: Any = None

    def said(self, start: int = 0, end: int | None = None) -> str:
        """« tableau 2, ligne 3, colonne 1, près de « … {{ action.text }} … » »."""
        if self.table:
            place = say("table %(table)d, row %(row)d, column %(column)d", table=self.table, row=self.row_number,
                        column=self.column)
        else:
            place = say("paragraph %(number)d", number=self.paragraph)
        if self.story:
            place = f"{self.story}, {place}"
        return say("%(place)s, near “%(words)s”", place=place, words=around(self.text, start, end))


def around(text: str, start: int, end: int | None) -> str:
    """``text[start:end]`` with some of what stands around it, on one line."""
    end = len(text) if end is None else end
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text), start + 120)
    cut = re.sub(r"\s+", " ", text[first:last]).strip()
    return ("… " if first else "") + cut + (" …" if last < len(text) else "")


def spots(root: Element, story: str) -> Iterator[Spot]:
    """Every paragraph below ``root`` (body, header or footer) with its place, in reading order."""
    yield from _Walk(story).blocks(root)


class _Walk:
    """Counts paragraphs outside tables, and tables, as one sees them in Word."""

    def __init__(self, story: str) -> None:
        self.story = story
        self.paragraphs = 0
        self.tables = 0

    def blocks(self, root: Element) -> Iterator[Spot]:
        for element in root.iterchildren():
            if element.tag == f"{W}p":
                self.paragraphs += 1
                yield Spot(text_of(element), self.story, self.paragraphs)
            elif element.tag == f"{W}tbl":
                yield from self.table(element)
            elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}txbxContent"):
                yield from self.blocks(element)

    def table(self, grid: Element) -> Iterator[Spot]:
        self.tables += 1
        number = self.tables
        for place, row in enumerate(grid.iterchildren(f"{W}tr"), 1):
            for column, cell in enumerate(row.iterchildren(f"{W}tc"), 1):
                for element in cell.iterchildren(f"{W}p", f"{W}tbl"):
                    if element.tag == f"{W}tbl":
                        yield from self.table(element)
                    else:
                        yield Spot(text_of(element), self.story, 0, number, place, column, cell, row, grid)


def text_of(paragraph: Element) -> str:
    """What a person sees of a paragraph, deleted text left out."""
    pieces = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        pieces.append(element.text or "" if element.tag == f"{W}t" else " ")
    return "".join(pieces)


def unpacked_size(template: bytes) -> int:
    """Bytes once unpacked. ``ValueError`` for a file with macros, ``BadZipFile`` for what is no archive."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
            raise ValueError
        return sum(entry.file_size for entry in archive.infolist())


def stories(document: Any) -> Iterator[tuple[Any, str]]:
    """The body of a python-docx document, then each page header and footer once, with its name."""
    yield document.element.body, ""
    seen: list[Any] = []
    for section in document.sections:
        for story, name in ((section.header, say("page header")), (section.footer, say("page footer")),
                            (section.first_page_header, say("page header")),
                            (section.first_page_footer, say("page footer"))):
            if not story.is_linked_to_previous and not any(story._element is known for known in seen):
                seen.append(story._element)
                yield story._element, name


def misplaced(spot: Spot, match: re.Match[str], kind: str, reach: str) -> str:
    """Why a tag for a whole paragraph, row or cell cannot stand where it does; empty when it can."""
    if reach and kind == "{":
        return say("only {% … %} may begin with p, tr, tc or r; to show a text write {{ name }}.")
    if reach in ("tr", "tc") and not spot.table:
        return say("{%%%(reach)s … %%} only works in a table; outside one, write {%%p … %%}.", reach=reach)
    besides = spot.text
    if reach in ("tr", "tc"):
        besides = "".join(text_of(each) for each in (spot.row if reach == "tr" else spot.cell).iter(f"{W}p"))
    if reach in ("p", "tr", "tc") and besides.replace(match[0], "", 1).strip():
        return say("this tag must stand alone in its %(holder)s: the other words there would be lost.", holder={
            "p": say("paragraph"), "tr": say("row"), "tc": say("cell")}[reach])
    return ""
