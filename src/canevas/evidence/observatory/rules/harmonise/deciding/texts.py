"""What a column of texts means: its heading, borne out by its cells or against them."""

from __future__ import annotations

import re

from canevas.evidence.observatory.rules.harmonise.deciding.read import SHARE, Meant, Read, best_of, is_plain
from canevas.evidence.observatory.rules.harmonise.looking import GENERIC, PARTS, Column
from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, FIGURES, PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import LONE, SLIP
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figures import form

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
_SIDES = (Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE)
_KIND = (
    dict.fromkeys(COUNTRIES, Meaning.COUNTRY)
    | {meaning: Meaning.DATE for meaning in TIMES if meaning not in PARTS}
    | {Meaning.DEPARTURE_PLACE: Meaning.PLACE, Meaning.DESTINATION_PLACE: Meaning.PLACE}
)
_FEW = (Meaning.SEX, Meaning.DIRECTION, Meaning.FLOW_POINT)
"""Meanings of which two known codes bear a vague heading out."""
_HOURS = frozenset(("horaire", "heure", "hour", "time"))
_NUMBERED = re.compile(r"[A-Za-z]{1,6}[-_/]?\d[\w/-]*")  # AW-0001
_AS_THEY_STAND = (Meaning.COMMENT, Meaning.SOURCE, Meaning.INDICATOR)


def of_texts(read: Read) -> Meant:
    said, cells = read.said, read.cells
    if (level := cells.level_of_codes()) and not (said.best and said.best[0] in _SIDES):
        is_known = cells.recognised(level) >= SHARE
        if is_known or (said.best and said.best[0] in PLACES):
            return Meant(level, 0.98 if is_known else 0.85, say("Its cells are P-codes."))
    if cells.are_shares():
        return Meant(Meaning.UNKNOWN, 0.97, say("A share or a rate: left out of the figures."))
    for meaning, (score, words) in sorted(said.scores.items(), key=lambda item: -item[1][0]):
        if score < 0.5 or meaning in FIGURES or (meaning in _AS_THEY_STAND and score < 0.9):
            continue
        if found := _confirmed(meaning, score, words, read):
            return found
    if by_content := _by_content(cells):
        if by_content.meaning is Meaning.AGE_GROUP and not _HOURS.isdisjoint(form(read.laid.header).split()):
            return Meant(Meaning.UNKNOWN, 0.85, say("Hours of a day."), (Meaning.AGE_GROUP,))
        return by_content
    if stands := best_of(said, _AS_THEY_STAND):
        return Meant(stands[0], 0.8, say("Heading “%(words)s”.", words=stands[2]))
    best = said.best
    if not best and cells.all_different() and all(_NUMBERED.fullmatch(str(value)) for value, _at in cells.profile.said):
        return Meant(Meaning.IDENTIFIER, 0.8, say("Codes, each once."), question=say("What does this column say?"))
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


def _confirmed(meaning: Meaning, score: float, words: str, read: Read) -> Meant | None:
    """A meaning that the heading says, where the cells bear it out."""
    cells = read.cells
    if meaning in _AS_THEY_STAND or meaning is Meaning.IDENTIFIER:
        return _as_it_stands(meaning, score, words, cells)
    share = cells.recognised(_KIND.get(meaning, meaning))
    if meaning is Meaning.FLOW_POINT:
        share = max(share, cells.recognised(Meaning.LOCALITY))
    for sides in (_COUNTRY_SIDE, _PLACE_SIDE):
        other = sides.get(meaning)
        if other and (kind := cells.recognised(_KIND.get(other, other))) > max(share, 0.5):
            is_sure = kind >= SHARE and is_plain(read.said, meaning)
            return Meant(other, 0.96 if is_sure else 0.85, _why(words, kind))
    if meaning is Meaning.PLACE and len(cells.profile.said) >= 4 and cells.recognised(Meaning.REGION) >= 0.95:
        return Meant(
            Meaning.REGION, 0.9, say("Heading “%(words)s”, and its cells are regions.", words=words), (meaning,)
        )
    if meaning is Meaning.AGE and (bands := cells.recognised(Meaning.AGE_GROUP)) >= SHARE:
        return Meant(Meaning.AGE_GROUP, SLIP if bands >= 0.9 and score >= 0.9 else LONE, _why(words, bands), (meaning,))
    if meaning in PLACES and (better := _other_level(meaning, cells, share)):
        return Meant(
            better[0],
            0.85,
            say("Heading “%(words)s”, but its cells are of another level.", words=words),
            (meaning,),
            say("Which level of territory is this column?"),
        )
    if meaning in PARTS and share < 0.5:
        times = [(cells.recognised(one), one) for one in (*PARTS, Meaning.DATE)]
        other_share, found = max(times, key=lambda pair: pair[0])
        return Meant(found, 0.85, _why(words, other_share), (meaning,)) if other_share >= SHARE else None
    if share >= 0.5 or (share >= 0.3 and score >= 0.9):
        return Meant(meaning, _confidence(meaning, score, share, read), _why(words, share))
    return None


