"""Texts that are a paragraph, a bullet or a table: made so in a filled Word file, whatever the template drew there.

Whoever edits a template writes ``{{ discussion }}`` in a paragraph and need not know of bullets and tables. Of a bullet
the paragraph keeps the list that the template gave it, if it gave it one; deeper bullets, and those of a template
without, are of a list of our own, whose levels Word changes with the tabulation key. A table takes the paragraph's
place.
"""
from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from canevas.tools.documents.writing.marked import CELL, FORM, ROW, W

Element = Any
_HEAD = re.compile(f"{FORM}([A-Za-z]+):([0-9]+){FORM}")
_WHOLE = re.compile(f"(?P<before>[^{FORM}]*){FORM}(?P<form>[A-Za-z]+):(?P<level>[0-9]+){FORM}"
                    f"(?P<words>[^{FORM}]*){FORM}(?P<after>[^{FORM}]*)", re.DOTALL)
_SIGNS = "•–▪"
_STEP, _HANGING, _DEEPEST = 340, 255, 8
"""Twentieths of a point between two levels, and from a bullet to its words; the deepest level that Word has."""
_AFTER_NUMBERING = {f"{W}{name}" for name in (
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "bidi", "adjustRightInd", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "jc", "textDirection", "textAlignment", "outlineLvl",
    "cnfStyle", "rPr", "sectPr", "pPrChange")}
_AFTER_INDENT = {f"{W}{name}" for name in (
    "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")}
"""What the standard puts after ``w:numPr`` and after ``w:ind`` in a paragraph's properties."""


@dataclass(slots=True)
class _Lists:
    """The lists of a document: which styles are one, and our own, made when it is first needed."""

    document: Any
    own: int | None = None

    def is_list(self, paragraph: Element) -> bool:
        """Whether the template shows ``paragraph`` as an item of a list."""
        direct = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if direct is not None:
            return bool(direct.get(qn("w:val")) != "0")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and self._style_is_list(style.get(qn("w:val")))

    def _style_is_list(self, key: str | None) -> bool:
        seen: set[str] = set()
        styles = self.document.styles.element
        while key and key not in seen:
            seen.add(key)
            found = next((each for each in styles.iterchildren(f"{W}style") if each.get(qn("w:styleId")) == key), None)
            if found is None:
                return False
            if found.find(f"{W}pPr/{W}numPr") is not None:
                return True
            above = found.find(f"{W}basedOn")
            key = above.get(qn("w:val")) if above is not None else None
        return False

    def number(self) -> int:
        """The key of our own list."""
        if self.own is None:
            self.own = _add_list(_numbering(self.document.part))
        return self.own


def _numbering(part: Any) -> Element:
    """The lists of the file; an empty set of them where it has none."""
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    made = XmlPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING,
                   parse_xml(f"<w:numbering {nsdecls('w')}/>"), part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made.element


