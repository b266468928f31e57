"""Understood minutes as a flat-minded tree of lines: what a person looks at, corrects and confirms one by one.

A :class:`Draft` is one line. Its ``value`` is a small dictionary of plain JSON whose keys depend on ``kind``:

=============================================  ====================================================================
``header.body|place|chair|signatory``          ``text``
``header.number`` / ``.date`` / ``.stage``     ``number`` / ``date`` (ISO) / ``stage``
``header.start`` / ``.end``                    ``time`` (HH:MM)
``previous`` / ``related``                     ``date``, ``outcome`` / ``date``, ``stage``
``attendance``                                 ``text``, ``status``
``agenda`` / ``item``                          ``number``, ``text``
``contribution`` ``place``                     ``text``
``discussion``                                 ``text``, ``form``; ``level`` of a bullet, ``cells`` of a table
``action``                                     ``text``; children ``responsible`` and ``deadline``
``deadline``                                   ``text``, ``date`` (ISO or None)
``recommendation``                             ``text``, ``addressee``; children as an action
``decision``                                   ``text``, ``outcome``, ``stage``, ``main``
``policy``                                     ``axis``, ``text``, ``programme``, ``subprogrammes``
``section``                                    ``scope``, ``axis``, ``text``; children ``challenge``
``challenge``                                  ``text``; children ``row``
``row``                                        ``flags``; children ``priority strategy region actor stray`` (``text``)
=============================================  ====================================================================
"""
from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from canevas.governance.concertation.rules.minutes import (
    ReadAction,
    ReadDecision,
    ReadItem,
    ReadMinutes,
    ReadRecommendation,
    Said,
    Seat,
)
from canevas.governance.recommendations.rules.synthesis import SynthesisRow, SynthesisSection
from canevas.tools.documents.found import SURE, Found, Passage
from canevas.tools.documents.nodes import Node
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say


class Kind(StrEnum):
    BODY = "header.body"
    NUMBER = "header.number"
    STAGE = "header.stage"
    DATE = "header.date"
    START = "header.start"
    END = "header.end"
    PLACE_OF_MEETING = "header.place"
    CHAIR = "header.chair"
    SIGNATORY = "header.signatory"
    PREVIOUS = "previous"
    RELATED = "related"
    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    ITEM = "item"
    DISCUSSION = "discussion"
    ACTION = "action"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    RECOMMENDATION = "recommendation"
    DECISION = "decision"
    CONTRIBUTION = "contribution"
    PLACE = "place"
    POLICY = "policy"
    SECTION = "section"
    CHALLENGE = "challenge"
    ROW = "row"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    REGION = "region"
    ACTOR = "actor"
    STRAY = "stray"


INTERCHANGEABLE = (Kind.DISCUSSION, Kind.ACTION, Kind.RECOMMENDATION, Kind.DECISION)
"""Kinds that one sentence may turn from one into the other."""
NAMES_AN_ORGANISATION = (Kind.ATTENDANCE, Kind.RESPONSIBLE, Kind.ACTOR)
NAMES_A_TERRITORY = (Kind.PLACE, Kind.REGION)
REQUIRED = (Kind.BODY, Kind.DATE)
"""Without these two, minutes cannot be told from others; when missing, they are asked."""


