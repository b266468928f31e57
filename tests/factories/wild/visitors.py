"""Files of town halls, hospitals, posts and agencies: bands, days and months across, exports, tables side by side."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def visitors_files() -> list[WildFile]:
    return [_displaced(), _week(), _births(), _kobo(), _page_of_api(), _tagged(), _town(), _hospital(), _crisis_cell(),
            _of_concern(), _coaches(), _convoys()]


def _displaced() -> WildFile:
    ages = ["0-4", "5-17", "18-59", "60+"]
    rows = [["REPUBLIQUE DU NIGER – Direction régionale de l'action humanitaire de Diffa"],
            ["Suivi des déplacements : situation au 31 août 2023"], [],
            ["Localisation", None, "Personnes déplacées internes", *[None] * 8],
            ["Département", "Commune", "Ménages", "Masculin", None, None, None, "Féminin"],
            [None, None, None, *ages, *ages], ["", "", "(nb)", *["(ind.)"] * 8],
            ["Bosso", "Bosso", 311, 120, 301, 288, 31, 131, 310, 342, 40],
            ["Bosso", "Toumour", 1204, 520, 1310, 1140, 102, 498, 1288, 1401, 133],
            ["Sous-total Bosso", None, 1515, 640, 1611, 1428, 133, 629, 1598, 1743, 173],
            ["Diffa", "Chétimari", 800, 340, 811, 760, 61, 333, 820, 912, 70],
            ["Diffa", "Gueskérou", 655, 288, 604, 577, 44, 270, 611, 699, 51],
            ["Sous-total Diffa", None, 1455, 628, 1415, 1337, 105, 603, 1431, 1611, 121],
            ["Ensemble", None, 2970, 1268, 3026, 2765, 238, 1232, 3029, 3354, 294],
            ["Source : équipes communales ; les sites fermés en juin ne figurent plus."]]
    return WildFile("deplaces-diffa-aout.xlsx", xlsx(Page("Situation", rows, (
        "A4:B4", "C4:K4", "A5:A6", "B5:B6", "C5:C6", "D5:G5", "H5:K5"))), ())


def _week() -> WildFile:
    days = ["Lundi 04/09", "Mardi 05/09", "Mercredi 06/09", "Jeudi 07/09"]
    rows = [["Commissariat spécial de police de Birni N'Konni"], ["Semaine du 4 au 7 septembre 2023"],
            ["E = entrées au Niger ; S = sorties du Niger"],
            ["Nationalité", *[cell for day in days for cell in (day, None)]], [None, *["E", "S"] * 4],
            ["Nigériens", 210, 344, 198, 301, 0, 12, 188, 290], ["Nigérians", 155, 120, 160, 131, 4, 2, 149, 118],
            ["Béninois", 12, 9, 8, 8, None, None, 10, 7], ["Camerounais", 3, 1, 0, 2, None, None, 1, 1],
            ["TOTAL GENERAL", 380, 474, 366, 442, 4, 14, 348, 416]]
    return WildFile("konni-semaine.xls", xls(Page("S36", rows, ("A4:A5", "B4:C4", "D4:E4", "F4:G4", "H4:I4"))), ())


def _births() -> WildFile:
    months = ["Juillet", "Août", "Septembre", "Octobre", "Novembre", "Décembre"]
    rows = [["DIRECTION REGIONALE DE L'ETAT CIVIL DE ZINDER"],
            ["Naissances déclarées dans les centres secondaires, second semestre 2022"], [],
            ["Département", "Commune", *[cell for month in months for cell in (month, None)], "Obs."],
            [None, None, *["Masc.", "Fém."] * 6, None],
            ["Gouré", "Kellé", 12, 9, 14, 11, 8, 13, 7, 7, 10, 12, 9, 6, None],
            [None, "Boune", 4, 6, 5, 5, 3, 7, 6, 4, 2, 3, 5, 5, "registre épuisé en novembre"],
            ["Magaria", "Wacha", 21, 19, 25, 22, 18, 17, 20, 23, 24, 19, 16, 20, None],
            [None, "Yékoua", 11, 13, 9, 12, 10, 8, 14, 11, 12, 9, 13, 10, None]]
    merged = ["A4:A5", "B4:B5", "A6:A7", "A8:A9", *(f"{a}4:{b}4" for a, b in ("CD", "EF", "GH", "IJ", "KL", "MN"))]
    return WildFile("naissances-zinder.ods", ods(Page("2e semestre", rows, merged)), ())


def _kobo() -> WildFile:
    rows = [["_submission_time", "Date de l'entretien", "Nom de l'enquêteur", "Commune d'accueil",
             "Sexe du chef de ménage", "Âge du chef de ménage", "Taille du ménage", "Besoins", "Besoins/Abri",
             "Besoins/Vivres", "_Position_latitude", "_Position_longitude", "_Position_altitude",
             "_Position_precision", "_index", "_uuid"],
            ["2023-10-03 17:20:11", "2023-10-02", "M. A.", "Tillia", "Féminin", "34", "7", "abri vivres", "1", "1",
             "15,8990", "4,6160", "301,2", "4,9", "1", "7e1f0000-0000-4000-8000-000000000001"],
            ["2023-10-03 17:22:40", "2023-10-02", "M. A.", "Tillia", "Masculin", "51", "11", "vivres", "0", "1",
             "15,9012", "4,6122", "299,0", "3,2", "2", "7e1f0000-0000-4000-8000-000000000002"],
            ["2023-10-04 09:01:05", "2023-10-03", "S. I.", "Tassara", "Masculin", "29", "4", "abri", "1", "0",
             "17,4850", "4,7301", "412,6", "5,0", "3", "7e1f0000-0000-4000-8000-000000000003"],
            ["2023-10-04 09:30:59", "2023-10-03", "S. I.", "Tassara", "Féminin", "42", "9", "", "0", "0",
             "17,4849", "4,7299", "410,0", "4,8", "4", "7e1f0000-0000-4000-8000-000000000004"]]
    return WildFile("menages-accueil.csv", text(rows), ())


def _page_of_api() -> WildFile:
    def one(number: int, day: str, country: str, men: int, women: int, boys: int, girls: int) -> dict[str, object]:
        return {"id": number, "arrival_date": day, "country_of_departure": country, "transit_site": "Assamaka",
                "beneficiaries": {"men": men, "women": women, "boys": boys, "girls": girls},
                "total": men + women + boys + girls, "updated_at": f"{day}T18:00:00Z"}
    return WildFile("assisted-arrivals.json", nested({
        "count": 3, "next": None, "previous": None,
        "results": [one(901, "2023-10-04", "Algeria", 120, 8, 4, 3), one(902, "2023-10-09", "Algeria", 231, 12, 9, 7),
                    one(903, "2023-10-15", "Libya", 44, 3, 0, 1)]}), ())


def _tagged() -> WildFile:
    rows = [["Partenaire", "Bailleur", "Volet", "Région", "Code", "Démarrage", "Clôture", "Femmes touchées",
             "Hommes touchés", "Budget (USD)", "Statut"],
            ["#org+impl", "#org+funder", "#sector", "#adm1+name", "#adm2+code", "#date+start", "#date+end",
             "#reached+f", "#reached+m", "#value+usd", "#status"],
            ["Karkara", "Union européenne", "Formation", "Zinder", "NE007006", "01/02/2023", "31/07/2023", "120", "88",
             "45000", "En cours"],
            ["COOPI", "AICS", "Appui psychosocial", "Agadez", "NE001002", "15/03/2023", "15/12/2023", "64", "301",
             "120000", "En cours"],
            ["Croix-Rouge nigérienne", "CICR", "Santé", "Tahoua", "NE005003", "01/04/2023", "30/06/2023", "402", "377",
             "38500", "Achevé"]]
    return WildFile("reinsertion-4w.csv", text(rows, separator="|"), ())


def _town() -> WildFile:
    rows = [["MAIRIE DE LA VILLE D'AGADEZ – Recensement des arrivants, juin 2023"], [],
            ["Quartier", "Ménages hôtes", "Ménages déplacés", None, "Nationalité", "Effectif"],
            ["Dagmanett", 210, 31, None, "Maliens", 120], ["Nassarawa", 188, 44, None, "Soudanais", 98],
            ["Sabon Gari", 301, 12, None, "Tchadiens", 40], ["Amarewat", 95, 60, None, "Centrafricains", 7],
            ["Total", 794, 147, None, "Total", 265]]
    return WildFile("recensement-mairie.xlsx", xlsx(Page("Feuil1", rows, ("A1:F1",))), ())


def _hospital() -> WildFile:
    head = ["Mois", "Consultants masculins", "Consultants féminins", "dont moins de 5 ans", "Hospitalisations",
            "Taux de létalité (%)"]
    rows = [["District sanitaire d'Arlit : prise en charge des migrants à l'hôpital"], head,
            ["Année 2022"], ["Octobre", 88, 31, 12, 2, 0.8], ["Novembre", 102, 40, 9, 1, 1.4],
            ["Décembre", 97, 28, 11, 0, 0], ["Année 2023"], ["Janvier", 120, 44, 15, 3, 0.6],
            ["Février", 111, 39, 8, 0, 0], ["Mars", "nd", "nd", "nd", "nd", None]]
    return WildFile("hopital-arlit.xlsx", xlsx(Page("SNIS", rows, ("A1:F1", "A3:F3", "A7:F7"))), ())


def _crisis_cell() -> WildFile:
    rows = [["Cellule régionale de crise – Point de situation n° 7"], ["Données arrêtées au 12/09/2023 à 18 h"], [],
            ["Site", "Commune", "Nb ménages", "Nb personnes", "dont enfants < 5 ans", "dont handicapés",
             "Taux d'occupation", "Latrines", "Tél. du responsable"],
            ["École Koira Tégui", "Tillabéri", "41", "288", "62", "9", "120 %", "4", "90 11 22 33"],
            ["Stade municipal", "Téra", "130", "1 011", "204", "31", "85 %", "12", "96 44 55 66"],
            ["CEG 2", "Ayorou", "77", "≈ 540", "118", "nc", "100 %", "6", "91 77 88 99"],
            ["TOTAL", "", "248", "1 839", "384", "40", "", "22", ""]]
    return WildFile("sitrep7.txt", text(rows, separator="\t", encoding="utf-16"), ())


def _of_concern() -> WildFile:
    rows = [["Population of concern, as of 30 September 2023"], [],
            ["Location", "Refugees", None, "Asylum seekers", None, "IDPs", None, "% women & children",
             "Monthly change"],
            [None, "HH", "Ind.", "HH", "Ind.", "HH", "Ind.", None, None],
            ["Diffa", 31022, 130410, 905, 3801, 25010, 121388, 0.79, 412],
            ["Maradi", 15201, 61877, 1480, 6010, 3022, 18122, 0.81, -120],
            ["Tahoua", 5102, 24410, 301, 1209, 7088, 47011, 0.77, 55],
            ["Grand total", 51325, 216697, 2686, 11020, 35120, 186521, None, 347]]
    return WildFile("poc-september.xls", xls(Page("PoC", rows, (
        "A3:A4", "B3:C3", "D3:E3", "F3:G3", "H3:H4", "I3:I4"))), ())


def _coaches() -> WildFile:
    rows = [["Date", "Compagnie", "Ville de départ", "Ville d'arrivée", "Nb passagers", "dont étrangers",
             "Immatriculation", "Recette (FCFA)"],
            ["4-sept-23", "Compagnie A", "Niamey", "Agadez", "62", "31", "8Z 1201", "1 488 000"],
            ["4-sept-23", "Compagnie B", "Tahoua", "Arlit", "55", "20", "8Z 4410", "880 000"],
            ["5-sept-23", "Compagnie A", "Zinder", "Agadez", "58", "22", "8Z 1207", "1 044 000"],
            ["6-sept-23", "Compagnie C", "Agadez", "Sebha", "30", "28", "8Z 0099", "4 500 000"]]
    return WildFile("feuilles-de-route.csv", text(rows, separator=","), ())


def _convoys() -> WildFile:
    rows = [["Point des refoulements d'Algérie – premier trimestre 2023"],
            ["N° d'ordre", "Arrivée à Assamaka", "Nigériens", None, None, "Autres nationalités", "Ensemble",
             "Cumul annuel", "Véhicules", "Informateur"],
            [None, None, "H", "F", "Enfants", None, None, None, None, None],
            [1, "lundi 9 janvier 2023", 301, 12, 20, 410, 743, 743, 14, "gendarmerie"],
            [2, "jeudi 26 janvier 2023", 288, 30, 41, 391, 750, 1493, 13, "gendarmerie"],
            [3, "dimanche 12 février 2023", 410, 8, 9, 220, 647, 2140, 12, "mairie"],
            [4, "mercredi 1er mars 2023", 199, 19, 33, 602, 853, 2993, 16, "gendarmerie"]]
    return WildFile("refoulements-t1.ods", ods(Page("T1", rows, (
        "A1:J1", "A2:A3", "B2:B3", "C2:E2", "F2:F3", "G2:G3", "H2:H3", "I2:I3", "J2:J3"))), ())
