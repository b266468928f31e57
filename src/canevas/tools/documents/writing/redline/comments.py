"""Comments: the part that holds them, made where the file has none, and their places in the text."""
from __future__ import annotations

from lxml import etree

from canevas.tools.documents.readers.docx.names import NAMESPACE, W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change
from canevas.tools.documents.writing.redline.marks import Marks, with_date_space
from canevas.tools.documents.writing.redline.runs import make_run
from canevas.tools.documents.writing.redline.wordfile import WordFile

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STYLES = {"paragraph": "CommentText", "reference": "CommentReference"}


class Comments:
    """Adds comments to a file; the part is made when the first one comes."""

    def __init__(self, file: WordFile, marks: Marks) -> None:
        self._file, self._marks = file, marks
        self._root: Element | None = None
        self._known: set[str] = set()

    def add(self, change: Change) -> list[Element]:
        """Write the comment; gives what begins its range, ends it, and refers to it in the text."""
        comment = self._marks.make("comment", change)
        number = comment.get(W + "id")
        comment.set(W + "initials", "".join(word[0] for word in change.author.split())[:9].upper() or "?")
        for place, line in enumerate(change.text.split("\n")):
            paragraph = etree.SubElement(comment, W + "p")
            if self._has_style("paragraph"):
                properties = etree.SubElement(paragraph, W + "pPr")
                etree.SubElement(properties, W + "pStyle", {W + "val": _STYLES["paragraph"]})
            if place == 0:
                etree.SubElement(self._run(paragraph), W + "annotationRef")
            paragraph.append(make_run(line, None))
        self._part().append(comment)
        begin, end = (etree.Element(W + name, {W + "id": number}) for name in ("commentRangeStart", "commentRangeEnd"))
        holder = etree.Element("none")
        run = self._run(holder)
        etree.SubElement(run, W + "commentReference", {W + "id": number})
        return [begin, end, run]

    def _run(self, parent: Element) -> Element:
        run = etree.SubElement(parent, W + "r")
        if self._has_style("reference"):
            properties = etree.SubElement(run, W + "rPr")
            etree.SubElement(properties, W + "rStyle", {W + "val": _STYLES["reference"]})
        return run

    def _has_style(self, kind: str) -> bool:
        if not self._known:
            path = self._file.part("styles")
            self._known = {"", *(style.get(W + "styleId") or "" for style in
                                 (self._file.tree(path).iterchildren(W + "style") if path else ()))}
        return _STYLES[kind] in self._known

    def _part(self) -> Element:
        if self._root is None:
            path = self._file.part("comments")
            if path is None:
                self._root = with_date_space(etree.Element(W + "comments", nsmap={"w": NAMESPACE}))
                self._file.add_part("comments", _CONTENT_TYPE, self._root)
            else:
                self._root = with_date_space(self._file.tree(path))
                self._file.replace_root(path, self._root)
        return self._root
