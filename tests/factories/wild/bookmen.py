"""Plain tables with long lists of words: nationalities, typed places, means, reasons, needs, days, bodies."""
from __future__ import annotations

from collections.abc import Sequence

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def bookmen_files() -> list[WildFile]:
    return [_nationalities(), _communes(), _means(), _reasons(), _bodies(), _ages(),
            _typed_places(), _habits_of_days(), _needs(), _demonyms(), _persons(), _posts()]


def _counted(words: Sequence[str], start: int = 7) -> list[tuple[str, int, int]]:
    """Each word with two invented figures."""
    return [(word, start + 13 * number % 97, 3 + 29 * number % 61) for number, word in enumerate(words)]


def _nationalities() -> WildFile:
    words = ["Nigérienne", "Nigériane", "Malienne", "Burkinabé", "Ivoirienne", "Ghanéenne", "Togolaise", "Béninoise",
             "Sénégalaise", "Gambienne", "Sierra-léonaise", "Libérienne", "Libyenne", "Algérienne", "Tchadienne",
             "Soudanaise", "Sud-soudanaise", "Camerounaise", "Gabonaise", "Centrafricaine", "Mauritanienne",
             "Marocaine",
             "Tunisienne", "Égyptienne", "Syrienne", "Érythréenne", "Éthiopienne", "Somalienne", "Bangladaise",
             "Pakistanaise", "Comorienne", "Cap-verdienne"]
    rows = [["Nationalité", "Hommes", "Femmes"], *([word, str(men), str(women)] for word, men,
             women in _counted(words))]
    return WildFile("nationalites-annee.csv", text(rows), ())


def _communes() -> WildFile:
    places = [("Tahoua", "Abalak", "Tamaya"), ("Tahoua", "Bouza", "Karofane"), ("Tahoua", "Illéla", "Badaguichiri"),
              ("Tahoua", "Keita", "Ibohamane"), ("Tahoua", "Madaoua", "Ourno"), ("Maradi", "Aguié", "Tchadoua"),
              ("Maradi", "Dakoro", "Sabon Machi"), ("Maradi", "Tessaoua", "Korgom"), ("Zinder", "Gouré", "Boune"),
              ("Zinder", "Mirriah", "Zermou"), ("Dosso", "Boboye", "Kiota"), ("Tillabéri", "Kollo", "Hamdallaye"),
              ("Tillabéri", "Filingué", "Tondikandia"), ("Agadez", "Tchirozérine", "Tabelot"),
              ("Diffa", "Maïné-Soroa", "Foulatari")]
    rows = [["Émigration saisonnière : départs déclarés en 2023"],
            ["Région", "Département", "Commune", "Hommes partis", "Femmes parties"],
            *([*place, 40 + 17 * number % 200, 5 + 11 * number % 40] for number, place in enumerate(places))]
    return WildFile("departs-communes.xlsx", xlsx(Page("Départs", rows)), ())


def _means() -> WildFile:
    words = ["Autocar", "Minibus", "Taxi-brousse", "Véhicule personnel", "Pick-up 4x4", "Camion remorque", "Mototaxi",
             "Tricycle", "À dos de chameau", "Charrette", "Pirogue", "Vélo", "À pied", "Avion"]
    rows = [["Moyen de transport", "Hommes", "Femmes"], *([*line] for line in _counted(words))]
    return WildFile("moyens.ods", ods(Page("Moyens", rows)), ())


def _reasons() -> WildFile:
    words = ["Recherche d'emploi", "Regroupement familial", "Petit commerce", "Études", "Soins médicaux", "Pèlerinage",
             "Insécurité", "Inondations", "Tourisme", "Retour au pays", "Travaux agricoles saisonniers", "Autre"]
    rows = [["Motif du déplacement", "Hommes", "Femmes"], *([word, f"{men}", f"{women}"]
                                                           for word, men, women in _counted(words))]
    return WildFile("motifs-2024.csv", text(rows, separator="\t", encoding="cp1252"), ())


def _bodies() -> WildFile:
    words = ["Croix-Rouge nigérienne (CRN)", "UNHCR", "O.I.M.", "Save the Children", "ONG Karkara", "Médecins du Monde",
             "Médecins sans frontières", "Plan International Niger", "Conseil norvégien pour les réfugiés", "OXFAM",
             "Terre des hommes", "UNFPA", "PAM", "FAO", "CIAUD Canada", "Caritas Développement Niger", "ACTED", "COOPI"]
    activities = ["Protection", "Santé", "Éducation", "Vivres", "Formation professionnelle", "Sensibilisation"]
    rows = [["Structure", "Domaine d'intervention", "Région", "Bénéficiaires F", "Bénéficiaires H"],
            *([word, activities[number % 6], ("Agadez", "Diffa", "Tahoua")[number % 3], women, men]
              for number, (word, men, women) in enumerate(_counted(words)))]
    return WildFile("structures-3w.xlsx", xlsx(Page("Structures", rows)), ())


