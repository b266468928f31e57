"""Tables with a head of their own: lines of "word: value", dates of signature and of printing, notes of one cell."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def heralds_files() -> list[WildFile]:
    return [_form(), _cells_beside(), _quarterly(), _as_of_cell(), _two_sheets(), _envelope(),
            _signed(), _received(), _funded(), _previous(), _origin_in_title(), _numbered()]


def _form() -> WildFile:
    rows = [["Fiche mensuelle des mouvements"], ["Poste : Makalondi"], ["Mois : mai 2024"],
            ["Responsable : Commissaire A. Gaya"], ["Transmis le : 04/06/2024"], [],
            ["Nationalité", "Entrées au Niger", "Sorties du Niger"], ["Burkinabè", 2044, 1877],
            ["Nigérienne", 1502, 1610],
            ["Togolaise", 88, 61], ["Total", 3634, 3548]]
    return WildFile("fiche-makalondi.xlsx", xlsx(Page("Fiche", rows)), ())


def _cells_beside() -> WildFile:
    rows = [["Région", "Zinder"], ["Période", "3e trimestre 2024"], ["Service", "DRECM/R"], [],
            ["Commune", "Départs déclarés", "dont femmes", "Retours déclarés"], ["Magaria", "410", "61", "88"],
            ["Matamey", "288", "40", "102"], ["Tanout", "511", "97", "140"], ["Gouré", "97", "12", "31"]]
    return WildFile("declarations-t3.csv", text(rows, encoding="cp1252"), ())


def _quarterly() -> WildFile:
    rows = [["Tableau 4 : Étrangers refoulés aux frontières au quatrième trimestre 2023"],
            ["Poste", "Hommes", "Femmes", "Total"], ["Gaya", 44, 12, 56], ["Konni", 31, 9, 40],
            ["Dan Barto", 12, 2, 14],
            ["Total", 87, 23, 110], ["Source : DST, janvier 2024"]]
    return WildFile("tableau-4.xls", xls(Page("Tab4", rows)), ())


def _as_of_cell() -> WildFile:
    rows = [["Date de situation :", date(2024, 8, 31)], ["Unité :", "personnes"], [],
            ["Région", "Retournés", "Déplacés internes"], ["Diffa", 31020, 141020], ["Tahoua", 4011, 60210],
            ["Tillabéri", 22044, 198300], ["Maradi", 3110, 18040]]
    return WildFile("situation-aout.ods", ods(Page("Situation", rows)), ())


def _two_sheets() -> WildFile:
    def page(name: str, day: str, *lines: tuple[str, int, int]) -> Page:
        return Page(name, [[f"Réfugiés maliens – situation au {day}"], ["Région", "Femmes", "Hommes"],
                           *([*line] for line in lines)])
    return WildFile("refugies-maliens.xlsx", xlsx(
        page("Juin", "30 juin 2024", ("Tahoua", 11202, 9842), ("Tillabéri", 11924, 10407), ("Niamey", 1802, 1308)),
        page("Juillet", "31 juillet 2024", ("Tahoua", 11310, 9911), ("Tillabéri", 12044, 10466), ("Niamey", 1811,
        1320))),
        ())


def _envelope() -> WildFile:
    return WildFile("envoi-fmp.json", nested({
        "poste": "Madama", "mois": "2024-09", "genere_le": "2024-10-04T08:12:00",
        "comptages": [{"sens": "sortant du Niger", "hommes": 402, "femmes": 11},
                      {"sens": "entrant au Niger", "hommes": 288, "femmes": 19}]}), ())


def _signed() -> WildFile:
    rows = [["Gouvernorat de Tahoua"], ["Tahoua, le 5 juillet 2024"],
            ["Situation des refoulés accueillis au cours du mois de juin 2024"],
            ["Commune d'accueil", "Hommes", "Femmes"], ["Tassara", 41, 12], ["Tillia", 60, 22], ["Kao", 9, 3],
            ["Le Secrétaire général"]]
    return WildFile("gouvernorat-juin.xlsx", xlsx(Page("Feuil1", rows)), ())


def _received() -> WildFile:
    rows = [["Reçu le 14/11/2024 par le Secrétariat permanent"], ["Exploité le 18/11/2024"],
            ["Point", "Semaine", "Voyageurs vers le Niger", "Voyageurs vers la Libye"],
            ["Séguédine", "2024-S42", "410", "988"], ["Séguédine", "2024-S43", "377", "1 011"],
            ["Madama", "2024-S42", "188", "402"], ["Madama", "2024-S43", "204", "390"]]
    return WildFile("recu-fmp.csv", text(rows), ())


def _funded() -> WildFile:
    rows = [["Avec l'appui de la Coopération italienne (AICS) et de l'OIM"],
            ["Programme 2022-2026, composante 2"], ["Jeunes formés par commune et par année"],
            ["Commune", "2022", "2023"], ["Abalak", 30, 41], ["Tchintabaraden", 22, 35], ["Kao", 12, 18]]
    return WildFile("composante-2.ods", ods(Page("C2", rows)), ())


def _previous() -> WildFile:
    rows = [["Entrées et sorties observées à Gaya – février 2024 (rappel : janvier 2024, 8 210 passages)"],
            ["Semaine", "Entrées au Niger", "Sorties du Niger"], ["S06", 1010, 988], ["S07", 1044, 1002],
            ["S08", 977, 1015], ["S09", 1101, 960]]
    return WildFile("gaya-fevrier.xlsx", xlsx(Page("Février", rows)), ())


def _origin_in_title() -> WildFile:
    rows = [["Réfugiés du Burkina Faso installés dans la région de Tillabéri, par commune, au 15 décembre 2023"],
            ["Commune", "Ménages", "Personnes"], ["Téra", "1 204", "7 011"], ["Torodi", "877", "5 320"],
            ["Makalondi", "640", "3 977"], ["Gothèye", "211", "1 402"]]
    return WildFile("refugies-burkina.csv", text(rows, encoding="utf-8-sig"), ())


def _numbered() -> WildFile:
    rows = [["Annexe 3 – Note n° 24 du 2 mai 2024"], ["Migrants assistés par type d'aide, 1er trimestre 2024"],
            ["Type d'aide", "Hommes", "Femmes"], ["Hébergement", 610, 88], ["Soins de santé", 302, 71],
            ["Appui psychosocial", 144, 60], ["Transport", 401, 33]]
    return WildFile("annexe-3.xlsx", xlsx(Page("Annexe 3", rows)), ())
