"""A Word file into its streams: every mark of a change that WordprocessingML knows, whoever wrote it.

Runs may lie in insertions, deletions, moves, links, fields, content controls and smart tags, one in the other; the ends
of paragraphs, whole rows and whole cells carry marks of their own (ECMA-376, part 1, 17.13.5).
"""
from __future__ import annotations

from pathlib import Path

from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.docx.blocks import CELL, PARAGRAPH, ROW, TABLE, unwrapped
from canevas.tools.documents.readers.docx.inline import RUN, text_boxes
from canevas.tools.documents.readers.docx.names import MC, W, attribute, child, number, to_number
from canevas.tools.documents.revisions.model import (
    Cell,
    Comment,
    RevisedDocument,
    Revision,
    Row,
    Stream,
    Table,
    View,
)
from canevas.tools.documents.revisions.package import RevisedPackage, open_package
from canevas.tools.documents.revisions.runs import RunReader, Trace, revision_of
from canevas.tools.documents.safe_xml import Element

_FORMATTING = [W + name + "Change" for name in (
    "pPr", "sectPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "numbering")] + [W + "cellMerge"]
_RUN_FORMATTING = W + "rPrChange"
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "smartTag")}
_NUMBER = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
"""Which comment answers which stands in a part of its own, by the numbers of their paragraphs."""
_END_MARK = f"{W}pPr/{W}rPr"
_NOTHING = Trace()


def read_revisions_file(path: Path) -> RevisedDocument:
    """:func:`read_revisions` of a file on disk, known by its name."""
    return read_revisions(Source(path.read_bytes(), path.name))


def read_revisions(source: Source) -> RevisedDocument:
    """The file with its changes; :class:`DocumentRefused` where it is no readable Word file."""
    package = open_package(source)
    body = package.document()
    author, date = package.saved()
    reader = _BlockReader(source)
    document = RevisedDocument(source.name, author=author, date=date)
    reader.read(body, document.blocks, _NOTHING)
    roots = [body, *(note for note in package.notes())]
    for note in roots[1:]:
        stories: list[Stream | Table] = []
        reader.read(note, stories, _NOTHING)
        document.notes += _flattened(stories)
    document.formatting = sum(_formatting(root) for root in roots)
    document.comments = _comments(package, reader)
    return document


def _flattened(stories: list[Stream | Table]) -> list[Stream]:
    """What tables in a header or a note say, as streams."""
    found: list[Stream] = []
    for story in stories:
        found += [story] if isinstance(story, Stream) else [cell.content for row in story.rows for cell in row.cells]
    return found


def _formatting(root: Element) -> int:
    """How many changes touch only the form; runs that follow one another and share author and date are one."""
    count = sum(1 for _found in root.iter(*_FORMATTING))
    if next(root.iter(_RUN_FORMATTING), None) is None:
        return count
    for paragraph in root.iter(PARAGRAPH):
        last: Revision | None = None
        for properties in [*(child(run, "rPr") for run in paragraph.iter(RUN)), child(child(paragraph, "pPr"), "rPr")]:
            found = child(properties, "rPrChange")
            said = None if found is None else revision_of(found)
            count += said is not None and said != last
            last = said
    return count


def _comments(package: RevisedPackage, reader: _BlockReader) -> list[Comment]:
    root = package.tree("comments")
    found: list[Comment] = []
    of_paragraph: dict[str | None, Comment] = {}
    for element in root.iterchildren(W + "comment") if root is not None else ():
        said = revision_of(element)
        text = "\n".join(_said(paragraph) for paragraph in element.iter(PARAGRAPH)).strip()
        start, end = reader.runs.commented.get(attribute(element, "id") or "", (None, None))
        found.append(Comment(said.author, said.date, text, start, end or start))
        of_paragraph |= {number: found[-1] for one in element.iter(PARAGRAPH) if (number := one.get(_NUMBER))}
    threads = package.tree("commentsExtended")
    for one in threads.iterchildren(_W15 + "commentEx") if threads is not None else ():
        answer, answered = of_paragraph.get(one.get(_W15 + "paraId")), of_paragraph.get(one.get(_W15 + "paraIdParent"))
        if answer is not None and answered is not None and answer is not answered:
            answer.answers = answered
    return found


def _said(paragraph: Element) -> str:
    """What a paragraph of a comment says; the stops of its ruler are no tabs of its text."""
    return "".join("\t" if piece.tag == W + "tab" else piece.text or "" for run in paragraph.iter(RUN)
                   for piece in run.iterchildren(W + "t", W + "tab"))