def _ages() -> WildFile:
    words = ["moins de 5 ans", "de 5 à 11 ans", "12 à 17 ans", "18–24 ans", "25 - 34 ans", "35/59 ans",
    "60 ans et plus"]
    rows = [["Groupe d'âge", "Masculin", "Féminin"], *([*line] for line in _counted(words))]
    return WildFile("ages.xls", xls(Page("Âges", rows)), ())


def _typed_places() -> WildFile:
    places = [("Tilabery", "Ouallam", "Commune rurale de Simiri"), ("TILLABERI", "Tera", "Kokorou"),
              ("Maradi", "Madaroumfa", "Dan-Issa"), ("maradi", "Guidan Roumji", "Guidan Sori"),
              ("Tahoua", "Tchinta", "Kao"), ("Tahoua", "Birnin Konni", "Bazaga"), ("Agadès", "In-Gall", "Ingall"),
              ("Agadez", "Iferouane", "Timia"), ("DIFFA", "N'guigmi", "Kabléwa"), ("Diffa", "Mainé Soroa", "Foulatari"),
              ("Zinder", "Damagaram Takaya", "Guidimouni"), ("Dosso", "Doutchi", "Matankari")]
    rows = [["REGION", "DEPARTEMENT", "COMMUNE", "NB MENAGES", "NB PERSONNES"],
            *([*place, str(11 + number), str(70 + 9 * number)] for number, place in enumerate(places))]
    return WildFile("saisie-mairies.csv", text(rows, encoding="latin-1"), ())


def _habits_of_days() -> WildFile:
    days = ["le 3 mars 2024", "04-mars-24", "2024/03/05", "06.03.2024", "jeudi 7 mars 2024", "08/03/24", "9 MARS 2024",
            "10 mars 2024", "1er avril 2024", "Mardi 02/04/2024", "3 avr. 2024", "2024-04-04T00:00:00Z"]
    rows = [["Jour", "Point", "Voyageurs"],
            *([day, "Séguédine", str(30 + 7 * number)] for number, day in enumerate(days))]
    return WildFile("saisie-jours.csv", text(rows), ())


def _needs() -> WildFile:
    words = ["Femme enceinte", "Femme allaitante", "Enfant non accompagné", "Enfant séparé", "Personne handicapée",
             "Personne âgée", "Maladie chronique", "Victime de traite", "Survivante de VBG", "Parent isolé", "Blessé",
             "Aucune"]
    rows = [["Vulnérabilité", "Cas identifiés", "Cas référés", "Taux de référencement"],
            *([word, 20 + 3 * number, 10 + 2 * number, f"{(10 + 2 * number) / (20 + 3 * number):.0%}"]
              for number, word in enumerate(words))]
    return WildFile("vulnerabilites-2024.xlsx", xlsx(Page("Cas", rows)), ())


def _demonyms() -> WildFile:
    words = ["Niger", "Nigeria", "Mali", "Guinea", "Guinea-Bissau", "Equatorial Guinea", "Gambia, The", "Côte d'Ivoire",
             "Congo, Dem. Rep.", "Congo, Rep.", "Central African Rep.", "Sudan", "South Sudan", "Libya", "Liberia",
             "Sierra Leone", "Cabo Verde", "Eswatini", "Tanzania, United Rep. of", "Syrian Arab Rep.", "Viet Nam"]
    return WildFile("arrivals_by_nationality.json", nested({"results": [
        {"country_of_nationality": word, "iso_year": 2024, "male": men, "female": women}
        for word, men, women in _counted(words)]}), ())


def _persons() -> WildFile:
    rows = [["id", "Sexe (1=Masculin, 2=Féminin)", "Âge", "Statut", "Date entrée Niger", "Pays de nationalité (ISO2)",
             "Niveau d'instruction", "Taille du ménage", "Revenu mensuel (FCFA)"],
            ["1", "1", "34", "Réfugié", "12/11/2022", "NG", "Primaire", "6", "25000"],
            ["2", "2", "29", "Demandeuse d'asile", "28/02/2023", "SD", "Secondaire", "3", "0"],
            ["3", "2", "51", "Réfugiée", "17/08/2021", "ML", "Aucun", "8", "15000"],
            ["4", "1", "19", "Retourné", "30/05/2023", "NE", "Primaire", "1", "0"]]
    return WildFile("base-personnes.csv", text(rows, encoding="utf-8-sig"), ())


def _posts() -> WildFile:
    rows = [["Point de suivi", "Sens du flux", "Période", "Hommes", "Femmes"],
            ["FMP Arlit", "Sortants du Niger", "2024-S1", 30210, 2044],
            ["FMP Arlit", "Entrants au Niger", "2024-S1", 18022, 1310],
            ["FMP Dan Barto", "Sortants du Niger", "2024-S1", 9020, 3110],
            ["FMP Dan Barto", "Entrants au Niger", "2024-S1", 11044, 4021],
            ["FMP Arlit", "Interne", "2024-S1", 4010, 900], ["FMP Dan Barto", "Interne", "2024-S1", 2202, 1188]]
    return WildFile("flux-semestre.xlsx", xlsx(Page("Flux", rows)), ())
