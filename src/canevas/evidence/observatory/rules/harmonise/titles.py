"""What title lines, notes and the sheet's name say for every row: its subject, period, place, source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import ColumnProposal
from canevas.evidence.observatory.rules.harmonise.title_people import groups_in, people_said
from canevas.evidence.observatory.rules.harmonise.title_times import (
    OF_DOCUMENT,
    OF_PERIOD,
    UPDATED,
    are_several,
    time_in,
)
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED, EXACT
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import form

_SOURCE = re.compile(r"\bsources?\s*(?:des donnees\s*)?[:/]\s*([^.;|\n()]{2,80})")
_OF_NIGER = re.compile(
    r"(?:entr|sort|arriv|depart|flux|mouvement|franchiss)[^.]{0,50}\b(?:au|du|vers le|le|of|to|from|into) niger\b"
)
_POINT = re.compile(
    r"\b(?:point de suivi|point de passage|fmp|psf|poste (?:frontiere|frontalier|de\b|d')|flow monitoring point|"
    r"point d'entree|commissariat|brigade|bureau des? douanes?)\b|\bau point d|\b(?:point|poste|fmp|psf) ?:|"
    r"\b(?:observe|compte|releve|denombre)e?s? a\b"
)
_POINT_OF = re.compile(r"\b[Pp]oint d(?:e |['’])[A-ZÀ-Ý]")  # "Point de Gaya", and no "point de situation"
_LEVELS = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY)
_IN_A_TOWN = re.compile(
    r"\b(?:centres?(?: (?:d'(?:accueil|hebergement|orientation)|de (?:transit|sante|soins)|d'ecoute))?(?: [a-z]{2,5})?|"
    r"(?:auto)?gares?(?: routieres?)?|aeroport(?: international)?|mairie(?: de la ville)?|ville|hopital|prison|marche|"
    r"guichets?(?: d'orientation)?) ?(?:de|d'|du) ?$")
_MOVES = re.compile(r"\b(?:entr(?:ees?|ants?)|sort(?:ies?|ants?)|inflow|outflow|incoming|outgoing)\b")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FRENCH = re.compile(r"\b(?:d[eu]s?|les?|la|et|aux?|par|sexe|nombre|nb|nbre|mois|hommes?|femmes?|lieux?|pays|jour|"
                     r"poste|provenance|effectif|communes?|departements?|motif|sens|moyen|tranche)\b")
_ENGLISH = re.compile(r"\b(?:of|the|and|by|from|to|sex|gender|number|months?|men|women|males?|females?|country|day|"
                      r"report|individuals?|people|survey|arrival)\b")


@dataclass(slots=True)
class Titles:
    """``fixed`` holds what stands for every row; ``year`` is for months without theirs."""

    fixed: dict[Meaning, str] = field(default_factory=dict)
    subject: str = ""
    year: int | None = None
    month: str = ""  # "2023-11", where the title says one: for days without theirs
    carried: float = EXACT  # how sure that year is: not, where titles say several
    is_french: bool = False
    is_of_niger: bool = False  # "entrées et sorties du Niger": directions are relative to it
    doubtful: set[Meaning] = field(default_factory=set)  # of ``fixed``: what lines say otherwise each
    questions: list[str] = field(default_factory=list)
    lines: tuple[str, ...] = ()  # all that stands above and below: it may explain codes

    @property
    def habit(self) -> Habit:
        return Habit(year=self.year, month=self.month, carried=self.carried, is_borne_out=self.is_french)


def read_titles(table: LaidTable, vocabulary: Vocabulary) -> Titles:
    """What stands above, below and on the tab of a table."""
    out = Titles(lines=(*table.titles, *table.notes))
    said_plainly = False
    texts = [folded for text in (*table.titles, table.sheet) if not OF_DOCUMENT.search(folded := fold(text))]
    times = {text: time_in(text) for text in texts}
    if any(told for text, told in times.items() if not UPDATED.search(text)):
        times = {text: None if UPDATED.search(text) else told for text, told in times.items()}
    for text in sorted(texts, key=lambda text: not OF_PERIOD.search(text)):
        if Meaning.PERIOD not in out.fixed or not said_plainly:
            _take_time(times[text], out)
        said_plainly = said_plainly or bool(OF_PERIOD.search(text))
    if not said_plainly and are_several({told[1] for told in times.values() if told and told[0] is Meaning.PERIOD}):
        out.doubtful.add(Meaning.PERIOD)
    if out.fixed.get(Meaning.AS_OF, "")[:4] not in ("", out.fixed.get(Meaning.PERIOD, "")[:4]):
        out.fixed.pop(Meaning.PERIOD, None)  # "(mécanisme ouvert en novembre 2017)" under figures of 2024
    years = {year for text in texts for year in _YEAR.findall(text)}
    out.carried = ASKED if len(years) > 1 else EXACT
    out.is_french = _is_french([*table.titles, *(column.header for column in table.columns)])
    if whole := re.fullmatch(r"(\d{4}-\d\d)(?:-\d\d/\1-\d\d)?", out.fixed.get(Meaning.PERIOD, "")):
        out.month = whole[1]  # a month, or days of one
    for text in table.titles or (table.sheet,):
        if not OF_DOCUMENT.search(fold(text)):
            _take_places(text, table, vocabulary, out)
    if table.titles and not any(meaning in out.fixed for meaning in PLACES):
        _take_places(table.sheet, table, vocabulary, out)
    for text in (*table.notes, *table.titles):
        _take_source(text, vocabulary, out)
    folded = " ".join(map(fold, table.titles))
    out.is_of_niger = bool(_OF_NIGER.search(folded))
    out.fixed |= people_said(table.titles, vocabulary)
    return out


def _is_french(texts: Sequence[str]) -> bool:
    """Whether what stands over a table is French: days are then written day first."""
    folded = " ".join(map(fold, texts)).replace("_", " ")
    return len(_FRENCH.findall(folded)) > len(_ENGLISH.findall(folded))


def _take_time(told: tuple[Meaning, str] | None, out: Titles) -> None:
    if told is None:
        return
    meaning, code = told
    out.year = out.year or int(code[:4])
    if meaning not in out.fixed or (meaning is Meaning.PERIOD and len(code) > len(out.fixed[meaning])):
        out.fixed[meaning] = code


def _flow_point_called(text: str, table: LaidTable, vocabulary: Vocabulary) -> str:
    """The point that a title calls by a name of its own ("pont de Gaya"), or a sheet of entries and exits by the whole
    of its name."""
    folded = fold(text)
    for point in vocabulary.figures.flow_points:
        if any(" " in (name := fold(one)) and name in folded for one in point.aliases):
            return point.code
    found = vocabulary.figures.flow_point_index.exact(text)
    moves = any(_MOVES.search(fold(column.header)) for column in table.columns)
    return found.codes[0] if found and found.is_sure and moves else ""


def _take_places(text: str, table: LaidTable, vocabulary: Vocabulary, out: Titles) -> None:
    """The one place that a title names: a point where flows are watched, or a territory."""
    mentions = [
        mention
        for mention in vocabulary.find_territories(text)
        if vocabulary.by_pcode[mention.candidates[0].code].level > 0
    ]
    codes = {mention.candidates[0].code for mention in mentions}
    points = {
        point.codes[0]
        for mention in mentions
        if (point := vocabulary.figures.flow_point_index.exact(mention.text)) and point.is_sure
    }
    alias = _flow_point_called(text, table, vocabulary)
    if alias or ((_POINT.search(fold(text)) or _POINT_OF.search(text)) and len(points) == 1):
        points = {alias} if alias else points
        out.fixed.setdefault(Meaning.FLOW_POINT, points.pop())
        return
    wider = [out.fixed[meaning] for meaning in PLACES if meaning in out.fixed]
    if len(codes) != 1 or not all(vocabulary.place_index.lies_in(code, one) for code in codes for one in wider):
        return
    code = codes.pop()
    mention = next(one for one in mentions if one.candidates[0].code == code)
    if _IN_A_TOWN.search(fold(text[:mention.start])):  # "Gare de Zinder": in the town, not in all of the region
        code = max((one.code for one in mention.candidates if vocabulary.place_index.lies_in(one.code, code)),
                   key=lambda one: vocabulary.by_pcode[one].level)
    level = vocabulary.by_pcode[code].level
    out.fixed[_LEVELS[level - 1]] = code


def _take_source(text: str, vocabulary: Vocabulary, out: Titles) -> None:
    if not (match := _SOURCE.search(fold(text))):
        return
    said = text[match.start(1) : match.end(1)].strip() if len(fold(text)) == len(text) else match[1].strip()
    out.fixed.setdefault(Meaning.SOURCE, said)
    name, *others = re.split(r"[,/–-]| et ", said)
    found = vocabulary.match_organisation(name.strip())
    if found and found[0].score >= 0.93 and all(time_in(fold(other)) for other in others):
        out.fixed.setdefault(Meaning.ORGANISATION, found[0].code)


def complete(titles: Titles, table: LaidTable, columns: Sequence[ColumnProposal], vocabulary: Vocabulary) -> Titles:
    """Without what columns say themselves; the subject; the group that a title is about."""
    meanings = {column.meaning for column in columns} | {meaning for column in columns for meaning in column.fixed}
    for meaning in list(titles.fixed):
        known = _LEVELS[_LEVELS.index(meaning) + 1 :] if meaning in _LEVELS[1:] else ()  # villages of the commune
        narrower = meaning in PLACES and any(
            one in meanings for one in PLACES
            if one not in (Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE, *known)
        )
        same = meaning in meanings or (
            meaning is Meaning.PERIOD and bool(meanings & ({*TIMES} - {Meaning.AS_OF, Meaning.YEAR}))
        )
        if same or (narrower and meaning is not Meaning.REGION):
            del titles.fixed[meaning]
    if Meaning.YEAR in meanings and len(titles.fixed.get(Meaning.PERIOD, "")) == 4:
        del titles.fixed[Meaning.PERIOD]
    titles.subject = _subject(table, columns, vocabulary)
    if titles.subject != "movement" and Meaning.POPULATION_GROUP not in meanings:
        _take_group(table, vocabulary, titles)
    return titles


def _take_group(table: LaidTable, vocabulary: Vocabulary, titles: Titles) -> None:
    found = {one.code for text in (*table.titles, table.sheet) for one in groups_in(text, vocabulary)}
    if len(found) == 1:
        titles.fixed[Meaning.POPULATION_GROUP] = found.pop()


_TELLING = {
    "event": (Meaning.EVENT, Meaning.COUNTRY_DEPARTURE),
    "movement": (
        Meaning.FLOW_POINT,
        Meaning.DIRECTION,
        Meaning.TRANSPORT,
        Meaning.HOURS_OBSERVED,
        Meaning.DEPARTURE_PLACE,
        Meaning.DESTINATION_PLACE,
        Meaning.COUNTRY_DESTINATION,
        Meaning.REASON,
    ),
    "stock": (Meaning.POPULATION_GROUP, Meaning.AS_OF),
    "service": (Meaning.ACTIVITY,),
}


def _subject(table: LaidTable, columns: Sequence[ColumnProposal], vocabulary: Vocabulary) -> str:
    """What the table is about, from its titles, its headings and the meanings of its columns."""
    scores: dict[str, float] = {}
    meanings = {column.meaning for column in columns} | {
        meaning for column in columns if column.meaning in FIGURES for meaning in column.fixed
    }
    titles = f" {form(' '.join(table.titles))} {form(table.sheet)} "
    headings = " " + " ".join(form(column.header) for column in columns) + " "
    for subject, words in vocabulary.figures.words.subjects.items():
        forms = {form(word) for word in words} - {""}
        scores[subject] = (
            2 * sum(f" {word} " in titles for word in forms)
            + 0.7 * sum(f" {word} " in headings for word in forms)
            + 1.5 * sum(meaning in meanings for meaning in _TELLING[subject])
        )
    best = max(scores, key=lambda subject: scores[subject], default="")
    return best if scores.get(best, 0) >= 1.4 else ""


def ask_directions(columns: Sequence[ColumnProposal], titles: Titles) -> list[str]:
    """The question that a table of entries and exits asks, where nothing says of which country."""
    if titles.is_of_niger:
        return []
    doubtful = [
        column
        for column in columns
        if column.fixed.get(Meaning.DIRECTION) in ("in", "out") and column.confidence < 0.95
    ]
    valued = [
        column
        for column in columns
        if column.meaning is Meaning.DIRECTION
        and any(value.code in ("in", "out") and value.confidence < 0.95 for value in column.values)
    ]
    if doubtful or valued:
        return [say("Entries and exits: relative to Niger, or to the place that is named? Bulletins differ.")]
    return []
