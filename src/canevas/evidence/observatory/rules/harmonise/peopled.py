"""Whether anything says that a table counts people: figures under "Nombre", months or places alone may be of wells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from canevas.evidence.observatory.rules.harmonise.breakdowns import forms_of
from canevas.evidence.observatory.rules.harmonise.deciding.read import Read
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal
from canevas.tools.vocabulary.figures import FigureWords, form

_OF_PEOPLE = (*COUNTRIES, Meaning.SEX, Meaning.AGE, Meaning.AGE_GROUP, Meaning.POPULATION_GROUP, Meaning.VULNERABILITY,
              Meaning.DIRECTION, Meaning.FLOW_POINT, Meaning.REASON, Meaning.HOURS_OBSERVED)
_UNITS = ("persons", "households", "movements")
NAMED = ("persons", "households", "events", "cases")
"""Units that say what figures count where the title speaks of incidents."""
_LISTS = ("population_group", "vulnerability", "sex", "age_group", "event")
_SUBJECTS = ("movement", "event", "stock")
_LONGEST = 4


def is_bare(column: ColumnProposal) -> bool:
    """Whether the heading of figures says when, where or what for, and not whom they count."""
    return column.meaning is Meaning.COUNT and not column.unit and {*column.fixed}.isdisjoint(_OF_PEOPLE)


def says_people(columns: Sequence[ColumnProposal], read: Sequence[Read], about: str, words: FigureWords) -> bool:
    """Whether a column, a heading, every row of an indicator or what stands over the table (``about``, folded) speaks
    of people, or of what they do."""
    for column, one in zip(columns, read, strict=True):
        said = [str(value) for value, _count in one.cells.profile.said] if column.meaning is Meaning.INDICATOR else []
        if said and all(_speaks(text, words) for text in said):
            return True
        is_sure = column.confidence >= SURE  # "Pays d'envoi" may be of money
        is_broken_down = not {*column.fixed}.isdisjoint(_OF_PEOPLE)
        if (column.meaning in _OF_PEOPLE and is_sure) or column.unit in _UNITS or is_broken_down:
            return True
    return _speaks(about, words) or any(_speaks(column.header, words) for column in columns if is_bare(column))


def says_staff(about: str, words: FigureWords) -> bool:
    """Whether a clause of what stands over the table begins with who works there: "Mairie d'Ingall : personnel"."""
    return any(head in _STAFF for head in _heads(about, words))


def says_incidents(about: str, words: FigureWords) -> bool:
    """Whether a clause begins with what happened: its figures are no people, even under "VBG"."""
    return any(head in _INCIDENTS for head in _heads(about, words))


def _heads(about: str, words: FigureWords) -> Iterator[str]:
    """The first word that says something, of each clause."""
    for clause in _CLAUSE.split(about):
        yield next((token for token in form(clause).split() if not _says_nothing(token, words)), "")


def _says_nothing(token: str, words: FigureWords) -> bool:
    return token in _NEUTRAL or token in words.fillers or token.isdigit()


def _speaks(text: str, words: FigureWords) -> bool:
    """Whether a clause begins with people, or with what says no more than that something of them is told: "Situation
    des réfugiés", and not "Écoles accueillant des réfugiés", which counts schools."""
    return any(_leads(clause, words) for clause in _CLAUSE.split(text.replace("_", " ")))


def _leads(clause: str, words: FigureWords) -> bool:
    tokens = [words.abbreviations.get(token, token) for token in form(clause).split()]
    for start, token in enumerate(tokens):
        ends = range(start + 1, min(start + _LONGEST, len(tokens)) + 1)
        if any(_is_of_people(" ".join(tokens[start:end]), words) for end in ends):
            return True
        if not _says_nothing(token, words):
            return False
    return False


def _is_of_people(phrase: str, words: FigureWords) -> bool:
    unit = words.index("unit").of_form(phrase)
    return (phrase in _PERSONS or phrase in _subjects(words) or bool(unit and unit.codes[0] in _UNITS)
            or words.people_index.of_form(phrase) is not None
            or any((looked := words.index(name).of_form(phrase)) and looked.is_sure for name in _LISTS))


def _subjects(words: FigureWords) -> frozenset[str]:
    return forms_of(tuple(word for name in _SUBJECTS for word in words.words.subjects.get(name, ()))) - _NEUTRAL


def _forms(text: str) -> frozenset[str]:
    return frozenset(map(form, text.split()))


_CLAUSE = re.compile(r"[:;,|()\u2013\u2014]| - |\s/\s")
_PERSONS = _forms("migrant migrante passager voyageur ressortissant étranger habitant élève travailleur jeune enfant "
                  "homme femme personne individu people person")
_STAFF = _forms("personnel agent staff équipe team enseignant fonctionnaire salarié employé bénévole volontaire")
_INCIDENTS = _forms("incident incidents alerte violation attaque accident")
_NEUTRAL = frozenset((*_forms(
    "situation statistique répartition évolution recensement suivi liste état bilan rapport synthèse enregistrement "
    "profil caractéristique tableau fiche registre stock effectif nouveau nouvelle interpellation identification "
    "présence retour rapatriement fmp occupation de du des d le la les l et en au aux à un une breakdown list monthly "
    "new registration"), form("situation au")))
"""What stands before the people of a title and is not counted itself."""
