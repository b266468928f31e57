"""Six plain files of the police, UNHCR and justice: an airport's year, regions, victims, evacuees, escorts, papers."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def wardens_files() -> list[WildFile]:
    return [_airport(), _refugees(), _victims(), _evacuees(), _escorts(), _papers()]


def _airport() -> WildFile:
    rows = [["MINISTÈRE DE L'INTÉRIEUR"], ["Direction de la surveillance du territoire"],
            ["Trafic des passagers à l'aéroport international Diori Hamani de Niamey, 2023"], [],
            ["Mois", "Arrivées", None, None, "Départs", None, None],
            [None, "Nigériens", "Étrangers", "Total", "Nigériens", "Étrangers", "Total"]]
    figures = [("Janv.", 4120, 8804, 4410, 9012), ("Févr.", 3877, 7990, 3602, 8120), ("Mars", 4301, 8845, 4188, 9007),
               ("Avr.", 5120, 8102, 4975, 8433), ("Mai", 4888, 8366, 5412, 8890), ("Juin", 5203, 7412, 5310, 8822),
               ("Juil.", 5011, 6904, 4702, 9915)]
    rows += [[month, a, b, a + b, c, d, c + d] for month, a, b, c, d in figures]
    sums = [sum(one[place] for one in figures) for place in range(1, 5)]  # type: ignore[misc]
    rows += [["Total", sums[0], sums[1], sums[0] + sums[1], sums[2], sums[3], sums[2] + sums[3]]]
    return WildFile("dst-aeroport-2023.xlsx", xlsx(Page("Trafic", rows, ("B5:D5", "E5:G5", "A5:A6"))), ())


def _refugees() -> WildFile:
    rows = [["Region", "Department", "Site", "Country of origin", "Population type", "Households", "Individuals",
             "Female", "Male", "As of"],
            ["Tillaberi", "Ayerou", "Tabareybarey", "Mali", "Refugees", "1,802", "9,120", "4,980", "4,140",
             "31-Mar-24"],
            ["Tillaberi", "Ouallam", "Mangaize", "Mali", "Refugees", "1,377", "6,890", "3,701", "3,189", "31-Mar-24"],
            ["Diffa", "Diffa", "Sayam Forage", "Nigeria", "Refugees", "7,104", "29,412", "15,610", "13,802",
             "31-Mar-24"],
            ["Maradi", "Guidan Roumdji", "Garin Kaka", "Nigeria", "Refugees", "1,240", "6,018", "3,355", "2,663",
             "31-Mar-24"],
            ["Niamey", "Niamey", "Urban", "Sudan", "Asylum seekers", "88", "131", "40", "91", "31-Mar-24"]]
    return WildFile("unhcr_ner_pop_march2024.csv", text(rows, separator=","), ())


def _victims() -> WildFile:
    rows = [["Agence nationale de lutte contre la traite des personnes"],
            ["Tableau 3 : Victimes de traite identifiées par région, âge et sexe – année 2023"], [],
            ["Région", "Moins de 18 ans", None, "18 ans et plus", None, "Total"],
            [None, "Sexe F", "Sexe M", "Sexe F", "Sexe M", None],
            ["Agadez", 22, 14, 31, 9, 76], ["Maradi", 17, 40, 12, 6, 75], ["Niamey", 31, 18, 25, 4, 78],
            ["Tahoua", 44, 61, 8, 2, 115], ["Zinder", 19, 52, 10, 7, 88], ["Ensemble", 133, 185, 86, 28, 432]]
    return WildFile("anltp-victimes-2023.xls", xls(Page("Tab3", rows, ("B4:C4", "D4:E4", "A4:A5", "F4:F5"))), ())


def _evacuees() -> WildFile:
    rows = [["Mécanisme de transit d'urgence (ETM) – Hamdallaye"], ["Vols d'évacuation de Libye vers le Niger"], [],
            ["Vol n°", "Date d'arrivée", "Érythrée", "Somalie", "Soudan", "Éthiopie", "Total",
             "dont mineurs non accompagnés"],
            ["ETM-31", "15/02/2022", 61, 22, 70, 19, 172, 14], ["ETM-32", "21/04/2022", 40, 31, 55, 24, 150, 9],
            ["ETM-33", "16/06/2022", 52, 18, 64, 12, 146, 22], ["ETM-34", "13/10/2022", 33, 20, 58, 17, 128, 6],
            ["Total", None, 186, 91, 247, 72, 596, 51]]
    return WildFile("etm-vols-2022.ods", ods(Page("Vols", rows)), ())


def _escorts() -> WildFile:
    rows = [["Escortes hebdomadaires Agadez - Dirkou"], [],
            ["Date de départ", "Véhicules", "Passagers", "Nigériens", "Étrangers", "Pannes", "Incidents"],
            ["mardi 02/01/2024", "61", "1 204", "1 102", "102", "3", "néant"],
            ["mardi 09/01/2024", "74", "1 477", "1 310", "167", "1", "néant"],
            ["mardi 16/01/2024", "58", "1 098", "1 002", "96", "0", "un accident, 4 blessés"],
            ["mardi 23/01/2024", "80", "1 611", "1 450", "161", "2", "néant"]]
    return WildFile("escortes-janvier-2024.csv", text(rows, encoding="cp1252"), ())


def _papers() -> WildFile:
    def line(month: str, place: str, passports: int, tickets: int, residents: int) -> dict[str, object]:
        return {"mois": month, "direction_regionale": place, "passeports": passports, "laissez_passer": tickets,
                "cartes_de_sejour": residents}
    return WildFile("titres-de-voyage.json", nested({"objet": "Titres de voyage délivrés", "annee": 2024, "lignes": [
        line("janvier", "Agadez", 410, 22, 14), line("janvier", "Zinder", 702, 8, 31), line("février", "Agadez", 388,
            17, 9),
        line("février", "Zinder", 655, 11, 28)]}), ())
