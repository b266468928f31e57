"""What one cell looks like, before anything is known of its meaning: its kind, and the words that tell headings,
totals and notes."""
from __future__ import annotations

import re
from datetime import date, datetime, time
from enum import IntEnum
from functools import lru_cache

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.tools.text.folding import squeeze


class Kind(IntEnum):
    BLANK = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    MISSING = 4  # "-", "n.d.": a figure or word that is not known, in a column of any kind


_NUMBER = re.compile(r"(?:[<>≤≥~≈±+-]|plus de|moins de|environ|env\.?|pres de|au moins|about|over|more than|less than)?"
                     r"\s*-?\d[\d\s.,']*\s?[%*]*(?:\s?\(\w\))?|entre \d[\d .,]*\d\d et \d[\d .,]*\d\d")
_WEEKDAY = r"(?:(?:lun|mar|mer|jeu|ven|sam|dim)[a-z]{0,5}\.?,? )?"
_NUMERIC_DATE = re.compile(rf"{_WEEKDAY}\d{{1,2}} (?:[a-z]{{3,9}}\.?) (?:19|20)\d\d|{_WEEKDAY}"
                           r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{2}|\d{4})(?:\s+\d{1,2}[:h]\d{0,2}(?::\d\d)?)?"
                           r"|(?:19|20)\d\d-\d\d-\d\d(?:[t ].*)?|(?:19|20)\d\d/\d\d/\d\d")
_MONTHS = (r"(?:janv?(?:ier|uary)?|fevr?(?:ier)?|feb(?:ruary)?|mars?|march|avr(?:il)?|apr(?:il)?|mai|may|juin|june?|"
           r"juil(?:l|let)?|july?|aout|aug(?:ust)?|sept?(?:embre|ember)?|oct(?:obre|ober)?|nov(?:embre|ember)?|"
           r"dec(?:embre|ember)?)")
_PERIOD = re.compile(rf"{_MONTHS}\.?(?:[ /-]*'?\d{{2,4}})?\*?|(?:t|q|s|w)\s?\d{{1,2}}(?:[ /-]*\d{{2,4}})?\*?|"
                     r"(?:19|20)\d\d\s?\*{0,3}(?:\s?\(.*\))?|(?:19|20)\d\d[-/](?:\d\d|t\d|q\d|w\d\d)|"
                     r"\d\d[-/](?:19|20)\d\d|"
                     r"semaine\s?\d+|week\s?\d+|[1-4](?:er|e|eme)? trimestre(?: (?:19|20)\d\d)?")
_NOT_KNOWN = re.compile(r"[-–—_.?/ ]+|n\.?\s?d\.?|n\.?\s?/?\s?a\.?|nsp|nr|"
                        r"non (?:disponible|renseigne|specifie|precise)e?s?|"
                        r"not (?:available|specified)|inconnue?|unknown|\(vide\)|\(blank\)|x|#n/a|null|none|neant")
_SAID_TOTAL = r"(?:(?:ss?|sous)\s?[-/. ]?\s?)?tota(?:l|ux)\b.*"
_CARRIED = r"(?:a )?report(?:er|e)?s?|arretee?s? a(?: la somme de)?|report (?:de la page|page).*"  # sums of a ledger
_ST = r"s\s?[/.]\s?t\.?(?:\s.*)?"  # S/T
_SUM = r"somme(?: d(?:e|es|u)\b.*)?"
_ENS = r"ens(?:\.|emble)?(?: gen(?:\.|eral)?)?"
_TOTAL = re.compile(rf"{_SAID_TOTAL}|{_ST}|{_CARRIED}|{_SUM}|{_ENS}|ensemble(?:\s.*)?|(?:sub|grand)[- ]?total\b.*|"
                    r"cumul(?:\s.*)?|overall|all|tous(?: (?:sexes|ages|pays))?|toutes|general total|national")
_STRONG_TOTAL = re.compile(rf"{_SAID_TOTAL}|{_ST}|{_CARRIED}|{_SUM}|{_ENS}|(?:sub|grand)[- ]?total\b.*")
_SUBTOTAL = re.compile(rf"(?:ss?|sous)\s?[-/. ]?\s?tota.*|{_ST}|sub[- ]?total.*")
_WHOLE = re.compile(r"tou(?:s|tes) (?:les )?\w+|all \w+|(?:tout )?(?:le )?niger|pays entier|whole country|t|tot|tt")
_DERIVED = re.compile(r"(?:moyennes?|average|mean|mediane?|median|ecart[- ]type|maxi(?:mum|ma)?|mini(?:mum|ma)?)\b.*|"
                      r"%.*|pourcentages?\b.*")
_NOTE = re.compile(r"(?:\*+|\(\*+\)|\(?[1-9]\)\s|[¹²³]|n\.?\s?b\b|nota\b|notes?\b|sources?\b|remarques?\b|"
                   r"remarks?\b|comments?\b|commentaires?\s?:|legende|methodolog|observations?\s?:|fait a\b|etabli par|"
                   r"prepare par|mise? a jour|date d'edition|imprime|page \d|donnees? (?:provisoires?|au\b|extraites?)|"
                   r"disclaimer|avertissement|definition|le (?:chef|directeur|responsable)\b|visa\b|signature).*",
                   re.DOTALL)
