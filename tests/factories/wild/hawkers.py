"""Files whose heading is right about something else: calls that come in, drivers, fares, heads of cattle."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def hawkers_files() -> list[WildFile]:
    return [_origins(), _register(), _calls(), _donors(), _drivers(), _sparse(),
            _fares(), _heads(), _vehicles_by_month(), _interviewers(), _birth(), _rates()]


def _origins() -> WildFile:
    rows = [["Ménages déplacés : lieux d'origine et d'accueil, au 30/09/2024"], [],
            ["Région d'origine", "Commune d'origine", "Région d'accueil", "Commune d'accueil", "Ménages", "Personnes",
             "Date du déplacement"],
            ["Tillabéri", "Inates", "Tillabéri", "Ayorou", 120, 804, date(2024, 8, 14)],
            ["Tillabéri", "Anzourou", "Tillabéri", "Tillabéri", 88, 611, date(2024, 8, 30)],
            ["Tillabéri", "Sanam", "Tahoua", "Bagaroua", 41, 290, date(2024, 9, 2)],
            ["Diffa", "Toumour", "Diffa", "Kabléwa", 210, 1377, date(2024, 9, 11)],
            ["Total", None, None, None, 459, 3082, None]]
    return WildFile("origine-accueil.xlsx", xlsx(Page("Matrice", rows)), ())


def _register() -> WildFile:
    rows = [["N° registre", "Date de naissance", "Lieu de naissance", "Date d'arrivée au centre", "Sexe", "Nationalité",
             "Date de sortie", "Motif de sortie"],
            ["R001", "12/05/1999", "Kano", "03/02/2024", "M", "Nigériane", "14/02/2024", "Retour volontaire"],
            ["R002", "30/11/2003", "Bamako", "03/02/2024", "M", "Malienne", "28/02/2024", "Fugue"],
            ["R003", "19/01/1991", "Labé", "17/02/2024", "F", "Guinéenne", "25/02/2024", "Transfert"],
            ["R004", "08/08/2007", "Zinder", "21/02/2024", "M", "Nigérienne", "22/02/2024", "Remise à la famille"]]
    return WildFile("registre-centre.csv", text(rows, encoding="cp1252"), ())


def _calls() -> WildFile:
    rows = [["Ligne verte d'information des migrants – activité mensuelle 2024"],
            ["Mois", "Appels entrants", "Appels sortants", "Appels de femmes", "Durée moyenne (min)",
             "Plaintes reçues"],
            ["Janvier", 410, 88, 122, 4.2, 9], ["Février", 388, 102, 140, 3.9, 4], ["Mars", 502, 97, 171, 4.6, 12],
            ["Avril", 377, 110, 104, 4.1, 7]]
    return WildFile("ligne-verte.xlsx", xlsx(Page("Appels", rows)), ())


def _donors() -> WildFile:
    rows = [["Projet", "Agence", "Pays donateur", "Région", "Début", "Fin", "Budget (EUR)", "Bénéficiaires directs"],
            ["Retour et réintégration", "OIM", "Italie", "Agadez", "01/01/2023", "31/12/2024", "1 200 000", "2 044"],
            ["Écoles ouvertes", "UNICEF", "Danemark", "Diffa", "01/06/2023", "31/05/2025", "850 000", "6 310"],
            ["Abris durables", "HCR", "Allemagne", "Tillabéri", "15/03/2023", "14/03/2024", "2 310 000", "9 020"],
            ["Emploi des jeunes", "PNUD", "Luxembourg", "Tahoua", "01/09/2023", "31/08/2026", "1 975 000", "1 150"]]
    return WildFile("projets-bailleurs.csv", text(rows), ())


def _drivers() -> WildFile:
    rows = [["Contrôle routier, barrière d'Agadez"],
            ["Date", "Nationalité du conducteur", "Type de véhicule", "Immatriculation", "Passagers étrangers",
             "Passagers nigériens", "Amende (FCFA)"],
            [date(2024, 5, 13), "Nigérienne", "Pick-up", "AG 2201", 18, 4, 0],
            [date(2024, 5, 13), "Libyenne", "Camion", "LY 88-1", 2, 31, 50000],
            [date(2024, 5, 15), "Nigérienne", "Bus", "RN 4410", 9, 44, 0],
            [date(2024, 5, 18), "Algérienne", "Camion", "DZ 1/16", 0, 12, 25000]]
    return WildFile("barriere-agadez.ods", ods(Page("Mai", rows)), ())


def _sparse() -> WildFile:
    rows = [["Cas de protection signalés, août 2024"],
            ["Commune", "Hommes", "Femmes", "Enfants non accompagnés", "Enfants séparés", "Cas clos"],
            ["Dirkou", 1, 0, 1, 0, 1], ["Bilma", 0, 1, 0, 0, 0], ["Fachi", 0, 0, 0, 0, 0], ["Djado", 1, 1, 1, 1, 1],
            ["Arlit", 2, 2, 2, 1, 3], ["Iférouane", 0, 0, 1, 0, 0]]
    return WildFile("cas-aout.xls", xls(Page("Cas", rows)), ())


def _fares() -> WildFile:
    rows = [["Prix payé par les voyageurs pour le trajet, en FCFA"],
            ["Trajet", "2021", "2022", "2023", "2024"],
            ["Agadez – Sebha", "250000", "300000", "400000", "350000"],
            ["Agadez – Djanet", "150000", "175000", "200000", "180000"],
            ["Arlit – Tamanrasset", "60000", "75000", "90000", "90000"]]
    return WildFile("prix-trajets.csv", text(rows, separator=","), ())


def _heads() -> WildFile:
    rows = [["Bétail en transhumance transfrontalière (têtes), campagne 2024"], [],
            ["Département", "Janvier", "Février", "Mars", "Total"],
            ["Gaya", 4020, 3811, 2900, 10731], ["Madarounfa", 2011, 1902, 1750, 5663],
            ["Tillia", 5044, 6102, 5880, 17026],
            ["Total", 11075, 11815, 10530, 33420]]
    return WildFile("transhumance-tetes.xlsx", xlsx(Page("Têtes", rows)), ())


def _vehicles_by_month() -> WildFile:
    rows = [["Nombre de véhicules contrôlés aux postes"], ["Année 2024", None, None, None],
            ["Poste", "Janvier", "Février", "Mars"],
            ["Gaya", 1204, 1188, 1310], ["Konni", 2010, 1877, 2044], ["Pételkolé", 310, 288, 207]]
    return WildFile("vehicules-postes.ods", ods(Page("2024", rows)), ())


def _interviewers() -> WildFile:
    return WildFile("suivi-collecte.json", nested([
        {"equipe": "E1", "sexe_enqueteur": "F", "age_enqueteur": 27, "point": "Arlit", "date_collecte": "2024-07-02",
         "entretiens_prevus": 20, "entretiens_realises": 18, "refus": 2},
        {"equipe": "E1", "sexe_enqueteur": "M", "age_enqueteur": 31, "point": "Arlit", "date_collecte": "2024-07-02",
         "entretiens_prevus": 20, "entretiens_realises": 21, "refus": 0},
        {"equipe": "E2", "sexe_enqueteur": "M", "age_enqueteur": 24, "point": "Séguédine",
        "date_collecte": "2024-07-03",
         "entretiens_prevus": 15, "entretiens_realises": 9, "refus": 4}]), ())


def _birth() -> WildFile:
    rows = [["Date", "Nationalité", "Sexe", "Pays de naissance", "Pays de délivrance du visa", "Destination",
             "Destination précédente", "Voyageurs"],
            ["2024-06-03", "Malienne", "M", "Mali", "Algérie", "Algérie", "Libye", "3"],
            ["2024-06-04", "", "M", "Guinée", "", "Libye", "", "2"],
            ["2024-06-04", "Sénégalaise", "F", "Sénégal", "", "Maroc",
             "", "1"], ["2024-06-05", "Malienne", "M", "Côte d'Ivoire", "", "Libye", "Algérie", "4"],
            ["2024-06-06", "", "F", "Togo", "Tunisie", "Tunisie", "", "1"]]
    return WildFile("fiches-passage.csv", text(rows, separator=";", encoding="utf-8-sig"), ())


def _rates() -> WildFile:
    rows = [["Taux de scolarisation des enfants réfugiés par commune et sexe, 2023-2024"],
            ["Commune", "Filles", "Garçons", "Ensemble"],
            ["Tillia", 41, 52, 47], ["Ouallam", 55, 61, 58], ["Abala", 48, 50, 49], ["Chadakori", 60, 71, 66]]
    return WildFile("taux-scolarisation.xlsx", xlsx(Page("Taux", rows)), ())
