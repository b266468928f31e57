"""Actions in one line without a sign between them."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.action_words import action_strength
from canevas.governance.recommendations.rules.synthesis_reading.run_together import split_run_together
from canevas.tools.documents.found import SURE
from canevas.tools.documents.markup import traced


@pytest.mark.parametrize("parts", [
    ["Curer les puits anciens", "Former le comité de gestion"],
    ["Recenser les enfants (filles, garçons)", "Scolariser les absents"],
    ["Appliquer la loi", "Vulgariser les textes"],
    ["Améliorer l'accès à l'eau", "Améliorer l'accès aux soins", "Bâtir un abri"],
    ["Installer un poste à Zinder", "Équiper les agents"], ["Appuyer les PTF", "Sensibiliser les populations"],
    ["Mise en place de comités", "Renforcement des capacités des agents"],
    ["Tenir la caisse", "S'assurer de son contrôle"],
    ["CURER LES PUITS", "FORMER LES ELUS"], ["Ouvrir une école et/ou un centre", "Rebâtir/Agrandir les salles"]])
def test_parted(parts: list[str]) -> None:
    found = split_run_together(traced("n1", " ".join(parts)))
    assert [part.text.text for part in found] == parts
    assert all(part.confidence < SURE and part.reason and part.unsigned for part in found)


@pytest.mark.parametrize("text", [
    "Renforcer la Coopération transfrontalière", "Appuyer le projet Former les jeunes du canton",
    "Soutenir « Agir ensemble »",
    "Appuyer l'ONG Aider les Enfants du Sahel", "Recruter le Conseiller Technique du Ministre",
    "Doter le Centre de santé",
    "Célébrer la journée du Premier ministre", "Mener les actions suivantes : Former les élus",
    "Se rendre à Zinder et Maradi",
    "Appuyer la Direction de la certification", "Poursuivre l'Organisation des caravanes",
    "Aider Monsieur Nasser à Tahoua",
    "Former sur la paix et la sécurité/Coexistence pacifique", "Créer un cadre Organisation de forums", "Curer"])
def test_whole(text: str) -> None:
    [part] = split_run_together(traced("n1", text))
    assert (part.text.text, part.confidence, part.reason) == (text, 1.0, "")


@pytest.mark.parametrize(("text", "opens"), [
    ("Renforcer les liens", True), ("équiper un poste", True), ("Ne pas laisser seuls", True),
    ("S'assurer du suivi", True),
    ("Digitaliser le registre", True), ("Parrainer des écoles", True), ("Ratissager les berges", True),
    ("Niger et Mali", False),
    ("Ministère de la Justice", False), ("Premier adjoint", False), ("Mise en œuvre du plan", True),
    ("Gestion", False),
    ("Inciter/Renforcer les élus", True), ("Zinder et Maradi", False), ("", False), ("Centre de tri", False)])
def test_opening_words(text: str, opens: bool) -> None:
    assert (action_strength(text) > 0) is opens
