"""Files that count things of people: latrines of women, lorries by country, herds by sex, groups, places, cards."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def hostlers_files() -> list[WildFile]:
    return [_trainings(), _reception(), _legal_aid(), _checkpoint(), _expelled(), _consultations(),
            _latrines(), _lorries_by_country(), _herds_by_sex(), _villages(), _beds(), _cards()]


def _trainings() -> WildFile:
    rows = [["Formations dispensées par les partenaires, 1er semestre 2024"],
            ["Organisation", "Thème", "Lieu", "Du", "Au", "Femmes formées", "Hommes formés", "Total",
             "Nombre de séances"],
            ["GIZ", "Formation professionnelle", "Agadez", date(2024, 2, 5), date(2024, 2, 16), 12, 18, 30, 10],
            ["ENABEL", "Formation professionnelle", "Dosso", date(2024, 3, 4), date(2024, 3, 29), 20, 15, 35, 20],
            ["CISP", "Sensibilisation", "Tahoua", date(2024, 4, 9), date(2024, 4, 10), 41, 38, 79, 2],
            ["TOTAL", None, None, None, None, 73, 71, 144, 32]]
    return WildFile("formations-s1.xlsx", xlsx(Page("Formations", rows)), ())


def _reception() -> WildFile:
    rows = [["Date d'accueil", "Région d'accueil", "Pays de provenance", "Hommes (≥18)", "Femmes (≥18)",
             "Garçons (<18)",
             "Filles (<18)", "Repas servis", "Kits d'hygiène remis"],
            ["mer. 03/01/2024", "Agadez", "Algérie", "210", "14", "8", "6", "714", "238"],
            ["sam. 13/01/2024", "Agadez", "Algérie", "188", "22", "15", "9", "702", "234"],
            ["mar. 23/01/2024", "Agadez", "Libye", "41", "3", "0", "1", "135", "45"],
            ["lun. 29/01/2024", "Zinder", "Nigéria", "60", "31", "12", "14", "351", "117"]]
    return WildFile("accueil-janvier.csv", text(rows, encoding="utf-8-sig"), ())


def _legal_aid() -> WildFile:
    rows = [["Assistance juridique aux étrangers détenus"], ["Trimestre : T4 2023"], [],
            ["Maison d'arrêt", "Nationalité", "Détenus rencontrés", "Dossiers suivis", "Audiences", "Libérations"],
            ["Niamey", "Nigériane", 21, 14, 9, 4], ["Niamey", "Béninoise", 6, 6, 3, 1],
            ["Zinder", "Nigériane", 12, 8, 5, 2],
            ["Kollo", "Malienne", 9, 4, 2, 0], ["Total", None, 48, 32, 19, 7]]
    return WildFile("aide-juridique-t4.xls", xls(Page("T4", rows)), ())


def _checkpoint() -> WildFile:
    rows = [["date", "checkpoint", "direction", "vehicle_type", "vehicles", "passengers", "of_which_women",
             "of_which_under_18"],
            ["2024-08-01", "Makalondi", "Into Niger", "Bus", "12", "488", "120", "61"],
            ["2024-08-01", "Makalondi", "Out of Niger", "Bus", "11", "431", "98", "44"],
            ["2024-08-02", "Petelkole", "Into Niger", "Truck", "3", "29", "1", "0"],
            ["2024-08-02", "Petelkole", "Out of Niger", "Motorcycle", "20", "33", "4", "2"]]
    return WildFile("checkpoints_aug.csv", text(rows, separator=","), ())


def _expelled() -> WildFile:
    rows = [["Ressortissants nigériens expulsés d'Algérie, arrivés à Assamaka"],
            ["Mois 2023", "Convois", "Hommes adultes", "Femmes adultes", "Mineurs", "Total personnes"],
            ["janvier", 3, 1204, 88, 140, 1432], ["février", 2, 902, 71, 122, 1095], ["mars", 4, 1710, 130, 201, 2041],
            ["avril", 2, 811, 60, 97, 968], ["Total", 11, 4627, 349, 560, 5536]]
    return WildFile("expulses-2023.ods", ods(Page("2023", rows)), ())


def _consultations() -> WildFile:
    rows = [["Mois", "Centre de santé", "Consultations", "Patients nouveaux", "dont migrants", "Accouchements",
             "Références", "Ruptures de stock (jours)"],
            ["2024-01", "CSI Arlit", "410", "288", "61", "22", "9", "3"],
            ["2024-01", "CSI Dirkou", "122", "97", "44", "6", "2", "0"],
            ["2024-02", "CSI Arlit", "388", "270", "70", "19", "7", "0"],
            ["2024-02", "CSI Dirkou", "140", "101", "52", "4", "5", "11"]]
    return WildFile("csi-mensuel.tsv", text(rows, separator="\t"), ())


def _latrines() -> WildFile:
    rows = [["Ouvrages réalisés sur les sites d'accueil"],
            ["Site", "Latrines", None, "Douches", None, "Dortoirs", None, "Coût total (FCFA)"],
            [None, "Hommes", "Femmes", "Hommes", "Femmes", "Hommes", "Femmes", None],
            ["Intikane", 20, 24, 10, 14, 6, 8, 41000000], ["Awaridi", 12, 16, 8, 8, 4, 5, 22500000],
            ["Sayam Forage", 30, 36, 15, 20, 9, 12, 60200000], ["Total", 62, 76, 33, 42, 19, 25, 123700000]]
    merged = ("A2:A3", "B2:C2", "D2:E2", "F2:G2", "H2:H3")
    return WildFile("ouvrages-sites.xlsx", xlsx(Page("Ouvrages", rows, merged)), ())


def _lorries_by_country() -> WildFile:
    rows = [["Camions en transit contrôlés, par pays d'immatriculation"],
            ["Mois", "Bureau", "Camions nigériens", "Camions béninois", "Camions togolais", "Tonnage",
             "Recettes (FCFA)"],
            ["janv. 2024", "Gaya", "210", "402", "61", "18 440", "88 000 000"],
            ["févr. 2024", "Gaya", "188", "377", "70", "17 020", "81 500 000"],
            ["mars 2024", "Gaya", "60", "12", "9", "2 110", "9 900 000"],
            ["avr. 2024", "Gaya", "41", "8", "3", "1 402", "6 050 000"]]
    return WildFile("camions-transit.csv", text(rows), ())


def _herds_by_sex() -> WildFile:
    rows = [["Cheptel des éleveurs déplacés, vaccination de mars 2024"],
            ["Commune", "Éleveurs", "Bovins", None, "Ovins", None, "Doses utilisées"],
            [None, None, "Mâles", "Femelles", "Mâles", "Femelles", None],
            ["Tassara", 44, 310, 720, 190, 602, 1822], ["Tillia", 71, 402, 1110, 277, 811, 2600],
            ["Kao", 30, 188, 377, 120, 405, 1090]]
    return WildFile("vaccination-betail.ods", ods(Page("Mars", rows, ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"))),
    ())


def _villages() -> WildFile:
    rows = [["Département", "Communes touchées", "Villages accueillant des réfugiés", "Écoles accueillant des réfugiés",
             "Groupements de femmes appuyés", "Comités de jeunes installés", "Réfugiés", "Ménages réfugiés"],
            ["Madarounfa", "3", "12", "9", "14", "3", "11 204", "1 902"],
            ["Guidan Roumdji", "4", "21", "17", "22", "4", "24 010", "4 120"],
            ["Bosso", "2", "18", "7", "9", "2", "30 988", "5 211"],
            ["Total", "9", "51", "33", "45", "9", "66 202", "11 233"]]
    return WildFile("villages-accueil.csv", text(rows, encoding="utf-8-sig"), ())


def _beds() -> WildFile:
    rows = [["Capacité et occupation des centres au 1er octobre 2024"], [],
            ["Centre", "Région", "Lits hommes", "Lits femmes", "Lits enfants", "Personnes présentes", "Places libres",
             "Nuitées de septembre"],
            ["Centre A", "Agadez", 120, 30, 20, 141, 29, 4030], ["Centre B", "Niamey", 60, 40, 24, 98, 26, 2877],
            ["Centre C", "Zinder", 40, 20, 10, 66, 4, 1904]]
    return WildFile("capacite-centres.xlsx", xlsx(Page("Octobre", rows)), ())


def _cards() -> WildFile:
    def line(month: str, region: str, refugees: int, stamps: int, births: int) -> dict[str, object]:
        return {"mois": month, "region": region, "cartes_refugie_delivrees": refugees, "titres_de_voyage": stamps,
                "actes_naissance": births, "delai_moyen_jours": 12.5}
    return WildFile("documents-delivres.json", nested({"donnees": [
        line("2024-03", "Diffa", 402, 3, 188), line("2024-03", "Tahoua", 310, 0, 97),
        line("2024-04", "Diffa", 288, 5, 201), line("2024-04", "Tahoua", 277, 1, 122)]}), ())
