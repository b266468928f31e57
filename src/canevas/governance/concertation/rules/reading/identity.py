"""Which body met, at its which session, and at what stage."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from canevas.governance.concertation.rules.reading.header import Header
from canevas.governance.concertation.rules.reading.lines import Line, Span
from canevas.governance.concertation.rules.reading.wrapping import joined
from canevas.tools.documents.found import Found, Passage
from canevas.tools.text.numbers import ORDINAL, ordinal
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_SUBJECT = r"(?:sur|pour|de|en matiere de|des)?\s*(?:la|les)?\s*(?:questions? (?:de|des)\s+)?migrations?"
_LONG = {
    "GTM": rf"groupes?\s+(?:technique|thematique|de travail)(?:\s+(?:de travail|technique|thematique|"
    rf"regional))*\s*{_SUBJECT}(?:\s*\(\s*g[tm]{{2}}\s*\))?",
    "CRCM": rf"(?:cadre\s+regional\s+de\s+concertation|"
    rf"cadre\s+de\s+concertation\s+regional)\s*{_SUBJECT}(?:\s*\(\s*crcm\s*\))?",
}
_FAMILY = {"gtm": "GTM", "gmt": "GTM", "crcm": "CRCM", "orm": "ORM"}
_FAMILIES = [
    *((family, re.compile(rf"\b{short}s?\b")) for short, family in _FAMILY.items()),
    *((family, re.compile(rf"\b{long}")) for family, long in _LONG.items()),
]
_LINK = re.compile(
    r"\s*(?:(?:[-–/_]|,)\s*|\(\s*|\s(?:de la region\s+(?:de |d')|region (?:de |d')|de |d'|a )?)\s*"
)
_CCM = re.compile(rf"\bccm\b|\bcadre\s+(?:national\s+)?de\s+concertation\s*{_SUBJECT}")
_KNOWN_FAMILY = re.compile("|".join([*_LONG.values(), r"cadre (?:national )?de concertation (?:sur|pour|de)"]))
_TITLE_BODY = re.compile(
    r"\b(?P<body>(?:comite|commission|observatoire|cluster|sous[- ]cluster|plateforme|groupe|"
    r"cadre|conseil|coordination|cellule|task ?force|reseau|forum|secretariat permanent|"
    r"inter[- ]?cluster|"
    r"sous[- ]groupe|comission|collectif|consortium|assemblee generale|"
    r"conseil d'administration)\b(?:\s+(?!(?:a|ont|s'est|se|tenue?|du \d|le \d|en date|lors|"
    r"qui|du (?:lundi|mardi|mercredi|jeudi|vendredi|samedi))\b)[^\s,.;:()]+){0,14})"
)
_MEETING_TITLE = re.compile(
    r".*?\b(?<!salle de )(?<!salles de )(?:reunion|rencontre|session|seance|compte[- ]rendu|proces[- ]verbal|"
    r"rapport)\b.{0,60}?\b(?:du|de la|de l'|des|d'|le|la|l')\s*"
)
_STAGES = (
    ("preparatory", r"preparatoires?"),
    ("technical", r"techniques?"),
    ("political", r"politiques?"),
    ("relocated", r"delocalisee?s?"),
    ("extraordinary", r"extraordinaires?|d'urgence"),
    (
        "ordinary",
        r"ordinaires?|statutaires?|mensuelle|"
        r"trimestrielle|periodique",
    ),
)
_HELD_ELSEWHERE = (("relocated", rf"(?:reunion|rencontre|session|seance)s? {_STAGES[3][1]}"),)
_MEETING = r"(?:reunions?|rencontres?|sessions?|etapes?|instances?|phases?|assises?|seances?|niveau)"
_SESSION = re.compile(
    rf"(?P<ordinal>{ORDINAL})\s+(?:[a-z]+\s+){{0,2}}?(?:session|reunion|rencontre|edition|seance|"
    rf"assise|conference)\b"
    rf"|\b(?:session|reunion|rencontre|seance)\s+(?:ordinaire\s+|"
    rf"extraordinaire\s+)?n\s?[°o]\s*(?P<number>\d{{1,3}})\b(?!\s*/)"
    rf"|\b(?P<before>{ORDINAL})\s+(?:session|reunion)\b"
)


@dataclass
class Places:
    """The lines of the document by the weight of what they say of its identity."""

    title: list[Line]
    opening: list[Line]
    rest: list[Line]
    signature: Span | None


def with_wrapped_names(titles: list[Line]) -> list[Line]:
    """``titles``, and whole the name of a framework that a narrow title parts ("… DU CADRE", "REGIONAL DE …")."""
    whole = []
    for last, line in pairwise(titles):
        if _shouted(last) and _shouted(line) and not last.text.rstrip().endswith((".", ":")):
            both = joined(last, line)
            for pattern in _LONG.values():
                match = re.search(pattern, both.folded)
                if match and match.start() < len(last.text) < match.end():
                    whole.append(both)
    return [*titles, *whole]


def _shouted(line: Line) -> bool:
    """In capitals, but for a few letters ("7ème")."""
    letters = [letter for letter in line.text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def read_body(places: Places, header: Header, metadata: dict[str, str], vocabulary: Vocabulary) -> Found[str] | None:
    """The body, by its common short name ("GTM-Tahoua", "CCM"), else by the name in the title."""
    votes: dict[str, float] = defaultdict(float)
    seen: dict[str, list[Passage]] = {}
    for lines, weight in ((places.title, 20.0), (places.opening, 8.0), (places.rest, 1.0)):
        for line in lines:
            _vote(Span(line, 0, len(line.text)), weight, votes, seen, vocabulary)
    for span in header.values.get("body", []):
        _vote(span, 30, votes, seen, vocabulary)
    for kind, value in metadata.items():
        for name, _, _ in _mentions(value, vocabulary):
            votes[name] += 8 if kind in ("header", "footer") else 3
    other = _other_body(places, header)
    named = header.values.get("body")
    if other and named and not any(_mentions(span.text, vocabulary) for span in named):
        return other  # "Instance : Commission des flux" is a plain answer, whoever's letterhead stands above it
    titled = _family_with_region(Places(places.title, [], [], None), vocabulary)
    if titled and (other is None or other.confidence < 0.9) and max(votes.values(), default=0) < 8:
        return titled
    if other and max(votes.values(), default=0) < (20 if other.confidence >= 0.9 else 8):
        return other
    if max(votes.values(), default=0) < 8 and (family := _family_with_region(places, vocabulary)):
        return family
    if not votes:
        return other
    regional = {name: vote for name, vote in votes.items() if name != "CCM"}
    best = max(regional or votes, key=lambda name: (regional or votes)[name])
    if "CCM" in votes and (votes["CCM"] > votes[best] * 1.5 or votes[best] < 8 <= votes["CCM"]):
        best = "CCM"
    return _judged(best, votes, seen)


def _judged(best: str, votes: dict[str, float], seen: dict[str, list[Passage]]) -> Found[str]:
    rival = max((vote for name, vote in votes.items() if name not in (best, "CCM")), default=0.0)
    if votes[best] >= 8 and rival < votes[best] / 2:
        return Found(best, seen.get(best, []), 1.0)
    if votes[best] >= 8:
        return Found(best, seen.get(best, []), 0.7, say("Several bodies are named at the head of the document."))
    return Found(
        best,
        seen.get(best, []),
        0.7 if votes[best] > rival else 0.5,
        say("The body is not named at the head of the document: the one that the text names most is taken."),
    )


def _vote(
    span: Span, weight: float, votes: dict[str, float], seen: dict[str, list[Passage]], vocabulary: Vocabulary
) -> None:
    for name, start, end in _mentions(span.text, vocabulary, span.folded):
        votes[name] += weight
        seen.setdefault(name, span.part(start, end).passages())


def _mentions(text: str, vocabulary: Vocabulary, folded: str | None = None) -> list[tuple[str, int, int]]:
    """Bodies named in ``text`` with the territory that they are of: (short name, start, end)."""
    low = folded if folded is not None and len(folded) == len(text) else text.lower()
    found: list[tuple[str, int, int]] = []
    named = [(family, match) for family, pattern in _FAMILIES for match in pattern.finditer(low)]
    territories = vocabulary.find_territories(text) if named else []
    for family, match in named:
        after = [
            place
            for place in territories
            if 0 <= place.start - match.end() < 40 and _LINK.fullmatch(low[match.end() : place.start] or " ")
        ]
        if after and after[0].candidates:
            found.append((f"{family}-{after[0].candidates[0].label}", match.start(), after[0].end))
    found += [("CCM", match.start(), match.end()) for match in _CCM.finditer(low)]
    return found


def _other_body(places: Places, header: Header) -> Found[str] | None:
    """A body of another kind (an observatory, a commission, a cluster): by its name in the title or the opening."""
    for span in header.values.get("body", []):
        return span.said(0.95)
    candidates: list[tuple[int, Found[str]]] = []
    told = " ".join(line.folded for line in places.opening)
    for lines, confidence in ((places.title, 0.9), (places.opening, 0.8)):
        for line in lines:
            whole = _after_meeting(line)
            if match := _TITLE_BODY.search(line.folded, whole.start):
                own = Span(line, *match.span("body")).strip(" -–,")
                if _KNOWN_FAMILY.match(own.folded):
                    continue
                met = bool(_MEETING_TITLE.match(line.folded[: own.start]))
                if len(own.text.split()) > 1 and (whole.start == own.start or met or confidence < 0.9):
                    weight = 2 * (lines is places.title and own.folded in told) + 2 * met + (lines is places.title)
                    candidates.append((weight, own.said(confidence)))
    return max(candidates, key=lambda pair: pair[0])[1] if candidates else None


_NAMED_BODY = re.compile(r"\b(?:cluster|comite|commission|observatoire|plateforme|groupe|cadre|cellule|gtm|crcm)\b")


def _after_meeting(line: Line) -> Span:
    """ "Réunion de coordination – Cluster Protection": what stands after the dash, else the line."""
    whole = line.whole
    match = re.match(r"(?:compte[- ]rendu\b.{0,20}\b)?(?:reunion|rencontre)\b[^–—:-]{0,40}\s[–—:-]\s+", whole.folded)
    return whole.part(match.end()) if match and not _NAMED_BODY.search(match[0]) else whole


def _family_with_region(places: Places, vocabulary: Vocabulary) -> Found[str] | None:
    """ "CADRE REGIONAL DE CONCERTATION SUR LA MIGRATION" under "REGION DE ZINDER"."""
    lines = [*places.title, *places.opening]
    family = next(
        (
            name
            for line in lines
            for name, long in _LONG.items()
            if re.search(rf"\b{long}|\b{name.lower()}\b", line.folded)
        ),
        None,
    )
    if family is None:
        return None
    for line in lines:
        for mention in vocabulary.find_territories(line.text):
            if mention.candidates and mention.candidates[0].kind == "region":
                return Span(line, mention.start, mention.end).found(
                    f"{family}-{mention.candidates[0].label}", 0.8, say("The body and its region are named apart.")
                )
    return None


def read_session(places: Places, header: Header) -> Found[int] | None:
    """The ordinal of the session; that of another meeting ("depuis la 3ème réunion") is only taken from the head."""
    for span in header.values.get("session", []):
        match = re.search(rf"{ORDINAL}|\b\d{{1,3}}\b", span.folded)
        if match and (value := ordinal(match[0])):
            return span.part(*match.span()).found(value)
    for lines, confidence in ((places.title, 1.0), (places.opening, 0.95)):
        for line in lines:
            for match in _SESSION.finditer(line.folded):
                text = match["ordinal"] or match["number"] or match["before"]
                value = ordinal(text)
                if value and not re.search(
                    r"(?:issues? de|depuis|suite a|lors de|precedente?|"
                    r"recommandations de)\s+(?:la\s+)?$",
                    line.folded[: match.start()],
                ):
                    return Span(line, *match.span()).found(value, confidence)
    return None


def read_stage(places: Places, header: Header) -> Found[str]:
    """The stage told by the title or the opening; an ordinary session where nothing tells."""
    for span in [*header.values.get("stage", []), *header.values.get("session", []), *header.values.get("place", [])]:
        for stage, words in _STAGES if span not in header.values.get("place", []) else _HELD_ELSEWHERE:
            if match := re.search(rf"\b(?:{words})\b", span.folded):
                return span.part(*match.span()).found(stage)
    for lines, confidence in ((places.title, 1.0), (places.opening, 0.95)):
        for line in lines:
            for stage, words in _STAGES:
                pattern = (
                    rf"\b{_MEETING}\s+(?:\w+\s+)?(?:{words})\b|\b(?:{words})\s+{_MEETING}\b"
                    if stage != "ordinary"
                    else rf"\b{_MEETING}\s+(?:\w+\s+)?(?:{words})\b"
                )
                for match in re.finditer(pattern, line.folded):
                    if (
                        not re.search(
                            r"(?:issues? de|synthese|a l'issue|suite a|recommandations|"
                            r"compte[- ]rendu de la reunion delocalisee du)\b.{0,40}$",
                            line.folded[: match.start()],
                        )
                        or lines is places.title
                    ):
                        return Span(line, *match.span()).found(stage, confidence)
    return Found("ordinary", [], 0.75, say("No stage is told: an ordinary session is supposed."))
