"""The papers of a stage in words, one shape for Word, PDF and Excel. French, because the documents are."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from canevas.governance.syntheses.export.apart import APART, apart_sentence, apart_words
from canevas.governance.syntheses.export.apart import COLUMNS as APART_COLUMNS
from canevas.governance.syntheses.export.table_word import band_title
from canevas.governance.syntheses.rules.comparing import Change, ChangeKind, Comparison
from canevas.governance.syntheses.rules.standing_counts import Followed, Part, Tally
from canevas.governance.syntheses.rules.table import Column, Place, Table

PARTS = {Part.DONE: "réalisées", Part.IN_PROGRESS: "en cours", Part.OPEN: "à engager", Part.LATE: "en retard",
         Part.ABANDONED: "abandonnées"}
KINDS = {ChangeKind.ADDED: "Ajouté", ChangeKind.REMOVED: "Retiré", ChangeKind.REWORDED: "Reformulé",
         ChangeKind.MOVED: "Déplacé"}
_DONE_TO = {ChangeKind.ADDED: ("ajouté", "ajoutés"), ChangeKind.REMOVED: ("retiré", "retirés"),
            ChangeKind.REWORDED: ("reformulé", "reformulés"), ChangeKind.MOVED: ("déplacé", "déplacés")}
COLUMNS = {Column.CHALLENGE: "défi", Column.PRIORITIES: "priorités", Column.STRATEGIES: "stratégies",
           Column.RESPONSIBLE: "acteurs concernés"}
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SHOWN = 5
"""Lines of the note that name a recommendation; the rest is in the papers."""
LONGEST = 170


def long_day(day: date) -> str:
    """« mardi 17 mai 2022 »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{DAYS[day.weekday()]} {first} {MONTHS[day.month - 1]} {day.year}"


def many(count: int, one: str, several: str) -> str:
    return f"{number(count)} {one if count < 2 else several}"


def number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def short(text: str, length: int = LONGEST) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(None, 1)[0]} …"


def place_words(place: Place) -> str:
    if place.column is None:
        return f"texte, alinéa {place.line}"
    section = "ordre général" if place.section == "general" else place.section.replace("axis", "axe")
    return f"{section}, ligne {place.row}, {COLUMNS[place.column]}"


def change_row(change: Change) -> list[str]:
    """Kind, place, before, after."""
    after = change.after
    if change.kind is ChangeKind.MOVED and change.was:
        return [KINDS[change.kind], place_words(change.place), f"Se trouvait : {place_words(change.was)}", after]
    return [KINDS[change.kind], place_words(change.place), change.before, after]


def change_sentence(comparison: Comparison, label: str) -> str:
    counts = comparison.counts
    if not comparison.changes:
        return f"Rien n’a changé depuis {label}."
    said = []
    for kind, (one, several) in _DONE_TO.items():
        if counts[kind]:
            noun = "" if said else "alinéa " if counts[kind] < 2 else "alinéas "
            said.append(f"{number(counts[kind])} {noun}{one if counts[kind] < 2 else several}")
    return f"Depuis {label} : {', '.join(said)} ; {many(comparison.kept, 'inchangé', 'inchangés')}."


def tally_row(one: Tally, name: str = "") -> dict[str, Any]:
    return {"nom": name or one.name, "total": one.total, **{part.value: one.counts.get(part, 0) for part in Part},
            "part": "–" if one.share_done is None else f"{round(one.share_done * 100)} %"}


