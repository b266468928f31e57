"""Files of other habits: forms side by side, a book of codes, two languages, figures told by row, half-years, hours."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, ods, text, xls, xlsx


def guests_files() -> list[WildFile]:
    return [_forms(), _code_book(), _bilingual(), _told_by_row(), _half_years(), _monitoring()]


def _forms() -> WildFile:
    rows = [["Fiche d'alerte précoce – mouvements de population"], [],
            ["Numéro de l'alerte", "TIL-024", "TIL-025", "TIL-026"],
            ["Date de l'alerte", date(2024, 9, 13), date(2024, 9, 20), date(2024, 10, 2)],
            ["Région", "Tillabéri", "Tillabéri", "Tahoua"], ["Département", "Abala", "Banibangou", "Tillia"],
            ["Commune", "Sanam", "Banibangou", "Tillia"],
            ["Cause du déplacement", "Attaque armée", "Attaque armée", "Inondation"],
            ["Ménages déplacés", 61, 204, 18], ["Individus déplacés", 427, 1402, 131],
            ["Contact du point focal", "96 00 00 01", "96 00 00 02", "96 00 00 03"],
            ["Besoins prioritaires", "vivres, abris", "vivres, eau", "abris"]]
    return WildFile("alertes-precoces.xlsx", xlsx(Page("Alertes", rows)), ())


def _code_book() -> WildFile:
    rows = [["id", "q1_sexe", "q2_age", "q3_nat", "q4_dest", "q5_moyen", "q6_date"],
            [1, 1, 24, "SEN", "DZA", 2, "2024-05-03"], [2, 2, 31, "NER", "DZA", 1, "2024-05-03"],
            [3, 1, 19, "GMB", "LBY", 2, "2024-05-04"], [4, 1, 44, "NER", "LBY", 3, "2024-05-13"]]
    book = [["Variable", "Code", "Libellé"], ["q1_sexe", 1, "Masculin"], ["q1_sexe", 2, "Féminin"],
            ["q5_moyen", 1, "Bus"], ["q5_moyen", 2, "Pick-up"], ["q5_moyen", 3, "Camion"]]
    return WildFile("enquete-codee.xlsx", xlsx(Page("data", rows), Page("codebook", book)), ())


def _bilingual() -> WildFile:
    rows = [["Opération de retour volontaire / Voluntary return operation – Niger → Nigeria"],
            ["Date / Date", "Camp de départ / Camp of departure", "Ménages / Households", "Hommes / Men",
             "Femmes / Women", "Total personnes / Total persons", "État de destination / State of destination",
             "Mode / Mode"],
            ["12 févr. 2024", "Sayam Forage", "61", "140", "166", "306", "Borno", "Bus"],
            ["19 févr. 2024", "Sayam Forage", "44", "97", "121", "218", "Borno", "Bus"],
            ["4 mars 2024", "Garin Kaka", "30", "71", "88", "159", "Sokoto", "Camion"],
            ["Total", "", "135", "308", "375", "683", "", ""]]
    return WildFile("volrep-operations.csv", text(rows, encoding="utf-8-sig"), ())


def _told_by_row() -> WildFile:
    rows = [["geo_code", "geo_name", "time_period", "indicator", "sex", "unit", "obs_value", "obs_status"],
            ["NE002", "Diffa", "2023-Q4", "Refugees, end of period", "F", "persons", "70114", "A"],
            ["NE002", "Diffa", "2023-Q4", "Refugees, end of period", "M", "persons", "61002", "A"],
            ["NE002", "Diffa", "2023-Q4", "Share of women among refugees", "_T", "percent", "53.5", "E"],
            ["NE005", "Tahoua", "2023-Q4", "Refugees, end of period", "F", "persons", "21110", "P"],
            ["NE005", "Tahoua", "2023-Q4", "Refugees, end of period", "M", "persons", "19877", "P"],
            ["NE005", "Tahoua", "2023-Q4", "Share of women among refugees", "_T", "percent", "51.5", "E"]]
    return WildFile("sdmx-long.csv", text(rows, separator=","), ())


def _half_years() -> WildFile:
    rows = [["Direction départementale de la population de Mirriah"],
            ["Rapatriés volontaires et spontanés enregistrés"], [],
            ["Cantons et communes", "S1 2022", None, "S2 2022", None, "S1 2023", None, "Var. S1 23/S1 22"],
            [None, "H", "F", "H", "F", "H", "F", None],
            ["Droum", 12, 9, 14, 11, 9, 4, "-38 %"], ["Gouna", 31, 22, 18, 20, 40, 31, "+34 %"],
            ["Zermou", "-", "-", 4, 2, 12, 9, "//"], ["Mirriah", 61, 58, 44, 47, 70, 66, "+14 %"],
            ["Total général", 104, 89, 80, 80, 131, 110, "+25 %"]]
    merged = ("A4:A5", "B4:C4", "D4:E4", "F4:G4", "H4:H5")
    return WildFile("mirriah-rapatries.ods", ods(Page("Feuille1", rows, merged)), ())


def _monitoring() -> WildFile:
    rows = [["Frontière Niger-Bénin – passages observés le dimanche 14 juillet 2024, de 7 h à 18 h"],
            ["Heure", "Vers le Niger", None, None, "Vers le Bénin", None, None],
            [None, "À pied", "Motos", "Véhicules", "À pied", "Motos", "Véhicules"],
            ["07h-10h", 144, 61, 22, 97, 44, 18], ["10h-13h", 210, 88, 31, 188, 70, 26],
            ["13h-18h", 177, 62, 40, 204, 91, 33], ["Total", 531, 211, 93, 489, 205, 77]]
    return WildFile("comptage-gaya-14-07.xls", xls(Page("Comptage", rows, ("A2:A3", "B2:D2", "E2:G2"))), ())
