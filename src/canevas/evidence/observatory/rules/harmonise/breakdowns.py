"""What a heading says: the meaning of its column, or the breakdowns of the figures under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.ages import find_age
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED, DOUBTFUL, EXACT, Coded, of_looked
from canevas.evidence.observatory.rules.harmonise.values.times import Habit, is_month, read_time
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import FigureWords, form

_CHILD = frozenset(("garcon", "garconnet", "fille", "fillette", "boy", "girl"))
_TIME_TOKEN = re.compile(r"[^\s:;()\[\]|]+")
_COUNTRY_WORDS = frozenset(
    ("migrant", "hote", "host", "in", "out", "es", "da", "t", "enfant", "ref", "no", "ci", "us", "uk")
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
_MEANS = re.compile(r"\b\w+ (?:moyen|median)\b(?! d[e'])")
"""An average, not a means (of transport)."""
WHOLE = (Meaning.REASON, Meaning.ACTIVITY, Meaning.EVENT)


@dataclass(slots=True)
class Said:
    """What a heading says. ``scores``: by meaning, 0 to 1, with the words that say it."""

    fixed: dict[Meaning, Coded] = field(default_factory=dict)
    scores: dict[Meaning, tuple[float, str]] = field(default_factory=dict)
    unit: str = ""
    is_total: bool = False
    is_percent: bool = False
    is_measure: bool = False  # of money, distance, surface
    is_cumulative: bool = False
    leftover: tuple[str, ...] = ()
    parent: Meaning | None = None  # the breakdown that an upper heading names: "Nationalité / Nigériens"

    @property
    def best(self) -> tuple[Meaning, float, str] | None:
        if not self.scores:
            return None
        meaning = max(self.scores, key=lambda one: self.scores[one][0])
        return meaning, *self.scores[meaning]


def read_heading(headings: Sequence[str], vocabulary: Vocabulary, habit: Habit) -> Said:
    """What the headings of a column say, from top to bottom."""
    said = Said()
    words = vocabulary.figures
    parts = [part for text in headings for part in _segments(text)]
    _scores(parts, words, said)
    said.parent = _parent(parts[:-1], words)
    years = [
        coded
        for text in parts
        if (coded := read_time(fold(text).strip(" ."), Habit())) and re.fullmatch(r"\d{4}\*?", coded.code)
    ]
    if years:
        habit = replace(habit, year=int(years[0].code[:4]))
    leftover: list[str] = []
    for text in parts:
        leftover += _read_part(text, vocabulary, said, habit)
    said.leftover = tuple(leftover)
    said.unit = _unit(parts, words)
    return said


def _segments(text: str) -> list[str]:
    """The parts of a heading: those of a name with dots are levels ("lieu.region")."""
    if re.fullmatch(r"[^\W\d]\w*(?:\.[^\W\d]\w*)+", text.strip()):
        return text.strip().split(".")
    return [text] if text.strip() else []


def _scores(parts: Sequence[str], words: FigureWords, said: Said) -> None:
    for place, text in enumerate(reversed(parts)):
        weight = 1.0 if place == 0 else 0.8 if not said.scores else 0.55
        if len(parts) > 1 and re.fullmatch(r"\s*\([^)]*\)\s*", text):
            weight = 0.3  # a unit, a note
        for meaning, score in score_heading(text, words):
            if score * weight > said.scores.get(meaning, (0.0, ""))[0]:
                said.scores[meaning] = (round(score * weight, 3), text.strip())


def _parent(parts: Sequence[str], words: FigureWords) -> Meaning | None:
    """The breakdown that upper headings announce."""
    for text in reversed(parts):
        for meaning, score in score_heading(text, words):
            if score >= 0.8 and meaning not in (Meaning.COUNT, Meaning.TOTAL, Meaning.CUMULATIVE, Meaning.UNKNOWN):
                return meaning
    return None


@lru_cache(maxsize=8192)
def _score_cached(text: str, words_id: int) -> tuple[tuple[Meaning, float], ...]:
    return tuple(_score(text, _WORDS[words_id]))


_WORDS: dict[int, FigureWords] = {}


def score_heading(text: str, words: FigureWords) -> tuple[tuple[Meaning, float], ...]:
    """The meanings whose phrases a heading holds, best first, each with its score."""
    _WORDS.setdefault(id(words), words)
    return _score_cached(text, id(words))


def _score(text: str, words: FigureWords) -> list[tuple[Meaning, float]]:
    if text.strip() in ("#", "N°", "Nº", "n°"):
        return [(Meaning.IDENTIFIER, 1.0)]
    inside = re.sub(r"\([^)]*\)", " ", text)
    found: dict[Meaning, float] = {}
    for variant, weight in ((text, 1.0), (inside, 0.99)):
        tokens = form(re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|_", " ", variant)).split()
        whole_words = [words.abbreviations.get(token, token) for token in tokens]
        for token, level in list(_weigh(whole_words, words).items()) if whole_words != tokens else ():
            found[token] = max(found.get(token, 0.0), level * weight)
        for token, level in _weigh(tokens, words).items():
            found[token] = max(found.get(token, 0.0), level * weight)
    return sorted(found.items(), key=lambda pair: -pair[1])


def _weigh(tokens: list[str], words: FigureWords) -> dict[Meaning, float]:
    """The meanings of the known phrases among the words of a heading: 1 for a phrase that is the whole of it."""
    found: dict[Meaning, float] = {}
    total = sum(map(len, tokens)) or 1
    for size in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            part = tokens[start : start + size]
            for code, is_weak in words.phrases.get(" ".join(part), ()):
                if size == len(tokens):
                    score = 0.6 if is_weak else 1.0
                else:
                    score = 0.25 if is_weak else 0.5 + 0.4 * sum(map(len, part)) / total
                    score += 0.05 if start == 0 and not is_weak else 0.0  # what comes first is what it is about
                found[Meaning(code)] = max(found.get(Meaning(code), 0.0), score)
    return _of_side(tokens, found)


_FROM = frozenset(("provenance", "origine", "depart", "origin", "departure"))
_TO = frozenset(("destination", "retour", "return"))
_LEVELS = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY)


def _of_side(tokens: list[str], found: dict[Meaning, float]) -> dict[Meaning, float]:
    """ "Région de provenance" is where people left, "commune de retour" where they go."""
    for side, meaning in ((_FROM, Meaning.DEPARTURE_PLACE), (_TO, Meaning.DESTINATION_PLACE)):
        levels = [level for level in _LEVELS if level in found]
        if levels and not side.isdisjoint(tokens):
            found[meaning] = max(0.95, found.get(meaning, 0.0))
            for level in levels:
                found[level] = min(found[level], 0.4)
    return found


def _read_part(text: str, vocabulary: Vocabulary, said: Said, habit: Habit) -> list[str]:
    words = vocabulary.figures
    folded = fold(text)
    said.is_percent |= "%" in text or _MEANS.search(folded) is not None
    said.is_percent |= any(token in _percents(words) for token in form(text).split())
    said.is_measure |= any(token in _forms(words.words.measures) for token in form(text).split())
    rest = _take_period(folded, said, habit)
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
        if token not in words.fillers and units.of_form(token) is None and token not in ("total", "cumul", "ensemble")
    ]


@lru_cache(maxsize=4)
def _forms(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(form, words)))


def _percents(words: FigureWords) -> frozenset[str]:
    return _forms(words.words.percent)


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
    found = find_age(rest)
    if found is None:
        return rest
    coded, (start, end) = found
    _set(said, Meaning.AGE_GROUP, coded)
    return f"{rest[:start]} {rest[end:]}"


def _take_whole(rest: str, whole: str, vocabulary: Vocabulary, said: Said) -> bool:
    """A heading that is nothing but a country, a place, a service."""
    words = vocabulary.figures
    if said.parent in WHOLE and (coded := of_looked(words.index(said.parent).of_form(whole))):
        _set(said, said.parent, coded)
        return True
    may_be_country = len(whole) > 2 and whole not in _COUNTRY_WORDS and not words.index("unit").of_form(whole)
    if may_be_country and (coded := of_looked(words.country_index.of_form(whole))):
        _set(said, *_country(coded, whole, said, words))
        return True
    text = rest.strip(" .:")
    for meaning, levels in ((Meaning.REGION, (1,)), (Meaning.DEPARTMENT, (2,)), (Meaning.COMMUNE, (3,))):
        if (place := vocabulary.place_index.exact(text, levels)) and len(whole) > 2:
            point = words.flow_point_index.exact(text)
            if said.parent is Meaning.FLOW_POINT and point:
                _set(said, Meaning.FLOW_POINT, Coded(point.codes[0], EXACT, say("A point where flows are watched.")))
                return True
            sure = len(place.codes) == 1 and (meaning is Meaning.REGION or said.parent is meaning)
            _set(said, meaning, Coded(place.codes[0], EXACT if sure else ASKED, say("A territory of this name.")))
            return True
    if point := words.flow_point_index.exact(text):
        _set(said, Meaning.FLOW_POINT, Coded(point.codes[0], EXACT, say("A point where flows are watched.")))
        return True
    for meaning in WHOLE:
        looked = words.index(meaning).of_form(whole)
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
    if phrase in _COUNTRY_WORDS and not (phrase in ("in", "out", "da", "enfant") and count <= 2):
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
        _set(said, meaning, coded)
        if meaning is Meaning.SEX and phrase in _CHILD and Meaning.AGE_GROUP not in said.fixed:
            said.fixed[Meaning.AGE_GROUP] = Coded("0-17", ASKED, say("Girls and boys are usually below 18."))
        return True
    return False


def _unit(parts: Sequence[str], words: FigureWords) -> str:
    """What the figures under a heading count; the last unit that it names, from its leaf up."""
    index = words.index("unit")
    for text in reversed(parts):
        tokens = form(text).split()
        for token in tokens:
            looked = index.of_form(token)
            if looked and not (len(token) <= 3 and len(tokens) > 2):
                return looked.codes[0]
    return ""
