"""Files with words, numbers and dates in the habits that are met least often."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xlsx


def stranger_files() -> list[WildFile]:
    return [_bounds(), _spans(), _hausa(), _serial_days(), _flights(), _nationalities(), _codes_beside(), _countries(),
            _notes_among(), _survey(), _vehicles(), _mines(), _american(), _by_region(), _shares()]


def _bounds() -> WildFile:
    rows = [["Région", "Population", "2020", "2021", "2022*"],
            ["Agadez", "Migrants", "plus de 9 531", "8 800", "4 012"],
            ["Diffa", "Réfugiés", "126 543(1)", "≥ 129 000", "environ 130 000"],
            ["Tillabéri", "PDI", "<5", "79 021", "n.d."], ["Tahoua", "Réfugiés", "15 022", "…", "plus de 21 000"],
            ["(1) après vérification physique"], ["* année partielle, au 30 septembre"]]
    return WildFile("serie-annuelle.csv", text(rows), ())


def _spans() -> WildFile:
    rows = [["Refoulés accueillis par corridor"],
            ["Période", "Pays d'expulsion", "Lieu d'accueil", "Nombre de personnes"],
            ["janv.-mars 23", "Algérie", "Assamaka", 4010], ["avr.-juin 23", "Algérie", "Assamaka", 5120],
            ["janv.-mars 23", "Libye", "Madama", 210], ["juil.-sept. 23", "Libye", "Madama", 188]]
    return WildFile("corridors.xlsx", xlsx(Page("Corridors", rows)), ())


def _hausa() -> WildFile:
    rows = [["Comité villageois – masu dawowa gida (retournés)"],
            ["Gari / Village", "Maza (hommes)", "Mata (femmes)", "Yara (enfants)", "Jimilla (total)",
             "Date of arrival"],
            ["Dan Dadji Makaou", 31, 44, 102, 177, date(2023, 8, 2)], ["Garin Kaka", 12, 19, 41, 72, date(2023, 8, 5)],
            ["El Guidi", 8, 14, 22, 44, date(2023, 8, 9)]]
    return WildFile("retournes-village.xlsx", xlsx(Page("Yuli", rows)), ())


def _serial_days() -> WildFile:
    rows = [["Date", "Poste", "Sens", "Nbre voyageurs"], ["44927", "Konni", "Entrée au Niger", "210"],
            ["44928", "Konni", "Sortie du Niger", "188"], ["44929", "Tsamia", "Entrée au Niger", "44"],
            ["44930", "Tsamia", "Sortie du Niger", "51"]]
    return WildFile("export-poste.csv", text(rows, separator=","), ())


def _flights() -> WildFile:
    rows = [["Vols de retour volontaire au départ de Niamey"], [],
            ["Date du vol", "Pays de destination", "Passagers", "dont femmes", "dont mineurs non accompagnés",
             "% femmes"],
            ["mardi 14/03/2023", "Guinée", 168, 12, 9, 0.071], ["jeudi 16/03/2023", "Guinée", 171, 9, 14, 0.053],
            ["Sous-total Guinée", None, 339, 21, 23, 0.062], ["mardi 21/03/2023", "Sénégal", 140, 3, 1, 0.021],
            ["Sous-total Sénégal", None, 140, 3, 1, 0.021], ["jeudi 30/03/2023", "Sierra Leone", 150, 20, 2, 0.133],
            ["Sous-total Sierra Leone", None, 150, 20, 2, 0.133], ["TOTAL", None, 629, 44, 26, 0.07]]
    return WildFile("vols.xlsx", xlsx(Page("Vols", rows)), ())


def _nationalities() -> WildFile:
    rows = [["Nationalité", "Masculin", "Féminin", "Total"], ["Nigérien(ne)s", "4 120", "510", "4 630"],
            ["Nigérian(e)s", "988", "402", "1 390"], ["Ivoirien(ne)s", "77", "12", "89"],
            ["Gambiens", "301", "2", "303"],
            ["Bissau-Guinéens", "41", "0", "41"], ["Centrafricains", "6", "3", "9"], ["RDC", "3", "1", "4"],
            ["Sous-total", "5 536", "930", "6 466"], ["Soudanais", "210", "40", "250"],
            ["Non déterminée", "4", "0", "4"],
            ["Total", "5 750", "970", "6 720"]]
    return WildFile("nationalites.csv", text(rows, encoding="cp1252"), ())


def _codes_beside() -> WildFile:
    rows = [["PCODE_ADM2", "ADM2_FR", "PCODE_ADM3", "ADM3_FR", "Type", "Ménages", "Personnes"],
            ["NE005011", "Tchintabaraden", "NE005011001", "Kao", "PDI", 44, 290],
            ["NE005011", "Tchintabaraden", "NE005011002", "Tchintabaraden", "PDI", 60, 401],
            ["NE006009", "Ouallam", "NE006009002", "Ouallam", "Retournés", 21, 140],
            ["NE006013", "Torodi", "NE006013001", "Makalondi", "PDI", 33, 230],
            ["NE006013", "Téra", "NE006013002", "Torodi", "PDI", 12, 80]]
    return WildFile("sites-pcodes.xlsx", xlsx(Page("Sites", rows)), ())


def _countries() -> WildFile:
    rows = [["Pays", "Cas suivis", "Cas clos"], ["Mali", "41", "30"], ["Nigéria", "88", "71"], ["Tchad", "12", "12"],
            ["Soudan", "20", "8"]]
    return WildFile("cas-par-pays.csv", text(rows), ())


def _notes_among() -> WildFile:
    rows = [["Date", "Point d'observation", "Entrées au Niger", "Sorties du Niger"],
            [date(2023, 7, 3), "Ayorou", 41, 30], [date(2023, 7, 4), "Ayorou", 38, 33],
            ["NB : point fermé du 5 au 9 juillet (insécurité)"], [date(2023, 7, 10), "Ayorou", 12, 20],
            [date(2023, 7, 11), "Ayorou", 19, 22], ["Comptage interrompu à midi"], [date(2023, 7, 12), "Ayorou", 9, 15],
            [None, "Total", 119, 120]]
    return WildFile("ayorou-juillet.xlsx", xlsx(Page("Juillet", rows)), ())


def _survey() -> WildFile:
    rows = [["start", "end", "today", "Identification/region", "Identification/point", "Profil/sexe", "Profil/age",
             "Profil/nationalite", "Voyage/motif", "Voyage/moyen", "telephone", "_id", "_uuid"],
            ["2023-06-01T08:01:12.000+01:00", "2023-06-01T08:12:40.000+01:00", "2023-06-01", "agadez", "arlit",
             "homme", "24",
             "guineenne", "economique", "camion", "90000001", "1101", "a1c0e8aa-0001-4c1a-9a00-000000000001"],
            ["2023-06-01T08:20:02.000+01:00", "2023-06-01T08:31:00.000+01:00", "2023-06-01", "agadez", "arlit",
             "femme", "31",
             "nigeriane", "famille", "bus", "90000002", "1102", "a1c0e8aa-0002-4c1a-9a00-000000000002"],
            ["2023-06-02T07:44:09.000+01:00", "2023-06-02T07:59:00.000+01:00", "2023-06-02", "agadez", "assamaka",
             "homme",
             "19", "malienne", "economique", "pick_up", "90000003", "1103", "a1c0e8aa-0003-4c1a-9a00-000000000003"]]
    return WildFile("enquete-individuelle.csv", text(rows, separator=","), ())


def _vehicles() -> WildFile:
    rows = [["Relevé des véhicules – route de Dirkou"],
            ["Jour", "Type de véhicule", "Vers la Libye", None, "Vers le Niger", None],
            [None, None, "Véhicules", "PAX", "Véhicules", "PAX"], ["01/09/2023", "Pick-up", 14, 388, 3, 61],
            ["02/09/2023", "Camion", 2, 120, 1, 44], ["03/09/2023", "Pick-up", 11, 301, 5, 99],
            ["04/09/2023", "Moto", 6, 9, 2, 3]]
    return WildFile("route-dirkou.xlsx", xlsx(Page("Relevé", rows, ("C2:D2", "E2:F2"))), ())


def _mines() -> WildFile:
    rows = [["Sites d'orpaillage visités"],
            ["Région", "Site", "Date de la visite", "Présence estimée", "Nationalités présentes"],
            ["Agadez", "Tchibarakaten", "mardi 14 mars 2023", "entre 4 000 et 5 000",
             "Soudanais, Tchadiens, Nigériens"],
            [None, "Djado", "jeudi 16 mars 2023", "env. 3 500", "Tchadiens, Nigériens"],
            ["Tillabéri", "Yassane", "3 avril 2023", "≈ 800", "Burkinabè, Maliens"]]
    return WildFile("orpaillage.ods", ods(Page("Sites", rows, ("A1:E1", "A3:A4"))), ())


def _american() -> WildFile:
    rows = [["Report date", "Flow Monitoring Point", "Nationality", "Sex", "Age", "# of individuals"],
            ["3/25/2023", "Magaria", "Nigerian", "Male", "18-25", "1,204"],
            ["3/26/2023", "Magaria", "Nigerien", "Female", "26-59", "988"],
            ["4/2/2023", "Dan Barto", "Cameroonian", "Male", "60+", "12"],
            ["4/13/2023", "Dan Barto", "Chadian", "Female", "0-17", "3"]]
    return WildFile("fmp-en.csv", text(rows, separator=","), ())


def _by_region() -> WildFile:
    return WildFile("par-region.json", nested({
        "source": "enquête interne", "date": "2023-09-30",
        "regions": {"Agadez": {"réfugiés": 1210, "demandeurs d'asile": 402}, "Diffa": {"réfugiés": 128044,
             "demandeurs d'asile": 3010},
                    "Maradi": {"réfugiés": 60122, "demandeurs d'asile": 88}}}), ())


def _shares() -> WildFile:
    rows = [["Profil des migrants enquêtés (en %)"],
            ["Point", "Enquêtés", "Hommes (%)", "Femmes (%)", "Mineurs (%)", "Âge moyen"],
            ["Arlit", "412", "88,1", "11,9", "6,0", "26,4"], ["Séguédine", "288", "95,2", "4,8", "3,1", "25,0"],
            ["Gaya", "1 033", "61,0", "39,0", "12,2", "29,7"]]
    return WildFile("profil.csv", text(rows, encoding="utf-16"), ())
