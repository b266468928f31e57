"""Pieces of WordprocessingML with marks of changes, as Word writes them."""
from __future__ import annotations

from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import RevisedDocument, Stream
from canevas.tools.documents.revisions.reading import read_revisions
from tests.tools.documents.made import word

WHEN = "2026-03-04T09:30:00Z"


def said(author: str = "Aïcha") -> str:
    return f'w:id="7" w:author="{author}" w:date="{WHEN}"'


def run(text: str, *, gone: bool = False) -> str:
    tag = "delText" if gone else "t"
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def put(text: str, author: str = "Aïcha") -> str:
    return f"<w:ins {said(author)}>{run(text)}</w:ins>"


def taken(text: str, author: str = "Aïcha") -> str:
    return f"<w:del {said(author)}>{run(text, gone=True)}</w:del>"


def line(*inside: str, end: str = "") -> str:
    """A paragraph; ``end`` is the mark of its end (``<w:ins …/>``)."""
    return f"<w:p><w:pPr><w:rPr>{end}</w:rPr></w:pPr>{''.join(inside)}</w:p>"


def end_put(author: str = "Aïcha") -> str:
    return f"<w:ins {said(author)}/>"


def end_taken(author: str = "Aïcha") -> str:
    return f"<w:del {said(author)}/>"


def cell(*lines: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(lines)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def read(body: str) -> RevisedDocument:
    return read_revisions(Source(word(body=body), "essai.docx"))


def stream(*lines: str) -> Stream:
    """The stream of one cell that holds these paragraphs."""
    document = read(table(row(cell(*lines))))
    return next(document.tables()).rows[0].cells[0].content
