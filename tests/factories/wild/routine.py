"""Files as offices send them each month or quarter, nothing strange about them, each in the office's own habit."""
from __future__ import annotations

from datetime import date, timedelta

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def routine_files() -> list[WildFile]:
    return [_police(), _transit_centre(), _red_cross(), _directorate(), _refugee_agency(), _gendarmes(), _tracking(),
            _health(), _labour(), _anti_trafficking(), _civil_protection(), _observatory()]


def _police() -> WildFile:
    posts = (("Gaya", 31, 12, 28, 10), ("Dan Issa", 44, 20, 41, 19), ("Magaria", 18, 7, 22, 6), ("Makalondi", 9, 2,
        11, 4),
             ("Pételkolé", 5, 1, 7, 0))
    lines = [[number, *post, sum(post[1:])] for number, post in enumerate(posts, 1)]
    rows = [["Direction générale de la police nationale"], ["Division de la surveillance du territoire"],
            ["Statistiques des postes frontaliers, 2e trimestre 2024"], [],
            ["N°", "Postes", "Entrées au Niger", None, "Sorties du Niger", None, "Total"],
            [None, None, "Hommes", "Femmes", "Hommes", "Femmes", None], *lines,
            [None, "TOTAL", *[sum(line[place] for line in lines) for place in range(2, 7)]]]
    return WildFile("dgpn-t2.xlsx", xlsx(Page("T2 2024", rows, ("A5:A6", "B5:B6", "C5:D5", "E5:F5", "G5:G6"))), ())


def _transit_centre() -> WildFile:
    start = date(2024, 5, 6)
    people = ("Guinéenne", "Malienne", "Sénégalaise", "Camerounaise", "Ivoirienne", "Gambienne", "Sierra-léonaise")
    rows = [["Date d'admission", "Nationalité", "Hommes", "Femmes", "dont MNA", "Total", "Observations"],
            *[[start + timedelta(days=2 * number), one, 12 + number, 3 + number, number % 3,
                15 + 2 * number,
               "transfert d'Assamaka" if number == 3 else None] for number, one in enumerate(people)]]
    return WildFile("centre-transit-mai.xlsx", xlsx(Page("Admissions", rows)), ())


def _red_cross() -> WildFile:
    rows = [["Croix-Rouge nigérienne – comité régional d'Agadez"], ["Assistance aux expulsés, avril 2024"],
            ["Jour", "Lieu d'assistance", "Repas servis", "Kits d'hygiène", "Consultations", "Appels téléphoniques"],
            ["lundi 1 avril 2024", "Assamaka", "610", "120", "31", "44"], ["mardi 9 avril 2024", "Assamaka", "1 204",
            "388", "62",
             "90"], ["vendredi 19 avril 2024", "Arlit", "300", "75", "12", "30"],
            ["TOTAL", "", "2 114", "583", "105", "164"]]
    return WildFile("crn-assistance.csv", text(rows, encoding="cp1252"), ())


def _directorate() -> WildFile:
    rows = [["DRECM/R de Maradi"], ["Situation des retournés d'Algérie et de Libye par commune au 30 juin 2024"], [],
            ["Département", "Commune", "Retournés d'Algérie", "Retournés de Libye", "Total"],
            ["Dakoro", "Kornaka", 120, 44, 164], [None, "Sabon Machi", 88, 21, 109], ["Tessaoua", "Maïjirgui", 61,
            10, 71],
            [None, "Ourafane", 40, 9, 49], ["Mayahi", "Issawane", 77, 31, 108], ["Total région", None, 386, 115, 501]]
    return WildFile("drecm-maradi.xls", xls(Page("Retournés", rows, ("A5:A6", "A7:A8"))), ())


def _refugee_agency() -> WildFile:
    rows = [["Région", "Pays d'origine", "Type de population", "Sexe", "Tranche d'âge", "Individus",
             "Date de mise à jour"],
            *[[region, country, kind, sex, age, str(200 + 31 * number), "30/06/2024"] for number, (region, country,
                kind, sex,
              age) in enumerate((
                  ("Tillabéri", "Mali", "Réfugié", "F", "0-4"), ("Tillabéri", "Mali", "Réfugié", "M", "0-4"),
                  ("Tillabéri", "Burkina Faso", "Demandeur d'asile", "F", "5-11"),
                  ("Tahoua", "Mali", "Réfugié", "M", "12-17"), ("Maradi", "Nigéria", "Réfugié", "F", "18-59"),
                  ("Maradi", "Nigéria", "Demandeur d'asile", "M", "18-59"), ("Diffa", "Nigéria", "Réfugié", "F",
                      "60+"),
                  ("Diffa", "Tchad", "Demandeur d'asile", "M", "60+")))]]
    return WildFile("hcr-juin.csv", text(rows, separator=",", encoding="utf-8-sig"), ())


