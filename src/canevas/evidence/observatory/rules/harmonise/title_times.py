"""When the figures of a table were, as a line over it says; days and years of the document itself are no such time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from itertools import combinations

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.written_times import is_month, read_time
from canevas.evidence.observatory.rules.periods import Period, read_period
from canevas.tools.text.sentences import say

_AS_OF = re.compile(
    r"(?:situation|donnees|arretee?s?|mise? a jour|as of|au|a la date|chiffres|effectifs?|recensement|inventaire)\s*"
    r"(?:du |au |le |: ?|of )*"
    r"((?:19|20)\d\d-\d\d-\d\d|\d{1,2}(?:er)?[ /.\-](?:\w+|\d{1,2})[ /.\-](?:20)?\d\d)\b"
)
OF_DOCUMENT = re.compile(
    r"\b(?:fait a|edite|imprime|extrait le|exporte|genere|signe|(?:transmis|recu|envoye)(?:e?s)? le|version|redige|"
    r"printed|exported|loi|decret|ordonnance|abrogee?s?|promulguee?s?|(?:etablie?|prepare)[ _]par|telephone|tel|bp)\b|"
    r"^[a-z' -]{2,30}, le \d"
)
"""Lines about the document, not about its figures: where and when it was made, the laws that it cites."""
_NUMBERED = re.compile(r"\bn(?:°|o|umero)?\.? ?\d+ ?/ ?(?:19|20)\d\d|"
                       r"\bn(?:°|umero) ?\d+(?: du \d{1,2}(?:er)? [a-z]+ (?:19|20)\d\d)?")
_DAY_OF_DOCUMENT = re.compile(
    r"\b(?:publie|edite|imprime|paru|diffuse|emis|mise? en ligne|etabli|produit|cree)(?:e?s)?,? (?:le|du) "
    r"\d{1,2}(?:er)?[ /.-](?:[a-z]+|\d{1,2})[ /.-]\d{2,4}|"
    r"\b(?:extraite?s?|exportee?s?|memorandum|accord|note|lettre|convention|protocole|arrete|circulaire)\b[^,;()]{0,40}?"
    r"\b(?:du|le) \d{1,2}(?:er)?[ /.-](?:[a-z]+|\d{1,2})[ /.-]\d{2,4}")
OF_PERIOD = re.compile(r"\bmois d[e']|\bperiode\b|\bdonnees (?:du|de|d')|\breporting period\b")
"""A line that says which period its figures are of, before one that names a day or a month."""
_PLAINLY = re.compile(r"\b(?:mois|periode(?: couverte)?|trimestre|semestre|month|quarter|reporting period) ?:|"
                      r"\bmois d[e']|\bdonnees (?:du|de|d')|\bau cours d|^periode\b")
_OF_THAT_DAY = re.compile(r"\b(?:journee|comptages?|compte|releves?|observee?s?|observations?|denombree?s?|passages?|"
                          r"passees?|jour|jours|convois?|arrivee?s?|survenue?s?|recensee?s?|day|daily)\b"
                          r"[^,;.()]{0,30}(?:\b(?:du|le|of|on)|:) ")
UPDATED = re.compile(r"\b(?:mise?s? a jour|maj|actualise?e?s?|updated?|publie?e?s?|publication|parution|diffusee?s?)\b")
_OF_PLANS = re.compile(r"\b(?:plan|programmes?|projets?|phase|budget|rentree|campagne|edition|strategie|chronogramme|"
                       r"calendrier|annuaire|exercice du|prevu|previsions?|projections?|objectifs?|cibles?|base)\b")
_BESIDE = re.compile(r"\b(?:depuis|since|rappel|par rapport|compare|comparaison|contre|avant|apres|jusqu|prochaine?|"
                     r"next|ouvert|cree|fonde)e?s?\b")
_PASSED = re.compile(r"\b(?:passages?|flux|entrees|sorties|mouvements|traversees|departs|arrivees)\b")
_STOOD = re.compile(r"\b(?:situation|presente?s?|stocks?)\b")
_TOKEN = re.compile(r"[^\s:;()\[\],|'’]+")


def are_several(periods: Set[str]) -> bool:
    """Whether some of these are different periods, of which none holds the other."""
    return any(not one.startswith(other) and not other.startswith(one) for one, other in combinations(periods, 2))


def time_in(text: str) -> tuple[Meaning, str] | None:
    """The day on which figures stood so, or else the period, that a folded line names."""
    text = _DAY_OF_DOCUMENT.sub(" ", _NUMBERED.sub(" ", text))
    if (
        (match := _AS_OF.search(text))
        and (coded := read_time(match[1], Habit()))
        and len(coded.code) == 10
        and not re.search(rf"\bdu \d[^.]*{re.escape(match[0])}", text)
    ):
        return Meaning.AS_OF, coded.code
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for size in range(min(8, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            window = text[tokens[start][0] : tokens[start + size - 1][1]].strip(" .,;:'")
            if not re.search(r"(?:19|20)\d\d|^[a-z]{3,}\.?-\d\d$", window):
                continue
            if window.endswith(("-23", "-22", "-24")) and not is_month(window.split("-")[0]):
                continue
            if (coded := read_time(window, Habit())) and (coded.confidence >= 0.9):
                return Meaning.PERIOD, coded.code
    return None


def months_in(text: str) -> set[int]:
    """The months (1 to 12) that a folded name says by their word, without a year."""
    found = (read_time(word, Habit()) for word in re.findall(r"[a-z]+", text) if is_month(word))
    return {int(coded.code[2:4]) for coded in found if coded and re.match(r"--\d\d", coded.code)}


def doubt_of_time(
    line: str, meaning: Meaning, code: str, fixed: Mapping[Meaning, str], *, is_movement: bool
) -> str | None:
    """What in the folded line that says a time speaks against its being that of the figures: empty where nothing does,
    ``None`` where the line says plainly that it is."""
    line = _DAY_OF_DOCUMENT.sub(" ", line)
    if UPDATED.search(line):
        return say("May be the day on which the table was made or sent.")
    if meaning is Meaning.AS_OF:
        period = _read(fixed.get(Meaning.PERIOD, ""))
        if period and not period.start.isoformat() <= code <= period.end.isoformat():
            return say("The day lies outside the period that is said too.")
        is_passing = is_movement and _PASSED.search(line) and not _STOOD.search(line)
        return say("Movements until a day, or what stood so on that day?") if is_passing else ""
    if _PLAINLY.search(line):
        return None
    if _BESIDE.search(line):
        return say("May be a time to compare with, or that from which figures are counted.")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", code):
        is_of_flows = is_movement or Meaning.FLOW_POINT in fixed
        is_said = _OF_THAT_DAY.search(line) or (is_of_flows and line.startswith("date"))
        return "" if is_said else say("May be the day on which the table was made or sent.")
    if re.fullmatch(r"\d{4}", code) and _OF_PLANS.search(line):
        return say("May be the year of a plan, a campaign or a book, not that of the figures.")
    return ""


def _read(code: str) -> Period | None:
    try:
        return read_period(code)
    except ValueError:
        return None
