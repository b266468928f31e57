"""Tables whose rows and columns are hard to tell apart: wholes above, below, unnamed; headings in pieces; asides."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, ods, text, xls, xlsx


def fitters_files() -> list[WildFile]:
    return [_month_totals(), _unnamed_total(), _wholes_by_other_names(), _indented(), _split_headings(), _gaps(),
            _whole_first(), _parts_below(), _broken_headings(), _marks(), _asides(), _serials()]


def _month_totals() -> WildFile:
    rows = [["Registre d'accueil, site d'Assamaka"], ["Date", "Convoi n°", "Hommes", "Femmes", "Mineurs", "Total"],
            ["04/01/2024", "C1", "210", "12", "8", "230"], ["18/01/2024", "C2", "188", "9", "11", "208"],
            ["Total janvier", "", "398", "21", "19", "438"], ["02/02/2024", "C3", "301", "22", "14", "337"],
            ["23/02/2024", "C4", "144", "7", "3", "154"], ["Total février", "", "445", "29", "17", "491"],
            ["Total général", "", "843", "50", "36", "929"]]
    return WildFile("accueil-assamaka.csv", text(rows, encoding="cp1252"), ())


def _unnamed_total() -> WildFile:
    rows = [["Commune", "Hommes", "Femmes", "Total"], ["Tamaské", 210, 188, 398], ["Garhanga", 144, 120, 264],
            ["Ibohamane", 97, 81, 178], ["Keita", 301, 277, 578], [None, 752, 666, 1418]]
    return WildFile("retour-saison.xlsx", xlsx(Page("Keita", rows)), ())


def _wholes_by_other_names() -> WildFile:
    rows = [["Région", "Département", "Réfugiés", "Retournés"], ["Diffa", "Bosso", 30988, 4020],
            ["Diffa", "N'Guigmi", 12044, 3110], ["Cumul Diffa", None, 43032, 7130],
            ["Zinder", "Gouré", 810, 402], ["Zinder", "Magaria", 122, 911], ["Cumul Zinder", None, 932, 1313],
            ["Somme des deux régions", None, 43964, 8443]]
    return WildFile("est-niger.ods", ods(Page("Est", rows)), ())


def _indented() -> WildFile:
    rows = [[], [None, "Nouveaux arrivés au Niger, juillet 2024"], [],
            [None, "N°", "Nationalité", None, "Hommes adultes", "Femmes adultes", None, "Observations"],
            [None, 1, "Malienne", None, 210, 188, None, None], [None, 2, "Burkinabè", None, 402, 455, None, "familles"],
            [None, 3, "Nigériane", None, 61, 70, None, None], [None, None, "Total", None, 673, 713, None, None]]
    return WildFile("arrives-juillet.xlsx", xlsx(Page("Juillet", rows)), ())


def _split_headings() -> WildFile:
    rows = [["Département", "Nombre de", "Nombre de", "Nombre de"], ["d'accueil", "ménages", "femmes", "hommes"],
            ["Ouallam", 1402, 3804, 3207], ["Abala", 2977, 8120, 7200], ["Filingué", 310, 911, 802]]
    return WildFile("menages-departements.xls", xls(Page("Accueil", rows)), ())


def _gaps() -> WildFile:
    rows = [["Point de passage", "Mois", "Entrées au Niger", "Sorties du Niger"],
            ["Gaya", "juin 2024", "4 011", "3 800"],
            ["Gaya", "juillet 2024", "3 977", "3 902"], [], ["Konni", "juin 2024", "2 044", "1 950"],
            ["Konni", "juillet 2024", "2 110", "2 001"], [], ["Dan Issa", "juin 2024", "3 505", "3 377"],
            ["Dan Issa", "juillet 2024", "3 410", "3 290"]]
    return WildFile("passages-ete.csv", text(rows), ())


def _whole_first() -> WildFile:
    rows = [["Personnes déplacées internes au 31 octobre 2024"], ["Zone", "Ménages", "Individus", "Femmes", "Hommes"],
            ["Ensemble du pays", 61120, 417570, 219800, 197770], ["Diffa", 23400, 141020, 74618, 66402],
            ["Tahoua", 8710, 60210, 31410, 28800], ["Tillabéri", 26410, 198300, 104200, 94100],
            ["Maradi", 2600, 18040, 9572, 8468]]
    return WildFile("pdi-octobre.xlsx", xlsx(Page("PDI", rows)), ())


def _parts_below() -> WildFile:
    rows = [["Travailleurs saisonniers rentrés, par commune"], ["Commune", "Effectif"], ["Kornaka", "410"],
            ["  dont femmes", "61"], ["Bader Goula", "288"], ["  dont femmes", "40"], ["Azagor", "97"],
            ["  dont femmes", "22"], ["Total", "795"], ["  dont femmes", "123"]]
    return WildFile("saisonniers-dakoro.csv", text(rows, encoding="utf-8-sig"), ())


def _broken_headings() -> WildFile:
    rows = [["Poste\nfrontalier", "Date\n(jj/mm/aaaa)", "Voyageurs entrés\nau Niger", "dont moins\nde 18 ans",
             "Recettes\n(FCFA)"], ["Konni", "25/03/2024", "1,204", "188", "1,250,000"],
            ["Konni", "26/03/2024", "988", "140", "980,500"], ["Gaya", "25/03/2024", "2,044", "301", "2,110,000"],
            ["Gaya", "26/03/2024", "1,877", "266", "1,905,250"]]
    return WildFile("recettes-postes.csv", text(rows), ())


def _marks() -> WildFile:
    rows = [["Région", "Réfugiés", "Demandeurs d'asile", "Apatrides (estimation)"],
            ["Agadez", "402*", "1 204 (a)", "–"],
            ["Diffa", "128 044¹", "901", "n.c."], ["Maradi", "65 210²", "88", "≈ 400"],
            ["Tahoua", "41 877", "902", "–"],
            ["* y compris les évacués de Libye"], ["(a) chiffre provisoire"], ["1 enregistrement en cours"],
            ["2 source : HCR"]]
    return WildFile("notes-appels.ods", ods(Page("Stock", rows)), ())


def _asides() -> WildFile:
    rows = [["Site", "Personnes", "Femmes", "Hommes", None, None, "À vérifier avec le chef de site"],
            ["Kindjandi", 9020, 4711, 4309, None, None, None],
            ["Garin Wanzam", 6044, 3120, 2924, None, None, "appel du 12/03"],
            ["N'Gagam", 4110, 2140, 1970, None, None, None], ["Awaridi", 3077, 1590, 1487, None, None, "carte perdue"]]
    return WildFile("sites-diffa.xlsx", xlsx(Page("Sites", rows)), ())


def _serials() -> WildFile:
    rows = [["Jour", "Lieu", "Sens", "Moyen", "Pers."], [45292, "Dirkou", "vers la Libye", "Pick-up", 27],
            [45293, "Dirkou", "vers la Libye", "Pick-up", 25], [45299, "Dirkou", "vers le Niger", "Camion", 31],
            [45307, "Dirkou", "vers la Libye", "Pick-up", 24], [45311, "Dirkou", "vers le Niger", "Pick-up", 19]]
    return WildFile("dirkou-janvier.xls", xls(Page("Janv", rows)), ())
