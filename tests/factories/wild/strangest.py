"""Files of layouts that were not met before the reading was last mended: what it makes of the unknown."""
from __future__ import annotations

from datetime import date, datetime

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def strangest_files() -> list[WildFile]:
    return [_calendar(), _desks(), _clinic(), _two_blocks(), _arrivals_log(), _old_register(), _regions_across(),
            _nested_points(), _spread_titles(), _tea_money(), _household(), _semicolons(), _day_sheet(), _pairs()]


def _calendar() -> WildFile:
    rows = [["Gendarmerie – barrage de Tourayat"], ["Passagers contrôlés, novembre 2023"],
            ["Jour", 1, 2, 3, 4, 5], ["Nigériens", 120, 98, 133, 101, 87], ["Étrangers", 44, 51, 39, 60, 42],
            ["Ensemble", 164, 149, 172, 161, 129]]
    return WildFile("barrage.xlsx", xlsx(Page("Nov", rows)), ())


def _desks() -> WildFile:
    rows = [["Bureau d'accueil", "Mois", "Migrants reçus", None, None, "Orientés vers", None],
            [None, None, "Hommes", "Femmes", "MNA", "OIM", "HCR"], ["Arlit", "2023-05", 88, 12, 7, 60, 14],
            ["Arlit", "2023-06", 91, 9, 5, 66, 10], ["Agadez", "2023-05", 140, 33, 11, 90, 41],
            ["Agadez", "2023-06", 155, 28, 13, 101, 37]]
    return WildFile("bureaux.xlsx", xlsx(Page("Bureaux", rows, ("C1:E1", "F1:G1", "A1:A2", "B1:B2"))), ())


def _clinic() -> WildFile:
    rows = [["MSF – consultations aux migrants refoulés"], ["Semaine épi", "Année", "Site", "<5 ans", "5-14 ans",
            "15 ans et +", "Total consultations"], ["S18", "2023", "Assamaka", "12", "20", "310", "342"],
            ["S19", "2023", "Assamaka", "9", "14", "288", "311"], ["S18", "2023", "Arlit", "30", "41", "120", "191"],
            ["S19", "2023", "Arlit", "22", "37", "131", "190"]]
    return WildFile("consultations.csv", text(rows, separator=";", encoding="utf-8-sig"), ())


def _two_blocks() -> WildFile:
    rows = [["POSTE", "Mars 2023", None, "Avril 2023", None],
            [None, "Véhicules", "Passagers", "Véhicules", "Passagers"],
            ["Gaya", 410, 6120, 433, 6502], ["Konni", 288, 3990, 301, 4188], ["Dan Barto", 101, 1502, 98, 1466],
            ["S/Total", 799, 11612, 832, 12156]]
    return WildFile("gares-frontiere.xls", xls(Page("trafic", rows, ("B1:C1", "D1:E1"))), ())


def _arrivals_log() -> WildFile:
    rows = [["Timestamp", "Lieu d'enregistrement", "Nbre H", "Nbre F", "Nbre Enfts", "Provenance", "Observations"],
            [datetime(2023, 10, 2, 8, 30), "Madama", 40, 2, 1, "Libye", "véhicule en panne"],
            [datetime(2023, 10, 4, 17, 0), "Madama", 31, 0, 0, "Libye", None],
            [datetime(2023, 10, 4, 22, 15), "Assamaka", 290, 12, 9, "Algérie", None],
            [datetime(2023, 10, 7, 6, 0), "Assamaka", 511, 20, 31, "Algérie", "convoi du 6"]]
    return WildFile("registre-arrivees.xlsx", xlsx(Page("log", rows)), ())


def _old_register() -> WildFile:
    rows = [["ANNEE", "REG", "DEPT", "MASC", "FEM", "TOT"], ["2019", "MARADI", "AGUIE", "1.204", "1.310", "2.514"],
            ["2019", "MARADI", "MAYAHI", "988", "1.002", "1.990"],
            ["2020", "ZINDER", "MIRRIAH", "2.120", "2.233", "4.353"],
            ["2020", "ZINDER", "TANOUT", "760", "801", "1.561"]]
    return WildFile("EXODANTS.TXT", text(rows, separator=",", encoding="cp850"), ())


