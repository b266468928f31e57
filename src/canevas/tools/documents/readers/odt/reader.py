"""An OpenDocument text into the neutral tree."""
from __future__ import annotations

from collections import Counter

from canevas.tools.documents import building
from canevas.tools.documents.archives import Archive
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.readers.odt.blocks import BlockReader
from canevas.tools.documents.readers.odt.names import META, OFFICE, STYLE, TEXT
from canevas.tools.documents.readers.odt.styles import Styles
from canevas.tools.documents.refusals import encrypted, macros, truncated
from canevas.tools.documents.safe_xml import parse_xml
from canevas.tools.text.sentences import say

_METADATA = {
    "{http://purl.org/dc/elements/1.1/}title": "title",
    "{http://purl.org/dc/elements/1.1/}creator": "author",
    "{http://purl.org/dc/elements/1.1/}date": "modified",
    META + "creation-date": "created",
}


def read_odt(source: Source) -> Document:
    """Read an OpenDocument text with every change accepted; refused when locked, damaged or holding macros."""
    archive = Archive(source)
    _check(archive, source)
    content = parse_xml(archive.need("content.xml"), source)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise truncated(source.name)
    styles = Styles()
    named = archive.read("styles.xml")
    header: list[str] = []
    if named:
        root = parse_xml(named, source)
        styles.read(root)
        for element in root.iter(STYLE + "header", STYLE + "footer"):
            header += ["".join(paragraph.itertext()).strip() for paragraph in element.iter(TEXT + "p")]
    styles.read(content)
    reader = BlockReader(source, styles)
    root_node = building.root(reader.read(body), source)
    metadata = _metadata(archive, source)
    if any(header):
        metadata["header"] = "\n".join(dict.fromkeys(line for line in header if line))
    return Document("odt", root_node, metadata=metadata, notices=_notices(reader.seen, metadata))


def _check(archive: Archive, source: Source) -> None:
    manifest = archive.read("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise encrypted(source.name)
    scripts = [name for name in archive.names if name.startswith(("Basic/", "Scripts/")) and not name.endswith("/")]
    empty = ("script-lc.xml", "dialog-lc.xml", "script-lb.xml", "dialog-lb.xml")
    if any(not name.endswith(empty) for name in scripts):
        raise macros(source.name)


def _metadata(archive: Archive, source: Source) -> dict[str, str]:
    content = archive.read("meta.xml")
    out: dict[str, str] = {}
    if content:
        for element in parse_xml(content, source).iter():
            text = (element.text or "").strip()
            if text and element.tag in _METADATA:
                out[_METADATA[element.tag]] = text
            elif text and element.tag == META + "user-defined":
                out[element.get(META + "name") or ""] = text
    return out


def _notices(seen: Counter[str], metadata: dict[str, str]) -> list[str]:
    out = []
    if seen["tracked"]:
        out.append(say("This file holds tracked changes: it was read as if all of them were accepted."))
    if seen["comments"]:
        out.append(say("Comments in the margin were left out: %(count)d.", count=seen["comments"]))
    if seen["notes"]:
        out.append(say("Footnotes and endnotes were left out: %(count)d.", count=seen["notes"]))
    if "header" in metadata:
        out.append(say("Page headers and footers were left out."))
    return out
