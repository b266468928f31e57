"""The papers of a stage as files."""
from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.db.models import Q

from canevas.governance.concertation.queries import official
from canevas.governance.syntheses.export.pack_excel import pack_excel
from canevas.governance.syntheses.export.pack_pdf import note_pdf, pack_pdf
from canevas.governance.syntheses.export.pack_word import pack_word
from canevas.governance.syntheses.export.pack_words import whole_words
from canevas.governance.syntheses.export.table_word import synthesis_word
from canevas.governance.syntheses.models import Version
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.files import file_stem
from canevas.governance.syntheses.queries.pack import Pack, pack_of

Kind = Literal["docx", "pdf", "xlsx", "note"]
KINDS: tuple[Kind, ...] = ("docx", "pdf", "xlsx", "note")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def pack_file(user: Any, version: Version, kind: Kind, recipient: Any = None) -> official.OfficialFile:
    """The papers in one form. Raises ``PdfFault`` or ``TemplateFault``, each a sentence."""
    pack = pack_of(user, version, recipient)
    words = whole_words(pack)
    stem = f"Dossier_{file_stem(version)}{f'_{recipient.code}' if recipient else ''}"
    match kind:
        case "pdf":
            return official.OfficialFile(f"{stem}.pdf", pack_pdf(words), official.CONTENT_TYPES["pdf"])
        case "note":
            return official.OfficialFile(f"Note_{stem}.pdf", note_pdf(words), official.CONTENT_TYPES["pdf"])
        case "xlsx":
            return official.OfficialFile(f"{stem}.xlsx", pack_excel(words), XLSX)
        case "docx":
            return official.OfficialFile(f"{stem}.docx", pack_word(_table(pack), words),
                                         official.CONTENT_TYPES["docx"])


def _table(pack: Pack) -> bytes:
    """The official table; it bears no seal, for the file is more than the version."""
    head = pack.letterhead
    return synthesis_word(pack.table, title=pack.synthesis.title, standing=pack.standing, letterhead={
        "pays": head.country, "devise": head.motto, "lignes": list(head.lines)}, properties={})


def packs_named(user: Any, named: str) -> list[Version]:
    """The last frozen version of each synthesis that ``user`` sees and that has this identifier, or these words in its
    title."""
    try:
        wanted = Q(uid=UUID(named))
    except ValueError:
        wanted = Q(title__icontains=named)
    last = (visible.versions(user, one).exclude(frozen_at=None).select_related(
        "synthesis__body", "synthesis__session__body").last() for one in visible.syntheses(user).filter(wanted))
    return [one for one in last if one is not None]
