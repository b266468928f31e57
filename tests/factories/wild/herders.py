"""Files whose columns look like others: places and dates of papers, ranges of months, last year beside this, groups."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def herders_files() -> list[WildFile]:
    return [_asylum_register(), _ranges(), _last_year(), _groups(), _visas(), _training()]


def _asylum_register() -> WildFile:
    head = ["N° dossier", "Nom", "Sexe", "Date de naissance", "Pays de naissance", "Nationalité",
            "Situation matrimoniale", "Date d'arrivée au Niger", "Pays de transit", "Pays de délivrance du document",
            "Date d'expiration", "Résidence (région)", "Décision de la CNE", "Taille ménage"]
    rows = [["Registre des demandeurs d'asile – Commission nationale d'éligibilité"], head,
            ["CNE-101", "A. B.", "Masc.", date(1991, 4, 14), "Soudan", "Soudanaise", "Marié", date(2023, 11, 6),
             "Libye", "Soudan", date(2027, 1, 31), "Agadez", "En instance", 1],
            ["CNE-102", "C. D.", "Fém.", date(1988, 12, 1), "Éthiopie", "Érythréenne", "Célibataire",
             date(2023, 11, 6), "Soudan", "Érythrée", date(2026, 6, 30), "Niamey", "Reconnue", 3],
            ["CNE-103", "E. F.", "Masc.", date(2001, 7, 21), "Mali", "Malienne", "Célibataire", date(2024, 1, 13),
             "Burkina Faso", "Mali", date(2025, 3, 1), "Tillabéri", "En instance", 1],
            ["CNE-104", "G. H.", "Fém.", date(1979, 3, 9), "Mali", "Malienne", "Veuve", date(2024, 1, 13), None, None,
             None, "Tillabéri", "Rejetée", 6]]
    return WildFile("registre-cne.xlsx", xlsx(Page("Registre", rows)), ())


def _ranges() -> WildFile:
    rows = [["Retours d'Algérie : personnes accueillies au centre d'Arlit"],
            ["Profil", "Janv.-mars 2024", "Avr.-juin 2024", "Janv.-juin 2024", "Juil.-sept. 2024", "Janv.-sept. 2024"],
            ["Hommes seuls", "1 402", "977", "2 379", "1 204", "3 583"],
            ["Femmes seules", "61", "44", "105", "52", "157"],
            ["Familles (personnes)", "211", "188", "399", "240", "639"],
            ["Mineurs non accompagnés", "38", "22", "60", "41", "101"],
            ["Ensemble", "1 712", "1 231", "2 943", "1 537", "4 480"]]
    return WildFile("arlit-retours-2024.csv", text(rows, encoding="cp1252"), ())


def _last_year() -> WildFile:
    rows = [["Transporteurs de voyageurs – gare d'Agadez, passagers embarqués vers Dirkou"],
            ["Compagnie", "Août 2023", "Août 2024", "Écart", "Écart (%)", "Rang 2024"],
            ["Compagnie A", 402, 611, 209, 52.0, 1], ["Compagnie B", 377, 298, -79, -21.0, 2],
            ["Compagnie C", 97, 140, 43, 44.3, 3], ["Ensemble", 876, 1049, 173, 19.7, None]]
    return WildFile("agadez-compagnies.ods", ods(Page("Gare", rows)), ())


def _groups() -> WildFile:
    rows = [["Aéroport international de Niamey – arrivées internationales, 4e trimestre 2024"],
            ["Nationalité", "Octobre", "Novembre", "Décembre"], ["Nigériens", 6044, 5877, 8110],
            ["Autres AES", 1204, 1140, 1290], ["Autres CEDEAO", 2040, 1988, 2211], ["Autre Afrique", 977, 911, 1004],
            ["Europe", 1402, 1377, 1120], ["Amérique, Asie, Océanie", 388, 402, 361], ["Total", 12055, 11695, 14096]]
    return WildFile("aeroport-t4.xls", xls(Page("T4", rows)), ())


def _visas() -> WildFile:
    def visa(number: int, born: str, passport: str, kind: str, why: str, into: str, days: int) -> dict[str, object]:
        return {"visaNo": f"V{number}", "holder": {
                "gender": "Male" if number % 2 else "Female", "birthYear": 1980 + number,
                "citizenship": passport, "countryOfBirth": born}, "visaType": kind, "purpose": why, "issuedOn": into,
                "stayDays": days}
    return WildFile("e-visas.json", nested({"visas": [
        visa(1, "France", "Malian", "Short stay", "Business", "2024-05-14", 30),
        visa(2, "Nigeria", "Nigerian", "Transit", "Family visit", "2024-05-15", 5),
        visa(3, "Ghana", "Ghanaian", "Short stay", "Study", "2024-05-21", 90),
        visa(4, "Togo", "Beninese", "Short stay", "Business", "2024-05-27", 30)]}), ())


def _training() -> WildFile:
    rows = [["Start date", "End date", "Venue", "Organizer", "Topic", "Sessions", "Trainers", "Trainees (M)",
             "Trainees (F)", "Trainees (T)", "Satisfaction rate", "Cost per head (XOF)"],
            ["2024-03-04", "2024-03-08", "Agadez", "IOM", "Border management", "5", "2", "22", "9", "31", "0.91",
             "14500"],
            ["2024-04-15", "2024-04-17", "Diffa", "UNHCR", "Refugee law", "3", "3", "18", "14", "32", "0.88", "12000"],
            ["2024-06-10", "2024-06-14", "Zinder", "UNODC", "Trafficking in persons", "5", "4", "27", "11", "38",
             "0.94", "15250"]]
    return WildFile("capacity_building_log.csv", text(rows, separator=","), ())
