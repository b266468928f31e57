"""Accepting or rejecting every tracked change of a Word file, as Word does.

Text, paragraph marks, moves, rows, cells and changes of properties, nested ones too, in the body, headers, footers,
notes and comments. Comments stay. What a change of mark joins follows Word: of two joined paragraphs the properties of
the second stay, because they hang on the mark that is left.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.grid import cell_at, cells_of, is_continuing, merge_of, take_out, unwrapped
from canevas.tools.documents.writing.redline.wordfile import WordFile

INSERTED, DELETED = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")
RANGES = tuple(W + name for name in (
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart",
    "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"))
PROPERTY_CHANGES = tuple(W + name for name in (
    "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange", "sectPrChange",
    "tblGridChange", "numberingChange"))
_OUTSIDE_CHANGE = {W + name for name in ("rPr", "sectPr", "headerReference", "footerReference", "ins", "del",
                                         "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")}
"""What stands among properties and is no part of the old ones that a change remembers."""
ASIDE = {W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "commentRangeStart",
                                "commentRangeEnd")} | set(RANGES)
_LIVE = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
P, PPR, RPR, TBL, TR, TC, R = (W + name for name in ("p", "pPr", "rPr", "tbl", "tr", "tc", "r"))


def accept_all(content: bytes) -> bytes:
    """The Word file with every tracked change accepted."""
    return _resolve(content, accept=True)


def reject_all(content: bytes) -> bytes:
    """The Word file with every tracked change rejected."""
    return _resolve(content, accept=False)


def _resolve(content: bytes, *, accept: bool) -> bytes:
    file = WordFile(content)
    for root in file.stories():
        resolve(root, accept=accept)
    return file.save()


def resolve(root: Element, *, accept: bool) -> None:
    """Resolve every change below ``root``, in place."""
    _cells(root, accept)
    _rows(root, accept)
    for change in list(root.iter(*PROPERTY_CHANGES)):
        _properties(change, accept)
    marks = [mark for mark in root.iter(*INSERTED, *DELETED) if mark.getparent().tag == RPR]
    joined = _resolved_marks(marks, accept)
    bookmarks = list(_changed_bookmarks(root))
    _texts(root, accept)
    for start, end in bookmarks:
        if not any(any(True for _ in one.iter(R)) for one in _between(start, end)):
            take_out(start)
            take_out(end)
    for element in list(root.iter(*RANGES)):
        element.getparent().remove(element)
    for paragraph in joined:
        _join(paragraph)


def _changed_bookmarks(root: Element) -> Iterator[tuple[Element, Element]]:
    """The two ends of each bookmark around changed words of one paragraph: like Word, it goes when all of them do."""
    for start in root.iter(W + "bookmarkStart"):
        changed = False
        for one in start.itersiblings():
            changed = changed or one.tag in INSERTED or one.tag in DELETED
            if one.tag == W + "bookmarkEnd" and one.get(W + "id") == start.get(W + "id"):
                if changed:
                    yield start, one
                break


def _between(start: Element, end: Element) -> Iterator[Element]:
    for one in start.itersiblings():
        if one is end:
            return
        yield one


def _texts(root: Element, accept: bool) -> None:
    gone, kept = (DELETED, INSERTED) if accept else (INSERTED, DELETED)
    for numbering in [] if accept else list(root.iter(W + "numPr")):
        if numbering.find(W + "ins") is not None:
            numbering.getparent().remove(numbering)
    for element in list(root.iter(*gone)):
        drop(element)
    for element in list(root.iter(*kept)):
        if not accept:
            for text in element.iter(*_LIVE):
                text.tag = _LIVE[text.tag]
        unwrap(element)


def drop(element: Element) -> None:
    """Remove ``element``; marks of bookmarks and comments that stood in it stay, an emptied hyperlink goes."""
    parent = element.getparent()
    for aside in [below for below in element.iter() if below.tag in ASIDE and below.tag not in RANGES]:
        element.addprevious(aside)
    parent.remove(element)
    if parent.tag in {W + "hyperlink", W + "smartTag"} and not any(True for _ in parent.iter(R)):
        unwrap(parent)


def unwrap(element: Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at:at + 1] = list(element)


def _resolved_marks(marks: Iterable[Element], accept: bool) -> list[Element]:
    """The paragraphs whose mark goes; every mark of change is taken off the others."""
    gone = DELETED if accept else INSERTED
    joined: list[Element] = []
    for mark in marks:
        properties = mark.getparent()
        holder = properties.getparent()
        properties.remove(mark)
        if holder.tag == PPR:
            if mark.tag in gone and holder.getparent() not in joined[-1:]:
                joined.append(holder.getparent())
            if not len(properties):
                holder.remove(properties)
            if not len(holder):
                holder.getparent().remove(holder)
    return joined


def next_block(paragraph: Element) -> Element | None:
    """The block after ``paragraph`` in the same container, marks of ranges passed over."""
    return next((element for element in paragraph.itersiblings() if element.tag not in ASIDE), None)


def _join(paragraph: Element) -> None:
    """Take off the mark of ``paragraph``: its content goes before that of the next paragraph."""
    following = next_block(paragraph)
    if following is not None and following.tag == P:
        at = 1 if len(following) and following[0].tag == PPR else 0
        between = []
        for element in paragraph.itersiblings():
            if element is following:
                break
            between.append(element)
        content = [element for element in paragraph if element.tag != PPR] + between
        following[at:at] = content
        paragraph.getparent().remove(paragraph)
    elif not has_content(paragraph) and _may_go(paragraph, following):
        for aside in [element for element in paragraph if element.tag in ASIDE]:
            paragraph.addprevious(aside)
        paragraph.getparent().remove(paragraph)


def has_content(paragraph: Element) -> bool:
    """Whether anything that prints stands in the paragraph."""
    return any(element.tag != PPR and element.tag not in ASIDE for element in paragraph)


def _may_go(paragraph: Element, following: Element | None) -> bool:
    """Whether the container can do without this paragraph, which no other follows."""
    if paragraph.find(f"{PPR}/{W}sectPr") is not None:
        return False
    if following is not None and following.tag == TBL:
        return True
    before = next((one for one in paragraph.itersiblings(preceding=True) if one.tag not in ASIDE), None)
    return before is not None and before.tag == P


def _rows(root: Element, accept: bool) -> None:
    gone = W + ("del" if accept else "ins")
    tables: dict[Element, None] = {}
    for properties in list(root.iter(W + "trPr")):
        marks = [mark for mark in properties if mark.tag in (W + "ins", W + "del")]
        row = properties.getparent()
        for mark in marks:
            properties.remove(mark)
        if any(mark.tag == gone for mark in marks):
            table = next(row.iterancestors(TBL))
            drop_row(row)
            tables[table] = None
        elif not len(properties):
            row.remove(properties)
    for table in tables:
        _mend(table)


def drop_row(row: Element) -> None:
    """Remove a row, keeping bookmarks whose other end stands outside it."""
    starts = {mark.get(W + "id"): mark for mark in row.iter(W + "bookmarkStart")}
    ends = {mark.get(W + "id"): mark for mark in row.iter(W + "bookmarkEnd")}
    for number in starts.keys() ^ ends.keys():
        row.addprevious(starts.get(number, ends.get(number)))
    row.getparent().remove(row)


def _mend(table: Element) -> None:
    """After rows went: a cell that goes on from nothing begins; a table without rows goes."""
    if table.getparent() is None:
        return
    rows = list(table.iter(TR))
    if not rows:
        holder = table.getparent()
        after = table.getnext()
        holder.remove(table)
        if holder.tag == TC and (after is None or after.tag != P) and (not len(holder) or holder[-1].tag != P):
            holder.append(etree.Element(P))
        return
    above: Element | None = None
    for row in unwrapped(table, TR):
        for cell in cells_of(row):
            merge = merge_of(cell.element)
            if merge is not None and is_continuing(cell.element):
                upper = None if above is None else cell_at(above, cell.column)
                if upper is None or merge_of(upper.element) is None:
                    merge.set(W + "val", "restart")
        above = row


def _cells(root: Element, accept: bool) -> None:
    gone = W + ("cellDel" if accept else "cellIns")
    for mark in list(root.iter(W + "cellIns", W + "cellDel", W + "cellMerge")):
        properties = mark.getparent()
        if properties is None or properties.tag != W + "tcPr":
            continue
        cell = properties.getparent()
        properties.remove(mark)
        if mark.tag == W + "cellMerge":
            _merge(properties, mark.get(W + ("vMerge" if accept else "vMergeOrig")))
        elif mark.tag == gone:
            row = cell.getparent()
            row.remove(cell)
            if row.find(TC) is None:
                row.getparent().remove(row)


def _merge(properties: Element, value: str | None) -> None:
    known = properties.find(W + "vMerge")
    if known is None and value is not None:
        known = etree.Element(W + "vMerge")
        before = [element for element in properties if element.tag in {
            W + "cnfStyle", W + "tcW", W + "gridSpan", W + "hMerge"}]
        properties.insert(len(before), known)
    if known is not None:
        if value is None:
            properties.remove(known)
        else:
            known.set(W + "val", "restart" if value == "rest" else "continue")


def _properties(change: Element, accept: bool) -> None:
    """Accept or reject one change of properties: the old ones stand in the change itself."""
    holder = change.getparent()
    if holder is None:
        return
    holder.remove(change)
    if not accept and change.tag != W + "numberingChange":
        old = next(iter(change), None)
        kept = [element for element in holder if element.tag in _OUTSIDE_CHANGE]
        attributes = dict(old.attrib) if old is not None and change.tag == W + "sectPrChange" else None
        holder[:] = _ordered(holder.tag, kept, list(old) if old is not None else [])
        if attributes:
            holder.attrib.update(attributes)
    if not len(holder) and holder.tag in {RPR, PPR, W + "trPr", W + "tblPrEx"} and not holder.attrib:
        holder.getparent().remove(holder)


def _ordered(tag: str, kept: list[Element], old: list[Element]) -> list[Element]:
    """Old properties and those that were no part of the change, in the order that the schema wants."""
    if tag == PPR:
        return old + kept
    if tag == W + "sectPr" or tag == RPR:
        return kept + old
    return old + kept