def axis_rows(tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    return [tally_row(one, one.name if not one.key or one.name.startswith("Axe") else f"Axe {one.key} : {one.name}")
            for one in tallies]


def late_row(row: Followed, today: date) -> list[str]:
    since = row.late_since(today) or today
    return [row.text, row.concerned or "non précisé", late_day(row, today),
            many((today - since).days, "jour", "jours"), row.origin]


def late_day(row: Followed, today: date) -> str:
    """The day that is past: its own, or that of the milestone that was missed, which is then named."""
    since = row.late_since(today)
    if since is None:
        return row.due_text
    return f"{since:%d/%m/%Y}" + ("" if since == row.due else f" (jalon : {short(row.missed_what)})")


def table_bands(table: Table) -> list[dict[str, Any]]:
    """Bands with their rows; ``etendue`` is how many rows the challenge covers where it begins, 0 below."""
    return [{"titre": band_title(section), "lignes": [
        {"defi": block.challenge.text, "etendue": 0 if place else len(block.rows),
         "priorites": [line.text for line in row.priorities], "strategies": [line.text for line in row.strategies],
         "concernes": [line.text for line in row.responsible]}
        for block in section.blocks for place, row in enumerate(block.rows)]}
        for section in table.sections if section.blocks]


def against(label: str, comparison: Comparison | None, missing: str) -> dict[str, Any]:
    if comparison is None:
        return {"phrase": missing, "lignes": []}
    return {"phrase": change_sentence(comparison, label), "lignes": [change_row(one) for one in comparison.changes]}


def whole_words(pack: Any) -> dict[str, Any]:
    """Everything as plain data; ``pack`` is a ``queries.pack.Pack``."""
    head = pack.letterhead
    stage, session = pack.since_stage, pack.since_session
    strategies = sum(len(row.strategies) for section in pack.table.sections for _block, row in section.rows)
    challenges = sum(len(section.blocks) for section in pack.table.sections)
    meeting = pack.synthesis.session
    words: dict[str, Any] = {
        "titre": pack.synthesis.title, "etat": pack.standing, "jour": long_day(pack.day),
        "entete": {"pays": head.country, "devise": head.motto, "lignes": list(head.lines)},
        "pour": f"Extrait pour {pack.recipient.name}" if pack.recipient else "",
        "session": f"{meeting.body.name}, {long_day(meeting.date)}" if meeting else pack.synthesis.body.name,
        "avant": [line.text for line in pack.table.before], "apres": [line.text for line in pack.table.after],
        "bandes": table_bands(pack.table),
        "apart": {"titre": APART, "phrase": apart_sentence(len(pack.apart)), "lignes": [
            [one[key] for key, _label in APART_COLUMNS] for one in apart_words(pack.apart)]},
        "etape": against(stage.label if stage else "", stage.comparison if stage else None,
                         "Aucune étape n’a encore décidé avant celle-ci."),
        "precedente": against(session.label if session else "", session.comparison if session else None,
                              "Aucun tableau d’une session antérieure n’est dans le registre."),
        "ensemble": tally_row(pack.whole), "axes": axis_rows(pack.axes),
        "regions": [tally_row(one) for one in pack.regions],
        "institutions": [tally_row(one) for one in pack.institutions],
        "retards": [late_row(row, pack.day) for row in pack.late],
    }
    words["note"] = _note(pack, words, challenges, strategies)
    return words


def _note(pack: Any, words: Mapping[str, Any], challenges: int, strategies: int) -> dict[str, Any]:
    counts = pack.whole.counts
    followed = many(pack.whole.total, "recommandation suivie", "recommandations suivies")
    said = ", ".join(f"{number(counts[part])} {word}" for part, word in PARTS.items() if counts.get(part))
    return {
        "table": f"Il compte {many(challenges, 'défi', 'défis')} et "
                 f"{many(strategies, 'stratégie recommandée', 'stratégies recommandées')} ({pack.standing})."
                 + (f" {many(len(pack.apart), 'ligne n’a pas été retenue', 'lignes n’ont pas été retenues')} : voir le "
                    "dossier." if pack.apart else ""),
        "suivi": f"{followed} : {said}." if pack.whole.total else
                 "Aucune recommandation de ces tableaux n’est encore suivie dans le registre.",
        "chiffres": [[number(pack.whole.total), "suivies"], *(
            [number(counts.get(part, 0)), word] for part, word in PARTS.items() if part is not Part.ABANDONED)],
        "retards": [f"{short(row.text)} ({row.concerned or 'responsable non précisé'} ; échéance "
                    f"{late_day(row, pack.day)})" for row in pack.late[:SHOWN]],
        "reste": max(len(pack.late) - SHOWN, 0),
    }
