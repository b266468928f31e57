"""Files of registrars, consulates, prisons and watchers: coded series, forms, matrices, arrows, sheets of months."""
from __future__ import annotations

from datetime import date, datetime

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def newcomers_files() -> list[WildFile]:
    return [_coded_series(), _repeats(), _sheets_of_months(), _regions_across(), _arrows(), _prison(), _consulate(),
            _matrix(), _incidents(), _by_destination(), _form(), _targets()]


def _coded_series() -> WildFile:
    rows = [["DATAFLOW", "FREQ", "REF_AREA", "CITIZENSHIP", "SEX", "AGE", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS",
             "UNIT_MULT", "DECIMALS"],
            ["INS:DF_MIG(1.0)", "Q", "NE001", "NER", "F", "Y15T24", "2022-Q3", "310", "A", "0", "0"],
            ["INS:DF_MIG(1.0)", "Q", "NE001", "NER", "M", "Y15T24", "2022-Q3", "1204", "A", "0", "0"],
            ["INS:DF_MIG(1.0)", "Q", "NE005", "MLI", "F", "Y25T59", "2022-Q4", "88", "E", "0", "0"],
            ["INS:DF_MIG(1.0)", "Q", "NE005", "MLI", "M", "Y25T59", "2022-Q4", "140", "A", "0", "0"],
            ["INS:DF_MIG(1.0)", "Q", "NE007", "NGA", "F", "Y_GE60", "2023-Q1", "12", "A", "0", "0"],
            ["INS:DF_MIG(1.0)", "Q", "NE007", "NGA", "M", "Y_GE60", "2023-Q1", "", "M", "0", "0"]]
    return WildFile("df-mig.csv", text(rows, separator=","), ())


def _repeats() -> WildFile:
    def visit(day: str, post: str, *flows: tuple[str, str, int, int]) -> dict[str, object]:
        return {"__id": f"uuid:{post}-{day}", "__system": {"submitterName": "agent 4", "reviewState": "approved"},
                "date_comptage": day, "poste": post,
                "flux": [{"sens": way, "nationalite": people, "nb_hommes": men, "nb_femmes": women}
                         for way, people, men, women in flows]}
    return WildFile("central.json", nested({"@odata.context": "x", "value": [
        visit("2023-11-06", "madama", ("sortie_du_niger", "nigerienne", 88, 2), ("entree_au_niger", "nigerienne", 41,
            0)),
        visit("2023-11-07", "madama", ("sortie_du_niger", "tchadienne", 12, 1)),
        visit("2023-11-07", "dirkou", ("sortie_du_niger", "nigeriane", 30, 4), ("entree_au_niger", "soudanaise", 9,
            3))]}),
        ())


def _sheets_of_months() -> WildFile:
    def month(name: str, full: str, *rows: list[object]) -> Page:
        return Page(name, [[f"Centre d'accueil d'Arlit – {full} 2024"], [],
                           ["Nationalité", "Entrants", "dont mineurs", "Effectif fin de mois"], *rows])
    read_me = Page("Lisez-moi", [["Ce classeur est rempli par le gestionnaire du centre."], ["Contact : bureau 4"]])
    lists = Page("listes", [["Guinée"], ["Mali"], ["Cameroun"]], hidden=True)
    return WildFile("centre-arlit-2024.xlsx", xlsx(
        read_me,
        month("Janv", "janvier", ["Guinéenne", 210, 14, 388], ["Malienne", 98, 6, 201], ["Camerounaise", 12, 0,
            31]),
        month("Fév", "février", ["Guinéenne", 188, 20, 375], ["Malienne", 104, 7, 228], ["Gambienne", 41, 8, 33]),
        lists), ())


