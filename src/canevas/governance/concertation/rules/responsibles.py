"""Who answers for an action, and in which part: the words of the minutes taken apart, none of them lost.

The first one named leads and the others are concerned, unless the words say otherwise: « (lead) », « chef de file :
OIM », « en collaboration avec le HCR », « avec l’appui de la GIZ ».
"""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from canevas.tools.text.folding import fold

LEAD, CONCERNED = "lead", "concerned"
_LEADS = re.compile(r"\(?\s*\b(?:lead|chef(?:fe)? de file|pilote|responsable principale?|rapporteure?)\b\s*[):]*\s*")
_HELPS = re.compile(
    r"\(?\s*\b(?:en (?:etroite )?(?:collaboration|lien|concertation|partenariat|relation) avec|"
    r"(?:avec )?l'(?:appui|assistance) (?:technique |financiere? |et )*(?:de|du|des|d')(?![a-z])|avec|"
    r"appui(?:e)?s? (?:de|du|des|par)|appui\s*:|soutien (?:de|du|des))\s*")
_ENDS_HELPING = re.compile(r"\(\s*(?:en )?(?:appui|soutien|concernee?s?|participante?s?|membres?)\s*\)\s*$")
_ARTICLE = re.compile(r"^(?:l'|(?:la|le|les|de la|de l'|du|des|aux?)\s+)")
_BETWEEN = re.compile(r"\s*[,;]\s*(?:et\s+)?|\s+et\s+(?:(?:la|le|les)\s+)?|\s+et\s+l'")


@dataclass(frozen=True, slots=True)
class Named:
    """One that answers: ``verbatim`` as written, ``name`` what to look up in the directory."""

    verbatim: str
    name: str
    part: str


def named_parts(written: Sequence[str], is_known: Callable[[str], bool] = lambda name: False) -> list[Named]:
    """Those named by ``written`` (one entry for each name or cell, as typed), in order, each with its part.

    What ``is_known`` as a whole ("Grandir avec toi") is never taken apart.
    """
    found: list[tuple[str, str, str]] = []
    for entry in (" ".join(entry.split()) for entry in written):
        found += [(entry, entry, "")] if entry and is_known(entry) else _of_entry(entry)
    some_lead = any(part == LEAD for _verbatim, _name, part in found)
    out = []
    for place, (verbatim, name, part) in enumerate(found):
        out.append(Named(verbatim, name, part or (LEAD if place == 0 and not some_lead else CONCERNED)))
    return out


def part_of_each(written: Sequence[str]) -> list[str]:
    """The part of each entry as a whole, where none may be taken apart: the lines of minutes that were taken in."""
    read = [_of_entry(" ".join(entry.split())) for entry in written]
    parts = [found[0][2] if found else "" for found in read]
    leads = LEAD in parts
    return [part or (LEAD if place == 0 and not leads else CONCERNED) for place, part in enumerate(parts)]


def _of_entry(entry: str) -> list[tuple[str, str, str]]:
    """(verbatim, name, part or "") of each one that an entry names."""
    if not entry.strip(" .;,:()-–"):
        return []
    helped = _HELPS.search(fold(entry))
    if helped is None:
        return [_one(entry)]
    before, after = entry[:helped.start()].strip(" ,;("), entry[helped.end():].strip(" ,;).")
    names = [part for part in _split(after) if part.strip(" .()")]
    words = entry[helped.start():helped.end()]
    found = [_one(before)] if before.strip(" .()") else []
    return found + [(f"{words.strip(' (')} {name}" if place == 0 else name, _bare(name), CONCERNED)
                    for place, name in enumerate(names)]


def _one(entry: str) -> tuple[str, str, str]:
    folded = fold(entry)
    if lead := _LEADS.search(folded):
        name = f"{entry[:lead.start()]} {entry[lead.end():]}"
        if name.strip(" .;,:()-–"):
            return entry, _bare(name), LEAD
    if helping := _ENDS_HELPING.search(folded):
        return entry, _bare(entry[:helping.start()]), CONCERNED
    return entry, _bare(entry), ""


def _bare(name: str) -> str:
    clean = name.strip(" .;,:-–")
    article = _ARTICLE.match(fold(clean))
    return clean[article.end():] if article and article.end() < len(clean) else clean


def _split(text: str) -> list[str]:
    """``text`` at its commas and « et », verbatim."""
    parts, start = [], 0
    for match in _BETWEEN.finditer(fold(text)):
        parts.append(text[start:match.start()])
        start = match.end()
    return [*parts, text[start:]]
