"""The letter that goes out before a meeting: it convenes, says what changed, or calls the meeting off."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache

from canevas.governance.concertation.export.form import Form, Letterhead, _from
from canevas.governance.concertation.export.official import HERE
from canevas.governance.concertation.export.sign_in_sheet import Meeting, meeting_form, meeting_words
from canevas.governance.concertation.export.wordings import hours, long_day
from canevas.governance.concertation.rules.invitation import Letter, Told, changes
from canevas.tools.documents.writing.pdf import make_pdf
from canevas.tools.documents.writing.word import fill_word

TITLES = {Letter.CONVENE: "Invitation", Letter.CHANGE: "Invitation modifiée", Letter.CANCEL: "Réunion annulée"}
POSTPONED_TITLE = "Réunion reportée"
_FIELDS = {"day": "Date", "hours": "Heure", "place": "Lieu", "agenda": "Ordre du jour"}


@dataclass(frozen=True, slots=True)
class Writing:
    """What one letter says beside the meeting. ``addressee`` "" for one letter to all; ``before``: what the letter
    before it said; ``reason``: why the meeting does not take place; ``is_postponed``: it will, on another day."""

    kind: Letter
    meeting: Meeting
    agenda: Sequence[str] = ()
    text: str = ""
    signatory: str = ""
    addressee: str = ""
    documents: Sequence[str] = ()
    before: Told | None = None
    reason: str = ""
    is_postponed: bool = False
    made_on: date | None = None
    invited: Sequence[str] = field(default_factory=tuple)
    """Names of all who are invited: shown by the letter to all."""


def usual_text(kind: Letter, meeting: Meeting, is_postponed: bool = False) -> str:
    """The paragraph that a letter begins with until the body has one of its own."""
    which = f"{meeting_words(meeting)} {_from(meeting.body)}"
    if kind is Letter.CANCEL:
        fate = "est reportée à une date qui vous sera communiquée" if is_postponed else "n’aura pas lieu"
        return f"J’ai l’honneur de vous informer que la {which} {fate}."
    if kind is Letter.CHANGE:
        return f"J’ai l’honneur de vous informer d’un changement pour la {which}, qui se tiendra comme suit :"
    return f"J’ai l’honneur de vous inviter à la {which}, qui se tiendra comme suit :"


def invitation_form(letter: Writing, letterhead: Letterhead | None = None) -> Form:
    """The form that the Word template and the PDF layout show; always in French."""
    cancelled = letter.kind is Letter.CANCEL
    title = POSTPONED_TITLE if cancelled and letter.is_postponed else TITLES[letter.kind]
    text = letter.text.strip() or usual_text(letter.kind, letter.meeting, letter.is_postponed)
    return {
        **meeting_form(letter.meeting, letterhead), "titre": title,
        "objet": f"{meeting_words(letter.meeting)} {_from(letter.meeting.body)}",
        "destinataire": letter.addressee, "introduction": [part for part in map(str.strip, text.split("\n")) if part],
        "motif": letter.reason if cancelled else "", "changements": _told_changes(letter),
        "ordre_du_jour": [] if cancelled else [{"numero": str(number), "titre": title}
                                               for number, title in enumerate(letter.agenda, 1)],
        "documents": [] if cancelled else list(letter.documents),
        "invites": [] if letter.addressee or cancelled else list(letter.invited),
        "fait_le": long_day(letter.made_on or datetime.now(UTC).date()), "signataire": letter.signatory}


def _told_changes(letter: Writing) -> list[dict[str, str]]:
    """« Date : lundi 4 mai 2026 au lieu du … »: what the letter before said otherwise."""
    if letter.before is None or letter.kind is not Letter.CHANGE:
        return []
    one = letter.meeting
    now = Told(one.day, one.start, one.end, one.place, tuple(letter.agenda))
    before, found = letter.before, []
    for name in changes(before, now):
        was = {"day": long_day(before.day) if before.day else "", "hours": hours(before.start, before.end),
               "place": before.place, "agenda": ""}[name]
        new = {"day": long_day(now.day) if now.day else "", "hours": hours(now.start, now.end), "place": now.place,
               "agenda": "modifié, voir ci-dessous"}[name]
        found.append({"quoi": _FIELDS[name], "avant": was, "apres": new})
    return found


@lru_cache(maxsize=1)
def invitation_template() -> bytes:
    return (HERE / "templates_word" / "invitation.docx").read_bytes()


def invitation_word(form: Form) -> bytes:
    return fill_word(invitation_template(), form, title=_title(form))


def invitation_pdf(form: Form, *, stamp: datetime | None = None) -> bytes:
    layout = (HERE / "templates_typst" / "invitation.typ").read_text(encoding="utf-8")
    return make_pdf(layout, {**form, "titre_fichier": _title(form)},
                    stamp=(stamp or datetime.now(UTC)).replace(microsecond=0))


def _title(form: Form) -> str:
    return " - ".join(part for part in (form["titre"], form["instance"], form["date"]) if part)
