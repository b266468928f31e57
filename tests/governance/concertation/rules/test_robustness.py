"""Torn, shuffled and wrapped minutes: never a fault, and every passage is really there."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest

from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.minutes import NotMinutes, ReadMinutes
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.governance.concertation.rules.reading.explaining import every_found
from canevas.tools.documents.nodes import Document, DocumentRefused
from canevas.tools.documents.reading import read_document
from tests.governance.concertation.rules.said import LAYOUTS, actions, discussion, layout, read_lines, vocabulary

PATHS = sorted(LAYOUTS.glob("*.txt"))
SCRAPS = ["\t", " | ", "  ", "- ", "(", ") ", "1. ", "IV. ", "Page 2 sur 3", "«", "\u00a0", "’"]


def check_passages(document: Document, read: ReadMinutes) -> None:
    nodes = document.nodes()
    for found in every_found(read):
        for passage in found.passages:
            text = nodes[passage.node].text
            end = len(text) if passage.end is None else passage.end
            assert 0 <= passage.start <= end <= len(text)


def torn(lines: list[str], chance: random.Random) -> list[str]:
    lines = list(lines)
    for _ in range(chance.randint(1, 10)):
        place = chance.randrange(len(lines))
        act = chance.choice(("cut", "drop", "scrap", "shuffle", "glue"))
        if act == "cut":
            lines[place] = lines[place][: chance.randint(0, len(lines[place]))]
        elif act == "drop":
            lines[place] = ""
        elif act == "scrap":
            lines[place] = chance.choice(SCRAPS) + lines[place]
        elif act == "shuffle":
            chance.shuffle(lines)
        else:
            lines[place] = lines[place].replace(" ", chance.choice(("\t", "   ", " - ")), 2)
    return lines


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_torn_minutes_are_read_or_refused(path: Path):
    chance = random.Random(path.stem)
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(6):
        try:
            document = read_document("\n".join(torn(lines, chance)).encode(), "essai.txt")
            read = read_minutes(document, vocabulary())
        except (NotMinutes, DocumentRefused):
            continue
        check_passages(document, read)
        assert to_json(read)["kind"] in ("minutes", "synthesis")


@pytest.mark.parametrize("name", ["crochets-et-groupes", "puces-fleches", "commission-departementale"])
def test_minutes_wrapped_at_eighty_columns_say_the_same(name: str):
    text = (LAYOUTS / f"{name}.txt").read_text(encoding="utf-8")
    wrapped = [part for line in text.split("\n") for part in (textwrap.wrap(line, 80) or [""])]
    read = read_lines(*wrapped)
    assert discussion(read) == discussion(layout(name))
    assert actions(read) == actions(layout(name))


def test_a_page_header_inside_a_list_is_no_point():
    read = read_lines(
        "COMPTE RENDU DE LA REUNION DU GTM-MARADI",
        "Date : 11/05/2023",
        "Présents : DRECM/R, OIM",
        "Ordre du jour",
        "1. Situation du corridor",
        "2. Divers",
        "1. Situation du corridor",
        "Points de discussion",
        "- Les refoulements continuent au poste frontalier et les familles",
        "Page 1 sur 2",
        "attendent sous les hangars.",
        "- Le puits est à sec.",
        "2. Divers",
        "- Rien de neuf.",
    )
    assert discussion(read) == [
        (1, "Les refoulements continuent au poste frontalier et les familles attendent sous les hangars."),
        (1, "Le puits est à sec."),
        (2, "Rien de neuf."),
    ]


def test_columns_parted_by_one_blank_and_a_wrapped_row():
    read = read_lines(
        "COMPTE RENDU DE LA REUNION DU GTM-DIFFA",
        "Date 12/06/2023",
        "Heure 9H00-11H00",
        "Lieu Salle de la mairie",
        "Présence -DRECM/R -OIM -Mairie de Diffa",
        "Points inscrits à l'ordre du jour",
        "1. Accueil",
        "2. Divers",
        "1. Accueil",
        "Points de discussion clés",
        "- Les abris manquent.",
        "Points d'action Structures responsables Date limite",
        "Construire vingt abris près de la DRECM/R, OIM Le plus tôt",
        "possible",
        "Visiter le site Mairie de Diffa 30/06",
        "du lac",
        "2. Divers",
        "Points de discussion clés",
        "- Néant",
        "Points d'action Structures responsables Date limite",
        "N/A",
    )
    assert [found.value for found in read.attendance] == ["DRECM/R", "OIM", "Mairie de Diffa"]
    assert actions(read) == [
        (1, "Construire vingt abris près de la", ["DRECM/R", "OIM"], "Le plus tôt possible", None),
        (1, "Visiter le site du lac", ["Mairie de Diffa"], "30/06", "2023-06-30"),
    ]
    assert read.place is not None and read.place.value == "Salle de la mairie"


def test_two_different_dates_leave_a_doubt():
    read = read_lines(
        "COMPTE RENDU DE LA REUNION DU GTM-DOSSO",
        "Date : 12/06/2023",
        "La réunion du GTM-Dosso s'est tenue le mardi 20 juin 2023 à 9 heures à la mairie.",
        "Ordre du jour",
        "1. Divers",
        "1. Divers",
        "- Rien de neuf.",
    )
    assert read.date is not None and not read.date.is_sure and read.date.reason
