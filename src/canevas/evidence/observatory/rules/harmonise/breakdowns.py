"""What the words of a heading break figures down by: a period, an age, a people, a place, a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from canevas.evidence.observatory.rules.harmonise.headings import Said
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.ages import find_age
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED, DOUBTFUL, EXACT, LONE, Coded, of_looked
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit
from canevas.evidence.observatory.rules.harmonise.values.lists import HOME
from canevas.evidence.observatory.rules.harmonise.values.written_times import is_month, read_time
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import FigureWords, form

_CHILD = frozenset(("garcon", "garconnet", "fille", "fillette", "boy", "girl"))
_SAYS_AGE = re.compile(r"\b(?:ans?|years?|yrs?|y|mois|months?|ages?|agee?s?)\b|\d(?:ans|m|y)\b")
_TOWARD = re.compile(r"^\s*(?:vers|a destination d[eu]s?|toward|to) (?:l'|les? |la )?([a-z' -]+?)\s*$")
_TOWARD_TOWN = re.compile(r"^\s*(?:vers|a destination de|toward|to) [^()]+\(([a-z' -]+)\)\s*$")  # "Vers Gaya (Niger)"
_OF_STATE = re.compile(r"\b(territoire|sol|frontieres?|cote|etat|police|armee|autorites?|gouvernement) "
                       r"[a-z]+(?:ien|ais|an|in)(?:ne|e)?s?\b")
"""What follows is no people: "le territoire nigérien", "la police algérienne"."""
_SINCE = re.compile(r"\b(depuis|since)(?: le| the)?(?: \d{1,2}(?:er|st)?)? [a-z]+(?: (?:19|20)\d\d)?\b")
"""Where figures begin is not their time: "Cumul depuis janvier"."""
_TIME_TOKEN = re.compile(r"[^\s:;()\[\]|]+")
_COUNTRY_WORDS = frozenset(
    ("migrant", "hote", "host", "in", "out", "es", "da", "t", "enfant", "ref", "no", "ci", "us", "uk", "fin")
)
"""Words too common in headings to break figures down on their own."""
LISTED = (
    Meaning.SEX,
    Meaning.VULNERABILITY,
    Meaning.POPULATION_GROUP,
    Meaning.AGE_GROUP,
    Meaning.DIRECTION,
    Meaning.TRANSPORT,
)
_MEANS = re.compile(r"\b(?!q\d+ )[a-z]\w* (?:moyen|median)\b(?! d[e'])|\bmoy\.?(?: |$)(?!(?:de )?(?:transp|depl))")
"""An average, not a means (of transport)."""
_MEASURED = re.compile(r"\S.*\(\s*(?:en )?(?:jours|heures|minutes|ha|hectares|m2|m3|litres?|l|tonnes?|t|kg|km|km2|"
                       r"f ?cfa|usd|euros?|xof|days|hours|tons?)\s*\)\s*$")
"""A unit of measure in brackets behind what it measures: "Durée (jours)"."""
_LEVELS = ((Meaning.REGION, (1,)), (Meaning.DEPARTMENT, (2,)), (Meaning.COMMUNE, (3,)))
WHOLE = (Meaning.REASON, Meaning.ACTIVITY, Meaning.EVENT)


def read_part(text: str, vocabulary: Vocabulary, said: Said, habit: Habit) -> list[str]:
    words = vocabulary.figures
    folded = fold(text)
    said.is_percent |= "%" in text or _MEANS.search(folded.replace("_", " ")) is not None
    said.is_percent |= any(token in _percents(words) for token in form(text).split())
    said.measures += sum(token in forms_of(words.words.measures) for token in form(text).split())
    if _MEASURED.search(folded) and not text.rstrip().endswith("(T)"):  # a total, and no tonnes
        said.measures += 2  # two witnesses: the words, and the unit that they bear out
    rest = _take_period(_SINCE.sub(r"\1", _OF_STATE.sub(r"\1", folded)), said, habit)
    rest = _take_age(rest, said)
    tokens = form(rest).split()
    whole = " ".join(tokens)
    if not tokens:
        return []
    said.is_total |= whole in words.totals or tokens[0] in ("total", "ensemble", "totaux") or tokens[-1] == "total"
    said.is_cumulative |= any(token.startswith("cumul") for token in tokens) or whole in ("ytd", "running total")
    if whole in words.totals:
        return []
    if _take_whole(rest, whole, vocabulary, said):
        return []
    left = _take_windows(tokens, words, said)
    units = words.index("unit")
    return [
        token
        for token in left
        if words.abbreviations.get(token, token) not in words.fillers
        and units.of_form(token) is None
        and token not in ("total", "cumul", "ensemble")
    ]


@lru_cache(maxsize=8)
def forms_of(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(form, words)))


def _percents(words: FigureWords) -> frozenset[str]:
    return forms_of(words.words.percent)


def _set(said: Said, meaning: Meaning, coded: Coded) -> None:
    known = said.fixed.get(meaning)
    if known is None or (coded.confidence > known.confidence and known.code != coded.code):
        said.fixed[meaning] = coded


def _take_period(folded: str, said: Said, habit: Habit) -> str:
    """A period within a heading, taken out of it."""
    tokens = [(match.start(), match.end(), match[0].strip(".,'")) for match in _TIME_TOKEN.finditer(folded)]
    for size in range(min(8, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            chosen = tokens[start : start + size]
            low, high = chosen[0][0], chosen[-1][1]
            window = folded[low:high].strip(" .,;:'")
            alone = size == len(tokens)
            if not _may_be_time(window, alone=alone) or not (coded := read_time(window, habit)):
                continue
            if "Q" not in coded.code and "W" in coded.code and not alone and not re.search(r"\d{4}", window):
                continue
            if said.fixed.get(Meaning.PERIOD) is None or len(coded.code) > len(said.fixed[Meaning.PERIOD].code):
                said.fixed[Meaning.PERIOD] = coded
            return folded[:low] + " " + folded[high:]
    return folded


def _may_be_time(window: str, *, alone: bool) -> bool:
    if re.search(r"(?:19|20)\d\d|\d[/.-]\d", window):
        return True
    if match := re.match(r"^([a-z]{3,})[-. ]*'?\d\d$", window):
        return is_month(match[1]) or alone
    return (alone and any(sign.isdigit() for sign in window)) or (is_month(window))


def _take_age(rest: str, said: Said) -> str:
    rest = re.sub(r"(?<=\d)_(?=\d)", "-", rest).replace("_", " ")  # "enfants_6_59_mois"
    found = find_age(rest)
    if found is None:
        return rest
    coded, (start, end) = found
    if coded.confidence == EXACT and said.parent is not Meaning.AGE_GROUP and not _SAYS_AGE.search(rest):
        coded = replace(coded, confidence=LONE)
    _set(said, Meaning.AGE_GROUP, coded)
    return f"{rest[:start]} {rest[end:]}"


def _take_whole(rest: str, whole: str, vocabulary: Vocabulary, said: Said) -> bool:
    """A heading that is nothing but a country, a place, a service."""
    words = vocabulary.figures
    if said.parent in WHOLE and (coded := of_looked(words.index(said.parent).of_form(whole))):
        _set(said, said.parent, coded)
        return True
    if said.scores.get(Meaning.IDENTIFIER, (0.0, ""))[0] >= 0.9:
        return False  # "index" is no singular of "Inde"
    toward = _TOWARD.match(rest) or _TOWARD_TOWN.match(rest)
    if toward and (country := words.country_index.exact(toward[1])) and country.is_sure:
        where = "in" if country.codes[0] == HOME else "out"
        _set(said, Meaning.DIRECTION, Coded(where, EXACT, say("Says of which country.")))
        return True
    may_be_country = len(whole) > 2 and whole not in _COUNTRY_WORDS and not words.index("unit").of_form(whole)
    if may_be_country and (coded := of_looked(words.country_index.of_form(whole))):
        _set(said, *_country(coded, whole, said, words))
        return True
    text = rest.strip(" .:")
    for meaning, levels in sorted(_LEVELS, key=lambda level: level[0] is not said.parent):
        if (place := vocabulary.place_index.exact(text, levels)) and len(whole) > 2:
            point = words.flow_point_index.exact(text)
            if said.parent is Meaning.FLOW_POINT and point:
                _set(said, Meaning.FLOW_POINT, Coded(point.codes[0], EXACT, say("A point where flows are watched.")))
                return True
            alone = len(place.codes) == 1
            sure = EXACT if alone and said.parent is meaning else LONE if alone and meaning is Meaning.REGION else ASKED
            _set(said, meaning, Coded(place.codes[0], sure, say("A territory of this name.")))
            return True
    if point := words.flow_point_index.exact(text):
        _set(said, Meaning.FLOW_POINT, Coded(point.codes[0], LONE, say("A point where flows are watched.")))
        return True
    for meaning in WHOLE:
        looked = words.index(meaning).of_form(whole)
        if meaning is Meaning.REASON and words.index("unit").of_form(whole):
            continue  # "Familles" are counted
        if looked and looked.codes[0] not in ("other", "transit", "arrival"):
            _set(said, meaning, Coded(looked.codes[0], ASKED, say("May mean it.")))
            return True
    return False


def _country(coded: Coded, whole: str, said: Said, words: FigureWords) -> tuple[Meaning, Coded]:
    """What a country in a heading is: what an upper heading says; a people is a nationality."""
    if said.parent in (
        Meaning.NATIONALITY,
        Meaning.COUNTRY_ORIGIN,
        Meaning.COUNTRY_DEPARTURE,
        Meaning.COUNTRY_DESTINATION,
    ):
        return said.parent, coded
    if words.people_index.of_form(whole):
        return Meaning.NATIONALITY, coded
    return Meaning.COUNTRY_ORIGIN, Coded(
        coded.code, min(coded.confidence, ASKED), say("A country: of origin, of destination?")
    )


def _take_windows(tokens: list[str], words: FigureWords, said: Said) -> list[str]:
    left = list(tokens)
    for size in range(min(6, len(left)), 1, -1):  # "flux entrant au Niger" before "flux entrant"
        for start in range(len(left) - size + 1):
            if looked := words.sure_directions.of_form(" ".join(left[start : start + size])):
                said.fixed[Meaning.DIRECTION] = Coded(looked.codes[0], EXACT, say("Says of which country."))
                left[start : start + size] = [""] * size
    for size in range(min(6, len(left)), 0, -1):
        start = 0
        while start + size <= len(left):
            part = left[start : start + size]
            if "" not in part and _take_phrase(" ".join(part), len(tokens), words, said):
                left[start : start + size] = [""] * size
            start += 1
    return [token for token in left if token]


def _take_phrase(phrase: str, count: int, words: FigureWords, said: Said) -> bool:
    """One known phrase within a heading."""
    most = 3 if phrase == "hote" else 2  # "Nb pers. hôtes"
    if phrase in _COUNTRY_WORDS and not (phrase in ("in", "out", "da", "enfant", "hote") and count <= most):
        return False
    if looked := words.sure_directions.of_form(phrase):
        said.fixed[Meaning.DIRECTION] = Coded(looked.codes[0], EXACT, say("Says of which country."))
        return True
    if coded := of_looked(words.people_index.of_form(phrase)):
        _set(said, said.parent if said.parent in (Meaning.COUNTRY_ORIGIN,) else Meaning.NATIONALITY, coded)
        return True
    order = [said.parent, *LISTED] if said.parent in LISTED else LISTED
    for meaning in order:
        if meaning is None or not (coded := of_looked(words.index(meaning).of_form(phrase))):
            continue
        if meaning is not Meaning.SEX and len(phrase) < 3 and count > 1:
            continue
        if meaning is Meaning.AGE_GROUP and Meaning.AGE_GROUP in said.fixed:
            return True
        if meaning is Meaning.DIRECTION and said.fixed.get(meaning, coded).reason == say("Says of which country."):
            return True
        if meaning is Meaning.DIRECTION:
            coded = (
                coded
                if coded.code == "internal"
                else Coded(coded.code, ASKED, say("In or out of what? Bulletins differ."))
            )
        if coded.code in ("other", "none"):
            if said.parent is not meaning:
                continue  # other than what, nothing says
            coded = Coded(coded.code, DOUBTFUL, say("May mean it."))
        if coded.confidence == EXACT and len(phrase) <= (1 if meaning is Meaning.SEX else 2):
            coded = replace(coded, confidence=LONE)
        _set(said, meaning, coded)
        if meaning is Meaning.SEX and phrase in _CHILD and Meaning.AGE_GROUP not in said.fixed:
            said.fixed[Meaning.AGE_GROUP] = Coded("0-17", ASKED, say("Girls and boys are usually below 18."))
        return True
    return False


_PLACES = re.compile(r"^(?:(?:nombre|nb|nbre) d(?:e |'))?(?:villages|communes|ecoles|sites|centres|groupements|comites|"
                     r"associations|departements|localites|quartiers|structures|points d'eau)\b")
"""Places and bodies that are counted: "Villages accueillant des réfugiés"."""


def names_things(parts: Sequence[str], words: FigureWords) -> bool:
    """Whether a heading counts what people have, and no people: it names a thing before anybody ("Lits hommes",
    "Latrines / Femmes"), or in brackets."""
    things, units, sexes = forms_of(words.words.things), words.index("unit"), words.index("sex")
    if any(not things.isdisjoint(form(match[1]).split()) for text in parts if (match := _IN_BRACKETS.search(text))):
        return True
    if any(_PLACES.match(fold(text)) for text in parts):
        return True
    for token in form(" ".join(parts).replace("_", " ")).split():
        if token in things:
            return True
        unit = units.of_form(token)
        if sexes.of_form(token) or (unit and unit.codes[0] in ("persons", "households")):
            return False
    return False


_IN_BRACKETS = re.compile(r"\(([^()]+)\)\s*$")


def unit_of(parts: Sequence[str], words: FigureWords) -> str:
    """What the figures under a heading count: what stands in brackets behind it, else the unit that it names, from its
    leaf up."""
    index = words.index("unit")
    bracketed = [match[1] for text in parts if (match := _IN_BRACKETS.search(text))]
    for text in (*reversed(bracketed), *reversed(parts)):
        tokens = form(text).split()
        for token in tokens:
            looked = index.of_form(token)
            if looked and not (len(token) <= 3 and len(tokens) > 2):
                return looked.codes[0]
    return ""
