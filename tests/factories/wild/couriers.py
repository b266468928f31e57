"""Files with places across and down, numbered headings, crosses, thousands, ages that became days, fever counted."""
from __future__ import annotations

from datetime import date

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def couriers_files() -> list[WildFile]:
    return [_from_to(), _numbered(), _two_languages(), _remarks(), _melted(), _weeks(), _thousands(), _pyramid(),
            _stacked(), _split(), _crosses(), _screening()]


def _from_to() -> WildFile:
    rows = [["Déplacements internes entre communes, en nombre de ménages (mars 2024)"],
            ["Commune d'origine \\ Commune d'accueil", "Ouallam", "Simiri", "Tondikiwindi", "Total"],
            ["Inates", 120, 31, 8, 159], ["Sanam", 44, 12, 0, 56], ["Banibangou", 310, 98, 204, 612],
            ["Total", 474, 141, 212, 827]]
    return WildFile("matrice-communes.xlsx", xlsx(Page("Matrice", rows, ("A1:E1",))), ())


def _numbered() -> WildFile:
    rows = [["MINISTERE DE L'INTERIEUR – Direction régionale de Dosso"],
            ["Etat récapitulatif des étrangers refoulés à la frontière, exercice 2022"], [],
            ["N°", "Poste frontière", "Nationalité", "Hommes", "Femmes", "Ensemble", "Observations"],
            ["", "(1)", "(2)", "(3)", "(4)", "(5)=(3)+(4)", "(6)"],
            ["01", "Gaya", "Togolaise", 31, 12, 43, "défaut de pièces"], ["02", "Gaya", "Béninoise", 88, 40, 128, ""],
            ["03", "Gaya", "Ghanéenne", 9, 3, 12, "RAS"], ["", "TOTAL", "", 128, 55, 183, ""],
            ["", "", "", "", "", "Fait à Dosso, le 12 janvier 2023"]]
    return WildFile("etat-refoules-dosso.xls", xls(Page("Etat", rows)), ())


def _two_languages() -> WildFile:
    rows = [["Région / Region", "Profil / Profile", "Hommes / Men", "Femmes / Women", "Garçons / Boys",
             "Filles / Girls",
             "Total général / Grand total", "Mis à jour le / Updated on"],
            ["Tillabéri", "PDI / IDPs", "4 120", "5 801", "7 902", "8 011", "25 834", "30/04/2024"],
            ["Tillabéri", "Réfugiés / Refugees", "2 010", "2 644", "3 900", "3 877", "12 431", "30/04/2024"],
            ["Tahoua", "PDI / IDPs", "1 980", "2 777", "4 103", "4 022", "12 882", "30/04/2024"],
            ["Tahoua", "Retournés / Returnees", "88", "102", "140", "131", "461", "15/04/2024"]]
    return WildFile("dashboard-bilingue.csv", text(rows, encoding="utf-8-sig"), ())


def _remarks() -> WildFile:
    rows = [["# export du registre de Zinder"], ["# généré le 02/05/2024 07:14"], ["# une ligne par commune"],
            ["commune", "arrivees_avril", "cumul_depuis_janvier", "part_femmes", "indice_pression"],
            ["Magaria", "310", "1204", "0,41", "3,2"], ["Wacha", "88", "402", "0,38", "1,1"],
            ["Dan Barto", "140", "611", "0,29", "2,4"], ["Matameye", "52", "190", "0,44", "0,9"],
            ["# fin du fichier : 4 lignes"]]
    return WildFile("registre-zinder.txt", text(rows, separator="\t"), ())


def _melted() -> WildFile:
    rows = [["Caractéristiques des migrants rencontrés à Agadez (n = 400)"],
            ["Variable", "Modalité", "Effectif", "Fréquence"],
            ["Sexe", "Masculin", 352, 0.88], [None, "Féminin", 48, 0.12], ["Groupe d'âges", "15-24 ans", 190, 0.475],
            [None, "25-34 ans", 160, 0.4], [None, "35 ans et plus", 50, 0.125], ["Nationalité", "Guinéenne", 121,
            0.3025],
            [None, "Sénégalaise", 99, 0.2475], [None, "Malienne", 180, 0.45]]
    return WildFile("caracteristiques.ods", ods(Page("Tab1", rows, ("A1:D1", "A3:A4", "A5:A7", "A8:A10"))), ())