def _regions_across() -> WildFile:
    rows = [["Personnes déplacées internes par région, situation au 31 août 2023"],
            ["Groupe", "Diffa", "Maradi", "Tahoua", "Tillabéri", "Total"],
            ["Femmes", 40120, 9120, 30222, 61002, 140464],
            ["Hommes", 35010, 8011, 26540, 52333, 121894], ["Enfants 0-17 ans", 52002, 11020, 39001, 80120, 182143]]
    return WildFile("pdi-regions.xlsx", xlsx(Page("PDI", rows)), ())


def _nested_points() -> WildFile:
    return WildFile("points-api.json", nested({"generated": "2023-12-01", "results": [
        {"point": "Séguédine", "releves": [{"date": "2023-11-01", "sortants": 40}, {"date": "2023-11-02",
             "sortants": 52}]},
        {"point": "Madama", "releves": [{"date": "2023-11-01", "sortants": 12}, {"date": "2023-11-02",
             "sortants": 9}]}]}), ())


def _spread_titles() -> WildFile:
    rows = [[None, None, "REPUBLIQUE DU NIGER"], [None, None, "Région de Zinder"],
            ["Service :", "DREC/M", None, "Période :",
            "T4 2022"], [], ["Communes", "Retournés du Nigéria", None, "Obs."], [None, "Ménages", "Individus", None],
            ["Dungass", 44, 301, None], ["Gouchi", 21, 160, "à vérifier"], ["Malawa", 12, 77, None],
            ["Mallaoua", 9, 51, None]]
    return WildFile("retournes-zinder.ods", ods(Page("T4", rows, ("B5:C5", "A5:A6"))), ())


def _tea_money() -> WildFile:
    rows = [["Activité", "Commune", "Date", "Bénéficiaires prévus", "Bénéficiaires touchés",
             "Montant décaissé (FCFA)", "Bailleur"],
            ["Cash for work", "Iférouane", "14 avr. 2023", "120", "118", "3 540 000", "UE"],
            ["Distribution de kits NFI", "Timia", "2 mai 2023", "80", "80", "1 200 000", "DDC"],
            ["Sensibilisation", "Ingall", "9 mai 2023", "300", "env. 350", "450 000", "GIZ"]]
    return WildFile("suivi-projet.csv", text(rows, separator=";", encoding="cp1252"), ())


def _household() -> WildFile:
    rows = [["hh_id", "adm1", "adm2", "sexe_chef", "age_chef", "taille_menage", "statut", "besoin_prioritaire"],
            ["H-0001", "NE002", "NE002001", "f", 34, 7, "deplace_interne", "vivres"],
            ["H-0002", "NE002", "NE002001", "m", 51, 9, "hote", "eau"],
            ["H-0003", "NE002", "NE002006", "f", 28, 4, "refugie", "abri"],
            ["H-0004", "NE002", "NE002006", "m", 40, 6, "retourne", "vivres"]]
    return WildFile("menages.xlsx", xlsx(Page("data", rows)), ())


def _semicolons() -> WildFile:
    rows = [["Tableau n° 12 : demandes d'asile"], ["Pays d'origine;2021;2022;2023 (janv.-sept.)"],
            ["Soudan;1 204;988;1 377"],
            ["Mali;2 010;2 451;n.d."], ["RCA;41;33;29"], ["Cameroun;>100;120;~90"]]
    return WildFile("asile.csv", text(rows, separator="\t"), ())


def _day_sheet() -> WildFile:
    rows = [["Date :", date(2023, 9, 12)], ["Point :", "Dan Barto"], [], ["Tranche horaire", "Entrées", "Sorties"],
            ["06h-10h", 120, 98], ["10h-14h", 88, 130], ["14h-18h", 140, 101], ["TOTAL JOUR", 348, 329]]
    return WildFile("journee.xlsx", xlsx(Page("12-09", rows)), ())


def _pairs() -> WildFile:
    rows = [["Nationalités", "Nombre", None, "Nationalités", "Nombre"], ["Maliens", 410, None, "Soudanais", 120],
            ["Guinéens", 388, None, "Camerounais", 77], ["Sénégalais", 210, None, "Ghanéens", 31],
            ["Gambiens", 140, None, "Total", 1376]]
    return WildFile("deux-colonnes.xlsx", xlsx(Page("Nat", rows)), ())
