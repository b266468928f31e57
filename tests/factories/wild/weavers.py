"""Cross tables: regions, nationalities, needs, means, groups and years across; a matrix of origins and destinations."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def weavers_files() -> list[WildFile]:
    return [_regions_across(), _nationalities_across(), _needs_across(), _groups_across(), _ages_in_one_line(),
            _means_across(), _matrix(), _two_by_two(), _years_over_months(), _numbers_and_shares(), _points_across(),
            _offices_across()]


def _regions_across() -> WildFile:
    rows = [["Cartes de réfugié : personnes enregistrées par mois et par région, 2024"],
            ["Mois", "Agadez", "Diffa", "Maradi", "Tahoua", "Total"], ["Janvier", 21, 402, 188, 97, 708],
            ["Février", 14, 377, 201, 110, 702], ["Mars", 30, 410, 170, 88, 698], ["Total", 65, 1189, 559, 295, 2108]]
    return WildFile("enregistrement-regions.xlsx", xlsx(Page("2024", rows)), ())


def _nationalities_across() -> WildFile:
    rows = [["Poste", "Nigériens", "Nigérians", "Béninois", "Togolais", "Autres", "Ensemble"],
            ["Gaya", "1 204", "310", "2 044", "188", "97", "3 843"],
            ["Konni", "2 110", "3 020", "12", "8", "61", "5 211"],
            ["Dan Issa", "1 877", "2 410", "3", "1", "22", "4 313"]]
    return WildFile("postes-nationalites.csv", text(rows, encoding="cp1252"), ())


def _needs_across() -> WildFile:
    rows = [["Besoins spécifiques recensés par site, septembre 2024"],
            ["Site", "Femmes enceintes", "Personnes handicapées", "Enfants non accompagnés", "Personnes âgées",
             "Survivantes de VBG"],
            ["Intikane", 210, 61, 12, 144, 9], ["Télemcès", 31, 9, 2, 22, 0], ["Sayam Forage", 402, 97, 40, 188, 21]]
    return WildFile("besoins-sites.ods", ods(Page("Sept", rows)), ())


def _groups_across() -> WildFile:
    rows = [["Populations relevant du mandat, au 30/06/2024"],
            ["Département", "Réfugiés", "Demandeurs d'asile", "Déplacés internes", "Retournés", "Apatrides", "Total"],
            ["Bosso", 4100, 88, 30988, 4020, 0, 39196], ["Ouallam", 7011, 41, 22044, 310, 0, 29406],
            ["Tillia", 21044, 902, 3110, 97, 2, 25155], ["Total", 32155, 1031, 56142, 4427, 2, 93757]]
    return WildFile("mandat-departements.xls", xls(Page("Juin", rows)), ())


def _ages_in_one_line() -> WildFile:
    rows = [["Commune", "H 0-17", "F 0-17", "H 18-59", "F 18-59", "H 60+", "F 60+", "Total"],
            ["Chétimari", "402", "388", "511", "602", "41", "52", "1996"],
            ["Toumour", "1204", "1188", "1310", "1502", "97", "110", "5411"],
            ["Kabléwa", "310", "288", "401", "477", "22", "31", "1529"]]
    return WildFile("pyramide-communes.tsv", text(rows, separator="\t"), ())


def _means_across() -> WildFile:
    rows = [["Voyageurs sortis du Niger par Assamaka, selon le moyen emprunté"],
            ["Date", "Bus", "Camion", "Pick-up", "À pied", "Total"], ["04/11/2024", 120, 41, 210, 12, 383],
            ["11/11/2024", 98, 60, 188, 9, 355], ["18/11/2024", 140, 38, 240, 0, 418],
            ["Total", 358, 139, 638, 21, 1156]]
    return WildFile("assamaka-moyens.xlsx", xlsx(Page("Nov", rows)), ())


def _matrix() -> WildFile:
    rows = [["Déplacés internes selon la commune d'origine et la commune d'accueil"],
            ["Commune d'origine", "Commune d'accueil", None, None, "Total"], [None, "Ayorou", "Téra", "Gothèye", None],
            ["Inates", 804, 120, 0, 924], ["Anzourou", 61, 88, 311, 460], ["Gorouol", 0, 410, 97, 507],
            ["Total", 865, 618, 408, 1891]]
    return WildFile("matrice-deplaces.xlsx", xlsx(Page("Matrice", rows, ("A2:A3", "B2:D2", "E2:E3"))), ())


def _two_by_two() -> WildFile:
    rows = [["Personnes secourues dans le désert au mois d'août 2024"], ["Sexe", "Effectif"], ["Hommes", "188"],
            ["Femmes", "22"]]
    return WildFile("secours-aout.csv", text(rows), ())


def _years_over_months() -> WildFile:
    rows = [["Point de suivi", 2023, None, 2024, None], [None, "Novembre", "Décembre", "Janvier", "Février"],
            ["Arlit", 2044, 1877, 1990, 2105], ["Séguédine", 1204, 988, 1010, 1101],
            ["Dan Barto", 3020, 2980, 3110, 2870]]
    return WildFile("flux-hiver.xlsx", xlsx(Page("Hiver", rows, ("A1:A2", "B1:C1", "D1:E1"))), ())


def _numbers_and_shares() -> WildFile:
    rows = [["Motif du voyage déclaré, par point, octobre 2024"],
            ["Point", "Économique (n)", "Économique (%)", "Familial (n)", "Familial (%)", "Études (n)", "Études (%)"],
            ["Arlit", 310, 77.5, 61, 15.3, 29, 7.3], ["Dan Barto", 188, 47.0, 160, 40.0, 52, 13.0],
            ["Gaya", 210, 52.5, 140, 35.0, 50, 12.5]]
    return WildFile("motifs-points.ods", ods(Page("Oct", rows)), ())


def _points_across() -> WildFile:
    return WildFile("jours-points.json", nested([
        {"date": "2024-11-04", "arlit": 210, "seguedine": 97, "madama": 41},
        {"date": "2024-11-11", "arlit": 188, "seguedine": 110, "madama": 38},
        {"date": "2024-11-18", "arlit": 240, "seguedine": 88, "madama": 52}]), ())


def _offices_across() -> WildFile:
    rows = [["Personnes assistées par partenaire et par activité, 2e semestre 2023"],
            ["Activité", "OIM", "HCR", "Croix-Rouge nigérienne", "COOPI"], ["Hébergement", 1204, 402, 0, 0],
            ["Soins de santé", 311, 97, 410, 0], ["Appui psychosocial", 60, 144, 88, 202], ["Formation", 188, 0, 0, 61]]
    return WildFile("assistance-partenaires.xls", xls(Page("S2", rows)), ())
