"""Files as still other partners write them: border police, civil status, transport companies, transit centres."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def strange_files() -> list[WildFile]:
    return [_convoys(), _family_links(), _civil_status(), _border_police(), _bus_lines(), _transit_centre(), _five_w(),
            _stock(), _sections(), _records_across(), _indicators_across(), _side_by_side(), _stacked(), _weeks(),
            _quarters()]


def _convoys() -> WildFile:
    rows = [["PROTECTION CIVILE – Direction régionale d'Agadez"], ["Convois reçus à Assamaka, 1er trimestre 2023"], [],
            ["N°", "Date d'arrivée", "Nature du convoi", "Nigériens", None, None, "Autres nationalités", None,
             "Effectif total", "Observations"],
            [None, None, None, "H", "F", "Enf.", "H", "F", None, None],
            [1, "12/01/23", "officiel", 301, 18, 22, 0, 0, 341, None],
            [2, "19/01/23", "non officiel", 9, 0, 0, 588, 4, 601, "dont 2 blessés"],
            ["S/T janvier", None, None, 310, 18, 22, 588, 4, 942, None],
            [3, "3 fév. 2023", "officiel", 402, 31, 40, 1, 0, 474, None],
            [4, "24-02-2023", "non officiel", 12, 1, 0, 701, 6, 720, None],
            ["S/T février", None, None, 414, 32, 40, 702, 6, 1194, None],
            [5, "mercredi 15 mars 2023", "non officiel", 3, 0, 0, 455, 2, 460, "2 décès en route"],
            ["S/T mars", None, None, 3, 0, 0, 455, 2, 460, None],
            ["Total général", None, None, 727, 50, 62, 1745, 12, 2596, None]]
    return WildFile("convois-t1.xlsx", xlsx(Page("T1", rows, ("D4:F4", "G4:H4"))), ())


def _family_links() -> WildFile:
    rows = [["Croix-Rouge, rétablissement des liens familiaux (RLF)"], [],
            ["Mois", "Antenne", "Appels téléphoniques réussis", "Demandes de recherche ouvertes",
             "Messages Croix-Rouge collectés", "Bénéficiaires H", "Bénéficiaires F", "dont ENA"],
            ["Janv-23", "Agadez", "1 204", "12", "41", "980", "190", "14"],
            ["Févr-23", "Agadez", "1 377", "9", "38", "1 102", "201", "20"],
            ["Mars-23", "Arlit", "2 001", "31", "77", "1 644", "288", "33"],
            ["Avr-23", "Assamaka", "2 950", "44", "120", "2 411", "n.d.", "51"]]
    return WildFile("rlf-2023.csv", text(rows, encoding="cp1252"), ())


def _civil_status() -> WildFile:
    rows = [["Direction régionale de l'état civil – Tahoua"], ["Faits déclarés au 2e trimestre 2023"],
            ["Département", "Commune", "Naissances", None, "Décès", None, "Ensemble"],
            [None, None, "Garçons", "Filles", "Masculin", "Féminin", None],
            ["Abalak", "Abalak", 140, 133, 12, 9, 294], [None, "Akoubounou", 61, 58, 4, 6, 129],
            ["Tchintabaraden", "Kao", 88, 79, 5, 5, 177], [None, "Tchintabaraden", 210, 204, 20, 17, 451],
            ["Ensemble", None, 499, 474, 41, 37, 1051]]
    return WildFile("etat-civil.ods", ods(Page("T2", rows, (
        "A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4", "A5:A6", "A7:A8", "A9:B9"))), ())


def _border_police() -> WildFile:
    rows = [["POLICE NATIONALE – commissariats spéciaux de frontière"], ["Mouvements du mois de mai 2023"],
            ["Commissariat", "Nationalité", "Arrivées sur le territoire", None, "Départs du territoire", None,
             "Refoulés"],
            [None, None, "Hommes", "Femmes", "Hommes", "Femmes", None],
            ["Gaya", "Béninoise", 4120, 3307, 3998, 3120, 11], ["Gaya", "Togolaise", 780, 310, 690, 288, 4],
            ["Makalondi", "Burkinabè", 2010, 1544, 1990, 1502, 2], ["Dan Issa", "Nigériane", 3911, 2288, 4102, 2290, 0],
            ["Dan Issa", "Nigérienne", 5120, 1877, 5533, 1901, 0], ["TOTAUX", None, 15941, 9326, 16313, 9101, 17]]
    return WildFile("commissariats.xls", xls(Page("mai", rows, ("C3:D3", "E3:F3"))), ())


def _bus_lines() -> WildFile:
    rows = [["Compagnie", "Gare de départ", "Destination", "Date du voyage", "Passagers nigériens",
             "Passagers étrangers", "Heure"],
            ["RIMBO", "Niamey", "Agadez", "05.06.2023", "41", "12", "05:00"],
            ["SONEF", "Tahoua", "Arlit", "05.06.2023", "33", "20", "06:30"],
            ["AÏR Transport", "Agadez", "Arlit", "06.06.2023", "28", "31", "07:00"],
            ["RIMBO", "Zinder", "Agadez", "07.06.2023", "44", "9", "05:30"]]
    return WildFile("gares.txt", text(rows, separator="\t", encoding="cp850"), ())


def _transit_centre() -> WildFile:
    people = [("Guinée", 112, 8, 3, 1), ("Mali", 96, 2, 0, 0), ("Sierra Leone", 31, 4, 1, 0), ("Cameroun", 12, 5, 0, 2)]
    return WildFile("centre-transit.json", nested({
        "centre": "Agadez", "periode": "2023-04",
        "donnees": [{"nationalite": country, "adultes": {"hommes": men, "femmes": women},
                     "mineurs": {"garçons": boys, "filles": girls}, "total": men + women + boys + girls}
                    for country, men, women, boys, girls in people]}), ())


def _five_w() -> WildFile:
    rows = [["Matrice 5W – groupe de travail migration"],
            ["Structure", "Partenaire d'exécution", "Type d'activité", "Région", "Code région", "Département",
             "Code département", "Femmes atteintes", "Hommes atteints", "Début", "Fin", "Statut de l'activité"],
            ["#org +name", "#org +impl", "#activity +type", "#adm1 +name", "#adm1 +code", "#adm2 +name", "#adm2 +code",
             "#reached +f", "#reached +m", "#date +start", "#date +end", "#status"],
            ["OIM", "Croix-Rouge nigérienne", "Abris", "Agadez", "NE001", "Bilma", "NE001003", 44, 310, "2023-02-01",
             "2023-02-28", "en cours"],
            ["HCR", "CIAUD", "Protection de l'enfance", "Diffa", "NE002", "Bosso", "NE002001", 512, 488, "2023-02-03",
             "2023-06-30", "en cours"],
            ["UNICEF", None, "Éducation", "Tahoua", "NE005", "Tillia", "NE005012", 210, 199, "2023-01-15",
             "2023-03-15", "achevé"],
            ["PAM", "CIAUD", "Vivres", "Tillabéri", "NE006", "Ouallam", "NE006009", 1022, 980, "2023-02-10", None,
             "planifié"]]
    return WildFile("5w.xlsx", xlsx(Page("5W", rows)), ())


def _stock() -> WildFile:
    head = ["As of date", "Country of Origin", "Admin1", "Admin 2", "Population type", "HH", "IND"]
    head += [f"{sex} {age}" for age in ("0-4", "5-11", "12-17", "18-59", "60+") for sex in ("F", "M")]
    rows = [head,
            ["31-May-2023", "Nigeria", "Maradi", "Guidan Roumdji", "Refugee", 410, 1766, 190, 201, 220, 214, 130, 122,
             310, 288, 50, 41],
            ["31-May-2023", "Mali", "Tahoua", "Tillia", "Refugee", 5120, 31022, 3010, 3122, 4010, 4144, 2010, 2098,
             6010, 5544, 602, 472],
            ["31-May-2023", "Burkina Faso", "Tillabéri", "Téra", "Asylum-seeker", 88, 402, 44, 41, 50, 48, 31, 30, 80,
             66, 7, 5],
            ["31-May-2023", "Niger", "Diffa", "Bosso", "IDP", 7010, 40110, 4012, 4120, 5011, 5002, 3001, 2990, 8010,
             6944, 520, 500]]
    return WildFile("stock-may.tsv", text(rows, separator="\t", encoding="utf-16"), ())


def _sections() -> WildFile:
    rows = [["Flux observés au point d'Arlit, année 2023"], [None, "Janvier", "Février", "Mars", "Avril"],
            ["FLUX SORTANTS DU NIGER"], ["Vers l'Algérie", 410, 388, 502, 471], ["Vers la Libye", 33, 41, 29, 60],
            ["FLUX ENTRANTS AU NIGER"], ["De l'Algérie", 902, 1010, 1204, 998], ["De la Libye", 44, 39, 51, 48]]
    return WildFile("arlit-sections.xlsx", xlsx(Page("2023", rows)), ())


def _records_across() -> WildFile:
    rows = [["Fiche de comptage"],
            ["Date", date(2023, 5, 1), date(2023, 5, 2), date(2023, 5, 3), date(2023, 5, 4)],
            ["Point de suivi", "Séguédine", "Séguédine", "Madama", "Madama"],
            ["Nationalité", "Nigérienne", "Soudanaise", "Tchadienne", "Nigérienne"],
            ["Hommes", 120, 33, 20, 88], ["Femmes", 11, 2, 0, 9], ["Total", 131, 35, 20, 97]]
    return WildFile("comptage-couche.xlsx", xlsx(Page("Mai", rows)), ())


def _indicators_across() -> WildFile:
    rows = [["Mois", "janv-23", "févr-23", "mars-23", "avr-23"], ["Hommes", 210, 198, 240, 222],
            ["Femmes", 40, 37, 51, 44], ["Nombre de ménages", 88, 71, 90, 84], ["Kits distribués", 250, 235, 291, 266]]
    return WildFile("indicateurs-mois.ods", ods(Page("Suivi", rows)), ())


def _side_by_side() -> WildFile:
    rows = [["Poste de Gaya, 3e trimestre 2023"], [],
            ["Nationalité", "Effectif", None, None, "Moyen de transport", "Effectif", "%"],
            ["Béninoise", 4401, None, None, "Bus", 5120, "58 %"],
            ["Togolaise", 2010, None, None, "Taxi-brousse", 2210, "25 %"],
            ["Nigériane", 1877, None, None, "Moto", 980, "11 %"], ["Ghanéenne", 502, None, None, "À pied", 480, "6 %"],
            [], ["NB : les chiffres de septembre sont provisoires"]]
    return WildFile("gaya-t3.xlsx", xlsx(Page("Gaya", rows)), ())


def _stacked() -> WildFile:
    rows = [["Tableau 1 : réfugiés par région au 30/06/2023"], ["Région", "Réfugiés"], ["Diffa", "131204"],
            ["Maradi", "61022"], ["Tahoua", "29844"], [],
            ["Tableau 2 : nationalité des demandeurs d'asile au 30/06/2023"], ["Nationalité", "Hommes", "Femmes"],
            ["Soudanaise", "620", "140"], ["Malienne", "288", "301"], [],
            ["Tableau 3 : sorties de centre par motif, juin 2023"], ["Motif", "Cas"], ["Retour volontaire", "88"],
            ["Réinstallation", "12"]]
    return WildFile("note-mensuelle.csv", text(rows, separator="|"), ())


def _weeks() -> WildFile:
    rows = [["Année", "Semaine", "FMP", "Flux sortants du Niger", "Flux entrants au Niger", "Moyenne/jour"],
            ["2023", "sem. 12", "Séguédine", "410", "122", "76,0"],
            ["2023", "sem. 12", "Arlit", "1.204", "980", "312,0"],
            ["2023", "sem. 13", "Séguédine", "388", "140", "75,4"],
            ["2023", "sem. 13", "Dan Barto", "2.010", "1.998", "572,6"]]
    return WildFile("semaines-fmp.csv", text(rows, encoding="utf-8-sig"), ())


def _quarters() -> WildFile:
    rows = [["Personnes prises en charge", None, None, None, None, None, None, None, None],
            ["Région", "T1 2023", None, None, None, "T2 2023", None, None, None],
            [None, "Réfugiés", None, "PDI", None, "Réfugiés", None, "PDI", None],
            [None, "H", "F", "H", "F", "H", "F", "H", "F"],
            ["Diffa", 410, 502, 1010, 1204, 433, 511, 1100, 1290], ["Tahoua", 1002, 1090, 88, 97, 1044, 1120, 90, 99],
            ["Tillabéri", 666, 702, 501, 560, 690, 731, 544, 590],
            ["Total", 2078, 2294, 1599, 1861, 2167, 2362, 1734, 1979]]
    return WildFile("prises-en-charge.xlsx", xlsx(Page("2023", rows, (
        "A1:I1", "A2:A4", "B2:E2", "F2:I2", "B3:C3", "D3:E3", "F3:G3", "H3:I3"))), ())
