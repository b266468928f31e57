"""What a paragraph or character style says that matters for reading: heading, list, bold."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.readers.docx.names import STRICT, W, attribute, child, number, switch, value
from canevas.tools.documents.refusals import truncated
from canevas.tools.documents.safe_xml import Element, parse_xml

_HEADING = re.compile(r"(?:heading|titre|überschrift|título)\s*([1-9])$", re.IGNORECASE)
_TITLES = {"title", "titre", "titre du document"}
BODY_LEVEL = 9
"""``w:outlineLvl`` of body text."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style; ``heading`` is 1-9 or 0, ``list_id`` the ``w:numId`` it brings (``None``: not said)."""

    name: str = ""
    based_on: str | None = None
    heading: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    bold: bool | None = None
    is_default: bool = False


def _read_style(element: Element) -> Style:
    name = value(element, "name") or ""
    properties = child(element, "pPr")
    numbering = child(properties, "numPr")
    heading = None
    if (outline := number(properties, "outlineLvl")) is not None:
        heading = outline + 1 if 0 <= outline < BODY_LEVEL else 0
    if match := _HEADING.match(name):
        heading = int(match[1])
    elif name.lower() in _TITLES:
        heading = 1
    return Style(name=name, based_on=value(element, "basedOn"), heading=heading, list_id=number(numbering, "numId"),
                 list_level=number(numbering, "ilvl"), bold=switch(child(element, "rPr"), "b"),
                 is_default=attribute(element, "default") in {"1", "true"})


def _inherit(styles: dict[str, Style], key: str) -> Style:
    """The style with what it leaves unsaid taken from those that it is based on."""
    style, seen = styles[key], {key}
    parent = style.based_on
    while parent in styles and parent not in seen:
        seen.add(parent)
        above = styles[parent]
        style = replace(
            style,
            heading=above.heading if style.heading is None else style.heading,
            list_id=above.list_id if style.list_id is None else style.list_id,
            list_level=above.list_level if style.list_level is None else style.list_level,
            bold=above.bold if style.bold is None else style.bold)
        parent = above.based_on
    return style


@lru_cache(maxsize=16)
def _styles_of(content: bytes) -> dict[str, Style]:
    """Minutes of one house share one styles part of some 350 KB; it is understood once."""
    for strict, usual in STRICT:
        content = content.replace(strict, usual)
    raw = {}
    for element in parse_xml(content, Source(b"", "styles.xml")).iterchildren(W + "style"):
        key = attribute(element, "styleId")
        if key is not None:
            raw[key] = _read_style(element)
    return {key: _inherit(raw, key) for key in raw}


def read_styles(content: bytes | None, source: Source) -> dict[str, Style]:
    """Every style by its id, inheritance resolved; none where the part is missing."""
    try:
        return _styles_of(content) if content else {}
    except DocumentRefused as refused:
        raise truncated(source.name) from refused
