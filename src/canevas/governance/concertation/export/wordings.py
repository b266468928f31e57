"""How an official Nigerien document writes days, hours, ordinals and stages. Always in French, whoever asks for it."""
from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")
STAGES = {"ordinary": "ordinaire", "preparatory": "préparatoire", "technical": "technique", "political": "politique",
          "relocated": "délocalisée", "extraordinary": "extraordinaire"}
OUTCOMES = {"adopted": "adopté", "adopted-with-reservations": "adopté sous réserve", "validated": "validé",
            "validated-with-reservations": "validé sous réserve", "rejected": "rejeté", "postponed": "reporté"}
_SEPARATOR = re.compile(r"[,;\n]|\bet\b", re.IGNORECASE)


def long_day(day: date) -> str:
    """« mardi 17 mai 2022 », « vendredi 1er mars 2024 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def hour(moment: time) -> str:
    """« 9h00 »."""
    return f"{moment.hour}h{moment.minute:02d}"


def hours(start: time | None, end: time | None) -> str:
    """« 9h00 - 11h00 », one of the two alone where the other is not known."""
    if start and end:
        return f"{hour(start)} - {hour(end)}"
    return hour(start) if start else f"fin à {hour(end)}" if end else ""


def ordinal(number: int) -> str:
    """« 1ère », « 7ème » (a session, feminine)."""
    return "1ère" if number == 1 else f"{number}ème"


def listed(names: Iterable[str]) -> str:
    """Names on one line; on a line each where one of them holds a separator itself, so that none is cut in two."""
    names = list(names)
    alone = len(names) < 2 or not any(_SEPARATOR.search(name) for name in names)
    return (", " if alone else "\n").join(names)
