"""The table of a version, put together again from its Word file: every text with its identifier, in the file's order.

Nothing is guessed: a text without an identifier, a mark of a change, a picture that was not there, a hidden word, is a
:class:`Tampering`, and the first one in the order of the file is told.
"""
from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from canevas.governance.syntheses.export.sealed import Plan, plan_of
from canevas.governance.syntheses.export.table_template import COLUMNS
from canevas.governance.syntheses.export.table_word import DIGEST, SYNTHESIS_ID, VERSION_NUMBER, band_title
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, Table
from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.revisions import model
from canevas.tools.documents.revisions.model import RevisedDocument, Stream, View
from canevas.tools.documents.revisions.package import RevisedPackage, open_package
from canevas.tools.documents.revisions.reading import read_revisions
from canevas.tools.documents.safe_xml import Element, parse_xml
from canevas.tools.documents.writing.marked import clean

_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_HIDING = tuple(W + name for name in ("vanish", "webHidden", "strike", "dstrike"))
_PICTURES = tuple(W + name for name in ("drawing", "pict", "object"))
_OFF = {"0", "false", "off"}
_TITLE_AND_STANDING = 2


class Tampering(Exception):  # noqa: N818 (told to the person)
    """The file is not as it went out. ``kind`` says how, ``text`` the words in question, ``place`` the row of the
    file's table (0 outside it)."""

    def __init__(self, kind: str, text: str = "", place: int = 0) -> None:
        super().__init__(kind)
        self.kind, self.text, self.place = kind, text, place


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says that it is: identifier of the synthesis, number of the version, digest ("" where it was no
    frozen version when it went out)."""

    synthesis: str
    version: int
    digest: str
    plan: Plan | None


@dataclass(slots=True)
class _Paragraph:
    text: str
    names: tuple[str, ...]
    is_changed: bool


@dataclass(slots=True)
class Sealed:
    """A file that may be a frozen version."""

    source: Source
    claim: Claim | None
    document: RevisedDocument
    package: RevisedPackage = field(repr=False)


def open_sealed(source: Source) -> Sealed:
    """The file with what it claims; ``DocumentRefused`` where it is no readable Word file."""
    package = open_package(source)
    return Sealed(source, _claim(_properties(package, source)), read_revisions(source), package)


def _properties(package: RevisedPackage, source: Source) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in package._targets("").get("custom-properties", []):
        if content := package.archive.read(path):
            found |= {str(one.get("name")): "".join(one.itertext())
                      for one in parse_xml(content, source).iterchildren(_PROPERTY)}
    return found


def _claim(said: dict[str, str]) -> Claim | None:
    synthesis, number = said.get(SYNTHESIS_ID, "").strip(), said.get(VERSION_NUMBER, "").strip()
    if not synthesis or not (number.isascii() and number.isdigit()):
        return None
    try:
        uuid.UUID(synthesis)
    except ValueError:
        return None
    return Claim(synthesis, int(number[:9]), said.get(DIGEST, "").strip().lower(), plan_of(said))


def table_in(file: Sealed) -> Table:
    """The table that the file's own texts make. Raises :class:`Tampering` at the first thing that is not as it went
    out; words that were changed without a trace are found by the digest of the table."""
    plan = file.claim.plan if file.claim else None
    if plan is None:
        raise Tampering("no-plan")
    _look_beyond_words(file)
    reader = _Reader(plan)
    for block in file.document.blocks:
        if isinstance(block, Stream):
            reader.text(block)
        else:
            reader.table(block)
    for note in file.document.notes:
        _foot(note, plan)
    return reader.whole()


def _look_beyond_words(file: Sealed) -> None:
    """What changes how the file reads without changing its words."""
    body = file.package.document()
    for picture in body.iter(*_PICTURES):
        raise Tampering("picture", _words_around(picture))
    for mark in body.iter(*_HIDING):
        run = next((one for one in mark.iterancestors(W + "r")), None)
        if run is not None and (mark.get(W + "val") or "").lower() not in _OFF:
            words = "".join(text.text or "" for text in run.iter(W + "t"))
            if words.strip():
                raise Tampering("hidden", words)


def _words_around(element: Element) -> str:
    paragraph = next((one for one in element.iterancestors(W + "p")), None)
    return "" if paragraph is None else "".join(text.text or "" for text in paragraph.iter(W + "t"))


def _foot(note: Stream, plan: Plan) -> None:
    """Header, footer and notes: the footer repeats title and standing, anything else was added."""
    wanted = " - ".join(plan.head[-_TITLE_AND_STANDING:])
    for one in _paragraphs(note):
        if one.is_changed:
            raise Tampering("tracked", one.text)
        if one.text.strip() and not one.text.strip().startswith(wanted):
            raise Tampering("added", one.text)


def _paragraphs(stream: Stream) -> Iterator[_Paragraph]:
    """The paragraphs of a stream with the names that stand in each, as it reads where no change is accepted."""
    start = 0
    for index, piece in enumerate(stream.pieces):
        if not piece.is_end:
            continue
        yield _paragraph(stream, start, index)
        start = index + 1
    if start < len(stream.pieces):
        yield _paragraph(stream, start, len(stream.pieces))


def _paragraph(stream: Stream, start: int, end: int) -> _Paragraph:
    pieces = stream.pieces[start:end]
    names = tuple(name for place, name in stream.names if start <= place <= end)
    changed = any(piece.inserted or piece.deleted for piece in stream.pieces[start:end + 1])
    text = "".join(piece.text for piece in pieces if changed or piece.stands(View.BEFORE))
    return _Paragraph(text, names, changed)


class _Reader:
    """Goes through the file and puts the table together."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.head: list[str] = []
        self.before: list[Line] = []
        self.after: list[Line] = []
        self.blocks: list[list[Block]] = []
        self.titles: list[str] = []
        self.is_table_seen = False
        self.row = 0
        self.silent = iter(plan.silent)

    def text(self, stream: Stream) -> None:
        for one in _paragraphs(stream):
            line = self.line(one, "txt")
            if line is not None:
                (self.after if self.is_table_seen else self.before).append(line)

    def line(self, one: _Paragraph, kind: str) -> Line | None:
        """The line that a paragraph is; ``None`` for one of the head, and for an empty one."""
        if one.is_changed:
            raise Tampering("tracked", one.text, self.row)
        uids = [_uid(name, kind) for name in one.names if name.startswith(f"cnv_{kind}_")]
        if len(uids) == 1:
            return Line(uids[0], one.text)
        if uids:
            raise Tampering("joined", one.text, self.row)
        if not one.text.strip():
            return None
        place = len(self.head)
        if kind == "txt" and not self.is_table_seen and not self.before and place < len(self.plan.head) \
                and self.plan.head[place].strip() == one.text.strip():
            self.head.append(one.text)
            return None
        raise Tampering("added", one.text, self.row)

    def table(self, table: model.Table) -> None:
        if self.is_table_seen:
            raise Tampering("added", " ".join(text for row in table.rows for text in row.texts(View.AFTER)))
        self.is_table_seen = True
        for number, row in enumerate(table.rows, 1):
            self.row = number
            if row.inserted or row.deleted:
                raise Tampering("tracked", " ".join(text for text in row.texts(View.AFTER) if text), number)
            if number == 1:
                if tuple(row.texts(View.BEFORE)) != COLUMNS or any(cell.content.is_changed for cell in row.cells):
                    raise Tampering("header", " ".join(row.texts(View.AFTER)), number)
            elif len(row.cells) == 1:
                self.band(row.cells[0].content)
            else:
                self.body_row(row)
        self.row = 0

    def band(self, stream: Stream) -> None:
        if stream.is_changed:
            raise Tampering("tracked", stream.text(View.AFTER), self.row)
        self.titles.append(stream.text(View.BEFORE))
        self.blocks.append([])

    def body_row(self, row: model.Row) -> None:
        if len(row.cells) != len(COLUMNS) or not self.blocks:
            raise Tampering("layout", " ".join(row.texts(View.BEFORE)), self.row)
        challenge, *cells = row.cells
        made = Row(self.row_uid(row), *(self.lines(cell, kind)
                                        for cell, kind in zip(cells, ("pri", "str", "con"), strict=True)))
        blocks = self.blocks[-1]
        if challenge.continues:
            if not blocks:
                raise Tampering("layout", "", self.row)
            blocks[-1] = Block(blocks[-1].challenge, (*blocks[-1].rows, made))
            return
        found = self.lines(challenge, "chl")
        if len(found) != 1:
            raise Tampering("layout", challenge.content.text(View.BEFORE), self.row)
        blocks.append(Block(found[0], (made,)))

    def lines(self, cell: model.Cell, kind: str) -> tuple[Line, ...]:
        return tuple(line for one in _paragraphs(cell.content) if (line := self.line(one, kind)) is not None)

    def row_uid(self, row: model.Row) -> str:
        named = [_uid(name, "row") for name in row.names if name.startswith("cnv_row_")]
        if len(named) > 1:
            raise Tampering("layout", " ".join(row.texts(View.BEFORE)), self.row)
        return named[0] if named else next(self.silent, "")

    def whole(self) -> Table:
        if tuple(text.strip() for text in self.head) != tuple(text.strip() for text in self.plan.head if text.strip()):
            raise Tampering("head", " - ".join(self.plan.head[-_TITLE_AND_STANDING:]))
        filled = [band for band in self.plan.bands if band[2]]
        printed = [clean(band_title(Section(axis, title))) for axis, title, _count in filled]
        for index, title in enumerate(self.titles):
            if index >= len(printed) or title.strip() != printed[index].strip():
                raise Tampering("band", title)
        if len(printed) > len(self.titles):
            raise Tampering("band-gone", printed[len(self.titles)])
        blocks = iter(self.blocks)
        return Table(tuple(Section(axis, title, tuple(next(blocks)) if count else ())
                           for axis, title, count in self.plan.bands), tuple(self.before), tuple(self.after))


def _uid(name: str, kind: str) -> str:
    """The identifier in a bookmark's name; the name itself where it holds none."""
    try:
        return str(uuid.UUID(name.removeprefix(f"cnv_{kind}_")))
    except ValueError:
        return name
