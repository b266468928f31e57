"""Files of bodies that call once: survey exports, registries, border posts; then sheets of one's own."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def callers_files() -> list[WildFile]:
    return [_survey(), _urban_refugees(), _cluster(), _civil_registry(), _households(), _border_week(),
            _levels(), _herds(), _side_by_side(), _subtotals(), _interface_pages(), _lorries()]


def _survey() -> WildFile:
    rows = [["Survey ID", "Date of survey", "FMP name", "Admin1", "Admin1 Pcode", "Sex", "Age", "Nationality",
             "Country of departure", "Intended destination country", "Main reason for travel", "Mode of transport",
             "Travelling in a group?", "Enumerator"],
            ["FMS-0311", date(2024, 3, 4), "Dan Barto", "Zinder", "NE007", "Male", 27, "Nigerian", "Nigeria",
             "Algeria", "Economic", "Bus", "Yes", "ENUM07"],
            ["FMS-0312", date(2024, 3, 4), "Dan Barto", "Zinder", "NE007", "Female", 33, "Nigerien", "Nigeria",
             "Niger", "Family reunification", "Private car", "No", "ENUM07"],
            ["FMS-0313", date(2024, 3, 5), "Magaria", "Zinder", "NE007", "Male", 19, "Cameroonian", "Cameroon",
             "Libya", "Economic", "Motorbike", "Yes", "ENUM02"],
            ["FMS-0314", date(2024, 3, 5), "Arlit", "Agadez", "NE001", "Male", 41, "Guinean", "Mali", "Algeria",
             "Education", "Truck", "Yes", "ENUM11"],
            ["FMS-0315", date(2024, 3, 6), "Arlit", "Agadez", "NE001", "Female", 22, "Ivorian", "Côte d'Ivoire",
             "Tunisia", "Economic", "Pick-up", "No", "ENUM11"]]
    return WildFile("FMS_individual_export.xlsx", xlsx(Page("Data", rows)), ())


def _urban_refugees() -> WildFile:
    rows = [["Réfugiés enregistrés par site d'accueil"], ["Situation au 30 avril 2024"], [],
            ["Région", "Département", "Commune", "Type de site", "Ménages", "Individus", "Femmes", "Hommes",
             "Variation mensuelle (%)"],
            ["Tahoua", "Tillia", "Tillia", "Zone d'accueil des réfugiés", "4 120", "21 044", "11 202", "9 842", "+1,2"],
            ["Tillabéri", "Ouallam", "Ouallam", "Site", "1 402", "7 011", "3 804", "3 207", "-0,4"],
            ["Tillabéri", "Abala", "Abala", "Camp", "2 977", "15 320", "8 120", "7 200", "0,0"],
            ["Maradi", "Guidan Roumdji", "Chadakori", "Village d'opportunité", "1 880", "7 955", "4 377", "3 578",
             "+2,8"],
            ["Total général", None, None, None, "10 379", "51 330", "27 503", "23 827", None],
            ["Source : base proGres, enregistrement biométrique"]]
    return WildFile("refugies-sites-avril.csv", text(rows, encoding="cp1252"), ())


def _cluster() -> WildFile:
    rows = [["Organisation", "Partenaire de mise en œuvre", "Secteur", "Activité", "Région", "PCode région",
             "Département", "Statut", "Date début", "Date fin", "Cible", "Femmes atteintes", "Hommes atteints"],
            ["#org+prog", "#org+impl", "#sector", "#activity", "#adm1+name", "#adm1+code", "#adm2+name", "#status",
             "#date+start", "#date+end", "#targeted", "#reached+f", "#reached+m"],
            ["UNHCR", "CIAUD", "Protection", "Profilage des arrivées", "Diffa", "NE002", "Bosso", "En cours",
             "2024-01-15", "2024-06-30", 1200, 402, 377],
            ["UNICEF", "COOPI", "Protection", "Appui psychosocial", "Diffa", "NE002", "N'Guigmi", "En cours",
             "2024-02-01", "2024-07-31", 900, 288, 190],
            ["OIM", "JMED", "Protection", "Sensibilisation", "Agadez", "NE001", "Arlit", "Achevé",
             "2023-11-01", "2024-02-29", 3000, 1410, 1702],
            ["IRC", "APBE", "Santé", "Soins de santé", "Tillabéri", "NE006", "Téra", "En cours",
             "2024-03-01", "2024-08-31", 2500, 977, 612]]
    return WildFile("3w-protection-2024.xlsx", xlsx(Page("3W", rows)), ())


def _civil_registry() -> WildFile:
    rows = [["République du Niger"], ["Direction Régionale de l'État Civil, des Migrations et des Réfugiés de Dosso"],
            ["Naissances déclarées et mariages célébrés au troisième trimestre 2023"], [],
            ["N°", "Commune", "Naissances", None, None, "Mariages"], [None, None, "Garçons", "Filles", "Total", None],
            [1, "Loga", 112, 108, 220, 31], [2, "Falwel", 64, 71, 135, 18], [3, "Sokorbé", 88, 80, 168, 22],
            [None, "Total", 264, 259, 523, 71],
            ["Fait à Dosso, le 12 octobre 2023"], ["Le Directeur Régional"]]
    return WildFile("etat-civil-loga.xls", xls(Page("T3", rows, ("C5:E5", "A5:A6", "B5:B6", "F5:F6"))), ())


def _households() -> WildFile:
    rows = [["_submission_time", "localisation/region", "localisation/commune", "localisation/gps_latitude",
             "localisation/gps_longitude", "menage/statut", "menage/nb_personnes", "menage/nb_femmes_enceintes",
             "besoins/eau", "besoins/abri", "besoins/vivres", "contact/telephone_chef", "remarques", "_id"],
            ["2024-04-02T10:11:41", "Tillabéri", "Makalondi", "12.8311", "1.6902", "PDI", "7", "1", "1", "0", "1",
             "91 00 00 01", "", "48001"],
            ["2024-04-02T10:48:03", "Tillabéri", "Torodi", "13.1180", "1.8012", "Retourné", "11", "0", "0", "1", "1",
             "91 00 00 02", "arrivés à pied", "48002"],
            ["2024-04-03T09:02:19", "Tillabéri", "Torodi", "13.1177", "1.8020", "PDI", "4", "0", "1", "1", "1",
             "91 00 00 03", "", "48003"],
            ["2024-04-03T09:40:55", "Tillabéri", "Makalondi", "12.8309", "1.6911", "Hôte", "9", "2", "1", "0", "0",
             "91 00 00 04", "famille d'accueil", "48004"]]
    return WildFile("profilage_menages.csv", text(rows, separator=","), ())


def _border_week() -> WildFile:
    rows = [["Poste de police frontalier de Dan Issa"],
            ["Mouvements enregistrés, semaine du 18 au 22 mars 2024"], [],
            ["Date", "Entrées sur le territoire", None, "Sorties du territoire", None, "Véhicules", "Observations"],
            [None, "Nigériens", "Nigérians", "Nigériens", "Nigérians", None, None],
            ["18/03/2024", 210, 144, 188, 152, 61, None], ["19/03/2024", 198, 160, 203, 149, 58, "Marché de Jibia"],
            ["20/03/2024", 175, 121, 190, 133, 47, None], ["21/03/2024", 222, 150, 175, 140, 66, "Panne électrique"],
            ["22/03/2024", 140, 98, 120, 101, 30, None], ["Total semaine", 945, 673, 876, 675, 262, None]]
    merged = ("A4:A5", "B4:C4", "D4:E4", "F4:F5", "G4:G5")
    return WildFile("danissa-sem12.ods", ods(Page("S12", rows, merged)), ())


def _levels() -> WildFile:
    rows = [["Personnes déplacées internes au 31 mai 2024"], [],
            ["Localité", "Ménages", "Personnes", "dont femmes"],
            ["Région de Diffa", 5210, 31404, 16800], ["   dont : département de Bosso", 3010, 18204, 9700],
            ["   dont : département de N'Guigmi", 2200, 13200, 7100],
            ["Région de Tillabéri", 2890, 19880, 10410], ["   dont : département d'Ouallam", 1270, 9010, 4700],
            ["   dont : département de Banibangou", 1620, 10870, 5710],
            ["Total Niger", 8100, 51284, 27210]]
    return WildFile("pdi-mai.xlsx", xlsx(Page("PDI", rows)), ())


def _herds() -> WildFile:
    rows = [["Date de passage", "Couloir", "Pays de provenance", "Pays de destination", "Nombre de bergers",
             "Bovins (têtes)", "Ovins et caprins (têtes)", "Camelins (têtes)", "Durée du séjour (jours)"],
            ["2 nov. 2023", "Gaya", "Bénin", "Niger", "14", "420", "160", "0", "45"],
            ["5 nov. 2023", "Gaya", "Bénin", "Niger", "9", "210", "75", "4", "60"],
            ["11 déc. 2023", "Torodi", "Burkina Faso", "Niger", "22", "615", "340", "12", "30"],
            ["1er janv. 2024", "Dan Issa", "Niger", "Nigéria", "17", "388", "290", "31", "90"]]
    return WildFile("couloirs-transhumance.csv", text(rows), ())


def _side_by_side() -> WildFile:
    rows = [["Centre de transit d'Arlit : personnes présentes au 15/05/2024"], [],
            ["Nationalité", "Hommes", "Femmes", "Total", None, "Tranche d'âge", "Effectif"],
            ["Maliens", 41, 3, 44, None, "0-4 ans", 6], ["Guinéens", 66, 5, 71, None, "5-17 ans", 14],
            ["Sénégalais", 18, 0, 18, None, "18-59 ans", 128], ["Gambiens", 15, 1, 16, None, "60 ans et +", 1],
            ["Total", 140, 9, 149, None, "Total", 149]]
    return WildFile("transit-arlit-mai.xlsx", xlsx(Page("Présents", rows, ("A1:G1",))), ())


def _subtotals() -> WildFile:
    rows = [["Flux sortants du Niger observés aux points de suivi, année 2023 (1er semestre)"],
            ["Point de suivi", "Janv.", "Févr.", "Mars", "Total T1", "Avr.", "Mai", "Juin", "Total T2", "Total S1"],
            ["Séguédine", 1010, 990, 1120, 3120, 870, 910, 940, 2720, 5840],
            ["Madama", 402, 377, 410, 1189, 300, 288, 315, 903, 2092],
            ["Assamaka", 2110, 1980, 2044, 6134, 1900, 1877, 2001, 5778, 11912],
            ["Total", 3522, 3347, 3574, 10443, 3070, 3075, 3256, 9401, 19844]]
    return WildFile("sortants-s1-2023.xlsx", xlsx(Page("Flux", rows)), ())


def _interface_pages() -> WildFile:
    def report(number: int, day: str, place: tuple[str, str], men: int, women: int, means: str) -> dict[str, object]:
        return {"id": f"R{number:04}", "reported_on": day, "place": {"name": place[0], "pcode": place[1]},
                "people": {"men": men, "women": women}, "means_of_transport": means, "comments": None}
    dirkou, bilma = ("Dirkou", "NE001003002"), ("Bilma", "NE001003001")
    return WildFile("rescues-page1.json", nested({
        "count": 4, "next": "https://example.org/api/reports?page=2", "previous": None,
        "results": [report(1, "2024-02-11", dirkou, 14, 2, "pickup"), report(2, "2024-02-12", bilma, 31, 0, "truck"),
                    report(3, "2024-02-19", dirkou, 9, 4, "on foot"),
                    report(4, "2024-03-02", bilma, 22, 1, "pickup")]}), ())


def _lorries() -> WildFile:
    rows = [["Convois sous escorte Agadez – Dirkou"], ["(feuille tenue par le poste de contrôle)"], [],
            ["Jour du départ", "Nb. de véhicules", "Passagers", "dont femmes", "Eau embarquée (litres)",
             "Chef de convoi (tél.)"],
            ["mardi 2 avril 2024", 35, 712, 11, 6200, "96 00 00 11"],
            ["mardi 9 avril 2024", 31, 655, 8, 5600, "96 00 00 12"],
            ["Pas de convoi le 16 avril (fête)"],
            ["mardi 23 avril 2024", 46, 930, 21, 8000, "96 00 00 11"],
            ["mardi 30 avril 2024", 24, 488, 5, 4400, "96 00 00 13"],
            ["Total avril", 136, 2785, 45, 24200, None]]
    return WildFile("escorte-avril.xlsx", xlsx(Page("Convois", rows)), ())
