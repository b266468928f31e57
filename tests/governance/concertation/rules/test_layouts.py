"""Minutes in many layouts, each invented for the form that it shows."""

from __future__ import annotations

from typing import Any

import pytest

from canevas.tools.documents.found import SURE
from tests.governance.concertation.rules.said import LAYOUTS, actions, discussion, layout, said

HEADS: dict[str, dict[str, Any]] = {
    "cluster-protection": {
        "body": "Cluster Protection – Diffa",
        "date": "2023-03-14",
        "start": "10:00",
        "end": "11:45",
        "place": "salle de réunion du HCR, Diffa",
        "previous_minutes": {"date": "2023-02-14", "decision": "validated-with-reservations"},
    },
    "commission-departementale": {
        "body": "COMMISSION DEPARTEMENTALE DE GESTION DES MIGRANTS",
        "date": "2023-11-24",
        "start": "10:15",
        "end": "12:45",
        "place": "enceinte de la Préfecture d'Arlit",
        "chairs": ["Alkassoum Mahaman"],
        "signatory": "Le Président de séance",
        "attendance": ["Maire d'Arlit", "Police nationale", "Gendarmerie", "Croix-Rouge Nigérienne", "MSF", "OIM"],
    },
    "coordination-ong": {
        "date": "2022-10-05",
        "start": "15:00",
        "end": "16:30",
        "place": "Bureau de COOPI Agadez",
        "attendance": ["COOPI", "CISP", "JMED", "GARKUA"],
        "agenda": ["Tour de table sécurité", "Mise à jour du 4W", "Divers"],
    },
    "releve-de-decisions": {
        "body": "GTM-Zinder",
        "session": 9,
        "start": "09:30",
        "chairs": ["Laouali Chaibou"],
        "previous_minutes": {"date": "2023-09-07", "decision": "adopted-with-reservations"},
    },
    "sections-numerotees": {
        "body": "CRCM-Niamey",
        "stage": "ordinary",
        "start": "09:20",
        "end": "13:05",
        "place": "salle de réunion de l'Hôtel de Ville",
        "signatory": "Le Rapporteur",
        "attendance": ["Ville de Niamey", "DGECMR", "OIM", "ONG JMED"],
        "recommendations": ["Recenser les mendiants étrangers", "Doter le centre d'accueil en vivres"],
    },
    "cles-sur-leur-ligne": {
        "body": "GTM-Tillabéri",
        "chairs": ["Le Secrétaire Général Adjoint"],
        "end": "12:00",
        "previous_minutes": {"date": "2023-11-30", "decision": "postponed"},
        "signatory": "Le DRECM/R",
    },
    "rapport-sans-ordre-du-jour": {
        "date": "2024-05-03",
        "end": "17:30",
        "place": "Dirkou",
        "chairs": ["Boubacar Jérôme"],
        "recommendations": [
            "mettre en place un comité d'accueil",
            "éclairer les sites",
            "organiser une réunion mensuelle",
        ],
    },
    "titre-et-texte-ensemble": {
        "body": "CRCM-Agadez",
        "session": 3,
        "start": "09:30",
        "end": "13:10",
        "chairs": ["Gouverneur de la region"],
        "previous_minutes": {"date": "2022-12-06", "decision": "adopted-with-reservations"},
    },
    "notes-rapides": {
        "body": "GTM-Maradi",
        "date": "2023-05-11",
        "start": "09:10",
        "end": "11:35",
        "previous_minutes": {"date": "2023-02-09", "decision": "adopted"},
    },
    "narratif-preparatoire": {
        "body": "CCM",
        "session": 11,
        "stage": "preparatory",
        "date": "2026-02-04",
        "end": "16:30",
        "chairs": ["Salamatou Garba", "Peter Lindqvist"],
        "related_sessions": [
            {"stage": "technical", "date": "2026-02-12"},
            {"stage": "political", "date": "2026-02-19"},
        ],
        "contributions": ["Mieux décliner les indicateurs", "Associer l'INS dès le départ"],
    },
    "barres-verticales": {
        "session": 7,
        "date": "2025-06-30",
        "chairs": ["Harouna Malam Sani"],
        "attendance": ["INS", "DREN", "Police nationale", "OIM"],
    },
    "colonnes-alignees": {
        "stage": "extraordinary",
        "date": "2024-08-09",
        "start": "16:00",
        "end": "17:20",
        "attendance": ["DRECM/R", "OIM", "UNHCR", "Mairie d'Agadez"],
        "agenda": ["Réponse aux inondations dans le centre humanitaire"],
    },
    "proces-verbal-narratif": {
        "body": "GTM-Dosso",
        "date": "2024-04-16",
        "start": "09:00",
        "end": "11:25",
        "place": "Maison de la Culture de Dosso",
        "chairs": ["Hadjara Seyni"],
        "attendance": ["Gouvernorat", "DREC/M/R", "Police", "OIM", "Plan International"],
        "agenda": ["la préparation de la journée du réfugié", "les informations générales"],
    },
    "crochets-et-groupes": {
        "attendance": ["DREN", "DRSP", "DRDC", "OIM", "HCR", "LWR", "CIAUD"],
        "end": "12:30",
        "previous_minutes": {"date": "2022-12-06", "decision": "validated"},
    },
    "forces-et-faiblesses": {
        "body": "CRCM-Agadez",
        "agenda": ["Bilan du premier semestre", "Financement du cadre"],
        "recommendations": [
            "Inscrire une ligne budgétaire",
            "Financer la session de décembre",
            "Doter le secrétariat d'un véhicule",
        ],
    },
    "barres-obliques": {
        "agenda": ["Adoption CR 26/09/23", "Traite des personnes", "Divers"],
        "previous_minutes": {"date": "2023-09-26", "decision": "adopted-with-reservations"},
    },
    "session-recommande": {
        "body": "CRCM-Zinder",
        "session": 1,
        "date": "2024-03-28",
        "chairs": ["Issa Moussa"],
        "signatory": "Le Gouverneur",
        "recommendations": [
            "accélérer le décaissement des fonds ;",
            "créer des comités de veille ;",
            "sensibiliser les parents.",
        ],
    },
    "puces-fleches": {
        "body": "GTM-Diffa",
        "start": "09:00",
        "end": "11:15",
        "previous_minutes": {"date": "2023-03-17", "decision": "adopted-with-reservations"},
    },
    "decisions-du-comite": {
        "stage": "extraordinary",
        "date": "2024-09-02",
        "start": "16:00",
        "end": "18:10",
        "attendance": ["Conseil régional", "DRAH/GC", "Croix-Rouge Nigérienne", "Protection civile"],
    },
}

