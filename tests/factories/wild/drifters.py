"""Files that lead a hasty reader astray: American days, months of two years, shares said in the title alone."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def drifters_files() -> list[WildFile]:
    return [_daily_registry(), _campaign(), _town_halls(), _capitals(), _vulnerable(), _intentions(),
            _title_alone(), _mixed_units(), _balance(), _habits_of_numbers(), _two_meanings(), _answer_of_a_base()]


def _daily_registry() -> WildFile:
    rows = [["Flow Monitoring Registry - Dan Issa - daily counts, April 2024"],
            ["Date", "Nationality", "Mode of transport", "Men", "Women", "Total individuals"],
            ["04/01/2024", "Niger", "Bus", "120", "41", "161"], ["04/01/2024", "Nigeria", "Car", "60", "22", "82"],
            ["04/02/2024", "Niger", "Bus", "98", "37", "135"], ["04/02/2024", "DRC", "Bus", "3", "1", "4"],
            ["04/03/2024", "Nigeria", "Motorcycle", "44", "9", "53"],
            ["04/04/2024", "Nigeria", "Car", "71", "30", "101"],
            ["04/05/2024", "Niger", "On foot", "12", "20", "32"]]
    return WildFile("fmr-danissa-april.csv", text(rows, separator=","), ())


def _campaign() -> WildFile:
    rows = [["Départs saisonniers recensés, campagne 2023-2024"], [],
            ["Département", "Oct.", "Nov.", "Déc.", "Janv.", "Févr.", "Mars", "Total campagne"],
            ["Bouza", 410, 822, 640, 210, 88, 41, 2211], ["Illéla", 302, 711, 588, 177, 60, 30, 1868],
            ["Keita", 280, 640, 501, 166, 71, 22, 1680], ["Madaoua", 350, 702, 560, 190, 80, 44, 1926],
            ["Total", 1342, 2875, 2289, 743, 299, 137, 7685]]
    return WildFile("departs-saisonniers.xlsx", xlsx(Page("Campagne", rows)), ())


def _town_halls() -> WildFile:
    rows = [["Attestations de résidence délivrées à des étrangers, 2e trimestre 2024"],
            ["Région", "Commune", "Hommes", "Femmes", "Total"],
            ["Niamey", "Niamey I", 41, 22, 63], ["Niamey", "Niamey IV", 60, 31, 91], ["Zinder", "Zinder II", 12, 8, 20],
            ["Maradi", "Maradi III", 33, 17, 50], ["Tahoua", "Tahoua II", 9, 4, 13],
            ["Dosso", "Tombokoirey I", 2, 1, 3],
            ["Ensemble", None, 157, 83, 240]]
    return WildFile("attestations-t2.ods", ods(Page("T2", rows)), ())


def _capitals() -> WildFile:
    rows = [["Situation des retournés de Libye au 31 janvier 2024"], [],
            ["Région / Département", "Ménages", "Hommes", "Femmes", "Total"],
            ["TAHOUA", 310, 702, 640, 1342], ["Abalak", 120, 280, 244, 524], ["Bagaroua", 190, 422, 396, 818],
            ["ZINDER", 255, 560, 511, 1071], ["Kantché", 201, 433, 402, 835], ["Tanout", 54, 127, 109, 236],
            ["NIGER", 565, 1262, 1151, 2413]]
    return WildFile("retournes-libye.xls", xls(Page("Janvier", rows)), ())


def _vulnerable() -> WildFile:
    rows = [["N° dossier", "Date d'enregistrement", "Sexe", "Âge", "Nationalité", "Statut matrimonial",
             "Activité avant le départ", "Groupe ethnique", "Besoin spécifique", "Enceinte (oui/non)", "Orienté vers"],
            ["PR-24-001", "14.02.2024", "F", "24", "Malienne", "Mariée", "Commerce", "Touareg", "Femme enceinte",
             "oui", "CRN"],
            ["PR-24-002", "14.02.2024", "M", "15", "Guinéenne", "Célibataire", "Élève", "Peul", "MNA", "non", "UNICEF"],
            ["PR-24-003", "16.02.2024", "F", "31", "Soudanaise", "Veuve", "Couture", "Four", "Survivante de VBG",
             "non", "HCR"],
            ["PR-24-004", "23.02.2024", "M", "67", "Tchadienne", "Marié", "Agriculture", "Sara", "Personne âgée", "non",
             "CRN"],
            ["PR-24-005", "23.02.2024", "M", "40", "Malienne", "Marié", "Élevage", "Peul", "Personne handicapée", "non",
             "MDM"]]
    return WildFile("besoins-specifiques.csv", text(rows), ())


def _intentions() -> WildFile:
    rows = [["Migrants interrogés à Arlit selon la destination souhaitée et l'âge"], ["Mai 2024"], [],
            ["Pays de destination", "<18 ans", "18 à 25 ans", "26 à 35 ans", "36 ans et plus", "Ensemble"],
            ["Algérie", 31, 210, 144, 40, 425], ["Libye", 12, 98, 61, 17, 188], ["Italie", 9, 77, 30, 2, 118],
            ["Espagne", 4, 41, 22, 1, 68], ["Ne sait pas", 6, 14, 11, 3, 34], ["Ensemble", 62, 440, 268, 63, 833]]
    return WildFile("intentions-arlit.xlsx", xlsx(Page("Mai", rows)), ())


def _title_alone() -> WildFile:
    shares = [["Profil des voyageurs observés, en pourcentage, 2023"], ["Point", "Hommes", "Femmes", "Mineurs"],
              ["Arlit", 88.1, 9.9, 2.0], ["Dan Barto", 70.4, 24.1, 5.5], ["Gaya", 59.0, 33.3, 7.7]]
    thousands = [["Voyageurs observés (en milliers), 2023"], ["Point", "Hommes", "Femmes", "Mineurs"],
                 ["Arlit", 104.2, 11.7, 2.4], ["Dan Barto", 61.0, 20.9, 4.8], ["Gaya", 88.8, 50.1, 11.6]]
    return WildFile("annuaire-flux.xlsx", xlsx(Page("Tab. 1", shares), Page("Tab. 2", thousands)), ())


def _mixed_units() -> WildFile:
    rows = [["Région", "Mois", "Désignation", "Unité", "Quantité"],
            ["Diffa", "avril 2024", "Moustiquaires distribuées", "pièce", "1 204"],
            ["Diffa", "avril 2024", "Personnes hébergées", "personne", "311"],
            ["Diffa", "avril 2024", "Eau livrée", "m3", "880"],
            ["Maradi", "mai 2024", "Personnes hébergées", "personne", "204"],
            ["Maradi", "mai 2024", "Aide en espèces", "FCFA", "4 500 000"],
            ["Maradi", "mai 2024", "Bétail vacciné", "tête", "2 010"]]
    return WildFile("quantites.csv", text(rows, encoding="cp1252"), ())


def _balance() -> WildFile:
    rows = [["Mouvements aux frontières terrestres en 2023"],
            ["Rang", "Poste", "Entrées au Niger", "Sorties du Niger", "Solde (entrées – sorties)",
             "Variation 2022-2023 (%)",
             "Âge moyen hommes", "Âge moyen femmes", "Moyenne par jour"],
            [1, "Gaya", 40210, 38118, 2092, 4.1, 31.2, 28.8, 214.6],
            [2, "Konni", 35002, 36880, -1878, -2.0, 30.1, 27.4, 196.9],
            [3, "Dan Issa", 30144, 29012, 1132, 7.7, 29.9, 28.0, 162.1],
            [4, "Pételkolé", 2011, 3302, -1291, -40.2, 33.0, 30.5, 14.6]]
    return WildFile("solde-2023.ods", ods(Page("2023", rows)), ())


def _habits_of_numbers() -> WildFile:
    rows = [["Site", "Visité le", "Personnes présentes", "Nouveaux arrivés", "Femmes"],
            ["Tchibarakaten", "3/6/24", "entre 4000 et 5000", "1'204", "une trentaine"],
            ["Djado", "17/6/24", "1.204,00", "néant", "12"],
            ["Assamaka", "28/6/24", "2 310 pers.", "≥ 400", "188"],
            ["Madama", "30/6/24", "environ 350", "40 à 50", "n/d"]]
    return WildFile("visites-sites.csv", text(rows, encoding="utf-8-sig"), ())


def _two_meanings() -> WildFile:
    rows = [["Date et heure", "Organisation", "Provenance (ville ou pays)", "Destination finale", "Pers.",
             "dont enfants de moins de 5 ans", "Durée du trajet (h)", "Contact"],
            ["06/05/2024 08:30", "DRC", "Gaya", "Agadez", "14", "2", "30", "90 10 10 01"],
            ["06/05/2024 15:10", "DRC", "Bénin", "Arlit", "9", "0", "41", "90 10 10 01"],
            ["17/05/2024 09:00", "IRC", "Nigéria", "Agadez", "22", "4", "26", "90 10 10 02"],
            ["21/05/2024 11:45", "IRC", "Zinder", "Dirkou", "11", "0", "38", "90 10 10 02"]]
    return WildFile("orientations-mai.tsv", text(rows, separator="\t"), ())


def _answer_of_a_base() -> WildFile:
    return WildFile("requete.json", nested({
        "query": "stock_personnes",
        "columns": ["pcode_dep", "departement", "groupe", "au", "hommes", "femmes", "menages"],
        "rows": [["NE002001", "Bosso", "PDI", "2024-06-30", 4021, 4988, 1702],
                 ["NE002006", "N'Guigmi", "PDI", "2024-06-30", 3300, 3910, 1344],
                 ["NE006009", "Ouallam", "Réfugiés", "2024-06-30", 3207, 3804, 1402],
                 ["NE004005", "Guidan Roumdji", "Réfugiés", "2024-06-30", 3578, 4377, 1880]]}), ())
