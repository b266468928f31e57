"""Marked-up copies of one small synthesis as word processors really write them, each with what was done to it."""
from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from tests.governance.recommendations.amending.marked_table import SPACE
from tests.governance.recommendations.amending.test_places import (
    GOES_ON,
    HEAD,
    ONE,
    RESTART,
    SAVED,
    TWO,
    band,
    body_row,
    document,
)
from tests.tools.documents.made import repacked
from tests.tools.documents.revisions.marks import (
    WHEN,
    cell,
    end_put,
    end_taken,
    line,
    put,
    row,
    run,
    said,
    table,
    taken,
)

Told = tuple[Any, ...]
"""kind, section, row, column, line, before, after, author"""
A, M, S = "Aïcha", "Moussa", SAVED.author
W14, W15 = (f"http://schemas.microsoft.com/office/word/{year}/wordml" for year in (2010, 2012))
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
GENERAL, FIRST_AXIS = band("Recommandations d'ordre général"), band("Axe 1 : Opportunités")
SECOND = line(run("Doter les postes"))
CELLS_ONE = ("Peu de contacts avec la diaspora", "Nouer des liens durables", "Former les agents\nDoter les postes",
             "MI/D")
CELLS_TWO = ("Transports clandestins de nuit", "Surveiller les gares routières", "Ouvrir un guichet unique",
             "Toutes les régions")
CELLS_THREE = ("Peu de chiffres fiables", "Produire un bulletin", "Relancer les points focaux", "INS")
THREE = body_row(*CELLS_THREE)


@dataclass(frozen=True)
class Case:
    name: str
    copy: bytes
    told: tuple[Told, ...]
    base: bytes = b""
    formatting: int = 0
    dates: tuple[str, ...] | None = None


def whole(*rows: str, before: str = line(run("Réunion du 3 mars")), after: str = line(run("Fait à Niamey le 4 mars")),
          ) -> bytes:
    return document(before, table(HEAD, *rows), after)


def cells(one: tuple[str, ...], **changed: str) -> list[str]:
    """The four cells of a row, some of them (``c``, ``p``, ``s``, ``r``) with paragraphs of their own."""
    return [cell(changed[key]) if key in changed else cell(*(line(run(part)) for part in text.split("\n")))
            for key, text in zip("cpsr", one, strict=True)]


def strategies(*lines: str) -> bytes:
    """The synthesis with these paragraphs as the strategies of its first row."""
    return whole(GENERAL, row(*cells(CELLS_ONE, s="".join(lines))), FIRST_AXIS, TWO)


def paragraph(*inside: str, properties: str = "", change: str = "") -> str:
    return (f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:pPr>{properties}{change}</w:pPr>{"".join(inside)}'
            "</w:p>")


