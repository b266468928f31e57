"""A synthesis table whose every word knows who put or took it, and the Word file that says so as Word does."""
from __future__ import annotations

import io
import random
import re
import zipfile
from dataclasses import dataclass, field
from functools import cache
from html import escape

import docx

COLUMNS = ("challenge", "priorities", "strategies", "responsible")
HEADERS = ("DÉFIS", "PRIORITÉS", "STRATÉGIES RECOMMANDÉES", "RÉGIONS / ACTEURS CONCERNÉS")
SPACE = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
         'xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"')


@dataclass(frozen=True)
class Hand:
    """Who changes something; a hand that is not ``tracked`` leaves no mark."""

    author: str
    date: str
    tracked: bool = True


@dataclass
class Words:
    text: str
    put: Hand | None = None
    taken: Hand | None = None
    move: str = ""
    reformatted: Hand | None = None
    comment: int | None = None


@dataclass
class Line:
    words: list[Words]
    put: Hand | None = None
    taken: Hand | None = None
    move: str = ""
    """``put`` and ``taken`` are of the end of the paragraph; ``move`` of both."""
    listed: bool = False
    name: str = ""


@dataclass
class TableCell:
    lines: list[Line]
    continues: bool = False
    starts_merge: bool = False


@dataclass
class TableRow:
    cells: list[TableCell]
    section: str
    number: int = 0
    put: Hand | None = None
    taken: Hand | None = None


@dataclass
class Remark:
    by: Hand
    text: str


@dataclass
class Synthesis:
    """``parts``: per section its band ("" for none) and its rows."""

    before: list[Line]
    parts: list[tuple[str, list[TableRow]]]
    after: list[Line]
    remarks: list[Remark] = field(default_factory=list)
    order: tuple[int, ...] = (0, 1, 2, 3)
    """The columns as they stand on the page."""

    def rows(self) -> list[TableRow]:
        return [row for _band, rows in self.parts for row in rows]


