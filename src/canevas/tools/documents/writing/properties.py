"""Custom properties of a Word file (Fichier > Informations > Propriétés avancées > Personnalisé)."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format id that the standard gives to custom properties (ECMA-376, part 1, 22.3.2.3)."""


def set_properties(package: Any, values: Mapping[str, str]) -> None:
    """Set text properties on a python-docx ``package``; those it has under other names stay."""
    if not values:
        return
    part = next((rel.target_part for rel in package.rels.values()
                 if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES and not rel.is_external), None)
    root = etree.fromstring(part.blob) if part is not None else etree.Element(
        f"{{{_NS}}}Properties", nsmap={"op": _NS, "vt": _TYPES})
    for known in list(root):
        if known.get("name") in values:
            root.remove(known)
    highest = max((int(known.get("pid") or 1) for known in root), default=1)
    for number, (name, value) in enumerate(values.items(), highest + 1):
        entry = etree.SubElement(root, f"{{{_NS}}}property", fmtid=_FORMAT, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{_TYPES}}}lpwstr").text = value
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if part is not None:
        part._blob = blob
        return
    made = Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob, package)
    package.relate_to(made, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
