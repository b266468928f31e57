"""Ledgers, registers of persons and yearbooks: dates and sexes of somebody else, sums carried over, wholes on top."""
from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def ledgers_files() -> list[WildFile]:
    return [_persons(), _map(), _carried_over(), _bus_station(), _donors(), _boroughs(), _airport(),
        _states_at_dates(),
            _two_years(), _yearbook(), _by_month_and_point(), _calls()]


def _persons() -> WildFile:
    rows = [["N° dossier", "Nom", "Prénom", "Date de naissance", "Sexe", "Nationalité", "Langue parlée", "Sit. mat.",
             "Date d'arrivée au centre", "Pays de provenance", "Pièce présentée", "Sexe de l'agent",
             "Date de saisie"],
            ["AG-0101", "B.", "Ibrahima", date(1999, 3, 14), "M", "Guinéen", "Français", "C", date(2023, 5, 2),
            "Algérie",
             "Aucune", "F", date(2023, 5, 9)],
            ["AG-0102", "K.", "Mariam", date(2001, 11, 30), "F", "Ivoirienne", "Français", "M", date(2023, 5, 2),
            "Algérie",
             "CNI", "F", date(2023, 5, 9)],
            ["AG-0103", "S.", "Alpha", date(1996, 7, 1), "M", "Sierra-Léonais", "Anglais", "M", date(2023, 5, 4),
            "Libye",
             "Passeport", "M", date(2023, 5, 9)],
            ["AG-0104", "O.", "Blessing", date(2003, 1, 22), "F", "Nigériane", "Anglais", "V", date(2023, 5, 6),
            "Libye",
             "Aucune", "F", date(2023, 5, 10)],
            ["AG-0105", "A.", "Idriss", date(1988, 9, 9), "M", "Soudanais", "Arabe", "M", date(2023, 5, 6), "Libye",
             "Laissez-passer", "M", date(2023, 5, 10)]]
    return WildFile("registre-centre.xlsx", xlsx(Page("Registre", rows)), ())


def _map() -> WildFile:
    def site(name: str, commune: str, lon: float, lat: float, homes: int, people: int, kind: str) -> dict[str, Any]:
        return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"site_name": name, "adm3_pcode": commune, "hh": homes, "ind": people,
                "site_type": kind,
                               "last_assessed": "2023-08-20"}}
    return WildFile("sites-carte.json", nested({
        "type": "FeatureCollection", "name": "sites_idp",
        "features": [site("Sayam Forage", "NE002002001", 12.61, 13.71, 3204, 15801, "camp"),
                     site("Awaridi", "NE002002002", 12.59, 13.32, 811, 4420, "spontaneous"),
                     site("Kindjandi", "NE002002003", 12.95, 13.61, 2990, 14022, "spontaneous")]}), ())


def _carried_over() -> WildFile:
    head = ["Date", "Poste de contrôle", "Entrées sur le territoire nigérien", "Sorties du territoire nigérien"]
    rows = [["MAIN COURANTE – page 1/3"], head, ["3/5/23", "Makalondi", "41", "30"], ["4/5/23", "Makalondi", "38",
             "22"],
            ["5/5/23", "Makalondi", "29", "31"], ["À reporter", "", "108", "83"], ["MAIN COURANTE – page 2/3"], head,
            ["Report", "", "108", "83"], ["18/5/23", "Makalondi", "50", "47"], ["19/5/23", "Makalondi", "61", "12"],
            ["À reporter", "", "219", "142"], ["MAIN COURANTE – page 3/3"], head, ["Report", "", "219", "142"],
            ["30/5/23", "Makalondi", "33", "20"], ["Arrêté à", "", "252", "162"]]
    return WildFile("main-courante.csv", text(rows), ())


def _bus_station() -> WildFile:
    rows = [["AUTOGARE D'AGADEZ"], ["Mouvements de passagers, octobre 2023"], [],
            ["Jour", "Axe", "Montée", "Descente", "Tarif moyen", "Durée (h)"],
            [date(2023, 10, 1), "Agadez-Arlit", 210, 144, 7500, 6], [date(2023, 10, 1), "Agadez-Dirkou", 88, 31,
            45000, 30],
            [date(2023, 10, 2), "Agadez-Arlit", 188, 160, 7500, 6], [date(2023, 10, 2), "Agadez-Dirkou", 120, 22,
            45000, 31],
            [date(2023, 10, 3), "Agadez-Arlit", 230, 171, 7500, 7]]
    return WildFile("autogare-agadez.xls", xls(Page("Octobre", rows, ("A1:F1", "A2:F2"))), ())


def _donors() -> WildFile:
    rows = [["Répertoire des interventions"],
            ["Organisation", "Année de création", "Siège", "Pays donateur", "Région d'intervention", "Secteur",
             "Bénéficiaires prévus", "Hommes atteints", "Femmes atteintes", "Coût (millions FCFA)"],
            ["COOPI", 1965, "Niamey", "Italie", "Diffa", "Appui psychosocial", 1500, 610, 702, 210],
            ["ACTED", 1993, "Niamey", "France", "Tillabéri", "Abris", 4000, 1820, 1904, 655],
            ["NRC", 1946, "Niamey", "Norvège", "Diffa", "Assistance juridique", 900, 301, 388, 98],
            ["Terre des Hommes", 1960, "Zinder", "Suisse", "Zinder", "Protection", 700, 120, 233, 77],
            ["DRC", 1956, "Niamey", "Danemark", "Tahoua", "Protection", 2000, 911, 1040, 301]]
    return WildFile("repertoire-ong.xlsx", xlsx(Page("ONG", rows, ("A1:J1",))), ())


