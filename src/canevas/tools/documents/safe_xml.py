"""XML of unknown origin: no entities, no network, no monstrous trees."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from canevas.tools.documents.limits import Source
from canevas.tools.documents.refusals import bomb, truncated

Element = Any
"""lxml's element; its stubs cover too little of it to be of use."""


def parse_xml(content: bytes, source: Source) -> Element:
    """The root element of ``content``; refuses what declares a DTD (entity bombs) and what is not whole XML."""
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise bomb(source.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
                             remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise truncated(source.name) from fault


def attribute_reader(namespace: str) -> Callable[[Element, str], str | None]:
    """A function that gives an attribute of ``namespace`` by its local name, or ``None``."""
    prefix = f"{{{namespace}}}"

    def read(element: Element, name: str) -> str | None:
        value: str | None = element.get(prefix + name)
        return value

    return read