def _add_list(numbering: Element) -> int:
    """A list of nine levels of bullets; its key."""
    def after(tag: str, attribute: str) -> int:
        return max((int(each.get(qn(attribute)) or 0) for each in numbering.iterchildren(f"{W}{tag}")), default=0) + 1

    drawing, key = after("abstractNum", "w:abstractNumId"), after("num", "w:numId")
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        f'<w:lvlText w:val="{_SIGNS[level % len(_SIGNS)]}"/><w:lvlJc w:val="left"/><w:pPr><w:ind '
        f'w:left="{_STEP * (level + 1)}" w:hanging="{_HANGING}"/></w:pPr></w:lvl>' for level in range(_DEEPEST + 1))
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{drawing}">'
                         f'<w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>')
    first = next((each for each in numbering if each.tag not in (f"{W}abstractNum", f"{W}numPicBullet")), None)
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)  # the standard wants the drawings of all lists before the lists
    item = parse_xml(f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{drawing}"/></w:num>')
    last = list(numbering.iterchildren(f"{W}num"))
    (last[-1] if last else abstract).addnext(item)
    return key


def place_forms(document: Any, root: Element) -> None:
    """Give each paragraph below ``root`` that shows one formed text the form of that text; a paragraph that shows
    several on one line keeps its own."""
    lists = _Lists(document)
    for paragraph in list(root.iter(f"{W}p")):
        text = _text(paragraph)
        if FORM not in text:
            continue
        found = _WHOLE.fullmatch(text)
        form = found["form"].lower() if found is not None else ""
        if found is not None and form == "table":
            _place_table(paragraph, found)
        elif found is not None and form == "bullet":
            _make_bullet(paragraph, min(int(found["level"]), _DEEPEST), lists)
        elif found is not None and lists.is_list(paragraph):
            _make_plain(paragraph)
        _drop_signs(paragraph)


def _text(paragraph: Element) -> str:
    return "".join(_signs(paragraph))


def _signs(paragraph: Element) -> Iterator[str]:
    for each in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if each.tag == f"{W}t":
            yield each.text or ""
        elif each.getparent().tag == f"{W}r":
            yield "\n" if each.tag == f"{W}br" else "\t"


def _drop_signs(paragraph: Element) -> None:
    for text in paragraph.iter(f"{W}t"):
        if text.text and FORM in text.text:
            text.text = _HEAD.sub("", text.text).replace(FORM, "").replace(ROW, "\n").replace(CELL, "\t")


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = OxmlElement("w:pPr")
        paragraph.insert(0, found)
    return found


def _set_number(properties: Element, key: int, level: int) -> None:
    for known in properties.findall(f"{W}numPr"):
        properties.remove(known)
    made = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>')
    _insert(properties, made, _AFTER_NUMBERING)


def _insert(properties: Element, made: Element, later: set[str]) -> None:
    """Put ``made`` where the standard wants it: Word calls another order damaged."""
    following = next((each for each in properties if each.tag in later), None)
    if following is None:
        properties.append(made)
    else:
        following.addprevious(made)


def _make_bullet(paragraph: Element, level: int, lists: _Lists) -> None:
    if level == 0 and lists.is_list(paragraph):
        return
    properties = _properties(paragraph)
    for indent in properties.findall(f"{W}ind"):
        properties.remove(indent)  # the level's own
    _set_number(properties, lists.number(), level)


def _make_plain(paragraph: Element) -> None:
    properties = _properties(paragraph)
    _set_number(properties, 0, 0)
    for indent in properties.findall(f"{W}ind"):
        properties.remove(indent)
    _insert(properties, parse_xml(f'<w:ind {nsdecls("w")} w:left="0" w:firstLine="0"/>'), _AFTER_INDENT)


def _place_table(paragraph: Element, found: re.Match[str]) -> None:
    """Put the table before ``paragraph``, which goes where nothing else is written in it."""
    rows = [row.split(CELL) for row in found["words"].split(ROW)]
    look = paragraph.find(f"{W}r/{W}rPr")
    ids = "".join(re.findall(r"\ue0f0[0-9A-Za-z_]+\ue0f1", found["before"]))
    paragraph.addprevious(_table(rows, look, ids))
    rest = re.sub(r"\ue0f0[0-9A-Za-z_]+\ue0f1", "", found["before"] + found["after"])
    table = paragraph.getprevious()
    if table.getprevious() is not None and table.getprevious().tag == f"{W}tbl":
        table.addprevious(OxmlElement("w:p"))  # two tables that touch are one in Word
    following = paragraph.getnext()
    needed = paragraph.find(f"{W}pPr/{W}sectPr") is not None or following is None or following.tag == f"{W}tbl"
    if rest.strip() or needed:
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        _write(paragraph, rest.strip(), look)
    else:
        paragraph.getparent().remove(paragraph)


def _table(rows: list[list[str]], look: Element | None, ids: str) -> Element:
    width = max(len(row) for row in rows)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
                      for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    margins = "".join(f'<w:{side} w:w="{points * 20}" w:type="dxa"/>'
                      for side, points in (("top", 1), ("left", 4), ("bottom", 1), ("right", 4)))
    columns = "".join(f'<w:gridCol w:w="{9000 // width}"/>' for _each in range(width))
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        "</w:tbl>")
    for place, row in enumerate(rows):
        line = parse_xml(f'<w:tr {nsdecls("w")}><w:trPr><w:cantSplit/>{"<w:tblHeader/>" if place == 0 else ""}'
                         "</w:trPr></w:tr>")
        for column in range(width):
            cell = parse_xml(
                f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{5000 // width}" w:type="pct"/>'
                f'{_SHADE if place == 0 else ""}</w:tcPr>'
                '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:p></w:tc>')
            text = row[column] if column < len(row) else ""
            _write(cell[-1], (ids if (place, column) == (0, 0) else "") + text, look, bold=place == 0)
            line.append(cell)
        table.append(line)
    return table


_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="F1F3F6"/>'


def _write(paragraph: Element, text: str, look: Element | None, *, bold: bool = False) -> None:
    """Write ``text`` at the end of ``paragraph``, in the look of the run that the template had there."""
    if not text:
        return
    run: Element = OxmlElement("w:r")
    if look is not None:
        run.append(copy.deepcopy(look))
    if bold:
        run.get_or_add_rPr().get_or_add_b()
    for place, line in enumerate(text.split("\n")):
        if place:
            run.append(OxmlElement("w:br"))
        words = OxmlElement("w:t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    paragraph.append(run)
