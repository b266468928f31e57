"""How a line names a place: as where people were counted, as the seat of an office, on a journey, or bare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_SEAT = re.compile(
    r"\b(?:direct(?:ion|eur|rice)s?|dr[a-z]{0,6}|dd[a-z]{0,5}|bureaux?|antennes?|delegations?|sous-?bureaux?|sieges?|"
    r"coordination|comites?|ministeres?|services?|agences?|offices?|divisions?|inspections?|tribunal|cour|consulats?|"
    r"ambassades?|groupements?|legions?|secretariats?|observatoire|universite|croix-rouge|ong|association|cluster|gtm|"
    r"oim|hcr|iom|unhcr|unicef|field office|sub-?office|head of office|division)\b")
"""An office, whose seat a place may be."""
_AREA = re.compile(
    r"(?:regions?|departements?|communes?|villes?|villages?|zones?|districts?(?: sanitaires?)?|quartiers?|cantons?|"
    r"camps?|sites?|centres?(?: d'[a-z]+| de [a-z]+)?|mairies?|prefectures?|gouvernorats?|conseils? regiona(?:l|ux)|"
    r"csi|hopita(?:l|ux)|ecoles?|prison|maison d'arret|guichets?(?: d'[a-z]+)?|(?:auto)?gares?(?: routieres?)?|"
    r"aeroports?|barrages?|barrieres?|ponts?|ports?|marches?|postes?|points?|lieux?|localites?|puits|region of|site of|"
    r"town|camp at)"
    r"(?: urbaines?| rurales?| regional| departemental| medicale?| international)?"
    r"(?: (?:de la|de|du|des|d|of|a)| d'| l')* ?$")
"""What lies or covers the place: "région de", "centre de transit d'", "barrière de"."""
_LABEL = re.compile(r"\b(?:regions?|departements?|communes?|villages?|sites?|localites?|lieux?|centres?|villes?|camps?|"
                    r"location|place|town|endroit|district|zone|structure)[^:=]{0,12}[:=]\s*$")
_THERE = re.compile(r"\b(?:a|au|aux|dans|sur|in|at|en)(?: l[ae'])? ?$")
_AWAY = re.compile(
    r"\b(?:vers|destination(?: de)?|au depart(?: de| d'|)|partis? de|provenance(?: de| d'|)|originaires?(?: de| d')|"
    r"venus? (?:de|d')|venant (?:de|d')|(?:route|axe|corridor|ligne|trajet|piste) (?:de|d')|depuis|from|to|"
    r"towards?|deplacee?s? (?:de|d')|chasses? (?:de|d')|fui|quitte) ?$")
_BY = re.compile(r"\b(?:via|par|through) ?$")


class Standing(IntEnum):
    """The better the lower."""

    PLAIN = 0
    BARE = 1
    SEAT = 2
    BY = 3
    AWAY = 4

    @property
    def why(self) -> str:
        """What speaks against the place as that of every row."""
        return {
            Standing.PLAIN: "",
            Standing.BARE: say("The place stands by itself: nothing says that people were counted there."),
            Standing.SEAT: say("May be the seat of who made the table, not where people were counted."),
            Standing.BY: say("May be where people come from, pass or go, not where they were counted."),
            Standing.AWAY: say("May be where people come from, pass or go, not where they were counted."),
        }[self]


@dataclass(frozen=True, slots=True)
class Named:
    """A territory of Niger in a line: ``code`` is the widest of those that bear its name and lie in it (``codes``).
    ``is_alone``: no other that lies elsewhere bears it."""

    code: str
    codes: tuple[str, ...]
    standing: Standing
    is_alone: bool


def named_in(text: str, vocabulary: Vocabulary) -> Iterator[Named]:
    """The territories that a line names, and how."""
    for mention in vocabulary.find_territories(text):
        codes = [one.code for one in mention.candidates]
        if vocabulary.by_pcode[codes[0]].level > 0:
            nested = tuple(one for one in codes if vocabulary.place_index.lies_in(one, codes[0]))
            yield Named(codes[0], nested, _standing(fold(text[:mention.start])), len(nested) == len(codes))


def _standing(before: str) -> Standing:
    if _AWAY.search(before):
        return Standing.AWAY
    if _BY.search(before):
        return Standing.BY
    if _LABEL.search(before) or _AREA.search(before):
        return Standing.PLAIN
    if _SEAT.search(before):
        return Standing.SEAT
    return Standing.PLAIN if _THERE.search(before) else Standing.BARE
