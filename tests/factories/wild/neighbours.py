"""One file of each kind that neighbours send: survey, stock, months, activities; then the same in harder dress."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def neighbours_files() -> list[WildFile]:
    return [_survey(), _stock(), _months(), _activities(), _returns(), _town_hall(),
            _levels(), _events(), _beside(), _head(), _nested(), _things()]


def _survey() -> WildFile:
    rows = [["date_enquete", "fmp", "sexe", "age", "nationalite", "pays_residence", "pays_destination", "ville_depart",
             "moyen_transport", "raison_voyage", "nb_enfants_avec", "duree_prevue_mois"],
            ["2024-10-07", "Konni", "homme", "31", "nigeriane", "Nigéria", "Algérie", "Sokoto", "bus", "travail", "0",
             "12"],
            ["2024-10-07", "Konni", "femme", "26", "nigerienne", "Niger", "Nigéria", "Tahoua", "voiture", "commerce",
             "1",
             "1"],
            ["2024-10-08", "Gaya", "homme", "22", "beninoise", "Bénin", "Libye", "Malanville", "bus", "travail", "0",
             "24"],
            ["2024-10-08", "Gaya", "femme", "40", "togolaise", "Togo", "Niger", "Gaya", "moto", "famille", "2", "3"]]
    return WildFile("enquete-octobre.csv", text(rows), ())


def _stock() -> WildFile:
    rows = [["UNHCR Niger - Population figures as of 31 October 2024"], [],
            ["Region", "Site", "Refugees", None, "Asylum-seekers", None, "Grand total"],
            [None, None, "Female", "Male", "Female", "Male", None],
            ["Diffa", "Sayam Forage", 14020, 12011, 210, 188, 26429], ["Diffa", "Kindjandi", 9044, 8120, 61, 40, 17265],
            ["Tahoua", "Intikane", 11310, 9911, 44, 31, 21296], ["Total", None, 34374, 30042, 315, 259, 64990]]
    merged = ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4")
    return WildFile("unhcr_population_oct.xlsx", xlsx(Page("Oct", rows, merged)), ())


def _months() -> WildFile:
    rows = [["Migrants refoulés d'Algérie, par nationalité, 2024"],
            ["Nationalité", "janv", "févr", "mars", "avr", "mai", "juin"],
            ["Nigérienne", "1 204", "988", "1 410", "877", "1 002", "1 110"],
            ["Malienne", "402", "377", "510", "288", "301", "340"],
            ["Guinéenne", "310", "298", "402", "210", "188", "277"], ["Autres", "97", "61", "88", "40", "52", "60"],
            ["Total", "2 013", "1 724", "2 410", "1 415", "1 543", "1 787"]]
    return WildFile("refoules-2024.csv", text(rows, encoding="cp1252"), ())


def _activities() -> WildFile:
    rows = [["Agence", "Partenaire", "Activité", "Région", "Département", "Commune", "Date début", "Date fin", "Statut",
             "Hommes", "Femmes", "Budget (USD)"],
            ["HCR", "APBE", "Enregistrement", "Tillabéri", "Ouallam", "Ouallam", date(2024, 5, 13), date(2024, 6, 14),
             "Terminé", 3207, 3804, 41000],
            ["OIM", "CRN", "Transferts monétaires", "Diffa", "Bosso", "Toumour", date(2024, 6, 17), date(2024, 8, 30),
             "En cours", 402, 610, 120500],
            ["UNICEF", "COOPI", "Protection de l'enfance", "Tahoua", "Tillia", "Tillia", date(2024, 4, 1),
             date(2024, 12, 31), "En cours", 288, 301, 88000]]
    return WildFile("matrice-activites.xlsx", xlsx(Page("4W", rows)), ())


def _returns() -> WildFile:
    rows = [["Retours volontaires assistés au départ du Niger"],
            ["Mois", "Pays de retour", "Hommes", "Femmes", "Total"],
            ["sept. 2024", "Guinée", 140, 9, 149], ["sept. 2024", "Mali", 97, 4, 101],
            ["oct. 2024", "Guinée", 151, 12, 163],
            ["oct. 2024", "Cameroun", 60, 21, 81], ["Total", None, 448, 46, 494]]
    return WildFile("retours-assistes.ods", ods(Page("RVA", rows)), ())


def _town_hall() -> WildFile:
    rows = [["Commune urbaine de Gaya – service de l'état civil"], ["Étrangers recensés par quartier, décembre 2024"],
            ["Quartier", "Ménages", "Hommes", "Femmes"], ["Quartier 1", 61, 140, 122], ["Quartier 2", 40, 97, 81],
            ["Quartier 3", 22, 51, 49], ["Total", 123, 288, 252]]
    return WildFile("recensement-gaya.xls", xls(Page("Déc", rows)), ())


def _levels() -> WildFile:
    rows = [["Ménages sinistrés accueillis, au 20 septembre 2024"], ["Entité", "Ménages", "Personnes"],
            ["Région de Dosso", 702, 4811], ["Département de Gaya", 402, 2744], ["Commune de Tounouga", 292, 2010],
            ["Commune de Bengou", 110, 734], ["Département de Loga", 300, 2067], ["Commune de Falwel", 300, 2067]]
    return WildFile("sinistres-dosso.xlsx", xlsx(Page("Dosso", rows)), ())


def _events() -> WildFile:
    rows = [["N°", "Date", "Lieu", "Type d'événement", "Personnes concernées (OIM)", "Personnes concernées (DGPC)",
             "Décès",
             "Source d'alerte"],
            ["E1", "14/05/2024", "Assamaka", "Convoi officiel", "plus de 600", "612", "0", "Point focal"],
            ["E2", "27/05/2024", "Dao Timmi", "Sauvetage", "44", "41", "2", "Appel"],
            ["E3", "18/06/2024", "Madama", "Expulsion", "environ 130", "n.d.", "0", "Point focal"]]
    return WildFile("evenements.csv", text(rows, encoding="utf-8-sig"), ())


def _beside() -> WildFile:
    rows = [["Poste de Tsamia, octobre 2024"], [],
            ["Entrées au Niger", None, None, None, "Sorties du Niger", None, None],
            ["Nationalité", "Hommes", "Femmes", None, "Nationalité", "Hommes", "Femmes"],
            ["Nigériane", 210, 97, None, "Nigérienne", 188, 61], ["Nigérienne", 144, 60, None, "Nigériane", 202, 88],
            ["Camerounaise", 4, 1, None, "Tchadienne", 2, 0]]
    return WildFile("tsamia-octobre.xlsx", xlsx(Page("Octobre", rows, ("A3:C3", "E3:G3"))), ())


def _head() -> WildFile:
    rows = [["Poste", "Pételkolé"], ["Mois", "novembre 2024"], ["Chef de poste", "Cne B."], [],
            ["Jour", "Entrées au Niger", "Sorties du Niger"], ["04/11/2024", "41", "60"], ["14/11/2024", "38", "55"],
            ["25/11/2024", "52", "47"]]
    return WildFile("petelkole-novembre.csv", text(rows), ())


def _nested() -> WildFile:
    def site(name: str, code: str, *groups: tuple[str, int, int]) -> dict[str, object]:
        return {"site": name, "pcode": code, "populations": [
            {"groupe": group, "menages": households, "personnes": persons} for group, households, persons in groups]}
    return WildFile("sites-groupes.json", nested({"maj": "2024-11-30", "sites": [
        site("Awaridi", "NE002002002", ("Réfugiés", 402, 2044), ("PDI", 97, 511)),
        site("Chadakori", "NE004005001", ("Réfugiés", 1880, 7955))]}), ())


def _things() -> WildFile:
    rows = [["Distribution d'articles aux ménages déplacés, Toumour, le 23 octobre 2024"],
            ["Village", "Ménages servis", "Personnes servies", "Couvertures", "Moustiquaires", "Bidons (20 l)",
             "Montant remis (FCFA)"],
            ["Village A", 88, 611, 176, 176, 88, 2640000], ["Village B", 41, 290, 82, 82, 41, 1230000],
            ["Village C", 60, 402, 120, 120, 60, 1800000], ["Total", 189, 1303, 378, 378, 189, 5670000]]
    return WildFile("distribution-toumour.ods", ods(Page("Distribution", rows)), ())
