"""More wild files, in layouts that nobody had in mind when columns were first understood."""

from __future__ import annotations

from datetime import date, datetime

from tests.factories.wild.making import Page, WildFile, text, xlsx


def new_files() -> list[WildFile]:
    return [
        _alerts(),
        _who_does_what(),
        _points_across(),
        _long_codes(),
        _flights(),
        _numbers_of_months(),
        _pyramid(),
        _arrivals(),
        _quarters(),
        _broken_bands(),
        _by_hand(),
        _households(),
    ]


def _alerts() -> WildFile:
    rows = [
        ["Alertes de mouvements de population, région de Diffa"],
        [],
        [
            "Date alerte",
            "Région prov.",
            "Dépt de provenance",
            "Commune de provenance",
            "Région d'accueil",
            "Département d'accueil",
            "Commune d'accueil",
            "Ménages",
            "Individus",
            "Cause du déplacement",
            "Besoins prioritaires",
        ],
        [
            "12/02/2023",
            "Diffa",
            "Bosso",
            "Toumour",
            "Diffa",
            "Diffa",
            "Guéskérou",
            45,
            310,
            "Attaques armées",
            "vivres; abris",
        ],
        [
            "25/02/2023",
            "Diffa",
            "Diffa",
            "Chétimari",
            "Diffa",
            "Maïné-Soroa",
            "Foulatari",
            12,
            80,
            "Inondations",
            "abris",
        ],
        [
            "03/03/2023",
            "Tillabéri",
            "Torodi",
            "Makalondi",
            "Tillabéri",
            "Gothèye",
            "Gothèye",
            "environ 60",
            "≥ 400",
            "Insécurité",
            None,
        ],
    ]
    return WildFile("alertes.xlsx", xlsx(Page("ETT", rows)), ())


def _who_does_what() -> WildFile:
    rows = [
        [
            "Organisation",
            "Implementing partner",
            "Sector",
            "Admin1",
            "Admin2",
            "Activity description",
            "Beneficiaries - Men",
            "Beneficiaries - Women",
            "Start date",
            "End date",
            "Contact e-mail",
        ],
        [
            "IOM",
            "Croix-Rouge",
            "Protection",
            "Agadez",
            "Bilma",
            "x",
            "120",
            "45",
            "2023-01-15",
            "2023-06-30",
            "a@example.org",
        ],
        [
            "UNHCR",
            "Partner A",
            "Health",
            "Tahoua",
            "Tchintabaraden",
            "y",
            "80",
            "95",
            "2023-02-01",
            "2023-12-31",
            "b@example.org",
        ],
        [
            "UNICEF",
            "Partner B",
            "Education",
            "Zinder",
            "Magaria",
            "z",
            "40",
            "41",
            "2023-03-01",
            "2023-09-30",
            "c@example.org",
        ],
    ]
    return WildFile("4w.csv", text(rows, separator=","), ())


def _points_across() -> WildFile:
    rows = [
        ["Migrants sortant du Niger par nationalité et point de suivi, 1er trimestre 2023"],
        ["Nationalité", "Point de suivi", None, None, "Total"],
        [None, "Séguédine", "Arlit", "Madama", None],
        ["Nigériens", 800, 900, 40, 1740],
        ["Nigérians", 120, 60, 11, 191],
        ["Tchadiens", 30, 2, 70, 102],
        ["Congolais", 1, 0, 0, 1],
        ["Autres nationalités", 10, 8, 3, 21],
        ["Ensemble", 961, 970, 124, 2055],
    ]
    return WildFile("nationalites-points.xlsx", xlsx(Page("T1", rows, ("A1:E1", "B2:D2", "A2:A3", "E2:E3"))), ())


def _long_codes() -> WildFile:
    rows = [
        ["TIME_PERIOD", "REF_AREA", "INDICATOR", "SEX", "AGE_GROUP", "OBS_VALUE", "OBS_STATUS"],
        ["2022-Q1", "NE001", "FLOW_OUT", "F", "0-17", "120", "A"],
        ["2022-Q1", "NE001", "FLOW_OUT", "M", "0-17", "210", "A"],
        ["2022-Q2", "NE005", "FLOW_OUT", "_T", "18+", "2300", "P"],
        ["2022-Q2", "NE007", "FLOW_IN", "F", "18+", "", "M"],
    ]
    return WildFile("observations.csv", text(rows, separator=","), ())


def _flights() -> WildFile:
    rows = [
        ["AIDE AU RETOUR VOLONTAIRE — NIAMEY"],
        ["Mois de départ", "Pays de retour", "H", "F", "< 18 ans", "Total"],
        ["Janv. 2023", "Guinée", 120, 10, 6, 130],
        ["Janv. 2023", "Mali", 80, 4, 2, 84],
        ["Fév. 2023", "Côte d'Ivoire", 60, 30, 12, 90],
        ["Fév. 2023", "Sierra Leone", 44, 2, 0, 46],
        ["Mars 2023", "Gambie", 31, 0, 1, 31],
    ]
    return WildFile("retours.xlsx", xlsx(Page("ARV", rows)), ())


