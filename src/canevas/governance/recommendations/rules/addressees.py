"""To whom a heading addresses its recommendations."""
from __future__ import annotations

import re

from canevas.tools.text.normalise import fold

_KINDS = (
    ("local", re.compile(r"\b(collectivites?|communes?|maires?|mairies?|elus? loca(l|ux)|conseils? communa(l|ux))\b")),
    ("regional", re.compile(r"\b(regiona(l|le|les|ux)|gouvernorats?|gouverneurs?|regions?|prefets?)\b")),
    ("partners", re.compile(r"\b(partenaires?|ptfs?|bailleurs?|ong|agences?|nations unies|snu|oim|iom|hcr|unhcr)\b")),
    ("state", re.compile(r"\b(etat|gouvernement|ministeres?|pouvoirs publics|autorites nationales)\b")),
)


def addressee_kind(text: str) -> str:
    """``state``, ``local``, ``regional``, ``partners``, ``other``; "" where nobody is addressed."""
    folded = fold(text)
    if not folded:
        return ""
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), "other")
