"""Files of hospitals, schools, airports and crisis cells: many columns that count something else than people."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def lodgers_files() -> list[WildFile]:
    return [_indicators(), _emergencies(), _floods(), _portal(), _pupils(), _charters(),
            _shares_beside(), _trafficking(), _weekly_cell(), _central(), _bus_station(), _homonyms()]


def _indicators() -> WildFile:
    kits = "# de migrants retournés ayant reçu un kit d'installation"
    trained = "# de jeunes formés à un métier"
    rows = [["Form Id", "Partner Name", "Site Name", "Latitude", "Longitude", "Reporting Month", "Indicator Name",
             "Units", "Value"],
            ["c1x01", "OIM", "Arlit", 18.7369, 7.3853, "2024-03", kits, "personnes", 44],
            ["c1x02", "OIM", "Arlit", 18.7369, 7.3853, "2024-04", kits, "personnes", 51],
            ["c1x03", "CIAUD", "Bosso", 13.7008, 13.3105, "2024-03", trained, "personnes", 30],
            ["c1x04", "CIAUD", "Bosso", 13.7008, 13.3105, "2024-04", trained, "personnes", 28],
            ["c1x05", "Karkara", "Dakoro", 14.5104, 6.7650, "2024-04", trained, "personnes", 62]]
    return WildFile("quantity-indicators.xlsx", xlsx(Page("Export", rows)), ())


def _emergencies() -> WildFile:
    rows = [["Registre des urgences, patients migrants (hôpital de district)"], [],
            ["N° d'ordre", "Date d'entrée", "Date de sortie", "Âge (ans)", "Sexe", "Nationalité", "Diagnostic",
             "Poids (kg)", "Mode de sortie", "Tél. accompagnant"],
            [1, date(2024, 1, 8), date(2024, 1, 10), 23, "M", "Gambienne", "Paludisme grave", 58.5, "Guéri",
             "90112201"],
            [2, date(2024, 1, 8), date(2024, 1, 9), 31, "F", "Nigériane", "Déshydratation", 49, "Guérie", "90112202"],
            [3, date(2024, 1, 11), date(2024, 1, 15), 19, "M", "Malienne", "Fracture", 61.2, "Référé", "90112203"],
            [4, date(2024, 1, 13), date(2024, 1, 13), 44, "M", "Nigérienne", "Insolation", 70, "Contre avis", None],
            [5, date(2024, 1, 20), date(2024, 1, 22), 27, "F", "Camerounaise", "Accouchement", 63, "Guérie",
             "90112205"]]
    return WildFile("registre-urgences-janvier.xlsx", xlsx(Page("Urgences", rows)), ())


def _floods() -> WildFile:
    rows = [["Région", "Département", "Commune", "Ménages sinistrés", "Personnes sinistrées", "Maisons effondrées",
             "Têtes de bétail perdues", "Superficie inondée (ha)", "Vivres distribués (tonnes)", "Source"],
            ["Maradi", "Madarounfa", "Safo", "310", "2 204", "288", "41", "120,5", "12,4", "Mairie"],
            ["Maradi", "Dakoro", "Kornaka", "122", "901", "97", "260", "88,0", "4,9", "Mairie"],
            ["Zinder", "Magaria", "Wacha", "77", "560", "61", "18", "40,2", "3,1", "Préfecture"],
            ["Tahoua", "Madaoua", "Bangui", "405", "3 110", "377", "n.d.", "210,0", "16,0", "Mairie"],
            ["Total", "", "", "914", "6 775", "823", "319", "458,7", "36,4", ""]]
    return WildFile("inondations-27-08-2024.csv", text(rows, encoding="utf-8-sig"), ())


def _portal() -> WildFile:
    def line(place: str, code: str, number: str, group: str) -> dict[str, object]:
        return {"geomaster_name": place, "admin_level": "1", "pcode": code, "population_type": group,
                "individuals": number, "date": "2024-05-31", "published": True, "source": "UNHCR"}
    return WildFile("portail-population.json", nested({"data": [
        line("Diffa", "NE002", "128911", "Refugees"), line("Diffa", "NE002", "1204", "Asylum-seekers"),
        line("Tahoua", "NE005", "41877", "Refugees"), line("Tahoua", "NE005", "902", "Asylum-seekers"),
        line("Tillabéri", "NE006", "38015", "Refugees"), line("Tillabéri", "NE006", "88122", "IDPs")]}), ())


def _pupils() -> WildFile:
    rows = [["Élèves réfugiés scolarisés, année scolaire 2023-2024"],
            ["Commune", "École", "Primaire", None, "Secondaire", None, "Enseignants", "Salles de classe",
             "Ratio élèves/maître"],
            [None, None, "Garçons", "Filles", "Garçons", "Filles", None, None, None],
            ["Tillia", "Intikane 1", 210, 188, 44, 31, 9, 8, 52.6], ["Tillia", "Intikane 2", 177, 190, 0, 0, 7, 7,
             52.4],
            ["Ouallam", "Mangaïzé", 240, 222, 61, 40, 12, 11, 46.9], ["Abala", "Abala Camp", 301, 288, 70, 66, 16, 14,
             45.3],
            ["Total", None, 928, 888, 175, 137, 44, 40, None]]
    merged = ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3", "I2:I3")
    return WildFile("scolarisation-refugies.ods", ods(Page("Effectifs", rows, merged)), ())


def _charters() -> WildFile:
    rows = [["Vol", "Date d'arrivée", "Aéroport d'arrivée", "Provenance", "Hommes (18 ans et +)",
             "Femmes (18 ans et +)",
             "Garçons (<18 ans)", "Filles (<18 ans)", "Total", "dont enfants non accompagnés", "Bagages (kg)"],
            ["LN402", date(2023, 10, 5), "Niamey", "Tripoli", 121, 18, 9, 6, 154, 2, 2310],
            ["LN410", date(2023, 10, 19), "Niamey", "Tripoli", 98, 31, 14, 11, 154, 0, 2190],
            ["BM077", date(2023, 11, 2), "Agadez", "Sebha", 144, 2, 4, 0, 150, 3, 1840],
            ["LN433", date(2023, 11, 23), "Niamey", "Misrata", 110, 22, 8, 8, 148, 1, 2044],
            ["TOTAL", None, None, None, 473, 73, 35, 25, 606, 6, 8384],
            ["Passagers nigériens uniquement. Source : équipe aéroport."]]
    return WildFile("charters-libye.xlsx", xlsx(Page("Vols", rows)), ())


def _shares_beside() -> WildFile:
    rows = [["Migrants hébergés, par nationalité et sexe"], ["Période : du 1er au 31 mars 2024"], [],
            ["Nationalité", "Hommes", None, "Femmes", None, "Ensemble", None],
            [None, "Eff.", "%", "Eff.", "%", "Eff.", "%"],
            ["Guinée Conakry", 120, 48.0, 8, 20.0, 128, 44.1], ["Guinée Bissau", 12, 4.8, 0, 0.0, 12, 4.1],
            ["Guinée équatoriale", 1, 0.4, 1, 2.5, 2, 0.7], ["Soudan du Sud", 5, 2.0, 2, 5.0, 7, 2.4],
            ["Soudan", 40, 16.0, 9, 22.5, 49, 16.9], ["Congo (RDC)", 3, 1.2, 2, 5.0, 5, 1.7],
            ["Congo Brazzaville", 2, 0.8, 0, 0.0, 2, 0.7], ["R.C.A.", 4, 1.6, 3, 7.5, 7, 2.4],
            ["Sierra Léone", 63, 25.2, 15, 37.5, 78, 26.9],
            ["Total", 250, 100.0, 40, 100.0, 290, 100.0]]
    return WildFile("hebergement-mars.xls", xls(Page("Mars", rows, ("A4:A5", "B4:C4", "D4:E4", "F4:G4"))), ())


def _trafficking() -> WildFile:
    rows = [["Suivi mensuel 2023 : traite des personnes"],
            ["Mois", "Victimes identifiées", "Cumul annuel", "Victimes prises en charge", "Cumul annuel",
             "Dossiers ouverts", "Amendes prononcées (FCFA)"],
            ["Janvier", 12, 12, 9, 9, 4, 1500000], ["Février", 7, 19, 7, 16, 2, 0], ["Mars", 15, 34, 11, 27, 5,
             2250000],
            ["Avril", 4, 38, 4, 31, 1, 500000], ["Mai", 21, 59, 18, 49, 6, 3000000]]
    return WildFile("traite-suivi-2023.xlsx", xlsx(Page("Suivi", rows)), ())


def _weekly_cell() -> WildFile:
    rows = [["Cellule de crise – point hebdomadaire du 2 septembre 2024"], [],
            ["A. Nouveaux déplacés"], ["Commune d'accueil", "Ménages", "Hommes adultes", "Femmes adultes", "Enfants"],
            ["Téra", 41, 60, 77, 190], ["Gothèye", 18, 22, 31, 80], ["Kokorou", 9, 11, 14, 37],
            ["Total", 68, 93, 122, 307], [],
            ["B. Articles remis"], ["Article", "Unité", "Quantité"],
            ["Bâche", "pièce", 136], ["Natte", "pièce", 204], ["Seau de 20 litres", "pièce", 68],
            ["Riz", "sac de 50 kg", 90], [], ["Prochain point : lundi 9 septembre"]]
    return WildFile("point-hebdo-s36.xlsx", xlsx(Page("Point", rows)), ())


def _central() -> WildFile:
    rows = [["SubmissionDate", "meta-instanceID", "point-Latitude", "point-Longitude", "point-Altitude",
             "point-Accuracy", "profil-sexe", "profil-age_annees", "profil-annees_etude", "profil-nationalite",
             "trajet-duree_jours", "trajet-montant_paye_fcfa", "trajet-motif", "trajet-moyen", "contact-telephone"],
            ["2024-05-06T12:00:41.221Z", "uuid:0b6e1f4c-0001", "18.7371", "7.3850", "421.0", "4.8", "masculin", "22",
             "6", "senegalaise", "31", "350000", "recherche_emploi", "camion", "0022790000011"],
            ["2024-05-06T12:41:10.907Z", "uuid:0b6e1f4c-0002", "18.7370", "7.3852", "420.4", "5.0", "feminin", "29",
             "0", "nigeriane", "12", "120000", "rejoindre_famille", "bus", "0022790000012"],
            ["2024-05-07T08:15:32.114Z", "uuid:0b6e1f4c-0003", "18.7368", "7.3849", "421.7", "3.9", "masculin", "35",
             "12", "togolaise", "9", "95000", "commerce", "bus", "0022790000013"],
            ["2024-05-07T09:02:55.640Z", "uuid:0b6e1f4c-0004", "18.7372", "7.3851", "420.9", "4.4", "masculin", "18",
             "4", "guineenne", "44", "410000", "recherche_emploi", "camion", "0022790000014"]]
    return WildFile("entretiens-arlit.csv", text(rows, separator=","), ())


def _bus_station() -> WildFile:
    rows = [["Gare routière d'Agadez – voyageurs sur les lignes intérieures, 2024"], [],
            ["Mois", "Départs vers Arlit", "Départs vers Dirkou", "Arrivées d'Arlit", "Arrivées de Dirkou",
             "Prix moyen du billet (FCFA)"],
            ["janv.", "3 204", "1 120", "2 980", "402", "7 500"], ["févr.", "3 011", "1 404", "2 744", "377", "7 500"],
            ["mars", "3 390", "1 388", "3 102", "450", "8 000"], ["avr.", "2 870", "1 090", "2 633", "391", "8 000"]]
    return WildFile("gare-agadez.csv", text(rows, encoding="cp1252"), ())


def _homonyms() -> WildFile:
    rows = [["Région", "Commune", "Statut", "F <5", "M <5", "F 5-17", "M 5-17", "F 18 et +", "M 18 et +",
             "Mis à jour le"],
            ["Maradi", "Tibiri", "Retourné", "21", "19", "40", "44", "61", "52", "lundi 3 juin 2024"],
            ["Dosso", "Tibiri", "Retourné", "8", "9", "17", "12", "30", "22", "mardi 4 juin 2024"],
            ["Maradi", "Gangara", "PDI", "14", "11", "33", "30", "41", "39", "lundi 3 juin 2024"],
            ["Zinder", "Gangara", "PDI", "5", "7", "12", "15", "20", "18", "jeudi 6 juin 2024"],
            ["Zinder", "Droum", "Retourné", "11", "6", "22", "18", "31", "27", "jeudi 6 juin 2024"]]
    return WildFile("homonymes.tsv", text(rows, separator="\t", encoding="utf-16"), ())
