"""Puts together what the recognisers found."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from canevas.governance.concertation.rules.minutes import ReadAction, ReadDecision, ReadItem, ReadMinutes
from canevas.governance.concertation.rules.reading import attendance, forms, mentions, people, verdicts
from canevas.governance.concertation.rules.reading.agenda import Agenda, read_agenda
from canevas.governance.concertation.rules.reading.body import Part, split_parts
from canevas.governance.concertation.rules.reading.cut_tables import whole_tables
from canevas.governance.concertation.rules.reading.evidence import is_minutes, refuse
from canevas.governance.concertation.rules.reading.explaining import explained
from canevas.governance.concertation.rules.reading.furniture import without_furniture
from canevas.governance.concertation.rules.reading.header import Header, read_header, read_late_keys
from canevas.governance.concertation.rules.reading.identity import (
    Places,
    read_body,
    read_session,
    read_stage,
    with_wrapped_names,
)
from canevas.governance.concertation.rules.reading.items import Tables, Treated, items_of_grid, loose_actions, read_item
from canevas.governance.concertation.rules.reading.linearise import linearise
from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span, lines_of
from canevas.governance.concertation.rules.reading.meeting import HELD, read_meeting
from canevas.governance.concertation.rules.reading.own_files import KeptBlocks, kept_blocks, put_back, seats
from canevas.governance.concertation.rules.reading.plain_columns import with_plain_grids
from canevas.governance.concertation.rules.reading.rebuilt import read_policy_of_lines
from canevas.governance.concertation.rules.reading.recommendations import read_recommendations
from canevas.governance.concertation.rules.reading.stacked_columns import with_stacked_grids
from canevas.governance.concertation.rules.reading.typed_columns import with_typed_grids
from canevas.governance.concertation.rules.reading.wrapping import unwrapped
from canevas.governance.policy.rules.outline_reading import read_policy_outline
from canevas.governance.recommendations.rules.synthesis_reading import read_synthesis, synthesis_nodes
from canevas.tools.documents.found import Found
from canevas.tools.documents.nodes import Document, NodeKind
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_TITLE_LINES = 14
_LAST_BLOCKS = 10


@dataclass
class _Sheet:
    """The document as it lies before the recognisers."""

    document: Document
    vocabulary: Vocabulary
    blocks: list[Block]
    agenda: Agenda | None
    header: Header
    known: frozenset[str]
    present: list[Found[str]]
    lines: list[Line] = field(default_factory=list)

    @property
    def points(self) -> list[Span]:
        return self.agenda.points if self.agenda else []


def read_minutes(document: Document, vocabulary: Vocabulary) -> ReadMinutes:
    """Everything understood of ``document``. Raises :class:`NotMinutes` where it is neither minutes nor a synthesis."""
    read = ReadMinutes()
    read.synthesis = read_synthesis(document, vocabulary)
    taken = _taken(document) if read.synthesis else frozenset()
    sheet = _prepare(document, vocabulary, taken)
    parts, end = _parts(sheet)
    _identity(read, sheet, parts, end)
    _content(read, sheet, parts)
    if kept := kept_blocks(document):
        read.items = _own_items(_prepare(document, vocabulary, taken | kept.nodes), read.date, kept)
        read.attendance = seats(document, read.attendance)
    wrapped = document.format == "text"
    read.policy = read_policy_of_lines(sheet.lines) if wrapped else read_policy_outline(document, taken)
    return explained(_judged(read, sheet))


def _taken(document: Document) -> frozenset[str]:
    """The nodes of the synthesis; not the tail of a wrapped sentence that only looked like its title."""
    nodes = document.nodes()
    return frozenset(name for name in synthesis_nodes(document) if not nodes[name].text[:1].islower())


def _prepare(document: Document, vocabulary: Vocabulary, taken: frozenset[str]) -> _Sheet:
    blocks = whole_tables(with_typed_grids(without_furniture(linearise(document, taken))))
    whole = unwrapped(blocks)
    agenda, header = _head(whole)
    present = attendance.read_attendance(whole, header, agenda, vocabulary)
    known = frozenset(attendance.folded_names(present))
    gridded = with_plain_grids(with_stacked_grids(blocks, vocabulary, known), vocabulary, known)
    if gridded != blocks:
        whole = unwrapped(gridded)
        agenda, header = _head(whole)
        present = attendance.read_attendance(whole, header, agenda, vocabulary)
    read_late_keys(whole, max(agenda.end if agenda else 0, len(whole) - _LAST_BLOCKS), header)
    return _Sheet(document, vocabulary, whole, agenda, header, known, present, list(lines_of(whole)))


def _head(blocks: list[Block]) -> tuple[Agenda | None, Header]:
    agenda = read_agenda(blocks)
    end = agenda.begin + 1 if agenda and isinstance(blocks[agenda.begin], Grid) else agenda.begin if agenda else 40
    return agenda, read_header(blocks, end)


def _parts(sheet: _Sheet) -> tuple[list[Part], int]:
    """The parts of the body, closing words and signature left out; and where these begin."""
    start = sheet.agenda.end if sheet.agenda else max((place + 1 for place in sheet.header.used), default=0)
    end = _annex(sheet, start)
    _, begin = people.signature(sheet.blocks, end)
    body = [
        block
        for block in attendance.without_attendance(sheet.blocks, start, begin, sheet.header)
        if id(block) not in sheet.header.late
    ]
    kept = people.until_closing(body)
    return split_parts(kept, sheet.points), begin


def _annex(sheet: _Sheet, start: int) -> int:
    """Where the annexes begin."""
    for place in range(start, len(sheet.blocks)):
        block = sheet.blocks[place]
        if (
            isinstance(block, Line)
            and forms.marker(block.body.folded) == "annex"
            and place > len(sheet.blocks) * 0.5
            and (block.heading or block.bold or block.text.isupper() or len(block.text) < 40)
        ):
            return place
    return len(sheet.blocks)


def _identity(read: ReadMinutes, sheet: _Sheet, parts: list[Part], end: int) -> None:
    first_item = next((part.title.line for part in parts if part.kind == "item" and part.title), None)
    stop = (
        sheet.agenda.begin
        if sheet.agenda
        else next(
            (place for place, block in enumerate(sheet.blocks) if block is first_item), min(len(sheet.blocks), 25)
        )
    )
    head = list(lines_of(sheet.blocks[: stop + (0 if not sheet.agenda or sheet.agenda.begin else 1)]))
    if (
        sheet.agenda
        and sheet.blocks[sheet.agenda.begin] not in head
        and isinstance(sheet.blocks[sheet.agenda.begin], Line)
    ):
        head.append(next(lines_of([sheet.blocks[sheet.agenda.begin]])))
    opening = [
        line for line in [*head, *sheet.lines[:40]] if HELD.search(line.folded) or line.folded.startswith("l'an ")
    ]
    used = {
        id(line)
        for place in sheet.header.used
        for line in lines_of([sheet.blocks[place]])
        if line.in_cell or forms.key_value(line.body) or len(line.text) < 60
    }
    titles = [line for line in head if len(line.text) < 220 and line not in opening and id(line) not in used][
        :_TITLE_LINES
    ]
    signer, _ = people.signature(sheet.blocks, end if end < len(sheet.blocks) else _annex(sheet, 0))
    told = {id(line) for line in [*titles, *opening]}
    places = Places(
        with_wrapped_names(titles),
        list(dict.fromkeys(opening)),
        [line for line in sheet.lines if id(line) not in told],
        signer,
    )
    read.body = read_body(places, sheet.header, _names(sheet.document), sheet.vocabulary)
    read.session = read_session(places, sheet.header)
    read.stage = read_stage(places, sheet.header)
    held = read_meeting(sheet.header, head or sheet.lines[:20], sheet.lines)
    read.date, read.start, read.end, read.place = held.day, held.start, held.end, held.place
    read.chairs = [found for span in sheet.header.values.get("chair", []) for found in people.chairs_of_value(span)]
    read.chairs = read.chairs or people.chairs_in_text([*head, *sheet.lines[:25]])
    read.chairs = read.chairs or [
        found for span in sheet.header.values.get("facilitator", []) for found in people.chairs_of_value(span)
    ]
    read.signatory = _signatory(sheet)
    read.attendance = sheet.present
    read.agenda = sheet.agenda.found() if sheet.agenda else []


def _signatory(sheet: _Sheet) -> Found[str] | None:
    signer, _ = people.signature(sheet.blocks, _annex(sheet, 0))
    return signer.said() if signer else None


def _names(document: Document) -> dict[str, str]:
    told = ("title", "subject", "name", "filename", "header", "footer")
    return {key: value for key, value in document.metadata.items() if key in told}


def _content(read: ReadMinutes, sheet: _Sheet, parts: list[Part]) -> None:
    day = read.date.value if read.date else None
    tables = Tables(sheet.vocabulary, sheet.known, day)
    treated = Treated()
    read.contributions, told = mentions.contributions(sheet.blocks)
    _leave_out(parts, told)
    _items(sheet, parts, tables, treated)
    read.items = treated.items
    read.recommendations = treated.recommendations
    for part in parts:
        if part.kind == "recommendations":
            read.recommendations += read_recommendations(part.blocks, sheet.vocabulary, day)
    _verdicts(read, sheet, day, treated.decisions)
    read.related_sessions = mentions.related_sessions(sheet.lines, day)
    read.places = mentions.places(sheet.lines, sheet.vocabulary)


def _leave_out(parts: list[Part], told: set[str]) -> None:
    """Without the lines of the nodes ``told``, which were understood as something else."""
    for part in parts:
        part.blocks = [
            block
            for block in part.blocks
            if not isinstance(block, Line) or not any(piece.node in told for piece in block.pieces)
        ]


def _items(sheet: _Sheet, parts: list[Part], tables: Tables, treated: Treated) -> None:
    for part in parts:
        grids = [block for block in part.blocks if isinstance(block, Grid)]
        in_grid = [item for grid in grids for item in items_of_grid(grid, tables, sheet.points)]
        if in_grid:
            part.blocks = [
                block
                for block in part.blocks
                if not isinstance(block, Grid) or not items_of_grid(block, tables, sheet.points)
            ]
        if part.kind == "item":
            treated.items.append(read_item(part, tables, treated))
        _merge(in_grid, treated.items)
    if not treated.items and len(sheet.points) == 1:
        _single(sheet, parts, tables, treated)
    loose = [
        action
        for action in loose_actions([part for part in parts if part.kind in ("actions", "decisions")], tables)
        if part_is_real(action)
    ]
    _attach(loose, treated, sheet)


def _own_items(sheet: _Sheet, day: Found[date] | None, kept: KeptBlocks) -> list[ReadItem]:
    """The items of a file of our own: what its bookmarks tell, and around it what was added elsewhere."""
    parts, _end = _parts(sheet)
    _leave_out(parts, mentions.contributions(sheet.blocks)[1])
    treated = Treated()
    _items(sheet, parts, Tables(sheet.vocabulary, sheet.known, day.value if day else None), treated)
    put_back(treated.items, kept)
    return treated.items


def _merge(found: list[ReadItem], items: list[ReadItem]) -> None:
    """Rows of a table that recalls the points already treated add to these."""
    known = {item.number: item for item in items}
    for item in found:
        if item.number in known:
            known[item.number].discussion += item.discussion
            known[item.number].actions += item.actions
        else:
            items.append(item)


def part_is_real(action: ReadAction) -> bool:
    """Outside an item, only what has an owner or a day is an action."""
    return bool(action.responsible or action.deadline_text)


def _single(sheet: _Sheet, parts: list[Part], tables: Tables, treated: Treated) -> None:
    """One point on the agenda, sections without its title: all the proceedings treat it."""
    blocks = [
        block for part in parts if part.kind in ("proceedings", "contributions", "preamble") for block in part.blocks
    ]
    if not blocks:
        return
    part = Part(
        "item",
        1,
        sheet.points[0],
        blocks,
        0.7,
        say("The only point of the agenda: the proceedings are taken to treat it."),
    )
    treated.items.append(read_item(part, tables, treated))


def _attach(loose: list[ReadAction], treated: Treated, sheet: _Sheet) -> None:
    """Actions of a plan at the end go to the last item, for want of a better place, and are asked."""
    if not loose:
        return
    if not treated.items:
        title = (
            sheet.points[0].said(0.6)
            if sheet.points
            else Found(say("Actions"), [], 0.5, say("The document names no agenda item."))
        )
        treated.items.append(ReadItem(1, title))
    treated.items[-1].actions += loose


def _verdicts(read: ReadMinutes, sheet: _Sheet, day: date | None, noted: list[ReadDecision]) -> None:
    read.previous_minutes = verdicts.previous_minutes(read.items, sheet.lines, sheet.points, day)
    previous = read.previous_minutes.decision if read.previous_minutes else None
    skip = {place.node for place in previous.passages} if previous else set()
    decisions = [*verdicts.read_decisions(sheet.lines, read.stage, skip), *noted]
    verdict = [decision for decision in decisions if verdicts.is_verdict(decision)]
    read.decision = verdict[-1] if verdict else None
    read.further_decisions = [decision for decision in decisions if decision is not read.decision]


def _judged(read: ReadMinutes, sheet: _Sheet) -> ReadMinutes:
    titles = sheet.lines[:_TITLE_LINES]
    if is_minutes(read, sheet.lines, titles, has_header=bool(sheet.header.used)):
        return read
    if not read.synthesis:
        refuse(read)
    tables = frozenset(node.id for node in sheet.document.root.children if node.kind is NodeKind.TABLE)
    titled = _prepare(sheet.document, sheet.vocabulary, tables)
    _identity(read, titled, [], len(titled.blocks))
    bare = ReadMinutes(
        "synthesis", body=read.body, session=read.session, date=read.date, places=read.places, synthesis=read.synthesis
    )
    if read.stage and read.stage.passages:
        bare.stage = read.stage
    return bare