def numbered(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


def ranged(kind: str, inside: str, name: str = "move7", number: int = 3) -> str:
    return (f'<w:{kind}RangeStart w:id="{number}" w:author="{A}" w:date="{WHEN}" w:name="{name}"/>{inside}'
            f'<w:{kind}RangeEnd w:id="{number}"/>')


def carried(kind: str, text: str) -> str:
    return f"<w:{kind} {said()}>{run(text)}</w:{kind}>"


def row_of(texts: tuple[str, ...], mark: str, *, content: str = "") -> str:
    make = {"ins": put, "del": taken}.get(content, run)
    return row(*(cell(*(line(make(part)) for part in text.split("\n"))) for text in texts),
               properties=f"<w:{mark} {said()}/>")


def with_parts(content: bytes, **parts: str) -> bytes:
    """``content`` with comments, footnotes or a header beside its body."""
    rels = "word/_rels/document.xml.rels"
    related = "".join(f'<Relationship Id="rId_{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    held = zipfile.ZipFile(io.BytesIO(content)).read(rels)
    return repacked(content, add={
        rels: held.replace(b"</Relationships>", related.encode() + b"</Relationships>"),
        **{f"word/{kind}.xml": xml.encode() for kind, xml in parts.items()}})


def remarks(*said_by: tuple[str, str]) -> str:
    return f"<w:comments {SPACE}>" + "".join(
        f'<w:comment w:id="{number}" w:author="{who}" w:date="{WHEN}"><w:p xmlns:w14="{W14}" '
        f'w14:paraId="0000000{number}"><w:r><w:annotationRef/></w:r>'
        f"{run(text)}</w:p></w:comment>" for number, (who, text) in enumerate(said_by, 1)) + "</w:comments>"


def threads(answer: int, answered: int) -> str:
    """Which of the :func:`remarks` answers which, as Word keeps it beside them."""
    return (f'<w15:commentsEx xmlns:w15="{W15}"><w15:commentEx w15:paraId="0000000{answered}" w15:done="0"/>'
            f'<w15:commentEx w15:paraId="0000000{answer}" w15:paraIdParent="0000000{answered}" w15:done="0"/>'
            "</w15:commentsEx>")


def framed(note: str, header: str) -> bytes:
    return with_parts(whole(GENERAL, ONE, FIRST_AXIS, TWO), header=f"<w:hdr {SPACE}><w:p>{header}</w:p></w:hdr>",
                      footnotes=f'<w:footnotes {SPACE}><w:footnote w:id="0"><w:p/></w:footnote><w:footnote w:id="2">'
                                f"<w:p>{note}</w:p></w:footnote></w:footnotes>")


def old_date(text: str, *, attributes: str) -> str:
    return f'<w:ins w:id="2" {attributes}>{run(text)}</w:ins>'


BASE = whole(GENERAL, ONE, FIRST_AXIS, TWO)
NEW = ("Peu d'abris", "Bâtir", "Ouvrir deux abris", "MDH")
HERE = ("general", 1, "strategies")
COMMENTED = '<w:commentRangeStart w:id="1"/><w:commentRangeStart w:id="2"/>'
COMMENT_ENDS = ('<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
                '<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>')
REFORMED = f"<w:pPrChange {said()}><w:pPr/></w:pPrChange>"
BREAK = "<w:r><w:br/></w:r>"


def merged(challenge: str, below: str, priorities: str = "Lutter mieux") -> bytes:
    return document(table(HEAD, GENERAL, row(cell(challenge, properties=RESTART), *cells(CELLS_ONE)[1:]), row(
        below, *cells(("", priorities, "Agir de nuit", "DST"))[1:])))


COHESION = line(run("Renforcer la cohésion"))
MERGED = merged(COHESION, cell(line(), properties=GOES_ON))

TRACKED = (
    Case("runs cut by savings, links, smart tags, spelling and content controls", strategies(
        paragraph('<w:r w:rsidR="00F1"><w:t>For</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>'
                  '<w:t xml:space="preserve">mer </w:t></w:r><w:proofErr w:type="gramStart"/>',
                  f'<w:hyperlink w:anchor="x">{run("les ")}{taken("agents")}</w:hyperlink>'
                  '<w:bookmarkStart w:id="9" w:name="_x"/>',
                  f'<w:smartTag w:uri="u" w:element="e">{put("méde")}</w:smartTag><w:sdt><w:sdtContent>{put("cins")}'
                  '</w:sdtContent></w:sdt><w:bookmarkEnd w:id="9"/>'), SECOND),
        (("replace", *HERE, 1, "agents", "médecins", A),)),
    Case("a field within an insertion", strategies(line(
        run("Former les agents"),
        f'<w:ins {said()}><w:fldSimple w:instr=" REF a ">{run(" formés")}</w:fldSimple></w:ins>'), SECOND),
        (("insert", *HERE, 1, "", " formés", A),)),
    Case("a move between cells, its ranges closed in the next paragraph", whole(
        GENERAL, row(*cells(CELLS_ONE, s=line(
            ranged("moveFrom", carried("moveFrom", "Former les agents")).removesuffix('<w:moveFromRangeEnd w:id="3"/>'),
            end=f"<w:moveFrom {said()}/>") + line('<w:moveFromRangeEnd w:id="3"/>', run("Doter les postes")))),
        FIRST_AXIS, row(*cells(CELLS_TWO, p=line(
            ranged("moveTo", carried("moveTo", "Former les agents"), number=5), end=f"<w:moveTo {said()}/>") + line(
                run("Surveiller les gares routières"))))),
        (("move", *HERE, 1, "Former les agents", "Former les agents", A),)),
    Case("a move in which another one adds words where it arrives", whole(
        GENERAL, row(*cells(CELLS_ONE, s=line(ranged("moveFrom", carried("moveFrom", "Former les agents")),
                                              end=f"<w:moveFrom {said()}/>") + SECOND)),
        FIRST_AXIS, row(*cells(CELLS_TWO, s=line(ranged("moveTo", carried("moveTo", "Former les ") + put("bons ", M)
                                                        + carried("moveTo", "agents"), number=5),
                                                 end=f"<w:moveTo {said()}/>") + line(run(CELLS_TWO[2]))))),
        (("move", *HERE, 1, "Former les agents", "Former les agents", A),
         ("insert", "axis 1", 1, "strategies", 1, "", "bons ", M))),
    Case("two lines in one move", whole(
        GENERAL, row(*cells(CELLS_ONE, s=line(
            '<w:moveFromRangeStart w:id="3" w:name="m"/>', carried("moveFrom", "Former les agents"),
            end=f"<w:moveFrom {said()}/>") + line(carried("moveFrom", "Doter les postes"),
                                                  '<w:moveFromRangeEnd w:id="3"/>', end=f"<w:moveFrom {said()}/>")
            + line(run("Payer les relais")))),
        FIRST_AXIS, row(*cells(CELLS_TWO, s=line(
            '<w:moveToRangeStart w:id="5" w:name="m"/>', carried("moveTo", "Former les agents"),
            end=f"<w:moveTo {said()}/>") + line(carried("moveTo", "Doter les postes"), '<w:moveToRangeEnd w:id="5"/>',
                                                end=f"<w:moveTo {said()}/>") + line(run("Ouvrir un guichet unique"))))),
        (("move", *HERE, 1, "Former les agents\nDoter les postes", "Former les agents\nDoter les postes", A),),
        base=strategies(line(run("Former les agents")), SECOND, line(run("Payer les relais")))),
    Case("a paragraph split and the next end taken", strategies(
        line(run("Former "), end=end_put()), line(run("les agents"), end=end_taken()), SECOND),
        (("split", *HERE, 1, "Former les agents", "Former \nles agents", A),
         ("merge", *HERE, 1, "Former les agents\nDoter les postes", "Former les agentsDoter les postes", A))),
    Case("a whole cell written anew", strategies(
        line(taken("Former les agents"), end=end_taken()), line(taken("Doter les postes"), put("Tout reprendre"))),
        (("replace", *HERE, 1, "Former les agents", "Tout reprendre", A),
         ("delete", *HERE, 2, "Doter les postes", "", A))),
    Case("rows put and taken without a mark in their cells", whole(
        GENERAL, row_of(CELLS_ONE, "del"), row_of(NEW, "ins"), FIRST_AXIS, TWO),
        (("row-delete", "general", 1, None, None, "\t".join(CELLS_ONE), "", A),
         ("row-insert", "general", 1, None, None, "", "\t".join(NEW), A))),
    Case("a row cut and put elsewhere, told as Word tells it", whole(
        GENERAL, row_of(CELLS_THREE, "ins", content="ins"), ONE, TWO,
        row_of(CELLS_THREE, "del", content="del")),
        (("row-insert", "general", 1, None, None, "",
          "\t".join(CELLS_THREE), A),
         ("row-delete", "general", 3, None, None,
          "\t".join(CELLS_THREE), "", A)),
        base=whole(GENERAL, ONE, TWO, THREE)),
    Case("a row by one, taken by another", whole(GENERAL, ONE, row(
        *(cell(line(f"<w:ins {said()}>{taken(text, M)}</w:ins>")) for text in NEW),
        properties=f"<w:ins {said()}/><w:del {said(M)}/>"), FIRST_AXIS, TWO),
        (("row-insert", "general", 2, None, None, "", "\t".join(NEW), A),
         ("row-delete", "general", 2, None, None, "\t".join(NEW), "", M))),
    Case("a new section with its band and its row", whole(
        GENERAL, ONE, FIRST_AXIS, TWO, row(cell(line(put("Axe 2 : Protection")), properties='<w:gridSpan w:val="4"/>'),
                                           properties=f"<w:ins {said()}/>"), row_of(NEW, "ins", content="ins")),
        (("row-insert", "axis 2", None, None, None, "", "Axe 2 : Protection", A),
         ("row-insert", "axis 2", 1, None, None, "", "\t".join(NEW), A))),
    Case("a cell taken", whole(GENERAL, row(*cells(CELLS_ONE)[:3], cell(
        line(run("MI/D")), properties=f"<w:cellDel {said()}/>")), FIRST_AXIS, TWO),
        (("delete", "general", 1, "responsible", 1, "MI/D", "", A),)),
    Case("a cell put beside the others", whole(GENERAL, row(*cells(CELLS_ONE), cell(
        line(put("2027")), properties=f"<w:cellIns {said()}/>")), FIRST_AXIS, TWO),
        (("insert", "general", 1, None, 1, "", "2027", A),)),
    Case("cells merged with a mark", whole(GENERAL, row(cell(
        line(run(CELLS_ONE[0])), properties=f'<w:cellMerge {said()} w:vMerge="rest"/>'), *cells(CELLS_ONE)[1:]),
        FIRST_AXIS, TWO), (), formatting=1),
    Case("a challenge merged over its rows", merged(
        line(run("Renforcer la "), taken("cohésion"), put("paix")), cell(line(), properties=GOES_ON)),
        (("replace", "general", 1, "challenge", 1, "cohésion", "paix", A),), base=MERGED),
    Case("words in the hidden part of a merged cell", merged(
        COHESION, cell(line(put("et la paix")), properties=GOES_ON)),
         (("insert", "general", 2, "challenge", 1, "", "et la paix", A),), base=MERGED),
    Case("another list, and a line in it", strategies(
        paragraph(run("Former les agents"), properties=numbered(2), change=REFORMED),
        line(put("Nommer un juge"), end=end_put()), SECOND),
        (("insert", *HERE, 2, "", "Nommer un juge", A),), formatting=1),
    Case("tabs and line breaks put", strategies(line(
        run("Former"), f"<w:ins {said()}><w:r><w:tab/><w:t>vite</w:t><w:br/><w:t>et bien</w:t></w:r></w:ins>",
        run(" les agents")), SECOND), (("insert", *HERE, 1, "", "\tvite\net bien", A),)),
    Case("a line break taken", strategies(line(
        run("Former"), f"<w:del {said()}>{BREAK}</w:del>", put(" "), run("les agents")), SECOND),
        (("replace", *HERE, 1, "\n", " ", A),), base=strategies(line(run("Former"), BREAK, run("les agents")), SECOND)),
    Case("dates without zone, with one, none; no author", strategies(
        line(run("Former les "), f'<w:del w:id="1" w:author="X">{run("agents", gone=True)}</w:del>', run(" "), old_date(
            "ici", attributes='w:author="" w:date="2026-03-04T09:30:00+01:00"')),
        line(old_date("Bien ", attributes='w:date="2026-03-04T09:30:00"'), run("Doter les postes"))),
        (("delete", *HERE, 1, "agents", "", "X"), ("insert", *HERE, 1, "", "ici", ""),
         ("insert", *HERE, 2, "", "Bien ", "")), base=strategies(line(run("Former les agents ")), SECOND),
        dates=("", "2026-03-04T09:30:00+01:00", "2026-03-04T09:30:00")),
    Case("one takes what another puts, a third adds", strategies(line(
        run("Former les "), put("nouveaux "), f"<w:ins {said()}>{taken('petits ', M)}</w:ins>",
        put("et vieux ", "Fati"), put("chefs et "), run("agents")), SECOND),
        (("insert", *HERE, 1, "", "nouveaux petits chefs et ", A), ("delete", *HERE, 1, "petits ", "", M),
         ("insert", *HERE, 1, "", "et vieux ", "Fati"))),
    Case("two authors on one word", strategies(line(
        run("Former les "), taken("agents"), put("juges"), put("maires", M)), SECOND),
        (("replace", *HERE, 1, "agents", "juges", A), ("insert", *HERE, 1, "", "maires", M))),
    Case("only the form of paragraphs, runs, table and page", document(
        paragraph('<w:r><w:rPr><w:b/>', f'<w:rPrChange {said()}><w:rPr/></w:rPrChange></w:rPr>'
                  '<w:t>Réunion du 3 mars</w:t></w:r>', change=REFORMED),
        table(HEAD, GENERAL, ONE, FIRST_AXIS, TWO).replace(
            "<w:tblPr/>", f"<w:tblPr><w:tblPrChange {said()}><w:tblPr/></w:tblPrChange></w:tblPr>"),
        paragraph(run("Fait à Niamey le 4 mars"),
                  change=f"<w:sectPr><w:sectPrChange {said()}><w:sectPr/></w:sectPrChange></w:sectPr>")),
        (), formatting=4),
    Case("paragraphs around the table", whole(
        GENERAL, ONE, FIRST_AXIS, TWO, before=line(put("Cadre de concertation"), end=end_put()) + line(
            run("Réunion du "), taken("3"), put("5"), run(" mars")),
        after=line(run("Fait à Niamey"), end=end_put()) + line(run(" le 4 mars"))),
        (("insert", "text", None, None, 1, "", "Cadre de concertation", A),
         ("replace", "text", None, None, 1, "3", "5", A),
         ("split", "text", None, None, 2, "Fait à Niamey le 4 mars", "Fait à Niamey\n le 4 mars", A))),
    Case("a footnote and the header of the page", framed(
        run("Voir la ") + put("bonne ") + run("loi"), run("Comité") + put(" élargi")),
        (("insert", "text", None, None, 4, "", "bonne ", A), ("insert", "text", None, None, 5, "", " élargi", A)),
        base=framed(run("Voir la loi"), run("Comité"))),
    Case("a remark over two cells, with its answer", with_parts(whole(GENERAL, row(
        cells(CELLS_ONE)[0], cell(line(run("Nouer des "), COMMENTED, run("liens durables"))),
        cell(line(run("Former les agents"), COMMENT_ENDS), SECOND), cells(CELLS_ONE)[3]), FIRST_AXIS, TWO),
        comments=remarks((M, "Qui paie ?"), (A, "Le budget.")), commentsExtended=threads(2, 1)),
        (("comment", "general", 1, "priorities", 1, "liens durables\nFormer les agents", "Qui paie ?", M),
         ("comment", "general", 1, "priorities", 1, "liens durables\nFormer les agents", "Le budget.", A))),
    Case("the title of a band", whole(GENERAL, ONE, row(cell(
        line(run("Axe 1 : "), taken("Opportunités"), put("Atouts")), properties='<w:gridSpan w:val="4"/>')), TWO),
        (("replace", "axis 1", None, None, 1, "Opportunités", "Atouts", A),)),
)
UNTRACKED = (
    Case("some accepted already, more marked", strategies(
        line(run("Former vite les "), put("bons "), run("agents")),
        line(run("Doter et équiper les "), taken("postes"))),
        (("insert", *HERE, 1, "", "vite", S), ("insert", *HERE, 2, "", "et équiper", S),
         ("insert", *HERE, 1, "", "bons ", A), ("delete", *HERE, 2, "postes", "", A))),
    Case("an older version, with marks", whole(
        GENERAL, row(*cells(CELLS_ONE, s=line(run("Former les agents "), put("civils")) + SECOND)), FIRST_AXIS, TWO),
        (("delete", *HERE, 1, "tous", "", S), ("delete", *HERE, 3, "Nommer un juge", "", S),
         ("insert", *HERE, 1, "", "civils", A)),
        base=strategies(line(run("Former tous les agents ")), SECOND, line(run("Nommer un juge")))),
    Case("one table in several, bands as tables, other lists, no ids", document(
        line(run("Réunion du 3 mars")), table(HEAD, GENERAL, row(*cells(CELLS_ONE, s=paragraph(
            run("Former les agents"), properties=numbered(4)) + paragraph(run("Doter les postes et les relais"),
                                                                          properties=numbered(4))))),
        line(), table(FIRST_AXIS), table(TWO, body_row(*NEW)), line(run("Fait à Niamey le 4 mars"))),
        (("insert", *HERE, 2, "", "et les relais", S),
         ("row-insert", "axis 1", 2, None, None, "", "\t".join(NEW), S)), formatting=1),
    Case("rows in another order, one of them changed", whole(
        GENERAL, THREE, ONE, row(*cells(CELLS_TWO, p=line(run("Surveiller les gares"))))),
        (("move", "general", 3, None, None, *["\t".join(CELLS_THREE)] * 2, S),
         ("delete", "general", 2, "priorities", 1, "routières", "", S)), base=whole(GENERAL, ONE, TWO, THREE)),
    Case("a new section", whole(GENERAL, ONE, FIRST_AXIS, TWO, band("Axe 2 : Protection"), body_row(*NEW)),
         (("row-insert", "axis 2", None, None, None, "", "Axe 2 : Protection", S),
          ("row-insert", "axis 2", 1, None, None, "", "\t".join(NEW), S))),
    Case("a merged challenge that another program repeats", merged(
        COHESION, cell(COHESION), "Lutter moins"),
        (("replace", "general", 2, "priorities", 1, "mieux", "moins", S),), base=MERGED, formatting=1),
    Case("an accepted row and marks in the next", whole(GENERAL, ONE, THREE, row(*cells(
        CELLS_TWO, c=line(run("Transports "), taken("clandestins "), run("de nuit"))))),
        (("row-insert", "general", 2, None, None, "",
          "\t".join(CELLS_THREE), S),
         ("delete", "general", 2, "challenge", 1, "clandestins ", "", A)), base=whole(GENERAL, ONE, TWO)),
    Case("a footnote and the header of the page, not marked", framed(run("Voir toute la loi"), run("Comité élargi")),
         (("insert", "text", None, None, 4, "", "toute", S), ("insert", "text", None, None, 5, "", "élargi", S)),
         base=framed(run("Voir la loi"), run("Comité"))),
)
