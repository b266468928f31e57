"""Whom a title is about: which way they went, which country put them out, which people they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.tools.text.normalise import fold
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import CodeIndex, FigureWords, form

_PUT_OUT = re.compile(r"\b(?:expuls|refoul|rapatri|reconduit|retourn)(?:ee?s?|ions?|ements?|s|es?)? "
                      r"(?:depuis |en provenance )?(?:d[eu]s? la |d[eu]s? l'|d[eu]s? |d'|l')([a-z' -]+)")
_FROM_TO = re.compile(r"\b(?:d[eu]s? la |d[eu]s? l'|d[eu]s? |d'|depuis (?:la |le |l'|les )?)"
                      r"(?=([a-z' -]+?) (?:(?:vers|a destination d[eu]s?) |au )([a-z' -]+))")
_OF_A_PEOPLE = re.compile(r"\b(?:refugie|asile|ressortissant|migrant|retourne|expulse|refoule|citoyen)e?s? ([a-z-]+)")
_SERVED = re.compile(
    r"\b(?:consultations?|soins|assistance|orientations?|depistages?|vaccinations?|distributions?|appuis?|"
    r"prises? en charge|hebergements?|services?)\b[a-z' ]{0,40}\b(?:des?|aux|of|for|to) migrants\b(?! [a-z]{3,}es\b)")
"""What was given to migrants, and not to "migrants refoulés", who are others."""
_CODE = 3  # letters
_CLAUSE = re.compile(r"[:;|()\u2013\u2014]| - |\s/\s")
_WITHIN = frozenset(form(
    "direction ministère commissariat commission office organisation comité haut service secrétariat cellule bureau "
    "coordination cluster groupe agence camp site centre école carte village acte dans faveur auprès pour projet "
    "programme fonds loi convention journée accueil appui protection").split())
"""Words after which a group may belong to a name: "Direction des migrations et des réfugiés", "camps de réfugiés"."""


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """A group of people in a line; ``is_plain``: no word before it makes it a part of a name."""

    code: str
    is_plain: bool


def groups_in(text: str, vocabulary: Vocabulary) -> Iterator[SaidGroup]:
    """The groups of people that a line or a heading names."""
    index = vocabulary.figures.index("population_group")
    for clause in _CLAUSE.split(text):
        tokens = form(clause).split()
        for size in range(min(4, len(tokens)), 0, -1):
            for start in range(len(tokens) - size + 1):
                phrase = " ".join(tokens[start : start + size])
                if len(phrase) < 3 or (phrase == "hote" and start > 0) or (
                        phrase == "migrant" and start > 0 and not _are_served(clause, tokens[:start])):
                    continue
                if (looked := index.of_form(phrase)) and looked.is_sure:
                    yield SaidGroup(looked.codes[0], _WITHIN.isdisjoint(tokens[:start]))


def _are_served(clause: str, before: Sequence[str]) -> bool:
    """Whether migrants are those to whom something was given: "Consultations curatives des migrants"."""
    return _WITHIN.isdisjoint(before) and _SERVED.search(fold(clause)) is not None


def countries_in(text: str, vocabulary: Vocabulary) -> set[str]:
    """The countries that a line names by their own name or their people's."""
    return set(_within(form(text), vocabulary.figures.country_index))


def people_said(titles: Sequence[str], vocabulary: Vocabulary) -> Iterator[tuple[Meaning, str]]:
    """What titles say of everybody, where they say it of one only: "Flux sortants du Niger", "expulsés d'Algérie",
    "Réfugiés maliens"."""
    words, texts = vocabulary.figures, [fold(title) for title in titles]
    said = {
        Meaning.DIRECTION: {code for text in texts for code in _within(form(text), words.sure_directions)},
        Meaning.COUNTRY_DEPARTURE: {code for text in texts for match in _left(text, words)
                                    if (code := _first(match[1], words.country_index))},
        Meaning.NATIONALITY: {looked.codes[0] for text in texts for match in _OF_A_PEOPLE.finditer(text)
                              if (looked := words.people_index.exact(match[1])) and looked.is_sure},
    }
    if len({code for text in texts for code in _within(form(text), words.people_index)}) > 1:
        del said[Meaning.NATIONALITY]  # "réfugiés maliens et nigérians"
    yield from ((meaning, *codes) for meaning, codes in said.items() if len(codes) == 1)  # type: ignore[misc]


def _left(text: str, words: FigureWords) -> Iterator[re.Match[str]]:
    """What is said of the country that people left: "expulsés d'Algérie", "vols de Libye vers le Niger", and no
    "frontière de l'Algérie au nord"."""
    yield from _PUT_OUT.finditer(text)
    for match in _FROM_TO.finditer(text):
        where = re.sub(r"^(?:le |la |les |l')", "", match[2])
        if text[: match.start(2)].endswith("vers ") or _first(where, words.country_index):
            yield match


def _within(text: str, index: CodeIndex) -> Iterator[str]:
    tokens = text.split()
    for size in range(1, index.longest + 1):
        for start in range(len(tokens) - size + 1):
            if looked := index.of_form(" ".join(tokens[start : start + size])):
                yield looked.codes[0]


def _first(text: str, countries: CodeIndex) -> str:
    """The country that a text begins with, by a name: a code of three letters may be a word ("cars")."""
    tokens = text.split()
    names = [" ".join(tokens[:size]) for size in range(min(4, len(tokens)), 0, -1)]
    found = (countries.exact(name) for name in names if len(form(name)) > _CODE)
    return next((looked.codes[0] for looked in found if looked and looked.is_sure), "")
