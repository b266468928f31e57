"""Minutes and versions as Akoma Ntoso files."""
from __future__ import annotations

from typing import Any

from django.utils import timezone

from canevas.governance.concertation.queries import official
from canevas.governance.syntheses.export.akoma import CONTENT_TYPE, Identity, minutes_akn, synthesis_akn
from canevas.governance.syntheses.export.apart import apart_words
from canevas.governance.syntheses.models import Version
from canevas.governance.syntheses.queries.files import file_stem, standing_of
from canevas.governance.syntheses.queries.retaining import retained_of


def version_akn(version: Version) -> official.OfficialFile:
    """A version of a synthesis; a frozen one bears its seal as another name."""
    synthesis = version.synthesis
    written = timezone.localtime(version.frozen_at or version.made_at).date()
    session = synthesis.session
    day = session.date if session and session.date else timezone.localtime(synthesis.created_at).date()
    standing = retained_of(version)
    content = synthesis_akn(standing.table, Identity(
        "synthese", str(synthesis.uid), synthesis.title, synthesis.body.name, day, written, version.number,
        standing_of(version), (("empreinte-sha256", version.digest),) if version.digest else ()),
        apart_words(standing.apart))
    return official.OfficialFile(f"{file_stem(version)}.akn.xml", content, CONTENT_TYPE)


def minutes_file(session: Any) -> official.OfficialFile:
    """The minutes of a session that its reader may see."""
    form = official.session_form(session)
    made = timezone.localtime(session.created_at).date()
    content = minutes_akn(form, Identity("compte-rendu", str(session.uid), form["titre"], session.body.name,
                                         session.date or made, timezone.localdate()))
    return official.OfficialFile(official.file_name(session, "docx").removesuffix("docx") + "akn.xml", content,
                                 CONTENT_TYPE)
