"""What was adopted, validated, rejected or postponed: the minutes of the last session, and the text before this one."""

from __future__ import annotations

import re
from datetime import date

from canevas.governance.concertation.rules.minutes import PreviousMinutes, ReadDecision, ReadItem
from canevas.governance.concertation.rules.reading.lines import Line, Span
from canevas.governance.concertation.rules.reading.sentences import sentences
from canevas.tools.documents.found import Found
from canevas.tools.text.dates import find_dates
from canevas.tools.text.folding import fold
from canevas.tools.text.sentences import say

_MINUTES = re.compile(
    r"\b(?:comptes?[- ]rendus?|proces[- ]verba(?:l|ux)|p\.?v\.?|c\.?r\.?|rapport de la (?:reunion|"
    r"session) precedente|rapport de la derniere)\b"
)
_DOCUMENT = re.compile(r"\b(?:document|compte[- ]rendu|proces[- ]verbal|pv|cr|rapport|il|celui-ci|ce dernier|texte)\b")
_ADOPTING = re.compile(r"\b(?:adopt\w*|valid\w*|approuv\w*|enterin\w*|amend\w*)\b")
_VERDICT = re.compile(
    r"\b(?P<verb>adopt(?:e|ee|es|ees|er|ent)?|valid(?:e|ee|es|ees|er|ent)?|approuv(?:e|ee|es|ees|"
    r"er|ent)|enterin\w+|rejet(?:e|ee|es|ees|er)|report(?:e|ee|es|ees|er)|ajourn\w+|renvoy\w+|"
    r"adoption|validation|approbation|differ(?:e|ee)|suspendu\w*)\b"
)
_RESERVED = re.compile(
    r"sous (?:toutes? |quelques |les )?reserves?|moyennant|apres (?:quelques |des |les |"
    r"de (?:legers|legeres) )?(?:amendements?|corrections?|modifications?|observations?)|"
    r"avec (?:des |quelques |les |de legers |de legeres )?"
    r"(?:amendements?|corrections?|modifications?|observations?|reserves?)|a condition|"
    r"apres (?:la )?prise en compte|apres integration|sous condition|en tenant compte|"
    r"a charge pour|apres avoir ete amende|amende (?:et|puis)|ete amende|"
    r"l'objet (?:d'|de (?:quelques |plusieurs )?)(?:amendements?|corrections?|observations?)"
)
_WITHOUT = re.compile(
    r"sans (?:aucune? )?(?:amendements?|reserves?|modifications?|corrections?|observations?|"
    r"objections?|remarques?)|aucune? (?:remarque|observation|objection|amendement|reserve)"
)
_NOT = re.compile(
    r"n'(?:a|ont|est|y a)\b.{0,30}\bpas\b|n'a pu etre|n'a pas|pas ete|non (?:adopte|valide)|"
    r"refus\w+ d|rejete"
)
_LATER = re.compile(
    r"\b(?:report|ajourn|renvoy)\w+|\b(?:a|lors de|pour) (?:la|une) prochaine (?:reunion|session|rencontre|seance)|"
    r"\b(?:represente|reexamine|reconduit)e?s?\b"
)
_DECIDED = re.compile(
    r"\b(?:la reunion|les participants|l'assemblee|les membres|le comite|la session|le groupe|"
    r"le gtm|le crcm|le ccm|il|la rencontre|le cadre|la commission|les parties)\b.{0,40}?\b"
    r"(?:a|ont|a ete|est)\s+(?:egalement\s+|aussi\s+|enfin\s+|en outre\s+|ensuite\s+|"
    r"unanimement\s+)?(?P<verb>decide|convenu|retenu|resolu|arrete)\s+(?P<link>d[e']|que|qu')\s*"
)
_DECIDED_LIST = re.compile(r"\b(?:decide|convenu|retenu|resolu|arrete)\s*(?:d[e']|que|ce qui suit)?\s*:$")
_CLAUSE = re.compile(
    r"(?:^|\b(?:que|qu'|alors que|et que)\s+|,\s+|:\s+)(?P<clause>(?:l[ea]s?\s+|l'|ce(?:tte)?\s+|"
    r"un\s+|une\s+|ledit\s+|ladite\s+)"
    r"(?:\w+\s+)?(?:projet|synthese|document|plan|feuille|rapport|texte|recommandations?|termes|"
    r"tdr|reglement|budget|programme|strategie|tableau|canevas|arrete|charte|note|calendrier|"
    r"manuel|protocole|contenu|proposition\w*|conclusions?|liste|cartographie)\b"
    r"[^.;]*?\b(?:est|sont|a ete|ont ete|fut|furent|etait|soit|"
    r"sera)\s+(?:\w+\s+){0,3}?(?P<verb>adopt\w+|valid\w+|approuv\w+|enterin\w+|rejet\w+|report\w+|"
    r"ajourn\w+|renvoy\w+)\b[^.;]*)"
)
_ACTIVE = re.compile(
    r"\b(?:les participants|l'assemblee|les membres|la reunion|la session|le comite|le crcm|le gtm|"
    r"le ccm|la rencontre|le cadre)\b.{0,30}?\b(?:a|ont)\s+(?:\w+\s+)?(?P<verb>adopte|valide|"
    r"approuve|enterine|rejete|reporte)\s+(?P<what>(?:l[ea]s?|l'|ce\w*|un\w*)\s?.+)"
)


