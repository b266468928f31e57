"""The sheet of an organisation as Word file and as PDF: what it owes, with blanks to fill in. Always in French."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from uuid import UUID

from canevas.governance.concertation.export.form import Form, Letterhead
from canevas.governance.concertation.export.official import HERE
from canevas.governance.concertation.export.wordings import long_day, short_day
from canevas.governance.concertation.rules.organisation_sheet import CHOICES, SHEET_ID, code_of, property_of
from canevas.tools.documents.writing.marked import Marked
from canevas.tools.documents.writing.pdf import make_pdf
from canevas.tools.documents.writing.word import fill_word

STATES = {"open": "à faire", "in_progress": "en cours", "done": "fait", "cancelled": "annulé"}


@dataclass(frozen=True, slots=True)
class SheetAction:
    """One action of a sheet. ``deadline`` verbatim; ``due`` its last day, where it has one."""

    uid: UUID
    text: str
    body: str
    held: date | None
    status: str
    deadline: str = ""
    due: date | None = None
    others: str = ""
    news: str = ""


def sheet_form(*, code: str, name: str, actions: Sequence[SheetAction], day: date,
               letterhead: Letterhead | None = None) -> Form:
    """What the Word template and the PDF layout show; the actions in the order in which they come, late ones first."""
    head = letterhead or Letterhead()
    return {
        "entete": {"pays": head.country, "devise": head.motto, "lignes": list(head.lines)},
        "titre": "Fiche de suivi des actions", "structure": name, "date": long_day(day), "date_courte": short_day(day),
        "reference": property_of(code, day.isoformat()), "choix": [words for words, _state in CHOICES],
        "actions": [_action(number, one, day) for number, one in enumerate(actions, 1)],
        "retard": sum(1 for one in actions if one.due and one.due < day),
    }


def _action(number: int, one: SheetAction, day: date) -> Form:
    late = (day - one.due).days if one.due and one.due < day else 0
    deadline = one.deadline
    if one.due and short_day(one.due) not in deadline:
        deadline = f"{deadline} ({short_day(one.due)})" if deadline else short_day(one.due)
    return {
        "numero": str(number), "texte": Marked(one.text, f"cnv_fch_{one.uid.hex}"), "code": code_of(one.uid),
        "reunion": f"{one.body}, {short_day(one.held)}" if one.held else one.body,
        "echeance": deadline or "sans date", "avec": one.others, "etat": STATES[one.status],
        "retard": f"en retard de {late} jour{'s' if late > 1 else ''}" if late else "", "nouvelles": one.news,
    }


@lru_cache(maxsize=1)
def sheet_template() -> bytes:
    return (HERE / "templates_word" / "fiche.docx").read_bytes()


def sheet_word(form: Form) -> bytes:
    return fill_word(sheet_template(), form, title=_title(form), properties={SHEET_ID: form["reference"]})


def sheet_pdf(form: Form, *, stamp: datetime | None = None) -> bytes:
    layout = (HERE / "templates_typst" / "fiche.typ").read_text(encoding="utf-8")
    return make_pdf(layout, {**form, "titre_fichier": _title(form)},
                    stamp=(stamp or datetime.now(UTC)).replace(microsecond=0))


def _title(form: Form) -> str:
    return f"{form['titre']} - {form['structure']} - {form['date_courte']}"
