"""Numbers before a heading or a list item: "1.", "IV-", "a)", "(ii)", "1.1", "Point 1 :", "Sur le premier point :"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from canevas.governance.concertation.rules.reading.lines import Line, Span
from canevas.tools.text.numbers import ORDINAL, ordinal, roman

_LEAD = (
    r"(?:(?:sur|concernant|s'agissant|pour|au titre|relativement|relatif|quant|en ce qui concerne|"
    r"pour ce qui (?:est|concerne)|"
    r"abordant|examen|au sujet|a propos|par rapport|traitement|passant|dans le cadre|venant)\s+(?:de\s+|du\s+|"
    r"des\s+|a\s+|au\s+|d')?)?"
    r"(?:le\s+|la\s+|l'|du\s+|au\s+|les?\s+)?"
)
_POINT = re.compile(
    rf"{_LEAD}(?:(?P<ordinal>{ORDINAL})\s+point\b|point\s*(?:n\s?[°o]\s*|numero\s*)?(?P<number>\d{{1,2}}|"
    rf"[ivx]{{1,5}})\b)"
    r"(?P<tail>\s+(?:inscrit\s+)?(?:a|de|sur)\s+l'ordre du jour)?"
    r"(?P<about>\s*,?\s*(?:relatif|relative|portant|concernant|consacre|traitant|ayant trait|qui (?:est|porte|"
    r"concerne)|a savoir)"
    r"\s*(?:aux?\s+|a\s+|sur\s+|de\s+|du\s+|l')?)?"
    r"\s*(?P<end>[:.,)–-]+|$|(?=\s))\s*"
)
_PLAIN = re.compile(
    r"\(?(?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,6}(?:\.\d{1,2}){0,2}|[a-h])\s*(?P<sign>\.\s*-|"
    r"\.(?!\d)\s*[-:]?|°?\s?\)\s*[-:]?|°\s*[-:]?|[-/:])\s*(?=\S)"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2}){1,3}|[ivx]{1,6})\s+(?=[a-z])"
)
_ABOUT = re.compile(
    r"(?:s'agissant|au (?:titre|chapitre)|concernant|au sujet|a propos|relativement|"
    r"en ce qui concerne|pour ce qui (?:est|concerne)|quant)"
    r"\s+(?:de(?=\s+l)\s+|du\s+point\s*:?\s*|de\s+|d'|du\s+|des\s+|aux?\s+|a\s+)?"
)


@dataclass(frozen=True, slots=True)
class Enumerator:
    """``kind``: ``arabic``, ``roman``, ``letter``, ``deep`` ("1.1") or ``point`` (in words); ``end``: where its text
    begins in the span."""

    kind: str
    value: int
    end: int
    said: bool = False
    """The words "point" stand there: it can only be an agenda item."""


def read_enumerator(span: Span) -> Enumerator | None:
    """The number before the text of ``span``, ``None`` when there is none."""
    if match := _POINT.match(span.folded):
        value = ordinal(match["ordinal"]) if match["ordinal"] else _value(match["number"])
        closed = match["end"] or match["tail"] or match["about"] or match.end() == len(span.folded)
        if value and closed:
            return Enumerator("point", value, match.end(), said=True)
    match = _PLAIN.match(span.folded)
    if match is None:
        return None
    text = match["number"] or match["deep"]
    if (
        match["deep"]
        and "." not in text
        and not (span.text[: len(text)].isupper() and span.text[match.end() :][:1].isupper())
    ):
        return None
    if re.match(r"\d{1,2}[./-]\d{1,2}[./-]\d", span.folded) or re.match(r"\d{1,2}:\d\d", span.folded):
        return None
    if "." in text:
        return Enumerator("deep", int(text.rsplit(".", 1)[1]), match.end())
    return _plain(text, match, span)


def _plain(text: str, match: re.Match[str], span: Span) -> Enumerator | None:
    if text.isdigit():
        if (match["sign"] or "").strip() == ":" or (
            span.folded[match.end() : match.end() + 1].isdigit() and "/" in (match["sign"] or "")
        ):
            return None
        return Enumerator("arabic", int(text), match.end())
    if len(text) == 1 and text in "abcdefgh" and span.folded[match.start() : match.end()].strip()[-1:] in ").-":
        if match["sign"].strip() == "-" and span.text[0].isupper():
            return None
        return Enumerator("letter", ord(text) - ord("a") + 1, match.end())
    value = roman(text)
    return Enumerator("roman", value, match.end()) if value else None


def _value(text: str) -> int | None:
    return int(text) if text.isdigit() else roman(text)


def enumerator_of(line: Line) -> Enumerator | None:
    """The number of a line, typed in its text or shown by its list."""
    if found := read_enumerator(line.body):
        return found
    if line.marker and (match := re.match(r"\(?(?:point\s+)?(\d{1,2}|[ivx]+|[a-h])\W*$", line.marker.strip().lower())):
        text = match[1]
        value = int(text) if text.isdigit() else roman(text) or ord(text[0]) - 96
        kind = "arabic" if text.isdigit() else "roman" if roman(text) else "letter"
        return Enumerator(kind, value, 0)
    return None


def title_of(line: Line) -> Span:
    """A heading without its number, its "S'agissant de" and its closing signs."""
    body = line.body
    if found := read_enumerator(body):
        body = body.part(found.end).strip()
    if match := _ABOUT.match(body.folded):
        body = body.part(match.end())
    return body.strip(" :;,.-–")
