"""More files as offices send them: alerts, rounds, monitoring, reception, departures, each with its own words."""
from __future__ import annotations

from datetime import date, timedelta

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def regular_files() -> list[WildFile]:
    return [_alerts(), _flow_dashboard(), _border_monitoring(), _humanitarian(), _seasonal(), _reintegration(),
            _shelter(), _returns(), _rounds(), _unaccompanied(), _checkpoints(), _annual()]


def _alerts() -> WildFile:
    rows = [["OIM Niger – Outil de suivi des urgences (ETT)", None, None], ["Alertes du 1er au 15 juin 2024"], [],
            ["Date de l'alerte", "Département", "Commune", "Village d'accueil", "Ménages", "Individus",
            "Raison du déplacement",
             "Source de l'information"],
            [date(2024, 6, 2), "Téra", "Diagourou", "Foneko", 44, 301, "Conflit", "Point focal"],
            [date(2024, 6, 5), "Gothèye", "Dargol", "Kandadji", 12, 80, "Conflit", "Mairie"],
            [date(2024, 6, 9), "Ouallam", "Tondikiwindi", "Banimaté", 130, 960, "Conflit", "Point focal"],
            [date(2024, 6, 13), "Diffa", "Chétimari", "Zarwaram", 58, 377, "Inondations", "Préfecture"]]
    return WildFile("ett-juin.xlsx", xlsx(Page("ETT", rows, ("A1:H1",))), ())


def _flow_dashboard() -> WildFile:
    rows = [["Mois", "Point de suivi (FMP)", "Flux entrants au Niger", "Flux sortants du Niger", "Flux internes",
             "Total observé"],
            ["2024-01", "Arlit", "4120", "6011", "310", "10441"], ["2024-01", "Séguédine", "388", "1204", "0",
            "1592"],
            ["2024-02", "Arlit", "3988", "5870", "288", "10146"], ["2024-02", "Séguédine", "402", "1311", "0",
            "1713"],
            ["2024-02", "Dan Barto", "1203", "1422", "97", "2722"]]
    return WildFile("fmp-tableau.csv", text(rows), ())


