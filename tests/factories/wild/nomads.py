"""Files of offices that nobody has read yet: weeks with their days, a row of units, censuses, numbered rows, months."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def nomads_files() -> list[WildFile]:
    return [_weeks(), _units(), _census(), _numbered(), _by_month(), _toll()]


def _weeks() -> WildFile:
    rows = [["Cluster Protection – nouveaux déplacés enregistrés par semaine, Tillabéri, août 2024"], [],
            ["Code", "Commune", "Sem. 31", "Sem. 32", "Sem. 33", "Sem. 34", "Total août", "Cumul depuis janvier"],
            ["NE006001002", "Sanam", 61, 0, 22, 14, 97, 1204],
            ["NE006004001", "Banibangou", 204, 97, 31, 12, 344, 3377],
            ["NE006009004", "Tondikiwindi", 12, "-", "-", 44, 56, 1011],
            ["NE006002002", "Inatès", 40, 9, 61, "-", 110, 988],
            [None, "Toutes communes", 317, 106, 114, 70, 607, 6580], [],
            ["« - » : données non transmises"]]
    return WildFile("cluster-protection-aout.xlsx", xlsx(Page("Août", rows)), ())


def _units() -> WildFile:
    rows = [["Région", "Département", "Personnes assistées", "dont femmes", "Coût moyen", "Ménages assistés",
             "Kits d'abri", "Date de distribution", "Partenaire"],
            ["", "", "nombre", "%", "FCFA", "nombre", "nombre", "jj/mm/aaaa", ""],
            ["Diffa", "Maïné-Soroa", "1.402", "51,2", "14.500", "231", "231", "09/09/2024", "COOPI"],
            ["Diffa", "N'Guigmi", "2.044", "53,8", "13.900", "340", "338", "12/09/2024", "CRN"],
            ["Tahoua", "Tillia", "977", "49,9", "15.250", "161", "160", "18/09/2024", "APBE"]]
    return WildFile("assistance-septembre.csv", text(rows, separator=";", encoding="cp1252"), ())


def _census() -> WildFile:
    rows = [["Répertoire des communes d'accueil – région de Diffa"],
            ["Commune", "Population RGPH 2012", "Population projetée 2024", "Réfugiés au 31/08/2024",
             "PDI au 31/08/2024", "Retournés au 31/08/2024", "% de déplacés dans la population", "Superficie (km²)"],
            ["Chétimari", 58734, 88100, 24011, 9044, 4102, 42.2, 2640],
            ["Guéskérou", 36502, 54750, 31204, 22010, 6044, 108.2, 1980],
            ["Toumour", 14110, 21165, 12044, 30110, 2077, 209.0, 3120],
            ["Kabléwa", 19044, 28560, 8110, 14020, 3011, 88.0, 4410]]
    return WildFile("communes-accueil-diffa.ods", ods(Page("Répertoire", rows)), ())


def _numbered() -> WildFile:
    rows = [["Tableau de bord migration – Direction de l'état civil, des migrations et des réfugiés"],
            ["N°", "Rubrique", 2021, 2022, 2023],
            ["1", "Étrangers refoulés aux frontières", 1204, 1377, 1501], ["1.1", "Hommes", 1011, 1140, 1290],
            ["1.2", "Femmes", 193, 237, 211], ["2", "Nigériens rapatriés", 14110, 16044, 12988],
            ["2.1", "depuis l'Algérie", 12077, 14010, 11020], ["2.2", "depuis la Libye", 2033, 2034, 1968]]
    return WildFile("decmr-tableau-de-bord.xls", xls(Page("TB", rows)), ())


def _by_month() -> WildFile:
    return WildFile("transit-par-mois.json", nested({
        "source": "OIM Niger", "indicateur": "Migrants hébergés en fin de mois",
        "series": {"2024-01": {"Agadez": {"hommes": 411, "femmes": 44}, "Arlit": {"hommes": 188, "femmes": 9}},
                   "2024-02": {"Agadez": {"hommes": 377, "femmes": 51}, "Arlit": {"hommes": 204, "femmes": 12}},
                   "2024-03": {"Agadez": {"hommes": 402, "femmes": 38}, "Arlit": {"hommes": 161, "femmes": 7}}}}), ())


def _toll() -> WildFile:
    rows = [["Incidents sur la route migratoire (DGPC) – extrait édité le 02/12/2024"],
            ["Réf.", "Date incident", "Lieu", "Nature", "Rescapés", "Décédés", "Disparus", "Nationalités", "Récit"],
            ["INC-01", "14.08.2024", "Dao Timmi", "Véhicule en panne", "22", "3", "0", "Nigériens, Gambiens",
             "Retrouvés par les FDS ;\nvéhicule abandonné"],
            ["INC-02", "21.08.2024", "Achegour", "Accident", "14", "1", "n.c.", "Nigériens", ""],
            ["INC-03", "09.09.2024", "Puits Espoir", "Abandon par le passeur", "41", "plus de 5", "2", "Diverses",
             "Enquête \"ouverte\""]]
    return WildFile("incidents-route.csv", text(rows, separator="\t", encoding="utf-8-sig"), ())
