"""Still more of the files that offices send: consultations, camps, convoys, mixed posts, hotlines, councils."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def customary_files() -> list[WildFile]:
    return [_camp(), _convoys(), _quarterly(), _vulnerable(), _transport(), _origins(), _partners(), _departments(),
            _reasons(), _registered(), _daily(), _documents()]


def _camp() -> WildFile:
    rows = [["Camp de Sayam Forage – Population par tranche d'âge et par sexe au 31 juillet 2024"], [],
            ["Tranche d'âge", "Femmes", "Hommes", "Total"], ["0-4 ans", 1510, 1602, 3112], ["5-11 ans", 2204, 2311,
            4515],
            ["12-17 ans", 1310, 1288, 2598], ["18-59 ans", 3401, 2077, 5478], ["60 ans et plus", 402, 311, 713],
            ["Total", 8827, 7589, 16416]]
    return WildFile("sayam-juillet.xlsx", xlsx(Page("Population", rows, ("A1:D1",))), ())


def _convoys() -> WildFile:
    rows = [["Date d'arrivée", "Lieu d'arrivée", "Pays de provenance", "Nationalité", "Hommes adultes",
             "Femmes adultes",
             "Garçons (-18 ans)", "Filles (-18 ans)", "Total"],
            ["03/06/2024", "Assamaka", "Algérie", "Nigérienne", "402", "31", "44", "29", "506"],
            ["03/06/2024", "Assamaka", "Algérie", "Malienne", "188", "2", "6", "1", "197"],
            ["17/06/2024", "Assamaka", "Algérie", "Nigérienne", "377", "40", "51", "33", "501"],
            ["17/06/2024", "Assamaka", "Algérie", "Guinéenne", "210", "9", "12", "2", "233"],
            ["24/06/2024", "Madama", "Libye", "Soudanaise", "61", "20", "14", "11", "106"]]
    return WildFile("arrivees-juin.csv", text(rows), ())


def _quarterly() -> WildFile:
    rows = [["Conseil régional de Tahoua"], ["Retournés recensés par commune, 2023"], [],
            ["Commune", "1er trimestre", "2e trimestre", "3e trimestre", "4e trimestre", "Année"],
            ["Kalfou", 31, 44, 28, 60, 163], ["Bambeye", 12, 20, 9, 31, 72], ["Badaguichiri", 88, 71, 90, 102, 351],
            ["Tamaské", 40, 38, 51, 47, 176], ["Ensemble", 171, 173, 178, 240, 762]]
    return WildFile("conseil-tahoua.ods", ods(Page("2023", rows, ("A1:F1", "A2:F2"))), ())


def _vulnerable() -> WildFile:
    rows = [["mois", "site", "vulnerabilite", "sexe", "age", "cas"],
            ["2024-04", "Intikane", "Personne handicapée", "F", "18-59", "12"], ["2024-04", "Intikane",
            "Personne âgée", "M", "60+",
             "31"], ["2024-04", "Awaridi", "Enfant non accompagné", "M", "12-17", "9"],
            ["2024-05", "Awaridi", "Femme enceinte", "F", "18-59", "22"], ["2024-05", "Intikane",
            "Survivante de VBG", "F", "18-59",
             "7"], ["2024-05", "Intikane", "Malade chronique", "M", "18-59", "15"]]
    return WildFile("vulnerables.csv", text(rows, separator=","), ())


def _transport() -> WildFile:
    rows = [["Voyageurs dénombrés à Magaria par moyen de transport – 1er semestre 2024"], [],
            ["Moyen de transport", "Janvier", "Février", "Mars", "Avril", "Mai", "Juin"], ["Bus", 1204, 1180, 1302,
            1410, 1288, 1350],
            ["Moto", 620, 588, 640, 702, 655, 690], ["À pied", 310, 333, 298, 280, 301, 322], ["Camion", 88, 71, 93,
            102, 77, 80],
            ["Total", 2222, 2172, 2333, 2494, 2321, 2442]]
    return WildFile("magaria-semestre.xls", xls(Page("S1", rows)), ())


def _origins() -> WildFile:
    rows = [["Pays d'origine", "Région d'accueil", "Réfugiés", "Demandeurs d'asile", "Situation au"],
            ["Nigéria", "Diffa", "128 044", "3 010", "31/08/2024"], ["Nigéria", "Maradi", "66 012", "9 877",
            "31/08/2024"],
            ["Mali", "Tahoua", "24 801", "801", "31/08/2024"], ["Mali", "Tillabéri", "36 110", "1 020", "31/08/2024"],
            ["Burkina Faso", "Tillabéri", "4 110", "12 044", "31/08/2024"]]
    return WildFile("asile-aout.tsv", text(rows, separator="\t", encoding="utf-16"), ())


def _partners() -> WildFile:
    rows = [["Cartographie des acteurs – GTM de Zinder"], [],
            ["Acteur", "Domaine", "Département", "Hommes", "Femmes", "Total bénéficiaires"],
            ["COOPI", "Protection", "Magaria", 120, 188, 308], ["Karkara", "Formation professionnelle", "Kantché",
            60, 44, 104],
            ["Croix-Rouge nigérienne", "Santé", "Mirriah", 210, 301, 511], ["Save the Children", "Éducation",
            "Gouré", 188, 204, 392],
            ["SOS FEVVF", "Appui psychosocial", "Magaria", 9, 61, 70]]
    return WildFile("acteurs-zinder.xlsx", xlsx(Page("Acteurs", rows, ("A1:F1",))), ())


def _departments() -> WildFile:
    return WildFile("deplaces-departements.json", nested({"source": "DREC-M/R", "situation": "2024-06-30", "lignes": [
        {"departement": "Bosso", "menages": 5120, "personnes": 28044, "femmes": 15010, "hommes": 13034},
        {"departement": "Diffa", "menages": 11402, "personnes": 66210, "femmes": 35011, "hommes": 31199},
        {"departement": "Maïné-Soroa", "menages": 3011, "personnes": 17202, "femmes": 9120, "hommes": 8082},
        {"departement": "N'Guigmi", "menages": 4410, "personnes": 25118, "femmes": 13300, "hommes": 11818}]}), ())


def _reasons() -> WildFile:
    rows = [["Motif du voyage", "Hommes", None, "Femmes", None, "Ensemble"], [None, "Entrée au Niger",
             "Sortie du Niger",
             "Entrée au Niger", "Sortie du Niger", None], ["Travail", 210, 410, 31, 44, 695], ["Famille", 88, 71,
             120, 98, 377],
            ["Commerce", 301, 288, 144, 150, 883], ["Santé", 12, 40, 20, 55, 127], ["Études", 9, 31, 4, 12, 56],
            ["Total", 620, 840, 319, 359, 2138]]
    return WildFile("motifs.xlsx", xlsx(Page("Motifs", rows, ("A1:A2", "B1:C1", "D1:E1", "F1:F2"))), ())


def _registered() -> WildFile:
    rows = [["N°", "Mois", "Guichet", "Cartes délivrées", "Nationalité", "H", "F"],
            [1, date(2024, 1, 1), "Diffa", 410, "Nigériane", 188, 222], [2, date(2024, 1, 1), "Maradi", 301,
            "Nigériane", 140, 161],
            [3, date(2024, 2, 1), "Diffa", 377, "Nigériane", 170, 207], [4, date(2024, 2, 1), "Tahoua", 88,
            "Malienne", 40, 48],
            [5, date(2024, 3, 1), "Tahoua", 120, "Malienne", 61, 59]]
    return WildFile("cartes.xlsx", xlsx(Page("Guichets", rows, formats={f"B{row}": "MMM-YY" for row in range(2,
        7)})), ())


def _daily() -> WildFile:
    rows = [["Poste de police de Dan Issa", None, None], ["Mouvements du 1er au 5 juillet 2024", None, None],
            ["Date", "Entrées au Niger", "Sorties du Niger", "Refoulés", "Obs."], ["01/07/2024", 410, 388, 2, ""],
            ["02/07/2024", 377, 401, 0, ""], ["03/07/2024", 422, 390, 5, "jour de marché"], ["04/07/2024", 398, 377,
            1, ""],
            ["05/07/2024", 301, 288, 0, "vendredi"], ["Total", 1908, 1844, 8, ""]]
    return WildFile("dan-issa-juillet.ods", ods(Page("Juillet", rows)), ())


def _documents() -> WildFile:
    rows = [["Nigériens expulsés de Libye accueillis à Dirkou"], ["Année", "Mois", "Hommes", "Femmes", "Enfants",
             "Total"],
            ["2023", "Octobre", "120", "9", "4", "133"], ["2023", "Novembre", "98", "12", "7", "117"],
            ["2023", "Décembre", "141", "6", "2", "149"], ["2024", "Janvier", "88", "20", "11", "119"],
            ["2024", "Février", "102", "14", "5", "121"]]
    return WildFile("expulses-libye.csv", text(rows, encoding="cp1252"), ())
