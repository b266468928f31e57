"""Files of flow monitoring points."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, WildTable, text, xls, xlsx

JANUARY = [date(2023, 1, day) for day in (2, 3, 4, 5)]


def flow_files() -> list[WildFile]:
    return [_titled(), _merged_two_levels(), _lost_merges(), _months_across(), _hxl(), _semicolon(), _line_list(),
            _page_breaks(), _spacer_and_number(), _crosstab_month_direction(), _old_xls(), _by_week_text()]


def _titled() -> WildFile:
    rows = [["OBSERVATION DES FLUX MIGRATOIRES"], ["Point de suivi : Séguédine"], ["Période : janvier 2023"], [],
            ["Date", "Entrants", "Sortants", "Total", "Observations"],
            [JANUARY[0], 12, 40, 52, None], [JANUARY[1], 7, 31, 38, "vent de sable"], [JANUARY[2], 0, 22, 22, None],
            [JANUARY[3], 15, 18, 33, None], ["Total", 34, 111, 145, None], [],
            ["Source : agents de suivi du point"], ["NB : le poste était fermé la nuit"]]
    return WildFile("seguedine-janvier.xlsx", xlsx(Page("Flux", rows)), (WildTable(
        "Flux", (5,), "A6:E10", ("Date", "Entrants", "Sortants", "Total", "Observations"), totals=(10,),
        titles=("FLUX MIGRATOIRES", "Séguédine", "janvier 2023"), notes=("Source", "NB")),))


def _merged_two_levels() -> WildFile:
    rows = [[None, "Flux observés à Arlit et Dan Barto, mars 2023"], [],
            [None, "Point de suivi", "Entrants", None, "Sortants", None, "Total"],
            [None, None, "Hommes", "Femmes", "Hommes", "Femmes", None],
            [None, "Arlit", 120, 14, 310, 22, 466], [None, "Dan Barto", 45, 30, 51, 33, 159],
            [None, "Magaria", 12, 9, 18, 4, 43], [None, "TOTAL GÉNÉRAL", 177, 53, 379, 59, 668]]
    return WildFile("fms-mars-2023.xlsx", xlsx(Page("Mars", rows, ("B1:G1", "B3:B4", "C3:D3", "E3:F3", "G3:G4"))),
                    (WildTable("Mars", (3, 4), "B5:G8",
                               ("Point de suivi", "Entrants / Hommes", "Entrants / Femmes", "Sortants / Hommes",
                                "Sortants / Femmes", "Total"), totals=(8,), titles=("Arlit et Dan Barto",)),))


def _lost_merges() -> WildFile:
    rows = [["Point", "Région", "Entrants", "", "Sortants", "", "Ensemble"],
            ["", "", "H", "F", "H", "F", ""],
            ["Dan Issa", "Maradi", "1 204", "310", "998", "287", "2 799"],
            ["Magaria", "Zinder", "87", "12", "66", "9", "174"],
            ["Gaya", "Dosso", "n.d.", "n.d.", "45", "6", "51"]]
    return WildFile("points-frontaliers.csv", text(rows, encoding="cp1252"), (WildTable(
        "points-frontaliers", (1, 2), "A3:G5", ("Point", "Région", "Entrants / H", "Entrants / F", "Sortants / H",
                                                "Sortants / F", "Ensemble")),), read_as="windows-1252")


def _months_across() -> WildFile:
    rows = [["Points de suivi", *(date(2022, month, 1) for month in range(1, 7)), "Cumul"],
            ["Séguédine", 400, 380, 410, 395, 420, 388, 2393], ["Arlit", 900, 870, 910, None, 905, 899, 4484],
            ["Madama", 20, 18, 25, 30, 22, 19, 134]]
    return WildFile("flux-2022-par-mois.xlsx", xlsx(Page("2022", rows, formats={
        f"{letter}1": "mmm-yy" for letter in "BCDEFG"})), (WildTable(
            "2022", (1,), "A2:H4", ("Points de suivi", *(f"2022-0{month}" for month in range(1, 7)), "Cumul")),))


def _hxl() -> WildFile:
    rows = [["Admin 1", "P-code", "Flow point", "Month", "Incoming", "Outgoing"],
            ["#adm1+name", "#adm1+code", "#loc+name", "#date+month", "#affected+in", "#affected+out"],
            ["Agadez", "NE001", "Arlit", "2023-01", 1200, 3400], ["Agadez", "NE001", "Madama", "2023-01", 33, 71],
            ["Maradi", "NE004", "Dan Issa", "2023-01", 610, 590]]
    return WildFile("fms-hxl.xlsx", xlsx(Page("data", rows)), (WildTable(
        "data", (1,), "A3:F5", ("Admin 1", "P-code", "Flow point", "Month", "Incoming", "Outgoing"), hxl_row=2),))


def _semicolon() -> WildFile:
    rows = [["point_fm", "date_enq", "nationalite", "sexe", "tranche_age", "nb", "heures"],
            ["Arlit", "03/01/2023", "Nigérienne", "F", "18-59", "4", "12,5"],
            ["Arlit", "03/01/2023", "Nigériane", "M", "18-59", "11", "12,5"],
            ["Assamaka", "04/01/2023", "Malienne", "M", "0-17", "2", "10"],
            ["Assamaka", "05/01/2023", "Guinéenne", "M", "60+", "1", "9,75"]]
    return WildFile("enquete.csv", text(rows, encoding="utf-8-sig", first="sep=;\r\n"), (WildTable(
        "enquete", (1,), "A2:G5", tuple(rows[0])),), read_as="utf-8")


def _line_list() -> WildFile:
    rows = [["N°", "Nom et prénom", "Sexe", "Âge", "Nationalité", "Provenance", "Date d'arrivée", "Contact"],
            [1, "Personne A", "M", 24, "Malien", "Tamanrasset", date(2023, 3, 4), "90 00 00 01"],
            [2, "Personne B", "F", 19, "Nigériane", "Tamanrasset", date(2023, 3, 4), None],
            [3, "Personne C", "M", None, "Sénégalais", "In Guezzam", date(2023, 3, 5), "90 00 00 03"],
            [4, "Personne D", "M", 41, "Guinéen", "In Guezzam", date(2023, 3, 5), None]]
    return WildFile("liste-assamaka.xlsx", xlsx(Page("Feuil1", rows)), (WildTable(
        "Feuil1", (1,), "A2:H5", tuple(str(name) for name in rows[0])),))


def _page_breaks() -> WildFile:
    head = ["Région", "Département", "Commune", "Nb migrants"]
    rows = [["DÉNOMBREMENT 2023"], head, ["Agadez", "Arlit", "Dannet", 14], ["Agadez", "Arlit", "Gougaram", 9],
            ["Agadez", "Bilma", "Djado", 77], head, ["Agadez", "Bilma", "Dirkou", 102],
            ["Tahoua", "Tassara", "Tassara", 6], [], head, ["Tahoua", "Tillia", "Tillia", 5],
            ["TOTAL", None, None, 213]]
    return WildFile("denombrement-pages.xlsx", xlsx(Page("Impression", rows)), (WildTable(
        "Impression", (2,), "A3:D12", tuple(head), totals=(12,), skipped=(6, 9, 10), titles=("DÉNOMBREMENT",)),))


def _spacer_and_number() -> WildFile:
    rows = [[], [None, None, "Suivi quotidien, poste de Gaya"], [],
            [None, None, "N°", "Jour", "Moyen de\ntransport", "Nombre de\nvéhicules", None, "Nombre de\nmigrants"],
            [None, None, 1, date(2023, 5, 1), "Bus", 3, None, 140],
            [None, None, 2, date(2023, 5, 1), "Moto", 8, None, 11],
            [None, None, 3, date(2023, 5, 2), "Bus", 2, None, 95],
            [None, None, 4, date(2023, 5, 2), "À pied", 0, None, 7]]
    return WildFile("gaya-quotidien.xlsx", xlsx(Page("Mai", rows)), (WildTable(
        "Mai", (4,), "C5:H8", ("N°", "Jour", "Moyen de transport", "Nombre de véhicules", "Nombre de migrants"),
        titles=("poste de Gaya",)),))


def _crosstab_month_direction() -> WildFile:
    rows = [["Flux par mois et par sens, 2023"], [None, "Janvier", None, "Février", None, "Mars", None],
            ["Point", "Entrée", "Sortie", "Entrée", "Sortie", "Entrée", "Sortie"],
            ["Téra", 10, 12, 9, 14, 11, 8], ["Makalondi", 55, 41, 60, 39, 48, 44], ["Ayorou", 7, 3, 0, 5, 2, 2]]
    return WildFile("sens-par-mois.xlsx", xlsx(Page("T1", rows, ("A1:G1", "B2:C2", "D2:E2", "F2:G2"))), (WildTable(
        "T1", (2, 3), "A4:G6", ("Point", "Janvier / Entrée", "Janvier / Sortie", "Février / Entrée",
                                "Février / Sortie", "Mars / Entrée", "Mars / Sortie"), titles=("par sens",)),))


def _old_xls() -> WildFile:
    rows = [["République du Niger", None, None, None, "Fraternité - Travail - Progrès"], [],
            ["Flux sortants vers la Libye"], [], ["Semaine du", "Point", "Hommes", "Femmes", "Enfants", "Total"],
            [date(2023, 2, 6), "Séguédine", 210, 12, 4, 226], [date(2023, 2, 13), "Séguédine", 190, 8, 2, 200],
            [date(2023, 2, 20), "Madama", 30, 1, 0, 31], [None, None, 430, 21, 6, 457],
            ["* chiffres provisoires"]]
    return WildFile("sortants-libye.xls", xls(Page("Feuille 1", rows)), (WildTable(
        "Feuille 1", (5,), "A6:F9", ("Semaine du", "Point", "Hommes", "Femmes", "Enfants", "Total"), totals=(9,),
        titles=("Libye",), notes=("provisoires",)),))


def _by_week_text() -> WildFile:
    rows = [["Semaine", "Lieu", "Entrees", "Sorties"], ["S1 2023", "Tahoua", "plus de 900", "1.204"],
            ["S2 2023", "Tahoua", "≈ 850", "-"], ["S3 2023", "Tahoua", "n.d.", "1.199"],
            ["S4 2023", "Tahoua", "12 (dont 3 enfants)", "1.001"]]
    return WildFile("tahoua-semaines.txt", text(rows, separator="\t", encoding="utf-16"), (WildTable(
        "tahoua-semaines", (1,), "A2:D5", tuple(rows[0])),), read_as="utf-16")