def _regions_across() -> WildFile:
    rows = [["Tableau 4.2 : Personnes relevant de l'aide humanitaire selon la région d'accueil, au 31 décembre 2022"],
            ["Statut", "Agadez", "Diffa", "Maradi", "Tahoua", "Tillabéri", "Niger"],
            ["Réfugiés", 1201, 128900, 66012, 24801, 38010, 258924],
            ["Demandeurs d'asile", 1644, 3010, 9877, 801, 2209, 17541],
            ["Déplacés internes", None, 152301, 14020, 56077, 146200, 368598],
            ["Retournés", 44, 33910, None, 1204, 6010, 41168],
            ["Source : annuaire régional. (…) donnée non disponible"]]
    return WildFile("tableau-4-2.ods", ods(Page("T4.2", rows, ("A1:G1",))), ())


def _arrows() -> WildFile:
    rows = [["Jour", "Point", "Trajet", "Tranche", "Durée d'observation (h)", "Passages hommes", "Passages femmes"],
            ["2023.06.05", "Gaya", "Niger → Bénin", "06h-12h", "6", "1.204", "388"],
            ["2023.06.05", "Gaya", "Bénin → Niger", "06h-12h", "6", "980", "401"],
            ["2023.06.05", "Gaya", "Niger → Bénin", "12h-18h", "5,5", "1.311", "290"],
            ["2023.06.05", "Gaya", "Bénin → Niger", "12h-18h", "5,5", "1.022", "333"],
            ["2023.06.06", "Gaya", "Niger → Bénin", "06h-12h", "6", "890", "377"],
            ["2023.06.06", "Gaya", "Bénin → Niger", "06h-12h", "6", "1.150", "344"]]
    return WildFile("pont-gaya.csv", text(rows, first="sep=;\r\n"), ())


def _prison() -> WildFile:
    rows = [["Administration pénitentiaire"], ["Étrangers détenus à la date du 15 mars 2023"], [],
            ["Établissement", "Nationalité", "Prévenus", None, "Condamnés", None, "Total détenus",
            "Capacité d'accueil"],
            [None, None, "Majeurs", "Mineurs", "Majeurs", "Mineurs", None, None],
            ["Maison d'arrêt d'Agadez", "Libyenne", 3, 0, 1, 0, 4, 180],
            [None, "Soudanaise", 9, 2, 4, 0, 15, 180], ["Maison d'arrêt de Konni", "Nigériane", 14, 1, 22, 3, 40,
            240],
            [None, "Togolaise", 1, 0, 0, 0, 1, 240], ["Total", None, 27, 3, 27, 3, 60, None]]
    return WildFile("detenus-etrangers.xls", xls(Page("mars", rows, (
        "A4:A5", "B4:B5", "C4:D4", "E4:F4", "G4:G5", "H4:H5", "A6:A7", "A8:A9"))), ())


def _consulate() -> WildFile:
    rows = [["Nigériens de l'extérieur immatriculés, par pays de résidence (2022)"], [],
            ["Pays de résidence", "Hommes", "Femmes", "Total", "Transferts reçus (M FCFA)", "Rang"],
            ["Côte d'Ivoire", "61 204", "20 118", "81 322", "4 120,5", "1"],
            ["Bénin", "18 003", "9 902", "27 905", "1 033,0", "2"], ["Ghana", "9 511", "2 070", "11 581", "840,2",
            "3"],
            ["Arabie saoudite", "3 040", "1 511", "4 551", "1 900,8", "4"],
            ["Autres pays", "7 700", "3 100", "10 800", "n.c.", ""]]
    return WildFile("diaspora-consulats.tsv", text(rows, separator="\t"), ())


def _matrix() -> WildFile:
    rows = [["Cas de protection référés – Région de Tahoua – avril à juin 2023"], [],
            ["Type de vulnérabilité", "F <18", "F 18-59", "F 60+", "M <18", "M 18-59", "M 60+", "Total"],
            ["Survivants de VBG", 12, 31, 1, 0, 2, 0, 46], ["Enfants non accompagnés", 9, None, None, 41, None, None,
            50],
            ["Victimes de traite", 6, 14, 0, 3, 5, 0, 28], ["Personnes handicapées", 4, 8, 5, 7, 12, 9, 45],
            ["Malades chroniques", 1, 11, 6, 2, 8, 10, 38], ["Total", 32, 64, 12, 53, 27, 19, 207]]
    return WildFile("protection-t2.xlsx", xlsx(Page("Cas", rows, ("A1:H1",))), ())


