"""Names of OpenDocument elements, spelled once."""
from __future__ import annotations

from canevas.tools.documents.safe_xml import Element, attribute_reader

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT_SPACE, TABLE_SPACE, STYLE_SPACE = f"{_BASE}text:1.0", f"{_BASE}table:1.0", f"{_BASE}style:1.0"
OFFICE, DRAW, META = (f"{{{_BASE}{name}:1.0}}" for name in ("office", "drawing", "meta"))
TEXT, TABLE, STYLE = f"{{{TEXT_SPACE}}}", f"{{{TABLE_SPACE}}}", f"{{{STYLE_SPACE}}}"
FO = f"{{{_BASE}xsl-fo-compatible:1.0}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

text_attribute = attribute_reader(TEXT_SPACE)
table_attribute = attribute_reader(TABLE_SPACE)
style_attribute = attribute_reader(STYLE_SPACE)


def count(value: str | None, most: int, least: int = 1) -> int:
    """A repeat or span as a number between ``least`` and ``most``."""
    try:
        return min(max(int(value or least), least), most)
    except ValueError:
        return least


def has_content(element: Element) -> bool:
    """Whether anything is written below ``element``."""
    return any(text.strip() for text in element.itertext())
