"""What one column means, taken alone: its heading, borne out by its cells or against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canevas.evidence.observatory.rules.harmonise.breakdowns import Said
from canevas.evidence.observatory.rules.harmonise.layout import LaidColumn
from canevas.evidence.observatory.rules.harmonise.looking import GENERIC, Column
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_SHARE = 0.8
_COUNTRY_SIDE = {
    Meaning.DEPARTURE_PLACE: Meaning.COUNTRY_DEPARTURE,
    Meaning.DESTINATION_PLACE: Meaning.COUNTRY_DESTINATION,
    Meaning.PLACE: Meaning.COUNTRY,
}
_PLACE_SIDE = {
    Meaning.COUNTRY_DEPARTURE: Meaning.DEPARTURE_PLACE,
    Meaning.COUNTRY_DESTINATION: Meaning.DESTINATION_PLACE,
    Meaning.COUNTRY_ORIGIN: Meaning.DEPARTURE_PLACE,
}


@dataclass(frozen=True, slots=True)
class Read:
    """A column with what was looked at to propose its meaning."""

    laid: LaidColumn
    cells: Column
    said: Said


@dataclass(frozen=True, slots=True)
class Meant:
    meaning: Meaning
    confidence: float
    reason: str
    others: tuple[Meaning, ...] = ()
    question: str = ""


def meaning_of(read: Read, vocabulary: Vocabulary) -> Meant:
    """What one column means, taken alone."""
    meant = _meaning_of(read, vocabulary)
    if meant.meaning is not Meaning.COUNTRY:
        return meant
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
    if profile.numbers >= 0.6 or (profile.numbers >= 0.3 and _is_figure_heading(read.said)):
        return _of_numbers(read)
    if profile.days >= _SHARE:
        return _of_days(read)
    return _of_texts(read)


def _is_figure_heading(said: Said) -> bool:
    best = said.best
    return bool(said.fixed) or said.is_total or bool(best and best[0] in FIGURES and best[1] >= 0.8)


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
    return Meant(meaning, 0.99, say("HXL tag %(tag)s.", tag=tag))


def _protected(read: Read) -> Meant | None:
    """Names, telephones and cards: never values, whatever else the column looks like."""
    best, cells = read.said.best, read.cells
    if best and best[0] is Meaning.PERSON and best[1] >= 0.6 and not _names_places(cells) and not _are_ages(read):
        others = [
            meaning
            for meaning, (score, _words) in read.said.scores.items()
            if meaning is not Meaning.PERSON and score >= 0.5
        ]
        sure = best[1] >= 0.9 and not others
        return Meant(
            Meaning.PERSON,
            0.98 if sure else 0.9,
            say("Heading “%(words)s”: about a person; its values are not read.", words=best[2]),
            tuple(others),
        )
    if cells.profile.texts > 0.5 and cells.recognised(Meaning.PERSON) >= 0.6:
        return Meant(Meaning.PERSON, 0.95, say("Telephones or addresses: its values are not read."))
    return None


def _are_ages(read: Read) -> bool:
    """Whether "Âge du chef" is an age, and no name."""
    numbers = read.cells.all_numbers()
    said = read.said.scores.get(Meaning.AGE, (0.0, ""))[0] >= 0.5
    return said and read.cells.profile.numbers > _SHARE and all(0 <= number <= 120 for number in numbers)


def _names_places(cells: Column) -> bool:
    """Whether "Nom" is that of places."""
    return any(cells.recognised(meaning) >= _SHARE for meaning in (Meaning.PLACE, Meaning.FLOW_POINT, Meaning.COUNTRY))


def _of_days(read: Read) -> Meant:
    best = _best(read.said, TIMES)
    if best:
        return Meant(best[0], 0.98, say("Heading “%(words)s”, and its cells are dates.", words=best[2]))
    if read.said.best and read.said.best[0] is Meaning.AGE_GROUP and read.said.best[1] >= 0.9:
        return Meant(Meaning.AGE_GROUP, 0.8, say("The spreadsheet made dates of bands of age."))
    return Meant(Meaning.DATE, 0.96 if not read.said.scores else 0.85, say("Its cells are dates."))


def _best(said: Said, among: Sequence[Meaning], least: float = 0.5) -> tuple[Meaning, float, str] | None:
    known = [(meaning, *said.scores[meaning]) for meaning in among if meaning in said.scores]
    found = max(known, key=lambda one: one[1], default=None)
    return found if found and found[1] >= least else None


def _of_numbers(read: Read) -> Meant:
    said, cells = read.said, read.cells
    numbers = cells.all_numbers()
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 0.0)
    if said.is_measure:
        return Meant(Meaning.UNKNOWN, 0.9, say("A measure of something else than people: left out of the figures."))
    if said.is_percent:
        return Meant(Meaning.UNKNOWN, 0.97, say("A share or a rate: left out of the figures."))
    if said.is_cumulative:
        return Meant(Meaning.CUMULATIVE, 0.97, say("Heading “%(words)s”.", words=read.laid.header))
    if found := _number_heading(read, low, high):
        return found
    best = said.best
    if best and best[0] in (Meaning.COUNT, Meaning.TOTAL) and best[1] >= 0.8 and not said.leftover:
        return Meant(Meaning.COUNT, 0.98, say("Heading “%(words)s”, and its cells are figures.", words=best[2]))
    if said.fixed and not said.leftover:
        return Meant(Meaning.COUNT, 0.97, say("Figures, broken down by the heading."))
    if best and best[0] is Meaning.IDENTIFIER and best[1] >= 0.8:
        return Meant(
            Meaning.IDENTIFIER, 0.97 if cells.all_different() else 0.8, say("Heading “%(words)s”.", words=best[2])
        )
    if cells.rising() and low in (0, 1) and not said.fixed and not (best and best[0] in FIGURES):
        return Meant(Meaning.IDENTIFIER, 0.9, say("Numbers of rows."))
    if said.is_total or said.unit or said.fixed or _best(said, FIGURES):
        words = ", ".join(said.leftover)
        why = (
            say("Figures; “%(words)s” of the heading is not understood.", words=words)
            if words
            else say("Its cells are figures.")
        )
        return Meant(
            Meaning.COUNT, 0.85 if words else 0.96, why, question=say("What do these figures count?") if words else ""
        )
    if low >= 1990 and high <= 2060 and all(number == int(number) for number in numbers):
        return Meant(Meaning.YEAR, 0.9, say("Numbers that are years."))
    return Meant(
        Meaning.COUNT,
        0.6,
        say("Figures under a heading that is not understood."),
        (Meaning.UNKNOWN, Meaning.IDENTIFIER),
        say("What do these figures count?"),
    )


_RANGES = {
    Meaning.LATITUDE: (-90, 90),
    Meaning.LONGITUDE: (-180, 180),
    Meaning.YEAR: (1950, 2100),
    Meaning.QUARTER: (1, 4),
    Meaning.MONTH: (1, 12),
    Meaning.WEEK: (1, 53),
    Meaning.AGE: (0, 120),
    Meaning.HOURS_OBSERVED: (0, 9000),
}
_DAYS = (Meaning.DATE, Meaning.START, Meaning.END, Meaning.AS_OF, Meaning.PERIOD, Meaning.MONTH)


def _number_heading(read: Read, low: float, high: float) -> Meant | None:
    """A heading that says what its numbers are, where the numbers can be that."""
    said = read.said
    best = said.best
    if best is None or best[1] < 0.6:
        return None
    meaning, score, words = best
    if meaning is Meaning.PERSON and _are_ages(read):
        return Meant(Meaning.AGE, 0.85, say("Heading “%(words)s”, and its numbers can be that.", words=words))
    reason = say("Heading “%(words)s”, and its numbers can be that.", words=words)
    if said.fixed and score < 0.95:
        return None
    if meaning in _RANGES and _RANGES[meaning][0] <= low and high <= _RANGES[meaning][1]:
        return Meant(meaning, 0.98 if score >= 0.9 else 0.85, reason)
    if meaning in _DAYS and (
        36526 <= low <= high <= 55153 or 190001 <= low <= high <= 209912 or 19000101 <= low <= high <= 20991231
    ):
        return Meant(
            meaning, 0.97, say("Heading “%(words)s”, and its numbers are days as spreadsheets keep them.", words=words)
        )
    if meaning is Meaning.DATE and score >= 0.9 and 1 <= low <= high <= 31 and read.cells.rising():
        return Meant(meaning, 0.96, say("Heading “%(words)s”, and its numbers are days of a month.", words=words))
    if meaning is Meaning.PERIOD and 1990 <= low <= high <= 2100:
        return Meant(Meaning.YEAR, 0.96, reason)
    if meaning in (Meaning.SEX, Meaning.REGION) and score >= 0.9:
        return Meant(meaning, 0.9, reason)
    return None


def _of_texts(read: Read) -> Meant:
    said, cells = read.said, read.cells
    if (level := cells.level_of_codes()) and not (said.best and said.best[0] in _SIDES):
        return Meant(level, 0.98, say("Its cells are P-codes."))
    if cells.are_shares():
        return Meant(Meaning.UNKNOWN, 0.97, say("A share or a rate: left out of the figures."))
    for meaning, (score, words) in sorted(said.scores.items(), key=lambda item: -item[1][0]):
        if score < 0.5 or meaning in FIGURES or (meaning in _AS_THEY_STAND and score < 0.9):
            continue
        if found := _confirmed(meaning, score, words, cells):
            return found
    if by_content := _by_content(cells):
        return by_content
    if stands := _best(said, _AS_THEY_STAND):
        return Meant(stands[0], 0.8, say("Heading “%(words)s”.", words=stands[2]))
    best = said.best
    if best and best[0] not in FIGURES and best[1] >= 0.8:
        return _unconfirmed(best[0], best[1], best[2])
    if cells.profile.numbers >= 0.3 and (said.fixed or said.is_total):
        return Meant(Meaning.COUNT, 0.8, say("Figures, with other things among them."))
    return Meant(
        Meaning.UNKNOWN,
        0.5,
        say("Neither its heading nor its cells are understood."),
        question=say("What does this column say?"),
    )


_SIDES = (Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
_KIND = (
    dict.fromkeys(COUNTRIES, Meaning.COUNTRY)
    | dict.fromkeys(TIMES, Meaning.DATE)
    | {Meaning.DEPARTURE_PLACE: Meaning.PLACE, Meaning.DESTINATION_PLACE: Meaning.PLACE}
)
_AS_THEY_STAND = (Meaning.COMMENT, Meaning.SOURCE, Meaning.INDICATOR)


def _confirmed(meaning: Meaning, score: float, words: str, cells: Column) -> Meant | None:
    """A meaning that the heading says, where the cells bear it out."""
    if meaning in _AS_THEY_STAND:
        return Meant(meaning, 0.97 if score >= 0.9 else 0.8, say("Heading “%(words)s”.", words=words))
    if meaning is Meaning.IDENTIFIER:
        good = score >= 0.8 and (cells.all_different() or cells.recognised(Meaning.IDENTIFIER) >= 0.5)
        return Meant(meaning, 0.97, say("Heading “%(words)s”, and codes in its cells.", words=words)) if good else None
    share = cells.recognised(_KIND.get(meaning, meaning))
    if meaning is Meaning.FLOW_POINT:
        share = max(share, cells.recognised(Meaning.LOCALITY))
    for sides in (_COUNTRY_SIDE, _PLACE_SIDE):
        other = sides.get(meaning)
        if other and (kind := cells.recognised(_KIND.get(other, other))) > max(share, 0.5):
            return Meant(other, 0.96 if kind >= _SHARE and score >= 0.7 else 0.85, _why(words, kind))
    if meaning is Meaning.PLACE and len(cells.profile.said) >= 4 and cells.recognised(Meaning.REGION) >= 0.95:
        return Meant(
            Meaning.REGION, 0.9, say("Heading “%(words)s”, and its cells are regions.", words=words), (meaning,)
        )
    if meaning in PLACES and (better := _other_level(meaning, cells, share)):
        return Meant(
            better[0],
            0.85,
            say("Heading “%(words)s”, but its cells are of another level.", words=words),
            (meaning,),
            say("Which level of territory is this column?"),
        )
    if share >= 0.5 or (share >= 0.3 and score >= 0.9):
        return Meant(meaning, _confidence(score, share), _why(words, share))
    return None


def _other_level(meaning: Meaning, cells: Column, share: float) -> tuple[Meaning, float] | None:
    levels = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE)
    if meaning not in levels or share >= 0.5:
        return None
    best = max(((level, cells.recognised(level)) for level in levels), key=lambda pair: pair[1])
    return best if best[1] >= _SHARE else None


def _confidence(score: float, share: float) -> float:
    if score >= 0.9 and share >= 0.5:
        return 0.99 if share >= _SHARE else 0.97
    return 0.96 if share >= 0.9 and score >= 0.6 else 0.85


def _why(words: str, share: float) -> str:
    return say(
        "Heading “%(words)s”, and %(share)d %% of its cells are understood.", words=words, share=round(share * 100)
    )


def _unconfirmed(meaning: Meaning, score: float, words: str) -> Meant:
    """The heading alone says it: names of places or organisations that nobody knows yet are no proof against it."""
    free = (Meaning.LOCALITY, Meaning.ORGANISATION)
    reason = say("Heading “%(words)s”; its cells are not understood.", words=words)
    if meaning in free and score >= 0.95:
        return Meant(meaning, 0.95, reason)
    return Meant(meaning, 0.75, reason, question=say("Does this column say what its heading says?"))


def _by_content(cells: Column) -> Meant | None:
    """A meaning that the cells say without their heading."""
    if cells.profile.texts + cells.profile.days < 0.5:
        return None
    order = (
        Meaning.DATE,
        Meaning.REGION,
        Meaning.COUNTRY,
        Meaning.DEPARTMENT,
        Meaning.FLOW_POINT,
        Meaning.COMMUNE,
        Meaning.PLACE,
        Meaning.ORGANISATION,
        *GENERIC,
    )
    shares = [(cells.recognised(meaning), -place, meaning) for place, meaning in enumerate(order)]
    share, _place, meaning = max(shares)
    if share < 0.6:
        return None
    others = tuple(one for other, _at, one in sorted(shares, reverse=True)[1:4] if other >= 0.6)
    distinct = len(cells.profile.said)
    confidence = 0.9 if share >= 0.9 and distinct >= 3 and not others else 0.75
    return Meant(
        meaning,
        confidence,
        say("%(share)d %% of its cells are understood so; its heading does not say it.", share=round(share * 100)),
        others,
        say("What does this column say?") if confidence < 0.9 else "",
    )