class _BlockReader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.runs = RunReader()

    def read(self, container: Element, into: list[Stream | Table], trace: Trace) -> None:
        """Add the blocks of ``container`` to ``into``; paragraphs that follow one another share a stream."""
        for element in container.iterchildren():
            tag = element.tag
            if tag == PARAGRAPH:
                if not into or not isinstance(into[-1], Stream):
                    into.append(Stream())
                last = into[-1]
                assert isinstance(last, Stream)
                self._paragraph(element, last, trace)
            elif tag == TABLE:
                into.append(self._table(element, trace))
            elif tag in _WRAPPERS:
                self.read(element, into, trace)
            elif (inner := self.runs.within(element, trace)) is not None:
                self.read(element, into, inner)
            else:
                self.runs.note(element, next((block for block in into[-1:] if isinstance(block, Stream)), None))

    def _paragraph(self, element: Element, stream: Stream, trace: Trace) -> None:
        self.source.check_time()
        boxes: list[Element] = []
        self.runs.read(element, stream, trace, boxes)
        mark = element.find(_END_MARK)
        last = stream.pieces[-1] if stream.pieces else None
        self.runs.end(stream, self.runs.marked(mark, trace, last) if mark is not None else trace)
        for box in boxes:
            self._story(box, stream, trace)

    def _story(self, container: Element, stream: Stream, trace: Trace) -> None:
        """Add what a cell or a text box says, tables in it cell by cell; its last end cannot be put or taken."""
        for element in container.iterchildren():
            tag = element.tag
            if tag == PARAGRAPH:
                self._paragraph(element, stream, trace)
            elif tag == TABLE:
                for row in self._table(element, trace).rows:
                    for cell in row.cells:
                        start = len(stream.pieces)
                        stream.pieces += cell.content.pieces
                        stream.names += [(start + place, name) for place, name in cell.content.names]
                        self.runs.moved(cell.content, stream, start)
            elif tag in _WRAPPERS:
                self._story(element, stream, trace)
            elif tag == MC + "AlternateContent":
                for box in text_boxes(element):
                    self._story(box, stream, trace)
            elif (inner := self.runs.within(element, trace)) is not None:
                self._story(element, stream, inner)
            else:
                self.runs.note(element, stream)
        if container.tag == CELL and stream.pieces and stream.pieces[-1].is_end:
            stream.pieces[-1].inserted, stream.pieces[-1].deleted = trace.inserted, trace.deleted

    def _table(self, element: Element, trace: Trace) -> Table:
        table = Table()
        open_columns: set[int] = set()
        for line in unwrapped(element, ROW):
            table.rows.append(self._row(line, trace, open_columns))
        return table

    def _row(self, line: Element, trace: Trace, open_columns: set[int]) -> Row:
        """One row; ``open_columns`` are the columns whose cell above may go on."""
        properties = child(line, "trPr")
        own = self.runs.marked(properties, trace) if properties is not None else trace
        row = Row([], own.inserted, own.deleted)
        column = max(number(properties, "gridBefore") or 0, 0)
        for element in unwrapped(line, CELL):
            cell = self._cell(element, column, own, open_columns)
            if cell.beside and row.cells and not cell.content.text(View.AFTER) + cell.content.text(View.BEFORE):
                row.cells[-1].span += cell.span  # merged as older programs write it
            else:
                row.cells.append(cell)
            column += cell.span
        open_columns &= {cell.column for cell in row.cells}
        return row

    def _cell(self, element: Element, column: int, trace: Trace, open_columns: set[int]) -> Cell:
        properties = child(element, "tcPr")
        said = {} if properties is None else {below.tag: below for below in properties}
        merge, beside = said.get(W + "vMerge"), said.get(W + "hMerge")
        span = said.get(W + "gridSpan")
        continues = merge is not None and attribute(merge, "val") != "restart" and column in open_columns
        is_beside = beside is not None and attribute(beside, "val") != "restart" and column > 0
        cell = Cell(column, max((span is not None and to_number(attribute(span, "val"))) or 1, 1),
                    continues or is_beside, beside=is_beside)
        if merge is None:
            open_columns.discard(column)
        else:
            open_columns.add(column)
        put, taken = said.get(W + "cellIns"), said.get(W + "cellDel")
        if put is not None or taken is not None:
            trace = Trace(trace.inserted or _revision(put), trace.deleted or _revision(taken))
        self._story(element, cell.content, trace)
        return cell


def _revision(element: Element | None) -> Revision | None:
    return None if element is None else revision_of(element)
