"""What the text names besides: other sessions, contributions, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from canevas.governance.concertation.rules.minutes import RelatedSession
from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Line, Span
from canevas.governance.concertation.rules.reading.sentences import sentences
from canevas.tools.documents.found import Found
from canevas.tools.text.dates import find_dates
from canevas.tools.vocabulary import Vocabulary

_SESSION = re.compile(
    r"\b(?:(?:rencontre|reunion|session|etape|instance|phase|atelier|travaux|seance|"
    r"niveau)s?\s+(?:\w+\s+)?(?P<stage>preparatoire|technique|politique|delocalisee|"
    r"extraordinaire)s?|"
    r"(?P<noun>preparatoire)\s+(?=du\b))\b"
)
_STAGES = {
    "preparatoire": "preparatory",
    "technique": "technical",
    "politique": "political",
    "delocalisee": "relocated",
    "extraordinaire": "extraordinary",
}
_CONTRIBUTIONS = re.compile(r"\b(?:contributions?|observations?|amendements?|apports?)\b.{0,90}$")
_OURS = re.compile(
    r"\b(?:suivant\w*|ci[- ]apres|ci[- ]dessous|notamment|ressorti|enregistre\w*|formule\w*|"
    r"portent sur|ont porte sur|comme suit|faites?|recueilli\w*|a savoir)\b"
)


def related_sessions(lines: list[Line], session: date | None) -> list[RelatedSession]:
    """Sessions of another stage named with their day, once each, in order of their days."""
    found: dict[tuple[str, date], RelatedSession] = {}
    for line in lines:
        for sentence in sentences(line):
            for stage, day in _pairs(sentence, session):
                if day.value != session:
                    found.setdefault((stage.value, day.value), RelatedSession(stage, day))
    return sorted(found.values(), key=lambda related: related.date.value)


def _pairs(sentence: Span, session: date | None) -> Iterator[tuple[Found[str], Found[date]]]:
    """Each day of the sentence with the nearest session that has no other day between."""
    named = list(_SESSION.finditer(sentence.folded))
    if not named:
        return
    days = [
        day for day in find_dates(sentence.text, reference=session) if not day.whole_month and "/" not in day.text[:3]
    ]
    for day in days:
        near = [
            (day.start - match.end() if match.end() <= day.start else match.start() - day.end + 5, match)
            for match in named
        ]
        near = [
            (gap, match)
            for gap, match in near
            if 0 <= gap <= 120
            and not any(
                other is not day and min(match.end(), day.end) <= other.start < max(match.start(), day.start)
                for other in days
            )
        ]
        if not near:
            continue
        gap, match = min(near, key=lambda pair: pair[0])
        stage = sentence.part(*match.span()).found(_STAGES[match["stage"] or match["noun"]], 0.9 if gap < 60 else 0.75)
        yield stage, sentence.part(day.start, day.end).found(day.day, min(day.confidence, 0.9), day.reason)


def contributions(blocks: list[Block]) -> tuple[list[Found[str]], set[str]]:
    """The list under "les contributions et observations suivantes :", and the nodes that it takes, its heading
    included."""
    found: list[Found[str]] = []
    taken: set[str] = set()
    heading: set[str] = set()
    collecting, bulleted = False, None
    for block in blocks:
        if not isinstance(block, Line):
            collecting = False
            continue
        if collecting:
            number = read_enumerator(block.body)
            listed = block.is_item or (number is not None and (not found or bulleted is False))
            if (
                listed
                and not block.heading
                and not forms.marker((block.body.part(number.end) if number else block.body).folded)
            ):
                bulleted = block.is_item
                body = block.body.part(number.end) if number else block.body
                found.append(body.strip(" ;,").said(0.95))
                taken |= {piece.node for piece in block.pieces}
                continue
            collecting = False
        text = block.folded.rstrip()
        if not found and text.endswith(":") and _CONTRIBUTIONS.search(text) and _OURS.search(text):
            collecting = True
            heading = {piece.node for piece in block.pieces}
    return found, taken | heading if found else set()


def places(lines: list[Line], vocabulary: Vocabulary) -> list[Found[str]]:
    """Every territory that the text names, once each, as first written."""
    found: dict[str, Found[str]] = {}
    for line in lines:
        for mention in vocabulary.find_territories(line.text):
            best = mention.candidates[0] if mention.candidates else None
            if best is None or best.kind == "country" or best.code in found:
                continue
            found[best.code] = Span(line, mention.start, mention.end).said(
                best.score if len(mention.candidates) == 1 else min(best.score, 0.8)
            )
    return list(found.values())
