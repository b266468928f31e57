"""What title lines, notes and the sheet's name say for every row: its subject, period, place, source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import ColumnProposal
from canevas.evidence.observatory.rules.harmonise.values.times import Habit, is_month, read_time
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import form

_SOURCE = re.compile(r"\bsources?\s*(?:des donnees\s*)?[:/]\s*([^.;|\n(]{2,80})")
_AS_OF = re.compile(
    r"(?:situation|donnees|arretee?s?|mise? a jour|as of|au|a la date|chiffres|effectifs?)\s*(?:du |au |le |: ?|of )*"
    r"(\d{1,2}[ /.\-](?:\w+|\d{1,2})[ /.\-](?:20)?\d\d)\b"
)
_OF_NIGER = re.compile(
    r"(?:entr|sort|arriv|depart|flux|mouvement|franchiss)[^.]{0,50}\b(?:au|du|vers le|le|of|to|from|into) niger\b"
)
_POINT = re.compile(
    r"\b(?:point de suivi|point de passage|fmp|psf|poste (?:frontiere|frontalier|de)|flow monitoring point|"
    r"point d'entree)\b|\bau point d|\b(?:point|poste|fmp|psf) ?:"
)
_TOKEN = re.compile(r"[^\s:;()\[\],|]+")


@dataclass(slots=True)
class Titles:
    """``fixed`` holds what stands for every row; ``year`` is for months without theirs."""

    fixed: dict[Meaning, str] = field(default_factory=dict)
    subject: str = ""
    year: int | None = None
    month: str = ""  # "2023-11", where the title says one: for days without theirs
    is_of_niger: bool = False  # "entrées et sorties du Niger": directions are relative to it
    questions: list[str] = field(default_factory=list)


def read_titles(table: LaidTable, vocabulary: Vocabulary) -> Titles:
    """What stands above, below and on the tab of a table."""
    out = Titles()
    texts = [*table.titles, table.sheet]
    for text in texts:
        _take_times(fold(text), out)
    if re.fullmatch(r"\d{4}-\d\d", period := out.fixed.get(Meaning.PERIOD, "")):
        out.month = period
    for text in table.titles or (table.sheet,):
        _take_places(text, vocabulary, out)
    if table.titles and not any(meaning in out.fixed for meaning in PLACES):
        _take_places(table.sheet, vocabulary, out)
    for text in (*table.notes, *table.titles):
        _take_source(text, vocabulary, out)
    folded = " ".join(map(fold, table.titles))
    out.is_of_niger = bool(_OF_NIGER.search(folded))
    return out


def _take_times(text: str, out: Titles) -> None:
    if (
        (match := _AS_OF.search(text))
        and (coded := read_time(match[1], Habit()))
        and len(coded.code) == 10
        and not re.search(rf"du [^.]*{re.escape(match[0])}", text)
    ):
        out.fixed.setdefault(Meaning.AS_OF, coded.code)
        out.year = out.year or int(coded.code[:4])
        return
    tokens = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for size in range(min(8, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            window = text[tokens[start][0] : tokens[start + size - 1][1]].strip(" .,;:'")
            if not re.search(r"(?:19|20)\d\d|^[a-z]{3,}\.?-\d\d$", window):
                continue
            if window.endswith(("-23", "-22", "-24")) and not is_month(window.split("-")[0]):
                continue
            if (coded := read_time(window, Habit())) and (coded.confidence >= 0.9):
                out.year = out.year or int(coded.code[:4])
                known = out.fixed.get(Meaning.PERIOD)
                if known is None or len(coded.code) > len(known):
                    out.fixed[Meaning.PERIOD] = coded.code
                return


def _take_places(text: str, vocabulary: Vocabulary, out: Titles) -> None:
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
    if _POINT.search(fold(text)) and len(points) == 1:
        out.fixed.setdefault(Meaning.FLOW_POINT, points.pop())
        return
    if len(codes) != 1 or any(meaning in out.fixed for meaning in PLACES):
        return
    code = codes.pop()
    level = vocabulary.by_pcode[code].level
    out.fixed[(Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY)[level - 1]] = code


def _take_source(text: str, vocabulary: Vocabulary, out: Titles) -> None:
    if not (match := _SOURCE.search(fold(text))):
        return
    said = text[match.start(1) : match.end(1)].strip() if len(fold(text)) == len(text) else match[1].strip()
    out.fixed.setdefault(Meaning.SOURCE, said)
    name = re.split(r"[,/–-]| et ", said)[0].strip()
    found = vocabulary.match_organisation(name)
    if found and found[0].score >= 0.93:
        out.fixed.setdefault(Meaning.ORGANISATION, found[0].code)


def complete(titles: Titles, table: LaidTable, columns: Sequence[ColumnProposal], vocabulary: Vocabulary) -> Titles:
    """Without what columns say themselves; the subject; the group that a title is about."""
    meanings = {column.meaning for column in columns} | {meaning for column in columns for meaning in column.fixed}
    for meaning in list(titles.fixed):
        narrower = meaning in PLACES and any(
            one in meanings for one in PLACES if one not in (Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
        )
        same = meaning in meanings or (
            meaning is Meaning.PERIOD and bool(meanings & ({*TIMES} - {Meaning.AS_OF, Meaning.YEAR}))
        )
        if same or (narrower and meaning is not Meaning.REGION):
            del titles.fixed[meaning]
    if Meaning.YEAR in meanings and len(titles.fixed.get(Meaning.PERIOD, "")) == 4:
        del titles.fixed[Meaning.PERIOD]
    titles.subject = _subject(table, columns, vocabulary)
    if titles.subject in ("stock", "") and Meaning.POPULATION_GROUP not in meanings:
        _take_group(table, vocabulary, titles)
    return titles


def _take_group(table: LaidTable, vocabulary: Vocabulary, titles: Titles) -> None:
    index = vocabulary.figures.index("population_group")
    found: set[str] = set()
    for text in (*table.titles, table.sheet):
        tokens = form(text).split()
        for size in range(min(4, len(tokens)), 0, -1):
            for start in range(len(tokens) - size + 1):
                phrase = " ".join(tokens[start : start + size])
                if (
                    len(phrase) > 2
                    and (looked := index.of_form(phrase))
                    and looked.is_sure
                    and phrase not in ("migrant", "hote")
                ):
                    found.add(looked.codes[0])
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
