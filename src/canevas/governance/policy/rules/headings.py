"""The headings of a policy framework: "Axe stratégique 1 : …", "AXE II –", "Programme 1 :", "Sous-programme 1.1 -"."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from canevas.tools.text.folding import fold

Level = Literal["axis", "programme", "subprogramme"]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_ORDINALS = {"un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "premier": 1, "1er": 1, "deuxieme": 2,
             "second": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6}
_NUMBER = (r"(?:n\s?[°ºo]\s?|numero\s?)?"
           r"(?P<number>\d{1,2}(?![.,]?\d)|[ivx]{1,4}(?![a-z])|(?:un|deux|trois|quatre|cinq|six)(?![a-z]))")
_QUALIFIER = r"(?:\s?(?:strategiques?|thematiques?|prioritaires?|politiques?|d'interventions?|d'orientations?))*"
_OF_THE_POLICY = (r"(?:\s(?:de|du|d')\s?(?:la |le |l')?(?:pnm|politique|plan|cadre|strategie)[^:;.\n]{0,60}?"
                  r"(?=\s?[:;.\n-]|$))?")
_AXIS = rf"axe{_QUALIFIER}\s?{_NUMBER}{_OF_THE_POLICY}"
_ORDINAL_AXIS = (r"(?:le )?(?P<ordinal>premier|1er|deuxieme|second|troisieme|quatrieme|cinquieme|sixieme|"
                 rf"[2-9] ?i?[eè]me|[2-9]e) axe{_QUALIFIER}{_OF_THE_POLICY}")
_SUB = (r"(?:sous\s?-?\s?programmes?|s\s?/?\s?p(?=\s?\d))\s?(?:n\s?[°ºo]\s?)?"
        r"(?P<sub>\d{1,2}\s?[.,-]\s?\d{1,2}|\d{1,2})(?:\.(?!\d))?")
_PROGRAMME = rf"(?<!sous)(?<!sous[\s-])(?<!sous -)(?<!sous- )programme\s?{_NUMBER.replace('number', 'programme')}"
_SEPARATOR = r"(?P<separator>\s?(?:[:.)/]|-+|,)*\s?)"
_HEADING = re.compile(
    rf"(?:(?P<axis>{_AXIS})|(?P<ordinal_axis>{_ORDINAL_AXIS})|(?P<subprogramme>{_SUB})|(?P<is_programme>{_PROGRAMME}))"
    rf"{_SEPARATOR}")
_UNNUMBERED = re.compile(r"programme\s?(?P<separator>:\s?)")
_LEAD = re.compile(r"\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-z])(?:[.-]\d{1,2})*(?:\s?[.)/-]+\s*|(?<=[.-]\d)\s+))?")
_INTRODUCED = re.compile(r"[:;.]\W*$")
_SEEN = 60
_PREDICATE = re.compile(
    r"(?:(?:est|sont|comprend|comporte|compte|porte|vise|a|ont|contient|concerne|se|qui|et|ou)\b|,)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a text: its number ("1", or code "1.1"), where it starts and where its title starts and ends."""

    level: Level
    number: str
    start: int
    title_start: int
    title_end: int


def number_of(written: str) -> int:
    """1 for "1", "I", "un" or "premier"; 0 where it is no number."""
    folded = fold(written).strip(" .)")
    digits = re.match(r"\d{1,2}", folded)
    return int(digits[0]) if digits else _ROMAN.get(folded, _ORDINALS.get(folded, 0))


def _stands_as_heading(match: re.Match[str], text: str, folded: str) -> bool:
    """At the start of a line, or after a colon or a semicolon; a title, an end, or a separator must follow."""
    before, rest = folded[:match.start()], text[match.end():]
    separated = bool(match["separator"].strip())
    lead = before[before.rfind("\n") + 1:]
    leads = len(lead) < _SEEN and _LEAD.fullmatch(lead)
    if not leads and not (separated and _INTRODUCED.search(before[-_SEEN:])):
        return False
    if not rest.strip() or rest[0] == "\n":
        return True
    if _PREDICATE.match(folded[match.end():]) and match["separator"].strip() not in (":", "-", "--"):
        return False
    return separated or (match["separator"] != "" and rest[0].isupper())


def _level_and_number(match: re.Match[str]) -> tuple[Level, str]:
    if match["axis"]:
        return "axis", str(number_of(match["number"]))
    if match["ordinal_axis"]:
        return "axis", str(number_of(match["ordinal"]))
    if match["subprogramme"]:
        return "subprogramme", re.sub(r"\s?[.,-]\s?", ".", match["sub"])
    return "programme", str(number_of(match["programme"]))


def read_headings(text: str) -> Iterator[Heading]:
    """Every heading of the framework in ``text``, in order; a title ends where its line or the next heading does."""
    folded = fold(text)
    matches = [match for match in _HEADING.finditer(folded) if _stands_as_heading(match, text, folded)]
    for place, match in enumerate(matches):
        level, number = _level_and_number(match)
        if number == "0":
            continue
        line_end = text.find("\n", match.end())
        ends = [len(text) if line_end < 0 else line_end]
        if place + 1 < len(matches):
            ends.append(matches[place + 1].start())
        yield Heading(level, number, match.start(), match.end(), max(match.end(), min(ends)))


def axis_heading(text: str) -> Heading | None:
    """The heading of an axis that opens ``text``, or ``None``."""
    first = next(read_headings(text), None)
    if first is None or first.level != "axis" or "\n" in text[:first.start].strip():
        return None
    return first if _LEAD.fullmatch(fold(text[:first.start]).strip("\n")) else None


def unnumbered_programme(text: str) -> int | None:
    """Where the title starts in "Programme : …", or ``None``."""
    folded = fold(text)
    match = _UNNUMBERED.match(folded.lstrip(" -*•\t"))
    return match.end() + len(folded) - len(folded.lstrip(" -*•\t")) if match else None