def _boroughs() -> WildFile:
    rows = [["Ville de Niamey – Étrangers enregistrés par les arrondissements communaux, T1 2023"], [],
            ["Arrondissement", "Nationalité", "H", "F", "H+F", "% F"],
            ["Niamey I", "Béninoise", 88, 61, 149, 40.9], [None, "Togolaise", 44, 39, 83, 47.0],
            ["Niamey II", "Malienne", 120, 77, 197, 39.1], [None, "Burkinabè", 63, 60, 123, 48.8],
            ["Niamey V", "Béninoise", 31, 12, 43, 27.9], [None, "Nigériane", 90, 20, 110, 18.2],
            ["TOTAL", None, 436, 269, 705, 38.2]]
    return WildFile("etrangers-niamey.ods", ods(Page("T1", rows, ("A1:F1", "A4:A5", "A6:A7", "A8:A9"))), ())


def _airport() -> WildFile:
    rows = [["DATE", "VOL", "PROVENANCE", "NAT", "SEXE", "MOTIF", "EFFECTIF", "DUREE_SEJOUR_J", "AGENT_ID"],
            ["23/05/04", "AT 0541", "MA", "NE", "M", "AFFAIRES", "12", "5", "3301"],
            ["23/05/04", "AT 0541", "MA", "ML", "F", "VISITE FAMILIALE", "3", "30", "3301"],
            ["23/05/19", "ET 0937", "ET", "TD", "M", "ETUDES", "7", "90", "3304"],
            ["23/05/31", "ET 0937", "ET", "NG", "M", "AFFAIRES", "9", "4", "3304"],
            ["23/05/31", "TK 0533", "TR", "BF", "F", "TOURISME", "2", "11", "3309"]]
    return WildFile("aeroport-niamey.csv", text(rows, separator=","), ())


def _states_at_dates() -> WildFile:
    rows = [["Réfugiés présents par commune à la fin de chaque mois"], [],
            ["Commune", "Population (RGPH 2012)", date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31),
            "Variation"],
            ["Chétimari", 51204, 8120, 8344, 8401, 281], ["Gueskérou", 60122, 11044, 11310, 11290, 246],
            ["Maïné-Soroa", 79012, 1502, 1544, 1600, 98], ["N'guigmi", 66201, 3310, 3298, 3305, -5]]
    return WildFile("refugies-fin-de-mois.xlsx", xlsx(Page("Stock", rows, formats={
        "C3": "DD/MM/YYYY", "D3": "DD/MM/YYYY", "E3": "DD/MM/YYYY"})), ())


def _two_years() -> WildFile:
    rows = [["Migrants assistés au centre de Dirkou"], ["Mois", "2022", "2023", "Écart", "Évolution (%)"],
            ["Janvier", "310", "402", "92", "29,7"], ["Février", "288", "391", "103", "35,8"],
            ["Mars", "340", "298", "-42", "-12,4"], ["Avril", "301", "345", "44", "14,6"],
            ["Total", "1 239", "1 436", "197", "15,9"]]
    return WildFile("comparaison.csv", text(rows, encoding="utf-8-sig"), ())


def _yearbook() -> WildFile:
    rows = [["Tableau 12.3 – Migrants de retour selon l'entité administrative et le sexe, 2021"],
            ["Entité administrative", "Masculin", "Féminin", "Ensemble", "Rapport de masculinité"],
            ["NIGER", 5240, 1710, 6950, 306], ["AGADEZ", 2310, 410, 2720, 563], ["Arlit", 1204, 210, 1414, 573],
            ["Bilma", 1106, 200, 1306, 553], ["TAHOUA", 2930, 1300, 4230, 225], ["Abalak", 1820, 900, 2720, 202],
            ["Tassara", 1110, 400, 1510, 278]]
    return WildFile("annuaire-12-3.xlsx", xlsx(Page("12.3", rows, ("A1:E1",))), ())


def _by_month_and_point() -> WildFile:
    def flow(entered: int, left: int) -> dict[str, int]:
        return {"entrees_niger": entered, "sorties_niger": left}
    return WildFile("mensuel-points.json", nested({
        "titre": "Comptages mensuels", "unite": "passages",
        "donnees": {"2023-01": {"Arlit": flow(4010, 5120), "Madama": flow(310, 288)},
                    "2023-02": {"Arlit": flow(3890, 5001), "Madama": flow(298, 340)},
                    "2023-03": {"Arlit": flow(4402, 4988), "Madama": flow(330, 301)}}}), ())


def _calls() -> WildFile:
    rows = [["Ligne verte", "trimestre 3 de 2023"], [],
            ["Langue", "Pays d'appel", "Objet de l'appel", "Sexe de l'appelant", "Nb d'appels", "Durée moyenne (mn)"],
            ["Haoussa", "Algérie", "Retour volontaire", "H", "120", "6,5"], ["Français", "Libye", "Santé", "H", "41",
            "9,0"],
            ["Anglais", "Libye", "Famille", "F", "12", "11,2"], ["Arabe", "Niger", "Études", "F", "8", "4,1"],
            ["Haoussa", "Niger", "Travail", "H", "66", "3,9"]]
    return WildFile("ligne-verte.tsv", text(rows, separator="\t"), ())