_PAGE = re.compile(r"[-– ]*page\s?(?:n[°o.] ?)?\d+(?:\s?(?:/|sur|of|de)\s?\d+)?[-– ]*")
_HXL = re.compile(r"#[a-z][a-z_]*(?:\s*\+\s*[a-z_0-9]+)*", re.IGNORECASE)
_LABELLED = re.compile(r"[^:]{2,40}\s?:\s*\S.*|[^:]{2,40}\s?:", re.DOTALL)
_HEADINGS = """
region regions departement departements commune communes localite localites village site sites lieu lieux point points
poste postes place location zone axe pays country nationalite nationalites nationality provenance origine origin
destination date dates jour day mois month annee an year trimestre quarter semaine week periode period sexe sex genre
gender age ages tranche categorie categories type types statut status groupe population profil profile nombre nb nbre
number effectif effectifs count total totaux hommes femmes garcons filles men women boys girls male female males females
homme femme masculin feminin h f m entrants sortants entrees sorties entrant sortant entree sortie in out flux flows
direction sens mouvement movement motif raison reason transport moyen vehicule organisation organization structure
partenaire partner acteur source code pcode id n no numero num nom noms prenom prenoms name names menages households
personnes persons individus individuals cas cases evenement event convoi service services activite activity activities
indicateur indicator indicateurs observation observations commentaire commentaires remarque comments vulnerabilite
vulnerabilites vulnerability refugies demandeurs retournes expulses refoules migrants deplaces beneficiaires latitude
longitude lat lon gps heures heure hours debut fin start end admin1 admin2 admin3 adm1 adm2 adm3 desagregation cumul
enfants adultes mineurs arrivees departs arrivals departures value valeur valeurs quantite unite unit intitule libelle
designation description telephone contact ville arrondissement camp camps besoin besoins appui assistance
"""
_WORDS = frozenset(_HEADINGS.split())
"""Words of headings in French and English files of the field, without accents."""


@lru_cache(maxsize=200_000)
def _text_kind(text: str) -> Kind:
    folded = squeeze(text)
    if _NOT_KNOWN.fullmatch(folded):
        return Kind.MISSING
    if _NUMERIC_DATE.fullmatch(folded):
        return Kind.DATE
    return Kind.NUMBER if _NUMBER.fullmatch(folded) else Kind.TEXT


def kind_of(value: Value) -> Kind:
    if value is None:
        return Kind.BLANK
    if isinstance(value, str):
        return _text_kind(value)
    if isinstance(value, bool):
        return Kind.TEXT
    return Kind.NUMBER if isinstance(value, int | float) else Kind.DATE


@lru_cache(maxsize=50_000)
def _is_period(text: str) -> bool:
    return _PERIOD.fullmatch(squeeze(text)) is not None


def is_period(value: Value) -> bool:
    """A year, a quarter, a month, a day: what may stand as a heading over figures."""
    if isinstance(value, str):
        return _is_period(value) or _text_kind(value) is Kind.DATE
    if isinstance(value, int) and not isinstance(value, bool):
        return 1990 <= value <= 2060
    return isinstance(value, date | datetime)


@lru_cache(maxsize=100_000)
def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(squeeze(text).rstrip(" :")) is not None


def is_total(value: Value) -> bool:
    """Whether a label says that its row (or column) sums others."""
    return isinstance(value, str) and _is_total(value)


@lru_cache(maxsize=10_000)
def is_strong_total(text: str) -> bool:
    """The words that sum, whichever column they stand in."""
    return _STRONG_TOTAL.fullmatch(squeeze(text).rstrip(" :")) is not None


@lru_cache(maxsize=10_000)
def is_subtotal(text: str) -> bool:
    return _SUBTOTAL.fullmatch(squeeze(text)) is not None


@lru_cache(maxsize=10_000)
def is_whole(text: str) -> bool:
    """ "Toutes les régions", "Niger": a sum where the figures say so, else a value like others."""
    return _WHOLE.fullmatch(squeeze(text)) is not None


@lru_cache(maxsize=10_000)
def is_derived(text: str) -> bool:
    """Averages and shares of the rows above, which are no figures of their own."""
    return _DERIVED.fullmatch(squeeze(text)) is not None


def is_note(text: str) -> bool:
    return _NOTE.match(squeeze(text)) is not None


def is_page(text: str) -> bool:
    """The foot of a page of a printed list: "Page 1 / 2"."""
    return _PAGE.fullmatch(squeeze(text)) is not None


def is_hxl(value: Value) -> bool:
    return isinstance(value, str) and _HXL.fullmatch(value.strip()) is not None


def is_labelled(value: Value) -> bool:
    """ "Période : mars 2023", or "Période :" beside its value."""
    return isinstance(value, str) and len(value) < 120 and _LABELLED.fullmatch(squeeze(value)) is not None


@lru_cache(maxsize=50_000)
def has_heading_word(text: str) -> bool:
    return len(text) < 120 and any(word in _WORDS for word in re.findall(r"[a-z0-9]+", squeeze(text)))


def spoken(value: Value) -> str:
    """A heading as one line of text: line breaks are blanks, a date is its month where it is a month's first day."""
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        return day.strftime("%Y-%m") if day.day == 1 else day.isoformat()
    if isinstance(value, time):
        return value.isoformat()
    return " ".join(str(value).split()) if value is not None else ""
