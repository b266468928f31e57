"""The official form of minutes: one plain structure that the Word template and the PDF layout both show.

Its keys are French because a secretary writes them in the template: ``docs/guide/modele-word.md`` lists them. It is
made from the lines of :mod:`~canevas.governance.concertation.rules.lines`, which the register and a file that was just
read both give; texts that have a row in the register carry its id (see :mod:`.marks`).
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from canevas.governance.concertation.export.marks import marked, said
from canevas.governance.concertation.export.tables import followed, policy, recommendations, synthesis, told
from canevas.governance.concertation.export.wordings import (
    OUTCOMES,
    STAGES,
    hours,
    long_day,
    ordinal,
    short_day,
)
from canevas.governance.concertation.rules.lines import Draft, Kind
from canevas.tools.documents.writing.marked import FormedText

SEATS = {"present": "prs", "excused": "exc", "absent": "abs"}
FORMS = {"paragraph": "paragraphe", "bullet": "puce", "table": "tableau"}
Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head of the first page: the State, its motto, then who signs for it, from high to low."""

    country: str = "République du Niger"
    motto: str = "Fraternité - Travail - Progrès"
    lines: tuple[str, ...] = ()


@dataclass(slots=True)
class _Lines:
    """The lines by kind."""

    all: Sequence[Draft]
    by_kind: dict[Kind, list[Draft]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.all:
            self.by_kind.setdefault(line.kind, []).append(line)

    def of(self, kind: Kind) -> list[Draft]:
        return self.by_kind.get(kind, [])

    def one(self, kind: Kind, key: str = "text") -> Any:
        found = self.of(kind)
        return found[0].value.get(key) if found else None


def official_form(lines: Sequence[Draft], *, letterhead: Letterhead | None = None, body_name: str = "",
                  reference: str = "") -> Form:
    """The form of the minutes that ``lines`` tell.

    ``body_name`` is the full name of the body where it is known; ``reference`` is the id that the files carry.
    """
    found = _Lines(lines)
    head = letterhead or Letterhead()
    points = [_point(line) for line in found.of(Kind.ITEM)]
    form: Form = {
        "entete": {"pays": head.country, "devise": head.motto, "lignes": list(head.lines)},
        **_facts(found, body_name), **_people(found), **_links(found),
        "ordre_du_jour": [{"numero": line.value.get("number"), "titre": marked(line, "agd")}
                          for line in found.of(Kind.AGENDA)],
        "points": points,
        "recommandations": recommendations(found.of(Kind.RECOMMENDATION), points),
        "contributions": [marked(line, "con") for line in found.of(Kind.CONTRIBUTION)],
        "decisions": [_decision(line) for line in found.of(Kind.DECISION)],
        "synthese": synthesis(found.of(Kind.SECTION)),
        "signataire": found.one(Kind.SIGNATORY) or "",
        "reference": reference,
    }
    words = told(form)
    form["politique"] = policy(found.of(Kind.POLICY), words)
    form["lieux_cites"] = [line.text for line in found.of(Kind.PLACE) if line.text.casefold() not in words]
    return form


def _facts(found: _Lines, body_name: str) -> Form:
    day = _day(found.one(Kind.DATE, "date"))
    number, stage = found.one(Kind.NUMBER, "number"), found.one(Kind.STAGE, "stage") or ""
    body = str(found.one(Kind.BODY) or "")
    return {
        "titre": _title(found, body, number, stage),
        "instance": body,
        "nom_instance": body_name,
        "session": ordinal(int(number)) if number else "",
        "etape": f"Réunion {STAGES[stage]}" if stage in STAGES and stage != "ordinary" else "",
        "date": long_day(day) if day else "",
        "date_courte": short_day(day) if day else "",
        "heure": hours(_hour(found.one(Kind.START, "time")), _hour(found.one(Kind.END, "time"))),
        "lieu": found.one(Kind.PLACE_OF_MEETING) or "",
    }


def _title(found: _Lines, body: str, number: Any, stage: str) -> str:
    """« Compte rendu de la 7ème session du CCM »; a synthesis that stands alone is named as one."""
    if found.of(Kind.SECTION) and not found.of(Kind.DATE) and not found.of(Kind.ITEM):
        return "Synthèse des travaux" + (f" de {_of(body)}" if body else "")
    which = f"{ordinal(int(number))} session" if number else "réunion"
    return f"Compte rendu de la {which}" + (f" {_from(body)}" if body else "")


_FEMININE = ("commission", "cellule", "plateforme")


def _from(body: str) -> str:
    """« du GTM-Tahoua », « de la Commission … », « de l'Observatoire … »."""
    first = body.split()[0].casefold() if body.split() else ""
    if first in _FEMININE:
        return f"de la {body}"
    return f"de l'{body}" if first[:1] in "aeiouéèêh" and not body.isupper() and first.isalpha() else f"du {body}"


def _of(body: str) -> str:
    return _from(body).removeprefix("de ")


def _people(found: _Lines) -> Form:
    chairs = [line.text for line in found.of(Kind.CHAIR)]
    there: dict[str, list[str]] = {"present": [], "excused": [], "absent": []}
    for line in found.of(Kind.ATTENDANCE):
        status = str(line.value.get("status") or "present")
        status = status if status in SEATS else "present"  # who came late, or somebody in their place, was there
        there[status].append(marked(line, SEATS[status]))
    return {"presidence": chairs, "copresidence": len(chairs) > 1, "presents": there["present"],
            "excuses": there["excused"], "absents": there["absent"]}


def _links(found: _Lines) -> Form:
    """The minutes adopted at the session, and the sessions that it prepares or follows."""
    previous = found.of(Kind.PREVIOUS)
    day = _day(previous[0].value.get("date")) if previous else None
    outcome = OUTCOMES.get(str(previous[0].value.get("outcome") or ""), "") if previous else ""
    words = f"compte rendu de la réunion du {short_day(day)}" if day else "compte rendu de la réunion précédente"
    related = [(line.value.get("stage"), _day(line.value.get("date"))) for line in found.of(Kind.RELATED)]
    return {
        "compte_rendu_precedent": "" if not previous else f"{words} : {outcome}" if outcome else words,
        "autres_reunions": [f"réunion {STAGES.get(str(stage), '')} du {long_day(when)}".replace("  ", " ")
                            for stage, when in related if when],
    }


def _point(line: Draft) -> Form:
    number = line.value.get("number")
    texts = [said(below) for below in line.children if below.kind is Kind.DISCUSSION]
    return {
        "numero": number, "titre": marked(line, "itm"), "discussions": texts, "blocs": [_block(text) for text in texts],
        "actions": [followed(below, "act") for below in line.children if below.kind is Kind.ACTION],
    }


def _block(text: FormedText) -> Form:
    """A discussion point as the PDF draws it, and templates that show each form in their own way."""
    return {"forme": FORMS[text.form], "niveau": text.level, "texte": str(text),
            "cellules": [list(row) for row in text.cells]}


def _decision(line: Draft) -> Form:
    return {"texte": marked(line, "dec"), "sens": OUTCOMES.get(str(line.value.get("outcome") or ""), ""),
            "etape": STAGES.get(str(line.value.get("stage") or ""), ""), "principale": bool(line.value.get("main"))}


def _day(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None


def _hour(written: Any) -> time | None:
    return time.fromisoformat(written) if written else None

