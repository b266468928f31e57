"""What is published of adopted syntheses: one row a recommendation, with what every column means.

No name of a person is among it, nor anything that somebody reported: the texts that ministers adopted, who of the State
or its partners answers for them, and how far they are.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.fr"
FORM = 1
DEFINITIONS: Mapping[str, str] = {
    "identifiant": "Identifiant permanent de la recommandation (UUID) ; le même d’une publication à l’autre.",
    "synthese": "Titre de la synthèse qui la contient, telle qu’adoptée par sa dernière étape.",
    "instance": "Code de l’instance qui a préparé la synthèse.",
    "date_session": "Date de la session (AAAA-MM-JJ) ; vide quand la synthèse n’est rattachée à aucune.",
    "portee": "« general » pour une recommandation d’ordre général, « axe » pour celle d’un axe de la politique.",
    "axe": "Numéro de l’axe de la politique ; vide pour l’ordre général.",
    "defi": "Défi auquel elle répond, mot pour mot.",
    "priorites": "Priorités de sa ligne, mot pour mot, séparées par « | ».",
    "recommandation": "Stratégie recommandée, mot pour mot.",
    "institutions": "Structures qui en répondent, telles que l’annuaire les nomme, séparées par « | » ; une structure "
                    "que l’annuaire ne connaît pas n’est pas publiée.",
    "regions": "P-codes des régions concernées, séparés par « | » ; toutes quand la recommandation le dit.",
    "etat": "« à engager », « en cours », « réalisée » ou « abandonnée », au jour de la publication.",
    "echeance": "Échéance (AAAA-MM-JJ) quand elle est une date ; vide sinon.",
    "en_retard": "« oui » quand l’échéance, ou celle d’un jalon non atteint, est passée et que la recommandation "
                 "n’est ni réalisée ni abandonnée ; « non » sinon.",
}
STATES = {"open": "à engager", "in_progress": "en cours", "done": "réalisée", "abandoned": "abandonnée"}


def whole(rows: Iterable[Mapping[str, str]], day: date) -> dict[str, Any]:
    """The JSON that is published."""
    return {"forme": FORM, "licence": LICENCE, "licence_url": LICENCE_URL, "etabli_le": day.isoformat(),
            "definitions": dict(DEFINITIONS), "recommandations": list(rows)}
