"""The comparable pieces of a snapshot: a fact of the header, a block of an item, an action, a decision."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from canevas.governance.concertation.rules.snapshot import Snapshot


class Sort(StrEnum):
    """What a passage is. The values name the header's facts as the snapshot does."""

    BODY = "body"
    NUMBER = "number"
    STAGE = "stage"
    DATE = "date"
    HOURS = "hours"
    PLACE = "place"
    CHAIRS = "chairs"
    SIGNATORY = "signatory"
    PREVIOUS = "previous"
    RELATED = "related"
    ATTENDANCE = "attendance"
    AGENDA = "agenda"
    ITEM = "item"
    BLOCK = "block"
    ACTION = "action"
    DECISION = "decision"
    CONTRIBUTION = "contribution"
    RECOMMENDATION = "recommendation"
    SECTION = "section"
    CHALLENGE = "challenge"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    CONCERNED = "concerned"
    POLICY = "policy"
    TEXT = "text"


HEADER = (Sort.BODY, Sort.NUMBER, Sort.STAGE, Sort.DATE, Sort.HOURS, Sort.PLACE, Sort.CHAIRS, Sort.SIGNATORY,
          Sort.PREVIOUS, Sort.RELATED)


@dataclass(frozen=True, slots=True)
class Passage:
    """``more`` are facts beside the words (who answers, by when, an outcome), compared with them. ``form``, ``level``
    and ``cells`` are a block's; ``place`` is the number of the agenda item that it stands under."""

    sort: Sort
    text: str
    uid: str = ""
    more: tuple[tuple[str, str], ...] = ()
    form: str = ""
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    place: int | None = None

    @property
    def says(self) -> tuple[Any, ...]:
        """Everything that counts in a comparison."""
        return (self.text, self.more, self.form or "paragraph", self.level, self.cells)


def passages_of(content: Snapshot) -> list[Passage]:
    """The passages of a snapshot, in the order in which they are read."""
    return list(_passages(content))


def _passages(content: Snapshot) -> Iterator[Passage]:
    yield from _header(content.get("header", {}))
    for one in content.get("attendance", []):
        more = _more(status=one.get("status"), person=one.get("person"), function=one.get("function"))
        yield Passage(Sort.ATTENDANCE, one.get("text", ""), more=more)
    for one in content.get("agenda", []):
        yield Passage(Sort.AGENDA, _numbered(one), one.get("uid", ""))
    for item in content.get("items", []):
        place = item.get("number")
        yield Passage(Sort.ITEM, _numbered(item), item.get("uid", ""), place=place)
        for block in item.get("blocks", []):
            yield Passage(Sort.BLOCK, block.get("text", ""), block.get("uid", ""), form=block.get("form", ""),
                          level=block.get("level", 0), cells=tuple(map(tuple, block.get("cells", []))), place=place)
        yield from (_followed(Sort.ACTION, one, place) for one in item.get("actions", []))
    yield from (_followed(Sort.ACTION, one) for one in content.get("actions", []))
    yield from (_followed(Sort.RECOMMENDATION, one) for one in content.get("recommendations", []))
    for one in content.get("contributions", []):
        yield Passage(Sort.CONTRIBUTION, one.get("text", ""), one.get("uid", ""))
    for one in content.get("decisions", []):
        yield Passage(Sort.DECISION, one.get("text", ""), one.get("uid", ""), _more(outcome=one.get("outcome")))
    yield from _synthesis(content.get("synthesis", []))
    for one in content.get("policy", []):
        yield Passage(Sort.POLICY, " ".join(str(one[key]) for key in ("axis", "text", "programme") if one.get(key)))
    yield from (Passage(Sort.TEXT, text) for text in content.get("text", []))


def _numbered(one: dict[str, Any]) -> str:
    return f"{one['number']}. {one.get('text', '')}".strip() if one.get("number") else str(one.get("text", ""))


def _more(**facts: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in facts.items() if value)


def _header(head: dict[str, Any]) -> Iterator[Passage]:
    hours = " – ".join(head[key] for key in ("start", "end") if head.get(key))
    previous = head.get("previous", {})
    told = {**head, "hours": hours, "chairs": "\n".join(head.get("chairs", [])),
            "previous": " ".join(str(previous[key]) for key in ("date", "outcome") if previous.get(key)),
            "related": "\n".join(" ".join(str(value) for value in one.values()) for one in head.get("related", []))}
    for sort in HEADER:
        if told.get(sort.value):
            yield Passage(sort, str(told[sort.value]))


def _followed(sort: Sort, one: dict[str, Any], place: int | None = None) -> Passage:
    return Passage(sort, one.get("text", ""), one.get("uid", ""), _more(
        addressee=one.get("addressee"), responsibles=", ".join(one.get("responsibles", [])),
        deadline=one.get("deadline") or one.get("deadline_date")), place=place)


def _synthesis(sections: Iterable[dict[str, Any]]) -> Iterator[Passage]:
    for section in sections:
        title = section.get("text") or (f"Axe {section['axis']}" if section.get("axis") else "")
        if title:
            yield Passage(Sort.SECTION, title)
        for challenge in section.get("challenges", []):
            yield Passage(Sort.CHALLENGE, challenge.get("text", ""), challenge.get("uid", ""))
            for row in challenge.get("rows", []):
                for sort, key in ((Sort.PRIORITY, "priorities"), (Sort.STRATEGY, "strategies")):
                    yield from (Passage(sort, one.get("text", ""), one.get("uid", "")) for one in row.get(key, []))
                if row.get("concerned"):
                    yield Passage(Sort.CONCERNED, ", ".join(row["concerned"]))


def find_passage(content: Snapshot, uid: str) -> Passage | None:
    """The passage of the row of the register that has this ``uid``."""
    wanted = uid.replace("-", "").lower()
    return next((one for one in passages_of(content) if one.uid == wanted and one.sort is not Sort.AGENDA), None)
