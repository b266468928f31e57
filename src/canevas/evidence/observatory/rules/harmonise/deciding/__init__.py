"""What one column means, taken alone: its tag, its heading, its cells."""

from __future__ import annotations

from dataclasses import replace

from canevas.evidence.observatory.rules.harmonise.deciding.numbers import are_ages, is_figure_heading, of_numbers
from canevas.evidence.observatory.rules.harmonise.deciding.read import SHARE, Meant, Read, best_of, is_plain
from canevas.evidence.observatory.rules.harmonise.deciding.texts import of_texts
from canevas.evidence.observatory.rules.harmonise.looking import PARTS, Column
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import LONE
from canevas.evidence.observatory.rules.harmonise.values.figures import read_figure
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.figures import form


def meaning_of(read: Read, vocabulary: Vocabulary) -> Meant:
    """What one column means, taken alone."""
    meant = _meaning_of(read, vocabulary)
    if meant.meaning is not Meaning.COUNTRY:
        return meant
    if read.said.strangers.get(Meaning.COUNTRY):  # "Pays de résidence" is neither where people come from nor go to
        return replace(meant, confidence=min(meant.confidence, 0.7), others=(*COUNTRIES, Meaning.UNKNOWN),
                       question=say("Which country is it: of origin, of departure, of destination, the nationality?"))
    others = (Meaning.NATIONALITY, Meaning.COUNTRY_DEPARTURE, Meaning.COUNTRY_DESTINATION, Meaning.UNKNOWN)
    return Meant(
        Meaning.COUNTRY_ORIGIN,
        min(meant.confidence, 0.7),
        meant.reason,
        others,
        say("Which country is it: of origin, of departure, of destination, the nationality?"),
    )


def _meaning_of(read: Read, vocabulary: Vocabulary) -> Meant:
    if tagged := _of_tag(read, vocabulary):
        return tagged
    if read.cells.is_empty:
        best = read.said.best
        return Meant(best[0] if best and best[1] >= 0.8 else Meaning.UNKNOWN, 0.6, say("No cell of it is filled."))
    if guarded := _protected(read):
        return guarded
    profile = read.cells.profile
    mostly = profile.numbers >= 0.6 or (profile.numbers + profile.intervals >= 0.3 and is_figure_heading(read.said))
    if mostly and not _only_says_none(read.cells):
        return of_numbers(read)
    if profile.days >= SHARE:
        return _of_days(read)
    return of_texts(read)


def _only_says_none(cells: Column) -> bool:
    """Whether "néant" is all that cells count, beside a sentence: "un accident, 4 blessés"."""
    texts = [value for value in cells.counts if isinstance(value, str)]
    none = [text for text in texts if read_figure(text).value == 0 and not any(map(str.isdigit, text))]
    return bool(none) and len(texts) > len(none) and set(cells.all_numbers()) == {0.0}


def _of_tag(read: Read, vocabulary: Vocabulary) -> Meant | None:
    """A HXL tag, its longest known beginning."""
    tag = read.laid.hxl.strip().lower().replace(" ", "")
    if not tag.startswith("#"):
        return None
    tags = vocabulary.figures.tags
    known = [
        one for one in tags if tag == one or tag.startswith((f"{one}+",)) or set(one.split("+")) <= set(tag.split("+"))
    ]
    if not known:
        return None
    meaning = Meaning(tags[max(known, key=len)])
    best = read.said.best
    if best and best[1] >= 0.9 and any(meaning in kind and best[0] in kind for kind in (PLACES, COUNTRIES)):
        meaning = best[0]
    if meaning in FIGURES and (read.said.measures or read.said.is_percent):
        return of_numbers(read)
    return Meant(meaning, 0.99, say("HXL tag %(tag)s.", tag=tag))


def _protected(read: Read) -> Meant | None:
    """Names, telephones and cards: never values, whatever else the column looks like."""
    best, cells = read.said.best, read.cells
    if best and best[0] is Meaning.PERSON and best[1] >= 0.6 and not _names_places(cells) and not are_ages(read):
        others = [
            meaning
            for meaning, (score, _words) in read.said.scores.items()
            if meaning is not Meaning.PERSON and score >= 0.5
        ]
        if Meaning.SEX in others and cells.recognised(Meaning.SEX) >= SHARE:
            return Meant(Meaning.SEX, 0.85, say("Heading “%(words)s”: of whom is it?", words=best[2]),
                         (Meaning.PERSON, Meaning.UNKNOWN), say("Does this column say what its heading says?"))
        if _may_count(best[2], cells):
            return Meant(Meaning.COUNT, 0.6, say("“%(words)s”: of persons, or how many?", words=best[2]),
                         (Meaning.PERSON, Meaning.UNKNOWN), say("What do these figures count?"))
        sure = best[1] >= 0.9 and not others and _are_of_persons(best[2], cells)
        return Meant(
            Meaning.PERSON,
            0.98 if sure else 0.9,
            say("Heading “%(words)s”: about a person; its values are not read.", words=best[2]),
            tuple(others),
        )
    if cells.profile.texts > 0.5 and cells.recognised(Meaning.PERSON) >= 0.6:
        return Meant(Meaning.PERSON, 0.95, say("Telephones or addresses: its values are not read."))
    return None


_VAGUE = frozenset(("nom", "name", "agent", "responsable", "contact", "chef", "superviseur"))
"""Headings that may be about a place, a body or a number of people as well (forms)."""


def _are_of_persons(heading: str, cells: Column) -> bool:
    """Whether cells bear a heading about persons out: telephones, or texts that nothing else recognises."""
    if cells.recognised(Meaning.PERSON) >= 0.5:
        return True
    return form(heading) not in _VAGUE and cells.recognised(Meaning.ORGANISATION) < 0.5


_MOST_OF_THEM = 99_999
"""Numbers of papers and telephones are longer."""


def _may_count(heading: str, cells: Column) -> bool:
    """Whether a heading in the plural stands over small whole numbers: "passeports" that were given, and no numbers of
    passports."""
    numbers = cells.all_numbers()
    is_plural = fold(heading).replace("_", " ").strip().endswith("s")
    return is_plural and cells.profile.numbers >= SHARE and all(
        number.is_integer() and 0 <= number <= _MOST_OF_THEM for number in numbers)


def _names_places(cells: Column) -> bool:
    """Whether "Nom" is that of places."""
    return any(cells.recognised(meaning) >= SHARE for meaning in (Meaning.PLACE, Meaning.FLOW_POINT, Meaning.COUNTRY))


def _of_days(read: Read) -> Meant:
    best = best_of(read.said, TIMES)
    if best and read.said.scores.get(Meaning.COMMENT, (0.0, ""))[0] >= max(0.9, best[1]):
        return Meant(Meaning.COMMENT, LONE, say("Heading “%(words)s”.", words=read.laid.header))
    if best:
        is_sure = is_plain(read.said, best[0]) and (best[0] not in PARTS or read.cells.recognised(best[0]) >= SHARE)
        why = say("Heading “%(words)s”, and its cells are dates.", words=best[2])
        return Meant(best[0], 0.98 if is_sure else LONE, why)
    if read.said.best and read.said.best[0] is Meaning.AGE_GROUP and read.said.best[1] >= 0.9:
        return Meant(Meaning.AGE_GROUP, 0.8, say("The spreadsheet made dates of bands of age."))
    return Meant(Meaning.DATE, LONE if not read.said.scores else 0.85, say("Its cells are dates."))
