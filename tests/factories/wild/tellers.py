"""Six plain files of statistics offices and of OIM: a census table, sites, assisted returns, flows, rescues, survey."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def tellers_files() -> list[WildFile]:
    return [_census(), _sites(), _assisted(), _flows(), _rescues(), _survey()]


def _census() -> WildFile:
    figures = [("Agadez", 5120, 3877), ("Diffa", 4011, 3902), ("Dosso", 6230, 5988), ("Maradi", 7045, 7311),
               ("Niamey", 21440, 18302), ("Tahoua", 4902, 4417), ("Tillabéri", 9120, 9433), ("Zinder", 5577, 5640)]
    rows = [["INS-Niger / RGP-H 2012"], ["Tableau 5.1 : Population étrangère résidente selon la région et le sexe"], [],
            ["Région", "Effectifs", None, None, "Pourcentage", None, None],
            [None, "Hommes", "Femmes", "Ensemble", "Hommes", "Femmes", "Ensemble"],
            *[[name, men, women, men + women, round(men * 100 / (men + women), 1), round(women * 100 / (men + women),
                1), 100]
              for name, men, women in figures],
            ["Niger", sum(one[1] for one in figures), sum(one[2] for one in figures),
             sum(one[1] + one[2] for one in figures), 51.9, 48.1, 100], ["Source : INS, RGP-H 2012"]]
    return WildFile("ins-etrangers-region-sexe.xlsx", xlsx(Page("Tab 5.1", rows, ("B4:D4", "E4:G4", "A4:A5"))), ())


def _sites() -> WildFile:
    rows = [["admin1", "admin1Pcode", "admin2", "admin2Pcode", "Nom du site", "Type de site", "Nb ménages PDI",
             "Nb individus PDI", "% femmes", "Date d'arrivée des premiers", "Raison principale", "Gestionnaire"],
            ["Tillabéri", "NE006", "Banibangou", "NE006004", "Site 1", "Spontané", 120, 811, 54, "2021-11", "Conflit",
             "Aucun"],
            ["Tillabéri", "NE006", "Ouallam", "NE006009", "Site 2", "Planifié", 340, 2201, 52, "2021-04", "Conflit",
             "ACTED"],
            ["Tahoua", "NE005", "Tillia", "NE005012", "Site 3", "Spontané", 88, 604, 57, "2021-03", "Conflit", "Aucun"],
            ["Diffa", "NE002", "Bosso", "NE002001", "Site 4", "Famille d'accueil", 45, 290, 51, "2022-10", "Inondation",
             "Aucun"]]
    return WildFile("dtm-sites-pdi.csv", text(rows, separator=",", first="\ufeff"), ())


def _assisted() -> WildFile:
    rows = [["OIM Niger - Aide au retour volontaire et à la réintégration (AVRR)"],
            ["Migrants assistés en 2023, par pays de retour et par trimestre"], [],
            ["Pays de retour", "T1", "T2", "T3", "T4", "Total 2023"], ["Guinée", 512, 644, 390, 611, 2157],
            ["Mali", 702, 588, 411, 690, 2391], ["Sénégal", 188, 204, 97, 233, 722], ["Côte d'Ivoire", 204, 166, 88,
             140, 598],
            ["Cameroun", 301, 288, 140, 199, 928], ["Autres", 77, 91, 40, 66, 274],
            ["Total", 1984, 1981, 1166, 1939, 7070]]
    return WildFile("oim-avrr-2023.ods", ods(Page("AVRR", rows)), ())


def _flows() -> WildFile:
    rows = [["Direction régionale de l'INS d'Agadez – Annuaire 2023"],
            ["Tableau 12 : Migrants entrants et sortants observés par point de suivi et par mois"], [],
            ["Point de suivi", "Flux", "Jan", "Fév", "Mar", "Avr", "Mai", "Jui", "Total semestre"],
            ["Arlit", "Entrants", 3120, 2988, 3302, 3511, 4002, 2877, 19800],
            [None, "Sortants", 4011, 3876, 4520, 4388, 3902, 3110, 23807],
            ["Séguédine", "Entrants", 812, 770, 902, 1011, 866, 640, 5001],
            [None, "Sortants", 1520, 1433, 1602, 1588, 1290, 1104, 8537],
            ["Madama", "Entrants", 402, 388, 455, 501, 477, 310, 2533],
            [None, "Sortants", 611, 588, 702, 640, 555, 420, 3516]]
    return WildFile("annuaire-agadez-flux-2023.xls", xls(Page("Tab12", rows, ("A5:A6", "A7:A8", "A9:A10"))), ())


def _rescues() -> WildFile:
    rows = [["Opération", "Date", "Lieu du secours", "Personnes secourues", "Hommes", "Femmes", "Enfants",
        "Décès constatés",
             "Nationalités"],
            ["S&R 2024-01", "12/01/2024", "Séguédine", "84", "71", "9", "4", "0", "Nigéria, Niger, Gambie"],
            ["S&R 2024-02", "20/01/2024", "Dirkou", "31", "31", "0", "0", "2", "Niger"],
            ["S&R 2024-03", "15/02/2024", "Puits Espoir", "117", "98", "14", "5", "1", "Nigéria, Cameroun"],
            ["S&R 2024-04", "27/02/2024", "Madama", "22", "20", "2", "0", "0", "Soudan"]]
    return WildFile("oim-secours-2024.csv", text(rows, separator="\t"), ())


def _survey() -> WildFile:
    def answers(country: str, n: int, men: int, women: int, age: float) -> dict[str, object]:
        return {"pays_destination": country, "repondants": n, "hommes": men, "femmes": women, "age_moyen": age}
    return WildFile("fms-destinations.json", nested({"title": "Enquête individuelle FMS", "point": "Dan Issa",
        "periode": "2024-05", "resultats": [answers("Nigéria", 210, 150, 60, 29.4), answers("Niger", 144, 81, 63, 31.0),
            answers("Algérie", 41, 40, 1, 25.7), answers("Libye", 33, 31, 2, 24.9), answers("Bénin", 9, 5, 4,
                33.1)]}), ())