ACTIONS: dict[str, list[tuple[int, str, list[str], str | None, str | None]]] = {
    "cluster-protection": [
        (2, "partager la note de plaidoyer", ["HCR"], "avant le 31/03", "2023-03-31"),
        (2, "harmoniser les fiches d'incident", ["DRC", "INTERSOS"], "dès que possible", None),
        (2, "Saisir le gouvernorat sur la situation des femmes enlevées", ["UNICEF"], "20 mars 2023", "2023-03-20"),
    ],
    "coordination-ong": [
        (2, "Remplir le tableau 4W", ["CISP", "JMED"], "15/10", "2022-10-15"),
        (2, "Envoyer une relance", ["COOPI"], "En continu", None),
    ],
    "releve-de-decisions": [
        (2, "Finaliser la matrice 3W et la transmettre aux membres", ["OIM"], "31/12/2023", "2023-12-31"),
        (2, "Désigner un point focal par structure", ["Toutes les structures"], "Immédiat", None),
        (3, "Organiser une mission conjointe d'évaluation", ["DRECM/R", "HCR", "OIM"], "1er trimestre 2024", None),
    ],
    "cles-sur-leur-ligne": [
        (1, "Renvoyer le PV corrigé aux membres", ["Rapporteur"], "Une semaine", None),
        (2, "Partager les chiffres désagrégés par commune", ["DRECM/R"], "Chaque mois", None),
        (2, "Plaider pour des vivres", ["Conseil Régional", "OIM"], "Fin mars 2024", None),
    ],
    "notes-rapides": [
        (2, "fournir 100 kits", ["Save the Children"], "pour le 20/05", "2023-05-20"),
        (2, "mission de suivi", ["OIM"], "semaine prochaine", None),
    ],
    "barres-verticales": [
        (1, "Supprimer les doublons de Magaria", ["INS"], "04/07", "2025-07-04"),
        (1, "Former les agents saisie", ["DREN", "INS"], "T3 2025", None),
    ],
    "colonnes-alignees": [
        (1, "Installer 60 tentes", ["UNHCR"], "12/08/2024", "2024-08-12"),
        (1, "Distribuer des kits NFI aux 850 personnes", ["OIM", "Croix-Rouge"], "Immédiatement", None),
        (1, "Libérer les écoles avant la rentrée", ["Mairie d'Agadez"], "Mi-septembre", None),
    ],
    "crochets-et-groupes": [
        (3, "Construire deux hangars au centre de transit", ["Conseil régional"], "31/03/2023", "2023-03-31"),
        (3, "Affecter un psychologue au centre", ["DRSP"], "dès que possible", None),
        (3, "Partager les statistiques chaque mois", ["DREC-M-R"], "en continu", None),
    ],
    "forces-et-faiblesses": [
        (1, "Transmettre les comptes rendus manquants", ["DRECM/R"], "Sous huitaine", None),
        (2, "Elaborer un budget annuel du cadre", ["Conseil régional"], "30/06/2023", "2023-06-30"),
    ],
    "barres-obliques": [
        (2, "Former 20 magistrats", ["UNODC", "ANLTP/TIM"], "février 2024", None),
        (2, "Mettre à jour le manuel", ["ANLTP/TIM"], "15/12", "2023-12-15"),
    ],
    "puces-fleches": [
        (1, "Transmettre la version finale à tous les membres", ["Secrétariat"], "26/05/2023", "2023-05-26"),
        (2, "Terminer l'enregistrement des 3 sites restants", ["HCR", "DREC/M/R"], "fin juin 2023", None),
        (2, "Remplacer le matériel", ["HCR"], "T4 2023", None),
    ],
    "proces-verbal-narratif": [],
    "titre-et-texte-ensemble": [],
    "narratif-preparatoire": [],
    "session-recommande": [],
}

