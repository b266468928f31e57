"""Files that look like those that were mended and are not: stocks by quarter, weeks, teachers, means, loads, years."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def walkers_files() -> list[WildFile]:
    return [_stocks(), _weeks(), _teachers(), _means(), _years(), _published()]


def _stocks() -> WildFile:
    rows = [["Réfugiés présents à la fin de chaque période, par site, 2024"],
            ["Site", "Janvier", "Février", "Mars", "Fin T1", "Avril", "Mai", "Juin", "Fin T2"],
            ["Sayam Forage", 26011, 26140, 26429, 26429, 26502, 26611, 26590, 26590],
            ["Intikane", 21110, 21204, 21296, 21296, 21311, 21340, 21402, 21402],
            ["Ensemble", 47121, 47344, 47725, 47725, 47813, 47951, 47992, 47992]]
    return WildFile("refugies-fin-de-mois.ods", ods(Page("Stocks", rows)), ())


def _weeks() -> WildFile:
    rows = [["Entrées au Niger observées à Dan Barto, semaines de 2024"], ["Nationalité", "S14", "S15", "S16", "S17"],
            ["Nigériane", "211", "188", "204", "240"], ["Nigérienne", "97", "112", "88", "101"],
            ["Autres", "4", "2", "0", "7"], ["Ens.", "312", "302", "292", "348"]]
    return WildFile("dan-barto-semaines.csv", text(rows), ())


def _teachers() -> WildFile:
    rows = [["Écoles d'accueil d'enfants réfugiés, Abala, 2023-2024"],
            ["École", "Élèves réfugiés", None, None, "Ens.", "Moy. par classe", "Mobilier (t)"],
            [None, "G", "F", "T", None, None, None],
            ["École 1", 61, 77, 138, 4, 34.5, 1.2], ["École 2", 44, 38, 82, 2, 41, 0.8],
            ["École 3", 102, 97, 199, 5, 39.8, 2.1], ["T", 207, 212, 419, 11, 38.1, 4.1]]
    return WildFile("ecoles-abala.xlsx", xlsx(Page("Écoles", rows, ("A2:A3", "B2:D2", "E2:E3", "F2:F3", "G2:G3"))), ())


def _means() -> WildFile:
    rows = [["mois", "gare", "destination", "moyen_transport", "passagers", "prix_moyen", "age_moyen",
             "taille_moy_groupe"],
            ["2024-02", "Agadez", "Sebha", "Toyota", "412", "150000", "26,4", "3,1"],
            ["2024-02", "Agadez", "Tamanrasset", "Camion", "188", "90000", "24,8", "2,2"],
            ["2024-03", "Agadez", "Sebha", "Toyota", "377", "155000", "26,9", "3,4"]]
    return WildFile("gares-prix.csv", text(rows), ())


def _years() -> WildFile:
    rows = [["Migrants secourus dans le désert (toutes opérations)"],
            ["Année", "Opérations", "Migrants secourus", "Décès"],
            [2019, 41, 1204, 12], [2020, 28, 977, 22], [2021, 33, 1140, 9], [2022, 52, 2011, 31], [2023, 60, 2290, 17]]
    return WildFile("secours-annees.xls", xls(Page("Secours", rows)), ())


def _published() -> WildFile:
    def line(point: str, group: str, people: int) -> dict[str, object]:
        return {"Point": point, "Nationalité": group, "Entrées au Niger": people}
    return WildFile("bulletin-mensuel.json", nested({
        "titre": "Flux observés en novembre 2024", "publication": "12 décembre 2024", "feuille": [
            line("Gaya", "Béninoise", 402), line("Gaya", "Nigérienne", 611), line("Konni", "Nigériane", 1204),
            line("Makalondi", "Burkinabè", 97)]}), ())
