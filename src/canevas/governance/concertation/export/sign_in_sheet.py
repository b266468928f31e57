"""The sign-in sheet of a meeting (« feuille de présence »): who is expected, and blank lines for who else comes."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from canevas.governance.concertation.export.form import Form, Letterhead
from canevas.governance.concertation.export.official import HERE
from canevas.governance.concertation.export.wordings import STAGES, hours, long_day, ordinal
from canevas.tools.documents.writing.pdf import make_pdf
from canevas.tools.documents.writing.word import fill_word

BLANK_LINES = 10


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the papers that go out before a meeting say of it. ``body_name``: the full name, "" where it is the short
    one."""

    body: str
    body_name: str = ""
    number: int | None = None
    stage: str = "ordinary"
    day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """One line that is filled in beforehand."""

    organisation: str
    person: str = ""
    function: str = ""


def meeting_words(meeting: Meeting) -> str:
    """« 7ème réunion technique », « réunion » where it has neither number nor a stage worth naming."""
    stage = STAGES.get(meeting.stage, "")
    which = f"{ordinal(meeting.number)} réunion" if meeting.number else "réunion"
    return f"{which} {stage}" if stage and (meeting.number or meeting.stage != "ordinary") else which


def meeting_form(meeting: Meeting, letterhead: Letterhead | None) -> Form:
    """The head of the page and the facts of the meeting, as the templates name them."""
    head = letterhead or Letterhead()
    return {
        "entete": {"pays": head.country, "devise": head.motto, "lignes": list(head.lines)},
        "instance": meeting.body, "nom_instance": meeting.body_name or meeting.body,
        "reunion": meeting_words(meeting), "date": long_day(meeting.day) if meeting.day else "",
        "heure": hours(meeting.start, meeting.end), "lieu": meeting.place}


def sign_in_form(meeting: Meeting, expected: Iterable[Expected], letterhead: Letterhead | None = None) -> Form:
    """The form that the Word template and the PDF layout show; always in French."""
    lines = [{"numero": str(number), "structure": one.organisation, "nom": one.person, "fonction": one.function}
             for number, one in enumerate(expected, 1)]
    lines += [{"numero": str(number), "structure": "", "nom": "", "fonction": ""}
              for number in range(len(lines) + 1, len(lines) + 1 + BLANK_LINES)]
    return {**meeting_form(meeting, letterhead), "titre": "Feuille de présence", "lignes": lines}


@lru_cache(maxsize=1)
def sign_in_template() -> bytes:
    return (HERE / "templates_word" / "feuille-de-presence.docx").read_bytes()


def sign_in_word(form: Form) -> bytes:
    return fill_word(sign_in_template(), form, title=_title(form))


def sign_in_pdf(form: Form, *, stamp: datetime | None = None) -> bytes:
    layout = (HERE / "templates_typst" / "feuille-de-presence.typ").read_text(encoding="utf-8")
    return make_pdf(layout, {**form, "titre_fichier": _title(form)},
                    stamp=(stamp or datetime.now(UTC)).replace(microsecond=0))


def _title(form: Form) -> str:
    return " - ".join(part for part in (form["titre"], form["instance"], form["date"]) if part)
