"""Those present: by structure, from a header key, a sentence, a list or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.agenda import Agenda
from canevas.governance.concertation.rules.reading.enumerators import enumerator_of, read_enumerator
from canevas.governance.concertation.rules.reading.header import Header
from canevas.governance.concertation.rules.reading.lines import Block, Grid, Line, Span, combine
from canevas.governance.concertation.rules.reading.names import is_elsewhere, is_structure, split_names, structure_of
from canevas.tools.documents.found import Found
from canevas.tools.text.folding import squeeze
from canevas.tools.vocabulary import Vocabulary

_TOLD = re.compile(
    r"\b(?:ont (?:egalement |effectivement )?(?:pris part|participe|assiste)|(?:etaient|sont|ont ete|"
    r"etait) (?:present|represente)\w*|y ont pris part|structures? presentes?|"
    r"prenaient part|ont repondu present|en presence de|avec la participation d[eu]s?|a regroupe|"
    r"a reuni|a vu la participation)\b(?:[^:.]{0,110}(?P<end>:)|[^:]{0,110}?\b(?:de|"
    r"les?(?= [a-z]+s))\b)\s*"
)
_LISTED = re.compile(
    r"\b(?:ont (?:egalement |effectivement )?(?:pris part|participe|assiste)|(?:etaient|sont|"
    r"ont ete) (?:present|represente)\w*|structures? presentes?|ont repondu present)\b"
)
_LEFT_OPEN = re.compile(r"(?:\b(?:de|du|des|la|les|et)|\b[dl]['’])\s*$")
_PEOPLE = re.compile(
    r"\b(?:\d+|plusieurs|une?|des|l'ensemble|tous|la plupart)\s+(?:participant|personne|membre|"
    r"representant|femme|homme)"
)


def folded_names(present: list[Found[str]]) -> Iterator[str]:
    """The names as they are looked for in later cells."""
    for found in present:
        yield squeeze(found.value)


def read_attendance(
    blocks: list[Block], header: Header, agenda: Agenda | None, vocabulary: Vocabulary
) -> list[Found[str]]:
    """The structures present, as written, each once."""
    spans = [span for span in header.values.get("attendance", []) if not is_elsewhere(span)]
    found = _of_spans(spans, vocabulary) if spans else []
    if not found:
        found = _of_late_keys(blocks, vocabulary)
    if not found:
        found = _of_tables(blocks, vocabulary)
    if not found:
        found = _of_sections(blocks, vocabulary)
    if not found:
        found = _told(blocks[: agenda.end + 12 if agenda else 40], vocabulary)
    unique: dict[str, Found[str]] = {}
    for item in found:
        unique.setdefault(squeeze(item.value), item)
    return list(unique.values())


def _of_spans(spans: list[Span], vocabulary: Vocabulary) -> list[Found[str]]:
    listed = len(spans) > 2
    found = []
    for span in spans:
        if forms.is_nothing(span.folded) or (span.text.rstrip().endswith(":") and len(spans) > 1):
            continue
        number = read_enumerator(span)
        own = _without_group(span.part(number.end) if number else span, vocabulary)
        for part in split_names(own.strip(" ."), commas=not (listed and _one_person(own)), vocabulary=vocabulary):
            structure = structure_of(_uncounted(part), vocabulary).strip(" .;,:")
            if match := re.match(r"(?:l[ea]s?\s+|l['’])", structure.text):
                structure = structure.part(match.end())
            if structure.text and not is_elsewhere(structure):
                found.append(structure.said())
    return found


def _uncounted(span: Span) -> Span:
    """ "OIM (3)", "HCR : 2": without the number of those who came."""
    match = re.search(r"\s*(?:\(\s*\d{1,2}\s*\)?|:\s*\d{1,2})\s*$", span.text)
    return span.part(0, match.start()) if match and match.start() else span


def _without_group(span: Span, vocabulary: Vocabulary) -> Span:
    """ "Services techniques : DREN, DRSP": the names after the group's label."""
    match = re.match(r"[-•*\s]*([^:]{3,60}?)\s*:\s+(?=\S)", span.text)
    if match is None or (
        is_structure(match[1], vocabulary)
        and not re.search(
            r"services|partenaires|societe|ong|"
            r"structures",
            span.folded[: match.end(1)],
        )
    ):
        return span
    rest = span.part(match.end())
    return rest if len(split_names(rest)) > 1 or is_structure(rest.text, vocabulary) else span


