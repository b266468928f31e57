"""Changes written into a Word file as its own tracked changes."""
from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.base import Base
from canevas.tools.documents.writing.redline.change import Change, ConflictError, Kind, Place, misplaced
from canevas.tools.documents.writing.redline.comments import Comments
from canevas.tools.documents.writing.redline.grid import is_continuing
from canevas.tools.documents.writing.redline.inserting import Inserter
from canevas.tools.documents.writing.redline.lines import ContainerPlan, Line, like, next_block, set_mark
from canevas.tools.documents.writing.redline.marks import SPACES, Marks, with_date_space
from canevas.tools.documents.writing.redline.paragraphs import Addition, Cut, ParagraphPlan
from canevas.tools.documents.writing.redline.rows import TablePlan, moved_row, new_row
from canevas.tools.documents.writing.redline.runs import PPR, P, properties_copy, runs_of
from canevas.tools.documents.writing.redline.wordfile import WordFile


def write_redline(base_docx: bytes, changes: Sequence[Change]) -> bytes:
    """The bytes of ``base_docx`` with ``changes`` as native tracked changes and comments.

    Places address the base, whatever the order of the changes; of several insertions at one place the first in the
    sequence stands first. Rejecting all gives the base back, accepting all the text with every change made.
    Raises :class:`~.change.ConflictError` (naming the two) for changes that Word cannot show together, otherwise
    :class:`~.change.RedlineError` for one that is outside the base, and
    :class:`~canevas.tools.documents.nodes.DocumentRefused` for a file that is no sound Word file.
    """
    for change in changes:
        if change.date.tzinfo is None:
            raise ValueError("the date of a change must be aware of its time zone")
    file = WordFile(base_docx)
    file.replace_root(file.main, with_date_space(file.tree(file.main, SPACES)))
    _Writer(file, changes).write()
    return file.save()


