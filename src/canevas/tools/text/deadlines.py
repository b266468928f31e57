"""Soft deadlines: a day, a period, a rhythm or mere urgency, as action tables write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from canevas.tools.text.dates import find_dates
from canevas.tools.text.folding import fold, squeeze
from canevas.tools.text.periods import MONTH, find_period_end, week_named
from canevas.tools.text.sentences import say

Kind = Literal["day", "period", "rhythm", "urgency", "event"]
Rhythm = Literal["", "continuous", "week", "month", "two-months", "quarter", "semester", "year", "meeting"]

_MONTH = MONTH
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
    r"sous (?:huitaine|quinzaine)|(?:jours?|semaines?|mois) (?:ouvrables? )?(?:avant|apres|suivant)\b|"
    r"(?:la )?semaine du|fin (?:de )?(?:l'annee|annee|du mois|mois|"
    r"20\d\d)|en 20\d\d|20\d\d$)"
)
_UNTIL = re.compile(r"\bjusqu'")
_STEP = r"(?:(?:fin|debut)s?\s+(?:de\s+|du\s+)?)?"
_EVERY = rf"(?:chaque|tous les|toutes les|par|de chaque)\s+{_STEP}"
_STEPS: tuple[tuple[str, Rhythm], ...] = (
    (r"\bbimestriel\w*|\b(?:tous les|chaque)\s+(?:deux|2)\s+mois\b", "two-months"),
    (r"\btrimestriel\w*|\b(?:tous les|chaque)\s+(?:trois|3)\s+mois\b", "quarter"),
    (r"\bsemestriel\w*|\b(?:tous les|chaque)\s+(?:six|6)\s+mois\b", "semester"),
    (r"\bmensuel\w*", "month"),
    (r"\bannuel\w*", "year"),
    (r"\bhebdomadaire\w*", "week"),
    (rf"\b{_EVERY}mois\b", "month"),
    (rf"\b{_EVERY}trimestres?\b", "quarter"),
    (rf"\b{_EVERY}semestres?\b", "semester"),
    (rf"\b{_EVERY}(?:ans?|annees?)\b", "year"),
    (rf"\b{_EVERY}semaines?\b", "week"),
    (rf"\b{_EVERY}(?:reunions?|sessions?|rencontres?|seances?)\b", "meeting"),
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """``text`` verbatim. ``day`` only where the words name one; ``latest`` the last day of the period that they
    name; ``rhythm`` how often, for something to be done again and again."""

    text: str
    kind: Kind
    day: date | None = None
    latest: date | None = None
    confidence: float = 1.0
    reason: str = ""
    rhythm: Rhythm = ""


def read_deadline(text: str, *, reference: date | None = None) -> Deadline | None:
    """What ``text`` (a cell, the end of a sentence) sets as deadline; ``None`` when it sets none.

    ``reference`` is the session's day, from which years left out are understood.
    """
    stated = text.strip(" \t\n.;,:()")
    if not stated:
        return None
    folded = squeeze(stated)
    if week := week_named(folded, reference):
        return Deadline(stated, "period", None, week.day, week.confidence, week.reason)
    days = [item for item in find_dates(stated, reference=reference) if not item.whole_month]
    if days:
        item = days[-1]
        day = item.last or item.day
        return Deadline(stated, "day", day, day, item.confidence, item.reason)
    return _rhythm(stated, folded) or _period(stated, folded, reference) or _soft(stated, folded)


def _rhythm(stated: str, folded: str) -> Deadline | None:
    """Something to be done again and again; until a day or a period, that is its deadline."""
    step = next((step for pattern, step in _STEPS if re.search(pattern, folded)), None)
    if step is None or _UNTIL.search(folded):
        return None
    return Deadline(stated, "rhythm", reason=say("To be done again and again."), rhythm=step)


def _period(stated: str, folded: str, reference: date | None) -> Deadline | None:
    if end := find_period_end(folded, reference):
        return Deadline(stated, "period", None, end.day, end.confidence, end.reason)
    return None


def _soft(stated: str, folded: str) -> Deadline | None:
    no_day = say("The words set no day.")
    if _URGENCY.search(folded):
        return Deadline(stated, "urgency", reason=no_day)
    if _RHYTHM.search(folded):
        return Deadline(stated, "rhythm", reason=say("Goes on without an end."), rhythm="continuous")
    return Deadline(stated, "event", reason=no_day) if _EVENT.search(folded) else None


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
    r"t\s?[1-4](?:\s*(?:et|a|au|-)\s*t\s?[1-4])?(?:[ /-]*(?:20)?\d\d)?|s\s?[12](?:[ /-]*20\d\d)?|"
    r"(?:\d|premier|deuxieme|troisieme|"
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
    r"annee|trimestre|semestre) (?:prochaine?|suivante?)|"
    r"fin (?:du |de l'|de la |de |d')?(?:mois|annee|trimestre|semestre|semaine|20\d\d)|(?:(?:\d+|une?|"
    r"deux|trois|quinze|huit|dix)\s+(?:jours?|semaines?|mois|heures?)(?: ouvr(?:able|e)s?)?"
    r"(?: (?:avant|apres|suivant) .{0,40})?)|"
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
