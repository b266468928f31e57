"""Files of populations at a date: refugees, displaced, returned."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, WildTable, text, xlsx


def stock_files() -> list[WildFile]:
    return [_region_spans(), _regions_once(), _bands(), _two_below(), _side_by_side(), _years_starred(),
            _three_levels(), _subtotals(), _pivot(), _wrong_total(), _units_and_numbers(), _no_heading(), _english()]


def _region_spans() -> WildFile:
    rows = [["Réfugiés et demandeurs d'asile au 31/12/2022"], [],
            ["Région", "Nationalité", "Ménages", "Personnes"], ["Diffa", "Nigérians", 30100, 130205],
            [None, "Tchadiens", 12, 44], ["Tillabéri", "Maliens", 8012, 36110], [None, "Burkinabè", 2100, 9555],
            [None, "Autres", 3, 7], ["Source : enregistrement continu"]]
    return WildFile("stocks-decembre.xlsx", xlsx(Page("Stock", rows, ("A1:D1", "A4:A5", "A6:A8"))), (WildTable(
        "Stock", (3,), "A4:D8", ("Région", "Nationalité", "Ménages", "Personnes"), filled_down=("Région",),
        titles=("31/12/2022",), notes=("Source",)),))


def _regions_once() -> WildFile:
    rows = [["REGION", "DEPARTEMENT", "SITE", "PDI"], ["Diffa", "Maïné-Soroa", "Site A", "1200"],
            ["", "", "Site B", "310"], ["", "Bosso", "Site C", "2044"], ["", "", "Site D", "87"],
            ["Tillabéri", "Banibangou", "Site E", "640"], ["", "", "Site F", "55"]]
    return WildFile("sites.csv", text(rows, separator=","), (WildTable(
        "sites", (1,), "A2:D7", tuple(rows[0]), filled_down=("REGION", "DEPARTEMENT")),), read_as="CSV")


def _bands() -> WildFile:
    rows = [["Population", "Hommes", "Femmes", "Total"], ["RÉGION DE DIFFA"], ["Réfugiés", 100, 120, 220],
            ["Retournés", 40, 44, 84], ["RÉGION DE MARADI"], ["Réfugiés", 60, 70, 130], ["Retournés", 5, 9, 14]]
    return WildFile("bandes.xlsx", xlsx(Page("Population", rows, ("A2:D2", "A5:D5"))), (WildTable(
        "Population", (1,), "A2:D7", ("Population", "Hommes", "Femmes", "Total"), skipped=(2, 5),
        bands=((2, "RÉGION DE DIFFA"), (5, "RÉGION DE MARADI"))),))


def _two_below() -> WildFile:
    rows = [["Tableau 1 : réfugiés par région"], ["Région", "Effectif"], ["Diffa", 130], ["Maradi", 70], ["Total", 200],
            [], ["Tableau 2 : retournés par sexe"], ["Département", "Hommes", "Femmes"], ["Bosso", 14, 12],
            ["Abalak", 8, 9], ["Ensemble", 22, 21], ["Source : recensement"]]
    return WildFile("deux-tableaux.xlsx", xlsx(Page("Annexe", rows)), (
        WildTable("Annexe", (2,), "A3:B5", ("Région", "Effectif"), totals=(5,), titles=("Tableau 1",)),
        WildTable("Annexe", (8,), "A9:C11", ("Département", "Hommes", "Femmes"), totals=(11,), titles=("Tableau 2",),
                  notes=("recensement",))))


def _side_by_side() -> WildFile:
    rows = [["Entrées", None, None, "Sorties"], ["Nationalité", "Nombre", None, "Nationalité", "Nombre"],
            ["Malienne", 12, None, "Malienne", 9], ["Tchadienne", 4, None, "Soudanaise", 41],
            ["Soudanaise", 31, None, "Guinéenne", 8], ["Gambienne", 2], ["Togolaise", 1]]
    return WildFile("cote-a-cote.xlsx", xlsx(Page("Nat", rows)), (
        WildTable("Nat", (2,), "A3:B7", ("Nationalité", "Nombre"), titles=("Entrées",)),
        WildTable("Nat", (2,), "D3:E5", ("Nationalité", "Nombre"), titles=("Sorties",))))


def _years_starred() -> WildFile:
    rows = [["Retours volontaires"], ["Pays de provenance", 2019, 2020, 2021, "2022*"],
            ["Algérie", 4100, 2210, 3050, 1800], ["Libye", 310, 95, 120, "plus de 60"], ["Maroc", 4, 0, None, 2],
            ["* de janvier à juin"]]
    return WildFile("retours-par-an.xlsx", xlsx(Page("Retours", rows)), (WildTable(
        "Retours", (2,), "A3:E5", ("Pays de provenance", "2019", "2020", "2021", "2022*"),
        titles=("Retours volontaires",), notes=("janvier à juin",)),))


def _three_levels() -> WildFile:
    rows = [["Région", "Réfugiés", None, None, None, "PDI", None, None, None],
            [None, "0-17 ans", None, "18 ans et +", None, "0-17 ans", None, "18 ans et +", None],
            [None, "F", "M", "F", "M", "F", "M", "F", "M"],
            ["Diffa", 1, 2, 3, 4, 5, 6, 7, 8], ["Tahoua", 9, 8, 7, 6, 5, 4, 3, 2], ["Zinder", 0, 1, 0, 1, 0, 1, 0, 1]]
    merged = ("A1:A3", "B1:E1", "F1:I1", "B2:C2", "D2:E2", "F2:G2", "H2:I2")
    heads = tuple(f"{group} / {age} / {sex}" for group in ("Réfugiés", "PDI") for age in ("0-17 ans", "18 ans et +")
                  for sex in "FM")
    return WildFile("trois-niveaux.xlsx", xlsx(Page("Pyramide", rows, merged)), (WildTable(
        "Pyramide", (1, 2, 3), "A4:I6", ("Région", *heads)),))


def _subtotals() -> WildFile:
    rows = [["Région", "Département", "Réfugiés", "Retournés"], ["Diffa", "Bosso", 10, 4], ["Diffa", "Diffa", 20, 6],
            ["Sous-total Diffa", None, 30, 10], ["Tahoua", "Abalak", 5, 1], ["Tahoua", "Tassara", 7, 2],
            ["Sous-total Tahoua", None, 12, 3], ["Total général", None, 42, 13]]
    return WildFile("sous-totaux.xlsx", xlsx(Page("ST", rows)), (WildTable(
        "ST", (1,), "A2:D8", ("Région", "Département", "Réfugiés", "Retournés"), totals=(4, 7, 8)),))


def _pivot() -> WildFile:
    rows = [["Année", "(Tous)"], [], ["Somme de Nombre", "Étiquettes de colonnes"],
            ["Étiquettes de lignes", "Femme", "Homme", "(vide)", "Total général"], ["Agadez", 12, 40, 1, 53],
            ["Diffa", 30, 28, None, 58], ["(vide)", 2, 1, None, 3], ["Total général", 44, 69, 1, 114]]
    return WildFile("tableau-croise.xlsx", xlsx(Page("TCD", rows)), (WildTable(
        "TCD", (4,), "A5:E8", ("Étiquettes de lignes", "Femme", "Homme", "(vide)", "Total général"), totals=(8,),
        titles=("(Tous)", "Somme de Nombre")),))


def _wrong_total() -> WildFile:
    rows = [["Mois", "Hommes", "Femmes", "Total", "Cumul"], ["janvier 2023", 10, 5, 15, 15],
            ["février 2023", 8, 4, 13, 28], ["mars 2023", 6, 3, 9, 37], ["avril 2023", 1, 1, 2, 93],
            ["mai 2023", 4, 0, 4, 97], ["Total", 29, 13, 42, None]]
    return WildFile("totaux-faux.xlsx", xlsx(Page("Caseload", rows)), (WildTable(
        "Caseload", (1,), "A2:E7", ("Mois", "Hommes", "Femmes", "Total", "Cumul"), totals=(7,),
        anomalies=(("total", 3, "Total"), ("total", 7, "Total"), ("cumulative", 5, "Cumul"))),))


def _units_and_numbers() -> WildFile:
    rows = [["Région", "Population", "Superficie", "Part"], ["(nom)", "(personnes)", "(km²)", "(%)"],
            ["(1)", "(2)", "(3)", "(4)"], ["Agadez", 1200, 667.5, 0.12], ["Dosso", 3400, 31.2, 0.34],
            ["Zinder", 5400, 155.8, 0.54]]
    return WildFile("unites.xlsx", xlsx(Page("U", rows)), (WildTable(
        "U", (1, 2), "A4:D6", ("Région / (nom)", "Population / (personnes)", "Superficie / (km²)", "Part / (%)")),))


def _no_heading() -> WildFile:
    rows = [["Arlit", date(2023, 1, 1), 12, 30], ["Arlit", date(2023, 1, 2), 14, 28],
            ["Madama", date(2023, 1, 1), 2, 9], ["Madama", date(2023, 1, 2), 0, 11]]
    return WildFile("sans-entete.xlsx", xlsx(Page("Feuil1", rows)), (WildTable(
        "Feuil1", (), "A1:D4", ("", "", "", "")),))


def _english() -> WildFile:
    rows = [["Niger: persons of concern"], ["As of: 30 June 2023"], [],
            ["Country of origin", "Location", "Status", "Female", "Male", "Total"],
            ["Nigeria", "Maradi", "Refugee", 4100, 3900, 8000], ["Mali", "Tillaberi", "Asylum-seeker", 12, 20, 32],
            ["Burkina Faso", "Tillaberi", "Refugee", 150, 140, 290], ["Grand Total", None, None, 4262, 4060, 8322], [],
            ["Disclaimer: figures are provisional."]]
    return WildFile("persons-of-concern.xlsx", xlsx(Page("Data", rows)), (WildTable(
        "Data", (4,), "A5:F8", tuple(str(name) for name in rows[3]), totals=(8,), titles=("persons of concern", "June"),
        notes=("Disclaimer",)),))