def _as_it_stands(meaning: Meaning, score: float, words: str, cells: Column) -> Meant | None:
    """A meaning whose cells may hold anything, where they hold nothing else that is known."""
    other = _by_content(cells)
    is_known = other is not None and not (meaning is Meaning.SOURCE and other.meaning is Meaning.ORGANISATION)
    if meaning is not Meaning.IDENTIFIER:
        sure = score >= 0.9 and not is_known
        return Meant(meaning, 0.97 if sure else 0.8, say("Heading “%(words)s”.", words=words))
    if score < 0.8 or not (cells.all_different() or cells.recognised(Meaning.IDENTIFIER) >= 0.5):
        return None
    reason = say("Heading “%(words)s”, and codes in its cells.", words=words)
    return Meant(meaning, 0.85 if is_known else 0.97, reason, (other.meaning,) if other and is_known else ())


def _other_level(meaning: Meaning, cells: Column, share: float) -> tuple[Meaning, float] | None:
    levels = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE)
    if meaning not in (*levels, Meaning.LOCALITY) or share >= 0.5:
        return None
    best = max(((level, cells.recognised(level)) for level in levels), key=lambda pair: pair[1])
    return best if best[1] >= SHARE else None


def _confidence(meaning: Meaning, score: float, share: float, read: Read) -> float:
    if score >= 0.9 and share >= 0.5:
        return 0.99 if share >= SHARE else 0.97 if not _list_several(meaning, read.cells) else LONE
    distinct = len(read.cells.profile.said)
    enough = score >= 0.75 or distinct >= (2 if meaning in _FEW else 3)
    return 0.96 if share >= 0.9 and enough and is_plain(read.said, meaning) else 0.85


_BETWEEN = re.compile(r"\s*[,;/+]\s*|\s+(?:et|and)\s+")


def _list_several(meaning: Meaning, cells: Column) -> bool:
    """Whether cells name several at once ("Nigéria, Niger, Gambie"): no figure beside them is of one alone."""
    for value, _count in cells.profile.said:
        parts = [part for part in _BETWEEN.split(str(value)) if part]
        if len(parts) > 1 and cells.share_of(_KIND.get(meaning, meaning), parts) == 1.0:
            return True
    return False


def _why(words: str, share: float) -> str:
    return say(
        "Heading “%(words)s”, and %(share)d %% of its cells are understood.", words=words, share=round(share * 100)
    )


def _unconfirmed(meaning: Meaning, score: float, words: str) -> Meant:
    """The heading alone says it: names of places or organisations that nobody knows yet are no proof against it."""
    free = (Meaning.LOCALITY, Meaning.ORGANISATION)
    reason = say("Heading “%(words)s”; its cells are not understood.", words=words)
    if meaning in free and score >= 0.95:
        return Meant(meaning, LONE, reason)
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
    if meaning is Meaning.DATE:
        meaning = next((part for part in (*PARTS[:-1], Meaning.PERIOD) if cells.recognised(part) >= share), meaning)
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
