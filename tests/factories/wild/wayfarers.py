"""Files of every day and of rare form: wholes of three levels, a sheet on its side, ways told by the next town."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def wayfarers_files() -> list[WildFile]:
    return [_tagged(), _asylum_claims(), _transit_centre(), _labels(), _gendarmes(), _weeks_of_june(),
            _three_levels(), _three_headings(), _on_its_side(), _fortnights(), _bridge(), _groups_of_a_camp()]


def _tagged() -> WildFile:
    rows = [["Region", "Region code", "Reporting date", "IDP individuals", "IDP households", "IDP girls", "IDP boys",
             "IDP women", "IDP men", "Assessment method"],
            ["#adm1+name", "#adm1+code", "#date", "#affected+idps+ind", "#affected+idps+hh",
             "#affected+idps+f+children", "#affected+idps+m+children", "#affected+idps+f+adults",
             "#affected+idps+m+adults", "#meta+method"],
            ["Diffa", "NE002", "2024-06-30", 141020, 23400, 40110, 38902, 34508, 27500, "Registration"],
            ["Tillaberi", "NE006", "2024-06-30", 198300, 29870, 57200, 55100, 47000, 39000, "Key informants"],
            ["Tahoua", "NE005", "2024-06-30", 60210, 8710, 17010, 16800, 14400, 12000, "Key informants"],
            ["Maradi", "NE004", "2024-06-30", 18040, 2600, 5100, 5040, 4300, 3600, "Registration"]]
    return WildFile("ner_idp_june2024_hxl.xlsx", xlsx(Page("HXL", rows)), ())


def _asylum_claims() -> WildFile:
    rows = [["Mois", "Nationalité", "Demandes déposées", "Demandes acceptées", "Demandes rejetées",
             "Demandes en instance"],
            ["janv-24", "Soudanaise", "41", "12", "3", "188"], ["janv-24", "Tchadienne", "4", "1", "0", "22"],
            ["févr-24", "Soudanaise", "38", "20", "1", "205"], ["févr-24", "Érythréenne", "7", "0", "0", "31"],
            ["mars-24", "Soudanaise", "52", "18", "6", "233"], ["mars-24", "Centrafricaine", "2", "2", "0", "9"]]
    return WildFile("demandes-asile-t1.csv", text(rows, encoding="cp1252"), ())


def _transit_centre() -> WildFile:
    rows = [["OIM – Centre de transit de Dirkou"], ["Rapport du mois de septembre 2024"], [],
            ["Nationalité", "Hommes adultes", "Femmes adultes", "Enfants accompagnés", "Enfants non accompagnés",
             "Total", "Observations"],
            ["Nigériane", 61, 9, 4, 1, 75, None], ["Malienne", 22, 0, 0, 2, 24, None],
            ["Ghanéenne", 18, 1, 0, 0, 19, "transférés à Agadez"], ["Burkinabè", 12, 0, 0, 0, 12, None],
            ["TOTAL", 113, 10, 4, 3, 130, None], [], ["Préparé par : bureau de Dirkou"]]
    return WildFile("centre-dirkou-09.xlsx", xlsx(Page("Septembre", rows, ("A1:G1", "A2:G2"))), ())


def _labels() -> WildFile:
    rows = [["1. Date de l'entretien", "2. Point de suivi", "3. Sexe", "4. Âge (années révolues)", "5. Nationalité",
             "6. Pays de départ", "7. Pays de destination finale", "8. Motif principal du voyage",
             "8b. Autre motif (préciser)", "9. Moyen de transport principal", "10. Avez-vous été victime d'extorsion ?",
             "11. Montant dépensé (FCFA)", "Numéro de téléphone (facultatif)"],
            [date(2024, 9, 3), "Séguédine", "Homme", 25, "Nigérienne", "Niger", "Libye", "Travail", None, "Pick-up",
             "Non", 90000, None],
            [date(2024, 9, 3), "Séguédine", "Homme", 30, "Tchadienne", "Tchad", "Libye", "Travail", None, "Pick-up",
             "Oui", 140000, "80000021"],
            [date(2024, 9, 4), "Madama", "Femme", 28, "Nigériane", "Nigéria", "Italie", "Regroupement familial", None,
             "Camion", "Oui", 300000, None],
            [date(2024, 9, 5), "Madama", "Homme", 17, "Gambienne", "Gambie", "Libye", "Autre",
             "fuir un conflit familial", "Camion", "Non", 210000, "80000022"]]
    return WildFile("FMS_labels_septembre.xlsx", xlsx(Page("FMS", rows)), ())


def _gendarmes() -> WildFile:
    rows = [["Compte rendu des patrouilles, 3e trimestre 2024"],
            ["Date", "Unité", "Lieu", "Véhicules saisis", "Passeurs interpellés", "Migrants secourus",
             "Carburant saisi (L)", "Nationalités"],
            ["02/07/2024", "Brigade de Dirkou", "Dao Timmi", "2", "3", "48", "600", "Nigérians, Gambiens"],
            ["19/07/2024", "Brigade de Dirkou", "Puits Espoir", "1", "1", "27", "200", "Guinéens"],
            ["11/08/2024", "Brigade d'Arlit", "Tchibarakaten", "0", "0", "15", "0", "Maliens, Ivoiriens"],
            ["25/09/2024", "Brigade de Bilma", "Achégour", "3", "5", "81", "1 200", "Nigérians"],
            ["Total", "", "", "6", "9", "171", "2 000", ""]]
    return WildFile("patrouilles-t3.csv", text(rows), ())


def _weeks_of_june() -> WildFile:
    rows = [["Nouveaux déplacés enregistrés par les mairies, juin 2024"],
            ["Commune", "Semaine 23", "Semaine 24", "Semaine 25", "Semaine 26", "Total du mois"],
            ["Makalondi", 120, 88, 41, 60, 309], ["Torodi", 202, 71, 35, 90, 398], ["Gothèye", 44, 18, 0, 27, 89],
            ["Total", 366, 177, 76, 177, 796]]
    return WildFile("mairies-juin.ods", ods(Page("Juin", rows)), ())


def _three_levels() -> WildFile:
    rows = [["Réfugiés et familles d'accueil, recensement du 15 mars 2024"],
            ["Région", "Département", "Commune", "Réfugiés", "Hôtes"],
            ["Diffa", "Bosso", "Bosso", 4100, 2200], [None, None, "Toumour", 9020, 1710],
            [None, "S/T Bosso", None, 13120, 3910],
            [None, "Diffa", "Chétimari", 12044, 3100], [None, None, "Gueskérou", 8011, 2904],
            [None, "S/T Diffa", None, 20055, 6004], ["Total région Diffa", None, None, 33175, 9914],
            ["Maradi", "Guidan Roumdji", "Chadakori", 7955, 1020], [None, None, "Guidan Sori", 1204, 610],
            [None, "S/T Guidan Roumdji", None, 9159, 1630], ["Total région Maradi", None, None, 9159, 1630],
            ["TOTAL GENERAL", None, None, 42334, 11544]]
    return WildFile("recensement-mars.xlsx", xlsx(Page("Recensement", rows)), ())


def _three_headings() -> WildFile:
    rows = [["Région", "Réfugiés", None, None, None, "Demandeurs d'asile", None, None, None],
            [None, "0-17 ans", None, "18 ans et plus", None, "0-17 ans", None, "18 ans et plus", None],
            [None, "F", "M", "F", "M", "F", "M", "F", "M"],
            ["Agadez", 201, 222, 310, 602, 88, 91, 120, 433], ["Niamey", 610, 588, 902, 877, 44, 52, 71, 102],
            ["Tahoua", 9020, 8877, 7011, 5340, 31, 29, 40, 37]]
    merged = ("A1:A3", "B1:E1", "F1:I1", "B2:C2", "D2:E2", "F2:G2", "H2:I2")
    return WildFile("stock-trois-niveaux.xls", xls(Page("Stock", rows, merged)), ())


def _on_its_side() -> WildFile:
    rows = [["Site", "Intikane", "Télemcès", "Tazalit", "Midal"],
            ["Date de la visite", date(2024, 2, 5), date(2024, 2, 6), date(2024, 2, 8), date(2024, 2, 9)],
            ["Ménages", 3110, 402, 377, 190], ["Personnes", 16020, 2044, 1890, 911],
            ["Femmes", 8610, 1101, 1002, 480], ["Hommes", 7410, 943, 888, 431],
            ["Points d'eau fonctionnels", 9, 2, 1, 1], ["Latrines", 210, 31, 18, 12]]
    return WildFile("fiche-sites.xlsx", xlsx(Page("Visites", rows)), ())


def _fortnights() -> WildFile:
    rows = [["Période", "Poste", "Voyageurs entrés au Niger", "Voyageurs sortis du Niger", "Mineurs signalés", "Obs."],
            ["1ère quinzaine de juin 2024", "Konni", "2 044", "1 877", "3", ""],
            ["2ème quinzaine de juin 2024", "Konni", "2 210", "1 902", "0", "fête de Tabaski"],
            ["1ère quinzaine de juillet 2024", "Konni", "1 990", "2 011", "1", ""],
            ["2ème quinzaine de juillet 2024", "Konni", "2 105", "1 950", "5", "pluies"]]
    return WildFile("quinzaines-konni.csv", text(rows, encoding="utf-8-sig"), ())


def _bridge() -> WildFile:
    rows = [["Pont de Gaya, comptage du 6 mai 2024 (équipe de jour)"], [],
            ["Tranche horaire", "Vers Malanville (Bénin)", None, "Vers Gaya (Niger)", None],
            [None, "Hommes", "Femmes", "Hommes", "Femmes"],
            ["06h-09h", 120, 88, 60, 41], ["09h-12h", 201, 144, 133, 102], ["12h-15h", 98, 71, 110, 90],
            ["15h-18h", 140, 122, 177, 160], ["Total", 559, 425, 480, 393]]
    return WildFile("pont-gaya.xlsx", xlsx(Page("6 mai", rows, ("A3:A4", "B3:C3", "D3:E3"))), ())


def _groups_of_a_camp() -> WildFile:
    def group(number: int, country: str, day: str, sex_and_age: str, needs: list[str]) -> dict[str, object]:
        return {"dossier": f"AW-{number:04}", "enregistre_le": day, "pays_origine": country, "sexe_age": sex_and_age,
                "besoins": "; ".join(needs), "site": "Awaridi"}
    return WildFile("awaridi-personnes.json", nested([
        group(1, "Nigéria", "2024-03-11", "F 25", ["abri"]),
        group(2, "Nigéria", "2024-03-11", "M 31", ["abri", "soins"]),
        group(3, "Tchad", "2024-03-12", "F 8", ["école"]), group(4, "Nigéria", "2024-03-15", "F 61", ["soins"])]), ())
