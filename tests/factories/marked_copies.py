"""A Word file as people send it back: changed with Word's own marks by one hand after the other, or without them.

Places are named by words of the paragraph, so that a test reads as what was done. ``Marked(content).by("A. Sow (OIM)")
.replace("Former les élus", "élus", "maires").content()``.
"""
from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Self

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DAY = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


class Marked:
    """``author`` marks what follows; without one, nothing is marked."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.author, self.when, self.number = "", DAY, 90_000
        self.remarks: list[etree._Element] = []

    def by(self, author: str, when: datetime = DAY) -> Self:
        self.author, self.when = author, when
        return self

    def unmarked(self) -> Self:
        self.author = ""
        return self

    def replace(self, place: str, old: str, new: str) -> Self:
        """Words of the paragraph with ``place`` become others; either may be "" ("" for ``old`` adds behind all)."""
        paragraph = self._paragraph(place)
        if not old:
            run = [one for one in paragraph.iter(w("r")) if not self._is_gone(one)][-1]
            self._behind(run, new)
            return self
        run = next(one for one in paragraph.iter(w("r")) if old in text_of(one) and not self._is_gone(one))
        before, _old, after = text_of(run).partition(old)
        middle = self._cut(run, before, old, after)
        if not self.author:
            self._say(middle, new)
            return self
        if new:
            self._behind(middle, new)
        self._wrap("del", middle)
        return self

    def add_line(self, after: str, text: str) -> Self:
        """A paragraph behind the one with ``after``, in its cell."""
        there = self._paragraph(after)
        there.addnext(self._new_paragraph(there, text))
        return self

    def delete_line(self, place: str) -> Self:
        paragraph = self._paragraph(place)
        if not self.author:
            paragraph.getparent().remove(paragraph)
            return self
        for run in [one for one in paragraph.iter(w("r")) if not self._is_gone(one)]:
            self._wrap("del", run)
        self._mark_of(paragraph).append(self._element("del"))
        return self

    def move_line(self, place: str, after: str) -> Self:
        """Marked as Word marks what is moved."""
        paragraph, there = self._paragraph(place), self._paragraph(after)
        twin = self._new_paragraph(there, text_of(paragraph), kind="moveTo")
        there.addnext(twin)
        for run in list(paragraph.iter(w("r"))):
            self._wrap("moveFrom", run)
        self._mark_of(paragraph).append(self._element("moveFrom"))
        return self

    def add_row(self, after: str, cells: Sequence[str]) -> Self:
        """A row below the one with ``after``, its texts as ``cells``."""
        row = self._row(after)
        made = copy.deepcopy(row)
        for cell, text in zip(made.iterchildren(w("tc")), cells, strict=True):
            [first, *others] = cell.iterchildren(w("p"))
            for one in others:
                cell.remove(one)
            cell.replace(first, self._new_paragraph(first, text))
            for merged in cell.iter(w("vMerge")):
                merged.getparent().remove(merged)
        if self.author:
            self._properties(made).append(self._element("ins"))
        row.addnext(made)
        return self

    def delete_row(self, place: str) -> Self:
        row = self._row(place)
        if not self.author:
            row.getparent().remove(row)
            return self
        for run in [one for one in row.iter(w("r")) if not self._is_gone(one)]:
            self._wrap("del", run)
        self._properties(row).append(self._element("del"))
        return self

    def comment(self, place: str, words: str) -> Self:
        paragraph, number = self._paragraph(place), str(len(self.remarks))
        runs = list(paragraph.iter(w("r")))
        runs[0].addprevious(etree.Element(w("commentRangeStart"), {w("id"): number}))
        end = etree.Element(w("commentRangeEnd"), {w("id"): number})
        reference = etree.Element(w("r"))
        etree.SubElement(reference, w("commentReference"), {w("id"): number})
        runs[-1].addnext(end)
        end.addnext(reference)
        remark = etree.Element(w("comment"), {w("id"): number, w("author"): self.author, w("date"): self._date()})
        self._say(etree.SubElement(etree.SubElement(remark, w("p")), w("r")), words)
        self.remarks.append(remark)
        return self

    def embolden(self, place: str) -> Self:
        """A change of form alone."""
        for run in self._paragraph(place).iter(w("r")):
            style = run.find(w("rPr"))
            if style is None:
                style = etree.Element(w("rPr"))
                run.insert(0, style)
            etree.SubElement(style, w("b"))
            etree.SubElement(self._attach(style, "rPrChange"), w("rPr"))
        return self

    def lose_identifiers(self) -> Self:
        """As after a passage through an online office: neither bookmarks nor properties are left."""
        for name in ("bookmarkStart", "bookmarkEnd"):
            for one in list(self.root.iter(w(name))):
                one.getparent().remove(one)
        self.parts.pop("docProps/custom.xml", None)
        for part, pattern in (("_rels/.rels", rb"<Relationship [^>]*custom-properties[^>]*/>"),
                              ("[Content_Types].xml", rb"<Override [^>]*custom\.xml[^>]*/>")):
            self.parts[part] = re.sub(pattern, b"", self.parts[part])
        return self

    def saved_by(self, name: str) -> Self:
        core = etree.fromstring(self.parts["docProps/core.xml"])
        for one in core.iter("{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"):
            one.text = name
            break
        else:
            etree.SubElement(core, "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
                                   "lastModifiedBy").text = name
        self.parts["docProps/core.xml"] = etree.tostring(core, xml_declaration=True, encoding="UTF-8", standalone=True)
        return self

    def content(self) -> bytes:
        parts = dict(self.parts)
        parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self.remarks:
            self._lay_comments(parts)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in parts.items():
                file.writestr(name, data)
        return out.getvalue()

    # -- where

    def _paragraph(self, place: str) -> etree._Element:
        found = [one for one in self.root.iter(w("p")) if place in text_of(one)]
        assert found, f"no paragraph says {place!r}"
        return found[0]

    def _row(self, place: str) -> etree._Element:
        return next(self._paragraph(place).iterancestors(w("tr")))

    # -- how

    def _element(self, kind: str) -> etree._Element:
        self.number += 1
        return etree.Element(w(kind), {w("id"): str(self.number), w("author"): self.author, w("date"): self._date()})

    def _attach(self, parent: etree._Element, kind: str) -> etree._Element:
        made = self._element(kind)
        parent.append(made)
        return made

    def _date(self) -> str:
        return f"{self.when:%Y-%m-%dT%H:%M:%SZ}"

    def _cut(self, run: etree._Element, *texts: str) -> etree._Element:
        """Cut a run in three; gives the one in the middle."""
        runs = [copy.deepcopy(run) for _text in texts]
        for one, text in zip(runs, texts, strict=True):
            self._say(one, text)
        for one, text in zip(runs, texts, strict=True):
            if text:
                run.addprevious(one)
        run.getparent().remove(run)
        return runs[1]

    def _say(self, run: etree._Element, text: str) -> None:
        for one in run.findall(w("t")):
            run.remove(one)
        said = etree.SubElement(run, w("t"))
        said.text = text
        said.set(XML_SPACE, "preserve")

    def _behind(self, run: etree._Element, text: str) -> None:
        """New words behind ``run``; behind another hand's whole insertion where it stands in one."""
        made = copy.deepcopy(run)
        self._say(made, text)
        place = run.getparent() if run.getparent().tag in (w("ins"), w("moveTo")) else run
        place.addnext(made)
        if self.author:
            self._wrap("ins", made)

    def _wrap(self, kind: str, run: etree._Element) -> None:
        around = self._element(kind)
        run.addprevious(around)
        around.append(run)
        if kind in ("del", "moveFrom"):
            for one in run.findall(w("t")):
                if kind == "del":
                    one.tag = w("delText")

    def _new_paragraph(self, like: etree._Element, text: str, kind: str = "ins") -> etree._Element:
        made = etree.Element(w("p"))
        properties = like.find(w("pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        run = etree.SubElement(made, w("r"))
        self._say(run, text)
        if self.author:
            self._wrap(kind, run)
            self._mark_of(made).append(self._element(kind))
        return made

    @staticmethod
    def _mark_of(paragraph: etree._Element) -> etree._Element:
        """The properties of the paragraph's own mark."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            properties = etree.Element(w("pPr"))
            paragraph.insert(0, properties)
        mark = properties.find(w("rPr"))
        return mark if mark is not None else etree.SubElement(properties, w("rPr"))

    @staticmethod
    def _properties(row: etree._Element) -> etree._Element:
        found = row.find(w("trPr"))
        if found is None:
            found = etree.Element(w("trPr"))
            row.insert(0, found)
        return found

    @staticmethod
    def _is_gone(run: etree._Element) -> bool:
        return any(one.tag in (w("del"), w("moveFrom")) for one in run.iterancestors())

    def _lay_comments(self, parts: dict[str, bytes]) -> None:
        told = etree.Element(w("comments"), nsmap={"w": W})
        told.extend(self.remarks)
        parts["word/comments.xml"] = etree.tostring(told, xml_declaration=True, encoding="UTF-8", standalone=True)
        links = etree.fromstring(parts["word/_rels/document.xml.rels"])
        etree.SubElement(links, f"{{{REL}}}Relationship", Id="rIdRemarks", Type=COMMENTS, Target="comments.xml")
        parts["word/_rels/document.xml.rels"] = etree.tostring(links)
        types = etree.fromstring(parts["[Content_Types].xml"])
        etree.SubElement(types, f"{{{TYPES}}}Override", PartName="/word/comments.xml", ContentType=(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"))
        parts["[Content_Types].xml"] = etree.tostring(types)


def text_of(element: etree._Element) -> str:
    """The words that stand in a paragraph or run, what was taken away left out."""
    found: Iterable[etree._Element] = element.iter(w("t"))
    return "".join(one.text or "" for one in found
                   if not any(each.tag == w("moveFrom") for each in one.iterancestors()))
