"""A second set of wild files in other layouts, written after columns were understood on the first."""

from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, text, xlsx


def later_files() -> list[WildFile]:
    return [
        _register(),
        _corridor_months(),
        _vulnerable(),
        _trainings(),
        _border_police(),
        _weekly(),
        _returns_by_commune(),
        _rescues(),
        _english_flow(),
        _mixed_levels(),
    ]


def _register() -> WildFile:
    rows = [
        ["Statistiques du centre de transit d'Arlit – août 2023"],
        [],
        [
            "Pays d'origine",
            "Adultes",
            None,
            "Mineurs accompagnés",
            "Mineurs non accompagnés",
            "Total hébergés",
            "% du total",
        ],
        [None, "Hommes", "Femmes", None, None, None, None],
        ["Mali", 210, 14, 6, 3, 233, 0.45],
        ["Guinée Conakry", 190, 4, 0, 2, 196, 0.38],
        ["Sénégal", 60, 0, 0, 0, 60, 0.12],
        ["Cameroun", 20, 6, 1, 0, 27, 0.05],
    ]
    return WildFile("centre.xlsx", xlsx(Page("Août", rows, ("B3:C3",))), ())


def _corridor_months() -> WildFile:
    rows = [
        ["Pays", "Janvier", "Février", "Mars", "Avril"],
        ["Algérie", "2 310", "1 998", "2 044", "nd"],
        ["Libye", "41", "37", "60", "12"],
        ["Bénin", "8", "-", "5", "4"],
    ]
    return WildFile("refoulements-2022.csv", text(rows, encoding="cp1252"), ())


def _vulnerable() -> WildFile:
    rows = [
        ["Date", "Site", "Cas vulnérables", "Nombre de cas"],
        [date(2023, 9, 3), "Sayam Forage", "Femmes enceintes", 12],
        [date(2023, 9, 3), "Sayam Forage", "PSH", 4],
        [date(2023, 9, 3), "Kindjandi", "ENA", 7],
        [date(2023, 9, 4), "Kindjandi", "Personnes âgées", 9],
        [date(2023, 9, 4), "Assaga", "VBG", 2],
    ]
    return WildFile("vulnerables.xlsx", xlsx(Page("Protection", rows)), ())


def _trainings() -> WildFile:
    rows = [
        ["Bilan des formations"],
        ["Thème", "Partenaire", "Lieu", "Du", "Au", "Participants H", "Participants F", "Coût (FCFA)"],
        ["Gestion de cas", "OIM", "Tahoua", date(2023, 2, 6), date(2023, 2, 10), 14, 9, 2500000],
        ["Premiers secours", "Croix-Rouge", "Agadez", date(2023, 3, 13), date(2023, 3, 15), 20, 11, 1800000],
        ["Droit d'asile", "HCR", "Niamey", date(2023, 5, 2), date(2023, 5, 4), 12, 12, 3000000],
    ]
    return WildFile("formations.xlsx", xlsx(Page("Bilan", rows)), ())


def _border_police() -> WildFile:
    rows = [
        ["Poste de police", "Mois", "Entrées au Niger", "Sorties du Niger", "Refoulés", "Nationalité dominante"],
        ["Makalondi", "oct-23", 4310, 3998, 12, "Burkinabè"],
        ["Dan Issa", "oct-23", 2210, 2301, 4, "Nigériane"],
        ["Gaya", "oct-23", 5001, 4870, 31, "Béninoise"],
        ["Konni", "nov-23", 1899, 1760, 8, "Nigériane"],
    ]
    return WildFile("police.xlsx", xlsx(Page("DST", rows)), ())


def _weekly() -> WildFile:
    rows = [
        ["Année", "Semaine n°", "PSF", "Direction", "Total individus", "Moyenne journalière", "Remarques"],
        [2023, 40, "Séguédine", "Sortant du Niger", 510, 72.9, None],
        [2023, 40, "Séguédine", "Entrant au Niger", 210, 30, "route coupée"],
        [2023, 41, "Arlit", "Sortant du Niger", 890, 127.1, None],
        [2023, 41, "Arlit", "Mouvement interne", 330, 47.1, None],
    ]
    return WildFile("semaines.xlsx", xlsx(Page("FMR", rows)), ())


def _returns_by_commune() -> WildFile:
    rows = [
        [
            "Région de retour",
            "Département de retour",
            "Commune de retour",
            "Ménages retournés",
            "Individus retournés",
            "dont < 5 ans",
            "dont 60+",
            "Situation au",
        ],
        ["Tillabéri", "Torodi", "Makalondi", 210, 1450, 300, 60, "31/07/2023"],
        ["Tillabéri", "Téra", "Téra", 80, 560, 99, 22, "31/07/2023"],
        ["Diffa", "N'Guigmi", "N'Guigmi", 44, 301, 70, 9, "15/07/2023"],
    ]
    return WildFile("retour-communes.csv", text(rows, separator=","), ())


def _rescues() -> WildFile:
    rows = [
        ["Opérations de recherche et de sauvetage, désert du Ténéré"],
        ["Réf.", "Date", "Latitude", "Longitude", "Nature", "Personnes secourues", "Décès constatés", "Nationalités"],
        ["SAR-01", date(2023, 6, 2), 20.1, 12.9, "Sauvetage", 44, 2, "Nigérians, Gambiens"],
        ["SAR-02", date(2023, 6, 19), 21.0, 13.4, "Sauvetage", 12, 0, "Soudanais"],
        ["SAR-03", date(2023, 7, 8), 19.8, 12.2, "Sauvetage", 31, 1, "Nigériens"],
    ]
    return WildFile("sauvetages.xlsx", xlsx(Page("SAR", rows)), ())


def _english_flow() -> WildFile:
    rows = [
        [
            "Survey date",
            "FMP name",
            "Country of departure",
            "Intended destination",
            "Nationality",
            "Means of transport",
            "Men",
            "Women",
            "Boys",
            "Girls",
            "Reason for travel",
        ],
        ["2023-08-01", "Arlit", "Niger", "Algeria", "Nigerien", "Pick-up", 14, 0, 0, 0, "Economic"],
        ["2023-08-01", "Arlit", "Niger", "Algeria", "Nigerian", "Truck", 22, 3, 1, 0, "Economic"],
        ["2023-08-02", "Dan Barto", "Nigeria", "Niger", "Ghanaian", "Bus", 6, 4, 2, 2, "Family"],
        ["2023-08-02", "Dan Barto", "Nigeria", "Libya", "Cameroonian", "Bus", 9, 1, 0, 0, "Unknown"],
    ]
    return WildFile("flow-en.csv", text(rows, separator=";"), ())


def _mixed_levels() -> WildFile:
    rows = [
        ["Tableau 3. Réfugiés et demandeurs d'asile selon le sexe"],
        ["Entité", "Réfugiés", None, "Demandeurs d'asile", None, "Ensemble"],
        [None, "Masculin", "Féminin", "Masculin", "Féminin", None],
        ["Agadez", 400, 310, 900, 120, 1730],
        ["Diffa", 60100, 70200, 1200, 1400, 132900],
        ["Maradi", 30100, 36000, 2100, 2800, 71000],
        ["Niamey", 1200, 1100, 900, 700, 3900],
        ["Niger", 91800, 107610, 5100, 5020, 209530],
    ]
    return WildFile("tableau-3.xlsx", xlsx(Page("T3", rows, ("A2:A3", "B2:C2", "D2:E2", "F2:F3"))), ())
