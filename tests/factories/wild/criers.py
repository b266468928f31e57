"""Small tables under talkative titles: letterheads, dates of printing, laws, funders, missions, names of persons."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def criers_files() -> list[WildFile]:
    return [_bulletin(), _updated(), _sheet_a_region(), _expulsions(), _asylum(), _letterhead(),
            _printed(), _law(), _mission(), _compared(), _person_named(), _framework()]


def _bulletin() -> WildFile:
    rows = [["Bulletin n° 12 – avril 2024"], ["Données du mois de mars 2024"], [],
            ["Point de suivi", "Entrants au Niger", "Sortants du Niger", "Total"],
            ["Arlit", 3110, 5044, 8154], ["Séguédine", 1204, 1877, 3081], ["Dan Barto", 4021, 2980, 7001],
            ["Total", 8335, 9901, 18236]]
    return WildFile("bulletin-12.xlsx", xlsx(Page("Flux", rows)), ())


def _updated() -> WildFile:
    rows = [["Réfugiés et demandeurs d'asile – situation au 31 mars 2024"], ["Fichier mis à jour le 12/04/2024"],
            ["Région", "Réfugiés", "Demandeurs d'asile", "Total"],
            ["Agadez", "402", "1 204", "1 606"], ["Diffa", "128 044", "901", "128 945"],
            ["Niamey", "3 110", "410", "3 520"],
            ["Total", "131 556", "2 515", "134 071"]]
    return WildFile("stock-mars.csv", text(rows, encoding="cp1252"), ())


def _sheet_a_region() -> WildFile:
    def page(name: str, *lines: tuple[str, int, int]) -> Page:
        return Page(name, [["Retournés enregistrés en 2023"],
        ["Commune", "Hommes", "Femmes"], *([*line] for line in lines)])
    return WildFile("retournes-par-region.xlsx", xlsx(
        page("Tahoua", ("Kalfou", 41, 30), ("Affala", 22, 19), ("Barmou", 12, 7)),
        page("Zinder", ("Wacha", 60, 44), ("Dogo", 18, 12), ("Droum", 9, 11)),
        page("Maradi", ("Safo", 30, 28), ("Gabi", 14, 9), ("Djiratawa", 44, 39))), ())


def _expulsions() -> WildFile:
    rows = [["Personnes expulsées d'Algérie et reçues à Assamaka au 2e trimestre 2024, par nationalité"],
            ["Nationalité", "Hommes", "Femmes"], ["Malienne", 1204, 31], ["Guinéenne", 990, 12],
            ["Ivoirienne", 277, 40],
            ["Sénégalaise", 188, 3], ["Gambienne", 140, 1]]
    return WildFile("expulsions-t2.xls", xls(Page("T2", rows)), ())


def _asylum() -> WildFile:
    rows = [["Demandeurs d'asile soudanais à Agadez, décembre 2023"], [],
            ["Âge", "Femmes", "Hommes"], ["0-4 ans", 21, 18], ["5-17 ans", 60, 71], ["18-59 ans", 144, 602],
            ["60 ans et +", 3, 4]]
    return WildFile("soudanais-agadez.ods", ods(Page("Décembre", rows)), ())


def _letterhead() -> WildFile:
    rows = [["REPUBLIQUE DU NIGER"], ["Région de Dosso"], ["Département de Gaya"], ["N° 0087/2024/PREF/GAYA"],
            ["Gaya, le 8 février 2024"], [], ["Étrangers contrôlés au mois de janvier 2024"],
            ["Nationalité", "Contrôlés", "En règle", "Sans document"],
            ["Béninoise", 402, 380, 22], ["Togolaise", 97, 81, 16], ["Nigériane", 310, 288, 22],
            ["Ghanéenne", 44, 30, 14],
            ["Total", 853, 779, 74], [], ["Ampliations : Gouverneur/Dosso (ATCR), chrono (1)"]]
    return WildFile("prefecture-gaya.xlsx", xlsx(Page("Feuil1", rows)), ())


def _printed() -> WildFile:
    rows = [["Imprimé le 12/06/2024 à 10:22 – page 1"], ["Liste des sites visités"],
            ["Site", "Date de visite", "Ménages", "Personnes"], ["Intikane", "14/05/2024", "3110", "16020"],
            ["Télemcès", "15/05/2024", "402", "2044"], ["Midal", "21/05/2024", "190", "911"]]
    return WildFile("sites-visites.csv", text(rows), ())


def _law() -> WildFile:
    rows = [["Application de la loi n° 2015-36 : personnes poursuivies"], ["(abrogée en novembre 2023)"], [],
            ["Année", "Juridiction", "Affaires", "Personnes poursuivies", "Personnes relaxées"],
            [2019, "Agadez", 21, 44, 12], [2020, "Agadez", 14, 30, 9], [2021, "Agadez", 18, 37, 7],
            [2022, "Agadez", 9, 17, 4]]
    return WildFile("poursuites.xlsx", xlsx(Page("Affaires", rows)), ())


def _mission() -> WildFile:
    rows = [["Mission conjointe à Maradi du 3 au 5 juin 2024"], ["Ménages visités à Tahoua, Zinder et Diffa"],
            ["Région", "Ménages visités", "Personnes"], ["Tahoua", 41, 288], ["Zinder", 30, 211], ["Diffa", 22, 160]]
    return WildFile("mission-conjointe.ods", ods(Page("Mission", rows)), ())


def _compared() -> WildFile:
    rows = [["Passages enregistrés : comparaison du 1er trimestre 2023 et du 1er trimestre 2024"],
            ["Poste", "T1 2023", "T1 2024", "Évolution (%)"], ["Gaya", 9020, 4011, -55.5], ["Konni", 8044, 3900, -51.5],
            ["Dan Issa", 7110, 3505, -50.7], ["Tsamia", 911, 402, -55.9]]
    return WildFile("comparaison-t1.xlsx", xlsx(Page("T1", rows)), ())


def _person_named() -> WildFile:
    return WildFile("comptage-konni.json", nested({
        "etabli_par": "M. Issa Maradi", "telephone": "96000099", "poste": "Konni",
        "lignes": [{"jour": "2024-10-01", "vers_le_niger": 210, "vers_le_nigeria": 188},
                   {"jour": "2024-10-02", "vers_le_niger": 198, "vers_le_nigeria": 203},
                   {"jour": "2024-10-15", "vers_le_niger": 177, "vers_le_nigeria": 160}]}), ())


def _framework() -> WildFile:
    rows = [["Projet financé par l'Union européenne, phase 2021-2025"],
            ["Personnes assistées par région et par sexe"],
            ["Région", "Date de remontée", "Femmes", "Hommes"], ["Agadez", date(2024, 3, 31), 402, 1188],
            ["Tahoua", date(2024, 3, 31), 311, 420], ["Agadez", date(2024, 6, 30), 377, 1020],
            ["Tahoua", date(2024, 6, 30), 290, 388]]
    return WildFile("projet-ue.xlsx", xlsx(Page("Remontées", rows)), ())
