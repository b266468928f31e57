"""Files of services that count for their own ends: schools, health posts, relief, a council, a database, a yearbook."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def envoys_files() -> list[WildFile]:
    return [_schools(), _weeks(), _american(), _stacked(), _split(), _two_levels()]


def _schools() -> WildFile:
    head = [["N°", "Inspection", "École", "Élèves de la communauté hôte", None, None, "Élèves déplacés internes", None,
             None, "Nombre de salles", "Observations"],
            [None, None, None, "Garçons", "Filles", "Total", "Garçons", "Filles", "Total", None, None]]
    rows = [["MINISTÈRE DE L'ÉDUCATION NATIONALE – DREN de Tillabéri"],
            ["Enfants déplacés scolarisés, rentrée d'octobre 2024"], [], *head,
            [None, "(1)", "(2)", "(3)", "(4)", "(5)=(3)+(4)", "(6)", "(7)", "(8)=(6)+(7)", "(9)", "(10)"],
            [1, "Ouallam", "École A", 211, 188, 399, 44, 51, 95, 6, None],
            [2, "Ouallam", "École B", 97, 61, 158, 12, 9, 21, 3, "classe sous paillote"],
            [3, "Banibangou", "École C", 40, 38, 78, 61, 77, 138, 2, None],
            *head,
            [4, "Abala", "École D", 144, 122, 266, 88, 110, 198, 5, None],
            [5, "Abala", "École E", 60, 51, 111, "néant", "néant", "néant", 2, None],
            ["TOTAL", None, None, 552, 460, 1012, 205, 247, 452, 18, None]]
    merged = ("D4:F4", "G4:I4", "D10:F10", "G10:I10")
    return WildFile("dren-enfants-deplaces.xlsx", xlsx(Page("Rentrée", rows, merged)), ())


def _weeks() -> WildFile:
    rows = [["Semaine épi", "District sanitaire", "CSI", "Statut patient", "0-4 ans M", "0-4 ans F", "5 ans et + M",
             "5 ans et + F", "Total cas", "Taux de positivité"],
            ["2024-S36", "Diffa", "CSI Awaridi", "Réfugiés", "12", "9", "22", "31", "74", "0,41"],
            ["2024-S36", "Diffa", "CSI Awaridi", "Autochtones", "40", "38", "61", "77", "216", "0,38"],
            ["2024-S37", "Diffa", "CSI Awaridi", "Réfugiés", "14", "11", "<5", "28", "", "0,44"],
            ["2024-S37", "N'Guigmi", "CSI Kablewa", "PDI", "NR", "NR", "NR", "NR", "NR", "NR"]]
    return WildFile("morbidite_refugies_s36_s37.csv", text(rows, encoding="cp1252"), ())


def _american() -> WildFile:
    rows = [["Report Date", "Location", "Nationality", "Adult Men", "Adult Women", "Accompanied Children",
             "Unaccompanied Children", "Grand Total", "Kits Distributed", "Comments"],
            ["08/14/2024", "Assamaka", "Nigerien", "1,204", "97", "44", "12", "1,357", "1,300",
             "Second convoy\nof the week"],
            ["08/14/2024", "Assamaka", "Malian", "311", "12", "4", "2", "329", "300", ""],
            ["08/22/2024", "Assamaka", "Nigerian", "61", "9", "1", "0", "71", "71", "Transferred to Arlit, \"CT\""],
            ["08/22/2024", "Assamaka", "Guinean", "277", "8", "0", "5", "290", "-", ""],
            ["08/29/2024", "Assamaka", "Sierra Leonean", "44", "2", "0", "N/A", "46", "46", ""]]
    return WildFile("NRCS_arrivals_Aug24.csv", text(rows, separator=","), ())


def _stacked() -> WildFile:
    rows = [["Conseil départemental de Gaya"], ["Rapport du 2e semestre 2023 sur les migrations saisonnières"], [],
            ["Tableau 1 : départs en exode par commune"], ["Commune", "Hommes", "Femmes", "Total"],
            ["Bana", 402, 31, 433], ["Bengou", 377, 12, 389], ["Tanda", 610, 44, 654], ["Total", 1389, 87, 1476],
            [], [], ["Tableau 2 : exodants par pays de destination"], ["Pays de destination", "Nombre d'exodants", "%"],
            ["Nigéria", 702, 47.6], ["Bénin", 411, 27.8], ["Côte d'Ivoire", 240, 16.3], ["Ghana", 123, 8.3],
            ["Total", 1476, 100], [], [], ["Tableau 3 : transferts d'argent reçus"],
            ["Commune", "Nombre de mandats", "Montant (milliers de FCFA)"], ["Bana", 61, 2440], ["Bengou", 44, 1980]]
    return WildFile("gaya-exode-s2-2023.xls", xls(Page("Rapport", rows)), ())


def _split() -> WildFile:
    return WildFile("ecoulement_vues.json", nested({
        "schema": {"generated": "2024-10-02"},
        "columns": ["yyyymm", "region_name", "pop_type", "gender", "individuals", "individuals_prev_month", "change"],
        "data": [["202408", "Agadez", "ASY", "F", 412, 401, 11], ["202408", "Agadez", "ASY", "M", 977, 960, 17],
                 ["202408", "Maradi", "REF", "F", 20110, 20004, 106],
                 ["202409", "Maradi", "REF", "M", 17020, 16911, 109],
                 ["202409", "Niamey", "ASY", "F", 1877, 1877, 0]]}), ())


def _two_levels() -> WildFile:
    rows = [["Ménages retournés recensés par commune"], ["(source : communes, DRAT)"],
            ["Département", "Commune", "Janvier", None, "Février", None, "Mars", None, "1er trimestre", None],
            [None, None, "Mén.", "Pers.", "Mén.", "Pers.", "Mén.", "Pers.", "Mén.", "Pers."],
            ["Téra", "Téra", 12, 77, 14, 91, 3, 20, 29, 188],
            [None, "Gorouol", 61, 402, 40, 266, 9, 61, 110, 729],
            [None, "Total Téra", 73, 479, 54, 357, 12, 81, 139, 917],
            ["Torodi", "Torodi", 22, 144, 18, 120, 11, 70, 51, 334],
            [None, "Makalondi", 9, 58, 2, 11, None, None, 11, 69],
            [None, "Total Torodi", 31, 202, 20, 131, 11, 70, 62, 403],
            ["Ensemble", None, 104, 681, 74, 488, 23, 151, 201, 1320]]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3", "I3:J3", "A5:A7", "A8:A10")
    return WildFile("retournes-communes-2024.ods", ods(Page("2024", rows, merged)), ())