def _numbers_of_months() -> WildFile:
    rows = [
        ["Année", "Mois", "Région", "Arrivées", "Départs", "Taux de remplissage (%)"],
        ["2022", "11", "Tahoua", "1.204", "998,0", "45,2"],
        ["2022", "12", "Tahoua", "1.310", "1.022", "50,1"],
        ["2023", "1", "Agadez", "2.001", "1.899", "61,0"],
        ["2023", "2", "Agadez", "0", "", "12,5"],
    ]
    return WildFile("annees-mois.csv", text(rows, encoding="cp1252"), ())


def _pyramid() -> WildFile:
    rows = [
        ["Situation des réfugiés au 30 avril 2023"],
        [
            "Site",
            "Nationalité",
            "0-4 ans",
            None,
            "5-11 ans",
            None,
            "12-17 ans",
            None,
            "18-59 ans",
            None,
            "60+",
            None,
            "Total",
        ],
        [None, None, "F", "M", "F", "M", "F", "M", "F", "M", "F", "M", None],
        ["Sayam Forage", "Nigéria", 10, 11, 20, 21, 15, 14, 60, 50, 4, 5, 210],
        ["Intikane", "Mali", 8, 9, 12, 10, 9, 8, 40, 33, 3, 2, 134],
        ["Tabareybarey", "Mali", 5, 5, 7, 6, 6, 7, 22, 20, 2, 1, 81],
    ]
    return WildFile(
        "pyramide-sites.xlsx",
        xlsx(Page("Avril", rows, ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:J2", "K2:L2", "M2:M3"))),
        (),
    )


def _arrivals() -> WildFile:
    rows = [
        [
            "N°",
            "Date entrée",
            "Expulsés de",
            "Poste d'entrée",
            "Nigériens H",
            "Nigériens F",
            "Autres nationalités",
            "Total",
            "Prise en charge par",
            "Chef de convoi",
            "Tél.",
        ],
        [1, date(2023, 4, 2), "Algérie", "Assamaka", 300, 12, 55, 367, "OIM", "Nom A", "96 00 00 01"],
        [2, date(2023, 4, 9), "Algérie", "Assamaka", 280, 9, 0, 289, "OIM", "Nom B", "96 00 00 02"],
        [3, date(2023, 4, 15), "Libye", "Madama", 31, 0, 4, 35, "HCR", "Nom C", None],
    ]
    return WildFile("arrivees.xlsx", xlsx(Page("2023", rows)), ())


def _quarters() -> WildFile:
    rows = [
        ["Tableau de bord migration 2023"],
        ["Indicateur", "Unité", "T1 2023", "T2 2023", "T3 2023", "T4 2023", "Cumul annuel", "Cible"],
        ["Migrants assistés", "personnes", 1200, 900, 1100, 1300, 4500, 5000],
        ["Convois accueillis", "convois", 12, 9, 14, 11, 46, 40],
        ["Kits distribués", "kits", 800, 760, "n.d.", 900, 2460, 4000],
    ]
    return WildFile("tableau-de-bord.xlsx", xlsx(Page("TB", rows)), ())


def _broken_bands() -> WildFile:
    rows = [
        ["Jour", "Lieu d'observation", "Tranche d'âge", "Sexe", "Effectif"],
        [44986, "Dirkou", "0-4", "Féminin", 3],
        [44986, "Dirkou", datetime(2023, 11, 5), "Masculin", 7],
        [44987, "Dirkou", "12-17", "Féminin", 4],
        [44988, "Bilma", "18-59", "Masculin", 50],
        [44989, "Bilma", "60 et +", "Masculin", 1],
    ]
    return WildFile("tranches.xlsx", xlsx(Page("Saisie", rows)), ())


def _by_hand() -> WildFile:
    rows = [
        ["REGIONS", "NATIONALITES", "NBRE DE MIGR.", "MOY. DE TRANSP.", "OBS."],
        ["TAHOUA ", "NIGERIENNE", "12", "BUS", ""],
        ["Tillaberi", "BURKINABÉ", "4", "MOTO", "RAS"],
        ["DOSO", "BENINOISE", "7", "vehicule 4x4", ""],
        ["AGADES", "GHANEENNE", "9", "camion", "douze restés sur place"],
        ["ZINDER", "NIGERIANE", "3O", "BUS", ""],
        ["MARADI", "GUINEE B.", "1", "BUS", ""],
    ]
    return WildFile("a-la-main.csv", text(rows), ())


def _households() -> WildFile:
    rows = [
        [
            "Localité",
            "Commune",
            "Statut",
            "Nb ménages",
            "Nb individus",
            "dont enfants",
            "dont femmes",
            "Latitude",
            "Longitude",
            "Source",
        ],
        ["Village A", "Tibiri", "Retournés", 12, 80, 40, 22, 13.61, 7.04, "autorités"],
        ["Village B", "Guidan Roumdji", "PDI", 30, 211, 99, 61, 13.66, 6.70, "HCR"],
        ["Village C", "Dan Issa", "Population hôte", 210, 1400, 700, 380, 13.19, 7.27, "mairie"],
    ]
    return WildFile("villages.xlsx", xlsx(Page("Villages", rows)), ())
