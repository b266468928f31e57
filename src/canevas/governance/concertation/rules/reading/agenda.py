"""The agenda: a list under its heading, or points named in one sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import Enumerator, enumerator_of, read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span
from canevas.tools.documents.found import Found

_NAMED = re.compile(
    r"ordre du jour|\bo\.?d\.?j\b|points? (?:suivants?|inscrits?|a savoir|ci-apres|essentiels?|"
    r"cles? suivants?)\b|agenda de la|examine .{0,30}points\b"
)
_ONLY = re.compile(r"(?:un )?(?:seul )?point unique(?: (?:inscrit )?(?:a|de) l'ordre du jour)?\s*:\s*(?=\S)")
_NOT_HEADING = re.compile(
    r"epuise|adoption de l'ordre|amendement de l'ordre|lecture de l'ordre|"
    r"validation de l'ordre|presentation de l'ordre|"
    r"ordre du jour (?:a ete|est|fut)?\s*(?:amende|adopte|valide|approuve|epuise)(?!.{0,60}:\s*$)|"
    r"points? de l'ordre du jour (?:a|ont|est)"
)
_SENTENCE = re.compile(
    r"(?:ordre du jour|\bo\.?d\.?j\b)[^:]{0,160}?(?::|\b(?:portait|portent?|portant|comporte|"
    r"comportait|comprenait|comprend|etait|est|s'articulait|se presente)\b[^:(]{0,60}"
    r"(?:suivants?|sur|comme suit|ainsi qu'il suit)?\s*:?)\s*"
)
_INLINE = re.compile(
    r"\(?\b(?:[ivx]{1,4}|\d{1,2}|[a-h])\s*[).]\s*(?=\S)|\(\s*(?:[ivx]{1,4}|\d{1,2}|[a-h])\s*\)\s*|"
    r"\b\d{1,2}\s?[-°/]\s?(?=[a-z])"
)
_MAIN_SENTENCE = re.compile(r"\b(?:s'est tenue?|a eu lieu|ont pris part|sous la (?:co)?presidence)\b")


@dataclass
class Agenda:
    """Its points in order; ``begin`` and ``end`` are the blocks that it takes."""

    points: list[Span] = field(default_factory=list)
    begin: int = 0
    end: int = 0
    confidence: float = 1.0
    reason: str = ""

    def found(self) -> list[Found[str]]:
        return [point.said(self.confidence, self.reason) for point in self.points]


def read_agenda(blocks: list[Block]) -> Agenda | None:
    """The first agenda of the document, ``None`` when it has none."""
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            found = _in_grid(block, index)
        elif forms.marker(block.body.folded) == "agenda" or _numbered_heading(block):
            found = _below(blocks, index)
        elif only := _ONLY.match(block.body.folded):
            point = block.body.part(only.end()).strip(" .;")
            found = Agenda([point], index, index + 1, 0.9) if len(point.text) > 5 else None
        elif _NAMED.search(block.folded) and not _says_no_agenda(block.folded):
            found = _in_sentence(blocks, index, block)
        else:
            continue
        if found:
            return found
    return None


def _says_no_agenda(folded: str) -> bool:
    """ "L'ordre du jour a été adopté": a sentence about it; not "après son adoption, les points suivants … :"."""
    announced = folded.rstrip().endswith(":") and re.search(r"points? (?:suivants?|ci-apres)", folded)
    return bool(_NOT_HEADING.search(folded)) and not announced


def _numbered_heading(line: Line) -> bool:
    number = read_enumerator(line.body)
    return bool(number) and number is not None and forms.marker(line.body.part(number.end).folded) == "agenda"


def _in_grid(grid: Grid, index: int) -> Agenda | None:
    """A row whose first cell says "Ordre du jour" and whose second holds the points."""
    for place, row in enumerate(grid.rows[:-1]):
        column = next((cell.column for cell in row if forms.marker(cell.folded) == "agenda"), None)
        numbered = any("number" in forms.columns(cell.folded) for cell in row)
        if (
            column is not None
            and (numbered or len(row) == 1)
            and not any("action" in forms.columns(cell.folded) for cell in row)
        ):
            cells = [cell for below in grid.rows[place + 1 :] for cell in below if cell.column == column and cell.lines]
            return Agenda([_point(cell.lines[0]) for cell in cells], index, index + 1) if cells else None
    for row in grid.rows:
        for cell, following in pairwise(row):
            if forms.marker(cell.folded) == "agenda" and following.lines and not forms.columns(following.folded):
                points = [point for line in following.lines for point in _points_of_line(line)]
                if points:
                    return Agenda(points, index, index + 1)
    return None


def _points_of_line(line: Line) -> list[Span]:
    inline = _inline(line.body)
    return inline if len(inline) > 1 else [_point(line)]


def _point(line: Line) -> Span:
    body = line.body
    number = read_enumerator(body)
    while number and not number.said:
        body = body.part(number.end).strip()
        number = None
    if number:
        body = body.part(number.end)
    return body.strip(" ;.,:-–")


def _inline(span: Span) -> list[Span]:
    """Points numbered inside one line, or separated by semicolons."""
    marks = list(_INLINE.finditer(span.folded))
    values = [re.sub(r"\W", "", mark[0]) for mark in marks]
    if len(marks) >= 2 and values[0] in {"1", "i", "a"}:
        ends = [mark.start() for mark in marks[1:]] + [len(span.text)]
        parts = [span.part(mark.end(), end) for mark, end in zip(marks, ends, strict=True)]
    else:
        parts = span.split(re.compile(r"\s*;\s*(?:et\s+)?"))
    return [clean for part in parts if (clean := re_strip(part)).text]


def re_strip(part: Span) -> Span:
    """Without the signs and the "et" that only separate points."""
    clean = part.strip(" ;.,:-–•")
    if match := re.search(r"[;,]?\s+et$", clean.folded):
        clean = clean.part(0, match.start()).strip(" ;,")
    return clean


def _in_sentence(blocks: list[Block], index: int, line: Line) -> Agenda | None:
    """ "L'ordre du jour portait sur : (i) … (ii) …", or a sentence that announces the list below it."""
    text = line.folded.rstrip()
    told = _SENTENCE.search(text)
    rest_told = text[told.end() :].strip(" :-") if told and ":" in told[0] else ""
    if text.endswith((":", ": -")) or (
        not rest_told and (len(text) < 130 and not text.endswith(".") and not _MAIN_SENTENCE.search(text))
    ):
        return _below(blocks, index)
    match = told
    if match is None:
        return None
    rest = line.whole.part(match.end() - line.whole.start)
    stop = re.search(r"\.\s+(?=[a-z])", rest.folded)
    points = _inline(
        rest.part(0, stop.start()) if stop and not re.search(r"\d$", rest.folded[: stop.start()]) else rest
    )
    if len(points) == 1:
        commas = rest.strip(" .").split(re.compile(r"\s*,\s*(?:et\s+)?|\s+et\s+(?=l[ea']|les|des|du)"))
        points = commas if len(commas) > 1 and ":" in match[0] else points
    if len(points) > 1 or (":" in match[0] and len(points[0].text) > 5):
        return Agenda(points, index, index + 1, 0.9)
    return None


def _below(blocks: list[Block], index: int) -> Agenda | None:
    """The list under the heading ``blocks[index]``."""
    points: list[Span] = []
    end = index + 1
    previous: tuple[str, int] | None = None
    for place in range(index + 1, len(blocks)):
        line = blocks[place]
        if not isinstance(line, Line):
            break
        number = enumerator_of(line)
        style = (number.kind, number.value) if number else ("bullet" if line.is_item else "plain", 0)
        if points and previous and style[0] == "deep" and previous[0] != "deep":
            end = place + 1
            continue
        if points and (
            _ends(style, previous, line, points) or forms.marker(line.body.folded) in {"agenda", "attendance"}
        ):
            break
        if not points and _introduces(line):
            end = place + 1
            continue
        if not points and number is None and not line.is_item and _not_a_point(line, place - index):
            break
        points += _points_of_line(line) if style[0] == "plain" else [_point(line)]
        previous, end = style, place + 1
        if number and number.said:
            points[-1] = _point(line)
    points = [point for point in points if point.text]
    return Agenda(points, index, end, 1.0 if previous and previous[0] != "plain" else 0.8) if points else None


def _introduces(line: Line) -> bool:
    return line.text.rstrip().endswith(":") and enumerator_of(line) is None and not line.is_item


def _not_a_point(line: Line, distance: int) -> bool:
    folded = line.body.folded
    return (
        bool(forms.marker(folded) or forms.key_value(line.body) or forms.column_words(folded) or len(folded) > 250)
        or distance > 2
    )


def _ends(style: tuple[str, int], previous: tuple[str, int] | None, line: Line, points: list[Span]) -> bool:
    """The list ends where its numbers start again, its signs change, or running text begins."""
    assert previous is not None
    if fuzz.ratio(_point(line).folded, points[0].folded) >= 90:
        return True
    if style[0] in {"arabic", "roman", "letter", "point"} and previous[0] == style[0]:
        return style[1] != previous[1] + 1
    if style[0] != previous[0]:
        return True
    if style[0] == "plain":
        return (
            line.gap
            or line.heading
            or len(line.text) > 200
            or bool(forms.marker(line.body.folded) or forms.key_value(line.body) or line.text.rstrip().endswith(":"))
            or line.bold != points[-1].line.bold
        )
    return line.bold != points[-1].line.bold or line.heading != points[-1].line.heading


__all__ = ["Agenda", "Enumerator", "read_agenda"]
