"""A Word file as parts that can be changed and written back; what is not touched goes out byte for byte as it came."""
from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from canevas.tools.documents.archives import Archive
from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.docx.names import STRICT, W
from canevas.tools.documents.refusals import truncated
from canevas.tools.documents.safe_xml import Element, parse_xml

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_RELATION, _TYPE = f"{{{_PACKAGE}/relationships}}Relationship", f"{{{_PACKAGE}/content-types}}Override"
_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
_TYPES = "[Content_Types].xml"
_ROOT = re.compile(rb"<[A-Za-z_][^\s/>]*")


def _declared(content: bytes, spaces: Mapping[str, str]) -> bytes:
    """The XML with these namespaces declared on its root, those left out whose prefix it knows already."""
    root = _ROOT.search(content)
    if root is None:
        return content
    tag = content[root.start():content.find(b">", root.start())]
    said = b"".join(f' xmlns:{prefix}="{space}"'.encode() for prefix, space in spaces.items()
                    if f"xmlns:{prefix}=".encode() not in tag)
    return content[:root.end()] + said + content[root.end():]


class WordFile:
    """``main`` is the path of the document part; trees are parsed when first asked for.

    Raises :class:`~canevas.tools.documents.nodes.DocumentRefused` when the bytes are no sound container.
    """

    def __init__(self, content: bytes, name: str = "document.docx") -> None:
        self._source = Source(content, name)
        self._archive = Archive(self._source)
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            self._order = list(dict.fromkeys(container.namelist()))
        self._trees: dict[str, Element] = {}
        self._added: dict[str, Element] = {}
        self.main = self._targets("").get("officeDocument", ["word/document.xml"])[0]

    @property
    def body(self) -> Element:
        found = self.tree(self.main).find(W + "body")
        if found is None:
            raise truncated(self._source.name)
        return found

    def tree(self, path: str, spaces: Mapping[str, str] | None = None) -> Element:
        """The root of a part; what is changed in it is written by :meth:`save`.

        ``spaces`` (URI by prefix) are declared on it if it is not parsed yet: later, only a new root could do that.
        """
        if path not in self._trees:
            content = self._archive.need(path)
            for strict, usual in STRICT:
                if strict in content[:4096]:
                    content = content.replace(strict, usual)
            self._trees[path] = parse_xml(_declared(content, spaces or {}), self._source)
        return self._trees[path]

    def stories(self) -> Iterator[Element]:
        """The roots of every part in which text can be changed: the document, headers, footers, notes, comments."""
        yield self.tree(self.main)
        for kind in _STORIES:
            for path in self._targets(self.main).get(kind, []):
                if path in self._archive.names:
                    yield self.tree(path)

    def part(self, kind: str) -> str | None:
        """The path of the part of this kind ("comments", "styles"…) that the document refers to, if there is one."""
        return next((path for path in self._targets(self.main).get(kind, []) if path in self._archive.names), None)

    def add_part(self, kind: str, content_type: str, root: Element) -> None:
        """Add a part beside the document, with its relationship and its content type."""
        folder, name = posixpath.split(self.main)
        path = posixpath.join(folder, f"{kind}.xml")
        number = 1
        while path in self._archive.names:
            number += 1
            path = posixpath.join(folder, f"{kind}{number}.xml")
        self._added[path] = root
        types = self.tree(_TYPES)
        etree.SubElement(types, _TYPE, PartName=f"/{path}", ContentType=content_type)
        relations = self._relations(posixpath.join(folder, "_rels", f"{name}.rels"))
        taken = {relation.get("Id") for relation in relations}
        free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        etree.SubElement(relations, _RELATION, Id=free, Type=_OFFICE + kind, Target=posixpath.basename(path))

    def replace_root(self, path: str, root: Element) -> None:
        """Have ``root`` written as this part (its namespaces can only be added to by making it anew)."""
        self._trees[path] = root

    def save(self) -> bytes:
        written = {**self._trees, **self._added}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            for path in [*self._order, *(path for path in written if path not in self._archive.names)]:
                tree = written.get(path)
                made.writestr(path, self._archive.need(path) if tree is None else
                              etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
        return out.getvalue()

    def _relations(self, path: str) -> Element:
        if path in self._archive.names:
            return self.tree(path)
        return self._added.setdefault(path, etree.fromstring(f'<Relationships xmlns="{_PACKAGE}/relationships"/>'))

    def _targets(self, part: str) -> dict[str, list[str]]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        found: dict[str, list[str]] = {}
        if path not in self._archive.names:
            return found
        content = self._trees.get(path)
        root = parse_xml(self._archive.need(path), self._source) if content is None else content
        for relation in root.iterchildren(_RELATION):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") != "External" and target:
                full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found.setdefault((relation.get("Type") or "").rsplit("/", 1)[-1], []).append(full)
        return found
