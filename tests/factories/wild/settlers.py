"""Six files read once all mends were in: posts, camps, unions, a yearbook, a survey's tables, a list of villages."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def settlers_files() -> list[WildFile]:
    return [_two_posts(), _camp(), _union(), _yearbook(), _survey_tables(), _villages()]


def _two_posts() -> WildFile:
    rows = [["DST Tahoua – statistiques du mois de février 2024"], [],
            ["Poste frontière", "Tsamia", None, "Birni N'Konni", None, "Cumul 2024"],
            ["Mouvement", "Nationaux", "Étrangers", "Nationaux", "Étrangers", None],
            ["Entrées au Niger", 244, 61, 3011, 1877, 10240], ["Sorties du Niger", 188, 77, 2940, 1790, 9877],
            ["Refoulements", 0, 12, 0, 31, 88]]
    return WildFile("dst-tahoua-fevrier.xlsx", xlsx(Page("Fév", rows, ("B3:C3", "D3:E3", "F3:F4"))), ())


def _camp() -> WildFile:
    rows = [["HCR – Intikane : réfugiés enregistrés par tranche d'âge et sexe, 31 mars 2024"], [],
            ["Tranche d'âge", "Féminin", "%", "Masculin", "%", "Total", "%"],
            ["0-4", 2110, "18,7", 2204, "22,2", 4314, "20,3"], ["5-11", 2877, "25,4", 2911, "29,4", 5788, "27,3"],
            ["12-17", 1602, "14,2", 1577, "15,9", 3179, "15,0"], ["18-59", 4402, "38,9", 2910, "29,4", 7312, "34,5"],
            ["60+", 319, "2,8", 309, "3,1", 628, "3,0"], ["Total", 11310, "100", 9911, "100", 21221, "100"]]
    return WildFile("intikane-profil-mars.ods", ods(Page("Profil", rows)), ())


def _union() -> WildFile:
    rows = [["date_depart", "n_feuille_route", "chauffeur", "ligne", "pays_arrivee", "nb_passagers", "dont_enfants",
             "bagages_kg"],
            ["04/03/24", "FR-118", "O. S.", "Niamey-Cotonou", "Bénin", "44", "3", "812,5"],
            ["04/03/24", "FR-119", "K. B.", "Niamey-Ouagadougou", "Burkina", "51", "6", "940,0"],
            ["19/03/24", "FR-140", "O. S.", "Niamey-Cotonou", "Bénin", "39", "ND", "700,0"],
            ["27/03/24", "FR-151", "A. T.", "Niamey-Lomé", "Togo", "48", "2", "865,0"]]
    return WildFile("feuilles-de-route.csv", text(rows, separator="\t", encoding="cp1252"), ())


def _yearbook() -> WildFile:
    rows = [["7.2 Personnes déplacées internes par région (fin d'année)"], ["Région", 2021, 2022, 2023, "TAMA (%)"],
            ["Diffa", 104588, 144480, 148003, 19.0], ["Tahoua", 22107, 38214, 44110, 41.3],
            ["Tillabéri", 72313, 150421, 160204, 48.8], ["Maradi", 17225, 20110, 22044, 13.1],
            ["Niger", 216233, 353225, 374361, 31.6], ["Source : Direction générale de l'action humanitaire"]]
    return WildFile("pdi-regions.xls", xls(Page("7.2", rows)), ())


def _survey_tables() -> WildFile:
    def answer(reason: str, men: float, women: float, n: int) -> dict[str, object]:
        return {"motif_depart": reason, "pct_hommes": men, "pct_femmes": women, "effectif": n}
    return WildFile("enquete-motifs.json", nested({"enquete": "Migrants en transit à Agadez", "annee": 2023, "n": 812,
        "motifs": [answer("Recherche d'emploi", 71.2, 44.0, 520), answer("Regroupement familial", 6.1, 31.5, 98),
                   answer("Conflit", 12.4, 14.1, 104), answer("Études", 5.0, 4.2, 39),
                   answer("Autre", 5.3, 6.2, 51)]}), ())


def _villages() -> WildFile:
    rows = [["Mairie de Toumour – liste des villages d'accueil"],
            ["Réf. carte", "Village", "Lat.", "Long.", "Ménages autochtones", "Ménages déplacés", "Ménages réfugiés",
             "Total ménages", "Date de visite", "Point d'eau"],
            ["V01", "Village 1", 13.4711, 13.1022, 61, 204, 97, 362, date(2024, 2, 13), "oui"],
            ["V02", "Village 2", 13.5104, 13.0877, 40, 111, 12, 163, date(2024, 2, 14), "non"],
            ["V03", "Village 3", 13.6022, 13.1511, 22, 97, 140, 259, date(2024, 2, 22), "oui"],
            [None, "Total commune", None, None, 123, 412, 249, 784, None, None]]
    return WildFile("toumour-villages.xlsx", xlsx(Page("Villages", rows)), ())
