"""Files of plain layouts and many words: each puts one breakdown in all the spellings that partners use."""
from __future__ import annotations

from itertools import cycle

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def ordinary_files() -> list[WildFile]:
    return [_flows(), _communes(), _who_does_what(), _cases(), _days(), _statuses(), _countries(), _ages(), _months(),
            _quarters(), _ways(), _points()]


def _flows() -> WildFile:
    people = ("Nigérienne", "Nigériane", "Malienne", "Burkinabé", "Sénégalaise", "Gambienne", "Guinéenne (Conakry)",
              "Bissau-guinéenne", "Ivoirienne", "Ghanéenne", "Togolaise", "Béninoise", "Libérienne",
              "Sierra-léonaise",
              "Camerounaise", "Tchadienne", "Centrafricaine", "Soudanaise", "Sud-Soudanaise", "Erythréenne",
              "Ethiopienne", "Somalienne", "Syrienne", "Bangladaise", "Pakistanaise", "Egyptienne", "Marocaine",
              "Algérienne", "Libyenne", "Mauritanienne", "Congolaise (RDC)", "Equato-guinéenne", "Cap-verdienne")
    means = cycle(("Bus", "Véhicule 4x4", "Camion", "Moto", "A pied", "Taxi brousse", "Pirogue", "Dromadaire"))
    reasons = cycle(("Recherche d'emploi", "Regroupement familial", "Insécurité", "Inondations", "Études",
                     "Soins médicaux", "Commerce", "Retour au pays", "Pèlerinage"))
    rows = [["Nationalité", "Moyen de déplacement", "Raison du voyage", "Nombre de personnes"],
            *[[one, next(means), next(reasons), 7 + 11 * number] for number, one in enumerate(people)]]
    return WildFile("nationalites-flux.xlsx", xlsx(Page("Données", rows)), ())


def _communes() -> WildFile:
    places = (("Diffa", "N'guigmi", "Kabléwa"), ("Diffa", "Maïné-Soroa", "N'guelbély"), ("Diffa", "Maïné-Soroa",
        "Foulatari"),
              ("Diffa", "Bosso", "Toumour"), ("Tillabéri", "Téra", "Méhana"), ("Tillabéri", "Gothèye", "Dargol"),
              ("Tillabéri", "Tillabéri", "Sakoïra"), ("Tillabéri", "Tillabéri", "Kourtèye"), ("Tillabéri", "Abala",
                  "Sanam"),
              ("Tillabéri", "Filingué", "Kourfeye Centre"), ("Tillabéri", "Bankilaré", "Bankilaré"),
              ("Tillabéri", "Balléyara", "Tagazar"), ("Tahoua", "Birni N'Konni", "Tsernaoua"), ("Tahoua", "Madaoua",
                  "Bangui"),
              ("Tahoua", "Madaoua", "Sabon-Guida"), ("Tahoua", "Illéla", "Badaguichiri"), ("Tahoua", "Kéita",
                  "Tamaské"),
              ("Maradi", "Guidan-Roumdji", "Guidan Sori"), ("Maradi", "Mayahi", "Tchaké"), ("Maradi", "Dakoro",
                  "Sabon Machi"),
              ("Maradi", "Aguié", "Tchadoua"), ("Zinder", "Kantché", "Matamèye"), ("Zinder", "Tanout", "Ollélewa"),
              ("Zinder", "Mirriah", "Dogo"), ("Dosso", "Dogondoutchi", "Dogonkiria"), ("Dosso", "Boboye",
                  "Birni N'Gaouré"),
              ("Agadez", "Tchirozérine", "Tabelot"), ("Agadez", "Iférouane", "Timia"), ("Agadez", "In-Gall",
                  "In-Gall"))
    rows = [["Région", "Département", "Commune", "Ménages", "Individus"],
            *[[*place, str(20 + 3 * number), str(130 + 17 * number)] for number, place in enumerate(places)]]
    return WildFile("communes-touchees.csv", text(rows, encoding="cp1252"), ())


def _who_does_what() -> WildFile:
    done = (("Organisation internationale pour les migrations", "Hébergement", 410), ("UNHCR",
        "Assistance juridique", 88),
            ("Programme alimentaire mondial", "Distribution de vivres", 2100), ("UNICEF", "Protection de l'enfance",
                340),
            ("Save the Children", "Éducation", 512), ("International Rescue Committee", "Soins de santé", 390),
            ("Médecins du Monde", "Appui psychosocial", 120), ("Croix Rouge Nigérienne", "Kits NFI", 655),
            ("Conseil danois pour les réfugiés", "Sensibilisation", 1310), ("Norwegian Refugee Council", "EHA", 820),
            ("World Vision", "Transferts monétaires", 300), ("Terre des Hommes", "Référencement", 61),
            ("UNFPA", "Santé", 201), ("GIZ", "Formation professionnelle", 95), ("CARE", "Réintégration", 140))
    rows = [["Tableau des intervenants – région d'Agadez, mai 2024"], [], ["Intervenant", "Type d'assistance",
             "Bénéficiaires"],
            *[list(one) for one in done]]
    return WildFile("intervenants-agadez.ods", ods(Page("Mai", rows, ("A1:C1",))), ())


