"""Headings that say to whom recommendations are addressed."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.addressees import addressee_kind, read_addressee_heading


@pytest.mark.parametrize(("text", "kind", "who", "body"), [
    ("A l'endroit de l'Etat :", "state", "Etat", ""), ("À l’endroit de l’État", "state", "État", ""),
    ("Aux partenaires techniques et financiers", "partners", "partenaires techniques et financiers", ""),
    ("À l'attention des collectivités territoriales :", "local", "collectivités territoriales", ""),
    ("1. A l'endroit des autorités régionales : ouvrir un puits ;", "regional", "autorités régionales",
     "ouvrir un puits ;"),
    ("Recommandations à l'endroit du Gouvernement", "state", "Gouvernement", ""),
    ("- Pour les communes :", "local", "communes", ""),
    ("L'Etat : curer les puits", "state", "Etat", "curer les puits"),
    ("PARTENAIRES :", "partners", "PARTENAIRES", ""), ("A l'endroit des jeunes :", "other", "jeunes", ""),
    ("Au Conseil régional :", "regional", "Conseil régional", ""),
    ("A l'intention du Ministère des Puits et des collectivités :", "state",
     "Ministère des Puits et des collectivités", "")])
def test_headings(text: str, kind: str, who: str, body: str) -> None:
    heading = read_addressee_heading(text)
    assert heading is not None
    assert (heading.kind, text[heading.start:heading.end], text[heading.body:]) == (kind, who, body)


@pytest.mark.parametrize("text", [
    "Renforcer les partenaires", "Appuyer l'Etat : un guide", "Les participants sont venus.", "", ":", "Divers :",
    "Les partenaires", "Aux termes des échanges, la région a choisi deux axes de travail.", "L'heure du départ : midi",
    "La commune a remis hier aux partenaires de la région un guide complet : le voici"])
def test_no_headings(text: str) -> None:
    assert read_addressee_heading(text) is None


@pytest.mark.parametrize(("text", "kind"), [
    ("l'Etat et ses partenaires", "state"), ("PTF", "partners"), ("Les maires", "local"), ("gouverneurs", "regional"),
    ("la diaspora", "other"), ("", "")])
def test_kinds(text: str, kind: str) -> None:
    assert addressee_kind(text) == kind
