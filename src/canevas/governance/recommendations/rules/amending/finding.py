"""What a marked-up copy changes in its base."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from canevas.governance.recommendations.rules.amending.amendment import TEXT, Amendment, Exact, Found, Where
from canevas.governance.recommendations.rules.amending.cells import CellFinder, Spotted
from canevas.governance.recommendations.rules.amending.likeness import Passages, nearest, passages
from canevas.governance.recommendations.rules.amending.moving import join_moves
from canevas.governance.recommendations.rules.amending.rows import SURELY, RowPair, RowText, align_rows, likeness
from canevas.governance.recommendations.rules.amending.sheet import (
    GENERAL,
    Sheet,
    SheetRow,
    band_section,
    placed_sheet,
    row_text,
    sheet_of,
)
from canevas.tools.documents.refusals import no_text
from canevas.tools.documents.revisions.changes import Kind
from canevas.tools.documents.revisions.model import RevisedDocument, Revision, Row, Stream, View
from canevas.tools.vocabulary import Vocabulary

_Order = tuple[int, int, int]


@dataclass(slots=True)
class Base:
    """What copies are compared with: read and placed once for all of them. ``sheets``: with its own changes rejected
    and, where it has any, accepted too, each with its passages; ``own`` what it already says itself, which no copy
    proposes."""

    document: RevisedDocument
    sheets: list[tuple[Sheet, Passages]]
    own: Counter[tuple[str, ...]]
    vocabulary: Vocabulary | None = None


def base_of(document: RevisedDocument, vocabulary: Vocabulary | None = None) -> Base:
    """Raises :class:`DocumentRefused` where ``document`` says nothing."""
    base = Base(document, [], Counter(), vocabulary)
    for view in View if _is_changed(document) else [View.BEFORE]:
        sheet = placed_sheet(document, view, vocabulary)
        base.sheets.append((sheet, passages(sheet.words())))
    if not any(said for _sheet, said in base.sheets):
        raise no_text(document.name)
    if len(base.sheets) > 1:
        base.own = Counter(_signature(one) for one in Finder(document, base, base.sheets[0][0]).amendments())
    return base


def find_amendments(copy: RevisedDocument, base: Base) -> Found:
    """The changes of ``copy`` in the order of the document, what stands outside the table first; refused with a
    sentence (:class:`DocumentRefused`) where it is empty or another document than the base."""
    sheet = nearest(copy.name, sheet_of(copy).words(), base.document.name, base.sheets)
    finder = Finder(copy, base, sheet)
    left = Counter(base.own)
    told: list[Amendment] = []
    for one in finder.amendments():
        known = _signature(one)
        if one.is_tracked and left[known]:
            left[known] -= 1
        else:
            told.append(one)
    formatting = max(copy.formatting - base.document.formatting, 0) + finder.cosmetic
    return Found(copy.name, told, formatting)


def _is_changed(document: RevisedDocument) -> bool:
    return bool(document.comments) or any(stream.is_changed for stream in document.streams()) or any(
        row.inserted or row.deleted or any(cell.content.is_changed for cell in row.cells)
        for table in document.tables() for row in table.rows)


def _signature(one: Amendment) -> tuple[str, ...]:
    return (one.kind.value, one.author, one.date, one.before, one.after, one.where.section, one.where.column or "")


class Finder:
    """Goes through one copy, row by row and cell by cell, each beside what it was in the base."""

    def __init__(self, copy: RevisedDocument, base: Base, sheet: Sheet) -> None:
        self.copy, self.base, self.sheet = copy, base, sheet
        self.cosmetic = 0
        self.cells = CellFinder(copy.name, Revision(copy.author, copy.date))
        self._spotted: list[tuple[_Order, Spotted]] = []
        self._section, self._counts = self._first_section(), Counter[str]()
        self._behind = Where(self._section, 0)  # the row of the base that kept its place and was passed last
        self._challenge: tuple[str, ...] = ()  # that of the new row which was passed last

    def amendments(self) -> list[Amendment]:
        self._read_text()
        self._read_rows()
        self._spotted += [((0, 0, 0) if one.where.section == TEXT else (2, 0, 0), Spotted(one))
                          for one in self.cells.remarks(self.copy.comments)]
        self.cosmetic += self.cells.cosmetic
        ordered = [one for _order, one in sorted(self._spotted, key=lambda pair: pair[0])]
        return join_moves(ordered)

    # outside the table

    def _read_text(self) -> None:
        streams, context = list(self.copy.streams()), self.sheet.text()
        lines = [line for stream in streams for line in stream.lines(View.BEFORE)]
        compared = self.cells.compare(context, lines, *streams)
        before = after = 0
        where = Where(TEXT)
        for change in self.cells.untracked(compared, where, context):
            self._open(change.amendment, streams)
            self._spotted.append(((0, change.line, 0), change))
        for stream in streams:
            for change in self.cells.tracked(stream, compared, where, context, skip=(before, after)):
                self._spotted.append(((0, change.line, 1), change))
            before += len(stream.lines(View.BEFORE))
            after += len(stream.lines(View.AFTER))

    def _open(self, one: Amendment, streams: list[Stream]) -> None:
        """Say of an unmarked paragraph whether it stands behind a table, unlike what it follows."""
        if one.exact is None or one.exact.behind is None or len(streams) != len(self.sheet.streams):
            return
        line = (one.to or one.where).line or 0
        one.exact.opens = _stream_at(self.sheet.streams, one.exact.behind.line or 0) < _stream_at(streams, line)

    # rows

    def _first_section(self) -> str:
        return next((row.section for row in self.sheet.rows if row.kind in ("body", "band")), GENERAL)

    def _read_rows(self) -> None:
        rows = [row for table in self.copy.tables() for row in table.rows]
        base = self.sheet.row_texts()
        unmark_old_rows(rows, base)
        standing = [place for place, row in enumerate(rows) if row.stands(View.BEFORE)]
        pairs = align_rows(base, [row_text(rows[place], View.BEFORE) for place in standing])
        base_of = {standing[pair.copy]: pair for pair in pairs}
        for place, row in enumerate(rows):
            is_old = place in base_of
            found = self._matched(row, base_of[place]) if is_old else self._new(row)
            self._challenge = () if is_old and row.stands(View.AFTER) else self._challenge
            self._spotted += [((1, place, order), one) for order, one in enumerate(found, 1)]
        self._lost_rows(pairs, standing)

    def _matched(self, row: Row, pair: RowPair) -> list[Spotted]:
        old = self.sheet.rows[pair.base]
        here = Where(old.section, old.number)
        after = self._count(old, moved=pair.moved) if row.stands(View.AFTER) else here
        words = _words(old.row, self.sheet.view) if row.deleted is not None or pair.moved else ""
        found: list[Spotted] = []
        if row.deleted is not None:
            found.append(Spotted(self._row_amendment(Kind.ROW_DELETE, here, row.deleted, before=words, context=words),
                                 is_carried=_is_carried(row)))
        if pair.moved:
            by = Revision(self.copy.author, self.copy.date)
            moved = self._row_amendment(Kind.MOVE, here, by, before=words, after=words, context=words, is_tracked=False)
            moved.to, moved.exact = after, Exact(behind=self._behind)
            found.append(Spotted(moved))
        return found + self.cells.row(row, old, self.sheet.view, here)

    def _count(self, old: SheetRow, *, moved: bool) -> Where:
        """The place that a row of the base has in the copy; where the sections stand is told from those that kept their
        order."""
        if old.kind == "header":
            return Where(old.section)
        if not moved:
            self._section = old.section
            if old.kind in ("band", "body"):
                self._behind = Where(old.section, old.number or 0)
        if old.kind == "band":
            return Where(old.section)
        if old.kind == "other" and old.number == 1:
            self._counts[old.section] = 0
        self._counts[self._section] += 1
        return Where(self._section, self._counts[self._section])

    def _new(self, row: Row) -> list[Spotted]:
        """A row that the base does not have, marked as inserted or not."""
        view = View.BEFORE if row.inserted is None else View.AFTER
        texts = [text for text in row.texts(view) if text.strip()]
        band = band_section(texts[0], self.base.vocabulary) if len(texts) == 1 and len(row.cells) == 1 else None
        here, before = Where(band or self._section), self._behind
        if band is not None:
            self._section, self._behind = band, Where(band, 0)
        elif row.stands(View.AFTER):
            self._counts[self._section] += 1
        if band is None:
            here = Where(self._section, self._counts[self._section] + (not row.stands(View.AFTER)))
        by = row.inserted or Revision(self.copy.author, self.copy.date)
        words = _words_of(row, row.inserted) if row.inserted else _words(row, View.BEFORE)
        found: list[Spotted] = []
        put = None
        if words.strip() or row.inserted:
            put = self._row_amendment(Kind.ROW_INSERT, here, by, after=words, is_tracked=row.inserted is not None)
            put.exact = Exact(behind=self._behind, cells=self._cells(row)) if band is None else Exact(behind=before)
            found.append(Spotted(put, is_carried=_is_carried(row)))
        if row.deleted is not None and (row.inserted is None or row.deleted.author != row.inserted.author):
            found.append(Spotted(self._row_amendment(Kind.ROW_DELETE, here, row.deleted, before=words)))
            found[-1].amendment.within, found[-1].amendment.exact = put, None
        return found + self.cells.row(row, SheetRow(row, columns=self._columns()), None, here, put)

    def _cells(self, row: Row) -> dict[str, tuple[str, ...]]:
        """The lines of a new row by column, as the one who made it wrote them; of a challenge that goes on from another
        new row, those."""
        placed = SheetRow(row, columns=self._columns())
        found: dict[str, tuple[str, ...]] = {}
        for cell in row.cells:
            column = placed.column_of(cell)
            if column is not None and not cell.continues:
                text = _put(cell.content, row.inserted) if row.inserted else cell.content.text(View.BEFORE)
                found[column] = tuple(text.split("\n"))
            elif column == "challenge" and self._challenge:
                found[column] = self._challenge
        self._challenge = found.get("challenge", ())
        return found

    def _columns(self) -> dict[int, str]:
        return next((row.columns for row in self.sheet.rows if row.columns), {})

    def _row_amendment(self, kind: Kind, where: Where, by: Revision, *, before: str = "", after: str = "",
                       context: str = "", is_tracked: bool = True) -> Amendment:
        return Amendment(self.copy.name, by.author, by.date, kind, where, before, after, context, is_tracked,
                         exact=Exact() if kind is Kind.ROW_DELETE else None)

    def _lost_rows(self, pairs: list[RowPair], standing: list[int]) -> None:
        """Rows of the base that the copy does not have, told after the row before them."""
        found = {pair.base: standing[pair.copy] for pair in pairs}
        for place, old in enumerate(self.sheet.rows):
            words = "" if place in found else _words(old.row, self.sheet.view)
            if not words.strip():
                continue
            after = max((found[other] for other in range(place) if other in found), default=-1)
            lost = self._row_amendment(
                Kind.ROW_DELETE, Where(old.section, old.number), Revision(self.copy.author, self.copy.date),
                before=words, context=words, is_tracked=False)
            self._spotted.append(((1, after, 1000 + place), Spotted(lost)))


def _stream_at(streams: list[Stream], line: int) -> int:
    """Which of the streams holds the 1-based line."""
    for place, stream in enumerate(streams):
        line -= len(stream.lines(View.BEFORE))
        if line <= 0:
            return place
    return len(streams)


def unmark_old_rows(rows: list[Row], base: list[RowText]) -> None:
    """Take the mark of insertion off rows that the base has and the copy would lack: LibreOffice sets it where only a
    line was inserted. Such a row holds words that no mark of their own calls new."""
    if all(row.inserted is None for row in rows):
        return
    standing = {tuple(row_text(row, View.BEFORE).cells) for row in rows if row.stands(View.BEFORE)}
    lacking = [one for one in base if tuple(one.cells) not in standing]
    for row in rows:
        bare = [piece for cell in row.cells for piece in cell.content.pieces if piece.inserted is row.inserted]
        if row.inserted is None or not any(piece.text.strip() for piece in bare):
            continue
        texts = ["".join(piece.text for piece in cell.content.pieces
                         if piece.inserted is None or piece.inserted is row.inserted)
                 for cell in row.cells if not cell.continues]
        if any(likeness(one, RowText(texts)) >= SURELY for one in lacking):
            row.inserted = None
            for piece in bare:
                piece.inserted = None


def _words(row: Row, view: View) -> str:
    return "\t".join(row.texts(view))


def _words_of(row: Row, by: Revision) -> str:
    """What the one who inserted a row put into it; what others added there is told by itself."""
    return "\t".join(_put(cell.content, by) for cell in row.cells if not cell.continues)


def _put(stream: Stream, by: Revision) -> str:
    text = "".join(piece.text for piece in stream.pieces
                   if piece.inserted is not None and piece.inserted.author == by.author
                   and (piece.deleted is None or piece.deleted.author != by.author))
    return text.strip("\n")


def _is_carried(row: Row) -> bool:
    """Whether what the row holds is marked as moved here or from here."""
    return any(revision is not None and revision.move for cell in row.cells for piece in cell.content.pieces
               for revision in (piece.inserted, piece.deleted))
