"""Exports of agencies' own systems and tables that compare: targets, two sources of one event, means, days in three."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def exports_files() -> list[WildFile]:
    return [_remittances(), _missing(), _asylum(), _two_level_tags(), _tree(), _border_system(), _reached(),
        _averages(),
            _two_sources(), _days_in_three(), _respondents(), _hours()]


def _remittances() -> WildFile:
    rows = [["Transferts de la diaspora reçus à Tahoua, 2023"], [],
            ["Trimestre", "Pays d'envoi", "Opérateur", "Nombre d'opérations", "Montant (FCFA)", "Montant moyen",
            "Part (%)"],
            ["T1 2023", "Côte d'Ivoire", "Al Izza", 4120, 310450000, 75352, 41.2],
            ["T1 2023", "Libye", "Nita", 1203, 140200000, 116542, 18.6], ["T2 2023", "Côte d'Ivoire", "Al Izza", 4388,
             329100000, 75000, 43.0], ["T2 2023", "Arabie saoudite", "Nita", 702, 98400000, 140171, 12.9]]
    return WildFile("transferts-tahoua.xlsx", xlsx(Page("2023", rows, ("A1:G1",))), ())


def _missing() -> WildFile:
    rows = [["Incident ID", "Incident Date", "Reported Year", "Reported Month", "Number Dead",
             "Minimum Estimated Number of Missing", "Total Dead and Missing", "Number of Survivors",
             "Number of Females",
             "Number of Males", "Country of Origin", "Cause of Death", "Location Description", "Information Source",
             "Coordinates"],
            ["2023.NE0012", "2023-05-14", "2023", "May", "3", "", "3", "21", "1", "2", "Niger,Nigeria", "Dehydration",
             "Desert between Dirkou and Madama", "Local NGO", "20.10, 13.02"],
            ["2023.NE0019", "2023-06-02", "2023", "June", "7", "2", "9", "0", "0", "7", "Unknown", "Vehicle accident",
             "Track north of Séguédine", "Gendarmerie", "20.45, 12.91"],
            ["2023.NE0023", "2023-06-28", "2023", "June", "1", "", "1", "33", "0", "1", "Guinea", "Exhaustion",
             "Near Assamaka", "Local NGO", "19.36, 5.80"]]
    return WildFile("missing-export.csv", text(rows, separator=","), ())


def _asylum() -> WildFile:
    rows = [["Year", "Country of origin", "Country of origin (ISO)", "Country of asylum", "Country of asylum (ISO)",
             "Refugees under UNHCR's mandate", "Asylum-seekers", "IDPs of concern to UNHCR", "Stateless persons",
             "Host community"],
            ["2021", "Nigeria", "NGA", "Niger", "NER", "186957", "1290", "0", "0", "-"],
            ["2021", "Mali", "MLI", "Niger", "NER", "61373", "204", "0", "0", "-"],
            ["2022", "Nigeria", "NGA", "Niger", "NER", "187120", "4012", "0", "0", "-"],
            ["2022", "Burkina Faso", "BFA", "Niger", "NER", "14204", "3310", "0", "0", "-"]]
    return WildFile("population.csv", text(rows, separator=",", encoding="utf-8-sig"), ())


def _two_level_tags() -> WildFile:
    rows = [["Localisation", None, "Déplacés internes", None, "Relevé", None],
            ["Région", "Site", "Ménages", "Individus", "Date", "Enquêteur"],
            ["#adm1+name", "#loc+name", "#affected+hh+idps", "#affected+ind+idps", "#date+reported", "#contact+name"],
            ["Tillabéri", "Mangaïzé", 410, 2877, date(2023, 8, 7), "équipe A"],
            ["Tillabéri", "Tabareybarey", 208, 1390, date(2023, 8, 9), "équipe A"],
            ["Tahoua", "Télemcès", 322, 2041, date(2023, 8, 12), "équipe B"]]
    return WildFile("sites-tags.xlsx", xlsx(Page("Data", rows, ("A1:B1", "C1:D1", "E1:F1"))), ())


def _tree() -> WildFile:
    def ages(under: int, over: int) -> dict[str, int]:
        return {"0-17": under, "18+": over}
    return WildFile("arbre.json", nested({"date": "2023-12-31", "population": "réfugiés", "regions": [
        {"region": "Diffa", "femmes": ages(40211, 31002), "hommes": ages(38020, 21177)},
        {"region": "Maradi", "femmes": ages(20044, 15010), "hommes": ages(19120, 7703)},
        {"region": "Tahoua", "femmes": ages(7702, 5900), "hommes": ages(7400, 3408)}]}), ())


def _border_system() -> WildFile:
    rows = [["TravelDate", "BorderPoint", "MovementType", "DocType", "Nationality", "Gender", "BirthYear",
             "TransportMode",
             "PurposeOfTravel", "WatchlistHit", "OfficerNo"],
            ["20240311", "Dan Issa", "Entry", "Passport", "NGA", "Male", "1988", "Car", "Business", "N", "114"],
            ["20240311", "Dan Issa", "Exit", "ID card", "NER", "Female", "1995", "Bus", "Family visit", "N", "114"],
            ["20240312", "Dan Issa", "Entry", "Passport", "NER", "Male", "2001", "Motorcycle", "Business", "N",
            "120"],
            ["20240312", "Dan Issa", "Exit", "Laissez-passer", "TGO", "Male", "1990", "Bus", "Transit", "N", "120"],
            ["20240313", "Dan Issa", "Entry", "ID card", "BEN", "Female", "1979", "Bus", "Health", "N", "114"]]
    return WildFile("passages-systeme.csv", text(rows, separator=";"), ())


def _reached() -> WildFile:
    regions = ("Diffa", "Tillabéri", "Tahoua")
    rows = [["Réponse d'urgence aux déplacés internes – personnes assistées, juin 2024"], [],
            ["Secteur", *[cell for one in regions for cell in (one, None, None)]],
            [None, *["Cible", "Atteint", "%"] * 3],
            ["Santé", 12000, 8011, 66.8, 9000, 4100, 45.6, 5000, 5120, 102.4],
            ["Éducation", 4000, 3120, 78.0, 6000, 1200, 20.0, 2500, 800, 32.0],
            ["EHA", 20000, 15400, 77.0, 15000, 9900, 66.0, 8000, 2600, 32.5]]
    return WildFile("reponse-cibles.xls", xls(Page("Réponse", rows, ("A3:A4", "B3:D3", "E3:G3", "H3:J3"))), ())


def _averages() -> WildFile:
    rows = [["Comptage journalier – poste de Makalondi – novembre 2023"], ["Jour", "Sortants du Niger",
             "Entrants au Niger"],
            ["mer. 01/11", 120, 88], ["jeu. 02/11", 131, 90], ["ven. 03/11", 64, 41], ["sam. 04/11", 201, 155],
            ["dim. 05/11", 188, 160], ["Total", 704, 534], ["Moyenne", 140.8, 106.8], ["Maximum", 201, 160]]
    return WildFile("makalondi-novembre.ods", ods(Page("11-2023", rows, ("A1:C1",))), ())


def _two_sources() -> WildFile:
    rows = [["Confrontation des chiffres des convois de retour"],
            ["Date du convoi", "Lieu", "Chiffre gendarmerie", "Chiffre OIM", "Chiffre mairie", "Écart max."],
            ["07/02/2024", "Assamaka", "611", "598", "620", "22"], ["21/02/2024", "Assamaka", "402", "402", "n.d.",
            "0"],
            ["13/03/2024", "Assamaka", "755", "730", "760", "30"], ["28/03/2024", "Arlit", "88", "91", "90", "3"]]
    return WildFile("confrontation.tsv", text(rows, separator="\t"), ())


def _days_in_three() -> WildFile:
    rows = [["Jour", "Mois", "Année", "Heure", "Point", "Nationalité", "Nb"],
            [4, "juillet", 2023, "08:15", "Ayorou", "Malienne", 31], [4, "juillet", 2023, "15:40", "Ayorou",
            "Nigérienne", 12],
            [19, "juillet", 2023, "09:05", "Ayorou", "Malienne", 44], [2, "août", 2023, "07:50", "Labbézanga",
            "Malienne", 29],
            [30, "août", 2023, "16:20", "Ayorou", "Burkinabè", 8]]
    return WildFile("ayorou-trois-colonnes.xlsx", xlsx(Page("Saisie", rows)), ())


def _respondents() -> WildFile:
    rows = [["Village", "Sexe du répondant", "Nationalité du chef de ménage", "Nombre de membres du ménage",
             "Nombre de membres à l'étranger", "Pays où vit le membre", "Revenu mensuel", "Distance au marché (km)"],
            ["Garin Kaka", "F", "Nigérienne", "9", "2", "Libye", "45000", "7"],
            ["Garin Kaka", "M", "Nigérienne", "6", "1", "Côte d'Ivoire", "60000", "7"],
            ["Dan Dadji Makaou", "F", "Nigériane", "11", "0", "", "30000", "12"],
            ["El Guidi", "M", "Nigérienne", "7", "3", "Algérie", "52500", "4"]]
    return WildFile("menages-sondes.csv", text(rows), ())


def _hours() -> WildFile:
    rows = [["Trafic horaire du pont de Gaya, journée du 6 mars 2024"], [],
            ["Tranche horaire", "Vers le Bénin", None, "Vers le Niger", None, "Ensemble"],
            [None, "Hommes", "Femmes", "Hommes", "Femmes", None],
            ["06-09", 210, 144, 188, 120, 662], ["09-12", 301, 220, 290, 201, 1012], ["12-15", 188, 160, 170, 149,
            667],
            ["15-18", 240, 199, 260, 230, 929], ["Total", 939, 723, 908, 700, 3270]]
    return WildFile("trafic-horaire.xlsx", xlsx(Page("6 mars", rows, ("A3:A4", "B3:C3", "D3:E3", "F3:F4"))), ())