class _Writer:
    def __init__(self, file: WordFile, changes: Sequence[Change]) -> None:
        self.base = Base(file.body)
        self.changes = changes
        self.marks = Marks(file.stories())
        self.inserter = Inserter(changes, self.marks)
        self.comments = Comments(file, self.marks)
        self.paragraphs: dict[Element, ParagraphPlan] = {}
        self.containers: dict[Element, ContainerPlan] = {}
        self.tables: dict[int, TablePlan] = {}
        self._cuts: dict[int, Cut] = {}

    def write(self) -> None:
        own = [(number, change) for number, change in enumerate(self.changes) if change.within is None]
        for number, change in own:
            self._inside(number, change)
        for plan in self.paragraphs.values():
            plan.prepare()
        for number, change in own:
            self._around(number, change)
        self._check()
        for container in self.containers.values():
            container.write(self.marks)
        for plan in self.paragraphs.values():
            plan.write(self.marks, lambda half, change: set_mark(half, self.marks.make("ins", change)))
        for element, container in self.containers.items():
            container.tidy(element)
        for table in self.tables.values():
            table.write(self.marks)

    def _check(self) -> None:
        for container in self.containers.values():
            container.check()
            for paragraph, line in container.gone.items():
                for addition in self._plan(paragraph).additions:
                    raise ConflictError(line.change or addition.change, addition.change)

    def _plan(self, paragraph: Element) -> ParagraphPlan:
        return self.paragraphs.setdefault(paragraph, ParagraphPlan(paragraph))

    def _container(self, paragraph: Element) -> ContainerPlan:
        return self.containers.setdefault(paragraph.getparent(), ContainerPlan())

    def _table(self, change: Change, place: Place) -> TablePlan:
        self.base.row(change, place)
        table = place.table or 0
        return self.tables.setdefault(table, TablePlan(self.base.rows(table)))

    def _inside(self, number: int, change: Change) -> None:
        """What a change does to the characters of one paragraph."""
        place, kind = change.place, change.kind
        if kind in (Kind.ROW_INSERT, Kind.ROW_DELETE) or _moves_row(change):
            return
        if kind is Kind.COMMENT:
            self._comment(change)
            return
        if kind is Kind.INSERT and place.start is None:
            return
        plan = self._plan(self.base.paragraph(change, place))
        start, end = place.range
        if kind in (Kind.DELETE, Kind.REPLACE, Kind.MOVE):
            cut = Cut(start, end, change, whole=place.start is None,
                      move=self.marks.next_move() if kind is Kind.MOVE else "")
            plan.cuts.append(cut)
            self._cuts[number] = cut
            if kind is Kind.REPLACE and change.text:
                plan.additions.append(Addition(end, change, lambda form: self.inserter.elements(number, form), cut))
            if kind is Kind.MOVE and place.start is not None:
                self._move_text(change, cut, plan)
        elif kind is Kind.INSERT:
            plan.additions.append(Addition(start, change, lambda form: self.inserter.elements(number, form)))
        elif kind is Kind.SPLIT:
            plan.additions.append(Addition(start, change, None))

    def _move_text(self, change: Change, cut: Cut, source: ParagraphPlan) -> None:
        if change.to is None or change.to.start is None:
            raise misplaced(change)
        goal = self._plan(self.base.paragraph(change, change.to))
        goal.additions.append(Addition(change.to.start, change, lambda _form: self._moved(source, cut)))

    def _moved(self, source: ParagraphPlan, cut: Cut) -> list[Element]:
        """The text of a cut as it arrives: between the two ends of its range."""
        begin = self.marks.make("moveToRangeStart", cut.change)
        begin.set(W + "name", cut.move)
        holder = self.marks.make("moveTo", cut.change)
        holder.extend(source.copies(cut))
        return [begin, holder, etree.Element(W + "moveToRangeEnd", {W + "id": begin.get(W + "id")})]

    def _comment(self, change: Change) -> None:
        place = change.place
        if place.column is None and place.table is not None:
            self.base.row(change, place)
            cells = self.base.cells(place.table, place.row)
            shown = next((cell for cell in cells if not is_continuing(cell.element)), cells[0])
            place = Place(table=place.table, row=place.row, column=shown.column)
        plan = self._plan(self.base.paragraph(change, place))
        start, end = place.range if place.start is not None else (0, 10**9)
        plan.comments.append((start, end, self.comments.add(change)))

    def _around(self, number: int, change: Change) -> None:
        """What a change does to whole paragraphs and rows."""
        place, kind = change.place, change.kind
        if kind is Kind.ROW_INSERT:
            row = self.base.row(change, place)
            table = self._table(change, place)
            table.add(row, change, new_row(table.model(row, change), change, self.marks))
        elif kind is Kind.ROW_DELETE or _moves_row(change):
            row = self.base.row(change, place)
            move = self.marks.next_move() if change.to is not None else ""
            self._table(change, place).take(row, change, move)
            if change.to is not None:
                goal = self.base.row(change, change.to)
                self._table(change, change.to).add(goal, change, moved_row(row, change, move, self.marks))
        elif kind is Kind.MERGE:
            paragraph = self.base.paragraph(change, place)
            following = next_block(paragraph)
            if following is None or following.tag != P:
                raise misplaced(change)
            self._container(paragraph).join(paragraph, change)
        elif place.start is None and kind in (Kind.INSERT, Kind.DELETE, Kind.MOVE):
            self._line(number, change)

    def _line(self, number: int, change: Change) -> None:
        paragraph = self.base.paragraph(change, change.place)
        if change.kind is not Kind.INSERT:
            name = "del" if change.kind is Kind.DELETE else "moveFrom"
            self._container(paragraph).take(paragraph, name, change)
        if change.kind is Kind.INSERT:
            made = like(paragraph)
            run = next(iter(runs_of(paragraph)), None)
            made.extend(self.inserter.elements(number, properties_copy(paragraph.find(PPR) if run is None else run)))
            self._container(paragraph).add(paragraph, change.place.after, Line(made, "ins", change))
        elif change.kind is Kind.MOVE:
            if change.to is None or change.to.start is not None:
                raise misplaced(change)
            goal = self.base.paragraph(change, change.to)
            made = like(paragraph)
            made.extend(self._moved(self._plan(paragraph), self._cuts[number]))
            self._container(goal).add(goal, change.to.after, Line(made, "moveTo", change))


def _moves_row(change: Change) -> bool:
    return change.kind is Kind.MOVE and change.place.table is not None and change.place.column is None