def _gendarmes() -> WildFile:
    rows = [["Groupement de gendarmerie d'Agadez : interpellations de migrants, année 2023"], [],
            ["Brigade", "1er trim.", "2e trim.", "3e trim.", "4e trim.", "Total"], ["Arlit", 120, 88, 141, 97, 446],
            ["Bilma", 40, 31, 22, 19, 112], ["Iférouane", 12, 9, 30, 44, 95], ["Total", 172, 128, 193, 160, 653]]
    return WildFile("gendarmerie-2023.ods", ods(Page("2023", rows, ("A1:F1",))), ())


def _tracking() -> WildFile:
    kinds = ("PDI", "Retournés", "Réfugiés")
    sites = (("Abala", "Sanam"), ("Banibangou", "Banibangou"), ("Ouallam", "Simiri"), ("Torodi", "Makalondi"))
    rows = [["Round", "Date", "Admin2", "Admin3", "Type", "HH", "IND", "% enfants", "Accès au site"],
            *[["R12", f"2024-04-{11 + number}", *site, kind, 20 + 5 * number, 140 + 33 * number, 54.5, "Facile"]
              for number, (site, kind) in enumerate((site, kind) for site in sites for kind in kinds)]]
    return WildFile("dtm-r12.xlsx", xlsx(Page("DTM", rows)), ())


def _health() -> WildFile:
    rows = [["CSI", "Mois", "Nouveaux consultants", "dont femmes", "dont < 5 ans", "Hospitalisés", "Vaccinés"],
            ["CSI Tabelot", "janv-24", "88", "31", "22", "3", "40"], ["CSI Tabelot", "févr-24", "97", "40", "19",
            "5", "38"],
            ["CSI Dabaga", "janv-24", "41", "20", "8", "1", "15"], ["CSI Dabaga", "févr-24", "38", "18", "11", "0",
            "12"]]
    return WildFile("csi-tchirozerine.tsv", text(rows, separator="\t"), ())


def _labour() -> WildFile:
    rows = [["ANPE – Contrats de travail visés pour des étrangers, 2023"], [],
            ["Nationalité", "Mines", "BTP", "Commerce", "Santé", "Ensemble"], ["Chinoise", 120, 88, 12, 0, 220],
            ["Française", 14, 9, 4, 6, 33], ["Béninoise", 3, 41, 30, 11, 85], ["Togolaise", 1, 20, 17, 2, 40],
            ["Indienne", 8, 5, 21, 1, 35], ["Total", 146, 163, 84, 20, 413]]
    return WildFile("anpe-visas.xlsx", xlsx(Page("Visas", rows, ("A1:F1",))), ())


def _anti_trafficking() -> WildFile:
    rows = [["ANLTP/TIM – Victimes de traite identifiées et assistées"],
            ["Année", "Région", "Filles", "Garçons", "Femmes", "Hommes", "Total", "Poursuites engagées"],
            [2021, "Agadez", 12, 8, 31, 9, 60, 4], [2021, "Zinder", 20, 31, 18, 2, 71, 3], [2022, "Agadez", 9, 4, 40,
            12, 65, 6],
            [2022, "Zinder", 17, 22, 11, 0, 50, 5], [2023, "Agadez", 15, 6, 38, 14, 73, 7]]
    return WildFile("traite-2021-2023.xls", xls(Page("Victimes", rows, ("A1:H1",))), ())


def _civil_protection() -> WildFile:
    def rescue(day: str, place: str, saved: int, dead: int, cause: str) -> dict[str, object]:
        return {"date_intervention": day, "lieu": place, "personnes_secourues": saved, "personnes_decedees": dead,
                "cause": cause, "equipage": 6, "km_parcourus": 310}
    return WildFile("secours.json", nested([
        rescue("2024-03-02", "Dao Timmi", 31, 0, "panne"), rescue("2024-03-17", "Achégour", 44, 2, "soif"),
        rescue("2024-04-05", "Puits Espoir", 12, 1, "accident"), rescue("2024-05-21", "Madama", 27, 0, "panne")]), ())


def _observatory() -> WildFile:
    rows = [["Observatoire régional de la migration de Zinder"], ["Note trimestrielle n° 6 (janvier-mars 2024)"], [],
            ["Commune de départ", "Pays de destination", "Motif principal", "Hommes", "Femmes", "Ensemble"],
            ["Kantché", "Algérie", "Recherche d'emploi", 88, 131, 219], ["Kantché", "Nigéria", "Commerce", 60, 22,
            82],
            ["Matamey", "Libye", "Recherche d'emploi", 44, 3, 47], ["Magaria", "Nigéria", "Commerce", 120, 31, 151],
            ["Droum", "Algérie", "Regroupement familial", 9, 41, 50], ["Total", None, None, 321, 228, 549]]
    return WildFile("orm-zinder.ods", ods(Page("T1", rows)), ())
