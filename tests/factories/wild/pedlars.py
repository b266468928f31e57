"""Files whose words look like others: entries of a shelter, directions that are offices, ages in months."""
from __future__ import annotations

import json

from tests.factories.wild.making import Page, WildFile, ods, text, xls, xlsx


def pedlars_files() -> list[WildFile]:
    return [_shelter(), _refusals(), _offices(), _screening(), _sheet_a_month(), _states_abroad(),
            _planned(), _lines(), _printed(), _points_of_the_map(), _mangled(), _days_across()]


def _shelter() -> WildFile:
    rows = [["Centre d'accueil de Zinder – suivi de l'hébergement 2024"], [],
            ["Mois", "Présents au 1er du mois", "Entrées au centre", "Sorties du centre", "Présents en fin de mois",
             "Capacité (places)", "Taux d'occupation (%)"],
            ["Janvier", 88, 41, 30, 99, 150, 66.0], ["Février", 99, 22, 51, 70, 150, 46.7],
            ["Mars", 70, 64, 18, 116, 150, 77.3], ["Avril", 116, 37, 60, 93, 150, 62.0]]
    return WildFile("hebergement-zinder.xlsx", xlsx(Page("2024", rows)), ())


def _refusals() -> WildFile:
    rows = [["N°", "Date", "Poste", "Nom et prénoms", "Nationalité", "Sexe", "Année de naissance", "N° de passeport",
             "Motif du refus", "Agent"],
            ["1", "04/03/2024", "Gaya", "A. B.", "Togolaise", "M", "1991", "X0010021", "Défaut de visa", "Brig. 12"],
            ["2", "04/03/2024", "Gaya", "C. D.", "Béninoise", "F", "1988", "X0010022", "Document falsifié", "Brig. 12"],
            ["3", "13/03/2024", "Makalondi", "E. F.", "Burkinabè", "M", "2001", "X0010023", "Sans document",
             "Brig. 07"],
            ["4", "21/03/2024", "Makalondi", "G. H.", "Ghanéenne", "M", "1979", "X0010024", "Défaut de visa",
             "Brig. 07"]]
    return WildFile("refus-entree-mars.csv", text(rows, encoding="cp1252"), ())


def _offices() -> WildFile:
    rows = [["Activités des services de l'État en faveur des migrants, région de Zinder"], [],
            ["Direction", "Activité", "Commune", "Bénéficiaires prévus", "Bénéficiaires touchés", "Écart",
             "Coût (FCFA)", "Date de réalisation"],
            ["DRSP", "Soins de santé", "Magaria", 300, 288, -12, 1450000, "12/02/2024"],
            ["DREL", "Sensibilisation", "Tanout", 200, 214, 14, 800000, "27/02/2024"],
            ["DRPF", "Appui psychosocial", "Mirriah", 120, 97, -23, 610000, "05/03/2024"],
            ["DRSP", "Soins de santé", "Tirmini", 150, 150, 0, 720000, "19/03/2024"]]
    return WildFile("services-etat-zinder.xlsx", xlsx(Page("Feuil1", rows)), ())


def _screening() -> WildFile:
    rows = [["date_depistage", "village", "sexe_enfant", "age_mois", "perimetre_brachial_mm", "poids_kg", "classement",
             "statut_menage"],
            ["2024-07-01", "Garin Kaka", "F", "9", "121", "6.8", "MAM", "réfugié"],
            ["2024-07-01", "Garin Kaka", "M", "22", "133", "9.9", "Normal", "hôte"],
            ["2024-07-02", "Dan Dadji Makaou", "M", "41", "112", "10.2", "MAS", "réfugié"],
            ["2024-07-02", "Dan Dadji Makaou", "F", "57", "140", "14.1", "Normal", "réfugié"],
            ["2024-07-03", "Dan Dadji Makaou", "F", "13", "119", "7.4", "MAM", "hôte"]]
    return WildFile("depistage.csv", text(rows, separator=","), ())


def _sheet_a_month() -> WildFile:
    def month(*lines: tuple[str, int, int]) -> list[list[object]]:
        sums = ["Total", sum(line[1] for line in lines), sum(line[2] for line in lines)]
        return [["Poste", "Hommes", "Femmes", "Total"],
                *([*line, line[1] + line[2]] for line in (*lines, tuple(sums)))]  # type: ignore[operator]
    return WildFile("postes-t1.xlsx", xlsx(
        Page("Janvier 2024", month(("Gaya", 1210, 402), ("Konni", 2044, 911), ("Dan Issa", 1877, 702))),
        Page("Février 2024", month(("Gaya", 1101, 377), ("Konni", 1990, 850), ("Dan Issa", 1720, 688))),
        Page("Mars 2024", month(("Gaya", 1305, 450), ("Konni", 2110, 902), ("Dan Issa", 1644, 690))),
        Page("Listes", [["Gaya"], ["Konni"], ["Dan Issa"]], hidden=True)), ())


def _states_abroad() -> WildFile:
    rows = [["Réfugiés nigérians enregistrés à Maradi, selon l'État d'origine (Nigéria), au 30 juin 2024"],
            ["État d'origine", "Familles", "Hommes", "Femmes", "Total"],
            ["Sokoto", 2010, 4120, 5230, 9350], ["Zamfara", 880, 1702, 2210, 3912], ["Katsina", 640, 1204, 1511, 2715],
            ["Niger", 22, 40, 51, 91], ["Kebbi", 17, 33, 39, 72], ["TOTAL", 3569, 7099, 9041, 16140]]
    return WildFile("etats-origine.ods", ods(Page("Juin", rows, ("A1:E1",))), ())


