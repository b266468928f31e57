"""Six plain files of the Red Cross, health districts, schools: distribution, care, traced kin, pupils, vaccines."""
from __future__ import annotations

from tests.factories.wild.making import Page, WildFile, nested, ods, text, xls, xlsx


def nurses_files() -> list[WildFile]:
    return [_distribution(), _consultations(), _family_links(), _pupils(), _mobile_clinic(), _vaccines()]


def _distribution() -> WildFile:
    rows = [["Croix-Rouge nigérienne – Comité régional de Diffa"],
            ["Distribution de vivres aux réfugiés et déplacés du 12 au 16 février 2024"], [],
            ["Commune", "Site", "Réfugiés", None, "Déplacés internes", None, "Total", None, "Rations (kg)"],
            [None, None, "Ménages", "Personnes", "Ménages", "Personnes", "Ménages", "Personnes", None],
            ["Chétimari", "Site 1", 210, 1318, 64, 402, 274, 1720, 30960],
            ["Chétimari", "Site 2", 41, 260, 118, 770, 159, 1030, 18540],
            ["Guéskérou", "Site 3", 305, 1911, 77, 498, 382, 2409, 43362],
            ["Diffa", "Site 4", 52, 311, 140, 892, 192, 1203, 21654],
            ["Total", None, 608, 3800, 399, 2562, 1007, 6362, 114516]]
    return WildFile("crn-diffa-distribution.xlsx", xlsx(Page("Distribution", rows,
                    ("C4:D4", "E4:F4", "G4:H4", "A4:A5", "B4:B5", "I4:I5"))), ())


def _consultations() -> WildFile:
    rows = [["DISTRICT SANITAIRE D'ARLIT"], ["Consultations curatives des migrants – 1er trimestre 2024"], [],
            ["Affection", "0-4 ans", None, "5-14 ans", None, "15-49 ans", None, "50 ans et +", None, "Total"],
            [None, "M", "F", "M", "F", "M", "F", "M", "F", None],
            ["Paludisme", 14, 11, 22, 17, 201, 44, 12, 3, 324], ["IRA", 20, 18, 9, 8, 166, 31, 9, 4, 265],
            ["Diarrhée", 12, 10, 4, 3, 51, 12, 2, 1, 95], ["Traumatismes", 0, 0, 2, 1, 88, 7, 3, 0, 101],
            ["IST", 0, 0, 0, 0, 23, 14, 1, 0, 38], ["Total", 46, 39, 37, 29, 529, 108, 27, 8, 823]]
    return WildFile("ds-arlit-consultations-t1.xls", xls(Page("T1 2024", rows,
                    ("B4:C4", "D4:E4", "F4:G4", "H4:I4", "A4:A5", "J4:J5"))), ())


def _family_links() -> WildFile:
    rows = [["N° dossier", "Date d'ouverture", "Sexe", "Âge", "Nationalité", "Lieu d'entretien", "Pays de départ",
             "Appels passés", "Statut du dossier"],
            ["RLF-031", "05/01/2024", "M", "17", "Guinéenne", "Agadez", "Libye", "2", "ouvert"],
            ["RLF-032", "08/01/2024", "F", "23", "Camerounaise", "Agadez", "Algérie", "1", "clos"],
            ["RLF-033", "08/01/2024", "M", "16", "Gambienne", "Arlit", "Algérie", "3", "clos"],
            ["RLF-034", "17/01/2024", "M", "31", "Sierra-léonaise", "Arlit", "Algérie", "1", "clos"],
            ["RLF-035", "22/01/2024", "F", "19", "Nigériane", "Agadez", "Libye", "0", "ouvert"]]
    return WildFile("rlf-janvier.csv", text(rows, separator=";", encoding="cp1252"), ())


def _pupils() -> WildFile:
    rows = [["Inspection de l'enseignement primaire de Ouallam"],
            ["Élèves réfugiés et autochtones inscrits, rentrée 2023-2024"], [],
            ["École", "Commune", "Réfugiés", None, "Autochtones", None, "Nb de classes", "Nb d'enseignants"],
            [None, None, "Garçons", "Filles", "Garçons", "Filles", None, None],
            ["École A", "Ouallam", 88, 91, 140, 122, 7, 7], ["École B", "Ouallam", 54, 60, 101, 97, 6, 5],
            ["École C", "Dingazi", 31, 22, 74, 66, 4, 4], ["École D", "Simiri", 0, 0, 112, 104, 6, 6],
            ["TOTAL", None, 173, 173, 427, 389, 23, 22]]
    return WildFile("inspection-ouallam-eleves.ods", ods(Page("Effectifs", rows,
                    ("C4:D4", "E4:F4", "A4:A5", "B4:B5", "G4:G5", "H4:H5"))), ())


def _mobile_clinic() -> WildFile:
    rows = [["date", "axe", "lieu", "consultations_hommes", "consultations_femmes", "consultations_enfants",
             "cpn", "references_hopital", "deces"],
            ["2024-03-04", "Arlit-Assamaka", "Assamaka", 61, 12, 9, 2, 1, 0],
            ["2024-03-05", "Arlit-Assamaka", "Assamaka", 74, 15, 14, 3, 0, 0],
            ["2024-03-11", "Dirkou-Madama", "Séguédine", 22, 4, 1, 0, 2, 0],
            ["2024-03-12", "Dirkou-Madama", "Madama", 35, 2, 0, 0, 1, 1]]
    return WildFile("clinique-mobile-mars.csv", text(rows, separator=","), ())


def _vaccines() -> WildFile:
    def post(name: str, *doses: int) -> dict[str, object]:
        return {"poste": name, "enfants_6_59_mois": doses[0], "enfants_5_14_ans": doses[1],
            "femmes_enceintes": doses[2]}
    return WildFile("vaccination-entrees.json", nested({"district": "Birni N'Konni", "campagne": "rougeole",
        "mois": "2024-04", "postes": [post("Birni N'Konni", 411, 702, 33), post("Tsamia", 120, 166, 8),
                                      post("Eroufan", 77, 91, 4)]}), ())
