"""Whether a document is minutes at all: what speaks for it and what speaks against it."""

from __future__ import annotations

import re

from canevas.governance.concertation.rules.minutes import NotMinutes, ReadMinutes
from canevas.governance.concertation.rules.reading.lines import Line
from canevas.governance.concertation.rules.reading.meeting import HELD
from canevas.tools.text.sentences import say

_TITLE = re.compile(
    r"\b(?:comptes?[- ]rendus?|proces[- ]verba(?:l|ux)|p r o c e s|"
    r"(?:pv|cr)\s+(?:de|du|reunion)|releve (?:des? )?(?:decisions|"
    r"conclusions)|rapport (?:de|d') ?(?:la )?(?:reunion|rencontre|session|mission de coordination)|"
    r"note de synthese|minutes)\b"
)
_MEETING = re.compile(r"\b(?:reunion|rencontre|session|seance|assises)\b")
_BODY = re.compile(
    r"\b(?:gtm|gmt|crcm|ccm|cadre de concertation|groupe technique|cluster|comite|commission|"
    r"observatoire|plateforme|cadre)\b"
)
_INVITING = re.compile(
    r"\bvous (?:inviter|convier|convoquer|etes (?:invite|convie|prie)\w*)\b|\bj'ai l'honneur de vous"
)
_HOUSE = re.compile(r"\b(?:gtm|crcm|ccm)\b")
"""The bodies of the framework, by the short names that nobody else writes."""
_AGAINST = (
    (
        "letter",
        re.compile(
            r"j'ai l'honneur|veuillez agreer|je vous prie d'agreer|prie de (?:bien vouloir|croire)|"
            r"salutations distinguees|vous (?:etes )?invit\w+ a (?:participer|prendre part)"
        ),
    ),
    (
        "terms of reference",
        re.compile(
            r"^(?:termes? de references?|tdr|note conceptuelle|appel (?:a|d')|avis (?:de|"
            r"d')|offre d'emploi|bon de commande|facture|curriculum vitae|cv|"
            r"questionnaire|ingredients|recette|contrat)\b"
        ),
    ),
    (
        "law",
        re.compile(
            r"^(?:vu (?:la|le|l'|les) |article (?:premier|\d+)|art\. \d|chapitre (?:premier|\d+|"
            r"[ivx]+)\b.*)"
        ),
    ),
    ("code", re.compile(r"^(?:def |import |class |function |#include|public |var |const |select )|[{};]\s*$.*[{}]")),
)


def weigh(read: ReadMinutes, lines: list[Line], title: list[Line], *, has_header: bool) -> float:
    """Points for minutes: a title, a session told, an agenda, those present, items treated, actions, a chair…"""
    head = " \n".join(line.folded for line in title)
    text = " \n".join(line.folded for line in lines)
    points = 0.0
    points += 2.5 if _TITLE.search(head) else 0
    points += 1.5 if _BODY.search(head) and _MEETING.search(head) else 0
    points += 1.5 if any(HELD.search(line.folded) and _MEETING.search(line.folded) for line in lines[:40]) else 0
    points += 1.0 if has_header else 0
    points += 2.0 if read.agenda else 0
    points += 1.0 if read.attendance else 0
    points += 1.0 if read.chairs else 0
    points += 1.0 if read.date else 0
    points += 0.5 if read.start else 0
    points += 1.5 if any(item.discussion for item in read.items) and read.agenda else 0
    points += 1.5 if any(item.actions for item in read.items) else 0
    points += 1.0 if read.recommendations else 0
    points += 0.5 if any(advice.addressee for advice in read.recommendations) else 0
    points += 1.5 if _HOUSE.search(head) and read.body and read.body.confidence >= 0.9 else 0
    points += 1.0 if read.previous_minutes else 0
    points += 0.5 if read.decision else 0
    points += 0.5 if read.body and read.body.confidence >= 0.9 else 0
    points -= _against(lines, text, head, told=any(item.discussion or item.actions for item in read.items))
    return points


def _against(lines: list[Line], text: str, head: str, *, told: bool) -> float:
    against = 0.0
    for name, pattern in _AGAINST:
        hits = sum(bool(pattern.search(line.folded.strip())) for line in lines)
        if name == "law":
            against += 4 if hits >= 4 else 0
        elif name == "code":
            against += 4 if hits > max(3, len(lines) * 0.1) else 0
        elif name == "letter":
            against += 3 if hits and not _TITLE.search(head) else 0
        else:
            against += 4 if any(pattern.search(line) for line in head.split(" \n")) else 0
    against += 6 if _INVITING.search(text) and not told else 0
    against += 2 if len(re.findall(r"\bdis(?:ait|-je|-il)|\bdit-il|\bmurmura|\bs'ecria", text)) > 2 else 0
    against += 2.5 if text.count("?") > 0.35 * max(len(lines), 1) and text.count("?") > 5 else 0
    return against


def is_minutes(read: ReadMinutes, lines: list[Line], title: list[Line], *, has_header: bool) -> bool:
    """Whether enough speaks for minutes."""
    return _has_substance(read) and weigh(read, lines, title, has_header=has_header) >= THRESHOLD


def _has_substance(read: ReadMinutes) -> bool:
    return bool(
        read.agenda
        or read.attendance
        or read.recommendations
        or read.decision
        or read.previous_minutes
        or any(item.actions or item.discussion for item in read.items)
    )


def refuse(read: ReadMinutes) -> None:
    """Raise :class:`NotMinutes` with what was missing."""
    if not _has_substance(read):
        raise NotMinutes(
            say(
                "This document does not read as minutes: no agenda, no list of those present, no "
                "action and "
                "no decision was found in it. Check that the right file was chosen."
            )
        )
    raise NotMinutes(
        say(
            "This document does not read as the minutes of a session: too little of what minutes hold "
            "(title, session held, agenda, those present, actions) was found in it. Check that the right "
            "file was chosen."
        )
    )


THRESHOLD = 6.0
