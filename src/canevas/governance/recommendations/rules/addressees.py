"""To whom a heading addresses its recommendations: "A l'endroit de l'Etat :", "Aux partenaires techniques"."""
from __future__ import annotations

import re
from dataclasses import dataclass

from canevas.tools.text.folding import fold

_KINDS = (
    ("local", re.compile(r"\b(?:collectivites?|communes?|communa(?:l|le|les|ux)|maires?|mairies?|elus? loca(?:l|ux)"
                         r"|autorites locales|ct\b)")),
    ("regional", re.compile(r"\b(?:regiona(?:l|le|les|ux)|gouvernorats?|gouverneurs?|regions?|prefets?|prefectures?"
                            r"|autorites administratives|drecm|crcm)\b")),
    ("partners", re.compile(r"\b(?:partenaires?|ptfs?|bailleurs?|donateurs?|ong|ongs|agences?|nations unies|snu|oim|iom"
                            r"|hcr|unhcr|union europeenne|ue)\b")),
    ("state", re.compile(r"\b(?:etat|gouvernement|ministeres?|pouvoirs publics|autorites (?:nationales|nigeriennes)"
                         r"|parlement|assemblee nationale|secretariat permanent)\b")),
)
_LEAD = re.compile(r"\W*(?:(?:[ivx]{1,4}|\d{1,2}|[a-h])(?:\.\d{1,2})?\s?[.)/-]+\s*)?(?:les )?"
                   r"(?:(?:recommandations?|suggestions?|propositions?) )?(?:(?:formulees?|adressees?|faites) )?")
_TO = re.compile(r"(?:a|pour|en) (?:l'|la )?(?:endroit|attention|intention|adresse|egard|direction|destination)"
                 r" (?:de(?: la| l'|s)?|du|d')\s?|(?:au niveau|vis-a-vis) (?:de(?: la| l'|s)?|du|d')\s?"
                 r"|(?:aux?|a la|a l'|a|pour (?:les?|la|l')|pour|les?|la|l'|des|du|de la|de l')\s?|")
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class AddresseeHeading:
    """Who is addressed: ``text[start:end]``, ``kind`` as :func:`addressee_kind` gives it; ``body`` is where the
    recommendation begins that stands in the same line, or the text's length."""

    kind: str
    start: int
    end: int
    body: int


def addressee_kind(text: str) -> str:
    """``state``, ``local``, ``regional``, ``partners``, ``other``; "" where nobody is addressed. Of several, the one
    that is named first counts."""
    folded = fold(text).strip()
    if not folded:
        return ""
    named = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(folded))]
    return min(named)[1] if named else "other"


def read_addressee_heading(text: str) -> AddresseeHeading | None:
    """The heading that opens ``text``, or ``None``.

    It says "à l'endroit de …" (anybody may follow), or only "Aux partenaires :", "L'Etat :" (then the addressee must be
    of a known kind, and nothing but a colon may part it from what follows).
    """
    folded = fold(text)
    lead = _LEAD.match(folded)
    start = lead.end() if lead else 0
    to = _TO.match(folded, start)
    assert to is not None  # the pattern accepts an empty text
    colon = folded.find(":", to.end())
    end = colon if colon >= 0 else len(folded.rstrip(" .;,-\n"))
    who = folded[to.end():end].strip()
    explicit = bool(re.match(r"(?:a|pour|en) (?:l'|la )?[a-z]{6,}|au niveau|vis-a-vis", to[0]))
    if not who or end > _LONGEST or end <= to.end() or ";" in who or "." in who:
        return None
    if not explicit and (addressee_kind(who) == "other" or not _opens_kind(who) or (colon < 0 and not to[0].strip())):
        return None
    if not explicit and len(who.split()) > 7:
        return None
    length = len(text[to.end():end].rstrip())
    return AddresseeHeading(addressee_kind(who), to.end(), to.end() + length, _body(folded, colon))


def _opens_kind(who: str) -> bool:
    """The addressee's kind is told by its first words: "partenaires techniques", not "renforcer les partenaires"."""
    first = min((match.start() for _kind, pattern in _KINDS if (match := pattern.search(who))), default=len(who))
    return len(who[:first].split()) <= 2 and not re.match(r"[a-z]{3,}(?:er|ir|re)\b", who)


def _body(folded: str, colon: int) -> int:
    if colon < 0:
        return len(folded)
    return colon + 1 + len(folded[colon + 1:]) - len(folded[colon + 1:].lstrip())
