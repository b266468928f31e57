"""What a page adds to the text: running headers and footers, page numbers, notices of the sample kind."""

from __future__ import annotations

import re
from collections import Counter

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Line

_PAGE = re.compile(
    r"[-|_ ]*(?:page|p\.|pg)\s*(?:n°\s*)?\d+(?:\s*(?:/|sur|de|of)\s*\d+)?[-|_ .]*|[-|"
    r"_ ]*\d{1,3}\s*(?:/|sur)\s*\d{1,3}[-|_ ]*"
    r"|[-|_ ]+\d{1,3}[-|_ ]+|\d{1,3}"
)
_FRACTION = re.compile(r"(\d{1,2})\s?/\s?(\d{1,2})")
_ENDS_WITH_PAGE = re.compile(r"[-–|,;(\s]\s*(?:page|p\.)\s*\d+(?:\s*(?:/|sur|de)\s*\d+)?\)?\s*$")

_RUNNING = re.compile(
    r"(?:comptes?[- ]rendus?|proces[- ]verbal|rapport|pv|cr)\s+(?:de la |du |"
    r"d[e']\s?)?[^.;:]*\b(?:gtm|crcm|ccm|reunion|session|groupe|cadre)|(?:comptes?[- ]rendus?|"
    r"proces[- ]verbal|rapport|document|pv)\b[^.;:]*\s[-–|]\s[^.;:]*$"
)
_IDENTITY = re.compile(
    r"\b(?:comptes?[- ]rendus?|proces[- ]verbal|rapport|gtm|crcm|ccm|republique|ministere|region|"
    r"secretariat|cadre|groupe technique|document)\b"
)
_ENDS_WITH_NUMBER = re.compile(
    r"(?:rapport|comptes?[- ]rendus?|proces[- ]verbal|pv|cr|gtm|crcm|"
    r"ccm)\b[^.;:]{0,60}\s[-–|]\s*\d{1,2}"
)


def without_furniture(blocks: list[Block]) -> list[Block]:
    """``blocks`` without running headers, footers and page numbers; the line after one of them is marked as ``cut``."""
    repeated = _repeated(blocks)
    days = _days(blocks)
    kept: list[Block] = []
    cut = False
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and block not in days and (
            _is_furniture(block, repeated, first=place == 0 or not kept)
            or (
                cut
                and _RUNNING.match(block.folded.strip())
                and len(block.text) < 80
                and not block.is_item
                and not block.bold
            )
        ):
            cut = True
            continue
        if isinstance(block, Line):
            block.cut, cut = cut, False
        kept.append(block)
    return kept


def _days(blocks: list[Block]) -> list[Line]:
    """Lines like "10/10" that do not count pages ("1/3", "2/3", …): days and months."""
    found = [
        (int(match[1]), int(match[2]), block)
        for block in blocks
        if isinstance(block, Line) and (match := _FRACTION.fullmatch(block.text.strip()))
    ]
    pages = [page for page, _, _ in found]
    if len({total for _, total, _ in found}) == 1 and pages[0] <= 2 and pages == sorted(set(pages)):
        return []
    return [line for page, total, line in found if page <= 31 and total <= 12]


def is_running_title(line: Line) -> bool:
    """A short line that names the minutes or the body, as a page's header does."""
    return (
        len(line.text) < 90
        and not line.is_item
        and not read_enumerator(line.whole)
        and not forms.marker(line.whole.folded)
        and bool(_IDENTITY.search(line.folded))
    )


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.folded.split()))


def _repeated(blocks: list[Block]) -> set[str]:
    """Shapes of lines that come back, near page numbers or as the very first line of the document."""
    lines = [block for block in blocks if isinstance(block, Line)]
    counts = Counter(_shape(line) for line in lines if len(line.text) <= 120)
    numbered = {index for index, line in enumerate(lines) if _page_number(line)}
    found = set()
    for index, line in enumerate(lines):
        shape = _shape(line)
        known = _IDENTITY.search(line.folded)
        if (
            counts[shape] < (2 if known or index == 0 else 3)
            or read_enumerator(line.whole)
            or line.is_item
            or line.in_cell
            or forms.marker(line.whole.folded)
            or "|" in line.text
            or forms.names_columns(line.whole.folded)
        ):
            continue
        if index == 0 or _ENDS_WITH_PAGE.search(line.folded) or {index - 1, index + 1} & numbered:
            found.add(shape)
    return found


def _page_number(line: Line) -> bool:
    return bool(_PAGE.fullmatch(line.folded.strip())) and not line.is_item


def _is_furniture(line: Line, repeated: set[str], *, first: bool) -> bool:
    if _page_number(line):
        return True
    if _ENDS_WITH_PAGE.search(line.folded) and len(line.text) < 120 and not first and not line.is_item:
        return True
    if _ENDS_WITH_NUMBER.fullmatch(line.folded.strip()) and not first and not line.is_item and not line.bold:
        return True
    return not first and _shape(line) in repeated
