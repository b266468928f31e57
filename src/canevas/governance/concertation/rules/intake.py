"""From bytes to lines: everything about a file's way in that needs no database, so that it can run in any process."""
from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from canevas.governance.concertation.rules.lines import Draft, Kind, carry_marks, draft_minutes
from canevas.governance.concertation.rules.minutes import NotMinutes
from canevas.governance.concertation.rules.organisation_sheet import ReadSheet, is_sheet, read_sheet
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.nodes import Document, DocumentRefused, Node
from canevas.tools.documents.packing import PackedDocument
from canevas.tools.documents.reading import ReadingLimits, read_document
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary, load_vocabulary

DOCUMENT_ID = "canevas-id"
"""Name of the property under which our own exported files say which session they were made from."""


@dataclass(slots=True)
class Reading:
    """What became of one file: ``lines`` with its tree, or ``error`` (a sentence) with its ``code``."""

    name: str
    sha256: str
    kind: Literal["minutes", "synthesis", "sheet"] = "minutes"
    document: Document | PackedDocument | None = None
    lines: list[Draft] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    document_id: str = ""
    error: str = ""
    code: str = ""
    sheet: ReadSheet | None = None
    """What a sheet of an organisation that came back says; it has no lines."""


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_intake(name: str, content: bytes, *, vocabulary: Vocabulary | None = None,
                limits: ReadingLimits | None = None) -> Reading:
    """Read and understand one file.

    Never raises for what the file is: a refusal gives a :class:`Reading` with its error.
    """
    out = Reading(name, fingerprint(content))
    try:
        document = read_document(content, name, limits=limits)
        if is_sheet(document):
            out.kind, out.document, out.sheet = "sheet", document, read_sheet(document)
            return out
        read = read_minutes(document, vocabulary or load_vocabulary())
    except DocumentRefused as refusal:
        out.error, out.code = str(refusal), refusal.code
        return out
    except NotMinutes as refusal:
        out.error, out.code = str(refusal), "not-minutes"
        return out
    except (Exception, RecursionError) as fault:  # a fault of ours: said, named, and the other files go on
        out.error, out.code = unreadable(name, fault), "fault"
        return out
    nodes = document.nodes()
    out.kind, out.document, out.notices = read.kind, document, document.notices
    out.document_id = document.metadata.get(DOCUMENT_ID, "").strip()[:64]
    out.lines = draft_minutes(read)
    carry_marks(out.lines, nodes)
    write_quantifiers(out.lines, nodes)
    return out


def unreadable(name: str, fault: BaseException) -> str:
    return say("“%(name)s” could not be understood because of a fault of the program (%(fault)s). "
               "The file was left out; send it to whoever maintains Canevas.", name=name, fault=type(fault).__name__)


def write_quantifiers(lines: list[Draft], nodes: dict[str, Node]) -> None:
    """Regions understood as "*" say again what was written ("Toutes les régions")."""
    for top in lines:
        for line in top.walk():
            if line.kind is not Kind.REGION or line.text != "*":
                continue
            written = [nodes[passage.node].text[passage.start:passage.end] for passage in line.passages
                       if passage.node in nodes]
            line.value["text"] = " ".join(written).strip() or "Toutes les régions"
            line.value["all"] = True
