"""Names of WordprocessingML elements, spelled once."""
from __future__ import annotations

from canevas.tools.documents.safe_xml import Element, attribute_reader

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", NAMESPACE.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIP[1:-1].encode()),
)
"""The namespaces of "Strict Open XML" and what everybody else writes."""

attribute = attribute_reader(NAMESPACE)
_OFF = {"0", "false", "off"}


def child(element: Element | None, name: str) -> Element | None:
    """The first child ``w:name`` of ``element``, if there is an element and a child."""
    return None if element is None else element.find(W + name)


def value(element: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``w:name``."""
    found = child(element, name)
    return None if found is None else attribute(found, "val")


def number(element: Element | None, name: str) -> int | None:
    """``w:val`` of the child ``w:name`` as a number."""
    return to_number(value(element, name))


def to_number(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switch(element: Element | None, name: str) -> bool | None:
    """A toggle property such as ``w:b``: on, off, or ``None`` where it is not said."""
    found = child(element, name)
    return None if found is None else attribute(found, "val") not in _OFF