DISCUSSION: dict[str, list[tuple[int, str]]] = {
    "titre-et-texte-ensemble": [
        (1, "apres lecture, le compte rendu de la session du 6 decembre 2022 a ete amende puis adopte a l'unanimite."),
        (2, "le point focal a presente le plan et les participants ont souhaite l'ajout d'un volet diaspora."),
        (3, "l'OIM a informe de la tenue d'un atelier en avril."),
    ],
    "cles-sur-leur-ligne": [
        (1, "Le PV n'a pas été adopté ; son examen est reporté à la prochaine réunion."),
        (2, "12 000 personnes déplacées sont enregistrées à Ouallam ;"),
        (2, "L'accès à l'eau potable est le premier besoin ;"),
        (2, "Le DRC annonce la réhabilitation de trois forages avant la fin de l'année."),
        (3, "Sécuriser l'axe Ouallam – Banibangou ;"),
        (3, "Créer un cadre d'échange avec les chefs de village."),
    ],
    "forces-et-faiblesses": [
        (1, "Deux sessions sur trois ont été tenues."),
        (1, "Les comptes rendus ont été diffusés à toutes les communes."),
        (2, "Les partenaires s'engagent à financer deux sessions."),
    ],
    "rapport-sans-ordre-du-jour": [
        (1, "La mairie a présenté le dispositif d'accueil."),
        (1, "L'OIM a rappelé les effectifs."),
        (2, "La garde nationale a demandé un éclairage des sites."),
    ],
}


def test_every_layout_is_tested():
    assert {path.stem for path in LAYOUTS.glob("*.txt")} == set(HEADS)


@pytest.mark.parametrize("name", HEADS)
def test_the_head_of_a_layout(name: str):
    read = said(name)
    assert {key: read[key] for key in HEADS[name]} == HEADS[name]
    assert read["kind"] == "minutes"


@pytest.mark.parametrize("name", ACTIONS)
def test_the_actions_of_a_layout(name: str):
    assert actions(layout(name)) == ACTIONS[name]


@pytest.mark.parametrize("name", DISCUSSION)
def test_the_discussion_of_a_layout(name: str):
    assert discussion(layout(name)) == DISCUSSION[name]


def test_recommendations_keep_whom_they_address():
    found = layout("commission-departementale").recommendations
    assert [(item.addressee.value if item.addressee else None, item.text.value) for item in found] == [
        ("OIM", "accélérer les départs volontaires ;"),
        ("OIM", "renforcer l'équipe médicale."),
        ("commune d'Arlit", "construire dix latrines supplémentaires."),
    ]


def test_decisions_of_a_committee_are_kept_in_order():
    found = layout("decisions-du-comite").further_decisions
    assert [decision.text.value for decision in found] == [
        "recenser les ménages sinistrés sous 48 heures",
        "mobiliser des tentes",
    ]


def test_strengths_and_weaknesses_are_no_agenda():
    titles = [item.title.value for item in layout("forces-et-faiblesses").items]
    assert titles == ["BILAN DU PREMIER SEMESTRE", "FINANCEMENT DU CADRE"]


@pytest.mark.parametrize("name", HEADS)
def test_every_value_says_where_it_stands(name: str):
    provenance = said(name)["provenance"]
    supposed = {"/stage"}
    for pointer, value in provenance.items():
        assert value["passages"] or pointer in supposed or value["confidence"] < SURE, pointer
        assert 0 < value["confidence"] <= 1
        assert value["confidence"] >= SURE or value["reason"], pointer
