"""The parts of a Word file that its revisions need: the body, the notes, the comments and who saved it last."""
from __future__ import annotations

from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.readers.docx.package import Package
from canevas.tools.documents.refusals import empty, encrypted, truncated
from canevas.tools.documents.safe_xml import Element, parse_xml
from canevas.tools.documents.sniffing import sniff
from canevas.tools.text.sentences import say

_BY = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_WHEN = "{http://purl.org/dc/terms/}modified"
_NOTES = (("footnotes", W + "footnote"), ("endnotes", W + "endnote"))


class RevisedPackage(Package):
    def saved(self) -> tuple[str, str]:
        """Who saved the file last, and when; "" for what it does not say."""
        said = {"": ""}
        for path in self._targets("").get("core-properties", []):
            if content := self.archive.read(path):
                said |= {element.tag: (element.text or "").strip()
                         for element in parse_xml(content, self.source).iterchildren()}
        return said.get(_BY, ""), said.get(_WHEN, "")

    def notes(self) -> list[Element]:
        """Footnotes and endnotes one by one, then headers and footers: each holds paragraphs."""
        found: list[Element] = []
        for kind, tag in _NOTES:
            root = self.tree(kind)
            found += [] if root is None else list(root.iterchildren(tag))
        for kind in ("header", "footer"):
            for path in self._parts.get(kind, []):
                if content := self.archive.read(path):
                    found.append(self._parse(content))
        return found


def open_package(source: Source) -> RevisedPackage:
    """The package of a Word file; anything else is refused with a sentence."""
    if not source.content:
        raise empty(source.name)
    kind = sniff(source.content, source.name)
    if kind == "encrypted-office":
        raise encrypted(source.name)
    if kind in {"broken-zip", "broken-ole"}:
        raise truncated(source.name)
    if kind != "docx":
        raise DocumentRefused("unknown-format", say(
            "The file “%(name)s” is no Word file (.docx), and only such a file keeps who changed what. Open it in "
            "Word, save it as .docx, then send it again.", name=source.name))
    return RevisedPackage(source)
