"""Files as carriers of figures export them: a survey, transit centres, indicators, a pivot, a bus station, keys."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def porters_files() -> list[WildFile]:
    return [_survey(), _centres(), _dashboard(), _pivot(), _bus_station(), _keys()]


def _survey() -> WildFile:
    rows = [["start", "end", "deviceid", "Enquêteur", "Commune de l'enquête", "Statut du ménage",
             "Nationalité du chef de ménage", "Sexe du CM", "Âge du CM", "Nombre de personnes vivant dans le ménage",
             "Besoins prioritaires", "Besoins prioritaires/Nourriture", "Besoins prioritaires/Eau",
             "Besoins prioritaires/Abris", "Autre besoin (à préciser)", "_id", "_uuid", "_submission_time"],
            ["2024-11-04T08:12:33.120+01:00", "2024-11-04T08:51:02.004+01:00", "ee.collect:8hQ", "Enq 04", "Chétimari",
             "Déplacé interne", "Nigérienne", "Homme", "44", "9", "Nourriture Eau", "1", "1", "0", "", "10441",
             "0b6c1f0e-1", "2024-11-04T19:20:11"],
            ["2024-11-04T09:02:10.020+01:00", "2024-11-04T09:40:54.411+01:00", "ee.collect:8hQ", "Enq 04", "Chétimari",
             "Réfugié", "Nigériane", "Femme", "31", "6", "Nourriture Abris", "1", "0", "1", "", "10442", "0b6c1f0e-2",
             "2024-11-04T19:20:14"],
            ["2024-11-05T08:30:00.000+01:00", "2024-11-05T09:11:41.218+01:00", "ee.collect:c2L", "Enq 07", "Guéskérou",
             "Retourné", "Nigérienne", "Homme", "58", "11", "Eau Autre", "0", "1", "0", "Semences", "10460",
             "0b6c1f0e-3", "2024-11-05T20:02:47"],
            ["2024-11-05T10:00:07.900+01:00", "2024-11-05T10:44:12.663+01:00", "ee.collect:c2L", "Enq 07", "Guéskérou",
             "Hôte", "Nigérienne", "Femme", "37", "7", "Abris", "0", "0", "1", "", "10461", "0b6c1f0e-4",
             "2024-11-05T20:02:51"]]
    return WildFile("kobo_menages_diffa.csv", text(rows, encoding="utf-8-sig"), ())


def _centres() -> WildFile:
    notes = [["Suivi des centres de transit – lisez-moi"], ["Chaque feuille est un centre."],
             ["Les chiffres sont arrêtés au dernier jour du mois."]]

    def centre(name: str, *lines: tuple[str, int, int, int, int]) -> Page:
        body: list[list[object]] = [[m, men, women, boys, girls, men + women + boys + girls]
                                    for m, men, women, boys, girls in lines]
        return Page(name, [[f"Centre de transit OIM de {name}"], ["Migrants hébergés à la fin du mois, 2024"], [],
                           ["Mois", "Adultes", None, "Mineurs", None, "Total"],
                           [None, "Hommes", "Femmes", "Garçons", "Filles", None], *body],
                    ("A4:A5", "B4:C4", "D4:E4", "F4:F5"))
    return WildFile("centres-transit-2024.xlsx", xlsx(
        Page("Lisez-moi", notes), centre("Arlit", ("Juillet", 402, 61, 22, 9), ("Août", 377, 44, 18, 12)),
        centre("Dirkou", ("Juillet", 97, 4, 2, 0), ("Août", 110, 8, 0, 1), ("Septembre", 88, 3, 1, 0))), ())


def _dashboard() -> WildFile:
    rows = [["PNM – Tableau de bord des indicateurs, situation au 30/06/2024"],
            ["Indicateur", "Agadez", "Diffa", "Tahoua", "Tillabéri", "Niger"],
            ["Réfugiés enregistrés", 1420, 130250, 41200, 38114, 210984],
            ["Demandeurs d'asile", 977, 12004, 610, 2077, 15668],
            ["Personnes déplacées internes", 0, 148003, 44110, 160204, 352317],
            ["Migrants assistés depuis janvier", 14110, 61, 2040, 377, 16588]]
    return WildFile("pnm-tableau-de-bord-s1.ods", ods(Page("Indicateurs", rows)), ())


def _pivot() -> WildFile:
    rows = [["Année", "2023"], ["Statut", "(Tous)"], [],
            ["Nombre de ID_PERSONNE", "Étiquettes de colonnes", None, None, None],
            ["Étiquettes de lignes", "Féminin", "Masculin", "(vide)", "Total général"],
            ["Maradi", 5020, 4410, 7, 9437], ["    Guidan Roumdji", 4877, 4301, 6, 9184],
            ["    Madarounfa", 143, 109, 1, 253], ["Tahoua", 612, 588, 0, 1200], ["    Tillia", 612, 588, 0, 1200],
            ["Total général", 5632, 4998, 7, 10637]]
    return WildFile("tcd-enregistrement-2023.xls", xls(Page("Feuil4", rows)), ())


def _bus_station() -> WildFile:
    rows = [["Gare routière de Zinder - départs internationaux"],
            ["Date", "Compagnie", "Destination\n(ville)", "Pays de\ndestination", "Passagers\nnigériens",
             "Passagers\nétrangers", "Total\npassagers", "Recette\n(FCFA)", "Immatriculation\ndu car"],
            ["14/06/24", "Compagnie A", "Kano", "Nigéria", "31", "14", "45", "337500,50", "AB 1234"],
            ["15/06/24", "Compagnie B", "Sebha", "Libye", "22", "9", "31", "1240000,00", "AC 0417"],
            ["15/06/24", "Compagnie A", "Kano", "Nigeria", "28", "17", "45", "337500,00", "AB 1234"],
            ["17/06/24", "Compagnie B", "Tamanrasset", "Algérie", "40", "3", "43", "1505000,00", "AC 0420"],
            ["", "", "", "", "121", "43", "164", "3420000,50", ""]]
    return WildFile("gare-zinder-juin.csv", text(rows, separator="\t", encoding="utf-16"), ())


def _keys() -> WildFile:
    def month(when: str, point: str, came: dict[str, int], left: dict[str, int]) -> dict[str, object]:
        return {"mois": when, "poste_frontalier": point, "entrees_au_niger": came, "sorties_du_niger": left}
    return WildFile("postes-par-pays.json", nested({"version": 3, "donnees": [
        month("01/2024", "Gaya", {"NER": 1402, "BEN": 977, "TGO": 61}, {"NER": 1377, "BEN": 1004, "TGO": 44}),
        month("01/2024", "Makalondi", {"NER": 610, "BEN": 12, "TGO": 97}, {"NER": 588, "BEN": 9, "TGO": 102}),
        month("02/2024", "Gaya", {"NER": 1298, "BEN": 902, "TGO": 58}, {"NER": 1311, "BEN": 990, "TGO": 51})]}), ())
