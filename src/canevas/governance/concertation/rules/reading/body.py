"""The body of minutes cut into its parts: agenda items, recommendations, opening, proceedings, closing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import (
    Enumerator,
    enumerator_of,
    read_enumerator,
    title_of,
)
from canevas.governance.concertation.rules.reading.lines import Block, Line, Span
from canevas.governance.concertation.rules.reading.titles import (
    announces_recommendations,
    bare,
    is_heading,
    is_sentence,
    is_title,
    likeness,
    opens_treatment,
    plain_heading,
)
from canevas.governance.concertation.rules.reading.typed_columns import line_of
from canevas.tools.text.sentences import say

SECTIONS = (
    "recommendations",
    "decisions",
    "opening",
    "proceedings",
    "closing",
    "next",
    "annex",
    "contributions",
    "actions",
    "attendance",
)
_LISTS = ("recommendations", "decisions", "actions", "closing", "annex")
"""Sections whose numbered lines are their own, not points of the agenda in other words."""
_LONGEST_TITLE = 900
OWN_HEADING = "cnv_itm_"
"""Begins the bookmark that the heading of an item bears in our own files."""


@dataclass
class Part:
    """``kind`` is ``item`` or a section of :data:`SECTIONS`, or ``preamble``."""

    kind: str
    number: int = 0
    title: Span | None = None
    blocks: list[Block] = field(default_factory=list)
    confidence: float = 1.0
    reason: str = ""


def split_parts(blocks: list[Block], agenda: list[Span]) -> list[Part]:
    """The parts of ``blocks`` (what stands after the agenda), in order."""
    parts = [Part("preamble")]
    plan = _Plan(agenda)
    for place, block in enumerate(blocks):
        if isinstance(block, Line):
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            part = plan.item(block, following, parts[-1]) or plan.section(block, parts[-1], following)
            if part:
                parts.append(part)
                continue
        parts[-1].blocks.append(block)
    return parts


class _Plan:
    """Follows the agenda through the body."""

    def __init__(self, agenda: list[Span]) -> None:
        self.agenda = agenda
        self.titles = [bare(point.text) for point in agenda]
        self.current = 0
        self.scheme: str | None = None

    def item(self, line: Line, following: Block | None, part: Part) -> Part | None:
        """A new item where ``line`` is the heading of one."""
        if len(line.text) > _LONGEST_TITLE:
            return None
        number = enumerator_of(line)
        if any(mark.startswith(OWN_HEADING) for mark in line.marks):
            self.current = number.value if number else self.current + 1
            self.scheme = number.kind if number else None
            return Part("item", self.current, title_of(line))
        found = (
            self._on_agenda(line, number, following) if self.agenda else self._without_agenda(line, number, following)
        )
        if found and found.confidence < 0.8 and part.kind in _LISTS and not opens_treatment(following):
            return None
        if found:
            self.current = found.number
            self.scheme = number.kind if number else None
        return found

    def _on_agenda(self, line: Line, number: Enumerator | None, following: Block | None) -> Part | None:
        title = title_of(line)
        if number and number.said:
            return (
                self._said(line, number, title)
                if number.value <= len(self.agenda)
                else self._beyond(line, number, title)
            )
        if part := self._headed_paragraph(line, number):
            return part
        best, score = self._nearest(title)
        if best is None:
            return self._by_number(line, number, title, following)
        same = number is not None and number.value == best
        ahead = best == self.current + 1
        needed = 55 if same and ahead else 70 if same or (ahead and is_heading(line, following)) else 84
        listed = (line.is_item or is_sentence(line)) and number is None and not is_heading(line, following)
        if score >= needed and best > self.current - (score >= 95 and same) and not listed:
            sure = 1.0 if score >= 84 or same else 0.8
            return Part(
                "item",
                best,
                title,
                confidence=sure,
                reason="" if sure == 1.0 else say("The heading resembles point %(number)s of the agenda.", number=best),
            )
        return self._by_number(line, number, title, following)

    def _headed_paragraph(self, line: Line, number: Enumerator | None) -> Part | None:
        """ "2. Cartographie : le point focal a présenté …", "Au titre des divers, aucun point n'a été soulevé." """
        if line.is_item and number is None:
            return None
        title = title_of(line)
        for sign in re.finditer(r"\s*[:.]\s+|\s*,\s+" if title.start > line.body.start else r"\s*:\s+", title.folded):
            head, rest = title.part(0, sign.start()), title.part(sign.end())
            if len(rest.text) < 12 or len(head.text) < 4:
                continue
            best, score = self._nearest(head)
            if best is None or score < 84 or best <= self.current:
                continue
            if ":" in sign[0] or "." in sign[0]:
                return Part(
                    "item",
                    best,
                    head,
                    [line_of(Span(line, rest.start, line.whole.end))],
                    0.9,
                    say("Title and discussion share one paragraph."),
                )
            if number is None:
                return Part(
                    "item",
                    best,
                    self.agenda[best - 1],
                    [line],
                    0.85,
                    say("The point is named at the head of the paragraph."),
                )
        return None

    def _beyond(self, line: Line, number: Enumerator, title: Span) -> Part | None:
        """A point that the agenda does not hold, though the text numbers it as one."""
        if number.value != self.current + 1 or not title.text or len(title.text) > 120:
            return None
        return Part("item", number.value, title, confidence=0.7, reason=say("The agenda holds no such point."))

    def _said(self, line: Line, number: Enumerator, title: Span) -> Part | None:
        """ "Point 2 : …", "S'agissant du deuxième point, …"."""
        if number.value < self.current:
            return None
        if number.value == self.current and len(line.text) > 120:
            return None
        point = self.agenda[number.value - 1]
        if not title.text:
            return Part("item", number.value, point)
        head = title.part(0, sign.start()) if (sign := re.search(r"\s*[:.]\s+|\s*,\s+", title.folded)) else title
        if (
            sign
            and is_title(head, self.titles[number.value - 1])
            and ":" in sign[0]
            and len(title.text) - sign.end() > 12
        ):
            return Part(
                "item",
                number.value,
                head,
                [line_of(Span(line, title.start + sign.end(), line.whole.end))],
                0.9,
                say("Title and discussion share one paragraph."),
            )
        if len(title.text) > 60 and (
            not is_title(title, self.titles[number.value - 1])
            or (sign is not None and "," in sign[0] and line.text.rstrip().endswith("."))
        ):
            return Part(
                "item", number.value, point, [line], 0.9, say("The point is named at the head of the paragraph.")
            )
        return Part("item", number.value, title)

    def _nearest(self, title: Span) -> tuple[int | None, float]:
        words = bare(title.text)
        if not words:
            return None, 0
        scores = [likeness(words, own) for own in self.titles]
        later = [(score - (0 if place + 1 > self.current else 8), place + 1) for place, score in enumerate(scores)]
        score, best = max(later, key=lambda pair: (pair[0], -pair[1]))
        return (best, score) if score >= 50 else (None, score)

    def _by_number(self, line: Line, number: Enumerator | None, title: Span, following: Block | None) -> Part | None:
        """The next number of the agenda before a heading in other words."""
        if (
            number is None
            or number.kind == "deep"
            or number.value != self.current + 1
            or number.value > len(self.agenda)
        ):
            return None
        if self.scheme not in (None, number.kind, "point") and not opens_treatment(following):
            return None
        if forms.marker(title.folded) in SECTIONS and not opens_treatment(following):
            return None
        if not is_heading(line, following) or not title.text:
            return None
        return Part(
            "item",
            number.value,
            title,
            confidence=0.75,
            reason=say("The heading is worded otherwise than point %(number)s of the agenda.", number=number.value),
        )

    def _without_agenda(self, line: Line, number: Enumerator | None, following: Block | None) -> Part | None:
        title = title_of(line)
        if number and number.said:
            return Part("item", number.value, title if title.text else line.whole, confidence=0.9)
        if not title.text or forms.marker(title.folded) in (*SECTIONS, "swot", "agenda", "discussion"):
            return None
        treated = opens_treatment(following)
        if (
            number
            and number.value == self.current + 1
            and (treated or is_heading(line, following) or plain_heading(line, number, following))
        ):
            return Part(
                "item",
                number.value,
                title,
                confidence=0.9 if treated else 0.7,
                reason="" if treated else say("No agenda was found: the heading is taken for an item."),
            )
        if treated and number is None and not line.is_item and (line.heading or line.bold):
            return Part(
                "item",
                self.current + 1,
                title,
                confidence=0.7,
                reason=say("No agenda was found: the heading is taken for an item."),
            )
        return None

    def section(self, line: Line, part: Part, following: Block | None) -> Part | None:
        """A section of another kind ("Recommandations", "Conclusion")."""
        if len(line.text) > 130:
            return None
        number = read_enumerator(line.body)
        title = line.body.part(number.end).strip() if number else line.body
        kind = forms.marker(title.folded)
        if (
            kind is None
            and announces_recommendations(title)
            and (part.kind != "item" or self.current >= len(self.agenda))
        ):
            return Part("recommendations", title=title.strip(" :."))
        if kind is None or kind not in SECTIONS or (line.is_item and not number):
            return None
        headed = line.heading or line.bold or number is not None or title.text.isupper()
        if part.kind == "item" and kind in ("actions", "contributions", "proceedings", "attendance"):
            return None
        if (
            part.kind == "item"
            and kind in ("recommendations", "decisions", "opening", "next")
            and not (self.current >= len(self.agenda) and (headed or title.text.rstrip().endswith(":")))
        ):
            return None
        if kind == "actions" and isinstance(following, Line) and not headed and not title.text.endswith(":"):
            return None
        return Part(kind, title=title.strip(" :."))
