"""Rows that come and go, and merged blocks that lose their first row or gain one."""
from __future__ import annotations

from bisect import bisect_left
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change, ConflictError, Kind, Lines, Place, RedlineError
from canevas.tools.documents.writing.redline.grid import (
    GridCell,
    cell_at,
    cells_of,
    is_continuing,
    merge_of,
    take_out,
    unwrapped,
)
from canevas.tools.documents.writing.redline.lines import like, set_mark
from canevas.tools.documents.writing.redline.marks import Marks
from canevas.tools.documents.writing.redline.runs import (
    PPR,
    P,
    R,
    as_deleted,
    make_run,
    properties_copy,
    runs_of,
    text_of,
)
from canevas.tools.text.sentences import say

TC, TCPR, TR, TRPR = (W + name for name in ("tc", "tcPr", "tr", "trPr"))
_LOST_IN_COPIES = [W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd")]
_TAKEN = {W + "del", W + "moveFrom"}
_BEFORE_MERGE = {W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}


@dataclass(slots=True)
class NewRow:
    element: Element
    change: Change


@dataclass(slots=True)
class TablePlan:
    rows: list[Element]
    """Those of the base."""
    gone: dict[Element, Change] = field(default_factory=dict)
    before: dict[Element, list[NewRow]] = field(default_factory=dict)
    after: dict[Element, list[NewRow]] = field(default_factory=dict)
    _moves: dict[Element, str] = field(default_factory=dict)
    _places: dict[Element, int] = field(default_factory=dict)
    _forms: dict[tuple[int, bool], list[int]] = field(default_factory=dict)
    """Which rows of the base have so many cells and are, or are not, a repeated header."""

    def take(self, row: Element, change: Change, move: str = "") -> None:
        """``move`` is the name of the move, where the row goes elsewhere."""
        if row in self.gone:
            raise ConflictError(self.gone[row], change)
        self.gone[row] = change
        self._moves[row] = move

    def add(self, beside: Element, change: Change, element: Element) -> None:
        held = self.after if target(change).after else self.before
        held.setdefault(beside, []).append(NewRow(element, change))

    def model(self, beside: Element, change: Change) -> Element:
        """The row of which a new one takes the form: ``beside``, or the nearest with as many cells, a header last."""
        if not self._forms:
            for number, row in enumerate(self.rows):
                header = row.find(f"{TRPR}/{W}tblHeader") is not None
                self._places[row] = number
                self._forms.setdefault((len(cells_of(row)), header), []).append(number)
        at, cells = self._places[beside], len(change.cells)
        fitting = self._forms.get((cells, False)) or self._forms.get((cells, True))
        if fitting is None:
            raise RedlineError(say(
                "A row of %(number)d cells of “%(author)s” fits nowhere in the table. Give it as many cells as its "
                "neighbours have.", number=len(change.cells), author=change.author))
        near = bisect_left(fitting, at)
        return self.rows[min(fitting[max(near - 1, 0):near + 1], key=lambda number: abs(number - at))]

    def write(self, marks: Marks) -> None:
        added = self._set_down()
        physical = self._all(added)
        places = {row: number for number, row in enumerate(physical)}
        for row, change in self.gone.items():
            self._carry(row, change, physical[places[row] + 1:], added, marks)
        self._close_blocks([row for row in physical if row not in self.gone], added)
        for row, change in self.gone.items():
            _delete(row, change, self._moves[row], marks)
        for row, change in added.items():
            _mark_row(row, marks.make("ins", change))

    def _set_down(self) -> dict[Element, Change]:
        added = {}
        for row in self.rows:
            for new in self.before.get(row, []):
                row.addprevious(new.element)
                added[new.element] = new.change
            anchor = row
            for new in self.after.get(row, []):
                anchor.addnext(new.element)
                anchor = new.element
                added[new.element] = new.change
        return added

    def _all(self, added: dict[Element, Change]) -> list[Element]:
        table = next(self.rows[0].iterancestors(W + "tbl"))
        known = {*self.rows, *added}
        return [row for row in unwrapped(table, TR) if row in known]

    def _carry(self, row: Element, change: Change, below: list[Element], added: dict[Element, Change],
               marks: Marks) -> None:
        """Where a merged block loses its first row, its text goes on in the first row that is left of it."""
        for number, cell in enumerate(cells_of(row)):
            merge = merge_of(cell.element)
            if merge is None or is_continuing(cell.element):
                continue
            said = change.cells[number] if change.kind is Kind.ROW_DELETE and number < len(change.cells) else None
            for lower in below:
                heir = cell_at(lower, cell.column)
                if heir is None or not is_continuing(heir.element):
                    break
                if lower not in self.gone:
                    _begin_block(heir, cell, said, change, marks, tracked=lower not in added)
                    break

    def _close_blocks(self, result: list[Element], added: dict[Element, Change]) -> None:
        """What goes on from above, new or below something new, needs a cell above that begins a block."""
        above: Element | None = None
        for row in result:
            for cell in cells_of(row) if above is not None and (row in added or above in added) else ():
                if not is_continuing(cell.element):
                    continue
                upper = cell_at(above, cell.column)
                if upper is not None and merge_of(upper.element) is None:
                    set_merge(upper.element, "restart")
            above = row


def target(change: Change) -> Place:
    """Where a row of this change is set down."""
    return change.to if change.kind is Kind.MOVE and change.to is not None else change.place


def _begin_block(heir: GridCell, cell: GridCell, said: Lines | None, change: Change, marks: Marks, *,
                 tracked: bool) -> None:
    """Let ``heir`` begin what is left of the block of ``cell``, with its text (or what is ``said`` instead)."""
    old = list(unwrapped(cell.element, P))
    texts = said if said is not None else tuple(_base_text(one) for one in old)
    if tracked:
        properties = heir.element.find(TCPR)
        remembered = marks.make("tcPrChange", change)
        remembered.append(deepcopy(properties))
        properties.append(remembered)
    set_merge(heir.element, "restart")
    held = list(unwrapped(heir.element, P))
    models = [old[min(number, len(old) - 1)] for number in range(len(texts))]
    paragraphs = []
    for model in models[:-1]:
        made = like(model)
        set_mark(made, marks.make("ins", change))
        held[0].addprevious(made)
        paragraphs.append(made)
    for paragraph, model, text in zip([*paragraphs, held[0]], models, texts, strict=False):
        if text:
            run = next(iter(model.iter(R)), None)
            mark = marks.make("ins", change)
            mark.append(make_run(text, properties_copy(model.find(PPR) if run is None else run)))
            paragraph.append(mark)


def _base_text(paragraph: Element) -> str:
    """The text of a paragraph of the base, whatever has been marked in it meanwhile: as it will be once accepted."""
    parts = []
    for run in paragraph.iter(R):
        holders = {holder.tag for holder in run.iterancestors()}
        if not holders & {W + "del", W + "moveFrom"}:
            parts.append(run)
    return "".join(text_of(_alone(run)) for run in parts)


def _alone(run: Element) -> Element:
    holder = etree.Element(P)
    holder.append(deepcopy(run))
    return holder


def new_row(model: Element, change: Change, marks: Marks) -> Element:
    """A row of the form of ``model``, with the texts of the change."""
    row = etree.Element(TR)
    for properties in model:
        if properties.tag in (TRPR, W + "tblPrEx"):
            row.append(deepcopy(properties))
    for name in ("tblHeader", "ins", "del", "trPrChange"):
        for element in row.iterfind(f"{TRPR}/{W}{name}"):
            take_out(element)
    for cell, lines in zip(cells_of(model), change.cells, strict=True):
        row.append(_new_cell(cell.element, lines, change, marks))
    return row


def _new_cell(model: Element, lines: Lines | None, change: Change, marks: Marks) -> Element:
    cell = etree.Element(TC)
    properties = model.find(TCPR)
    if properties is not None:
        copy = deepcopy(properties)
        for element in list(copy):
            if element.tag in {W + "vMerge", W + "tcPrChange", W + "cellIns", W + "cellDel", W + "cellMerge"}:
                copy.remove(element)
        cell.append(copy)
    if lines is None:
        set_merge(cell, "continue")
    old = list(unwrapped(model, P))
    for number, text in enumerate(lines or ("",)):
        source = old[min(number, len(old) - 1)] if old else None
        paragraph = like(source)
        set_mark(paragraph, marks.make("ins", change))
        if text:
            run = None if source is None else next(iter(runs_of(source)), None)
            mark = marks.make("ins", change)
            mark.append(make_run(text, properties_copy(paragraph.find(PPR) if run is None else run)))
            paragraph.append(mark)
        cell.append(paragraph)
    return cell


def moved_row(row: Element, change: Change, move: str, marks: Marks) -> Element:
    """A copy of a base row as it arrives; its bookmarks stay with the old place, names being unique."""
    made = deepcopy(row)
    for element in list(made.iter(*_LOST_IN_COPIES)):
        take_out(element)
    _wrap_runs(made, change, marks, "moveTo", move)
    for paragraph in made.iter(P):
        set_mark(paragraph, marks.make("moveTo", change))
    return made


def set_merge(cell: Element, value: str) -> None:
    properties = cell.find(TCPR)
    if properties is None:
        properties = etree.Element(TCPR)
        cell.insert(0, properties)
    merge = properties.find(W + "vMerge")
    if merge is None:
        merge = etree.Element(W + "vMerge")
        properties.insert(sum(1 for element in properties if element.tag in _BEFORE_MERGE), merge)
    merge.set(W + "val", value)


def _delete(row: Element, change: Change, move: str, marks: Marks) -> None:
    """Mark a row deleted, with all that is in it and that no other change took already; what others insert goes too."""
    name = "moveFrom" if move else "del"
    _wrap_runs(row, change, marks, name, move)
    for paragraph in row.iter(P):
        if not any(paragraph.find(f"{PPR}/{W}rPr/{W}{mark}") is not None for mark in ("del", "moveFrom")):
            set_mark(paragraph, marks.make(name, change))
    for nested in [row, *(one for one in row.iter(TR) if one is not row)]:
        _mark_row(nested, marks.make("del", change))


def _wrap_runs(row: Element, change: Change, marks: Marks, name: str, move: str) -> None:
    """Put every run of the row that nobody took yet in an element ``name``, those side by side in one."""
    holders: list[Element] = []
    for run in list(row.iter(R)):
        if next((one for one in run.iterancestors() if one.tag in _TAKEN or one.tag == W + name), None) is not None:
            continue
        holder = run.getprevious()
        if holder is None or not holders or holder is not holders[-1]:
            holder = marks.make(name, change)
            run.addprevious(holder)
            holders.append(holder)
        holder.append(run)
        if name == "del":
            as_deleted(run)
    if move and holders:
        begin = marks.make(f"{name}RangeStart", change)
        begin.set(W + "name", move)
        holders[0].addprevious(begin)
        holders[-1].addnext(etree.Element(f"{W}{name}RangeEnd", {W + "id": begin.get(W + "id")}))


def _mark_row(row: Element, mark: Element) -> None:
    properties = row.find(TRPR)
    if properties is None:
        properties = etree.Element(TRPR)
        row.insert(1 if len(row) and row[0].tag == W + "tblPrEx" else 0, properties)
    later = properties.find(W + "trPrChange")
    if later is None:
        properties.append(mark)
    else:
        later.addprevious(mark)
