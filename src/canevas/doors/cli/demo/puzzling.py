"""Makes some of the files that wait for review as real ones often are: told in sentences, with something to ask."""
from __future__ import annotations

from datetime import timedelta

from docx.document import Document

from canevas.doors.cli.demo.meeting import DemoMeeting, found
from canevas.doors.cli.demo.pools import MONTH_NAMES
from canevas.governance.concertation.rules.minutes import ReadAction
from canevas.tools.documents.found import Found

UNKNOWN = ("Association des transporteurs du Dallol", "ONG Tchintoulous")
"""Structures that the directory does not know."""


def puzzle(meetings: list[DemoMeeting]) -> None:
    """Leave three meetings to review: a due date without its year and names nobody knows; minutes told in sentences;
    a synthesis where a strategy slipped into the cell of the actors."""
    plain, told = meetings[-2:]
    table = [each for each in meetings if each.minutes.synthesis and each.body.startswith("CRCM")][-1]
    for meeting in (plain, told, table):
        meeting.awaits_review = True
    told.narrative = True
    plain.minutes.attendance += [found(name) for name in UNKNOWN]
    plain.minutes.items[-1].discussion.append(found("Il a été décidé de tenir la prochaine réunion dans un village."))
    action, day = plain.actions()[0], plain.day + timedelta(days=50)
    action.deadline_text, action.deadline_date = found(f"{day:%d/%m}"), Found(day)
    action.responsible.append(found(UNKNOWN[0]))
    row = table.minutes.synthesis[0].rows[0]
    row.stray = found("Former les agents des communes à l'accueil")


def tell(document: Document, meeting: DemoMeeting) -> None:
    """The whole of a meeting in sentences, without a table."""
    read, day = meeting.minutes, meeting.day
    ordinal = f"{read.session.value}ème " if read.session else ""
    document.add_paragraph().add_run(f"COMPTE RENDU DE LA {ordinal}REUNION DU {meeting.body}").bold = True
    start, end = (hour.value.strftime("%HH%M") if hour else "" for hour in (read.start, read.end))
    place = read.place.value[:1].lower() + read.place.value[1:] if read.place else ""
    document.add_paragraph(
        f"Le {day.day} {MONTH_NAMES[day.month - 1]} {day.year} s'est tenue dans la {place} la {ordinal}réunion du "
        f"{meeting.body}. Commencée à {start}, elle a pris fin à {end}.")
    document.add_paragraph("Ont pris part à cette réunion : " + ", ".join(name.value for name in read.attendance) + ".")
    document.add_paragraph("L'ordre du jour portait sur les points suivants :")
    for number, title in enumerate(read.agenda, 1):
        document.add_paragraph(f"{number}. {title.value} ;")
    for item in read.items:
        document.add_paragraph(f"Point {item.number} : {item.title.value}")
        document.add_paragraph(" ".join(said.value for said in item.discussion))
        for action in item.actions:
            document.add_paragraph(f"Action : {_told(action)}.")
    if read.signatory:
        document.add_paragraph(read.signatory.value)


def _told(action: ReadAction) -> str:
    """Who and when said after the action, the day without its year; nothing of who where the day is left open."""
    if action.deadline_date is None:
        return action.text.value
    day = action.deadline_date.value
    who = ", ".join(name.value for name in action.responsible)
    return f"{action.text.value}. Responsable : {who}. Echéance : {day.day} {MONTH_NAMES[day.month - 1]}"
