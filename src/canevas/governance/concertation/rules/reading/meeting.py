"""When and where the session was held: from the header's keys, else from the sentence that tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from canevas.governance.concertation.rules.reading.header import Header
from canevas.governance.concertation.rules.reading.lines import Line, Span
from canevas.governance.concertation.rules.reading.sentences import sentences
from canevas.tools.documents.found import Found
from canevas.tools.text.dates import DateFound, find_dates
from canevas.tools.text.sentences import say
from canevas.tools.text.times import HoursFound, find_hours

HELD = re.compile(
    r"\bs'est\s+(?:donc\s+)?(?:tenue?|deroulee?|ouverte?|reunie?)\b|\bs'est te\s?nue?\b|"
    r"\bse sont (?:tenus?|tenues|reunie?s|ouverts|deroules)\b|\b(?:a|avait) eu lieu\b|\b(?:a|ont) tenu\b|"
    r"\btenue? (?:le|ce|a|dans|au|du)\b|\ba ete (?:tenue?|organisee?|convoquee?)\b|\bont eu lieu\b|"
    r"\b(?:a|ont) (?:organise|abrite)\b|\bs'est\s+.{0,40}\s(?:tenue?|reunie?|deroulee?)\b"
)
_OPENED = re.compile(r"\b(?:ouv(?:er|r)\w+|debut\w*|commenc\w*|demarr\w*)\b")
_CLOSED = re.compile(
    r"\b(?:leve\w*|clos\w*|clotur\w*|pris fin|prit fin|prend fin|prenant fin|termin(?:e|a|ant|er)\w*|"
    r"fin de (?:la )?(?:reunion|seance|session)|acheve\w*|fini\w*)\b"
)
_DATED = re.compile(
    r"^(?:fait a\s+)?[a-z' -]{3,30},?\s*le\s+|\bdu\s+(?=\d)|\ble\s+(?=\d|lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche)|\bdate\b"
)
_OTHER = re.compile(
    r"(?:compte[s]?[- ]rendus?|proces[- ]verba\w+|pv|synthese|rencontre preparatoire|"
    r"reunion preparatoire|decret|arrete|loi|lettre|convocation|precedente?)\W+(?:[\w']+\W+){0,8}$"
)
_PLACE_NOUN = (
    r"(?:salle|locaux|bureau|siege|hotel|maison|palais|centre|enceinte|amphitheatre|hall|cabinet|"
    r"domicile|gouvernorat|mairie|prefecture|direction|antenne|base|sous[- ]bureau|"
    r"cour|espace|residence|case|foyer|stade|auditorium|complexe|ecole|lycee|universite|institut|"
    r"delegation|conseil|chefferie|sultanat|villa|arene|tribunal|ministere|secretariat)"
)
_PLACE = re.compile(
    rf"\b(?:dans|a|au|aux|en|sis)\s+(?:l[ae]s?\s+|l'|une?\s+)?(?P<place>(?:grande?\s+|"
    rf"petite?\s+)?{_PLACE_NOUN}\b)"
)
_PLACE_ENDS = re.compile(
    r"\s*,?\s*\b(?:sous\b|en presence|en vue|avec\b|s'est|se sont|a eu lieu|ont\b|"
    r"la (?:reunion|rencontre|session|\d|premiere|deuxieme|troisieme|seance|presente|"
    r"traditionnelle)|une (?:reunion|rencontre|session|seance)|"
    r"l'assemblee|le (?:gtm|crcm|ccm|groupe|cadre|comite|lundi|mardi|mercredi|jeudi|vendredi|"
    r"samedi|dimanche|\d)|a partir|a (?:\d|neuf|dix|huit|onze|quinze|seize)|de \d|des \d|"
    r"pour\b|afin|dont|qui\b|"
    r"par\b|du \d|il |elle |sa (?:premiere|deuxieme|\d)|cette (?:reunion|rencontre|session)|"
    r"regroupant|reunissant|presidee?\b|ou\b)|\s*[.;:(](?:\s|$)|\s*,\s+(?!d[eu]s?\b|d'|et\b|"
    r"salle\b|de l')|\.$"
)
_TOWN = re.compile(
    r"\b(?:tenue?|eu lieu|deroulee?|reunie?s?|ouverte?|"
    r"organisee?)\s+(?:[\w'éè/ ]{0,60}?\s)?a\s+(?=[a-z])"
)


@dataclass
class Held:
    """Day, hours and place of the session."""

    day: Found[date] | None = None
    start: Found[time] | None = None
    end: Found[time] | None = None
    place: Found[str] | None = None


def read_meeting(header: Header, head: list[Line], body: list[Line]) -> Held:
    """``head`` are the lines before the agenda and the first items, ``body`` all the lines."""
    held = Held()
    _from_header(header, held)
    telling = [line for line in head if HELD.search(line.folded) or "l'an " in line.folded[:12]]
    told = _told_day([*telling, *(line for line in head if line not in telling)])
    if held.day is None:
        held.day = told
    elif told and told.value != held.day.value and telling and told.confidence > 0.9:
        held.day.confidence, held.day.reason = 0.6, say("The header and the text give two different dates.")
    _hours(telling or [line for line in head if _dated_hours(line)], head, body, held)
    if held.place is None:
        held.place = _told_place([*telling, *head[:12]])
    return held


def _date_found(span: Span, found: DateFound, confidence: float = 1.0, reason: str = "") -> Found[date]:
    place = span.part(found.start, found.end)
    return place.found(found.day, min(found.confidence, confidence), found.reason or reason)


def _from_header(header: Header, held: Held) -> None:
    for name in ("date", "time", "start", "end", "place"):
        for span in header.values.get(name, []):
            _header_value(name, span, held, header.keys.get(name, ""))


def _header_value(name: str, span: Span, held: Held, written: str) -> None:
    days = [day for day in find_dates(span.text) if not day.whole_month]
    if days and held.day is None and name in ("date", "time"):
        held.day = _date_found(span, days[0])
    hours = find_hours(span.text)
    if name == "place":
        held.place = held.place or (span.strip(" .;,").said() if span.text else None)
    elif hours and name == "end":
        held.end = held.end or span.found(hours[-1].begin)
    elif hours:
        _set_hours(span, hours, held)
        if name == "time" and "debut" not in written and held.end is None and len(hours) > 1:
            held.end = span.part(hours[1].start, hours[1].end).found(hours[1].begin)
    if name == "date" and "lieu" in written and held.place is None and days:
        rest = span.part(days[0].end).strip(" ,;:à-–.")
        rest = rest if rest.text else span.part(0, days[0].start).strip(" ,;:-–")
        if rest.text and not find_hours(rest.text):
            held.place = rest.said(0.8)


def _set_hours(span: Span, hours: list[HoursFound], held: Held) -> None:
    first = hours[0]
    place = span.part(first.start, first.end)
    if held.start is None:
        held.start = place.found(first.begin)
    if held.end is None and first.finish:
        held.end = place.found(first.finish)


def _told_day(lines: Iterable[Line]) -> Found[date] | None:
    doubtful: Found[date] | None = None
    for line in lines:
        for found in find_dates(line.text):
            before = line.folded[: found.start]
            other = _OTHER.search(before)
            if found.whole_month or (other and other.start() > 0 and not HELD.search(before)):
                continue
            told = (
                HELD.search(line.folded)
                or _DATED.search(line.folded[max(0, found.start - 40) : found.start + 8])
                or "l'an " in before
                or found.start < 4
            )
            if told:
                return _date_found(Span(line, 0, len(line.text)), found, 1.0 if HELD.search(line.folded) else 0.9)
            doubtful = doubtful or _date_found(
                Span(line, 0, len(line.text)),
                found,
                0.6,
                say("The first date of the document, not said to be the session's."),
            )
    return doubtful


def _hours(telling: list[Line], head: list[Line], body: list[Line], held: Held) -> None:
    if held.start is None:
        opened = [line for line in [*head, *body] if _OPENED.search(line.folded)]
        for line in [*telling, *opened]:
            span = Span(line, 0, len(line.text))
            hours = find_hours(line.text)
            if hours and (line in telling or _near(_OPENED, line.folded, hours[0])):
                _set_hours(span, hours, held)
                break
    if held.end is None:
        for line in reversed(body):
            if not _CLOSED.search(line.folded):
                continue
            for sentence in sentences(line):
                hours = find_hours(sentence.text)
                if hours and _near(_CLOSED, sentence.folded, hours[-1]):
                    held.end = sentence.part(hours[-1].start, hours[-1].end).found(hours[-1].finish or hours[-1].begin)
                    return


def _dated_hours(line: Line) -> bool:
    """ "Tahoua, le lundi 3 février 2025, de 15h à 16h45"."""
    return bool(find_dates(line.text)) and any(hours.finish for hours in find_hours(line.text))


def _near(pattern: re.Pattern[str], folded: str, found: HoursFound) -> bool:
    return any(abs(match.start() - found.start) < 90 for match in pattern.finditer(folded))


def _told_place(lines: list[Line]) -> Found[str] | None:
    for line in lines:
        held = HELD.search(line.folded)
        for match in _PLACE.finditer(line.folded):
            if (not held and not re.match(r"(?:dans|a)\b", match[0])) or abs(
                match.start() - (held.start() if held else match.start())
            ) > 260:
                continue
            if not held and not (
                line.folded.startswith(("dans", "tenue", "a "))
                or (
                    _OPENED.search(line.folded)
                    and match["place"].startswith(("salle", "grande salle", "locaux", "enceinte"))
                )
            ):
                continue
            rest = line.whole.part(match.start("place") - line.whole.start)
            end = _PLACE_ENDS.search(rest.folded)
            span = rest.part(0, end.start() if end else None).strip(" ,.;:")
            if len(span.text) > 5:
                return span.said(0.95)
    for line in lines:
        if _dated_hours(line):
            for part in line.whole.split(re.compile(r"\s*[,;|]\s*|\s+[-–]\s+")):
                if re.match(rf"(?:grande?\s+)?{_PLACE_NOUN}\b", part.folded):
                    return part.strip(" .").said(0.85)
    for line in lines:
        if (found := _TOWN.search(line.folded)) and line.text[found.end()].isupper():
            span = line.whole.part(found.end() - line.whole.start)
            town = re.match(r"[A-ZÀ-Ý][\w'’\-À-ÿ]+(?:\s+[A-ZÀ-Ý][\w'’\-À-ÿ]+){0,2}", span.text)
            if town:
                return span.part(0, town.end()).said(0.8, say("Only the town is told."))
    return None