def _one_person(span: Span) -> bool:
    """A line that names a person and a structure, rather than several structures."""
    return (
        bool(
            re.match(r"[-•*\s]*(?:\d+\W+)?(?:(?:m|mr|mme|monsieur|madame|dr|mlle)\b\.?\s|[a-z' -]+\s*\()", span.folded)
        )
        or bool(re.match(r"[-•*\s]*(?:[A-ZÀ-Ý][\w'.-]+\s+){1,3}[A-ZÀ-Ý][\w'.-]+\s*,", span.text))
        or "," not in span.text
    )


def _of_late_keys(blocks: list[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """ "Liste des participants : A, B, C" below the agenda."""
    for block in blocks:
        value = forms.key_value(block.body) if isinstance(block, Line) else None
        if value and value[0] == "attendance" and value[1].text and not is_elsewhere(value[1]):
            return _of_spans([value[1]], vocabulary)
    return []


def _of_tables(blocks: list[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """The column of structures of a table of participants."""
    found: list[Found[str]] = []
    for place, block in enumerate(blocks):
        if not isinstance(block, Grid):
            continue
        before = blocks[place - 1] if place else None
        headed = isinstance(before, Line) and forms.marker(_title(before)) == "attendance"
        column = _structure_column(block, headed=headed)
        if column is None:
            continue
        for row in block.rows[1:]:
            cell = next((cell for cell in row if cell.column <= column < cell.column + cell.span), None)
            lines = cell.lines if cell else []
            if lines and not forms.is_nothing(lines[0].folded) and len(lines[0].text) < 90:
                kept = lines[:2] if len(lines) > 1 and _LEFT_OPEN.search(lines[0].folded) else lines[:1]
                found.append(combine([line.body.strip(" .;,").said() for line in kept]))
    return found


def _title(line: Line) -> str:
    number = read_enumerator(line.body)
    return (line.body.part(number.end) if number else line.body).folded


def _structure_column(grid: Grid, *, headed: bool) -> int | None:
    """The column "Structure" beside a column of names, functions or contacts; alone where its heading says who
    they are."""
    of = {sort: cell.column for cell in reversed(grid.rows[0]) for sort in forms.columns(cell.folded)}
    if {"action", "deadline", "challenge"} & of.keys():
        return None
    if "organisation" in of and ("name" in of or "contact" in of or "function" in of or headed):
        return of["organisation"]
    return None


def _of_sections(blocks: list[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """A list under "Étaient présents" that stands after the header."""
    for place, block in enumerate(blocks):
        if not isinstance(block, Line) or (
            forms.marker(_title(block)) != "attendance"
            and not (block.text.rstrip().endswith(":") and _LISTED.search(block.folded))
        ):
            continue
        spans = []
        for following in blocks[place + 1 :]:
            if (
                not isinstance(following, Line)
                or not (following.is_item or enumerator_of(following))
                or forms.marker(_title(following))
            ):
                break
            spans.append(following.whole)
        if spans:
            return _of_spans(spans, vocabulary)
    return []


def _told(blocks: list[Block], vocabulary: Vocabulary) -> list[Found[str]]:
    """ "Ont pris part à la réunion : A, B et C." """
    for block in blocks:
        if not isinstance(block, Line):
            continue
        for match in _TOLD.finditer(block.folded):
            rest = Span(block, match.end(), len(block.text)).strip()
            stop = re.search(r"\.(?:\s|$)", rest.folded)
            rest = rest.part(0, stop.start() if stop else None)
            if match["end"] != ":" and (_PEOPLE.match(rest.folded) or len(split_names(rest)) < 3):
                continue
            if rest.text and not is_elsewhere(rest):
                return _of_spans([rest], vocabulary)
    return []


def without_attendance(blocks: list[Block], start: int, end: int, header: Header) -> list[Block]:
    """``blocks[start:end]`` without the list of those present, where it stands after the agenda."""
    kept: list[Block] = []
    skipping = False
    for place in range(start, end):
        block = blocks[place]
        if isinstance(block, Line):
            value = forms.key_value(block.body)
            if forms.marker(_title(block)) == "attendance" or (value and value[0] in ("attendance", "absent")):
                skipping = True
                continue
            if (
                skipping
                and (block.is_item or enumerator_of(block) is not None)
                and len(block.text) < 100
                and not block.heading
            ):
                continue
            skipping = False
        elif _structure_column(block, headed=skipping) is not None:
            continue
        kept.append(block)
    return kept
