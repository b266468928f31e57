"""The Word file of a version."""
from __future__ import annotations

import re
import unicodedata

from canevas.governance.concertation.queries import official
from canevas.governance.syntheses.export.apart import STAGES
from canevas.governance.syntheses.export.sealed import plan_properties
from canevas.governance.syntheses.export.table_word import DIGEST, SYNTHESIS_ID, VERSION_NUMBER, synthesis_word
from canevas.governance.syntheses.models import Version
from canevas.governance.syntheses.queries.reading import table_of

_NOT_IN_NAMES = re.compile(r"[^\w.-]+", re.ASCII)


def version_word(version: Version) -> official.OfficialFile:
    """The table of ``version`` in the official layout, under the letterhead of the body. Raises ``TemplateFault``."""
    synthesis = version.synthesis
    head = official.letterhead_of(official.template_for(synthesis.body))
    table, standing = table_of(version), standing_of(version)
    content = synthesis_word(
        table, title=synthesis.title, standing=standing,
        letterhead={"pays": head.country, "devise": head.motto, "lignes": list(head.lines)},
        properties={SYNTHESIS_ID: str(synthesis.uid), VERSION_NUMBER: str(version.number), DIGEST: version.digest,
                    **plan_properties(table, [head.country.upper(), head.motto, *(one.upper() for one in head.lines),
                                              synthesis.title, standing])})
    return official.OfficialFile(f"{file_stem(version)}.docx", content, official.CONTENT_TYPES["docx"])


def standing_of(version: Version) -> str:
    """« Version 2, étape technique, figée le 28/07/2022 »: French, because the document is."""
    day = f"figée le {version.frozen_at:%d/%m/%Y}" if version.frozen_at else "projet"
    return f"Version {version.number}, étape {STAGES[version.stage]}, {day}"


def file_stem(version: Version) -> str:
    """« Synthese-de-la-8e-session_v2 »."""
    plain = unicodedata.normalize("NFKD", version.synthesis.title).encode("ascii", "ignore").decode()
    return f"{_NOT_IN_NAMES.sub('-', plain).strip('-')[:60] or 'Synthese'}_v{version.number}"