def _incidents() -> WildFile:
    rows = [["Réf.", "Date/heure", "Lieu", "Nature de l'événement", "Personnes concernées", "Décès", "Fiabilité",
             "Récit"],
            ["V-001", datetime(2023, 2, 14, 6, 30), "Puits Espoir", "Sauvetage", 31, 2, "A",
             "Camion en panne depuis trois jours ; 31 personnes ravitaillées."],
            ["V-002", datetime(2023, 3, 2, 17, 0), "Chirfa", "Interpellation", 12, 0, "F",
            "Deux conducteurs conduits à Dirkou."],
            ["V-003", datetime(2023, 3, 20, 9, 15), "Assamaka", "Expulsion", 0, 1, "B",
            "Groupe arrivé à pied de nuit."],
            ["V-004", datetime(2023, 4, 1, 22, 45), "Achégour", "Sauvetage", 44, 0, "B",
            "Alerte donnée par un transporteur."]]
    return WildFile("veille-desert.xlsx", xlsx(Page("Journal", rows)), ())


def _by_destination() -> WildFile:
    rows = [["Départs à l'étranger selon la région d'origine et le pays de destination – campagne 2022-2023"], [],
            ["Région d'origine", "Pays de destination"], [None, "Algérie", "Libye", "Nigéria", "Côte d'Ivoire",
            "Autre"],
            ["Maradi", 310, 120, 4021, 60, 44], ["Tahoua", 901, 2210, 1188, 1312, 102], ["Zinder", 1890, 640, 3300,
            21, 77],
            ["Dosso", 12, 40, 2011, 1900, 61]]
    return WildFile("exode-destinations.xlsx", xlsx(Page("Exode", rows, ("A1:F1", "A3:A4", "B3:F3"))), ())


def _form() -> WildFile:
    rows = [["FICHE JOURNALIERE DE COMPTAGE"], ["Poste :", "Tsamia", None, "Agent :", "I. Moussa"],
            ["Date :", date(2023, 6, 12), None, "Météo :", "vent de sable"], [],
            ["Nationalité", "Hommes", "Femmes", "Garçons", "Filles", "Ensemble"],
            ["Nigérienne", 41, 22, 9, 6, 78], ["Nigériane", 63, 31, 12, 14, 120], ["Béninoise", 2, 0, 0, 0, 2],
            ["TOTAL", 106, 53, 21, 20, 200], [], ["Visa du chef de poste :", None, None, "Cachet :"]]
    return WildFile("fiche-tsamia.xlsx", xlsx(Page("Fiche", rows)), ())


def _targets() -> WildFile:
    rows = [["Reporting month", "Partner", "Admin 1", "Admin 2", "Commune", "Commune code", "Indicator", "Unit",
             "Target",
             "Reached", "Progress %"],
            ["2023-05", "Save the Children", "Maradi", "Guidan Roumdji", "Tibiri", "NE004005005",
             "Children in child-friendly spaces", "individuals", "500", "388", "77.6"],
            ["2023-05", "IRC", "Zinder", "Tanout", "Gangara", "NE007009002", "People receiving cash", "individuals",
             "1200", "1210", "100.8"],
            ["2023-06", "IRC", "Maradi", "Gazaoua", "Gangara", "NE004004001", "People receiving cash", "individuals",
             "900", "411", "45.7"],
            ["2023-06", "INTERSOS", "Dosso", "Tibiri", "Tibiri", "NE003008004", "People receiving cash",
            "individuals",
             "300", "120", "40.0"]]
    return WildFile("activity-export.csv", text(rows, separator=","), ())
