"""Files that lean on what stands elsewhere: names of sheets, pivot tables, codes of answers, two places in a cell."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def dispatches_files() -> list[WildFile]:
    return [_two_in_a_cell(), _turned(), _coded_answers(), _pivot(), _spoken_numbers(), _mayors(), _repatriation(),
            _birthplaces(), _fortnights(), _packed_months(), _years_as_sheets(), _points_as_sheets()]


def _two_in_a_cell() -> WildFile:
    rows = [["Localité d'accueil (région / département)", "Nouveaux déplacés internes", "Jour du constat"],
            ["Diffa / Bosso", "312", "14 août 2023"], ["Tillabéri / Abala", "1 040", "15 août 2023"],
            ["Tahoua / Tillia", "655", "15 août 2023"], ["Maradi / Guidan Roumdji", "88", "16 août 2023"]]
    return WildFile("alertes-aout.csv", text(rows), ())


def _turned() -> WildFile:
    rows = [["Fiche comparative des convois"], ["Date d'arrivée", date(2024, 1, 9), date(2024, 1, 23), date(2024, 2,
             6)],
            ["Lieu d'arrivée", "Assamaka", "Assamaka", "Assamaka"], ["Hommes", 401, 388, 512], ["Femmes", 12, 9, 31],
            ["Mineurs", 22, 14, 40], ["Total", 435, 411, 583], ["Nombre de camions", 9, 8, 12]]
    return WildFile("convois-compares.xlsx", xlsx(Page("Comparaison", rows, ("A1:D1",))), ())


def _coded_answers() -> WildFile:
    rows = [["id", "q1_region", "q2_sexe", "q3_age", "q4_nationalite", "q5_motif", "q6_intention", "poids"],
            ["1", "1", "1", "24", "3", "1", "2", "1,204"], ["2", "1", "2", "31", "1", "4", "1", "0,881"],
            ["3", "5", "1", "19", "2", "1", "1", "1,010"], ["4", "5", "1", "42", "3", "2", "9", "0,955"],
            ["5", "7", "2", "28", "1", "99", "2", "1,130"]]
    return WildFile("base-enquete.csv", text(rows), ())


def _pivot() -> WildFile:
    rows = [["Somme de Effectif", "Étiquettes de colonnes"], ["Étiquettes de lignes", "F", "M", "Total général"],
            ["Agadez", 42, 305, 347], ["Malienne", 12, 101, 113], ["Nigérienne", 30, 204, 234], ["Zinder", 96, 188,
            284],
            ["Nigériane", 81, 120, 201], ["Nigérienne", 15, 68, 83], ["Total général", 138, 493, 631]]
    return WildFile("tableau-croise.xlsx", xlsx(Page("TCD", rows)), ())


def _spoken_numbers() -> WildFile:
    return WildFile("bulletin.json", nested({"bulletin": "hebdomadaire n° 31", "donnees": [
        {"Point d'observation": "Séguédine", "Semaine": "2023-S31", "Sorties du Niger": "1 204",
            "Entrées au Niger": "988",
         "Remarques": "deux jours sans relevé"},
        {"Point d'observation": "Madama", "Semaine": "2023-S31", "Sorties du Niger": "plus de 300",
         "Entrées au Niger": "non communiqué", "Remarques": ""},
        {"Point d'observation": "Arlit", "Semaine": "2023-S31", "Sorties du Niger": "2 011",
            "Entrées au Niger": "1 870",
         "Remarques": "RAS"}]}), ())


def _mayors() -> WildFile:
    rows = [["Commune", "Nom du maire", "Contact", "Population estimée 2024", "Ménages hôtes", "Réfugiés",
             "Retournés",
             "Points d'eau", "Distance au chef-lieu (km)"],
            ["Chétimari", "M. K.", "96 00 11 22", 71200, 812, 8120, 1304, 31, 25],
            ["Toumour", "A. B.", "90 33 44 55", 22010, 640, 11200, 3022, 12, 105],
            ["Kabléwa", "I. M.", "98 66 77 88", 34088, 301, 4410, 902, 18, 96]]
    return WildFile("mairies-diffa.ods", ods(Page("Communes", rows)), ())


def _repatriation() -> WildFile:
    rows = [["Rapatriement volontaire de réfugiés nigérians"], [],
            ["Convoi n°", "Date de départ", "Point de départ", "Point d'arrivée", "Ménages", "Individus",
            "Bus affrétés"],
            [1, "11 déc. 2023", "Chadakori", "Maiduguri", 31, 144, 4], [2, "18 déc. 2023", "Chadakori", "Maiduguri",
            28, 120, 3],
            [3, "8 janv. 2024", "Diffa", "Maiduguri", 44, 201, 5], ["Total", None, None, None, 103, 465, 12]]
    return WildFile("rapatriement.xls", xls(Page("Convois", rows)), ())


def _birthplaces() -> WildFile:
    rows = [["Tableau 7 : Immigrés selon le pays de naissance et la région de résidence au Niger (RGPH)"],
            ["Pays de naissance", "Région de résidence", None, None, "Ensemble"], [None, "Agadez", "Niamey",
            "Zinder", None],
            ["Nigéria", 2010, 8044, 14201, 24255], ["Mali", 3120, 9011, 120, 12251], ["Bénin", 88, 12040, 66, 12194],
            ["Ensemble", 5218, 29095, 14387, 48700]]
    return WildFile("rgph-immigres.xlsx", xlsx(Page("T7", rows, ("A1:E1", "A2:A3", "B2:D2", "E2:E3"))), ())


def _fortnights() -> WildFile:
    rows = [["Quinzaine", "Site d'orpaillage", "Présents", "Nouveaux arrivés", "Repartis"],
            ["1re quinzaine de mars 2024", "Tchibarakaten", "4 100", "310", "290"],
            ["2e quinzaine de mars 2024", "Tchibarakaten", "4 220", "402", "282"],
            ["1re quinzaine d'avril 2024", "Tchibarakaten", "4 190", "188", "218"]]
    return WildFile("quinzaines.tsv", text(rows, separator="\t"), ())


def _packed_months() -> WildFile:
    rows = [["AAAAMM", "POSTE", "SENS", "TOTAL_VOYAGEURS", "DONT_MINEURS", "TAUX_REFUS"],
            ["202311", "DAN ISSA", "ENTREE NIGER", "4021", "310", "0.8"], ["202311", "DAN ISSA", "SORTIE NIGER",
            "3877", "288",
             "0.5"], ["202312", "DAN ISSA", "ENTREE NIGER", "4410", "355", "1.1"],
            ["202312", "DAN ISSA", "SORTIE NIGER", "4102", "301", "0.7"], ["202401", "DAN ISSA", "ENTREE NIGER",
            "3990", "297",
             "0.9"]]
    return WildFile("postes-aaaamm.csv", text(rows, separator=","), ())


def _years_as_sheets() -> WildFile:
    def year(name: str, *rows: list[object]) -> Page:
        return Page(name, [["Région", "Filles", "Garçons", "Ensemble"], *rows])
    return WildFile("enfants-accueillis.xlsx", xlsx(
        year("2022", ["Agadez", 41, 120, 161], ["Niamey", 30, 66, 96], ["Zinder", 12, 31, 43]),
        year("2023", ["Agadez", 52, 144, 196], ["Niamey", 28, 71, 99], ["Zinder", 19, 40, 59])), ())


def _points_as_sheets() -> WildFile:
    def point(name: str, *rows: list[object]) -> Page:
        return Page(name, [["Mois", "Entrants au Niger", "Sortants du Niger"], *rows])
    return WildFile("flux-par-poste.xlsx", xlsx(
        point("Gaya", [date(2023, 10, 1), 4010, 3902], [date(2023, 11, 1), 4120, 4004], [date(2023, 12, 1), 4502,
            3811]),
        point("Dan Issa", [date(2023, 10, 1), 2210, 2304], [date(2023, 11, 1), 2101, 2288],
              [date(2023, 12, 1), 2540, 1977])), ())
