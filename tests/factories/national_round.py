"""What a national session really begins with and gets back: two regions' minutes as Word files, and five copies of its
table, each changed in another manner. Invented."""
from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

from canevas.doors.cli.demo.meeting import DemoMeeting, found
from canevas.doors.cli.demo.word_file import word_of
from canevas.governance.concertation.rules.minutes import ReadItem, ReadMinutes, ReadRecommendation
from canevas.tools.documents.found import Found
from tests.factories.marked_copies import Marked

WELLS = "Construire des points d'eau sur les sites d'accueil des réfugiés"
WELLS_TOO = "Construire des points d'eau sur les sites d'accueil"
GUARDS = "Doter les postes frontaliers de matériel biométrique"
GUARDS_TOO = "Doter les postes frontaliers de matériels biométriques"
ROUTES = "Faire le recensement exhaustif des axes de contournement"
GUIDE = "Publier un guide de la diaspora"
FUND = "Créer un fonds d'appui aux communes d'accueil"
BOTH = "Doter les postes frontaliers de matériel biométrique et de registres"
SHELTERS = "Bâtir des abris durables"


def regional_minutes(body: str, day: date, recommendations: tuple[str, ...]) -> DemoMeeting:
    read = ReadMinutes(body=found(body), date=Found(day), start=Found(time(9)), end=Found(time(16)))
    read.place, read.signatory = found("Salle de réunion du gouvernorat"), found("Le rapporteur")
    read.chairs = [found("Ousmane Issa")]
    read.attendance = [found(name) for name in ("OIM", "UNHCR", "DRECM/R")]
    read.agenda = [found("Situation migratoire de la région"), found("Divers")]
    read.items = [
        ReadItem(1, read.agenda[0], [found("La situation du trimestre a été présentée.")]),
        ReadItem(2, read.agenda[1], [found("Aucun point divers n'a été soulevé.")])]
    read.recommendations = [ReadRecommendation(found(text), found("A l'endroit de l'Etat"))
                            for text in recommendations]
    return DemoMeeting(read)


def regional_papers(folder: Path) -> list[Path]:
    """The minutes of two regions since the session before, as files."""
    meetings = (regional_minutes("GTM-Agadez", date(2022, 9, 14), (WELLS, GUARDS, ROUTES, GUIDE)),
                regional_minutes("CRCM-Tahoua", date(2022, 10, 5), (WELLS_TOO, GUARDS_TOO, FUND)))
    folder.mkdir(exist_ok=True)
    paths = []
    for meeting in meetings:
        paths.append(folder / meeting.file_name)
        paths[-1].write_bytes(word_of(meeting))
    return paths


def copies_of(base: bytes, studies: str, continuum: str) -> dict[str, bytes]:
    """Five copies of a table in which :data:`WELLS`, :data:`GUARDS` and two lines of the session before stand
    (``studies`` and ``continuum``, each by words of it): two hands in one file, a conflict between two organisations, a
    copy with a remark and a line that moves, one without any mark, one that lost its identifiers."""
    oim = Marked(base).by("A. Sow (OIM)", _at(14)).replace(GUARDS, "biométrique", "biométrique et de véhicules")
    oim.replace(studies, studies.split()[0], "Recenser").add_line("Recenser", "Publier un recueil des études")
    oim.by("B. Ali (OIM)", _at(15)).replace(WELLS, "réfugiés", "réfugiés et des déplacés").embolden(GUIDE)
    unhcr = Marked(base).by("C. Diop (UNHCR)", _at(14)).replace(GUARDS, "matériel biométrique", "registres").add_row(
        WELLS, ["Accueillir dignement", "Loger les personnes accueillies", SHELTERS, "Diffa"]).delete_line(FUND)
    unicef = Marked(base).by("D. Garba (UNICEF)", _at(16)).comment(continuum, "Préciser avec quels pays voisins.")
    unicef.move_line(GUIDE, studies)
    plain = Marked(base).replace(GUIDE, "guide", "recueil").add_line("recueil de la diaspora", "Traduire ce recueil")
    lost = Marked(base).by("E. Sani (Croix-Rouge Nigérienne)", _at(17)).replace(WELLS, "points d'eau", "forages")
    return {
        "Synthese_OIM.docx": oim.saved_by("B. Ali (OIM)").content(),
        "Synthese_UNHCR.docx": unhcr.saved_by("C. Diop (UNHCR)").content(),
        "Synthese_UNICEF.docx": unicef.saved_by("D. Garba (UNICEF)").content(),
        "Synthese_INS.docx": plain.saved_by("INS").content(),
        "Synthese_CRN.docx": lost.lose_identifiers().saved_by("E. Sani (Croix-Rouge Nigérienne)").content()}


def _at(day: int) -> datetime:
    return datetime(2022, 11, day, 9, 15, tzinfo=UTC)
