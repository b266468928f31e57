"""Soft deadlines: a day, a period, a rhythm or mere urgency, as action tables write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from canevas.tools.text.dates import MONTHS, find_dates, month_end, month_number
from canevas.tools.text.folding import fold, squeeze
from canevas.tools.text.sentences import say

Kind = Literal["day", "period", "rhythm", "urgency", "event"]

_MONTH = rf"(?:{'|'.join(MONTHS)}|janv|fevr?|avr|juill?|sept|oct|nov|dec)\b\.?"
_QUARTER = re.compile(
    r"\bt\s?(?P<t>[1-4])\b(?:[ /-]*(?P<ty>(?:20)?\d\d)\b)?|\b(?P<w>[1-4]|premier|deuxieme|"
    r"troisieme|quatrieme)"
    r"\s?(?:er|e|eme|ieme)?\s+trimestre(?:\s+(?:de\s+)?(?P<wy>20\d\d))?"
)
_HALF = re.compile(
    r"\bs\s?(?P<s>[12])\b[ /-]*(?P<sy>20\d\d)?|\b(?P<w>1|2|premier|deuxieme|second)\s?(?:er|e|eme|"
    r"nd)?\s+semestre"
    r"(?:\s+(?:de\s+)?(?P<wy>20\d\d))?"
)
_MONTH_PERIOD = re.compile(rf"\b(?P<month>{_MONTH})(?:\s+(?P<year>20\d\d))?")
_RHYTHM = re.compile(
    r"\b(?:en continu(?:e)?|continue?l?l?e?|permanent\w*|en permanence|chaque|tous les|toutes les|"
    r"periodique\w*|"
    r"mensuel\w*|trimestriel\w*|semestriel\w*|annuel\w*|hebdomadaire\w*|quotidien\w*|regulier\w*|"
    r"regulierement|"
    r"au fur et a mesure|en cours|routine)\b"
)
_URGENCY = re.compile(
    r"\b(?:des que possible|le plus tot possible|au plus tot|plus vite possible|immediat\w*|"
    r"sans delai|urgen\w+|asap|"
    r"a court terme|a moyen terme|a long terme|court terme|moyen terme|long terme|"
    r"dans les? meilleurs? delais?|"
    r"incessamment|des maintenant|tout de suite|a determiner|non defini\w*|indetermine\w*|"
    r"des reception)\b"
)
_EVENT = re.compile(
    r"\b(?:(?:avant|apres|lors de|d'ici|a|pour|des)\s+(?:la|le|l'|les|une?|"
    r"fin)?\s*(?:prochaine?s?\b|fin\b|reunion|session|"
    r"rencontre|tenue|semaine|mois|annee|atelier|tabaski|ramadan)|(?:prochaine?|semaine|mois|"
    r"annee)\s+(?:reunion|session|"
    r"rencontre|prochaine?)|(?:sous|dans)\s+(?:un delai de\s+)?(?:\d+|une?|deux|trois|quinze|huit|"
    r"dix)\s+"
    r"(?:jours?|semaines?|mois|heures?)|(?:\d+|une?|deux|trois|quinze|huit|dix)\s+(?:jours?|"
    r"semaines?|mois)$|"
    r"sous (?:huitaine|quinzaine)|(?:la )?semaine du|fin (?:de )?(?:l'annee|annee|du mois|mois|"
    r"20\d\d)|en 20\d\d|20\d\d$)"
)
_WORDS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``text`` verbatim. ``day`` only where the words name one; ``latest`` the last day of the period that they
    name."""

    text: str
    kind: Kind
    day: date | None = None
    latest: date | None = None
    confidence: float = 1.0
    reason: str = ""


def read_deadline(text: str, *, reference: date | None = None) -> Deadline | None:
    """What ``text`` (a cell, the end of a sentence) sets as deadline; ``None`` when it sets none.

    ``reference`` is the session's day, from which years left out are understood.
    """
    stated = text.strip(" \t\n.;,:()")
    if not stated:
        return None
    days = [item for item in find_dates(stated, reference=reference) if not item.whole_month]
    if days:
        item = days[-1]
        day = item.last or item.day
        return Deadline(stated, "day", day, day, item.confidence, item.reason)
    return _period(stated, reference) or _soft(stated)


def _period(stated: str, reference: date | None) -> Deadline | None:
    folded = squeeze(stated)
    for pattern, months, letter in ((_QUARTER, 3, "t"), (_HALF, 6, "s")):
        if match := pattern.search(folded):
            word = match["w"]
            number = int(match[letter]) if match[letter] else _WORDS.get(word) or int(word)
            year_text = match[letter + "y"] or match["wy"]
            return _ending(stated, number * months, int(year_text) if year_text else None, reference)
    if match := _MONTH_PERIOD.search(folded):
        month = month_number(match["month"])
        if month:
            return _ending(stated, month, int(match["year"]) if match["year"] else None, reference)
    return None