def outcome_of(verb: str, folded: str) -> str:
    """The outcome word for a verb of the sentence ``folded``."""
    if re.match(r"report|ajourn|renvoy|differ|suspendu", verb) or (
        _NOT.search(folded) and _LATER.search(folded)
    ):
        return "postponed"
    if verb.startswith("rejet") or _NOT.search(folded):
        return "rejected"
    base = "validated" if verb.startswith("valid") else "adopted"
    if _RESERVED.search(folded) and not _WITHOUT.search(folded):
        return f"{base}-with-reservations"
    return base


def previous_minutes(
    items: list[ReadItem], lines: list[Line], agenda: list[Span], session: date | None
) -> PreviousMinutes | None:
    """The adoption of the last minutes: from the item that treats it, else from the sentence that tells it."""
    by_node = {piece.node: line for line in lines for piece in line.pieces}
    for item in items:
        title = fold(item.title.value)
        point = agenda[item.number - 1].folded if 0 < item.number <= len(agenda) else ""
        if not (_MINUTES.search(title) or _MINUTES.search(point)):
            continue
        said = [
            by_node[found.passages[0].node]
            for found in item.discussion
            if found.passages and found.passages[0].node in by_node
        ]
        verdict = _verdict(
            said,
            titled=bool(
                _ADOPTING.search(title + point)
                or re.search(r"lecture|presentation|relecture|examen", title)
                or _MINUTES.match(title)
            ),
        )
        if verdict is None:
            continue
        return PreviousMinutes(_previous_date(item, agenda, said, session), verdict)
    for line in lines:
        for sentence in sentences(line):
            match = _spoken(sentence.folded)
            if (
                match
                and _MINUTES.search(sentence.folded)
                and re.search(r"\b(?:a|ont|est|fut|ete)\b", sentence.folded)
                and len(sentence.text) < 400
            ):
                found = sentence.found(outcome_of(match["verb"], sentence.folded), 0.85)
                return PreviousMinutes(_date_in([sentence], session), found)
    return None


def _spoken(folded: str) -> re.Match[str] | None:
    """The first verb of a verdict; "adoption" names a point, and "adopter" is one only after "été"."""
    return next(
        (
            match
            for match in _VERDICT.finditer(folded)
            if not re.match(r"adoption|validation|approbation", match["verb"])
            and (not re.match(r"(?:adopt|valid|approuv)er$", match["verb"]) or folded[: match.start()].endswith("ete "))
        ),
        None,
    )