def _cases() -> WildFile:
    kinds = ("Femme enceinte", "Femme allaitante", "MNA", "Enfant séparé", "Personne handicapée", "Victime de traite",
             "Survivante de VBG", "Personne âgée", "Malade chronique", "Parent seul", "Victime de torture", "Blessé")
    rows = [["Vulnérabilité", "Nb de cas", "Suivis", "Clos"],
            *[[kind, 40 + 5 * number, 30 + 4 * number, 3 + number] for number, kind in enumerate(kinds)]]
    return WildFile("cas-vulnerables.xls", xls(Page("Cas", rows)), ())


def _days() -> WildFile:
    days = ("02/01/2024", "3 janv. 2024", "04-01-2024", "05.01.24", "lundi 8 janvier 2024", "9/1/24", "2024-01-10",
            "11 JANVIER 2024", "12-janv-24", "13/01/2024 08:00", "45306", "mar. 16 janv. 2024", "le 17 janvier 2024",
            "20240119")
    rows = [["Date du passage", "Poste", "Effectif"],
            *[[day, "Assamaka", str(31 + 7 * number)] for number, day in enumerate(days)]]
    return WildFile("cahier-assamaka.tsv", text(rows, separator="\t"), ())


def _statuses() -> WildFile:
    kinds = ("Réfugiés", "Demandeurs d'asile", "PDI", "Retournés", "Refoulés", "Expulsés", "Apatrides",
        "Population hôte",
             "Migrants en transit", "Transhumants", "Migrants saisonniers", "Victimes de trafic")
    return WildFile("statuts.json", nested([
        {"statut": kind, "menages": 12 + number, "personnes": 60 + 7 * number, "maj": "2024-02-29"}
        for number, kind in enumerate(kinds)]), ())


def _countries() -> WildFile:
    names = ("RCI", "RCA", "RDC", "Guinée-Bissau", "Guinée Conakry", "The Gambia", "Burkina", "Cap-Vert",
        "Soudan du Sud",
             "Mali", "NIGERIA", "Niger", "Sénégal", "Sierra Leone", "Libéria", "Bénin", "Togo", "Tchad", "Cameroun",
             "Ghana")
    rows = [["Pays d'origine", "Hommes", "Femmes", "Total"],
            *[[name, 50 + 3 * number, 9 + number, 59 + 4 * number] for number, name in enumerate(names)]]
    return WildFile("pays-origine.xlsx", xlsx(Page("Origine", rows)), ())


def _ages() -> WildFile:
    ages = ("0 à 4 ans", "5 à 11 ans", "12 à 17 ans", "18 à 59 ans", "60 ans et +")
    groups = ("Réfugié", "Demandeur d'asile", "Déplacé interne")
    sexes = ("Masculin", "Féminin")
    rows = [["Situation au 31/03/2024"], ["Statut", "Genre", "Classe d'âge", "Effectif"],
            *[[group, sex, age, 11 * (1 + one) + 3 * two + 17 * three] for one, group in enumerate(groups)
              for two, sex in enumerate(sexes) for three, age in enumerate(ages)]]
    return WildFile("classes-age.xlsx", xlsx(Page("Mars", rows)), ())


def _months() -> WildFile:
    names = ("Janv.", "Fév.", "Mars", "Avr.", "Mai", "Juin", "Juil.", "Août", "Sept.", "Oct.", "Nov.", "Déc.")
    points = ("Assamaka", "Arlit", "Madama", "Dirkou")
    body = [[point, *[100 * (1 + one) + 13 * two for two in range(12)]] for one, point in enumerate(points)]
    lines = [[*line, sum(line[1:])] for line in body]
    rows = [["Personnes accueillies par lieu et par mois, année 2023"], [], ["Lieu d'accueil", *names, "Total 2023"],
            *lines, ["Total", *[sum(line[place] for line in lines) for place in range(1, 14)]]]
    return WildFile("accueil-2023.xlsx", xlsx(Page("2023", rows, ("A1:N1",))), ())


def _quarters() -> WildFile:
    rows = [["Région", "T1 2023", "T2 2023", "T3 2023", "T4 2023", "T1 2024"],
            ["Agadez", "4 120", "3 988", "5 012", "4 400", "4 871"], ["Tahoua", "1 203", "1 110", "1 344", "1 290",
            "1 402"],
            ["Zinder", "2 010", "2 244", "1 978", "2 121", "2 300"], ["Maradi", "988", "1 020", "1 101", "960",
            "1 044"],
            ["Diffa", "310", "288", "402", "377", "351"]]
    return WildFile("trimestres.csv", text(rows), ())


def _ways() -> WildFile:
    ways = ("Entrée au Niger", "Sortie du Niger", "Vers l'Algérie", "En provenance de Libye", "Vers la Libye",
            "En provenance d'Algérie")
    rows = [["Mois", "Poste", "Sens du flux", "Flux"],
            *[[f"2024-{month:02}", "Arlit", way, str(300 + 40 * month + 9 * number)]
              for month in (1, 2) for number, way in enumerate(ways)]]
    return WildFile("sens-arlit.csv", text(rows, separator=","), ())


def _points() -> WildFile:
    points = ("FMP Séguédine", "Assamakka", "Birni Konni", "Dan-Issa", "Danbarto", "Ayérou", "Pont de Gaya",
        "Petelkole",
              "Makalondi", "Tchibarakatène", "Magaria", "Madama")
    rows = [["Point de suivi", "Flux entrant au Niger", "Flux sortant du Niger"],
            *[[point, 80 + 7 * number, 120 + 3 * number] for number, point in enumerate(points)]]
    return WildFile("points-suivi.ods", ods(Page("Points", rows)), ())
