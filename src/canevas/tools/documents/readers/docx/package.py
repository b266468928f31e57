"""The parts of a Word file: which is the document, its styles, lists, headers and what it says of itself."""
from __future__ import annotations

import posixpath

from canevas.tools.documents.archives import Archive
from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.docx.names import STRICT, W
from canevas.tools.documents.refusals import macros, truncated
from canevas.tools.documents.safe_xml import Element, parse_xml

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}identifier": "identifier",
    "{http://purl.org/dc/terms/}created": "created",
    "{http://purl.org/dc/terms/}modified": "modified",
}
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


class Package:
    """A Word file as a container of parts, found through its relationships as Word finds them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.archive = Archive(source)
        if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in self.archive.names):
            raise macros(source.name)
        self.main = self._targets("").get("officeDocument", ["word/document.xml"])[0]
        self._parts = self._targets(self.main)

    def _targets(self, part: str) -> dict[str, list[str]]:
        """The parts that ``part`` refers to, by kind ("styles", "numbering", "header"…)."""
        folder, name = posixpath.split(part)
        content = self.archive.read(posixpath.join(folder, "_rels", name + ".rels"))
        found: dict[str, list[str]] = {}
        if content is None:
            return found
        for relation in parse_xml(content, self.source).iterchildren(_RELATION):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") != "External" and target:
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found.setdefault((relation.get("Type") or "").rsplit("/", 1)[-1], []).append(path)
        return found

    def content(self, kind: str) -> bytes | None:
        """The bytes of the part of this kind, or ``None``."""
        return next((content for path in self._parts.get(kind, []) if (content := self.archive.read(path))), None)

    def tree(self, kind: str) -> Element | None:
        content = self.content(kind)
        return self._parse(content) if content else None

    def document(self) -> Element:
        """``w:body``; a file without one is damaged."""
        body = self._parse(self.archive.need(self.main)).find(W + "body")
        if body is None:
            raise truncated(self.source.name)
        return body

    def _parse(self, content: bytes) -> Element:
        for strict, usual in STRICT:
            if strict in content[:4096]:
                content = content.replace(strict, usual)
        return parse_xml(content, self.source)

    def running_text(self, kind: str) -> str:
        """What the headers ("header") or the footers ("footer") say, each text once, one line a paragraph."""
        lines: dict[str, None] = {}
        for path in self._parts.get(kind, []):
            content = self.archive.read(path)
            for paragraph in self._parse(content).iter(W + "p") if content else ():
                text = "".join(piece.text or "" for piece in paragraph.iter(W + "t")).strip()
                if text:
                    lines[text] = None
        return "\n".join(lines)

    def metadata(self) -> dict[str, str]:
        """Author, title, dates; custom properties under their own names."""
        out: dict[str, str] = {}
        relations = self._targets("")
        for path in relations.get("core-properties", []):
            if content := self.archive.read(path):
                for element in parse_xml(content, self.source).iterchildren():
                    if element.tag in _CORE and (element.text or "").strip():
                        out[_CORE[element.tag]] = element.text.strip()
        for path in relations.get("custom-properties", []):
            if content := self.archive.read(path):
                for element in parse_xml(content, self.source).iterchildren(_CUSTOM):
                    if text := "".join(element.itertext()).strip():
                        out[element.get("name") or ""] = text
        return out