def _ending(stated: str, month: int, year: int | None, reference: date | None) -> Deadline:
    """A period that ends with ``month``; the year supposed from ``reference`` where it is not written."""
    reason, confidence = say("The words name a period, not a day."), 0.9
    if year is not None:
        year += 2000 if year < 100 else 0
    elif reference is not None:
        year = reference.year + (1 if month < reference.month else 0)
        reason, confidence = say("The words name a period; its year is understood from the session's date."), 0.8
    latest = month_end(date(year, month, 1)) if year else None
    return Deadline(stated, "period", None, latest, confidence, reason)


def _soft(stated: str) -> Deadline | None:
    folded = squeeze(stated)
    for pattern, kind in ((_URGENCY, "urgency"), (_RHYTHM, "rhythm"), (_EVENT, "event")):
        if pattern.search(folded):
            return Deadline(stated, kind, reason=say("The words set no day."))  # type: ignore[arg-type]
    return None


_BEFORE = (
    r"(?:(?:au plus tard|avant|d'ici|pour|des|fin|debut|mi|courant|a partir d[eu]|jusqu'a[u]?|vers|sous|dans|"
    r"dans les?|le|la|les|l'|en|au|aux|a|d'|de|du|"
    r"mois|semaine|cours|un|delai|date|soit)\b[ '-]*)*"
)
_DAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche)\s+)?(?:\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?|"
    rf"(?:\d{{1,2}}(?:\s?er)?|premier)\s+{_MONTH}(?:\s+20\d\d)?)"
)
_SPAN_OF_TIME = (
    rf"(?:(?:{_DAY}|\d{{1,2}}(?:\s?er)?)\s*(?:au|-|et)\s*)?{_DAY}|{_MONTH}(?:\s+20\d\d)?(?:\s*(?:-|a|au|"
    rf"et)\s*{_MONTH}(?:\s+20\d\d)?)?"
)
_PERIOD_WORDS = (
    r"t\s?[1-4](?:[ /-]*(?:20)?\d\d)?|s\s?[12](?:[ /-]*20\d\d)?|(?:\d|premier|deuxieme|troisieme|"
    r"quatrieme|second|prochain)\s?(?:er|e|eme|nd)?\s+"
    r"(?:trimestre|semestre)(?:\s+(?:de\s+)?20\d\d)?|(?:l'annee|annee|fin|an|exercice)\s+20\d\d|20\d\d"
)
_SOFT_WORDS = (
    r"(?:des|aussitot|aussi tot) que possible|le plus (?:tot|vite|rapidement) possible|plus tot possible|"
    r"plus tot|immediat\w*|sans delai|tres urgent\w*|urgent\w*|urgence|asap|"
    r"(?:a )?(?:court|moyen|long)s? termes?|(?:dans )?(?:les |le )?meilleurs? delais?|incessamment|"
    r"a determiner|a definir|a convenir|a preciser|en continue?|continu\w*|permanent\w*|permanence|"
    r"au fur et a mesure|en cours|(?:mensuel|trimestriel|semestriel|annuel|hebdomadaire|quotidien|"
    r"regulier|periodique)(?:le)?(?:ment)?|"
    r"(?:chaque|tous les|toutes les)\s+(?:fin (?:de |du )?)?(?:\w+\s+)?(?:mois|trimestres?|semestres?|"
    r"semaines?|ans?|annees?|jours?|lundis?|vendredis?|reunions?|sessions?|seances?)(?:\s+20\d\d)?|"
    r"prochaine?s? (?:reunion|rencontre|session|seance|trimestre|semestre|mois|semaine|mission|"
    r"campagne)(?: ordinaire| du \w+)?|(?:reunion|session|rencontre|seance|semaine|mois|"
    r"annee) (?:prochaine?|suivante?)|"
    r"fin (?:du |de l'|de la |de |d')?(?:mois|annee|trimestre|semestre|semaine|20\d\d)|(?:(?:\d+|une?|"
    r"deux|trois|quinze|huit|dix)\s+(?:jours?|semaines?|mois|heures?)(?: ouvrables?)?)|"
    r"(?:tabaski|ramadan|hivernage|rentree(?: scolaire)?|saison des pluies|campagne agricole)(?: 20\d\d)?|"
    r"huitaine|quinzaine|reception .{0,20}|(?:aussitot|immediatement) apres .{0,40}"
)
_TRAILING = re.compile(
    rf"(?:^|(?<=[\s,;:(–-]))(?P<deadline>{_BEFORE}(?:{_SPAN_OF_TIME}|{_PERIOD_WORDS}|"
    rf"{_SOFT_WORDS}))[\s.;,)]*$"
)


def trailing_deadline(text: str) -> tuple[int, int] | None:
    """Where the deadline that closes ``text`` starts and ends; ``None`` where nothing closes it."""
    folded = fold(text)
    match = _TRAILING.search(folded)
    if match is None:
        return None
    start, end = match.span("deadline")
    return start, start + len(folded[start:end].rstrip(" .;,)"))


def is_deadline(text: str) -> bool:
    """Whether a short text (a cell, the part of a line) is nothing but a deadline."""
    clean = text.strip(" \t.;,:()-")
    found = trailing_deadline(clean)
    return found is not None and found[0] == 0
