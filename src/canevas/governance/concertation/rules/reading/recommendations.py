"""Recommendations: a flat list, grouped by addressee, in one sentence, or in a table."""

from __future__ import annotations

import re
from datetime import date

from canevas.governance.concertation.rules.minutes import ReadAction, ReadRecommendation
from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.action_tables import action_columns, raw_rows, set_deadline_date
from canevas.governance.concertation.rules.reading.enumerators import enumerator_of, read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span, combine
from canevas.governance.concertation.rules.reading.names import responsible_names
from canevas.tools.documents.found import Found
from canevas.tools.vocabulary import Vocabulary

_ADDRESSEE = re.compile(
    r"(?:recommandations? |suggestions? )?(?:formulees? |adressees? )?(?:(?:a|"
    r"pour) l'(?:endroit|attention|intention|adresse|egard)|au niveau|a l'echelle|en direction|"
    r"vers)\s+"
    r"(?:d(?:es|u|e la|e l'|e)\s?|d')?(?P<who>[^:]{2,90}?)\s*(?:[:,]|$)\s*"
)
_SHORT_ADDRESSEE = re.compile(
    r"(?:(?:a|aux?|pour)\s+(?:l[ea]s?\s+|l')?|l[ea]s?\s+|l')?(?P<who>etat|gouvernement|"
    r"partenaires?(?: .{0,40})?|collectivites(?: .{0,30})?|communes|ong(?: .{0,30})?|"
    r"ministeres?(?: .{0,50})?|"
    r"autorites(?: .{0,40})?|conseils? regiona\w+|gouvernorat|gouverneur|mairies?|"
    r"societe civile|ptfs?|pouvoirs publics|organisations .{0,40}|populations?(?: .{0,20})?|"
    r"drecm/r|membres(?: .{0,30})?|gtm|crcm|ccm|agences .{0,40}|"
    r"secretariat permanent(?: .{0,20})?)\s*:\s*"
)

_ACTIONS = re.compile(r"(?:points?\s+d'\s*)?actions?(?:\s+(?:a mener|retenues?|a entreprendre))?\s*:")


def read_recommendations(
    blocks: list[Block], vocabulary: Vocabulary, reference: date | None
) -> list[ReadRecommendation]:
    """Every recommendation of a section, with the addressee that it stands under."""
    found: list[ReadRecommendation] = []
    addressee: Found[str] | None = None
    for block in blocks:
        if isinstance(block, Grid):
            found += recommendations_of_grid(block, vocabulary, reference)
            continue
        if forms.marker(block.body.folded) == "actions" or _ACTIONS.match(block.body.folded):
            break
        span, who = _addressed(block)
        addressee = who or addressee
        if (
            span is None
            or (_is_introduction(span, block) and not _enumerated(span))
            or forms.is_nothing(span.folded)
            or forms.marker(span.folded)
        ):
            continue
        for part in _enumerated(span) or _several(span, inline=who is not None):
            found.append(ReadRecommendation(part.said(), addressee))
    return found


def _addressed(line: Line) -> tuple[Span | None, Found[str] | None]:
    """The text of a line without number, and the addressee that it names ("A l'endroit de l'Etat : …")."""
    body = line.body
    if number := read_enumerator(body):
        body = body.part(number.end)
    for pattern in (_ADDRESSEE, _SHORT_ADDRESSEE):
        match = pattern.match(body.folded)
        if match and (":" in match[0] or match.end() == len(body.folded)):
            rest = body.part(match.end()).strip()
            return rest if rest.text else None, body.part(*match.span("who")).said()
    return body, None


def _enumerated(span: Span) -> list[Span]:
    """ "… ont recommandé de : (i) … ; (ii) …": each its own recommendation."""
    marks = list(
        re.finditer(
            r"\(\s*(?:[ivx]{1,4}|\d{1,2}|[a-h])\s*\)\s*|(?<=[:;,] )(?:[ivx]{1,4}|\d{1,2}|[a-h])\)\s*", span.folded
        )
    )
    if len(marks) < 2 or not re.search(r"recommand|suggere|propos|:", span.folded[: marks[0].start()]):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(span.text)]
    parts = [span.part(mark.end(), end).strip(" ;,.") for mark, end in zip(marks, ends, strict=True)]
    return [
        part.part(0, tail.start()) if (tail := re.search(r"[;,]?\s+et$", part.folded)) else part
        for part in parts
        if part.text
    ]


def _is_introduction(span: Span, line: Line) -> bool:
    if span.text.rstrip().endswith(":"):
        return True
    listed = line.is_item or enumerator_of(line) is not None
    return not listed and bool(
        re.search(
            r"recommandations?\s+(?:suivantes|ci-apres|ont ete formulees)|"
            r"formule les recommandations|"
            r"comme suit|ont ete (?:formulees|faites|retenues)",
            span.folded,
        )
    )


def _several(span: Span, *, inline: bool) -> list[Span]:
    """Recommendations that share one line after their addressee, separated by semicolons."""
    if not inline:
        return [span.strip()]
    parts = [part.strip(" ;-–•") for part in span.split(re.compile(r"\s*;\s*(?:et\s+)?|\s+[-–]\s+(?=[a-z])"))]
    return [part for part in parts if part.text.strip(" .")]


def recommendations_of_grid(grid: Grid, vocabulary: Vocabulary, reference: date | None) -> list[ReadRecommendation]:
    """A table with a column "Recommandations"; owners, day and addressee from its other columns."""
    columns = action_columns(grid, ("recommendation",))
    if columns is None or "recommendation" not in columns.of:
        return []
    found = []
    for row in raw_rows(grid, columns, "recommendation"):
        lines = [line for line in row.text if not forms.is_nothing(line.body.folded)]
        if not lines:
            continue
        texts = [[line] for line in lines] if len(lines) > 1 and all(line.is_item for line in lines) else [lines]
        holder = ReadAction(Found(""), responsible_names(row.responsible, vocabulary))
        due = [line for line in row.deadline if not forms.is_nothing(line.body.folded)]
        if due:
            holder.deadline_text = combine([line.body.said() for line in due])
            set_deadline_date(holder, reference)
        addressee = combine([line.body.said() for line in row.addressee]) if row.addressee else None
        found += [
            ReadRecommendation(
                combine([line.body.said() for line in text]),
                addressee,
                list(holder.responsible),
                holder.deadline_text,
                holder.deadline_date,
            )
            for text in texts
        ]
    return found
