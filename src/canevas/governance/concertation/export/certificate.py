"""The certificate of adoption: minutes of one day, adopted on another, final on a third (« attestation »)."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from canevas.governance.concertation.export.form import Form, Letterhead
from canevas.governance.concertation.export.official import HERE
from canevas.governance.concertation.export.wordings import long_day, ordinal
from canevas.tools.documents.writing.pdf import make_pdf
from canevas.tools.documents.writing.word import fill_word


@dataclass(frozen=True, slots=True)
class Reserved:
    """One reservation as the certificate tells it. ``state``: open, integrated, declined."""

    who: str
    passage: str
    asked: str
    state: str
    version: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a certificate certifies. ``at_place`` is where the adopting meeting was held, "" where it is not known."""

    body: str
    body_name: str
    held: date | None
    place: str
    adopted: date
    number: int | None = None
    at_number: int | None = None
    at_place: str = ""
    version: int | None = None
    with_reservations: bool = False
    final: date | None = None
    final_version: int | None = None
    signatory: str = ""
    reservations: list[Reserved] = field(default_factory=list)


FATES = {"open": "encore ouverte", "integrated": "intégrée", "declined": "déclinée"}


def certificate_form(adopted: Adopted, *, letterhead: Letterhead | None = None, today: date | None = None) -> Form:
    """The form that the Word template and the PDF layout show; always in French."""
    head = letterhead or Letterhead()
    return {
        "entete": {"pays": head.country, "devise": head.motto, "lignes": list(head.lines)},
        "titre": "Attestation d’adoption", "instance": adopted.body, "nom_instance": adopted.body_name,
        "compte_rendu": _of_meeting(adopted.number, adopted.held, adopted.place),
        "adoption": _of_meeting(adopted.at_number, adopted.adopted, adopted.at_place),
        "mode": "sous réserve" if adopted.with_reservations else "en l’état",
        "version": str(adopted.version or ""),
        "definitif": long_day(adopted.final) if adopted.final else "",
        "version_definitive": str(adopted.final_version or ""),
        "reserves": [_reserved(one) for one in adopted.reservations] if adopted.with_reservations else [],
        "fait_le": long_day(today or datetime.now(UTC).date()),
        "signataire": adopted.signatory,
    }


def _of_meeting(number: int | None, day: date | None, place: str) -> str:
    """« 7ème réunion, mardi 17 mai 2022, salle de la mairie »; « réunion du mardi 17 mai 2022 » without a number."""
    if number is None and day:
        return ", ".join(part for part in (f"réunion du {long_day(day)}", place) if part)
    parts = [f"{ordinal(number)} réunion" if number else "réunion", long_day(day) if day else "", place]
    return ", ".join(part for part in parts if part)


def _reserved(one: Reserved) -> dict[str, Any]:
    fate = FATES[one.state]
    if one.state == "integrated" and one.version:
        fate = f"intégrée dans la version\u00a0{one.version}"
    if one.reason:
        fate = f"{fate} : {one.reason}"
    return {"qui": one.who, "passage": one.passage, "demande": one.asked, "suite": fate}


@lru_cache(maxsize=1)
def certificate_template() -> bytes:
    return (HERE / "templates_word" / "attestation.docx").read_bytes()


def certificate_word(form: Form) -> bytes:
    return fill_word(certificate_template(), form, title=_title(form))


def certificate_pdf(form: Form, *, stamp: datetime | None = None) -> bytes:
    layout = (HERE / "templates_typst" / "attestation.typ").read_text(encoding="utf-8")
    return make_pdf(layout, {**form, "titre_fichier": _title(form)},
                    stamp=(stamp or datetime.now(UTC)).replace(microsecond=0))


def _title(form: Form) -> str:
    return f"{form['titre']} - {form['instance']}"