def _border_monitoring() -> WildFile:
    rows = [["Monitoring de protection aux frontières – mai 2024"], [],
            ["Point d'entrée", "Nationalité", "Femmes", None, "Hommes", None, "Total"],
            [None, None, "0-17 ans", "18 ans et +", "0-17 ans", "18 ans et +", None],
            ["Assamaka", "Nigérienne", 31, 44, 40, 1201, 1316], ["Assamaka", "Malienne", 2, 8, 11, 402, 423],
            ["Assamaka", "Guinéenne", 0, 12, 20, 388, 420], ["Makalondi", "Burkinabè", 98, 120, 90, 77, 385],
            ["Total", None, 131, 184, 161, 2068, 2544]]
    return WildFile("monitoring-mai.xls", xls(Page("Mai", rows, ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:G4"))), ())


def _humanitarian() -> WildFile:
    rows = [["Organisation", "Secteur d'intervention", "Région", "Département", "Activité", "Femmes", "Hommes",
             "Début", "Fin"],
            ["OIM", "Abris", "Agadez", "Arlit", "Hébergement", "310", "1204", "01/01/2024", "31/03/2024"],
            ["PAM", "Sécurité alimentaire", "Diffa", "Bosso", "Distribution de vivres", "4100", "3877", "15/01/2024",
             "15/02/2024"],
            ["Plan International", "Protection", "Diffa", "Diffa", "Protection de l'enfance", "210", "188",
            "01/02/2024",
             "30/06/2024"],
            ["MSF", "Santé", "Agadez", "Arlit", "Soins de santé", "401", "988", "01/01/2024", "30/06/2024"],
            ["ACTED", "EHA", "Tillabéri", "Ouallam", "EHA", "1500", "1320", "20/02/2024", "20/05/2024"]]
    return WildFile("3w-trimestre.csv", text(rows, encoding="cp1252"), ())


def _seasonal() -> WildFile:
    rows = [["Exode saisonnier selon le département de départ, campagne 2023-2024"], [],
            ["Département", "Destination principale", "Effectif", "dont femmes", "dont jeunes de 15-24 ans"],
            ["Keita", "Nigéria", 4120, 310, 1800], ["Bouza", "Nigéria", 3077, 288, 1402], ["Illéla", "Côte d'Ivoire",
            2210, 98, 990],
            ["Tchintabaraden", "Libye", 1404, 12, 700], ["Abalak", "Algérie", 1120, 230, 402], ["Total", None, 11931,
            938, 5294]]
    return WildFile("exode-tahoua.ods", ods(Page("Exode", rows, ("A1:E1",))), ())


def _reintegration() -> WildFile:
    kinds = ("Formation professionnelle", "Appui psychosocial", "Microentreprise", "Appui médical")
    return WildFile("reintegration.json", nested({"periode": "2024-Q1", "beneficiaires": [
        {"region": region, "appui": kind, "hommes": 40 + 3 * number, "femmes": 11 + number, "cout_moyen_fcfa": 310000}
        for number, (region, kind) in enumerate((region, kind) for region in ("Zinder",
            "Tahoua") for kind in kinds)]}), ())


def _shelter() -> WildFile:
    start = date(2024, 4, 1)
    rows = [["Guichet d'orientation d'Agadez – fréquentation quotidienne"], ["Date", "Visiteurs", "H", "F",
             "dont mineurs",
             "Orientés vers l'OIM", "Orientés vers le HCR"],
            *[[start + timedelta(days=number), 30 + 4 * number, 22 + 3 * number, 8 + number, 2 + number % 3,
                12 + number, 3]
              for number in range(9)]]
    return WildFile("guichet-avril.xlsx", xlsx(Page("Avril", rows, ("A1:G1",))), ())


def _returns() -> WildFile:
    rows = [["Pays de départ", "Pays de retour", "Mois", "Personnes", "Vols"],
            ["Niger", "Guinée", "mars 2024", "310", "2"], ["Niger", "Sénégal", "mars 2024", "144", "1"],
            ["Niger", "Mali", "avril 2024", "402", "0"], ["Niger", "Cameroun", "avril 2024", "155", "1"],
            ["Niger", "Sierra Leone", "mai 2024", "160", "1"]]
    return WildFile("arv-mensuel.tsv", text(rows, separator="\t"), ())


def _rounds() -> WildFile:
    rows = [["Région", "Population déplacée interne", None, None], [None, "mars 2024", "juin 2024", "septembre 2024"],
            ["Diffa", 152301, 149877, 151020], ["Tillabéri", 146200, 150411, 153390], ["Tahoua", 56077, 58210, 60144],
            ["Maradi", 14020, 14995, 15201], ["Total", 368598, 373493, 379755]]
    return WildFile("tendance-pdi.xlsx", xlsx(Page("Tendance", rows, ("A1:A2", "B1:D1"))), ())


def _unaccompanied() -> WildFile:
    rows = [["Direction régionale de la protection de l'enfant de Zinder"],
            ["Enfants non accompagnés pris en charge, T2 2024"], [],
            ["Pays d'origine", "Filles", "Garçons", "Total", "Réunifiés", "En famille d'accueil"],
            ["Niger", 31, 44, 75, 40, 22], ["Nigéria", 20, 12, 32, 9, 17], ["Tchad", 1, 6, 7, 2, 5],
            ["Total", 52, 62, 114, 51, 44]]
    return WildFile("ena-zinder.xls", xls(Page("T2", rows)), ())


def _checkpoints() -> WildFile:
    rows = [["date", "poste", "sens", "nationalite", "moyen", "adultes_h", "adultes_f", "mineurs"],
            ["2024-05-01", "Dan Issa", "entree_niger", "nigeriane", "voiture", "120", "88", "41"],
            ["2024-05-01", "Dan Issa", "sortie_niger", "nigerienne", "moto", "98", "31", "12"],
            ["2024-05-02", "Magaria", "entree_niger", "nigeriane", "bus", "210", "144", "60"],
            ["2024-05-02", "Magaria", "sortie_niger", "nigerienne", "pied", "77", "60", "33"]]
    return WildFile("postes-mai.csv", text(rows, separator=","), ())


def _annual() -> WildFile:
    rows = [["Tableau 3 : Demandeurs d'asile enregistrés par nationalité, 2019-2023"], [],
            ["Nationalité", "2019", "2020", "2021", "2022", "2023", "Total 2019-2023"],
            ["Malienne", 410, 388, 1020, 2044, 3110, 6972], ["Nigériane", 3100, 2011, 1804, 2500, 2210, 11625],
            ["Burkinabè", 44, 310, 988, 2977, 4012, 8331], ["Soudanaise", 611, 402, 320, 288, 1504, 3125],
            ["Ensemble", 4165, 3111, 4132, 7809, 10836, 30053]]
    return WildFile("asile-2019-2023.ods", ods(Page("T3", rows, ("A1:G1",))), ())
