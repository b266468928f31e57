"""Files whose words mean something else than at the border: a centre's comings, letterheads, months of age, loads."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def strollers_files() -> list[WildFile]:
    return [_centre(), _letterhead(), _screening(), _toward(), _ambiguous_days(), _interceptions()]


def _centre() -> WildFile:
    rows = [["Centre d'accueil des victimes de traite de Zinder – mouvements 2024"],
            ["Mois", "Présents au début du mois", "Entrées", "Sorties", "Présents à la fin du mois",
             "Sorties de sensibilisation", "Nuitées", "Taux d'occupation"],
            ["Janvier", 22, 14, 9, 27, 2, 744, 0.68], ["Février", 27, 9, 12, 24, 1, 711, 0.6],
            ["Mars", 24, 17, 11, 30, 4, 831, 0.75], ["Avril", 30, 8, 16, 22, 0, 780, 0.55],
            ["Moyenne", 25.75, 12, 12, 25.75, 1.75, 766.5, 0.645]]
    return WildFile("centre-zinder-mouvements.ods", ods(Page("Mouvements", rows)), ())


def _letterhead() -> WildFile:
    rows = [["Organisation internationale pour les migrations – Bureau de Niamey, rue KK-37, BP 10736"],
            ["Bulletin n° 14, publié le 16 mai 2024 – données d'avril 2024"],
            ["Migrants accueillis, par nationalité et par centre"], [],
            ["Nationalité", "Agadez", None, "Arlit", None, "Total"],
            [None, "Total", "dont femmes", "Total", "dont femmes", None],
            ["Nigériane", 244, 61, 97, 12, 341], ["Camerounaise", 188, 22, 40, 4, 228],
            ["Sierra-Léonaise", 402, 9, 177, 2, 579], ["Autres", 97, 14, 22, 3, 119],
            ["Total", 931, 106, 336, 21, 1267]]
    merged = ("A1:F1", "A2:F2", "A5:A6", "B5:C5", "D5:E5", "F5:F6")
    return WildFile("bulletin-14.xlsx", xlsx(Page("Tableau", rows, merged)), ())


def _screening() -> WildFile:
    rows = [["Date dépistage", "Site PDI", "6-23 mois G", "6-23 mois F", "24-59 mois G", "24-59 mois F", "MAM", "MAS",
             "% MAG", "PB moyen (mm)", "FEFA vues", "Agent (tél.)"],
            ["05/03/2024", "Ouallam - site 1", "44", "51", "88", "91", "22", "7", "10,6", "138,4", "61", "90 00 00 01"],
            ["06/03/2024", "Ouallam - site 2", "31", "28", "61", "60", "9", "2", "6,1", "141,0", "40", "90 00 00 02"],
            ["18/03/2024", "Ouallam - site 1", "12", "14", "n.r.", "22", "4", "-", "8,3", "139,7", "18",
             "90 00 00 01"]]
    return WildFile("depistage-nutrition-pdi.csv", text(rows), ())


def _toward() -> WildFile:
    rows = [["Gendarmerie – contrôle des cars au départ de Tahoua, 1re quinzaine de mai 2024"],
            ["Dép. d'origine", "Pays de destination", None, None, None, "Ens.", "Cars contrôlés"],
            [None, "Algérie", "Libye", "Nigéria", "Côte d'Ivoire", None, None],
            ["Abalak", 12, 40, 3, 0, 55, 4], ["Kéita", 88, 22, 14, 9, 133, 7], ["Bouza", 61, 17, 44, 12, 134, 7],
            ["Birni N'Konni", 4, 9, 97, 6, 116, 6], ["Tchinta-baraden", 31, 28, 0, 0, 59, 3],
            ["Ens.", 196, 116, 158, 27, 497, 27]]
    return WildFile("cars-tahoua-mai.xls", xls(Page("Q1 mai", rows, ("A2:A3", "B2:E2", "F2:F3", "G2:G3"))), ())


def _ambiguous_days() -> WildFile:
    rows = [["Arrival date", "Arrival site", "HoH name", "HoH sex", "Family size", "Under 5", "CoO", "Legal status",
             "Phone"],
            ["03/04/2024", "Sayam Forage", "H. A.", "F", "6", "2", "NIG", "Asylum seeker", "n/a"],
            ["05/04/2024", "Sayam Forage", "M. B.", "M", "4", "0", "NIG", "Refugee", "n/a"],
            ["05/06/2024", "Kindjandi", "A. K.", "M", "9", "3", "CHD", "Asylum seeker", "n/a"],
            ["11/07/2024", "Kindjandi", "F. Y.", "F", "3", "1", "NIG", "Refugee", "n/a"]]
    return WildFile("arrivals_log_diffa.csv", text(rows, separator="\t"), ())


def _interceptions() -> WildFile:
    def patrol(day: date, place: str, cars: int, people: int, drivers: int, load: float) -> dict[str, object]:
        return {"date_patrouille": day.isoformat(), "localite": place, "vehicules_interceptes": cars,
                "migrants_a_bord": people, "passeurs_interpelles": drivers,
                "saisies": {"carburant_litres": load, "bidons_eau": cars * 11}, "distance_parcourue_km": 212.5}
    return WildFile("patrouilles-fds.json", nested([
        patrol(date(2024, 2, 13), "Séguédine", 2, 61, 3, 440.0),
        patrol(date(2024, 2, 19), "Dao Timmi", 1, 28, 1, 200.0),
        patrol(date(2024, 3, 4), "Madama", 4, 112, 5, 1010.5)]), ())