@dataclass(slots=True)
class Draft:
    """One line. ``uids``: ids of register rows that the file carries where the line is written (our own exports)."""

    kind: Kind
    value: dict[str, Any]
    passages: list[Passage] = field(default_factory=list)
    confidence: float = 1.0
    reason: str = ""
    children: list[Draft] = field(default_factory=list)
    uids: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[Draft]:
        """This line, then all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def text(self) -> str:
        return str(self.value.get("text") or "")


def of_found(kind: Kind, found: Found[Any], **more: Any) -> Draft:
    return Draft(kind, {"text": str(found.value), **more}, list(found.passages), found.confidence, found.reason)


def of_parts(kind: Kind, value: dict[str, Any], parts: Iterable[Found[Any] | None]) -> Draft:
    """A line made of several values: as sure as the least sure of them, with the reasons of those."""
    there = [part for part in parts if part is not None]
    passages: dict[Passage, None] = {passage: None for part in there for passage in part.passages}
    reasons = dict.fromkeys(part.reason for part in there if part.reason)
    confidence = min((part.confidence for part in there), default=0.0)
    return Draft(kind, value, list(passages), confidence, " ".join(reasons))


def draft_minutes(read: ReadMinutes) -> list[Draft]:
    """The lines of understood minutes, in the order in which a person reads them."""
    return [
        *_header(read),
        *(of_found(Kind.ATTENDANCE, found, status=found.status if isinstance(found, Seat) else "present")
          for found in read.attendance),
        *(of_found(Kind.AGENDA, found, number=number) for number, found in enumerate(read.agenda, 1)),
        *(_item(item) for item in read.items),
        *(_recommendation(each) for each in read.recommendations),
        *_decisions(read),
        *(of_found(Kind.CONTRIBUTION, found) for found in read.contributions),
        *(_section(section) for section in read.synthesis),
        *(of_parts(Kind.POLICY, {
            "axis": axis.axis, "text": axis.title.value,
            "programme": axis.programme.value if axis.programme else None,
            "subprogrammes": [code.value for code in axis.subprogrammes],
        }, (axis.title, axis.programme, *axis.subprogrammes)) for axis in read.policy),
        *(of_found(Kind.PLACE, found) for found in read.places),
    ]


def _header(read: ReadMinutes) -> Iterator[Draft]:
    if read.body:
        yield of_found(Kind.BODY, read.body)
    elif read.kind == "minutes":
        yield Draft(Kind.BODY, {"text": ""}, confidence=0.0,
                    reason=say("The body that met was not found in the document: say which one it is."))
    if read.session:
        yield of_parts(Kind.NUMBER, {"number": read.session.value}, (read.session,))
    if read.stage:
        yield _stage(read, read.stage)
    if read.date:
        yield of_parts(Kind.DATE, {"date": read.date.value.isoformat()}, (read.date,))
    elif read.kind == "minutes":
        yield Draft(Kind.DATE, {"date": None}, confidence=0.0,
                    reason=say("The day of the meeting was not found in the document: write it."))
    for kind, hour in ((Kind.START, read.start), (Kind.END, read.end)):
        if hour:
            yield of_parts(kind, {"time": hour.value.strftime("%H:%M")}, (hour,))
    if read.place:
        yield of_found(Kind.PLACE_OF_MEETING, read.place)
    yield from (of_found(Kind.CHAIR, chair) for chair in read.chairs)
    if read.signatory:
        yield of_found(Kind.SIGNATORY, read.signatory)
    previous = read.previous_minutes
    if previous and (previous.date or previous.decision):
        yield of_parts(Kind.PREVIOUS, {
            "date": previous.date.value.isoformat() if previous.date else None,
            "outcome": previous.decision.value if previous.decision else None,
        }, (previous.date, previous.decision))
    for related in read.related_sessions:
        yield of_parts(Kind.RELATED, {"stage": related.stage.value, "date": related.date.value.isoformat()},
                       (related.stage, related.date))


def _stage(read: ReadMinutes, stage: Found[str]) -> Draft:
    """Regional groups only hold ordinary sessions unless they say otherwise: what goes without saying is not asked.

    The national framework meets in stages, so there a stage that nobody wrote is a question.
    """
    line = of_parts(Kind.STAGE, {"stage": stage.value}, (stage,))
    if stage.value == "ordinary" and not stage.passages and read.body and not read.body.value.startswith("CCM"):
        line.confidence = max(line.confidence, SURE)
    return line


def _item(item: ReadItem) -> Draft:
    line = of_found(Kind.ITEM, item.title, number=item.number)
    line.children = [*(_said(found) for found in item.discussion),
                     *(_followed(of_found(Kind.ACTION, action.text), action) for action in item.actions)]
    return line


def _said(found: Found[str]) -> Draft:
    """A block of an item, in its form."""
    if not isinstance(found, Said):
        return of_found(Kind.DISCUSSION, found)
    more: dict[str, Any] = {"form": found.form}
    if found.form == "bullet":
        more["level"] = found.level
    if found.form == "table":
        more["cells"] = found.cells
    return of_found(Kind.DISCUSSION, found, **more)


def _recommendation(each: ReadRecommendation) -> Draft:
    addressee = each.addressee.value if each.addressee else ""
    return _followed(of_found(Kind.RECOMMENDATION, each.text, addressee=addressee), each)


def _followed(line: Draft, read: ReadAction | ReadRecommendation) -> Draft:
    """``line`` with who answers for it and by when."""
    line.children = [of_found(Kind.RESPONSIBLE, found) for found in read.responsible]
    if read.deadline_text or read.deadline_date:
        line.children.append(of_parts(Kind.DEADLINE, {
            "text": read.deadline_text.value if read.deadline_text else "",
            "date": read.deadline_date.value.isoformat() if read.deadline_date else None,
        }, (read.deadline_text, read.deadline_date)))
    return line


def _decisions(read: ReadMinutes) -> Iterator[Draft]:
    main: list[ReadDecision] = [read.decision] if read.decision else []
    for place, decision in enumerate([*main, *read.further_decisions]):
        line = of_parts(Kind.DECISION, {
            "text": decision.text.value, "outcome": decision.outcome.value,
            "stage": decision.stage.value if decision.stage else "", "main": bool(main) and place == 0,
        }, (decision.text, decision.outcome, decision.stage))
        line.confidence = min(decision.text.confidence, decision.outcome.confidence)  # the stage is the session's own
        yield line


def _section(section: SynthesisSection) -> Draft:
    """A band with its challenges; rows that follow each other under one challenge share its line."""
    line = of_parts(Kind.SECTION, {
        "scope": section.scope, "axis": section.axis, "text": section.title.value if section.title else "",
    }, (section.title,))
    if section.title is None:
        line.confidence = 1.0
    for row in section.rows:
        last = line.children[-1] if line.children else None
        if last is None or wording(last.text) != wording(row.challenge.value):
            last = of_found(Kind.CHALLENGE, row.challenge)
            line.children.append(last)
        last.children.append(_row(row))
    return line


def _row(row: SynthesisRow) -> Draft:
    flags = [name for name, raised in (("run-together", row.run_together), ("stray", row.stray is not None),
                                       ("split-across-rows", row.split_across_rows)) if raised]
    line = Draft(Kind.ROW, {"flags": flags})
    for kind, found in ((Kind.PRIORITY, row.priorities), (Kind.STRATEGY, row.strategies),
                        (Kind.REGION, row.regions), (Kind.ACTOR, row.actors)):
        line.children += [of_found(kind, one) for one in found]
    if row.stray:
        stray = of_found(Kind.STRAY, row.stray)
        stray.reason = stray.reason or say("A strategy stands in the actors' cell: say what it is.")
        line.children.append(stray)
    return line


_UID = re.compile(r"[0-9a-f]{32}")
_EDGES = re.compile(r"^[\s\-–—•*.·]+|[\s;:.,]+$")


def carry_marks(lines: Iterable[Draft], nodes: dict[str, Node]) -> None:
    """Give each line the ids of register rows that bookmarks name where it is written."""
    for top in lines:
        for line in top.walk():
            marks = [mark for passage in line.passages if passage.node in nodes for mark in nodes[passage.node].marks]
            line.uids = list(dict.fromkeys(
                found for mark in marks for found in _UID.findall(mark.lower().replace("-", ""))))


def seat_uid(session_uid: uuid.UUID, key: int) -> str:
    """An identifier for a line of the attendance list, which has none of its own, for files that come back."""
    return str(uuid.uuid5(session_uid, f"attendance:{key}"))


def wording(text: str) -> str:
    """The words of a text as they count when two versions are compared: no case, accents, bullets, closing signs."""
    return _EDGES.sub("", fold(text))


_QUOTES = str.maketrans("’‘ʼ´“”«»\u00a0\u202f", "\'\'\'\'\"\"\"\"  ")


def printed(text: str) -> str:
    """A text as it is printed, typewriter signs aside: same capitals and accents, one kind of apostrophe and blank."""
    return _EDGES.sub("", " ".join(unicodedata.normalize("NFC", text.translate(_QUOTES)).split()))