def _planned() -> WildFile:
    rows = [["Tableau de bord des réalisations 2023"],
            ["Résultat attendu", "Région", "Cible 2023", "1er trimestre", None, "2e trimestre", None, "% atteint"],
            [None, None, None, "Prévu", "Réalisé", "Prévu", "Réalisé", None],
            ["Jeunes formés", "Agadez", 400, 100, 88, 100, 121, "52 %"],
            ["Jeunes formés", "Tahoua", 300, 75, 60, 75, 71, "44 %"],
            ["Retournés installés à leur compte", "Agadez", 200, 50, 31, 50, 47, "39 %"],
            ["Retournés installés à leur compte", "Tahoua", 160, 40, 42, 40, 38, "50 %"]]
    merged = ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3")
    return WildFile("tableau-de-bord.xls", xls(Page("2023", rows, merged)), ())


def _lines() -> WildFile:
    reports = [
        {"when": "2024-05-01", "at": "Assamaka", "from_country": "DZ", "nationality": "ML", "adults_m": 120,
         "adults_f": 3, "minors": 6, "phone": "+22790110011"},
        {"when": "2024-05-01", "at": "Assamaka", "from_country": "DZ", "nationality": "GN", "adults_m": 201,
         "adults_f": 5, "minors": 11, "phone": "+22790110011"},
        {"when": "2024-05-04", "at": "Assamaka", "from_country": "DZ", "nationality": "NE", "adults_m": 340,
         "adults_f": 88, "minors": 150, "phone": "+22790110012"},
        {"when": "2024-05-09", "at": "Madama", "from_country": "LY", "nationality": "NE", "adults_m": 44,
         "adults_f": 2, "minors": 1, "phone": "+22790110013"}]
    content = "\n".join(json.dumps(one) for one in reports)
    return WildFile("handovers.jsonl", lambda: content.encode(), ())


def _printed() -> WildFile:
    heads = ["Jour", "Heure de passage", "Véhicule", "Immatriculation", "Provenance", "Destination", "Pass.", "dont F"]
    rows = [["Registre de la barrière de Tchibarakaten"], heads,
            ["02/06/2024", "06:40", "Toyota Hilux", "AG 1021", "Arlit", "Djanet", "24", "1"],
            ["02/06/2024", "07:15", "Camion", "AG 3340", "Djanet", "Arlit", "31", "0"],
            ["04/06/2024", "05:55", "Toyota Hilux", "AG 1188", "Agadez", "Djanet", "27", "3"],
            ["Page 1 / 2"], heads,
            ["15/06/2024", "21:30", "Moto", "s/n", "Arlit", "Tchibarakaten", "2", "0"],
            ["23/06/2024", "06:05", "Toyota Hilux", "AG 1021", "Agadez", "Djanet", "25", "0"],
            ["TOTAL", "", "", "", "", "", "109", "4"], ["Page 2 / 2"]]
    return WildFile("barriere-juin.csv", text(rows, separator="|", first="sep=|\r\n"), ())


def _points_of_the_map() -> WildFile:
    rows = [["Point", "Latitude", "Longitude", "Distance à la frontière (km)", "Heures d'observation par jour",
             "nov-23", "déc-23", "janv-24", "févr-24"],
            ["Séguédine", "20°12'00\" N", "12°58'59\" E", 330, 10, 1204, 988, "n.d.", 1011],
            ["Madama", "21°57'00\" N", "13°39'00\" E", 95, 6, 402, "< 10", 377, 390],
            ["Assamaka", "19°20'42\" N", "5°46'05\" E", 12, 12, 2210, 2105, 1998, "plus de 2 500"]]
    return WildFile("points-carte.ods", ods(Page("Carte", rows)), ())


def _mangled() -> WildFile:
    rows = [["Population réfugiée par âge, au 31/12/2023"],
            ["P-code", "Commune", "Tranche d'âge", "Ensemble", "Féminin", "Masculin"],
            ["NER002002002", "Diffa", "0-4", 1210, 602, 608], ["NER002002002", "Diffa", "05-nov", 1904, 950, 954],
            ["NER002002002", "Diffa", "déc-17", 1002, 511, 491],
            ["NER002002002", "Diffa", "18-59", 3120, 1702, 1418],
            ["NER002002002", "Diffa", "60+", 211, 120, 91],
            ["NER002002001", "Chétimari", "0-4", 804, 400, 404],
            ["NER002002001", "Chétimari", "05-nov", 1240, 611, 629],
            ["NER002002001", "Chétimari", "18-59", 2011, 1088, 923]]
    return WildFile("ages-communes.xlsx", xlsx(Page("Âges", rows)), ())


def _days_across() -> WildFile:
    rows = [["Point de Gaya – fiche de comptage, semaine du 1er au 5 juillet 2024"], [],
            ["Rubrique", "lun. 1", "mar. 2", "mer. 3", "jeu. 4", "ven. 5", "Semaine"],
            ["Voyageurs vers le Bénin", 210, 188, 240, 199, 177, 1014],
            ["Voyageurs vers le Niger", 160, 171, 150, 182, 144, 807], ["Autocars", 9, 8, 11, 9, 7, 44],
            ["Camions de marchandises", 31, 28, 40, 33, 22, 154], ["Heures d'ouverture", 12, 12, 12, 10, 6, 52]]
    return WildFile("gaya-s27.xlsx", xlsx(Page("S27", rows)), ())