class Writer:
    """Writes a synthesis as a Word file. ``noise`` splits runs, adds ids of savings, spelling marks and bookmarks."""

    def __init__(self, noise: random.Random, *, noisy: bool = True, names: bool = True) -> None:
        self.random, self.noisy, self.names = noise, noisy, names
        self._id = 100

    def number(self) -> int:
        self._id += 1
        return self._id

    def file(self, made: Synthesis, saved_by: Hand) -> bytes:
        body = [*(self.line(line) for line in made.before), self.table(made), *(self.line(line) for line in made.after)]
        xml = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document {SPACE}><w:body>{"".join(body)}'
               "<w:sectPr/></w:body></w:document>")
        return packed(xml, saved_by, made.remarks)

    def table(self, made: Synthesis) -> str:
        grid = "".join('<w:gridCol w:w="2500"/>' for _column in made.order)
        rows = [self.plain_row([HEADERS[column] for column in made.order])]
        for band, members in made.parts:
            rows += [self.plain_row([band], span=4)] if band else []
            rows += [self.row(row, made.order) for row in members if not _gone(row)]
        head = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        return f"<w:tbl>{head}{''.join(rows)}</w:tbl>"

    def plain_row(self, texts: list[str], span: int = 1) -> str:
        cells = "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{self.line(Line([Words(text)]))}</w:tc>'
                        for text in texts)
        return f"<w:tr>{cells}</w:tr>"

    def row(self, row: TableRow, order: tuple[int, ...]) -> str:
        marks = self.mark("ins", row.put) + self.mark("del", row.taken)
        cells = []
        for column in order:
            cell = row.cells[column]
            merge = '<w:vMerge w:val="restart"/>' if cell.starts_merge else "<w:vMerge/>" if cell.continues else ""
            lines = "".join(self.lines(cell.lines)) or "<w:p/>"
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="2500" w:type="dxa"/>{merge}</w:tcPr>{lines}</w:tc>')
        return f'<w:tr w:rsidR="00A1B2C3">{f"<w:trPr>{marks}</w:trPr>" if marks else ""}{"".join(cells)}</w:tr>'

    def lines(self, lines: list[Line]) -> list[str]:
        """Paragraphs; ends that somebody took without a mark join the next one."""
        done: list[Line] = []
        for line in lines:
            if done and done[-1].taken and not done[-1].taken.tracked:
                last = done.pop()
                kept = any(not (words.taken and not words.taken.tracked) for words in last.words)
                line = Line(last.words + line.words, line.put, line.taken, line.move,
                            last.listed if kept else line.listed, last.name if kept else line.name)
            done.append(line)
        return [self.line(line) for line in done]

    def line(self, line: Line) -> str:
        end = self.mark("moveTo" if line.move else "ins", line.put) + self.mark(
            "moveFrom" if line.move else "del", line.taken)
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if line.listed else ""
        properties = f"<w:pPr>{listed}<w:rPr>{end}</w:rPr></w:pPr>" if end or listed else ""
        name = f'<w:bookmarkStart w:id="{self.number()}" w:name="{line.name}"/>' if line.name and self.names else ""
        words = name + "".join(self.words(words) for words in line.words)
        move = line.move and next((words for words in line.words if words.move), None)
        if move:
            kind, number = ("moveTo" if move.put else "moveFrom"), self.number()
            words = (f'<w:{kind}RangeStart w:id="{number}" w:author="x" w:name="{line.move}"/>{words}'
                     f'<w:{kind}RangeEnd w:id="{number}"/>')
        return f'<w:p w:rsidR="00{self.random.randrange(16 ** 6):06X}">{properties}{words}</w:p>'

    def words(self, words: Words) -> str:
        if words.taken and not words.taken.tracked:
            return ""
        runs = "".join(self.run(part, words) for part in self.parts(words.text))
        if words.taken:
            runs = self.within("moveFrom" if words.move else "del", words.taken, runs)
        if words.put and words.put.tracked:
            runs = self.within("moveTo" if words.move else "ins", words.put, runs)
        if words.comment is not None:
            return (f'<w:commentRangeStart w:id="{words.comment}"/>{runs}<w:commentRangeEnd w:id="{words.comment}"/>'
                    f'<w:r><w:commentReference w:id="{words.comment}"/></w:r>')
        return runs

    def within(self, tag: str, hand: Hand, inside: str) -> str:
        return f"{self.mark(tag, hand)[:-2]}>{inside}</w:{tag}>"

    def mark(self, tag: str, hand: Hand | None) -> str:
        if hand is None or not hand.tracked:
            return ""
        return f'<w:{tag} w:id="{self.number()}" w:author="{escape(hand.author)}" w:date="{hand.date}"/>'

    def parts(self, text: str) -> list[str]:
        """``text`` in pieces, as Word cuts it when somebody types, corrects or formats."""
        if not self.noisy or len(text) < 2 or self.random.random() < 0.4:
            return [text]
        cut = self.random.randrange(1, len(text))
        return [text[:cut], *self.parts(text[cut:])]

    def run(self, text: str, words: Words) -> str:
        bold = "<w:b/>" if self.noisy and self.random.random() < 0.2 else ""
        changed = self.within("rPrChange", words.reformatted, "<w:rPr/>") if words.reformatted else ""
        tag = "delText" if words.taken and not words.move else "t"
        run = (f'<w:r w:rsidRPr="00{self.random.randrange(16 ** 6):06X}"><w:rPr>{bold}{changed}</w:rPr>'
               f'<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>')
        if self.noisy and not words.taken:
            number = self.number()
            run = self.random.choice([run] * 6 + [
                f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>',
                f'<w:bookmarkStart w:id="{number}" w:name="_Hlk{number}"/>{run}<w:bookmarkEnd w:id="{number}"/>',
                f'<w:smartTag w:uri="x" w:element="y">{run}</w:smartTag>',
                f'<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>' if not words.put else run,
                f'<w:hyperlink w:anchor="a">{run}</w:hyperlink>' if not words.put else run])
        return run


def _gone(row: TableRow) -> bool:
    return row.taken is not None and not row.taken.tracked


@cache
def _template() -> dict[str, bytes]:
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as made:
        parts = {name: made.read(name) for name in made.namelist() if "thumbnail" not in name}
    parts["_rels/.rels"] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts["_rels/.rels"])
    return parts


def packed(xml: str, saved_by: Hand, remarks: list[Remark] | None = None) -> bytes:
    """A Word file around ``xml``, the whole ``w:document``."""
    core = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties '
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<cp:lastModifiedBy>{escape(saved_by.author)}</cp:lastModifiedBy>"
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{saved_by.date}</dcterms:modified></cp:coreProperties>')
    parts = _template() | {"word/document.xml": xml.encode(), "docProps/core.xml": core.encode()}
    if remarks:
        said = "".join(f'<w:comment w:id="{number}" w:author="{escape(remark.by.author)}" w:date="{remark.by.date}">'
                       f"<w:p><w:r><w:t>{escape(remark.text)}</w:t></w:r></w:p></w:comment>"
                       for number, remark in enumerate(remarks))
        parts["word/comments.xml"] = f"<w:comments {SPACE}>{said}</w:comments>".encode()
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(b"</Relationships>", (
            b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'comments" Target="comments.xml"/></Relationships>'))
        types = "[Content_Types].xml"
        parts[types] = parts[types].replace(b"</Types>", (
            b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            b'wordprocessingml.comments+xml"/></Types>'))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()
