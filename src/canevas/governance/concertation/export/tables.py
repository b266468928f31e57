"""The parts of the official form that repeat: recommendations, the synthesis table, the reminder of the policy."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from canevas.governance.concertation.export.marks import mark_names, marked
from canevas.governance.concertation.export.wordings import listed, short_day
from canevas.governance.concertation.rules.lines import Draft, Kind, wording
from canevas.tools.documents.writing.marked import SAME_AS_ABOVE

Form = dict[str, Any]
ALL_REGIONS = "Toutes les régions"
GENERAL = "Recommandations d'ordre général"


def followed(line: Draft, kind: str) -> Form:
    """An action or a recommendation with who answers for it and by when, as it stands in a row of a table."""
    deadline = next((below for below in line.children if below.kind is Kind.DEADLINE), None)
    written = deadline.value.get("date") if deadline else None
    return {
        "texte": marked(line, kind),
        "responsables": listed(below.text for below in line.children if below.kind is Kind.RESPONSIBLE),
        "echeance": (deadline.text if deadline else "") or (short_day(date.fromisoformat(written)) if written else ""),
    }


def recommendations(lines: Iterable[Draft], points: list[Form]) -> list[Form]:
    """Recommendations by addressee, in the order of the minutes.

    Those that an item "Recommandations" of the agenda already holds word for word as its discussion are printed there
    only, under both ids.
    """
    spoken = {wording(text): (point["discussions"], place)
              for point in points if _recommends(point["titre"]) for place, text in enumerate(point["discussions"])}
    groups: dict[str, Form] = {}
    for line in lines:
        row = followed(line, "rec")
        where = spoken.get(wording(line.text))
        addressee = str(line.value.get("addressee") or "")
        if where and not addressee and not row["responsables"] and not row["echeance"]:
            texts, place = where
            texts[place] = texts[place].with_marks(*texts[place].marks, *mark_names(line, "rec"))
            continue
        group = groups.setdefault(addressee, {"destinataire": addressee, "lignes": [], "suivies": False})
        group["lignes"].append(row)
        group["suivies"] = group["suivies"] or bool(row["responsables"] or row["echeance"])
    return list(groups.values())


def _recommends(title: str) -> bool:
    words = wording(title)
    return "recommandation" in words or "suggestion" in words


def synthesis(sections: Iterable[Draft]) -> list[Form]:
    """The bands of the synthesis table with their rows, cells that go on from the row above left to be merged."""
    return [{"titre": _band(section), "axe": section.value.get("axis"),
             "lignes": [row for challenge in section.children for row in _rows(challenge)]} for section in sections]


def _band(section: Draft) -> str:
    title, axis = section.text.strip(), section.value.get("axis")
    if not axis:
        return title or GENERAL
    if wording(title).startswith("axe"):
        return title
    return f"Axe {axis} : {title}" if title else f"Axe {axis}"


def _rows(challenge: Draft) -> list[Form]:
    rows: list[Form] = []
    above: list[str] = []
    for line in challenge.children or [Draft(Kind.ROW, {})]:
        texts = {kind: [below for below in line.children if below.kind is kind]
                 for kind in (Kind.PRIORITY, Kind.STRATEGY, Kind.REGION, Kind.ACTOR, Kind.STRAY)}
        priorities = [marked(below, "pri") for below in texts[Kind.PRIORITY]]
        same = bool(rows) and priorities == above
        rows.append({
            "defi": SAME_AS_ABOVE if rows else marked(challenge, "chl"),
            "priorites": [SAME_AS_ABOVE] if same and priorities else priorities,
            "strategies": [marked(below, "str") for below in texts[Kind.STRATEGY]],
            "concernes": _concerned(texts),
        })
        above = [str(text) for text in priorities]
    return rows


def _concerned(texts: dict[Kind, list[Draft]]) -> list[str]:
    """The lines of the last cell: what slipped into it, the regions, the actors."""
    regions = [ALL_REGIONS if below.text == "*" else below.text for below in texts[Kind.REGION]]
    actors = [below.text for below in texts[Kind.ACTOR]]
    return [*(below.text for below in texts[Kind.STRAY]),
            *(line for names in (regions, actors) for line in listed(names).split("\n") if line)]


def told(form: Mapping[str, Any]) -> str:
    """Everything that the form says so far, in one casefolded text."""
    def walk(value: Any) -> Iterable[str]:
        if isinstance(value, Mapping):
            for below in value.values():
                yield from walk(below)
        elif isinstance(value, list):
            for below in value:
                yield from walk(below)
        elif isinstance(value, str):
            yield value
    return "\n".join(walk(form)).casefold()


def policy(lines: Iterable[Draft], words: str) -> list[Form]:
    """The axes that the minutes recall, those left out that a discussion already gives in full."""
    return [{"axe": line.value.get("axis"), "titre": line.text, "programme": line.value.get("programme") or "",
             "sous_programmes": list(line.value.get("subprogrammes") or [])}
            for line in lines if line.text.casefold() not in words]