def _weeks() -> WildFile:
    rows = [["Semaine", "Période couverte", "Point FMP", "Sortants du Niger", "Entrants au Niger",
             "Statut du rapport"],
            ["S14-2023", "3-9 avril 2023", "Madama", "401", "288", "définitif"],
            ["S15-2023", "10-16 avril 2023", "Madama", "388", "301", "définitif"],
            ["S16-2023", "17-23 avril 2023", "Madama", "", "", "non reçu"],
            ["S17-2023", "24-30 avril 2023", "Madama", "297", "344", "provisoire"]]
    return WildFile("hebdo-madama.csv", text(rows, separator=","), ())


def _thousands() -> WildFile:
    rows = [["Réfugiés et déplacés (en milliers)", None, None], ["Région", "Réfugiés", "Déplacés\ninternes"],
            ["Diffa", 130.4, 152.3], ["Tillabéri", 38.0, 146.2], ["Tahoua", 24.8, 56.1], ["Maradi", 66.0, 14.0]]
    return WildFile("en-milliers.xlsx", xlsx(Page("Graphique 3", rows, ("A1:C1",))), ())


def _pyramid() -> WildFile:
    rows = [["Population enregistrée du site d'Intikane, au 30/11/2023"], [],
            ["Tranche d'âge", "Féminin", "Masculin", "Total"], ["0-4", 1320, 1288, 2608],
            [date(2023, 9, 5), 1511, 1602, 3113], ["10-14", 1207, 1310, 2517], ["15-19", 800, 701, 1501],
            ["20-59", 2411, 1502, 3913], ["60 et +", 288, 260, 548], ["Total", 7537, 6663, 14200]]
    return WildFile("pyramide-intikane.xlsx", xlsx(Page("Pyramide", rows, formats={"A5": "D-M"})), ())


def _stacked() -> WildFile:
    def post(name: str, *rows: list[object]) -> list[list[object]]:
        return [[name], ["Tranche d'âges", "Masculin", "Féminin", "Ensemble"], *rows, []]
    rows = [["Voyageurs contrôlés – février 2024"], [],
            *post("Poste de Gaya", ["Moins de 18 ans", 210, 188, 398], ["18-59 ans", 4011, 2208, 6219],
                  ["60 ans et plus", 144, 90, 234], ["Ensemble", 4365, 2486, 6851]),
            *post("Poste de Dan Issa", ["Moins de 18 ans", 98, 61, 159], ["18-59 ans", 3120, 1244, 4364],
                  ["60 ans et plus", 77, 41, 118], ["Ensemble", 3295, 1346, 4641])]
    return WildFile("voyageurs-fevrier.xlsx", xlsx(Page("Postes", rows)), ())


def _split() -> WildFile:
    return WildFile("reponse.json", nested({
        "columns": ["mois", "corridor_pays", "lieu_reception", "effectif", "dont_femmes", "lat", "lon"], "index": [0,
        1, 2],
        "data": [["2024-01", "DZA", "Assamaka", 2210, 188, 19.345, 5.768], ["2024-01", "LBY", "Madama", 140, 12,
        21.95, 13.65],
                 ["2024-02", "DZA", "Assamaka", 3011, 240, 19.345, 5.768]]}), ())


def _crosses() -> WildFile:
    rows = [["Chronogramme des activités 2024"], [],
            ["Structure", "Activité", "Commune", *"JFMAMJJASOND", "Personnes visées"],
            ["CADEV", "Sensibilisation", "Arlit", *["x", "x", "x"], *[None] * 9, 600],
            ["Karkara", "Formation", "Tchintabaraden", *[None] * 4, *["x", "x"], *[None] * 6, 120],
            ["COOPI", "Santé", "Ingall", *["x"] * 12, 2400]]
    return WildFile("chronogramme.xls", xls(Page("Plan 2024", rows)), ())


def _screening() -> WildFile:
    rows = [["date", "poe", "travellers_screened", "temp_38plus", "yellow_fever_vaccinated", "isolated", "nurse_name",
             "thermometer_battery"],
            ["2024-02-05", "Birni N'Konni", "810", "3", "12", "1", "H. A.", "80"],
            ["2024-02-06", "Birni N'Konni", "744", "0", "8", "0", "H. A.", "75"],
            ["2024-02-06", "Magaria", "1033", "5", "31", "2", "R. D.", "100"],
            ["2024-02-07", "Magaria", "990", "1", "17", "1", "R. D.", "96"]]
    return WildFile("poe-screening.csv", text(rows, separator=","), ())
