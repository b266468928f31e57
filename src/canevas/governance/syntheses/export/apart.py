"""The lines that a stage did not retain, in words: they stand apart in every paper. French, because the papers are."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from canevas.governance.syntheses.export.table_word import band_title

APART = "Lignes non retenues"
STAGES = {"preparatory": "préparatoire", "technical": "technique", "political": "politique"}
OUTCOMES = {"adopted": "adoptée", "adopted-with-reservations": "adoptée avec réserves", "sent-back": "renvoyée",
            "rejected": "rejetée", "postponed": "reportée"}
COLUMNS = (("place", "Place"), ("texte", "Ligne"), ("decision", "Décision"))
"""Keys of a row of ``apart_words`` with their labels, as the papers show them."""


def apart_words(apart: Iterable[Any]) -> list[dict[str, str]]:
    """By line (``queries.retaining.NotRetained``) its place, its words and what was decided of it, with the reason."""
    return [{"uid": one.what.line.uid, "texte": one.what.line.text, "place": _place(one.what),
             "decision": _decision(one.decision)} for one in apart]


def _place(what: Any) -> str:
    if what.section is None:
        return "Texte"
    title = band_title(what.section)
    return f"{title} – {what.challenge}" if what.challenge else title


def _decision(decision: Any) -> str:
    """« Rejetée à l’étape technique du 28/07/2026 : hors du mandat »."""
    said = f"{OUTCOMES[decision.outcome].capitalize()} à l’étape {STAGES[decision.stage]} du {decision.day:%d/%m/%Y}"
    return f"{said} : {decision.note}" if decision.note else said


def apart_sentence(count: int) -> str:
    """What stands above them; "" where there is none."""
    if not count:
        return ""
    return ("Cette ligne n’est pas adoptée avec le tableau : elle n’y figure pas, elle n’est ni suivie ni publiée."
            if count == 1 else
            "Ces lignes ne sont pas adoptées avec le tableau : elles n’y figurent pas, elles ne sont ni suivies ni "
            "publiées.")