def _verdict(lines: list[Line], *, titled: bool) -> Found[str] | None:
    """Prefers the sentence that names the document."""
    best: Found[str] | None = None
    for line in dict.fromkeys(lines):
        for sentence in sentences(line):
            match = _spoken(sentence.folded)
            if match is None:
                continue
            named = bool(_DOCUMENT.search(sentence.folded))
            if not (named or titled):
                continue
            found = sentence.found(
                outcome_of(
                    match["verb"],
                    line.folded
                    if _RESERVED.search(sentence.folded) is None and len(line.text) < 500
                    else sentence.folded,
                ),
                1.0 if named else 0.8,
            )
            if named:
                return found
            best = best or found
    return best


def _previous_date(item: ReadItem, agenda: list[Span], said: list[Line], session: date | None) -> Found[date] | None:
    days = [day for day in find_dates(item.title.value) if not day.whole_month]
    if days:
        return Found(days[0].day, item.title.passages, days[0].confidence, days[0].reason)
    spans = [agenda[item.number - 1]] if 0 < item.number <= len(agenda) else []
    return _date_in([*spans, *(Span(line, 0, len(line.text)) for line in said)], session)


def _date_in(spans: list[Span], session: date | None) -> Found[date] | None:
    for span in spans:
        for day in find_dates(span.text):
            if not day.whole_month and (session is None or day.day < session):
                return span.part(day.start, day.end).found(day.day, min(day.confidence, 0.9), day.reason)
    return None


def read_decisions(lines: list[Line], stage: Found[str] | None, skip: set[str]) -> list[ReadDecision]:
    """Every verdict on a text and every "a décidé de …", in order. ``skip``: nodes told of already (previous
    minutes)."""
    found = []
    listing = False
    for line in lines:
        if any(piece.node in skip for piece in line.pieces):
            continue
        if listing and line.is_item:
            found.append(
                ReadDecision(
                    line.body.strip(" ;.").said(0.85),
                    line.body.found("adopted", 0.8, say("A decision of the session.")),
                )
            )
            continue
        listing = bool(_DECIDED_LIST.search(line.folded))
        for sentence in sentences(line):
            if decision := _decision(sentence, stage):
                found.append(decision)
    return found


def _decision(sentence: Span, stage: Found[str] | None) -> ReadDecision | None:
    folded = sentence.folded
    if re.match(r"(?:points? inscrits|ordre du jour)", folded):
        return None
    if match := _DECIDED.search(folded):
        text = sentence.part(match.end()).strip(" .;:")
        return (
            ReadDecision(
                text.said(0.85),
                sentence.found("adopted", 0.8, say("A decision of the session.")),
                _stage(sentence, stage),
            )
            if len(text.text) > 8
            else None
        )
    if _MINUTES.search(folded):
        return None
    for match in _CLAUSE.finditer(folded):
        clause = sentence.part(*match.span("clause")).strip(" .;,:")
        return ReadDecision(
            clause.said(0.9), clause.found(outcome_of(match["verb"], clause.folded), 0.95), _stage(sentence, stage)
        )
    if match := _ACTIVE.search(folded):
        clause = sentence.strip(" .;:")
        return ReadDecision(
            clause.said(0.8), clause.found(outcome_of(match["verb"], folded), 0.9), _stage(sentence, stage)
        )
    return None


def _stage(sentence: Span, stage: Found[str] | None) -> Found[str] | None:
    if match := re.search(
        r"\b(?:niveau|plan|etape|instance)\s+(?P<stage>technique|politique|preparatoire)\b", sentence.folded
    ):
        word = {"technique": "technical", "politique": "political", "preparatoire": "preparatory"}[match["stage"]]
        return sentence.part(*match.span()).found(word)
    if stage is None or stage.value not in ("technical", "political", "preparatory"):
        return None
    return Found(stage.value, stage.passages, 0.8, say("The stage of the session itself."))


def is_verdict(decision: ReadDecision) -> bool:
    """A verdict on a text, as against "a décidé de …"."""
    return decision.outcome.confidence > 0.8
