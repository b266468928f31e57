"""Values of a list: countries and peoples, sexes, directions, groups, vulnerabilities, transport, organisations."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import (
    ASKED,
    DOUBTFUL,
    EXACT,
    SLIP,
    Coded,
    is_total,
    missing,
    not_understood,
    of_looked,
)
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import CodeIndex, FigureWords, Looked, form

LISTS: Mapping[Meaning, str] = MappingProxyType(
    {
        meaning: meaning.value
        for meaning in (
            Meaning.SEX,
            Meaning.POPULATION_GROUP,
            Meaning.VULNERABILITY,
            Meaning.TRANSPORT,
            Meaning.REASON,
            Meaning.EVENT,
            Meaning.ACTIVITY,
            Meaning.DIRECTION,
        )
    }
)
_KNOWN, _LIKELY = 0.93, 0.6
_WHO_MOVES = re.compile(r"^\s*(?:flux|mouvements?|migrants?|personnes|passages?|voyageurs)\s+", re.IGNORECASE)
HOME = "NER"  # of which words of direction speak, as those of the lists do
_ARROW = re.compile(r"\s*(?:→|➜|⇒|-+>|=>|>)\s*")
_SEVERAL = re.compile(r"\s*(?:[,;/+&]|\bet\b|\band\b)\s*")
_SURE_SIMPLE = (0, 1)


_OF_PEOPLE = re.compile(r"^(?:ressortissante?s?|nationaux|pays|les?) (?:des? |du |d'|: )?", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[^\W\d_]\. ?){2,}[^\W\d_]\.?")


def _undotted(text: str) -> str:
    """ "R.C.A." as "RCA"; two letters are somebody's initials."""
    text = text.strip()
    return text.replace(".", "").replace(" ", "") if _DOTTED.fullmatch(text) else text


def code_country(value: Value, words: FigureWords) -> Coded:
    """ISO 3166-1 alpha-3 of a country, or of a people."""
    if (nothing := missing(value, words)) is not None:
        return nothing
    if not isinstance(value, str):
        return not_understood(say("No country is known by this name."))
    if coded := of_looked(words.country_index.look(_OF_PEOPLE.sub("", _undotted(value)))):
        return coded
    if form(value) in words.others:
        return Coded("", EXACT, say("Other countries together: no code."))
    if is_total(value, words):
        return Coded("", SLIP, say("All together: this row sums others."))
    return not_understood(say("No country is known by this name."))


def sure_direction(value: str, words: FigureWords) -> str:
    """The direction of "Flux sortants du Niger"; "" where it is not said of which country."""
    found = words.sure_directions.exact(value) or words.sure_directions.exact(_WHO_MOVES.sub("", value))
    return found.codes[0] if found else _along(value, words)


def _along(value: str, words: FigureWords) -> str:
    """ "Niger → Bénin" leaves Niger."""
    ends = [words.country_index.exact(end) for end in _ARROW.split(value)]
    if len(ends) != 2 or not all(ends):
        return ""
    start, end = (found.codes[0] for found in ends if found)
    return "" if (start == HOME) == (end == HOME) else "out" if start == HOME else "in"


def in_two_languages(index: CodeIndex, text: str) -> Looked | None:
    """What both halves of "Réfugiés / Refugees" mean alike."""
    halves = [index.exact(half) for half in text.split("/")]
    first = halves[0]
    return first if len(halves) == 2 and first and halves[1] and first.codes[0] == halves[1].codes[0] else None


def code_listed(value: Value, meaning: Meaning, words: FigureWords) -> Coded:
    """The code of a value in the list of its meaning."""
    if (nothing := missing(value, words)) is not None:
        return nothing
    if not isinstance(value, str):
        return _numbered(value, meaning)
    if meaning is Meaning.DIRECTION and (sure := sure_direction(value, words)):
        return Coded(sure, EXACT, say("Says of which country."))
    index = words.index(LISTS[meaning])
    if coded := of_looked(in_two_languages(index, value) or index.look(value)):
        if meaning is Meaning.DIRECTION and coded.code != "internal":
            why = say("In or out of what? Bulletins differ.")
            return Coded(coded.code, min(coded.confidence, ASKED), why, coded.others)
        return coded
    if is_total(value, words):
        return Coded("", SLIP, say("All together: this row sums others."))
    return _parts(value, meaning, words)


def _numbered(value: Value, meaning: Meaning) -> Coded:
    if meaning is Meaning.SEX and value in (1, 2):
        return Coded("M" if value == 1 else "F", DOUBTFUL, say("A number: usually 1 is male and 2 female."))
    return not_understood(say("No code is known by this name."))


def _parts(value: str, meaning: Meaning, words: FigureWords) -> Coded:
    """A longer wording that holds known words: proposed, and asked."""
    index = words.index(LISTS[meaning])
    found: list[str] = []
    for part in _SEVERAL.split(value):
        if looked := index.exact(part) or _within(part, index_name=LISTS[meaning], words=words):
            found += (
                [code for code in looked if code not in found]
                if isinstance(looked, list)
                else [code for code in looked.codes if code not in found]
            )
    if found:
        reason = say("Several things in one cell.") if len(found) > 1 else say("Contains a word for it.")
        return Coded(found[0], DOUBTFUL, reason, tuple(found[1:]))
    return not_understood(say("No code is known by this name."))


def _within(text: str, *, index_name: str, words: FigureWords) -> list[str]:
    index, tokens = words.index(index_name), form(text).split()
    for size in range(min(len(tokens), index.longest), 0, -1):
        for start in range(len(tokens) - size + 1):
            part = " ".join(tokens[start : start + size])
            if len(part) > 2 and (looked := index.of_form(part)):
                return list(looked.codes)
    return []


def code_organisation(value: Value, vocabulary: Vocabulary) -> Coded:
    """The code of an organisation of the directory."""
    if (nothing := missing(value, vocabulary.figures)) is not None:
        return nothing
    if not isinstance(value, str):
        return not_understood(say("No organisation is known by this name."))
    candidates = vocabulary.match_organisation(value)
    if not candidates or candidates[0].score < _LIKELY:
        return not_understood(say("No organisation is known by this name."))
    first, others = candidates[0], tuple(candidate.code for candidate in candidates[1:])
    alone = len(candidates) == 1 or candidates[1].score < first.score - 0.04
    if first.score >= _KNOWN and alone:
        return Coded(first.code, EXACT if first.score >= SLIP else SLIP, first.reason, others)
    return Coded(first.code, min(first.score, ASKED), first.reason, others)
